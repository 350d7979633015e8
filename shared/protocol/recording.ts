import { z } from '../lib/schema.ts'

// Every runtime that imports this has them; the room itself knows neither the DOM's types nor Node's.
declare const TextEncoder: new () => { encode(text: string): Uint8Array<ArrayBuffer> }
declare const TextDecoder: new (
  label: string,
  options: { fatal: boolean },
) => { decode(b: Uint8Array): string }

/**
 * A recording on its way from the media engine to the hub: a file of frames, appended as the call goes.
 *
 *   "KMREC1\n"  then per chunk:  u32 header length | header (JSON) | u32 body length | body
 *
 * Each body is AES-256-GCM (12-byte nonce in front, 16-byte tag behind, `chunkAad` as associated data) under a key of
 * its own; the key is sealed to the hub's public key (HPKE, RFC 9180: DHKEM(P-256, HKDF-SHA256), HKDF-SHA256,
 * AES-256-GCM; base mode; info `RECORDING_INFO`). So the file can be opened by the hub alone, needs no keyring, and a
 * torn last frame costs only itself. All integers big-endian. The opened bodies, one after another, are the WebM file.
 */
export const RECORDING_MAGIC = 'KMREC1\n'
export const RECORDING_INFO = 'kommutator recording chunk v1'

/** No honest frame is larger; a longer length is damage, not a long wait for the rest. */
const MAX_HEADER = 64 * 1024
const MAX_BODY = 1024 * 1024

export const ChunkHeader = z.object({
  n: z.number(),
  /** Milliseconds since the recording began. */
  at: z.number(),
  ms: z.number(),
  /** HPKE encapsulated key and sealed chunk key, base64url. */
  enc: z.string(),
  key: z.string(),
  /** Loudness of each side in this chunk, 0 to 100, in steps of `peakMs`. */
  operator: z.array(z.number()),
  customer: z.array(z.number()),
})
export type ChunkHeader = z.infer<typeof ChunkHeader>

export type Frame = { header: ChunkHeader; body: Uint8Array }

/** One step of loudness. */
export const peakMs = 50

export const recordingMagic = (): Uint8Array<ArrayBuffer> => new TextEncoder().encode(RECORDING_MAGIC)
export const recordingInfo = (): Uint8Array<ArrayBuffer> => new TextEncoder().encode(RECORDING_INFO)

/** What a body is bound to, so that chunks cannot change places unseen. */
export const chunkAad = (header: Pick<ChunkHeader, 'n' | 'at' | 'ms'>): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(`${header.n}:${header.at}:${header.ms}`)

/** One frame as it is appended to the file. */
export function encodeFrame(header: ChunkHeader, body: Uint8Array): Uint8Array<ArrayBuffer> {
  const head = new TextEncoder().encode(JSON.stringify(header))
  if (head.length > MAX_HEADER || body.length > MAX_BODY) throw new RangeError('the frame is too large')
  const frame = new Uint8Array(8 + head.length + body.length)
  const view = new DataView(frame.buffer)
  view.setUint32(0, head.length)
  frame.set(head, 4)
  view.setUint32(4 + head.length, body.length)
  frame.set(body, 8 + head.length)
  return frame
}

/**
 * The frames of a file, in order. `whole` is the length of the file up to the end of the last whole frame. `state` is
 * `torn` when the file stops inside a frame (a crash, a full disk), `broken` when what stands there is no frame at all.
 */
export function readFrames(file: Uint8Array): {
  frames: Frame[]
  whole: number
  state: 'whole' | 'torn' | 'broken'
} {
  const magic = recordingMagic()
  const frames: Frame[] = []
  for (let i = 0; i < magic.length; i++) {
    if (i >= file.length) return { frames, whole: 0, state: 'torn' }
    if (file[i] !== magic[i]) return { frames, whole: 0, state: 'broken' }
  }
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  let whole = magic.length
  while (whole < file.length) {
    const frame = frameAt(file, view, whole)
    if (frame === 'torn' || frame === 'broken') return { frames, whole, state: frame }
    frames.push(frame.frame)
    whole = frame.end
  }
  return { frames, whole, state: 'whole' }
}

/** Brings loudness to `buckets` steps by the loudest of each, for a waveform of a fixed width. */
export function resamplePeaks(values: readonly number[], buckets: number): number[] {
  if (values.length <= buckets) return values.map((v) => Math.round(v))
  return Array.from({ length: buckets }, (_, i) => {
    const from = Math.floor((i * values.length) / buckets)
    const to = Math.max(from + 1, Math.floor(((i + 1) * values.length) / buckets))
    return Math.round(Math.max(0, ...values.slice(from, to)))
  })
}

function frameAt(
  file: Uint8Array,
  view: DataView,
  start: number,
): { frame: Frame; end: number } | 'torn' | 'broken' {
  if (start + 4 > file.length) return 'torn'
  const headLength = view.getUint32(start)
  if (headLength === 0 || headLength > MAX_HEADER) return 'broken'
  const bodyLengthAt = start + 4 + headLength
  if (bodyLengthAt + 4 > file.length) return 'torn'
  const bodyLength = view.getUint32(bodyLengthAt)
  if (bodyLength > MAX_BODY) return 'broken'
  const end = bodyLengthAt + 4 + bodyLength
  if (end > file.length) return 'torn'
  const header = parseHeader(file.subarray(start + 4, bodyLengthAt))
  return header ? { frame: { header, body: file.subarray(bodyLengthAt + 4, end) }, end } : 'broken'
}

function parseHeader(bytes: Uint8Array): ChunkHeader | undefined {
  try {
    const parsed = ChunkHeader.safeParse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)))
    return parsed.success ? parsed.data : undefined
  } catch {
    return undefined
  }
}
