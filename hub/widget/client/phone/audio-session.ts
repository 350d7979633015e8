import type { BodyAndContentType, SessionDescriptionHandler } from 'sip.js'
import { Negotiation } from '../../../../shared/softphone/negotiation.ts'
import { isHeldBy } from './state.ts'

const SDP = 'application/sdp'
const TONE_MS = 160
const TONE_GAP_MS = 70

export type AudioHost = {
  /** The track that the other side hears. */
  readonly track: MediaStreamTrack
  heard(remote: MediaStream): void
  held(held: boolean): void
  connection(state: RTCPeerConnectionState): void
}

/** One call's sound: what sip.js asks for descriptions, kept in one peer connection. */
export class AudioSession implements SessionDescriptionHandler {
  private readonly negotiation: Negotiation<RTCPeerConnection>
  private sender: RTCRtpSender | undefined
  private readonly host: AudioHost
  private closed = false
  private restart = false

  constructor(host: AudioHost) {
    this.host = host
    this.negotiation = new Negotiation(
      () => this.connect(),
      (ms, run) => setTimeout(run, ms),
    )
  }

  async getDescription(): Promise<BodyAndContentType> {
    const { restart } = this
    this.restart = false
    const { sdp } = await this.whileOpen(this.negotiation.describe(restart))
    return { body: sdp, contentType: SDP }
  }

  hasDescription(contentType: string): boolean {
    return contentType === SDP
  }

  async setDescription(sdp: string): Promise<void> {
    await this.whileOpen(this.negotiation.take(sdp))
    this.host.held(isHeldBy(sdp))
  }

  rollbackDescription(): Promise<void> {
    return this.negotiation.undo()
  }

  /** RFC 4733 telephone events; false when the other side takes none. */
  sendDtmf(tones: string): boolean {
    const dtmf = this.sender?.dtmf
    if (this.closed || !dtmf?.canInsertDTMF) return false
    // What has not been played yet is in toneBuffer, and inserting replaces it.
    dtmf.insertDTMF(dtmf.toneBuffer + tones, TONE_MS, TONE_GAP_MS)
    return true
  }

  /** The next offer will look for a new way through the network. */
  restartIce(): void {
    this.restart = true
  }

  close(): void {
    if (this.closed) return
    this.closed = true
    this.negotiation.connection.close()
  }

  private connect(): RTCPeerConnection {
    const { host } = this
    // `max-bundle` would refuse the offer of a PBX that names no BUNDLE group. No STUN: the switch is near.
    const pc = new RTCPeerConnection({ bundlePolicy: 'balanced', rtcpMuxPolicy: 'require' })
    this.sender = pc.addTrack(host.track, new MediaStream([host.track]))
    pc.ontrack = ({ track }) => host.heard(new MediaStream([track]))
    pc.onconnectionstatechange = () => {
      if (!this.closed) host.connection(pc.connectionState)
    }
    return pc
  }

  private async whileOpen<T>(doing: Promise<T>): Promise<T> {
    const [done] = await Promise.allSettled([doing])
    if (this.closed) {
      const error = new Error('The call is over')
      // sip.js knows by this name that the failure is expected.
      error.name = 'ClosedSessionDescriptionHandlerError'
      throw error
    }
    if (done.status === 'rejected') throw done.reason
    return done.value
  }
}
