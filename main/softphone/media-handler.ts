import type { BodyAndContentType, SessionDescriptionHandler, SessionDescriptionHandlerModifier } from 'sip.js'
import { CodedError } from '../../shared/lib/result.ts'
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
  /** Our offer is out, and its answer is to come. */
  private offered = false
  private origin: Origin | undefined
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
    const { hold, iceRestart } = this
    this.iceRestart = false
    const made = await this.alive(() => this.port.getDescription(this.mediaId, { hold, iceRestart }))
    this.offered = made.type === 'offer'
    let description: Parameters<SessionDescriptionHandlerModifier>[0] = made
    for (const modify of modifiers) description = await this.orClosed(() => modify(description))
    const body = continued(description.sdp ?? made.sdp, this.origin)
    this.origin = originOf(body)
    return { body, contentType: SDP }
  }

  async setDescription(
    sdp: string,
    _options?: object,
    modifiers: SessionDescriptionHandlerModifier[] = [],
  ): Promise<void> {
    let description: Parameters<SessionDescriptionHandlerModifier>[0] = { type: 'offer', sdp }
    for (const modify of modifiers) description = await this.orClosed(() => modify(description))
    const set = () => this.port.setDescription(this.mediaId, description.sdp ?? sdp)
    // An answer is of no use to a connection that did not make the offer.
    const answers = this.offered
    this.offered = false
    await (answers ? this.orClosed(set) : this.alive(set))
    this.onRemote(sdp)
  }

  hasDescription(contentType: string): boolean {
    return contentType.split(';')[0]?.trim().toLowerCase() === SDP
  }

  rollbackDescription(): Promise<void> {
    this.offered = false
    return this.orClosed(() => this.port.rollback(this.mediaId))
  }

  /** See `MediaPort.hush`; before there is a connection nothing is said to anybody. */
  hush(on: boolean): void {
    if (this.created && !this.closed) this.port.hush(this.mediaId, on).catch(() => {})
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
    if (!this.closed)
      this.created ??= this.port.create(this.mediaId, { callId: this.callId }).catch((error: unknown) => {
        // What could not be made can be tried again.
        this.created = undefined
        throw error
      })
    return this.orClosed(() => this.created ?? this.whenClosed)
  }

  /** Asks the media window; one that was started anew meanwhile knows nothing of this call and is told. */
  private async alive<T>(ask: () => Promise<T>): Promise<T> {
    await this.ready()
    try {
      return await this.orClosed(ask)
    } catch (error) {
      if (this.closed || !(error instanceof CodedError) || error.code !== 'CALL_NOT_FOUND') throw error
      this.created = undefined
      await this.ready()
      return this.orClosed(ask)
    }
  }

  /** Asks nothing any more once closed, and hears no more of what was asked before. */
  private orClosed<T>(ask: () => Promise<T>): Promise<T> {
    return this.closed ? this.whenClosed : Promise.race([ask(), this.whenClosed])
  }
}

type Origin = { session: string; version: number }

const ORIGIN = /^(o=\S+ )(\d+) (\d+) /m

function originOf(sdp: string): Origin | undefined {
  const [, , session, version] = ORIGIN.exec(sdp) ?? []
  return session === undefined ? undefined : { session, version: Number(version) }
}

/**
 * The same SDP as the next one of its session (RFC 3264, 8): a peer connection that took another's place names a session
 * of its own, and a PBX that goes by the origin line would take no notice or take it for another call.
 */
export function continued(sdp: string, before: Origin | undefined): string {
  const now = originOf(sdp)
  if (!before || !now || (now.session === before.session && now.version > before.version)) return sdp
  return sdp.replace(ORIGIN, `$1${before.session} ${before.version + 1} `)
}

/** Whether an SDP says that the other side does not listen: on hold (RFC 3264 8.4, and the old form with 0.0.0.0). */
export function saysHold(sdp: string): boolean {
  const audio = /(?:^|\n)m=audio [\s\S]*?(?=\nm=|$)/.exec(sdp)?.[0] ?? ''
  const direction =
    /\na=(sendrecv|sendonly|recvonly|inactive)/.exec(audio)?.[1] ?? /\na=(sendonly|inactive)/.exec(sdp)?.[1]
  return direction === 'sendonly' || direction === 'inactive' || /\nc=IN IP4 0\.0\.0\.0/.test(audio)
}
