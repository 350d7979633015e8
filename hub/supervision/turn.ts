import { createHmac } from 'node:crypto'
import { z } from '../../shared/lib/schema.ts'
import type { IceSetup } from '../../shared/supervision/session.ts'
import { TurnInput, type TurnSettings } from '../../shared/supervision/turn.ts'
import type { CompanyStore } from '../storage/ports.ts'

const Stored = z.extend(TurnInput, { secret: z.string() })
type Stored = z.infer<typeof Stored>
const none: Stored = { urls: [], auth: 'shared-secret', username: '', secret: '', relayOnly: false }

/** Passwords made from the shared secret outlast any call; the server asks for them again when it renews. */
const lifeSeconds = 12 * 60 * 60

/** The company's TURN servers (RFC 8656), kept apart from what consoles are told of the company. */
export class Turn {
  private readonly store: CompanyStore
  private readonly now: () => number

  constructor(store: CompanyStore, now: () => number) {
    this.store = store
    this.now = now
  }

  async shown(): Promise<TurnSettings> {
    const { secret, ...rest } = await this.stored()
    return { ...rest, hasSecret: secret !== '' }
  }

  async set(input: TurnInput): Promise<TurnSettings> {
    const before = await this.stored()
    await this.store.setPrivate('turn', { ...input, secret: input.secret ?? before.secret } satisfies Stored)
    return this.shown()
  }

  /**
   * What the two desks of one session are given. With a shared secret the user is the moment it runs out and the session,
   * the password its HMAC-SHA1 (draft-uberti-behave-turn-rest, as coturn's `use-auth-secret` checks it).
   */
  async forSession(sessionId: string): Promise<IceSetup> {
    const { urls, auth, username, secret, relayOnly } = await this.stored()
    if (urls.length === 0) return { servers: [], relayOnly: false }
    const credentials =
      auth === 'static' ? { username, credential: secret } : this.timeLimited(secret, sessionId)
    const turn = urls.filter((url) => url.startsWith('turn'))
    const stun = urls.filter((url) => url.startsWith('stun'))
    return {
      servers: [
        ...(turn.length ? [{ urls: turn, ...credentials }] : []),
        ...(stun.length ? [{ urls: stun }] : []),
      ],
      relayOnly: relayOnly && turn.length > 0,
    }
  }

  private timeLimited(secret: string, sessionId: string): { username: string; credential: string } {
    const username = `${Math.floor(this.now() / 1000) + lifeSeconds}:${sessionId}`
    return { username, credential: createHmac('sha1', secret).update(username).digest('base64') }
  }

  private async stored(): Promise<Stored> {
    const found = Stored.safeParse(await this.store.private('turn'))
    return found.success ? found.data : none
  }
}
