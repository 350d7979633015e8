import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import type { HubMemory } from '../hub/hub-memory.ts'

/**
 * What an operator's work leaves on this computer is sealed with a key of theirs (AES-256-GCM). The hub gives it at every
 * sign-in; where there is a keyring it is kept there too, so that work goes on while the hub is away.
 */
export type Vault = {
  /** Whether the key of who works here is known. */
  readonly open: boolean
  seal(bytes: Uint8Array): Buffer
  /** Undefined for what was sealed with another key, or damaged. */
  unseal(sealed: Uint8Array): Buffer | undefined
  sealText(text: string): string
  unsealText(sealed: string): string | undefined
  /** A name that tells nothing to who lacks the key, and is the same each time (HMAC-SHA256). */
  tag(text: string): string
  /** Called when the key becomes known. */
  onOpen(listener: () => void): () => void
  /** The hub has said what it is. */
  take(key: string | undefined): void
}

const NONCE = 12
const TAG = 16

export function createVault(memory: Pick<HubMemory, 'localKey' | 'keepLocalKey'>): Vault {
  const listeners = new Set<() => void>()
  const key = (): Buffer | undefined => {
    const known = memory.localKey()
    const bytes = known === undefined ? undefined : Buffer.from(known, 'base64url')
    return bytes?.length === 32 ? bytes : undefined
  }
  const vault: Vault = {
    get open() {
      return key() !== undefined
    },
    seal(bytes) {
      const secret = key()
      if (!secret) throw new Error('the vault is closed')
      const nonce = randomBytes(NONCE)
      const cipher = createCipheriv('aes-256-gcm', secret, nonce)
      return Buffer.concat([nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()])
    },
    unseal(sealed) {
      const secret = key()
      if (!secret || sealed.length < NONCE + TAG) return undefined
      const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength)
      try {
        const decipher = createDecipheriv('aes-256-gcm', secret, bytes.subarray(0, NONCE))
        decipher.setAuthTag(bytes.subarray(-TAG))
        return Buffer.concat([decipher.update(bytes.subarray(NONCE, -TAG)), decipher.final()])
      } catch {
        return undefined
      }
    },
    sealText: (text) => vault.seal(Buffer.from(text)).toString('base64url'),
    unsealText: (sealed) => vault.unseal(Buffer.from(sealed, 'base64url'))?.toString('utf8'),
    tag(text) {
      const secret = key()
      if (!secret) throw new Error('the vault is closed')
      return createHmac('sha256', secret).update(`name ${text}`).digest('base64url')
    },
    onOpen(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    take(given) {
      if (given !== undefined) memory.keepLocalKey(given)
      if (vault.open) for (const listener of listeners) listener()
    },
  }
  return vault
}
