import { CodedError } from '../../shared/lib/result.ts'
import type { IceSetup } from '../../shared/supervision/session.ts'
import type { Tell } from './serve.ts'

/**
 * The connection between two desks. Its description goes out with the candidates of a moment, and the rest follow one
 * by one (trickle, RFC 8838): a STUN or TURN server that is slow does not keep a supervisor waiting.
 */
export type Link = {
  /** The operator's side: `duplex` lets the supervisor speak, else they have nothing to send. */
  offer(track: MediaStreamTrack | undefined, duplex: boolean): Promise<string>
  answered(sdp: string): Promise<void>
  /** The supervisor's side: with a microphone's track, or without any. */
  join(sdp: string, track: MediaStreamTrack | undefined): Promise<string>
  candidate(candidate: string): Promise<void>
  replace(track: MediaStreamTrack): void
  /** Takes the track out of what is sent. */
  mute(): void
  facts(): Promise<{ sending: number; packetsOut: number; packetsIn: number; relayed: boolean }>
  close(): void
}

/** Host candidates are there at once; whatever takes longer is sent after. */
const FIRST_MS = 120

export function createLink(parts: {
  sessionId: string
  ice: IceSetup
  context: AudioContext
  /** Where the other side's sound goes. */
  into: AudioNode
  tell: Tell
}): Link {
  const { sessionId, ice, context, into, tell } = parts
  const pc = new RTCPeerConnection({
    iceServers: ice.servers as RTCIceServer[],
    iceTransportPolicy: ice.relayOnly ? 'relay' : 'all',
    bundlePolicy: 'max-bundle',
  })
  // Chromium gives WebAudio silence from a remote track that no media element plays: a muted one keeps it flowing.
  const pull = new Audio()
  pull.muted = true
  let source: MediaStreamAudioSourceNode | undefined
  let described = false
  let early: string[] = []

  pc.onicecandidate = ({ candidate }) => {
    if (candidate && described)
      tell('superviseCandidate', { sessionId, candidate: JSON.stringify(candidate.toJSON()) })
  }
  pc.onconnectionstatechange = () => {
    if (pc.connectionState !== 'new') tell('superviseState', { sessionId, state: pc.connectionState })
  }
  pc.ontrack = ({ track }) => {
    const stream = new MediaStream([track])
    pull.srcObject = stream
    pull.play().catch(() => undefined)
    source?.disconnect()
    source = new MediaStreamAudioSourceNode(context, { mediaStream: stream })
    source.connect(into)
  }

  const local = async (description: RTCSessionDescriptionInit): Promise<string> => {
    await pc.setLocalDescription(description)
    await gathered(pc)
    described = true
    return pc.localDescription?.sdp ?? ''
  }
  const remote = async (type: 'offer' | 'answer', sdp: string): Promise<void> => {
    try {
      await pc.setRemoteDescription({ type, sdp })
    } catch (error) {
      throw new CodedError('SUPERVISION_ENDED', error instanceof Error ? error.message : String(error))
    }
    for (const candidate of early.splice(0)) await add(candidate)
  }
  const add = async (candidate: string): Promise<void> => {
    await pc.addIceCandidate(JSON.parse(candidate) as RTCIceCandidateInit).catch(() => undefined)
  }

  return {
    async offer(track, duplex) {
      const direction = duplex ? 'sendrecv' : 'sendonly'
      const [transceiver] = pc.getTransceivers()
      if (transceiver) transceiver.direction = direction
      else pc.addTransceiver(track ?? 'audio', { direction })
      return local(await pc.createOffer())
    },
    answered: (sdp) => remote('answer', sdp),
    async join(sdp, track) {
      await remote('offer', sdp)
      const [transceiver] = pc.getTransceivers()
      if (!transceiver) throw new CodedError('SUPERVISION_ENDED', 'an offer without sound')
      await transceiver.sender.replaceTrack(track ?? null)
      transceiver.direction = track ? 'sendrecv' : 'recvonly'
      return local(await pc.createAnswer())
    },
    async candidate(candidate) {
      if (pc.remoteDescription) await add(candidate)
      else early = [...early, candidate].slice(-50)
    },
    replace(track) {
      for (const sender of pc.getSenders())
        if (sender.track) sender.replaceTrack(track).catch(() => undefined)
    },
    mute() {
      for (const sender of pc.getSenders()) sender.replaceTrack(null).catch(() => undefined)
    },
    async facts() {
      let packetsOut = 0
      let packetsIn = 0
      let relayed = false
      const stats = await pc.getStats()
      for (const stat of stats.values()) {
        if (stat.type === 'outbound-rtp') packetsOut += stat.packetsSent ?? 0
        if (stat.type === 'inbound-rtp') packetsIn += stat.packetsReceived ?? 0
        if (stat.type === 'candidate-pair' && stat.nominated)
          relayed ||= stats.get(stat.localCandidateId)?.candidateType === 'relay'
      }
      return { sending: pc.getSenders().filter((s) => s.track).length, packetsOut, packetsIn, relayed }
    },
    close() {
      pc.onicecandidate = null
      pc.onconnectionstatechange = null
      pc.close()
      source?.disconnect()
      pull.pause()
      pull.srcObject = null
    },
  }
}

function gathered(pc: RTCPeerConnection): Promise<void> {
  if (pc.iceGatheringState === 'complete') return Promise.resolve()
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer)
      pc.removeEventListener('icegatheringstatechange', check)
      resolve()
    }
    const check = (): void => {
      if (pc.iceGatheringState === 'complete') done()
    }
    const timer = setTimeout(done, FIRST_MS)
    pc.addEventListener('icegatheringstatechange', check)
  })
}
