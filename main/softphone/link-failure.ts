import type { LineCode, LineFailure } from './codes.ts'

/** A link that failed, with the code of the sentence that explains it. */
export class LinkError extends Error {
  readonly code: LineCode
  readonly detail: string
  constructor({ code, detail }: LineFailure) {
    super(`${code}: ${detail}`)
    this.name = 'LinkError'
    this.code = code
    this.detail = detail
  }
}

/** Codes of Node's OpenSSL and of Electron's BoringSSL, and the words that stand for them in messages. */
const TLS =
  /CERT|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|ERR_TLS|EPROTO|ERR_SSL|SSL routines|wrong version number|certificate/i

/** Says what a WebSocket error means for the line. */
export function explainLinkError(error: Error & { code?: string }): LinkError {
  const said = [error.code, error.message].filter(Boolean).join(' ')
  const status = /Unexpected server response: (\d{3})/.exec(error.message)?.[1]
  if (status) return new LinkError({ code: 'LINE_HANDSHAKE_REFUSED', detail: `HTTP ${status}` })
  if (/subprotocol/i.test(error.message))
    return new LinkError({
      code: 'LINE_HANDSHAKE_REFUSED',
      detail: 'The server does not speak SIP over WebSocket',
    })
  if (/timed out|ETIMEDOUT/i.test(said)) return new LinkError({ code: 'LINE_TIMEOUT', detail: error.message })
  if (TLS.test(said))
    return new LinkError({ code: 'LINE_TLS_UNTRUSTED', detail: error.code ?? error.message })
  if (/Parse Error|HPE_|Invalid (Upgrade|Sec-WebSocket)/i.test(said))
    return new LinkError({ code: 'LINE_HANDSHAKE_REFUSED', detail: error.message })
  return new LinkError({ code: 'LINE_UNREACHABLE', detail: error.code ?? error.message })
}
