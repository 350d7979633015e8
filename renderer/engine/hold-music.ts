/** Notes are kept within what a telephone carries, and so few that the loop is made in a moment. */
export const HOLD_RATE = 16_000

/** Four bars of broken chords, hertz: C major 7, A minor 7, F major 7, G 6. */
const bars = [
  [261.63, 329.63, 392, 493.88, 659.26, 493.88, 392, 329.63],
  [220, 261.63, 329.63, 392, 523.25, 392, 329.63, 261.63],
  [174.61, 261.63, 349.23, 440, 659.26, 440, 349.23, 261.63],
  [196, 246.94, 293.66, 392, 587.33, 392, 293.66, 246.94],
]
/** A quarter tone down: nothing that sounds at concert pitch can be mistaken for it. */
const TUNED = 2 ** (-1 / 24)
const BEAT = 0.5
const RING = 2.2

/** One round of quiet plucked chords, mono, that goes on into itself without a seam; about -26 dBFS. */
export function holdMusic(): Float32Array<ArrayBuffer> {
  const notes = bars.flat()
  const samples = new Float32Array(Math.round(notes.length * BEAT * HOLD_RATE))
  const length = Math.round(RING * HOLD_RATE)
  notes.forEach((written, n) => {
    const hz = written * TUNED
    const start = Math.round(n * BEAT * HOLD_RATE)
    // Every second bar's first note is a little louder, as a hand would play it.
    const gain = n % 8 === 0 ? 0.09 : 0.06
    for (let i = 0; i < length; i++) {
      const t = i / HOLD_RATE
      const swell = Math.min(1, i / (0.012 * HOLD_RATE)) * Math.min(1, (length - i) / (0.05 * HOLD_RATE))
      const tone = Math.sin(2 * Math.PI * hz * t) + 0.25 * Math.sin(4 * Math.PI * hz * t) * Math.exp(-4 * t)
      const at = (start + i) % samples.length
      samples[at] = (samples[at] ?? 0) + gain * swell * Math.exp(-1.8 * t) * tone
    }
  })
  return samples
}
