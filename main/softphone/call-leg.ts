import { type Core, type Invitation, type Inviter, type Session, SessionState } from 'sip.js'
import type { ErrorCode } from '../../shared/lib/errors.ts'
import { CodedError } from '../../shared/lib/result.ts'
import { endOnEarlyBye } from './cures/early-bye.ts'
import { cancelForGood } from './cures/ghost-call.ts'
import { forgetMissingAck } from './cures/late-timers.ts'
import { type MediaHandler, saysHold } from './media-handler.ts'
import { Renegotiator } from './renegotiator.ts'
import type { StackEvent, StackTiming } from './sip-stack-types.ts'

export type LegOptions = {
  callId: string
  timing: StackTiming
  emit: (event: StackEvent) => void
  /** The call is over for everybody outside; the session may still be saying goodbye. */
  onOver: () => void
  linkIsUp: () => boolean
}

/**
 * One call on the wire: turns what sip.js does into events, each call ending in exactly one of `cancelled`, `failed` and
 * `ended`.
 */
export abstract class CallLeg {
  readonly callId: string
  protected readonly options: LegOptions
  protected readonly session: Session
  protected readonly renegotiator: Renegotiator
  protected over = false
  private media: MediaHandler | undefined
  private remoteHold = false
  private talking = false
  /** The operator hung up while the link was down; the other side still has to be told. */
  private oweBye = false

  constructor(session: Session, ownsCallId: boolean, options: LegOptions) {
    this.session = session
    this.options = options
    this.callId = options.callId
    const { callId, timing, emit } = options
    this.renegotiator = new Renegotiator({
      session,
      ownsCallId,
      media: () => this.media,
      settleMs: timing.settleMs,
      giveUpMs: timing.refreshGiveUpMs,
      onHeld: (held) => emit({ type: 'held', callId, held }),
      onHoldFailed: () => emit({ type: 'hold-failed', callId }),
      onRefreshed: () => emit({ type: 'reconnected', callId }),
      onGone: (status) => {
        this.finish({ type: 'ended', callId, by: 'network', status })
        session.bye().catch(() => {})
      },
    })
    session.delegate = {
      onBye: (bye) => {
        bye.accept().catch(() => {})
        this.finish({ type: 'ended', callId, by: 'remote', ...reasonOf(bye.request.getHeader('reason')) })
      },
      // Without a delegate sip.js follows a transfer to wherever the other side likes: on our line, at our cost.
      onRefer: (referral) => void referral.reject({ statusCode: 603 }).catch(() => {}),
      onMessage: (message) => void message.reject({ statusCode: 405 }).catch(() => {}),
      onInfo: (info) => void info.accept().catch(() => {}),
    }
    session.stateChange.addListener((state) => {
      if (state === SessionState.Established) this.established()
      if (state === SessionState.Terminated) {
        forgetMissingAck(session)
        // Why it ended is told right after the state has changed; what is not told then broke without a word.
        setImmediate(() => this.broke('Broken'))
      }
    })
  }

  /** True while nobody has answered, in either direction. */
  get ringing(): boolean {
    return !this.over && !this.talking
  }

  attachMedia(media: MediaHandler): void {
    this.media = media
  }

  /** The other side's description arrived: does it listen? */
  remoteDescription(sdp: string): void {
    const held = saysHold(sdp)
    if (held === this.remoteHold || this.over) return
    this.remoteHold = held
    this.options.emit({ type: 'remote-hold', callId: this.callId, held })
  }

  hold(on: boolean): void {
    this.renegotiator.hold(on)
  }

  renegotiate(iceRestart: boolean): void {
    this.renegotiator.renegotiate(iceRestart)
  }

  get mediaId(): string | undefined {
    return this.media?.mediaId
  }

  /** Ends the call at once for the operator; the other side is told as soon as it can be. */
  hangup(): void {
    if (this.over) return
    const { session } = this
    this.finish({ type: 'ended', callId: this.callId, by: 'local' })
    if (session.state === SessionState.Established) {
      this.oweBye = !this.options.linkIsUp()
      if (!this.oweBye) session.bye().catch(() => {})
    } else this.abandon()
  }

  linkLost(): void {
    if (this.talking && this.session.state === SessionState.Established) return this.renegotiator.linkLost()
    if (this.over) return
    this.broke('Link Lost')
    this.session.dispose().catch(() => {})
  }

  linkBack(iceRestart: boolean): void {
    if (this.oweBye) {
      this.oweBye = false
      if (this.session.state === SessionState.Established) this.session.bye().catch(() => {})
      return
    }
    if (!this.over) this.renegotiator.linkBack(iceRestart)
  }

