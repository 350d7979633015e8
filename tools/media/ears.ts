import type { Page } from '@playwright/test'
import { dominance, measure } from './tones.ts'

/** What a page plays, as numbers. */
export type Ears = {
  /** Which of these tones are in what the headset plays now, in hertz. */
  hears(tones: readonly number[]): Promise<number[]>
}

/** Samples that one look takes: long enough for a syllable of the test's tones and the pause after it. */
const WINDOW = 32_768
const RATE = 48_000
/** Quieter than this is not heard, dBFS. */
const HEARD = -45
/** A tone is its own and no distortion of another one when it stands this close to the loudest. */
const WITHIN = 30

/** To run before the page's own scripts: taps whatever an audio context plays. */
export async function tapHeadset(page: Page): Promise<void> {
  await page.addInitScript((size) => {
    const w = window as unknown as { tap?: AnalyserNode; samples(): number[] }
    const connect = AudioNode.prototype.connect as (this: AudioNode, ...args: unknown[]) => unknown
    // A page has several contexts; the headset's is the one whose worklet plays into it.
    AudioNode.prototype.connect = function (this: AudioNode, ...args: unknown[]) {
      if (
        args[0] instanceof AudioDestinationNode &&
        this.constructor.name === 'AudioWorkletNode' &&
        this.numberOfInputs === 1
      ) {
        w.tap ??= new AnalyserNode(this.context, { fftSize: size, smoothingTimeConstant: 0 })
        connect.call(this, w.tap)
      }
      return connect.apply(this, args)
    } as typeof AudioNode.prototype.connect
    w.samples = () => {
      const samples = new Float32Array(size)
      w.tap?.getFloatTimeDomainData(samples)
      return [...samples]
    }
  }, WINDOW)
}

export const earsOf = (page: Page): Ears => ({
  async hears(tones) {
    const samples = new Float32Array(
      await page.evaluate(() => (window as unknown as { samples(): number[] }).samples()),
    )
    const loudest = tones.reduce((a, b) => (measure(samples, RATE, a) > measure(samples, RATE, b) ? a : b))
    return tones.filter(
      (hz) => measure(samples, RATE, hz) > HEARD && dominance(samples, RATE, loudest, hz) < WITHIN,
    )
  },
})
