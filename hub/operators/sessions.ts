import { createHash, randomBytes } from 'node:crypto'
import type { OperatorId } from '../../shared/lib/ids.ts'
import type { Session, SessionStore } from '../storage/ports.ts'

const lifetimeMs = 30 * 24 * 60 * 60 * 1000

export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('base64url')

/** Sessions of operators: a random token that only its holder knows; here lies its hash. */
export class Sessions {
  private readonly store: SessionStore
  private readonly now: () => number

  constructor(store: SessionStore, now: () => number) {
    this.store = store
    this.now = now
  }

  async begin(operatorId: OperatorId): Promise<string> {
    const token = randomBytes(32).toString('base64url')
    const createdAt = this.now()
    await this.store.create({
      tokenHash: tokenHash(token),
      operatorId,
      createdAt,
      expiresAt: createdAt + lifetimeMs,
    })
    return token
  }

  async find(token: string): Promise<Session | undefined> {
    const session = await this.store.byHash(tokenHash(token))
    return session && session.expiresAt > this.now() ? session : undefined
  }

  revoke(hash: string): Promise<void> {
    return this.store.revoke(hash)
  }

  revokeAll(operatorId: OperatorId): Promise<void> {
    return this.store.revokeAll(operatorId)
  }
}
