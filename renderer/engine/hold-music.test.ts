import { expect, test } from 'vitest'
import { HOLD_RATE, holdMusic } from './hold-music.ts'

const music = holdMusic()
const rms = (samples: Float32Array) => Math.sqrt(samples.reduce((sum, x) => sum + x * x, 0) / samples.length)

test('hold music is quiet, never clips, and is never silent for long', () => {
  expect(music.reduce((top, x) => Math.max(top, Math.abs(x)), 0)).toBeLessThan(0.5)
  expect(20 * Math.log10(rms(music))).toBeGreaterThan(-32)
  expect(20 * Math.log10(rms(music))).toBeLessThan(-18)
  for (let i = 0; i < music.length; i += HOLD_RATE / 2)
    expect(rms(music.subarray(i, i + HOLD_RATE / 2))).toBeGreaterThan(0.01)
})

test('its end goes on into its beginning without a click', () => {
  let step = 0
  for (let i = 1; i < music.length; i++)
    step = Math.max(step, Math.abs((music[i] ?? 0) - (music[i - 1] ?? 0)))
  expect(Math.abs((music[0] ?? 0) - (music.at(-1) ?? 0))).toBeLessThanOrEqual(step)
})
