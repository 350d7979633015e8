import { describe, expect, it } from 'vitest'
import { toneWav } from '../testing/wav.ts'
import { readWav } from './wav.ts'

const bytes = (change: (file: Buffer) => void, file = Buffer.from(toneWav(1))) => {
  change(file)
  return new Uint8Array(file)
}
/** A WAV of one channel whose samples are the same byte throughout. */
const constant = (tag: number, byte: number): Uint8Array => {
  const file = Buffer.alloc(44 + 8000, byte)
  Buffer.from(toneWav(1)).copy(file, 0, 0, 44)
  file.writeUInt16LE(tag, 20)
  file.writeUInt32LE(8000, 28)
  file.writeUInt16LE(1, 32)
  file.writeUInt16LE(8, 34)
  file.writeUInt32LE(8000, 40)
  return new Uint8Array(file)
}
const top = (wav: ReturnType<typeof readWav>) => Math.max(...wav.peaks.operator)

describe('a WAV file', () => {
  it('tells its length and the loudness of each channel', () => {
    const stereo = readWav(toneWav(2, [0.8, 0.05]))
    expect(stereo).toMatchObject({ seconds: 2, channels: 2 })
    expect(stereo.peaks.operator).toHaveLength(240)
    expect(top(stereo)).toBeGreaterThan(80)
    expect(Math.max(...stereo.peaks.customer)).toBeLessThan(30)
    expect(readWav(toneWav(1)).peaks.customer).toEqual([])
  })

  it('whose length was never filled in, or that was cut off, is read to its end', () => {
    expect(readWav(bytes((f) => f.writeUInt32LE(0, 40))).seconds).toBe(1)
    expect(readWav(bytes((f) => f.writeUInt32LE(0xffffffff, 40))).seconds).toBe(1)
    expect(readWav(toneWav(1).subarray(0, 44 + 8000)).seconds).toBe(0.5)
  })

  it('in the codings of telephony is as loud as it sounds (ITU-T G.711)', () => {
    // The loudest and the quietest code of each law.
    expect(top(readWav(constant(6, 0xaa)))).toBeGreaterThan(95)
    expect(top(readWav(constant(6, 0xd5)))).toBeLessThan(5)
    expect(top(readWav(constant(7, 0x80)))).toBeGreaterThan(95)
    expect(top(readWav(constant(7, 0xff)))).toBeLessThan(5)
  })

  it('of a coding that nothing here plays, or without sound, is broken', () => {
    expect(() => readWav(constant(49, 0))).toThrow('RECORDING_BROKEN')
    expect(() => readWav(toneWav(0))).toThrow('RECORDING_BROKEN')
    expect(() => readWav(new Uint8Array(20))).toThrow('RECORDING_BROKEN')
    expect(() => readWav(bytes((f) => f.writeUInt32LE(0, 24)))).toThrow('RECORDING_BROKEN')
  })
})
