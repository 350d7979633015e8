import { hkdfSync, randomBytes } from 'node:crypto'
import { chmod, open, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { exportJWK, generateKeyPair, type JWK } from 'jose'
import * as z from 'zod/mini'
import { makeRecordingKeys } from './recordings/recording-keys.ts'

const Jwk = z.record(z.string(), z.unknown())
const KeyFile = z.object({
  /** Ed25519: signs call tokens. */
  token: z.object({ publicKey: Jwk, privateKey: Jwk }),
  /** HPKE: recordings are sealed to it. */
  recording: z.object({ publicKey: z.string(), privateKey: z.string() }),
  /** HMAC-SHA256: signs links to recordings. */
  link: z.string(),
  /** AES-256: what was masked in texts is sealed with it. Absent in a file of before there was a vault. */
  vault: z.optional(z.string()),
  /** Proves the demo switch to the hub. */
  switch: z.string(),
  /** SIP passwords of the demo switch, by operator. */
  lines: z.record(z.string(), z.string()),
})
type KeyFile = z.infer<typeof KeyFile>

/** The hub's secrets, in a file that only its own user may read. */
export class Keys {
  private readonly file: string
  private readonly kept: KeyFile
  private saving: Promise<void> = Promise.resolve()

  private constructor(file: string, kept: KeyFile) {
    this.file = file
    this.kept = kept
  }

  /** Reads `keys.json`, or makes it. A file that is damaged is an error: new keys would lock every recording away. */
  static async open(dataDir: string): Promise<Keys> {
    const file = join(dataDir, 'keys.json')
    const found = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined
      throw error
    })
    if (found !== undefined) {
      await chmod(file, 0o600)
      const keys = new Keys(file, KeyFile.parse(JSON.parse(found)))
      if (!keys.kept.vault) {
        keys.kept.vault = secret()
        await keys.save()
      }
      return keys
    }
    const keys = new Keys(file, await freshKeys())
    await keys.save()
    return keys
  }

  get tokenPublic(): JWK {
    return this.kept.token.publicKey as JWK
  }

  get tokenPrivate(): JWK {
    return this.kept.token.privateKey as JWK
  }

  get recordingPublic(): string {
    return this.kept.recording.publicKey
  }

  get recordingPrivate(): string {
    return this.kept.recording.privateKey
  }

  get vault(): string {
    if (!this.kept.vault) throw new Error('the vault has no key')
    return this.kept.vault
  }

  get link(): string {
    return this.kept.link
  }

  /** Seals an operator's work on their computers: the same on each of them, and never written down there in the clear. */
  localKey(operatorId: string): string {
    return Buffer.from(
      hkdfSync('sha256', this.kept.link, operatorId, 'kommutator local work v1', 32),
    ).toString('base64url')
  }

  get switchSecret(): string {
    return this.kept.switch
  }

  /** The SIP password of an operator's line on the demo switch; made when it is first asked for. */
  linePassword(operatorId: string): string {
    const known = this.kept.lines[operatorId]
    if (known) return known
    const made = secret()
    this.kept.lines[operatorId] = made
    // Not kept (a full disk): good until the next start, when another one is made and handed out.
    this.saving = this.saving.then(() => this.save()).catch(() => {})
    return made
  }

  /** Resolves when everything is on disk. */
  settled(): Promise<void> {
    return this.saving
  }

  private async save(): Promise<void> {
    const draft = `${this.file}.new`
    const handle = await open(draft, 'w', 0o600)
    try {
      await handle.writeFile(JSON.stringify(this.kept, null, 1))
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(draft, this.file)
  }
}

async function freshKeys(): Promise<KeyFile> {
  const token = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })
  return {
    token: {
      publicKey: { ...(await exportJWK(token.publicKey)), alg: 'EdDSA' },
      privateKey: { ...(await exportJWK(token.privateKey)), alg: 'EdDSA' },
    },
    recording: await makeRecordingKeys(),
    link: secret(),
    vault: secret(),
    switch: secret(),
    lines: {},
  }
}

const secret = (): string => randomBytes(32).toString('base64url')
