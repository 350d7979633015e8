import { CodedError } from '../../shared/lib/result.ts'
import type { Quality } from '../../shared/softphone/quality.ts'
import { announcementOf } from './announcement.ts'
import { type CallSound, createCallSound } from './call-sound.ts'
import { type CallWatch, createCallWatch } from './call-watch.ts'
import { createConferences } from './conferences.ts'
import type { HoldSound } from './hold-sound.ts'
import type { Microphone } from './microphone.ts'
import { createPeer, type Peer } from './peer.ts'
import type { EngineHandlers, Tell } from './serve.ts'
import type { Sound } from './sound.ts'

type Entry = {
  sound: CallSound
  peers: Map<string, Peer>
  watch: CallWatch
  quality: Quality | undefined
  ended: boolean
}

/** What an ended call is still asked for: main hears of the end later than this window. Nothing that sounds is in it. */
type Ended = { finished: ReturnType<CallSound['finishRecording']>; quality: Quality | undefined }
const ENDED_KEPT = 20
/** Calls that are expected at once, and how long a recording waits for its call: less than main waits for an answer. */
const EXPECTED_MOST = 20
const EXPECTED_MS = 4500
/** How often every call is looked at. */
const SECOND_MS = 1000

type CallHandlers = Pick<
  EngineHandlers,
  | 'create'
  | 'getDescription'
  | 'setDescription'
  | 'rollback'
  | 'close'
  | 'hush'
  | 'mute'
  | 'bridge'
  | 'dtmf'
  | 'startRecording'
  | 'pauseRecording'
  | 'announce'
  | 'finishRecording'
  | 'quality'
>

/**
 * All calls of this window, by call and by peer connection: what main can ask about them. `takeMicrophone` puts a
 * microphone that was just opened, or its new gain, into every running one; `loseMicrophone` tells them that there is
 * none.
 */
