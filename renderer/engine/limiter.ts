/** No sample that reaches the ear is greater than this: 6 dB below full scale. */
export const CEILING = 0.5
/** Nor is sound louder than this for long (mean square of 50 ms): speech is at -20 to -26 dBFS, a fax tone at -3. */
export const LOUDEST = 10 ** (-15 / 20)

const LOOKAHEAD_MS = 3
const LOUDNESS_MS = 50
const RELEASE_MS = 200

/**
 * Keeps a dropped handset, a fax tone or feedback away from the ear (acoustic shock). It hears every sound 3 ms before
 * it lets it through, so that the gain is down already when the peak comes; nothing overshoots. Sound within the limits
 * passes unchanged.
 */
export class Limiter {
  private readonly delayed: Float32Array
  /** The gain that each of the delayed samples needs; the least of them is what is aimed at. */
  private readonly needed: Float32Array
  private readonly fall: number
  private readonly release: number
  private readonly smoothing: number
  private at = 0
  /** For so many frames still there is a sample in the delay that needs less than full gain. */
  private limiting = 0
  private gain = 1
  private meanSquare = 0

  constructor(rate: number) {
    const frames = Math.max(1, Math.round((rate * LOOKAHEAD_MS) / 1000))
    this.delayed = new Float32Array(frames)
    this.needed = new Float32Array(frames).fill(1)
    this.fall = 1 / frames
    this.release = 1 - Math.exp(-1000 / (RELEASE_MS * rate))
    this.smoothing = 1 - Math.exp(-1000 / (LOUDNESS_MS * rate))
  }

  /** Limits `input` into `output`, both of one length; they may be the same. */
  process(input: Float32Array, output: Float32Array): void {
    for (let i = 0; i < input.length; i++) output[i] = this.next(input[i] ?? 0)
  }

  private next(sample: number): number {
    this.meanSquare += (sample * sample - this.meanSquare) * this.smoothing
    const loud = Math.sqrt(this.meanSquare)
    const size = Math.abs(sample)
    const want = Math.min(1, size > CEILING ? CEILING / size : 1, loud > LOUDEST ? LOUDEST / loud : 1)

    const out = this.delayed[this.at] ?? 0
    this.delayed[this.at] = sample
    this.needed[this.at] = want
    this.at = (this.at + 1) % this.delayed.length

    let least = 1
    if (want < 1) this.limiting = this.needed.length
    if (this.limiting > 0) {
      this.limiting--
      for (const gain of this.needed) if (gain < least) least = gain
    }
    if (least < this.gain) this.gain = Math.max(least, this.gain - this.fall)
    else this.gain += (least - this.gain) * this.release
    return Math.max(-CEILING, Math.min(CEILING, out * this.gain))
  }
}
