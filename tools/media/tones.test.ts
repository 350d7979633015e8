import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { dominance, loudness, measure, SILENCE, stretch, toneWav } from './tones.ts'

const rate = 48_000
const sine = (hz: number, amplitude: number, seconds = 1) =>
  Float32Array.from({ length: rate * seconds }, (_, i) => amplitude * Math.sin((2 * Math.PI * hz * i) / rate))

test('a tone measures as loud as it is, and only where it is', () => {
  expect(measure(sine(440, 1), rate, 440)).toBeCloseTo(0, 1)
  expect(measure(sine(440, 0.1), rate, 440)).toBeCloseTo(-20, 1)
  expect(dominance(sine(440, 0.5), rate, 440, 1000)).toBeGreaterThan(60)
  expect(loudness(sine(440, 0.1))).toBeCloseTo(-20, 1)
})

test('silence is silence', () => {
  expect(measure(new Float32Array(rate), rate, 440)).toBe(SILENCE)
  expect(loudness(new Float32Array(0))).toBe(SILENCE)
})

test('a tone file speaks in syllables at half of full scale', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tones-'))
  await toneWav(join(folder, 'a.wav'), 1000, 2)
  const wav = await readFile(join(folder, 'a.wav'))
  const samples = Float32Array.from({ length: 2 * rate }, (_, i) => wav.readInt16LE(44 + 2 * i) / 32768)
  expect(measure(stretch(samples, rate, 0.05, 0.25), rate, 1000)).toBeCloseTo(-6, 0)
  expect(loudness(stretch(samples, rate, 0.31, 0.39))).toBe(SILENCE)
  await rm(folder, { recursive: true })
})
