import { createCipheriv, randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BufferSource, Input, WEBM } from 'mediabunny'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  chunkAad,
  encodeFrame,
  readFrames,
  recordingInfo,
  recordingMagic,
} from '../../shared/protocol/recording.ts'
import { makeRecordingKeys, openRecording } from './open-recording.ts'
import { suite } from './recording-keys.ts'

/** Six seconds as Chromium's MediaRecorder wrote them: left 440 Hz, right 1000 Hz. */
const recorded = join(import.meta.dirname, 'fixtures/two-tones.webm')
/** Where its slices of a second ended, in bytes. */
const ENDS = [6188, 12477, 18782, 25061, 31380, 37685, 38439]

let folder: string
let keys: { publicKey: string; privateKey: string }
let sealed: Buffer

/** Seals as a console does. */
async function seal(webm: Uint8Array, publicKey: string): Promise<Buffer> {
  const recipientPublicKey = await suite.kem.deserializePublicKey(
    new Uint8Array(Buffer.from(publicKey, 'base64url')),
  )
  const parts: Uint8Array[] = [recordingMagic()]
  for (const [n, end] of ENDS.entries()) {
    const key = new Uint8Array(randomBytes(32))
    const { ct, enc } = await suite.seal({ recipientPublicKey, info: recordingInfo() }, key)
    const place = { n, at: n * 1000, ms: 1000 }
    const nonce = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(chunkAad(place))
    const body = Buffer.concat([
      nonce,
      cipher.update(webm.subarray(ENDS[n - 1] ?? 0, end)),
      cipher.final(),
      cipher.getAuthTag(),
    ])
    const steps = Array.from({ length: 40 }, (_, i) => n + i / 40)
    parts.push(
      encodeFrame(
        {
          ...place,
          enc: Buffer.from(enc).toString('base64url'),
          key: Buffer.from(ct).toString('base64url'),
          operator: steps,
          customer: steps.map((x) => 100 - x),
        },
        body,
      ),
    )
  }
  return Buffer.concat(parts)
}

const flip = (file: Buffer): Buffer => {
  file.writeUInt8(file.readUInt8(file.length - 30) ^ 1, file.length - 30)
  return file
}

const opened = async (bytes: Uint8Array, privateKey = keys.privateKey) => {
  const file = join(folder, 'file.kmrec')
  await writeFile(file, bytes)
  return openRecording(file, privateKey)
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'open-recording-'))
  keys = await makeRecordingKeys()
  sealed = await seal(await readFile(recorded), keys.publicKey)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('a sealed recording', () => {
  test('opens as a file with a duration and two channels', async () => {
    const recording = await opened(sealed)
    expect(recording).toMatchObject({ chunks: 7, torn: false })
    expect(recording.seconds).toBeGreaterThan(5.9)
    expect(recording.seconds).toBeLessThan(6.5)
    const input = new Input({ source: new BufferSource(recording.audio), formats: [WEBM] })
    const track = await input.getPrimaryAudioTrack()
    expect(await track?.getNumberOfChannels()).toBe(2)
    expect(await input.getDurationFromMetadata()).toBeCloseTo(recording.seconds, 1)
  })

  test('has a waveform of 240 steps for each side', async () => {
    const { peaks } = await opened(sealed)
    expect([peaks.operator.length, peaks.customer.length]).toEqual([240, 240])
    expect(peaks.operator.at(-1)).toBe(7)
    expect(peaks.customer[0]).toBe(100)
  })

  test('tells who spoke, from all of its loudness', async () => {
    const { seconds, talk } = await opened(sealed)
    // The customer's side is loud throughout, the operator's never is.
    expect(talk?.operatorSeconds).toBe(0)
    expect(talk?.customerSeconds).toBeGreaterThan(seconds - 1)
  })

  test('torn at any place, plays up to the tear', async () => {
    const whole = await opened(sealed)
    for (const part of [0.3, 0.5, 0.77, 0.99]) {
      const torn = await opened(sealed.subarray(0, Math.floor(sealed.length * part)))
      expect(torn.torn).toBe(true)
      // The torn chunk itself, a second, and nothing before it.
      expect(torn.seconds).toBeGreaterThan(whole.seconds * part - 1.2)
      expect(torn.seconds).toBeLessThanOrEqual(whole.seconds)
    }
  })

  test.each([
    ['a changed byte', flip],
    ['no frame where one should be', (file: Buffer) => Buffer.concat([file, Buffer.alloc(40, 0xff)])],
    ['nothing at all', () => Buffer.alloc(0)],
    ['something else', () => Buffer.from('RIFF and so on')],
    [
      'a chunk missing',
      (file: Buffer) => {
        const [first, , third] = readFrames(file).frames
        if (!first || !third) throw new Error('too short')
        return Buffer.concat([
          recordingMagic(),
          encodeFrame(first.header, first.body),
          encodeFrame(third.header, third.body),
        ])
      },
    ],
    [
      'a chunk in the place of another',
      (file: Buffer) => {
        const [first, second] = readFrames(file).frames
        if (!first || !second) throw new Error('too short')
        const swapped = { ...second.header, n: 0, at: 0 }
        return Buffer.concat([recordingMagic(), encodeFrame(swapped, second.body)])
      },
    ],
  ])('with %s is told as broken', async (_what, damage) => {
    await expect(opened(damage(Buffer.from(sealed)))).rejects.toMatchObject({ code: 'RECORDING_BROKEN' })
  })

  test('cannot be opened by another hub', async () => {
    const other = await makeRecordingKeys()
    await expect(opened(sealed, other.privateKey)).rejects.toMatchObject({ code: 'RECORDING_BROKEN' })
  })

  test('whose inside is no sound is told as broken', async () => {
    const noise = await seal(randomBytes(38_439), keys.publicKey)
    await expect(opened(noise)).rejects.toMatchObject({ code: 'RECORDING_BROKEN' })
  })
})
