import { describe, expect, test } from 'vitest'
import { findEcho, glide } from './echo.ts'

const RATE = 48_000
const played = glide(RATE)
/** A second and a half of a room in which the glide comes back so loud, so late. */
const room = (gain: number, late: number, noise: number, voice = 0) => {
  let seed = 7
  const random = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31
    return seed / 2 ** 30 - 1
  }
  const samples = Float32Array.from(
    { length: RATE * 1.5 },
    (_, i) => noise * random() + voice * Math.sin((2 * Math.PI * 220 * i) / RATE),
  )
  const at = Math.round(late * RATE)
  for (let i = 0; i < played.length; i++) samples[at + i] = (samples[at + i] ?? 0) + gain * (played[i] ?? 0)
  return samples
}

describe('the echo of the glide', () => {
  test('is found by its loudness and its delay, in noise too', () => {
    for (const [gain, late] of [
      [0.3, 0.08],
      [0.03, 0.25],
      [1, 0.001],
    ] as const) {
      const echo = findEcho(played, room(gain, late, 0.001), RATE)
      expect(echo?.db).toBeCloseTo(20 * Math.log10(gain), 0)
      expect(Math.abs((echo?.ms ?? 0) - late * 1000)).toBeLessThan(2)
    }
  })

  test('is not made out of noise, of a voice, or of nothing', () => {
    expect(findEcho(played, room(0, 0.1, 0.05), RATE)).toBeUndefined()
    expect(findEcho(played, room(0, 0.1, 0.001, 0.3), RATE)).toBeUndefined()
    expect(findEcho(played, new Float32Array(RATE * 1.5), RATE)).toBeUndefined()
    expect(findEcho(played, new Float32Array(10), RATE)).toBeUndefined()
  })
})
