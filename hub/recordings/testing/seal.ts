import { createCipheriv, randomBytes } from 'node:crypto'
import { chunkAad, encodeFrame, recordingInfo, recordingMagic } from '../../../shared/protocol/recording.ts'
import { suite } from '../recording-keys.ts'

/** Seals a whole WebM file as one chunk of six seconds, as a console would, to the hub's public key (base64url). */
export async function sealWhole(webm: Uint8Array, publicKey: string): Promise<Buffer> {
  const recipientPublicKey = await suite.kem.deserializePublicKey(
    new Uint8Array(Buffer.from(publicKey, 'base64url')),
  )
  const key = new Uint8Array(randomBytes(32))
  const { ct, enc } = await suite.seal({ recipientPublicKey, info: recordingInfo() }, key)
  const place = { n: 0, at: 0, ms: 6000 }
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(chunkAad(place))
  const body = Buffer.concat([nonce, cipher.update(webm), cipher.final(), cipher.getAuthTag()])
  const peaks = Array.from({ length: 120 }, (_, i) => i % 100)
  const base64url = (bytes: ArrayBuffer) => Buffer.from(bytes).toString('base64url')
  const header = { ...place, enc: base64url(enc), key: base64url(ct), operator: peaks, customer: peaks }
  return Buffer.concat([recordingMagic(), encodeFrame(header, body)])
}
