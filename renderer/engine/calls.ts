import type { Quality } from '../../shared/ipc/engine-contract.ts'
import { CodedError } from '../../shared/lib/result.ts'
import { type CallSound, createCallSound } from './call-sound.ts'
import type { Microphone } from './microphone.ts'
import { createPeer, type Peer } from './peer.ts'
import { qualityOf } from './quality.ts'
import type { EngineHandlers, Tell } from './serve.ts'
import type { Sound } from './sound.ts'

type Entry = { sound: CallSound; peers: Map<string, Peer>; quality: Quality; ended: boolean }

/** Ended calls are still asked for their recording and quality: main hears of the end later than this window. */
const ENDED_KEPT = 20
/** A closed connection has no statistics, so they are read while the call goes. */
const QUALITY_MS = 2000

type CallHandlers = Pick<
  EngineHandlers,
  | 'create'
  | 'getDescription'
  | 'setDescription'
  | 'rollback'
  | 'close'
  | 'mute'
  | 'dtmf'
  | 'startRecording'
  | 'finishRecording'
  | 'quality'
>

/**
 * All calls of this window, by call and by peer connection: what main can ask about them, and `takeMicrophone`, which
 * puts a microphone that was just opened into every running one.
 */
export function createCalls(parts: { sound: Sound; microphone: Microphone; tell: Tell }): {
  handlers: CallHandlers
  takeMicrophone(): void
} {
  const { sound, microphone, tell } = parts
  const calls = new Map<string, Entry>()
  /** Connections that wait for the microphone; one that is closed meanwhile must not come to life afterwards. */
  const opening = new Set<string>()
  let polling: ReturnType<typeof setInterval> | undefined

  const callOf = (callId: string): Entry => {
    const call = calls.get(callId)
    if (!call) throw new CodedError('CALL_NOT_FOUND', callId)
    return call
  }
  const peerOf = (mediaId: string): Peer => {
    for (const call of calls.values()) {
      const peer = call.peers.get(mediaId)
      if (peer) return peer
    }
    throw new CodedError('CALL_NOT_FOUND', mediaId)
  }
  const running = (): Entry[] => [...calls.values()].filter((call) => !call.ended)

  const readQuality = async (callId: string, call: Entry): Promise<Quality> => {
    // The newest connection of a call is the one that is heard.
    const peer = [...call.peers.values()].at(-1)
    if (peer) {
      call.quality = qualityOf(callId, (await peer.stats()).values())
    }
    return call.quality
  }

  const poll = (): void => {
    for (const [callId, call] of calls) if (!call.ended) readQuality(callId, call).catch(() => undefined)
  }

  const end = (callId: string, call: Entry): void => {
    call.ended = true
    call.sound.end()
    if (running().length === 0) {
      clearInterval(polling)
      polling = undefined
    }
    const ended = [...calls].filter(([, one]) => one.ended)
    for (const [old] of ended.slice(0, Math.max(0, ended.length - ENDED_KEPT))) calls.delete(old)
    tell('level', { callId, microphone: 0, remote: 0 })
  }

  const handlers: CallHandlers = {
    async create({ mediaId, callId }) {
      opening.add(mediaId)
      try {
        await sound.open()
        await microphone.open()
        if (!opening.has(mediaId)) throw new CodedError('CALL_NOT_FOUND', 'closed while it was opened')
      } finally {
        opening.delete(mediaId)
      }
      let call = calls.get(callId)
      if (!call || call.ended) {
        call = {
          sound: createCallSound(callId, { sound, microphone, tell }),
          peers: new Map(),
          quality: qualityOf(callId, []),
          ended: false,
        }
        calls.set(callId, call)
      }
      if (!call.peers.has(mediaId)) {
        const peer = createPeer(call.sound, (state) => tell('state', { mediaId, callId, state }))
        call.peers.set(mediaId, peer)
      }
      polling ??= setInterval(poll, QUALITY_MS)
      return {}
    },
    getDescription: ({ mediaId, hold, iceRestart }) => peerOf(mediaId).describe({ hold, iceRestart }),
    async setDescription({ mediaId, sdp }) {
      await peerOf(mediaId).accept(sdp)
      return {}
    },
    async rollback({ mediaId }) {
      await peerOf(mediaId).rollback()
      return {}
    },
    async close({ mediaId }) {
      opening.delete(mediaId)
      for (const [callId, call] of calls) {
        const peer = call.peers.get(mediaId)
        if (!peer) continue
        call.peers.delete(mediaId)
        peer.close()
        if (call.peers.size === 0) end(callId, call)
      }
      return {}
    },
    async mute({ callId, on }) {
      callOf(callId).sound.mute(on)
      return {}
    },
    async dtmf({ mediaId, tones }) {
      peerOf(mediaId).dtmf(tones)
      return {}
    },
    async startRecording({ callId }) {
      const call = callOf(callId)
      if (call.ended) throw new CodedError('CALL_NOT_FOUND', callId)
      call.sound.record()
      return {}
    },
    finishRecording: async ({ callId }) => callOf(callId).sound.finishRecording(),
    quality: async ({ callId }) => readQuality(callId, callOf(callId)),
  }

  return {
    handlers,
    takeMicrophone() {
      for (const call of running()) {
        call.sound.takeMicrophone()
        for (const peer of call.peers.values()) peer.resend()
      }
    },
  }
}