  /** Whether this leg still has to say goodbye when the link is back. */
  get owes(): boolean {
    return this.oweBye
  }

  /** Withdraws from a call that is not answered yet. */
  protected abstract abandon(): void

  /** The call ended, and nobody ended it. */
  protected broke(_reason: string): void {
    this.finish({ type: 'ended', callId: this.callId, by: 'network' })
  }

  /** Tells the end, once. */
  protected finish(event: StackEvent): void {
    if (this.over) return
    this.over = true
    this.renegotiator.end()
    this.media?.close()
    this.options.onOver()
    this.options.emit(event)
  }

  private established(): void {
    if (this.over) return
    this.talking = true
    this.renegotiator.established()
    this.options.emit({ type: 'accepted', callId: this.callId, mediaId: this.mediaId ?? '' })
  }
}

export class IncomingLeg extends CallLeg {
  private readonly invitation: Invitation
  private answering = false

  constructor(invitation: Invitation, options: LegOptions) {
    super(invitation, false, options)
    this.invitation = invitation
    const { callId } = options
    if (invitation.delegate)
      invitation.delegate.onCancel = (cancel) => {
        const why = cancel.request.getHeader('reason') ?? ''
        const elsewhere = /cause\s*=\s*200\b/i.test(why)
        const rangOut = /cause\s*=\s*408\b/i.test(why)
        this.finish({ type: 'cancelled', callId, elsewhere, ...(rangOut ? { rangOut } : {}) })
      }
    endOnEarlyBye(invitation, () => this.finish({ type: 'cancelled', callId, elsewhere: false }))
  }

  /** Rejects when the call could not be answered; the `failed` or `cancelled` event has been told then. */
  async answer(): Promise<void> {
    const { callId } = this
    if (this.answering) return
    this.answering = true
    try {
      await this.invitation.accept()
    } catch (error) {
      this.finish({ type: 'failed', callId, status: 480, ...whyOf(error) })
      throw error
    }
    if (this.over && this.session.state === SessionState.Established) this.session.bye().catch(() => {})
  }

  reject(status: number): void {
    if (this.over) return
    this.finish({ type: 'ended', callId: this.callId, by: 'local', status })
    this.invitation.reject({ statusCode: status }).catch(() => {})
  }

  protected abandon(): void {
    this.invitation.reject({ statusCode: 480 }).catch(() => {})
  }
}

export class OutgoingLeg extends CallLeg {
  private readonly inviter: Inviter

  constructor(inviter: Inviter, options: LegOptions) {
    super(inviter, true, options)
    this.inviter = inviter
  }

  dial(): void {
    const { callId } = this
    const { emit } = this.options
    const onRefused = (response: Core.IncomingResponse) => {
      const { statusCode = 500, reasonPhrase = '' } = response.message
      const seconds = Number.parseInt(response.message.getHeader('retry-after') ?? '', 10)
      const retryAfter = seconds > 0 ? { retryAfter: seconds } : {}
      this.finish({ type: 'failed', callId, status: statusCode, reason: reasonPhrase, ...retryAfter })
    }
    this.inviter
      .invite({
        requestDelegate: {
          onProgress: ({ message: response }) => {
            if (!this.over) emit({ type: 'progress', callId, status: response.statusCode ?? 180 })
          },
          onReject: onRefused,
          onRedirect: onRefused,
        },
      })
      .catch((error) => this.finish({ type: 'failed', callId, status: 500, ...whyOf(error) }))
  }

  protected abandon(): void {
    cancelForGood(this.inviter).catch(() => {})
  }

  protected override broke(reason: string): void {
    if (!this.ringing) return super.broke(reason)
    this.finish({ type: 'failed', callId: this.callId, status: 503, reason })
  }
}

/** What failed on this side; a code where there is a sentence for it, such as a microphone that is not allowed. */
const whyOf = (error: unknown): { reason: string; code?: ErrorCode } => ({
  reason: error instanceof Error ? error.message : String(error),
  ...(error instanceof CodedError ? { code: error.code } : {}),
})

/** Cause and text of a Reason header (RFC 3326), where there is one. */
function reasonOf(header: string | undefined): { status?: number; reason?: string } {
  const cause = /cause\s*=\s*(\d{3})/i.exec(header ?? '')?.[1]
  const text = /text\s*=\s*"([^"]*)"/i.exec(header ?? '')?.[1]
  return { ...(cause ? { status: Number(cause) } : {}), ...(text ? { reason: text } : {}) }
}
