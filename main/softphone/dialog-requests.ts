import type { CallLeg } from './call-leg.ts'
import type { Answer, ClaimedRequest } from './cures/inbound-guard.ts'

export type DialogRequestsOptions = {
  legs: ReadonlyMap<string, CallLeg>
  /** Our Contact, as a header's value. */
  contact(): string
  /** How long how a transfer went may be told after its call has ended. */
  keepMs: number
}

/**
 * Requests within a call that sip.js 0.21.2 would answer wrongly: UPDATE, which it does not know, and NOTIFYs of a
 * transfer, which outlive the call that was transferred and would get 481.
 */
export class DialogRequests {
  private readonly options: DialogRequestsOptions
  /** Over, but how their transfer went may still be told. */
  private readonly transferred = new Map<string, CallLeg>()

  constructor(options: DialogRequestsOptions) {
    this.options = options
  }

  /** A call has ended whose transfer is still awaited. */
  remember(callId: string, leg: CallLeg): void {
    this.transferred.set(callId, leg)
    setTimeout(() => this.transferred.delete(callId), this.options.keepMs).unref()
  }

  /** Undefined when it is for sip.js to answer. */
  answer({ headers, method, body }: ClaimedRequest): Answer | undefined {
    if (method !== 'NOTIFY' && method !== 'UPDATE') return undefined
    const one = (key: string) => headers.find((h) => h.key === key)?.value
    const tag = (key: string) => /;\s*tag\s*=\s*([^\s;]+)/i.exec(one(key) ?? '')?.[1] ?? ''
    const callId = one('call-id') ?? ''
    const [from, to] = [tag('from'), tag('to')]
    if (method === 'NOTIFY') {
      const late = this.transferred.get(callId)?.lateNotify(from, to, one('event'), body)
      return late ? { status: 200, reason: 'OK' } : undefined
    }
    if (!this.options.legs.get(callId)?.inDialog(from, to))
      return { status: 481, reason: 'Call Does Not Exist' }
    // Without an offer it only refreshes the session (RFC 3311, RFC 4028); media are renegotiated by re-INVITE here.
    return body === ''
      ? { status: 200, reason: 'OK', extra: [`Contact: ${this.options.contact()}`] }
      : { status: 488, reason: 'Not Acceptable Here' }
  }
}
