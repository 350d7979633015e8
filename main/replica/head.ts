import { cardName, projectCard } from '../../shared/domain/card.ts'
import { type DomainEvent, type EventWire, parseEvent } from '../../shared/domain/event.ts'
import type { ContactId } from '../../shared/lib/ids.ts'
import { indexKey } from '../../shared/search/card-text.ts'

/** A place in time: later facts last, those of one moment as the hub took them in. */
export type Place = { at: number; position: number }

/** What is known of a person who lies here, without opening their facts. */
export type Head = {
  personId: ContactId
  /** All their cards, the one that stands for them first. */
  contactIds: ContactId[]
  /** From here on every fact of theirs lies here, and before it the card's own facts only; absent where all do. */
  edge?: Place
  /** When they were opened here last; undefined for who was only kept ahead. UTC milliseconds of the hub's clock. */
  openedAt?: number
  lastAt: number
  /** How many facts of theirs lie here, and about how much they take, bytes. */
  facts: number
  bytes: number
  name: string
  named: boolean
  /** Addresses as the hub compares them (`indexKey`), and as they are read. */
  addresses: { key: string; kind: string; value: string }[]
  channels: string[]
}

/** A card's page of time as the hub writes it (`older` of a card). */
export const placeOf = (older: string): Place | undefined => {
  const [at, position] = older.split('.').map(Number)
  return Number.isSafeInteger(at) && Number.isSafeInteger(position)
    ? { at: Number(at), position: Number(position) }
    : undefined
}
export const placeText = ({ at, position }: Place): string => `${at}.${position}`

/** Negative when `a` is before `b`. */
export const compare = (a: Place, b: Place): number => a.at - b.at || a.position - b.position
export const placeOfFact = (fact: EventWire): Place => ({ at: fact.occurredAt, position: fact.position })

export const parsed = (facts: Iterable<EventWire>): DomainEvent[] =>
  [...facts].flatMap((fact) => parseEvent(fact) ?? [])

const telling = new Set(['contact.created', 'identity.observed', 'field.set'])

/** Whether a fact may change what a card is called or found by. */
export const tellsWho = (fact: EventWire): boolean => telling.has(fact.type)

type Who = Pick<Head, 'name' | 'named' | 'addresses' | 'channels'>

/** What a person is called and found by, from the facts of all their cards. */
export function whoIs(members: readonly ContactId[], facts: readonly DomainEvent[]): Who {
  const card = projectCard(members, facts)
  const channels = new Set<string>()
  for (const fact of facts) if ('channel' in fact && fact.channel) channels.add(fact.channel)
  return {
    name: cardName(card) ?? '',
    named: card.displayName !== undefined,
    addresses: card.identities
      .filter(({ kind }) => kind !== 'visitor')
      .map(({ kind, value }) => ({ key: indexKey({ kind, value }), kind, value })),
    channels: [...channels],
  }
}
