import { expect, test } from 'vitest'
import { loops, ringSamples } from './ring-tones.ts'

const rate = 48_000
const loudest = (samples: Float32Array) => samples.reduce((top, x) => Math.max(top, Math.abs(x)), 0)

test('a second call knocks 18 dB below the ring', () => {
  const difference =
    20 * Math.log10(loudest(ringSamples('call', rate)) / loudest(ringSamples('waiting', rate)))
  expect(difference).toBeGreaterThan(17)
  expect(difference).toBeLessThan(19)
})

test('nothing clips, nothing clicks where the round begins again', () => {
  for (const kind of ['call', 'waiting', 'back', 'taken', 'glass', 'drop', 'chime', 'bell'] as const) {
    const samples = ringSamples(kind, rate)
    expect(loudest(samples), kind).toBeLessThan(0.9)
    expect(Math.abs(samples[0] ?? 1), kind).toBeLessThan(0.001)
    expect(Math.abs(samples.at(-1) ?? 1), kind).toBeLessThan(0.01)
  }
})

test('ringing goes on until it is stopped, a message and the tone before a call sound once', () => {
  expect((['call', 'waiting', 'back'] as const).map(loops)).toEqual([true, true, true])
  expect((['taken', 'glass', 'drop', 'chime', 'bell'] as const).some(loops)).toBe(false)
})
