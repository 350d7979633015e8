import { loops, type RingKind, ringSamples } from './ring-tones.ts'
import { createSink } from './sink.ts'
import { RATE, type Sound } from './sound.ts'

export type Ringer = {
  sink: ReturnType<typeof createSink>
  /** 0 to 1. */
  volume(value: number): void
  ring(kind: RingKind, on: boolean): Promise<void>
}

/**
 * Plays the ring tones on an output of their own, so that a call can ring on the loudspeaker while the headset lies on
 * the table. Only the ringback goes to the headset: it belongs to the call that the operator makes.
 */
export function createRinger(sound: Sound): Ringer {
  const context = new AudioContext({ sampleRate: RATE, latencyHint: 'playback' })
  const out = new GainNode(context)
  out.connect(context.destination)
  const playing = new Map<RingKind, { source: AudioBufferSourceNode; fade: GainNode }>()

  // A context that plays nothing would keep the loudspeaker's driver awake all day.
  const rest = (): void => {
    if ([...playing.keys()].every((kind) => kind === 'back')) context.suspend().catch(() => undefined)
  }
  rest()

  const stop = (kind: RingKind): void => {
    const one = playing.get(kind)
    if (!one) return
    playing.delete(kind)
    const now = one.source.context.currentTime
    one.fade.gain.setTargetAtTime(0, now, 0.008)
    one.source.stop(now + 0.05)
  }

  const start = (kind: RingKind): void => {
    const inHeadset = kind === 'back'
    const where = inHeadset ? sound.context : context
    const samples = ringSamples(kind, RATE)
    const buffer = new AudioBuffer({ length: samples.length, sampleRate: RATE })
    buffer.copyToChannel(samples, 0)
    const source = new AudioBufferSourceNode(where, { buffer, loop: loops(kind) })
    const fade = new GainNode(where)
    source.connect(fade).connect(inHeadset ? sound.monitor : out)
    playing.set(kind, { source, fade })
    source.onended = () => {
      fade.disconnect()
      if (playing.get(kind)?.source === source) playing.delete(kind)
      rest()
    }
    source.start()
  }

  return {
    sink: createSink(context),
    volume(value) {
      out.gain.setTargetAtTime(Math.min(1, Math.max(0, value)), context.currentTime, 0.02)
    },
    async ring(kind, on) {
      if (!on) return stop(kind)
      if (playing.has(kind) && loops(kind)) return
      stop(kind)
      if (kind !== 'back') context.resume().catch(() => undefined)
      start(kind)
    },
  }
}
