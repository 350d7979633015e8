import { capture } from './capture.ts'
import { findEcho, glide, LATEST } from './echo.ts'
import { createMeter } from './meter.ts'
import { openRaw } from './microphone.ts'
import { RATE, type Sound } from './sound.ts'

/** What the pre-flight of a shift asks of the sound. One at a time; `stop` ends what goes on, silently. */
export type Probe = {
  /** Peaks of the microphone, one per 50 ms, without any processing. Rejects as opening a microphone does. */
  listen(ms: number): Promise<number[]>
  /** Plays a short glide into the ear and looks for it in the microphone. Rejects as `listen`. */
  echo(): Promise<{ db: number; ms: number } | undefined>
  stop(): void
}

/** Processing would hide what is looked for: it opens the microphone in use once more, as it is. */
export function createProbe(
  { context, monitor, keepAwake }: Sound,
  microphoneId: () => string | undefined,
  onLevel: (level: number) => void,
): Probe {
  let stopNow: (() => void) | undefined

  const during = async <T>(doing: (node: AudioNode, over: Promise<void>) => Promise<T>): Promise<T> => {
    stopNow?.()
    const over = new Promise<void>((resolve) => {
      stopNow = resolve
    })
    const track = await openRaw(microphoneId())
    const rest = keepAwake()
    const source = new MediaStreamAudioSourceNode(context, { mediaStream: new MediaStream([track]) })
    try {
      return await doing(source, over)
    } finally {
      source.disconnect()
      track.stop()
      rest()
    }
  }
  const wait = (ms: number, over: Promise<void>): Promise<unknown> =>
    Promise.race([over, new Promise((resolve) => setTimeout(resolve, ms))])

  return {
    listen: (ms) =>
      during(async (node, over) => {
        const peaks: number[] = []
        const meter = createMeter(context, [node], ([peak = 0]) => {
          peaks.push(peak)
          if (peaks.length % 2 === 0) onLevel(Math.max(peak, peaks.at(-2) ?? 0))
        })
        await wait(ms, over)
        meter.end()
        return peaks
      }),
    echo: () =>
      during(async (node, over) => {
        const played = glide(RATE)
        const buffer = new AudioBuffer({ length: played.length, sampleRate: RATE })
        buffer.copyToChannel(played, 0)
        const player = new AudioBufferSourceNode(context, { buffer })
        player.connect(monitor)
        const heard = capture(context, node)
        player.start()
        await wait((played.length / RATE + LATEST + 0.2) * 1000, over)
        player.stop()
        player.disconnect()
        return findEcho(played, await heard.stop(), RATE)
      }),
    stop() {
      stopNow?.()
      stopNow = undefined
    },
  }
}
