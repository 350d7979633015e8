import { cardEventTypes, cardName, projectCard } from '../../../shared/domain/card.ts'
import type { Company, Operator, Presence } from '../../../shared/domain/company.ts'
import {
  type Conversation,
  type InboxRow,
  isConversationEvent,
  projectConversation,
} from '../../../shared/domain/conversation.ts'
import type { DomainEvent, EventType, NewEvent } from '../../../shared/domain/event.ts'
import { emptyIdentityState, foldIdentity, people } from '../../../shared/domain/identity-fold.ts'
import {
  type CallId,
  type ContactId,
  type ConversationId,
  type EventId,
  type InteractionId,
  newId,
  type OperatorId,
} from '../../../shared/lib/ids.ts'
import type { OpenedCard, PersonHit } from '../../../shared/protocol/hub-protocol.ts'
import type { StandingHold } from '../../../shared/protocol/recordings-protocol.ts'

type Omitted = 'eventId' | 'occurredAt'
/** A fact as a test writes it: its id is made, its moment is now unless it says `at`. */
export type Said = { [K in EventType]: Omit<NewEvent<K>, Omitted> & { at?: number } }[EventType]

/** How many facts one page of a timeline carries. */
const pageSize = 60

/**
 * The hub as a window sees it, in memory: one log, folded by the projections that hub and console share. What is
 * appended is told to the listeners, exactly as main would tell the window.
 */
export class FakeWorld {
  readonly company: Company
  readonly me: Operator
  readonly log: DomainEvent[] = []
  readonly presence = new Map<OperatorId, Presence>()
  #identity = emptyIdentityState
  readonly #conversations = new Map<ConversationId, Conversation>()
  readonly #seqs = new Map<ContactId, number>()
  readonly #listeners = new Set<(event: DomainEvent) => void>()

  constructor(company: Company, me: Operator) {
    this.company = company
    this.me = me
  }

  onAppended(listener: (event: DomainEvent) => void): void {
    this.#listeners.add(listener)
  }