export function createCalls(parts: {
  sound: Sound
  microphone: Microphone
  holdSound: HoldSound
  gainDb: () => number
  tell: Tell
  /** Everything of this call's sound is about to be let go. */
  onEnd(callId: string): void
}): {
  handlers: CallHandlers
  /** Throws CALL_NOT_FOUND for one that is not on. */
  soundOf(callId: string): CallSound
  takeMicrophone(): void
  loseMicrophone(): void
} {
  const { sound, microphone, tell } = parts
  const calls = new Map<string, Entry>()
  const over = new Map<string, Ended>()
  const conferences = createConferences()
  /** What was asked of calls before they were made: after this window was lost, main asks in no certain order. */
  const early = new Map<string, { muted: boolean; amongThemselves: boolean; made: (() => void)[] }>()
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
  const look = async (call: Entry, lagMs: number): Promise<void> => {
    // The newest connection of a call is the one that is heard.
    const peer = [...call.peers.values()].at(-1)
    if (!peer || peer.facts().path === 'new') return
    const quality = await call.watch.sample(peer, lagMs)
    if (call.ended) return
    call.quality = quality
    tell('quality', quality)
    tell('talk', call.watch.talk())
  }

  /** A timer that comes late is a window that had no time for the sound either. */
  let lookedAt = 0
  const lookAtAll = (): void => {
    const now = performance.now()
    const lagMs = Math.round(Math.max(0, now - lookedAt - SECOND_MS))
    lookedAt = now
    for (const call of calls.values()) look(call, lagMs).catch(() => undefined)
  }

  const end = (callId: string, call: Entry): void => {
    call.ended = true
    conferences.leave(callId)
    parts.onEnd(callId)
    // Its nodes and tracks live for as long as anybody holds the call's sound.
    const finished = call.sound.finishRecording()
    finished.catch(() => undefined)
    call.sound.end()
    calls.delete(callId)
    over.set(callId, { finished, quality: call.quality })
    const [oldest] = over.keys()
    if (over.size > ENDED_KEPT && oldest !== undefined) over.delete(oldest)
    if (calls.size === 0) {
      clearInterval(polling)
      polling = undefined
    }
    tell('level', { callId, microphone: 0, remote: 0 })
  }

  const expected = (callId: string) => {
    const known = early.get(callId)
    if (known) return known
    const asked = { muted: false, amongThemselves: false, made: [] as (() => void)[] }
    early.set(callId, asked)
    const [oldest] = early.keys()
    if (early.size > EXPECTED_MOST && oldest !== undefined) early.delete(oldest)
    return asked
  }
  /** Resolves when the call is made, or when it is no use to wait any longer. */
  const made = (callId: string): Promise<void> =>
    new Promise((resolve) => {
      if (over.has(callId)) return resolve()
      expected(callId).made.push(resolve)
      setTimeout(resolve, EXPECTED_MS)
    })

  const begin = (callId: string): Entry => {
    const watch = createCallWatch(
      callId,
      () => entry.sound,
      () => tell('talk', watch.talk()),
    )
    const peers = new Map<string, Peer>()
    const onTrack = (): void => {
      for (const peer of peers.values()) peer.resend()
    }
    const entry: Entry = {
      sound: createCallSound(callId, { ...parts, onTrack, onStep: watch.step }),
      peers,
      watch,
      quality: undefined,
      ended: false,
    }
    return entry
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
      if (!call) {
        call = begin(callId)
        calls.set(callId, call)
        over.delete(callId)
        const asked = early.get(callId)
        early.delete(callId)
        if (asked?.muted) call.sound.mute(true)
        if (asked?.amongThemselves) call.sound.letOperatorIn(false)
        for (const tellMade of asked?.made ?? []) tellMade()
      }
      if (!call.peers.has(mediaId)) {
        const peer = createPeer(call.sound, (state) => tell('state', { mediaId, callId, state }))
        call.peers.set(mediaId, peer)
      }
      if (!polling) {
        lookedAt = performance.now()
        polling = setInterval(lookAtAll, SECOND_MS)
      }
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
    async hush({ mediaId, on }) {
      peerOf(mediaId).hush(on)
      return {}
    },
    async mute({ callId, on }) {
      const call = calls.get(callId)
      if (call) call.sound.mute(on)
      else if (!over.has(callId)) expected(callId).muted = on
      return {}
    },
    async bridge({ callIds, on, withOperator }) {
      if (!on) {
        for (const callId of callIds) {
          conferences.leave(callId)
          calls.get(callId)?.sound.letOperatorIn(true)
          const asked = early.get(callId)
          if (asked) asked.amongThemselves = false
        }
        return {}
      }
      if (!withOperator)
        for (const callId of callIds) {
          const call = calls.get(callId)
          // Not until the last of them is there: the first one would hear the operator's room so long.
          if (call) call.sound.letOperatorIn(false)
          else if (!over.has(callId)) expected(callId).amongThemselves = true
        }
      const legs = new Map<string, CallSound>()
      for (const callId of callIds) {
        if (!calls.has(callId)) await made(callId)
        legs.set(callId, callOf(callId).sound)
      }
      conferences.join(legs, withOperator)
      return {}
    },
    async dtmf({ mediaId, tones }) {
      peerOf(mediaId).dtmf(tones)
      return {}
    },
    async startRecording({ callId, paused = false }) {
      if (!calls.has(callId)) await made(callId)
      callOf(callId).sound.record(paused)
      return {}
    },
    async pauseRecording({ callId, on }) {
      if (!over.has(callId)) callOf(callId).sound.pauseRecording(on)
      return {}
    },
    async announce({ callId, sound: bytes }) {
      const call = callOf(callId)
      const buffer = await announcementOf(sound.context, bytes)
      if (call.ended) throw new CodedError('CALL_NOT_FOUND', callId)
      await call.sound.announce(buffer)
      return { seconds: buffer.duration }
    },
    finishRecording: async ({ callId }) =>
      over.get(callId)?.finished ?? callOf(callId).sound.finishRecording(),
    async quality({ callId }) {
      const { quality } = over.get(callId) ?? callOf(callId)
      if (!quality) throw new CodedError('CALL_NOT_FOUND', 'nothing is measured yet')
      return quality
    },
  }

  return {
    handlers,
    soundOf: (callId) => callOf(callId).sound,
    takeMicrophone() {
      for (const call of calls.values()) call.sound.takeMicrophone()
    },
    loseMicrophone() {
      for (const call of calls.values()) call.sound.loseMicrophone()
    },
  }
}
