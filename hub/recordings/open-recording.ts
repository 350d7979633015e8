import { createDecipheriv } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { CodedError } from '../../shared/lib/result.ts'
import {
  chunkAad,
  type Frame,
  readFrames,
  recordingInfo,
  resamplePeaks,
} from '../../shared/protocol/recording.ts'
import { type TalkSummary, talkOfPeaks } from '../../shared/softphone/talk.ts'
import { suite } from './recording-keys.ts'
import { remux } from './remux.ts'

export { makeRecordingKeys } from './recording-keys.ts'

/** Steps of a waveform on the timeline. */
const WAVEFORM_BUCKETS = 240
const NONCE_BYTES = 12
const TAG_BYTES = 16

export type OpenedRecording = {
  /** WebM/Opus with a duration and cues: operator left, customer right. */
  audio: Uint8Array
  seconds: number
  /** Loudness of each side, 0 to 100, in at most 240 steps. */
  peaks: { operator: number[]; customer: number[] }
  /** Who spoke when; undefined where the loudness does not tell. */
  talk: TalkSummary | undefined
  chunks: number
  /** The file stopped inside a frame, which was left out. */
  torn: boolean
}

/**
 * Opens a sealed recording (see `shared/protocol/recording.ts`) with the hub's private key and makes it playable. `file`
 * is a path. Throws RECORDING_BROKEN when anything in it is damaged, out of order or sealed to another hub; only a
 * torn end is forgiven.
 */
export async function openRecording(file: string, privateKey: string): Promise<OpenedRecording> {
  const { frames, state } = readFrames(await readFile(file))
  if (state === 'broken' || frames.length === 0) throw broken(frames.length ? 'frame' : 'no frames')
  const key = await suite.kem.deserializePrivateKey(bytes(privateKey))
  const bodies: Uint8Array[] = []
  for (const [n, frame] of frames.entries()) {
    if (frame.header.n !== n) throw broken(`chunk ${n} is missing`)
    bodies.push(await openChunk(frame, key))
  }
  const { audio, seconds } = await remux(new Uint8Array(Buffer.concat(bodies))).catch((error: unknown) => {
    throw broken(error instanceof Error ? error.message : 'remux')
  })
  const [operator, customer] = (['operator', 'customer'] as const).map((side) =>
    frames.flatMap((frame) => frame.header[side]),
  ) as [number[], number[]]
  return {
    audio,
    seconds,
    peaks: {
      operator: resamplePeaks(operator, WAVEFORM_BUCKETS),
      customer: resamplePeaks(customer, WAVEFORM_BUCKETS),
    },
    talk: talkOfPeaks({ operator, customer }, seconds),
    chunks: frames.length,
    torn: state === 'torn',
  }
}

type PrivateKey = Awaited<ReturnType<typeof suite.kem.deserializePrivateKey>>

async function openChunk({ header, body }: Frame, privateKey: PrivateKey): Promise<Uint8Array> {
  try {
    const key = await suite.open(
      { recipientKey: privateKey, enc: bytes(header.enc), info: recordingInfo() },
      bytes(header.key),
    )
    const decipher = createDecipheriv('aes-256-gcm', new Uint8Array(key), body.subarray(0, NONCE_BYTES))
      .setAAD(chunkAad(header))
      .setAuthTag(body.subarray(-TAG_BYTES))
    return Buffer.concat([decipher.update(body.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()])
  } catch {
    throw broken(`chunk ${header.n} cannot be opened`)
  }
}

const broken = (detail: string): CodedError => new CodedError('RECORDING_BROKEN', detail)
const bytes = (base64url: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(Buffer.from(base64url, 'base64url'))
