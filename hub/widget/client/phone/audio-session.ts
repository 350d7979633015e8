import type { BodyAndContentType, SessionDescriptionHandler, SessionDescriptionHandlerModifier } from 'sip.js'
import { isHeldBy } from './state.ts'

/** SIP has no trickle here: candidates found later than this would only make the other side wait. */
const GATHERING_MS = 500
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
  private readonly pc: RTCPeerConnection
  private readonly sender: RTCRtpSender
  private readonly host: AudioHost
  private closed = false

  constructor(host: AudioHost) {
    this.host = host
    // `max-bundle` would refuse the offer of a PBX that names no BUNDLE group. No STUN: the switch is near.
    this.pc = new RTCPeerConnection({ bundlePolicy: 'balanced', rtcpMuxPolicy: 'require' })
    this.sender = this.pc.addTrack(host.track, new MediaStream([host.track]))
    this.pc.ontrack = ({ track }) => host.heard(new MediaStream([track]))
    this.pc.onconnectionstatechange = () => {
      if (!this.closed) host.connection(this.pc.connectionState)
    }
  }

  async getDescription(
    _options?: object,
    modifiers: SessionDescriptionHandlerModifier[] = [],
  ): Promise<BodyAndContentType> {
    const answering = this.pc.signalingState === 'have-remote-offer'
    let description = answering ? await this.pc.createAnswer() : await this.pc.createOffer()
    for (const modify of modifiers) description = await modify(description)
    this.requireOpen()
    await this.pc.setLocalDescription(description)
    await this.gathered()
    this.requireOpen()
    return { body: this.pc.localDescription?.sdp ?? '', contentType: SDP }
  }

  hasDescription(contentType: string): boolean {
    return contentType === SDP
  }

  async setDescription(
    sdp: string,
    _options?: object,
    modifiers: SessionDescriptionHandlerModifier[] = [],
  ): Promise<void> {
    const type = this.pc.signalingState === 'have-local-offer' ? 'answer' : 'offer'
    let description: RTCSessionDescriptionInit = { type, sdp }
    for (const modify of modifiers) description = await modify(description)
    this.requireOpen()
    await this.pc.setRemoteDescription(description)
    this.requireOpen()
    this.host.held(isHeldBy(sdp))
  }

  async rollbackDescription(): Promise<void> {
    if (this.pc.signalingState === 'have-local-offer') await this.pc.setLocalDescription({ type: 'rollback' })
    if (this.pc.signalingState === 'have-remote-offer')
      await this.pc.setRemoteDescription({ type: 'rollback' })
  }

  /** RFC 4733 telephone events; false when the other side takes none. */
  sendDtmf(tones: string): boolean {
    const { dtmf } = this.sender
    if (this.closed || !dtmf?.canInsertDTMF) return false
    // What has not been played yet is in toneBuffer, and inserting replaces it.
    dtmf.insertDTMF(dtmf.toneBuffer + tones, TONE_MS, TONE_GAP_MS)
    return true
  }

  /** The next offer will look for a new way through the network. */
  restartIce(): void {
    if (!this.closed) this.pc.restartIce()
  }

  close(): void {
    if (this.closed) return
    this.closed = true
    this.pc.close()
  }

  private gathered(): Promise<void> {
    if (this.pc.iceGatheringState === 'complete') return Promise.resolve()
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer)
        this.pc.onicegatheringstatechange = null
        resolve()
      }
      const timer = setTimeout(done, GATHERING_MS)
      this.pc.onicegatheringstatechange = () => {
        if (this.pc.iceGatheringState === 'complete') done()
      }
    })
  }

  private requireOpen(): void {
    if (!this.closed) return
    const error = new Error('The call is over')
    // sip.js knows by this name that the failure is expected.
    error.name = 'ClosedSessionDescriptionHandlerError'
    throw error
  }
}
