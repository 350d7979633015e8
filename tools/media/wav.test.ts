import { expect, test } from 'vitest'
import { readWav } from '../../hub/recordings/intake/wav.ts'
import { decodeChannels } from './tones.ts'
import { wavFile } from './wav.ts'

test('a file is read with its length, and each side of it as it was said', async () => {
  const file = wavFile({ rate: 48_000, frames: 4800, channels: 2 }, (_frame, channel) =>
    channel ? -1 : 0.25,
  )
  expect(readWav(new Uint8Array(file))).toMatchObject({ seconds: 0.1, channels: 2 })
  const { rate, left, right } = await decodeChannels(new Uint8Array(file))
  expect([rate, left.length]).toEqual([48_000, 4800])
  expect(left[100]).toBeCloseTo(0.25, 3)
  expect(right[100]).toBeCloseTo(-1, 3)
})
