import type { BodyAndContentType, SessionDescriptionHandler, SessionDescriptionHandlerModifier } from 'sip.js'
import type { MediaPort } from './sip-stack-types.ts'

const SDP = 'application/sdp'

/** sip.js's session description handler, which asks the media window for everything: there is no WebRTC in this process. */
export class MediaHandler implements SessionDescriptionHandler {
  readonly mediaId: string
  /** What our next description says; kept for answers to the other side's re-INVITEs too. */
  hold = false
  iceRestart = false
  private readonly port: MediaPort
  private readonly callId: string
  private readonly onRemote: (sdp: string) => void
  private created: Promise<void> | undefined
  private closed = false
  private rejectPending: (error: Error) => void = () => {}
  private readonly whenClosed: Promise<never>

  constructor(options: {
    port: MediaPort
    mediaId: string
    callId: string
    onRemote: (sdp: string) => void
  }) {
    this.port = options.port
    this.mediaId = options.mediaId
    this.callId = options.callId
    this.onRemote = options.onRemote
    this.whenClosed = new Promise((_, reject) => {
      this.rejectPending = reject
    })
    this.whenClosed.catch(() => {})
  }

  async getDescription(
    _options?: object,
    modifiers: SessionDescriptionHandlerModifier[] = [],
  ): Promise<BodyAndContentType> {
    await this.ready()
    const { hold, iceRestart } = this
    this.iceRestart = false
    const made = await this.orClosed(() => this.port.getDescription(this.mediaId, { hold, iceRestart }))
    let description: Parameters<SessionDescriptionHandlerModifier>[0] = made
    for (const modify of modifiers) description = await this.orClosed(() => modify(description))
    return { body: description.sdp ?? made.sdp, contentType: SDP }
  }

  async setDescription(
    sdp: string,
    _options?: object,
    modifiers: SessionDescriptionHandlerModifier[] = [],
  ): Promise<void> {
    await this.ready()
    let description: Parameters<SessionDescriptionHandlerModifier>[0] = { type: 'offer', sdp }
    for (const modify of modifiers) description = await this.orClosed(() => modify(description))
    await this.orClosed(() => this.port.setDescription(this.mediaId, description.sdp ?? sdp))
    this.onRemote(sdp)
  }

  hasDescription(contentType: string): boolean {
    return contentType.split(';')[0]?.trim().toLowerCase() === SDP
  }

  rollbackDescription(): Promise<void> {
    return this.orClosed(() => this.port.rollback(this.mediaId))
  }

  /** Part of sip.js's interface; the stack itself uses `MediaPort.dtmf`, whose failure it can tell. */
  sendDtmf(tones: string): boolean {
    if (this.closed) return false
    this.port.dtmf(this.mediaId, tones).catch(() => {})
    return true
  }

  close(): void {
    if (this.closed) return
    this.closed = true
    const error = new Error('The media of this call is closed.')
    // sip.js knows by this name that the session has ended meanwhile, which is no failure.
    error.name = 'ClosedSessionDescriptionHandlerError'
    this.rejectPending(error)
    this.created?.then(() => this.port.close(this.mediaId)).catch(() => {})
  }

  private ready(): Promise<void> {
    if (!this.closed) this.created ??= this.port.create(this.mediaId, { callId: this.callId })
    return this.orClosed(() => this.created ?? this.whenClosed)
  }

  /** Asks nothing any more once closed, and hears no more of what was asked before. */
  private orClosed<T>(ask: () => Promise<T>): Promise<T> {
    return this.closed ? this.whenClosed : Promise.race([ask(), this.whenClosed])
  }
}

/** Whether an SDP says that the other side does not listen: on hold (RFC 3264 8.4, and the old form with 0.0.0.0). */
export function saysHold(sdp: string): boolean {
  const audio = /(?:^|\n)m=audio [\s\S]*?(?=\nm=|$)/.exec(sdp)?.[0] ?? ''
  const direction =
    /\na=(sendrecv|sendonly|recvonly|inactive)/.exec(audio)?.[1] ?? /\na=(sendonly|inactive)/.exec(sdp)?.[1]
  return direction === 'sendonly' || direction === 'inactive' || /\nc=IN IP4 0\.0\.0\.0/.test(audio)
}
