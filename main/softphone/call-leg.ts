import { type Core, type Invitation, type Inviter, type Session, SessionState, type URI } from 'sip.js'
import type { ErrorCode } from '../../shared/lib/errors.ts'
import { CodedError } from '../../shared/lib/result.ts'
import { endOnEarlyBye } from './cures/early-bye.ts'
import { cancelForGood } from './cures/ghost-call.ts'
import { forgetMissingAck } from './cures/late-timers.ts'
import { forgetMissingReinviteAck } from './cures/missing-ack.ts'
import { sendInfoTones } from './dtmf-info.ts'
import { byeReason, cancelReason, type Replaces, retryAfterOf } from './incoming-headers.ts'
import { type MediaHandler, saysHold } from './media-handler.ts'
import { Renegotiator } from './renegotiator.ts'
import type { StackEvent, StackTiming } from './sip-stack-types.ts'
import { referToReplacing, Transfer } from './transfer.ts'

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
  private readonly transfer: Transfer
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
    this.transfer = new Transfer({
      callId,
      session,
      timing,
      settled: () => this.renegotiator.settled(),
      emit,
      hangUp: () => this.hangup(),
    })
    session.delegate = {
      onBye: (bye) => {
        bye.accept().catch(() => {})
        this.transfer.byeReceived()
        this.finish({ type: 'ended', callId, by: 'remote', ...byeReason(bye.request) })
      },
      onNotify: (notification) => {
        const { request } = notification
        if (this.transfer.notified(request.getHeader('event'), request.body))
          notification.accept().catch(() => {})
        else notification.reject({ statusCode: 489 }).catch(() => {})
      },
      // Without a delegate sip.js follows a transfer to wherever the other side likes: on our line, at our cost.
      onRefer: (referral) => void referral.reject({ statusCode: 603 }).catch(() => {}),
      onMessage: (message) => void message.reject({ statusCode: 405 }).catch(() => {}),
      onInvite: (_request, _response, status) => {
        if (status < 300) forgetMissingReinviteAck(session)
      },
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

  /** Blind transfer; see SipStack. */
  transferBlind(target: URI): void {
    this.connected()
    this.transfer.start(target.toString())
  }

  /** Attended transfer: the other side of this call replaces us in the other call. */
  transferReplacing(other: CallLeg, referTo: 'contact' | 'aor'): void {
    const dialog = other.connected()
    this.connected()
    this.transfer.start(referToReplacing(referTo === 'aor' ? other.peer : dialog.remoteTarget, dialog))
  }

  /** Key presses as INFO. */
  async dtmfByInfo(tones: string): Promise<void> {
    this.connected()
    await sendInfoTones(this.session, tones)
  }

  /** Whether an INVITE with this Replaces header means this call. */
  isReplacedBy({ callId, toTag, fromTag }: Replaces): boolean {
    const { dialog } = this.session
    return (
      !this.over &&
      this.session.state === SessionState.Established &&
      dialog?.callId === callId &&
      this.inDialog(fromTag, toTag)
    )
  }

  /** Another call has taken this one's place: it ends, and the operator talks on there. */
  replaced(by: string): void {
    if (this.over) return
    this.options.emit({ type: 'replaced', callId: this.callId, by })
    this.finish({ type: 'ended', callId: this.callId, by: 'remote' })
    this.session.bye().catch(() => {})
  }

  /** Whether a request of the other side with these tags is of this call. */
  inDialog(fromTag: string, toTag: string): boolean {
    const { dialog } = this.session
    return dialog?.remoteTag === fromTag && dialog.localTag === toTag
  }

  /** A NOTIFY that came after the call had ended; false when it is not about its transfer. */
  lateNotify(fromTag: string, toTag: string, event: string | undefined, body: string): boolean {
    return this.inDialog(fromTag, toTag) && this.transfer.notified(event, body)
  }

  /** Whether somebody may still tell how this call's transfer went. */
  get transferAwaited(): boolean {
    return this.transfer.awaited
  }

  /** Who is at the other side, as an address that can be called. */
  protected abstract get peer(): URI

  private connected(): Core.Session {
    const { session } = this
    if (this.over || session.state !== SessionState.Established || !session.dialog)
      throw new CodedError('CALL_NOT_FOUND')
    return session.dialog
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
    this.transfer.end()
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
  private answering: Promise<void> | undefined

  constructor(invitation: Invitation, options: LegOptions) {
    super(invitation, false, options)
    this.invitation = invitation
    const { callId } = options
    if (invitation.delegate)
      invitation.delegate.onCancel = (cancel) => {
        this.finish({ type: 'cancelled', callId, ...cancelReason(cancel.request) })
      }
    endOnEarlyBye(invitation, () => this.finish({ type: 'cancelled', callId, elsewhere: false }))
  }

  /** Rejects when the call could not be answered; the `failed` or `cancelled` event has been told then. */
  answer(): Promise<void> {
    this.answering ??= this.accept()
    return this.answering
  }

  private async accept(): Promise<void> {
    const { callId } = this
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

  protected get peer(): URI {
    return this.invitation.remoteIdentity.uri
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
      const retryAfter = retryAfterOf(response.message)
      this.finish({
        type: 'failed',
        callId,
        status: statusCode,
        reason: reasonPhrase,
        ...(retryAfter === undefined ? {} : { retryAfter }),
        // Where a call goes is for the operator and the line to say, not for whoever was called (toll fraud).
        ...(statusCode < 400 ? { code: 'CALL_REDIRECTED' } : {}),
      })
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

  protected get peer(): URI {
    return this.inviter.request.ruri ?? this.inviter.remoteIdentity.uri
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
