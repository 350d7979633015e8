/** The part of Electron's safeStorage that is used here. */
export type Keyring = {
  isEncryptionAvailable(): boolean
  getSelectedStorageBackend?(): string
  encryptString(text: string): Buffer
  decryptString(sealed: Buffer): string
}

/**
 * Passwords and session tokens. On disk they lie only sealed by the system's keyring; without a real one (Linux may
 * offer `basic_text`, which hides nothing) they live in memory until the program ends.
 */
export type Secrets = {
  /** Whether a secret outlives the program. */
  readonly kept: boolean
  /** Remembers a secret under `name`; gives what may be written to disk, undefined when nothing may. */
  seal(name: string, secret: string): string | undefined
  /** The secret: from memory, else from what was written to disk. Undefined when the keyring has changed. */
  open(name: string, sealed: string | undefined): string | undefined
  forget(name: string): void
}

export function createSecrets(keyring: Keyring, platform: string): Secrets {
  const memory = new Map<string, string>()
  const kept = isReal(keyring, platform)
  return {
    kept,
    seal(name, secret) {
      memory.set(name, secret)
      if (!kept) return undefined
      try {
        return keyring.encryptString(secret).toString('base64')
      } catch {
        return undefined
      }
    },
    open(name, sealed) {
      const known = memory.get(name)
      if (known !== undefined || sealed === undefined || !kept) return known
      try {
        const secret = keyring.decryptString(Buffer.from(sealed, 'base64'))
        memory.set(name, secret)
        return secret
      } catch {
        return undefined
      }
    },
    forget: (name) => void memory.delete(name),
  }
}

function isReal(keyring: Keyring, platform: string): boolean {
  try {
    if (!keyring.isEncryptionAvailable()) return false
    if (platform !== 'linux') return true
    return !['basic_text', 'unknown'].includes(keyring.getSelectedStorageBackend?.() ?? 'unknown')
  } catch {
    return false
  }
}
