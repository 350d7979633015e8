import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { CodedError } from '../../shared/lib/result.ts'
import type { SealedSecret } from '../storage/ports.ts'

const algorithm = 'aes-256-gcm'
const nonceBytes = 12
const tagBytes = 16

/**
 * Seals what was masked with the vault's own key (AES-256-GCM; the place it belongs to is authenticated with it, so that
 * no secret can be moved to another's place).
 */
export class Vault {
  private readonly key: Buffer

  /** `key`: 32 bytes, base64url. */
  constructor(key: string) {
    this.key = Buffer.from(key, 'base64url')
  }

  seal(place: Omit<SealedSecret, 'data'>, value: string): SealedSecret {
    const nonce = randomBytes(nonceBytes)
    const cipher = createCipheriv(algorithm, this.key, nonce).setAAD(bound(place))
    const sealed = Buffer.concat([cipher.update(value, 'utf8'), cipher.final()])
    return { ...place, data: Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url') }
  }

  /** @throws CodedError REDACTION_UNREADABLE when the key is another one or the secret was tampered with. */
  open({ data, ...place }: SealedSecret): string {
    const bytes = Buffer.from(data, 'base64url')
    try {
      const cipher = createDecipheriv(algorithm, this.key, bytes.subarray(0, nonceBytes))
      cipher.setAAD(bound(place)).setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes))
      return Buffer.concat([cipher.update(bytes.subarray(nonceBytes + tagBytes)), cipher.final()]).toString(
        'utf8',
      )
    } catch {
      throw new CodedError('REDACTION_UNREADABLE')
    }
  }
}

const bound = ({ ref, mask, kind, contactId }: Omit<SealedSecret, 'data'>): Buffer =>
  Buffer.from(JSON.stringify([contactId, ref, mask, kind]))
