import { type Session, SessionState } from 'sip.js'
import { CodedError } from '../../shared/lib/result.ts'

const TONE_MS = 160
const PAUSE_MS = 2_000
const ANSWER_LIMIT_MS = 5_000

/**
 * Sends key presses as INFO (application/dtmf-relay), one after the other: a server that got two at once could turn
 * them round. Rejects with CALL_DTMF_FAILED at the first that is refused or not answered.
 */
export async function sendInfoTones(session: Session, tones: string): Promise<void> {
  for (const tone of tones.toUpperCase()) {
    if (tone === ',') await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
    else await sendTone(session, tone)
  }
}

function sendTone(session: Session, tone: string): Promise<void> {
  const failed = () => new CodedError('CALL_DTMF_FAILED')
  if (session.state !== SessionState.Established) return Promise.reject(failed())
  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => reject(failed()), ANSWER_LIMIT_MS)
    const finish = (ok: boolean) => {
      clearTimeout(limit)
      if (ok) resolve()
      else reject(failed())
    }
    session
      .info({
        requestDelegate: { onAccept: () => finish(true), onReject: () => finish(false) },
        requestOptions: {
          body: {
            contentDisposition: 'render',
            contentType: 'application/dtmf-relay',
            content: `Signal=${tone}\r\nDuration=${TONE_MS}\r\n`,
          },
        },
      })
      .catch(() => finish(false))
  })
}
