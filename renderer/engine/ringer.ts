import { isNotice, loops, type RingKind, ringSamples } from './ring-tones.ts'
import { createSink, type Sink } from './sink.ts'
import { RATE, type Sound } from './sound.ts'

export type Ringer = {
  sink: Sink
  /** 0 to 1. */
  volume(value: number): void
  /** `gain`: how loud beside the others, 0 to 1. */
  ring(kind: RingKind, on: boolean, gain?: number): Promise<void>
}

/**
 * Heard in the headset, since the operator is in a call then: the far phone ringing, a knock, 18 dB down, and that a call
 * has been taken.
 */
const inHeadset = (kind: RingKind): boolean => kind === 'back' || kind === 'waiting' || kind === 'taken'

/**
 * Plays the ring tones on an output of their own, so that a call can ring on the loudspeaker while the headset lies on
 * the table, and with a volume of their own. What belongs to a call that goes on is heard in the headset.
 */
export function createRinger(sound: Sound): Ringer {
  const context = new AudioContext({ sampleRate: RATE, latencyHint: 'playback' })
  const out = new GainNode(context)
  out.connect(context.destination)
  const knock = new GainNode(sound.context)
  knock.connect(sound.monitor)
  const playing = new Map<RingKind, { source: AudioBufferSourceNode; fade: GainNode; rested(): void }>()

  // A context that plays nothing would keep the loudspeaker's driver awake all day.
  const rest = (): void => {
    if ([...playing.keys()].every(inHeadset)) context.suspend().catch(() => undefined)
  }
  rest()

  const stop = (kind: RingKind): void => {
    const one = playing.get(kind)
    if (!one) return
    playing.delete(kind)
    const now = one.source.context.currentTime
    one.fade.gain.setTargetAtTime(0, now, 0.008)
    one.source.stop(now + 0.05)
    one.rested()
  }

  const start = (kind: RingKind, gain: number): void => {
    const where = inHeadset(kind) ? sound.context : context
    const samples = ringSamples(kind, RATE)
    const buffer = new AudioBuffer({ length: samples.length, sampleRate: RATE })
    buffer.copyToChannel(samples, 0)
    const source = new AudioBufferSourceNode(where, { buffer, loop: loops(kind) })
    const fade = new GainNode(where, { gain })
    source.connect(fade).connect(kind === 'waiting' ? knock : inHeadset(kind) ? sound.monitor : out)
    // A call is near: its sound must not have to wait for the headset.
    const rested = isNotice(kind) ? () => undefined : sound.keepAwake()
    playing.set(kind, { source, fade, rested })
    source.onended = () => {
      fade.disconnect()
      if (playing.get(kind)?.source === source) playing.delete(kind)
      rest()
    }
    source.start()
  }

  return {
    sink: createSink(context, 'ringer'),
    volume(value) {
      // Not as a glide: it would only begin with the next ring, which would start at the old volume.
      for (const gain of [out.gain, knock.gain]) gain.value = Math.min(1, Math.max(0, value))
    },
    async ring(kind, on, gain = 1) {
      if (!on) return stop(kind)
      if (playing.has(kind) && loops(kind)) return
      stop(kind)
      if (!inHeadset(kind)) context.resume().catch(() => undefined)
      start(kind, gain)
    },
  }
}
