import { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from '@hpke/core'

/** The suite of `shared/protocol/recording.ts` (RFC 9180). */
export const suite = new CipherSuite({
  kem: new DhkemP256HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes256Gcm(),
})

/**
 * The hub's pair of keys for recordings, base64url: the public one (an uncompressed P-256 point) goes to the consoles at
 * sign-in, the private one (a P-256 scalar) never leaves the hub. Whoever loses it loses recordings on their way.
 */
export async function makeRecordingKeys(): Promise<{ publicKey: string; privateKey: string }> {
  const { publicKey, privateKey } = await suite.kem.generateKeyPair()
  return {
    publicKey: base64url(await suite.kem.serializePublicKey(publicKey)),
    privateKey: base64url(await suite.kem.serializePrivateKey(privateKey)),
  }
}

const base64url = (bytes: ArrayBuffer): string => Buffer.from(bytes).toString('base64url')
