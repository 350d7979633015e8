import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type Electron from 'electron'
import { host } from '../host.ts'
import { strict } from '../strict.ts'
import { app } from './app.ts'

const header = Buffer.from('v1h')

/**
 * AES-256-GCM with a key in a file of the profile: it looks like Electron's `basic_text` backend, and protects no more.
 * Layout: `v1h`, 12 bytes nonce, 16 bytes tag, ciphertext.
 */
export const safeStorage = strict('safeStorage', {
  isEncryptionAvailable: () => host.ready,
  isAsyncEncryptionAvailable: async () => host.ready,
  // A test may ask for a computer with a keyring.
  getSelectedStorageBackend: () =>
    process.env.KOMMUTATOR_HOST_KEYRING === '1' ? 'gnome_libsecret' : 'basic_text',
  setUsePlainTextEncryption() {},
  encryptString: encrypt,
  decryptString: decrypt,
  encryptStringAsync: async (plainText) => encrypt(plainText),
  decryptStringAsync: async (encrypted) => ({ result: decrypt(encrypted), shouldReEncrypt: false }),
} satisfies Electron.SafeStorage)

function encrypt(plainText: string): Buffer {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key(), nonce)
  const data = Buffer.concat([cipher.update(plainText, 'utf8'), cipher.final()])
  return Buffer.concat([header, nonce, cipher.getAuthTag(), data])
}

function decrypt(encrypted: Buffer): string {
  const data = Buffer.from(encrypted)
  try {
    if (!data.subarray(0, 3).equals(header)) throw new Error('not encrypted by this')
    const decipher = createDecipheriv('aes-256-gcm', key(), data.subarray(3, 15)).setAuthTag(
      data.subarray(15, 31),
    )
    return decipher.update(data.subarray(31), undefined, 'utf8') + decipher.final('utf8')
  } catch (cause) {
    throw new Error('Error while decrypting the ciphertext provided to safeStorage.decryptString.', { cause })
  }
}

function key(): Buffer {
  const file = path.join(app.getPath('userData'), 'HostKey')
  try {
    return readFileSync(file)
  } catch {
    const fresh = randomBytes(32)
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, fresh, { mode: 0o600, flag: 'wx' })
    return fresh
  }
}
