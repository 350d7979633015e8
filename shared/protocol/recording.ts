import { z } from '../lib/schema.ts'

/**
 * A recording on its way from the media engine to the hub: a file of frames, appended as the call goes.
 *
 *   "KMREC1\n"  then per chunk:  u32 header length | header (JSON) | u32 body length | body
 *
 * Each body is AES-256-GCM (12-byte nonce in front, 16-byte tag behind) under a key of its own; the key is sealed to
 * the hub's public key (HPKE, RFC 9180: DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM; base mode). So the file
 * can be opened by the hub alone, needs no keyring, and a torn last frame costs only itself. All integers big-endian.
 */
export const RECORDING_MAGIC = 'KMREC1\n'
export const RECORDING_INFO = 'kommutator recording chunk v1'

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

/** One step of loudness. */
export const peakMs = 50

/** Brings loudness to `buckets` steps by the loudest of each, for a waveform of a fixed width. */
export function resamplePeaks(values: readonly number[], buckets: number): number[] {
  if (values.length <= buckets) return values.map((v) => Math.round(v))
  return Array.from({ length: buckets }, (_, i) => {
    const from = Math.floor((i * values.length) / buckets)
    const to = Math.max(from + 1, Math.floor(((i + 1) * values.length) / buckets))
    return Math.round(Math.max(0, ...values.slice(from, to)))
  })
}
