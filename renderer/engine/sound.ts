import captureUrl from './capture.worklet.ts?worker&url'
import earUrl from './ear.worklet.ts?worker&url'
import meterUrl from './meter.worklet.ts?worker&url'
import { createOutlets, type Outlets } from './outlets.ts'
import { createRest } from './rest.ts'
import { createSink, type Sink } from './sink.ts'

/** The rate of everything here: Opus' own, so that nothing is resampled on its way into a recording. */
export const RATE = 48_000

/** What the ear got in a stretch of time: seconds, mean square and greatest amplitude. */
export type Heard = { seconds: number; meanSquare: number; peak: number }

/** What the calls share: one context on the operator's headset, and the bus that plays there. */
export type Sound = {
  context: AudioContext
  /** Whatever is connected here is heard in the headset, behind the limiter. */
  monitor: AudioNode
  sink: Sink
  outlets: Outlets
  /** Loads the worklets and wakes the context; may be called again. It rests soon unless it is kept awake. */
  open(): Promise<void>
  /** Keeps the context awake until what is returned is called; calling that twice is harmless. */
  keepAwake(): () => void
}

export function createSound(onHeard: (heard: Heard) => void): Sound {
  const context = new AudioContext({ sampleRate: RATE, latencyHint: 'interactive' })
  const monitor = new GainNode(context)

  const load = async (): Promise<void> => {
    await Promise.all([meterUrl, earUrl, captureUrl].map((url) => context.audioWorklet.addModule(url)))
    const ear = new AudioWorkletNode(context, 'ear', { channelCount: 1, channelCountMode: 'explicit' })
    ear.port.onmessage = ({ data: [seconds, meanSquare, peak] }: MessageEvent<[number, number, number]>) =>
      onHeard({ seconds, meanSquare, peak })
    monitor.connect(ear).connect(context.destination)
  }

  const rest = createRest(context)
  let loaded: Promise<void> | undefined
  return {
    context,
    monitor,
    sink: createSink(context, 'speaker'),
    outlets: createOutlets(context),
    async open() {
      loaded ??= load()
      await loaded
      rest.wake()
    },
    keepAwake: rest.keepAwake,
  }
}
