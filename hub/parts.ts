import type { Logger } from 'pino'
import type { OperatorId } from '../shared/lib/ids.ts'
import type { HubPayload, HubPushName } from '../shared/protocol/hub-protocol.ts'
import type { Channels } from './channels/registry.ts'
import type { CallTokens } from './interactions/call-tokens.ts'
import type { Keys } from './keys.ts'
import type { KeyedLocks } from './lib/locks.ts'
import type { CompanyBook } from './operators/company.ts'
import type { Lines } from './operators/lines.ts'
import type { Lockout } from './operators/lockout.ts'
import type { PresenceBoard } from './operators/presence.ts'
import type { Sessions } from './operators/sessions.ts'
import type { HubInternals, HubOptions } from './options.ts'
import type { ObjectStore } from './recordings/object-store.ts'
import type { Stores } from './storage/ports.ts'
import type { Views } from './views.ts'

/** What the rooms of the hub are built from; each takes the few that it needs. */
export type Parts = {
  options: HubOptions & HubInternals
  now: () => number
  log: Logger
  stores: Stores
  views: Views
  book: CompanyBook
  sessions: Sessions
  lockout: Lockout
  presence: PresenceBoard
  keys: Keys
  lines: Lines
  tokens: CallTokens
  locks: KeyedLocks
  objects: ObjectStore
  channels: Channels
  consoles: Consoles
  /** SHA-256 of the certificate, where the hub listens with TLS. */
  fingerprint: () => string | undefined
}

/**
 * Whom a push is for: one console (its connection), all of an operator's, those of them that may follow the stream, or
 * all that joined a room.
 */
export type Target =
  | { console: string }
  | { operator: OperatorId }
  | { reader: OperatorId }
  | { room: string }

/** The signed-in consoles, as the rooms see them. */
export type Consoles = {
  push<K extends HubPushName>(name: K, payload: HubPayload<K>): void
  /** To some of them only. */
  tell<K extends HubPushName>(to: Target, name: K, payload: HubPayload<K>): void
  /** To several at once; a console that fits more than once gets it once. */
  tellAll<K extends HubPushName>(to: readonly Target[], name: K, payload: HubPayload<K>): void
  /** Called before something goes to an operator alone, for what they have to know first. */
  beforeTelling(first: (operatorId: OperatorId) => void): void
  /** Told when a console is no longer its operator's: the connection is gone, or they signed out. */
  onLeft(listener: (console: string, operatorId: OperatorId) => void): void
  /** Ends connections at once, after telling them why. */
  end(room: { session: string } | { operator: string }, code: 'AUTH_EXPIRED' | 'AUTH_REQUIRED'): void
  /** What their roles let an operator's connections hear is looked at anew. */
  reseat(operatorId: OperatorId): void
  count(): number
}
