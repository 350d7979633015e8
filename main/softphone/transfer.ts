import { type Core, type Session, SessionState, type URI } from 'sip.js'
import { CodedError } from '../../shared/lib/result.ts'
import { reinviteDelay } from './cures/glare.ts'
import { retryAfterOf } from './incoming-headers.ts'
import type { StackEvent, StackTiming } from './sip-stack-types.ts'

type Progress = Extract<StackEvent, { type: 'transfer' }>['state']

export type TransferOptions = {
  callId: string
  session: Session
  timing: Pick<StackTiming, 'transferMs' | 'transferByeMs'>
  /** Resolves when no re-INVITE of ours is under way and the call has settled. */
  settled: () => Promise<void>
  emit: (event: StackEvent) => void
  /** The customer is with the target and the other side did not hang up by itself. */
  hangUp: () => void
}

/** Tries of a REFER that is refused only because something else is under way. */
const TRIES = 4
/** Progress never goes back: a late 100 does not undo a 180. */
const ORDER: readonly Progress[] = ['trying', 'ringing', 'done']

/**
 * One call's transfer by REFER (RFC 3515). Servers differ: Asterisk says 202 and hangs up at once, FreeSWITCH re-INVITEs
 * and tells of it by NOTIFY, a plain proxy hands it to the other telephone, which tells each step (RFC 3420), some tell
 * nothing at all.
 *
 *   idle ──start──> asked ──2xx or NOTIFY──> accepted ──NOTIFY 2xx, or BYE──> done
 *                     └────────refused, NOTIFY 3xx-6xx, silence──────────────> failed ──start──> asked
 */
export class Transfer {
  private readonly options: TransferOptions
  private state: 'idle' | 'asked' | 'accepted' | 'done' | 'failed' = 'idle'
  private told: Progress | undefined
  /** Agreed once, then silence: it may still have worked. */
  private unheard = false
  private over = false
  private limit: NodeJS.Timeout | undefined

  constructor(options: TransferOptions) {
    this.options = options
  }

  /** Whether a NOTIFY of how it went may still come, even after the call is over. */
  get awaited(): boolean {
    return this.state === 'asked' || this.state === 'accepted' || this.state === 'done' || this.unheard
  }

  /** Asks for it; what becomes of it is told by events. Throws when one is under way already. */
  start(referTo: string): void {
    if (this.state !== 'idle' && this.state !== 'failed') throw new CodedError('CALL_TRANSFER_FAILED')
    this.state = 'asked'
    this.told = undefined
    this.unheard = false
    void this.ask(referTo, 1)
  }

  /** A NOTIFY in the call's dialog; false when it is not about a transfer of ours. */
  notified(event: string | undefined, body: string): boolean {
    if (event?.split(';')[0]?.trim().toLowerCase() !== 'refer' || this.state === 'idle') return false
    const status = Number(/^SIP\/2\.0 (\d{3})(?: |\r|\n|$)/i.exec(body.trimStart())?.[1])
    if (status >= 100) this.heard(status)
    return true
  }

  /** The other side has hung up: once it has agreed, that is how many servers say that it works. */
  byeReceived(): void {
    if (this.state === 'accepted' || this.unheard) this.settle('done')
    else if (this.state === 'asked') this.settle('failed', 481)
    this.end()
  }

  /** The call is over on this side. */
  end(): void {
    this.over = true
    clearTimeout(this.limit)
  }

  private async ask(referTo: string, tries: number): Promise<void> {
    const { session, settled } = this.options
    await settled()
    if (this.state !== 'asked' || this.over) return
    if (session.state !== SessionState.Established || !session.dialog) return this.settle('failed', 481)
    const { userAgent } = session
    const extraHeaders = [
      `Refer-To: <${referTo}>`,
      `Referred-By: <${userAgent.configuration.uri}>`,
      `Contact: ${userAgent.contact.toString()}`,
    ]
    try {
      session.dialog.refer(
        {
          onAccept: ({ message }) => this.accepted(message),
          onRedirect: ({ message }) => this.settle('failed', message.statusCode ?? 300),
          onReject: ({ message }) => void this.refused(message, referTo, tries),
        },
        { extraHeaders },
      )
    } catch {
      this.settle('failed', 481)
    }
  }

  private accepted(response: Core.IncomingResponseMessage): void {
    if (this.state !== 'asked') return
    this.state = 'accepted'
    // RFC 4488: no subscription, so this is the last that will be heard.
    if (/^\s*false\b/i.test(response.getHeader('refer-sub') ?? '')) return this.settle('done')
    this.progress('trying')
    this.wait()
  }

  private async refused(
    response: Core.IncomingResponseMessage,
    referTo: string,
    tries: number,
  ): Promise<void> {
    if (this.state !== 'asked') return
    const status = response.statusCode ?? 500
    const delay = reinviteDelay({ status, retryAfterSeconds: retryAfterOf(response) }, true)
    if (delay === undefined || tries >= TRIES) return this.settle('failed', status)
    await new Promise((resolve) => setTimeout(resolve, delay))
    if (this.state === 'asked') await this.ask(referTo, tries + 1)
  }

  private heard(status: number): void {
    if (status >= 300) return this.settle('failed', status)
    if (status >= 200) return this.settle('done', status)
    if (this.state !== 'asked' && this.state !== 'accepted') return
    this.state = 'accepted'
    this.progress(status > 100 ? 'ringing' : 'trying', status)
    this.wait()
  }

  private settle(state: 'done' | 'failed', status?: number): void {
    // Told as done because the other side hung up, it can still turn out to have failed; a refusal is final.
    if (this.state === state || (this.state === 'failed' && !this.unheard)) return
    this.state = state
    this.unheard = false
    this.tell(state, status)
    clearTimeout(this.limit)
    if (state === 'done' && !this.over)
      this.limit = setTimeout(this.options.hangUp, this.options.timing.transferByeMs)
  }

  private progress(state: Progress, status?: number): void {
    if (this.told && ORDER.indexOf(state) <= ORDER.indexOf(this.told)) return
    this.tell(state, status)
  }

  private tell(state: Progress, status?: number): void {
    this.told = state
    this.options.emit({
      type: 'transfer',
      callId: this.options.callId,
      state,
      ...(status === undefined ? {} : { status }),
    })
  }

  private wait(): void {
    clearTimeout(this.limit)
    if (this.over) return
    this.limit = setTimeout(() => {
      this.settle('failed', 408)
      this.unheard = true
    }, this.options.timing.transferMs)
  }
}

/** Refer-To of an attended transfer: who is to be called, and which of their calls that one replaces (RFC 3891 7). */
export function referToReplacing(target: URI, dialog: Core.Session): string {
  const uri = target.clone()
  uri.clearHeaders()
  const replaces = `${dialog.callId};to-tag=${dialog.remoteTag};from-tag=${dialog.localTag}`
  return `${uri}?Replaces=${encodeURIComponent(replaces)}`
}