  append(said: Said): DomainEvent {
    const { at, ...body } = said
    const seq = (this.#seqs.get(body.contactId) ?? 0) + 1
    this.#seqs.set(body.contactId, seq)
    const occurredAt = at ?? Date.now()
    const event = {
      ...body,
      eventId: newId<EventId>(),
      occurredAt,
      position: this.log.length + 1,
      seq,
    } as DomainEvent
    this.log.push(event)
    this.#identity = foldIdentity(this.#identity, event)
    const id = this.conversationOf(event)
    if (id && isConversationEvent(event)) {
      const next = projectConversation(this.#conversations.get(id), event)
      if (next) this.#conversations.set(id, next)
    }
    for (const listener of this.#listeners) listener(event)
    return event
  }

  /** The conversation a fact speaks of: its own, or its interaction's. */
  conversationOf(event: DomainEvent): ConversationId | undefined {
    if ('conversationId' in event && event.conversationId) return event.conversationId
    if (!event.interactionId) return undefined
    for (const c of this.#conversations.values())
      if (c.interactionId === event.interactionId) return c.conversationId
    return undefined
  }

  conversation(id: ConversationId): Conversation | undefined {
    return this.#conversations.get(id)
  }

  interactionOf(id: ConversationId): InteractionId | undefined {
    return this.#conversations.get(id)?.interactionId
  }

  membersOf(contactId: ContactId): ContactId[] {
    return people(this.#identity).membersOf(contactId)
  }

  personOf(contactId: ContactId): ContactId {
    return people(this.#identity).personOf(contactId)
  }

  linkedBy(linkId: string): { a: ContactId; b: ContactId } | undefined {
    for (const link of this.#identity.links.values()) if (link.linkId === linkId) return link
    return undefined
  }

  eventsOf(members: readonly ContactId[]): DomainEvent[] {
    const mine = new Set(members)
    return this.log.filter((e) => mine.has(e.contactId)).sort((a, b) => a.occurredAt - b.occurredAt)
  }

  contactOfCall(callId: string): ContactId | undefined {
    const contacts = this.log.filter((e) => 'callId' in e && e.callId === callId)
    return contacts[0]?.contactId
  }

  /** Calls with a recording, newest first. */
  recordedCalls(): { callId: CallId; contactId: ContactId; at: number }[] {
    return this.log
      .flatMap((e) =>
        e.type === 'recording.available'
          ? [{ callId: e.callId, contactId: e.contactId, at: e.occurredAt }]
          : [],
      )
      .reverse()
  }

  /** The legal holds that stand, newest first. */
  holds(): StandingHold[] {
    const cards = [...new Set(this.log.map((e) => e.contactId))]
    return cards
      .flatMap((id) => projectCard([id], this.eventsOf([id])).holds)
      .map(({ callId, ...hold }) => {
        const began = this.log.find((e) => e.type === 'interaction.offered' && e.callId === callId)
        const call = callId && began ? { call: { callId, at: began.occurredAt } } : {}
        return { ...hold, ...call, name: this.nameOf(hold.contactId) ?? '' }
      })
      .sort((a, b) => b.at - a.at)
  }

  nameOf(contactId: ContactId): string | undefined {
    const members = this.membersOf(contactId)
    return cardName(projectCard(members, this.eventsOf(members)))
  }

  row(conversation: Conversation): InboxRow {
    const { contactId } = conversation
    const card = projectCard(this.membersOf(contactId), this.eventsOf(this.membersOf(contactId)))
    const name = cardName(card)
    return {
      ...conversation,
      personId: this.personOf(contactId),
      name: name ?? '',
      named: card.displayName !== undefined,
    }
  }

  rows(): InboxRow[] {
    return [...this.#conversations.values()].map((c) => this.row(c))
  }

  rowsOf(contactId: ContactId): InboxRow[] {
    const members = new Set(this.membersOf(contactId))
    return this.rows().filter((row) => members.has(row.contactId))
  }

  open(contactId: ContactId): OpenedCard {
    const members = this.membersOf(contactId)
    const all = this.eventsOf(members)
    const kinds = new Set<string>(cardEventTypes)
    const start = Math.max(0, all.length - pageSize)
    return {
      personId: members[0] as ContactId,
      contactIds: members,
      cardEvents: all.filter((e) => kinds.has(e.type)),
      events: all.slice(start),
      ...(start > 0 ? { older: String(start) } : {}),
      rows: this.rowsOf(contactId),
      position: this.log.length,
    }
  }

  older(contactId: ContactId, cursor: string, limit = pageSize): { events: DomainEvent[]; older?: string } {
    const all = this.eventsOf(this.membersOf(contactId))
    const end = Number(cursor)
    const start = Math.max(0, end - limit)
    return { events: all.slice(start, end), ...(start > 0 ? { older: String(start) } : {}) }
  }

  find(text: string): PersonHit[] {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean)
    const persons = new Set(this.log.map((e) => this.personOf(e.contactId)))
    const hits: PersonHit[] = []
    for (const personId of persons) {
      const members = this.membersOf(personId)
      const events = this.eventsOf(members)
      const card = projectCard(members, events)
      const orders = card.orders.map((o) => o.orderId)
      const values = [card.displayName ?? '', ...card.identities.map((i) => i.value), ...orders]
      const matching = (word: string) =>
        values.find((v) => v.toLowerCase().includes(word) || digits(v).includes(digits(word) || '\n'))
      const matched = words.map(matching)
      if (words.length === 0 || matched.some((m) => m === undefined)) continue
      const detail = matched.find((m) => m !== card.displayName) ?? card.identities[0]?.value ?? ''
      hits.push({
        personId,
        name: cardName(card) ?? '',
        named: card.displayName !== undefined,
        detail,
        channels: [...new Set(card.identities.map((i) => i.kind))],
        lastAt: events.at(-1)?.occurredAt ?? 0,
      })
    }
    return hits.sort((a, b) => b.lastAt - a.lastAt)
  }
}

const digits = (text: string) => text.replace(/\D/g, '')
