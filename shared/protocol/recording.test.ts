import { describe, expect, test } from 'vitest'
import { type ChunkHeader, encodeFrame, readFrames, recordingMagic, resamplePeaks } from './recording.ts'

const header = (n: number): ChunkHeader => ({
  n,
  at: n * 1000,
  ms: 1000,
  enc: 'AAAA',
  key: 'BBBB',
  operator: [1, 2],
  customer: [3, 4],
})
const join = (...parts: Uint8Array[]) => {
  const all = new Uint8Array(parts.reduce((n, p) => n + p.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}
const two = join(
  recordingMagic(),
  encodeFrame(header(0), new Uint8Array([1, 2, 3])),
  encodeFrame(header(1), new Uint8Array([4, 5])),
)

describe('the file of a recording', () => {
  test('gives back the frames that were written', () => {
    const read = readFrames(two)
    expect(read.state).toBe('whole')
    expect(read.whole).toBe(two.length)
    expect(read.frames.map((f) => [f.header, [...f.body]])).toEqual([
      [header(0), [1, 2, 3]],
      [header(1), [4, 5]],
    ])
  })

  test('torn anywhere, keeps every frame before the tear', () => {
    const first = recordingMagic().length + encodeFrame(header(0), new Uint8Array(3)).length
    for (let length = 0; length < two.length; length++) {
      const read = readFrames(two.subarray(0, length))
      const boundary = length === recordingMagic().length || length === first
      expect(read.state, `cut at ${length}`).toBe(boundary ? 'whole' : 'torn')
      expect(read.frames.length).toBe(length >= first ? 1 : 0)
      expect(read.whole).toBe(length >= first ? first : length >= 7 ? 7 : 0)
    }
  })

  test('says broken when what stands there is no frame', () => {
    expect(readFrames(new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8])).state).toBe('broken')
    const garbled = two.slice()
    garbled[7] = 0xff
    expect(readFrames(garbled)).toMatchObject({ state: 'broken', frames: [], whole: 7 })
    const badJson = two.slice()
    badJson[11] = 0x5b
    expect(readFrames(badJson).state).toBe('broken')
  })

  test('refuses to write a frame that a reader would refuse', () => {
    expect(() => encodeFrame(header(0), new Uint8Array(2 ** 20 + 1))).toThrow(RangeError)
  })
})

test('a waveform keeps the loudest of each stretch', () => {
  expect(resamplePeaks([1, 9, 2, 3], 2)).toEqual([9, 3])
  expect(resamplePeaks([1.4, 2.6], 240)).toEqual([1, 3])
})
