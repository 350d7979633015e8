import { createCipheriv, randomBytes } from 'node:crypto'
import { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from '@hpke/core'
import { type ChunkHeader, chunkAad, encodeFrame, recordingInfo } from '../../shared/protocol/recording.ts'

/** What the media window tells of one stretch of a recording. */
export type RecordingChunk = Omit<ChunkHeader, 'enc' | 'key'> & { data: Uint8Array }

/** Turns a chunk into the frame that only the hub can open (see `shared/protocol/recording.ts`). */
export type Sealer = (chunk: RecordingChunk) => Promise<Uint8Array>

const suite = new CipherSuite({
  kem: new DhkemP256HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes256Gcm(),
})

/** Seals to the hub's public key (base64url, uncompressed P-256 point). Rejects when it is no such key. */
export async function createSealer(hubPublicKey: string): Promise<Sealer> {
  const recipientPublicKey = await suite.kem.deserializePublicKey(
    new Uint8Array(Buffer.from(hubPublicKey, 'base64url')),
  )
  return async ({ data, ...chunk }) => {
    const key = new Uint8Array(randomBytes(32))
    const { ct, enc } = await suite.seal({ recipientPublicKey, info: recordingInfo() }, key)
    const nonce = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(chunkAad(chunk))
    const body = Buffer.concat([nonce, cipher.update(data), cipher.final(), cipher.getAuthTag()])
    key.fill(0)
    return encodeFrame({ ...chunk, enc: base64url(enc), key: base64url(ct) }, body)
  }
}

const base64url = (bytes: ArrayBuffer): string => Buffer.from(bytes).toString('base64url')
