import { describe, expect, test } from 'vitest'
import { CEILING, Limiter, LOUDEST } from './limiter.ts'

const RATE = 48_000
const tone = (seconds: number, amplitude: (at: number) => number, hz = 1000) =>
  Float32Array.from(
    { length: seconds * RATE },
    (_, i) => amplitude(i / RATE) * Math.sin((2 * Math.PI * hz * i) / RATE),
  )
const limited = (input: Float32Array) => {
  const output = new Float32Array(input.length)
  const limiter = new Limiter(RATE)
  // As the audio thread has it: 128 frames at a time.
  for (let i = 0; i < input.length; i += 128)
    limiter.process(input.subarray(i, i + 128), output.subarray(i, i + 128))
  return output
}
const loudest = (samples: Float32Array) => samples.reduce((top, x) => Math.max(top, Math.abs(x)), 0)
const rms = (samples: Float32Array) => Math.sqrt(samples.reduce((sum, x) => sum + x * x, 0) / samples.length)

describe('the limiter in front of the ear', () => {
  test('lets no sample of a full-scale burst above the ceiling, from the very first one', () => {
    const burst = tone(1, (t) => (t > 0.3 && t < 0.6 ? 1 : 0.05))
    expect(loudest(burst)).toBeGreaterThan(0.99)
    expect(loudest(limited(burst))).toBeLessThanOrEqual(CEILING)
  })

  test('is not overdriven by what is beyond full scale, as a sum of calls may be', () => {
    expect(loudest(limited(tone(0.5, () => 3)))).toBeLessThanOrEqual(CEILING)
  })

  test('brings a long loud tone down to the loudness of a raised voice', () => {
    const out = limited(tone(2, () => 0.45))
    expect(rms(out.subarray(RATE))).toBeLessThanOrEqual(LOUDEST * 1.02)
    expect(rms(out.subarray(RATE))).toBeGreaterThan(LOUDEST * 0.8)
  })

  test('passes speech unchanged, 3 ms later', () => {
    const voice = tone(1, (t) => 0.15 * (0.6 + 0.4 * Math.sin(2 * Math.PI * 3 * t)), 300)
    const out = limited(voice)
    const late = Math.round(RATE * 0.003)
    for (let i = 0; i < out.length - late; i += 97) expect(out[i + late]).toBeCloseTo(voice[i] ?? 0, 6)
  })

  test('lets go again within a second after the burst', () => {
    const out = limited(tone(3, (t) => (t < 0.5 ? 1 : 0.1)))
    expect(loudest(out.subarray(RATE * 2))).toBeGreaterThan(0.098)
  })

  test('makes no click on its way down: the gain falls over the look-ahead', () => {
    const out = limited(tone(0.2, (t) => (t > 0.1 ? 1 : 0.3), 200))
    // A 200 Hz sine at the ceiling moves by at most 0.5 * 2π * 200 / 48000 a sample.
    let step = 0
    for (let i = 1; i < 0.09 * RATE; i++) step = Math.max(step, Math.abs((out[i] ?? 0) - (out[i - 1] ?? 0)))
    expect(step).toBeLessThan(0.02)
  })
})
