import { CodedError } from '../../shared/lib/result.ts'
import { Negotiation } from '../../shared/softphone/negotiation.ts'
import type { Quality } from '../../shared/softphone/quality.ts'
import type { CallSound } from './call-sound.ts'

/** RFC 4733 events that old gateways can hear too: 160 ms a digit, 70 ms between. */
const DTMF_MS = 160
const DTMF_GAP_MS = 70
/**
 * How long the voice is sent before the first digit. An event takes its timestamp from the sound (RFC 4733 2.1): a relay
 * that transcodes has none to go by until it has passed on sound, and an event whose timestamp changes when it comes is
 * two digits to whoever hears it.
 */
const DTMF_LEAD_MS = 300

export type PeerState = 'connecting' | 'connected' | 'disconnected' | 'failed' | 'closed'

/** One peer connection of a call, as a SIP session description handler needs it. */
export type Peer = {
  /** An answer when there is a remote offer, else an offer. */
  describe(options: {
    hold: boolean
    iceRestart: boolean
  }): Promise<{ type: 'offer' | 'answer'; sdp: string }>
  /** An answer when there is a local offer, else an offer. */
  accept(sdp: string): Promise<void>
  rollback(): Promise<void>
  /** Silence at once, whatever is described; off: as the last description says. */
  hush(on: boolean): void
  dtmf(tones: string): void
  /** Sends the call's track as it is now. */
  resend(): void
  stats(): Promise<RTCStatsReport>
  /** The state of the way, and whether sound is to come and to go by what both sides agreed (RFC 3264). */
  facts(): { path: Quality['path']; receives: boolean; sends: boolean }
  close(): void
}

export function createPeer(call: CallSound, onState: (state: PeerState) => void): Peer {
  let sender: RTCRtpSender
  /** Whether the call is on hold by our newest description, and was when both sides last agreed. */
  let describedHold = false
  let agreedHold = false
  let hushed = false
  const apply = (): void => call.hold(hushed || describedHold)
  /** Pressed before there was a way for them to go, or before the voice was on it. */
  let earlyTones = ''
  let voiceLeads = false

  const negotiation = new Negotiation(() => {
    const pc = new RTCPeerConnection({
      // With 'max-bundle' Chromium refuses offers of phone systems that do not bundle.
      bundlePolicy: 'balanced',
      rtcpMuxPolicy: 'require',
    })
    sender = pc.addTrack(call.track(), call.stream)
    voiceLeads = false
    pc.ontrack = ({ track }) => {
      if (track.kind === 'audio') call.hear(track)
    }
    pc.onconnectionstatechange = () => {
      if (pc.connectionState !== 'new') onState(pc.connectionState)
      if (pc.connectionState === 'connected' && !voiceLeads) later(DTMF_LEAD_MS, () => lead(pc))
    }
    return pc
  }, later)

  const lead = (pc: RTCPeerConnection): void => {
    if (voiceLeads || pc !== negotiation.connection) return
    voiceLeads = true
    if (earlyTones && sender.dtmf?.canInsertDTMF) press(earlyTones)
    earlyTones = ''
  }
  const press = (tones: string): void => {
    const { dtmf } = sender
    const { connectionState } = negotiation.connection
    const early = connectionState === 'new' || connectionState === 'connecting'
    if (voiceLeads && dtmf?.canInsertDTMF)
      // What is still to be sent must be said again, else keys pressed quickly would replace each other.
      dtmf.insertDTMF(dtmf.toneBuffer + tones, DTMF_MS, DTMF_GAP_MS)
    else if (early || (connectionState === 'connected' && !voiceLeads)) earlyTones += tones
    else throw new CodedError('CALL_FAILED', 'no DTMF on this call')
  }

  return {
    async describe({ hold, iceRestart }) {
      // At once and not when the other side agrees: what is said after the key is pressed is meant for nobody else.
      describedHold = hold
      apply()
      const pc = negotiation.connection
      for (const transceiver of pc.getTransceivers()) {
        if (transceiver.direction === 'stopped') continue
        transceiver.direction = direction(transceiver, hold, pc.remoteDescription?.sdp)
      }
      const made = await negotiation.describe(iceRestart)
      if (made.type === 'answer') agreedHold = hold
      return made
    },
    async accept(sdp) {
      try {
        if ((await negotiation.take(sdp)) === 'answer') agreedHold = describedHold
      } catch (error) {
        throw new CodedError('CALL_FAILED', error instanceof Error ? error.message : String(error))
      }
    },
    async rollback() {
      await negotiation.undo()
      describedHold = agreedHold
      apply()
    },
    hush(on) {
      hushed = on
      apply()
    },
    dtmf: press,
    resend() {
      sender.replaceTrack(call.track()).catch(() => undefined)
    },
    stats: () => negotiation.connection.getStats(),
    facts() {
      const pc = negotiation.connection
      const direction = pc
        .getTransceivers()
        .find(({ receiver }) => receiver.track.kind === 'audio')?.currentDirection
      return {
        path: pc.connectionState,
        receives: direction === 'sendrecv' || direction === 'recvonly',
        sends: direction === 'sendrecv' || direction === 'sendonly',
      }
    },
    close() {
      const pc = negotiation.connection
      if (pc.signalingState === 'closed') return
      pc.close()
      onState('closed')
    },
  }
}

const later = (ms: number, run: () => void): void => void setTimeout(run, ms)

/** RFC 3264, 8.4: hold is `sendonly`, or `inactive` while the other side holds too. Video is never taken. */
function direction(
  transceiver: RTCRtpTransceiver,
  hold: boolean,
  remote: string | undefined,
): RTCRtpTransceiverDirection {
  if (transceiver.receiver.track.kind !== 'audio') return 'inactive'
  if (!hold) return 'sendrecv'
  return remote && /^a=(sendonly|inactive)\r?$/m.test(remote) ? 'inactive' : 'sendonly'
}
