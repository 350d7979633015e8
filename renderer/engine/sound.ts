import meterUrl from './meter.worklet.ts?worker&url'
import { createSink } from './sink.ts'

/** The rate of everything here: Opus' own, so that nothing is resampled on its way into a recording. */
export const RATE = 48_000

/** What the calls share: one context on the operator's headset, and the bus that plays there. */
export type Sound = {
  context: AudioContext
  /** Whatever is connected here is heard in the headset, behind a limiter. */
  monitor: AudioNode
  sink: ReturnType<typeof createSink>
  /** Loads the worklet and wakes the context; may be called again. */
  open(): Promise<void>
}

export function createSound(): Sound {
  const context = new AudioContext({ sampleRate: RATE, latencyHint: 'interactive' })
  // Nobody's ear should suffer from a fax tone or a dropped handset. The compressor raises what it lets through by a
  // make-up gain of (1 / gain at full scale)^0.6, about 3.4 dB with these values, which is taken off in front of it.
  const limiter = new DynamicsCompressorNode(context, {
    threshold: -6,
    knee: 0,
    ratio: 20,
    attack: 0.002,
    release: 0.2,
  })
  const monitor = new GainNode(context, { gain: 10 ** (-3.4 / 20) })
  monitor.connect(limiter).connect(context.destination)

  let loaded: Promise<void> | undefined
  return {
    context,
    monitor,
    sink: createSink(context),
    async open() {
      loaded ??= context.audioWorklet.addModule(meterUrl)
      await loaded
      // Not awaited: where the system has no output at all it never resolves, and calls must still be possible.
      if (context.state !== 'running') context.resume().catch(() => undefined)
    },
  }
}
