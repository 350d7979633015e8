import { CodedError } from '../../shared/lib/result.ts'
import { type SuperviseMode, speaks, superviseRank } from '../../shared/supervision/board.ts'
import type { CallSound } from './call-sound.ts'
import type { Outlet } from './outlets.ts'
import type { EngineHandlers, Tell } from './serve.ts'
import type { Sound } from './sound.ts'
import { createLink, type Link } from './supervise-link.ts'

/**
 * The operator's end of a supervisor's ear and voice:
 *
 *   operator ─┬─> (to the supervisor) <─┬─ customer
 *             └─ the call goes on as it is
 *   supervisor ──> voice ─┬─ whisper ──> monitor (the operator's headset)
 *                         └─ barge ────> what the customer hears, and other supervisors
 *   take over: as barge, and the operator's microphone is out
 *
 * The customer's connection is never negotiated anew: what is mixed in is a `replaceTrack` of what is sent. A whisper
 * reaches the headset alone, neither the customer nor the recording, which holds what was said to the customer.
 */
type Join = {
  callId: string
  call: CallSound
  link: Link
  ears: Outlet
  voice: GainNode
  /** What is in effect, and what was asked for last. */
  mode: SuperviseMode
  wanted: SuperviseMode
  unmix: (() => void) | undefined
  closing: ReturnType<typeof setTimeout> | undefined
}

/** A voice comes and goes by a ramp: a seam in the middle of a wave would click. Seconds. */
const FADE = 0.01
const FADED_MS = 50

type Handlers = Pick<EngineHandlers, 'superviseOffer' | 'superviseAnswer' | 'superviseMode'>

export function createSupervise(parts: {
  sound: Sound
  /** Throws CALL_NOT_FOUND for one that is not on. */
  callOf(callId: string): CallSound
  tell: Tell
}): {
  handlers: Handlers
  stop(sessionId: string): void
  callEnded(callId: string): void
  linkOf(sessionId: string): Link | undefined
} {
  const { sound, callOf, tell } = parts
  const { context } = sound
  const joins = new Map<string, Join>()

  const joinOf = (sessionId: string): Join => {
    const join = joins.get(sessionId)
    if (!join) throw new CodedError('SUPERVISION_ENDED', sessionId)
    return join
  }
  const others = (join: Join): Join[] =>
    [...joins.values()].filter((other) => other !== join && other.call === join.call)

  /** Where a voice goes, by its mode. What must not be heard any more is cut before anything else is opened. */
  const route = (join: Join, mode: SuperviseMode): void => {
    const { voice, call } = join
    clearTimeout(join.closing)
    join.mode = mode
    const toCustomer = superviseRank(mode) >= superviseRank('barge')
    voice.gain.setTargetAtTime(speaks(mode) ? 1 : 0, context.currentTime, FADE)
    if (speaks(mode)) voice.connect(sound.monitor)
    if (toCustomer) {
      join.unmix ??= call.add(voice)
      for (const other of others(join)) voice.connect(other.ears.input)
    } else if (join.unmix) {
      join.unmix()
      join.unmix = undefined
      for (const other of others(join)) voice.disconnect(other.ears.input)
    }
    call.takeOver([...joins.values()].some((j) => j.call === call && j.mode === 'takeover'))
    if (!speaks(mode)) join.closing = setTimeout(() => voice.disconnect(), FADED_MS)
  }

  const stop = (sessionId: string): void => {
    const join = joins.get(sessionId)
    if (!join) return
    route(join, 'listen')
    joins.delete(sessionId)
    clearTimeout(join.closing)
    const { call, ears, voice, link } = join
    call.operator.disconnect(ears.input)
    call.customer.disconnect(ears.input)
    for (const other of joins.values())
      if (other.call === call && other.unmix) other.voice.disconnect(ears.input)
    voice.disconnect()
    link.close()
    ears.giveBack()
  }

  const lesser = (a: SuperviseMode, b: SuperviseMode): SuperviseMode =>
    superviseRank(a) < superviseRank(b) ? a : b

  return {
    handlers: {
      async superviseOffer({ sessionId, callId, mode, ice }) {
        await sound.open()
        const call = callOf(callId)
        stop(sessionId)
        const ears = sound.outlets(1)
        const voice = new GainNode(context, { gain: 0 })
        const [track] = ears.stream.getAudioTracks()
        const link = createLink({ sessionId, ice, context, into: voice, tell })
        const join: Join = {
          callId,
          call,
          link,
          ears,
          voice,
          mode: 'listen',
          wanted: mode,
          unmix: undefined,
          closing: undefined,
        }
        joins.set(sessionId, join)
        call.operator.connect(ears.input)
        call.customer.connect(ears.input)
        for (const other of others(join)) if (other.unmix) other.voice.connect(ears.input)
        return { sdp: await link.offer(track, speaks(mode)) }
      },
      async superviseAnswer({ sessionId, sdp }) {
        const join = joinOf(sessionId)
        await join.link.answered(sdp)
        route(join, join.wanted)
        return {}
      },
      async superviseMode({ sessionId, mode }) {
        const join = joinOf(sessionId)
        const same = speaks(join.wanted) === speaks(mode)
        join.wanted = mode
        if (same) {
          route(join, mode)
          return {}
        }
        route(join, lesser(join.mode, mode))
        const [track] = join.ears.stream.getAudioTracks()
        return { sdp: await join.link.offer(track, speaks(mode)) }
      },
    },
    stop,
    callEnded(callId) {
      for (const [sessionId, join] of [...joins]) if (join.callId === callId) stop(sessionId)
    },
    linkOf: (sessionId) => joins.get(sessionId)?.link,
  }
}
