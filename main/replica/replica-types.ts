import type { InboxRow } from '../../shared/domain/conversation.ts'
import type { EventWire } from '../../shared/domain/event.ts'
import type { ContactId } from '../../shared/lib/ids.ts'
import type { Result } from '../../shared/lib/result.ts'
import type { HubOutput, OpenedCard, PersonHit } from '../../shared/protocol/hub-protocol.ts'
import type { SearchAnswer, SearchQuery } from '../../shared/protocol/search-protocol.ts'
import type { Vault } from '../local/vault.ts'
import type { Logger } from '../log/logger.ts'

export type ReplicaLimits = {
  /** Facts that lie here at most, and what they take, bytes. */
  facts: number
  bytes: number
  /** Who was neither heard of nor opened for so long goes, milliseconds. */
  age: number
}

export type ReplicaOptions = {
  /** Where this operator's file lies; undefined before anybody ever signed in. */
  path(): string | undefined
  vault: Vault
  /** The hub's clock, UTC milliseconds. */
  now(): number
  /** These cards are grouped otherwise now, and what lies here of their people is of before. */
  onRegrouped(contactIds: ContactId[]): void
  limits?: Partial<ReplicaLimits>
  log: Logger
}

export type Anchor = { position: number; eventId: string }

/** What an operator's work needs while the hub is away, kept in step with the hub while it is there. */
export type Replica = {
  readonly isOpen: boolean
  /** Every fact up to here of whoever lies here lies here too; undefined before the first sign-in. */
  readonly cursor: number | undefined
  /** The newest fact that was heard of, whoever's: it tells one log from another. */
  readonly anchor: Anchor | undefined
  /** Opens this operator's file, once their key is known. */
  open(): void
  /** Somebody else works here now. */
  close(): void
  /** Nothing of this operator's stays on this computer. */
  wipe(): void
  value<T>(name: string): T | undefined
  keepValue(name: string, value: unknown): void
  /** The hub's log is followed from here on; `fresh`: what lies here is of another log, or too old to go on with. */
  follow(position: number, fresh: boolean): void
  take(events: readonly EventWire[], position: number): void
  /** A card as the hub gave it out; `opened`: for somebody to look at. */
  keep(card: OpenedCard, opened: boolean): void
  keepOlder(contactId: ContactId, older: string, page: HubOutput<'card.older'>): void
  keepRows(rows: readonly InboxRow[], all: boolean): void
  readonly rows: InboxRow[]
  holds(contactId: ContactId): boolean
  card(contactId: ContactId): OpenedCard | undefined
  older(contactId: ContactId, older: string, limit: number | undefined): Result<HubOutput<'card.older'>>
  whose(kind: string, value: string): PersonHit[]
  find(text: string, limit: number): Promise<HubOutput<'card.find'>>
  said(query: SearchQuery): Promise<SearchAnswer>
  /** Makes ready for being searched; it does so by itself when it is searched first. */
  warm(): void
  /** Writes down what waits; it does so by itself a moment after it came. */
  flush(): void
}
