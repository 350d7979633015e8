import type { ChannelKind } from '../shared/domain/channel.ts'
import type { Conversation, InboxRow } from '../shared/domain/conversation.ts'
import type { DomainEvent } from '../shared/domain/event.ts'
import type { AccountId, ContactId, ConversationId } from '../shared/lib/ids.ts'
import { PeopleIndex } from './contacts/people-index.ts'
import { personName } from './contacts/person-name.ts'
import type { Changes, ContactSummary, Stores } from './storage/ports.ts'

/** What a commit did, told to whoever passes it on: the facts, and the rows that look different now. */
export type Committed = { events: DomainEvent[]; rows: ConversationId[] }

/**
 * The hub's own view of the log, in memory and exactly as old as the last commit: who is who, names, conversations.
 * Decisions are made on it, under a lock per conversation or call.
 */
export class Views {
  readonly people = new PeopleIndex()
  position = 0
  private readonly stores: Stores
  private readonly conversations = new Map<ConversationId, Conversation>()
  private readonly ofContact = new Map<ContactId, Set<ConversationId>>()
  private readonly contacts = new Map<ContactId, ContactSummary>()
  private readonly names = new Map<ContactId, { name: string; named: boolean }>()
  private readonly listeners: ((committed: Committed) => void)[] = []

  constructor(stores: Stores) {
    this.stores = stores
    stores.events.onCommitted((changes) => this.take(changes))
  }

  async load(): Promise<void> {
    const { people, events } = this.stores
    const [conversations, contacts, links, position] = await Promise.all([
      people.conversations(),
      people.contacts(),
      people.links(),
      events.position(),
    ])
    for (const contact of contacts) this.contacts.set(contact.contactId, contact)
    for (const conversation of conversations) this.keep(conversation)
    this.people.load(contacts, links)
    this.names.clear()
    this.position = position
  }

  onCommitted(listener: (committed: Committed) => void): void {
    this.listeners.push(listener)
  }

  conversation(id: ConversationId): Conversation | undefined {
    return this.conversations.get(id)
  }

  /** The thread of a card on a channel; text channels keep one for each account. */
  threadOf(
    contactId: ContactId,
    channel: ChannelKind,
    accountId: AccountId | undefined,
  ): Conversation | undefined {
    for (const id of this.ofContact.get(contactId) ?? []) {
      const c = this.conversations.get(id)
      if (c?.channel === channel && (channel === 'voice' || c.accountId === accountId)) return c
    }
    return undefined
  }

  contact(id: ContactId): ContactSummary | undefined {
    return this.contacts.get(id)
  }

  /** Everybody, each by the card that stands for them, in the order of those cards' ids. */
  persons(): ContactId[] {
    return [...new Set([...this.contacts.keys()].map((id) => this.people.personOf(id)))].sort()
  }

  nameOf(contactId: ContactId): { name: string; named: boolean } {
    const personId = this.people.personOf(contactId)
    const known = this.names.get(personId)
    if (known) return known
    const cards = this.people.membersOf(personId).flatMap((id) => this.contacts.get(id) ?? [])
    const name = personName(cards)
    this.names.set(personId, name)
    return name
  }

  row(conversation: Conversation): InboxRow {
    const { contactId } = conversation
    return { ...conversation, personId: this.people.personOf(contactId), ...this.nameOf(contactId) }
  }

  rowsOf(ids: Iterable<ConversationId>): InboxRow[] {
    const rows: InboxRow[] = []
    for (const id of ids) {
      const conversation = this.conversations.get(id)
      if (conversation) rows.push(this.row(conversation))
    }
    return rows
  }

  rowsOfPerson(contactId: ContactId): InboxRow[] {
    return this.people.membersOf(contactId).flatMap((id) => this.rowsOf(this.ofContact.get(id) ?? []))
  }

  /** Everything that waits or is at work, and the newest `closed` of the rest. */
  inbox(closed: number): InboxRow[] {
    const all = [...this.conversations.values()]
    const done = all.filter((c) => c.status === 'closed').sort((a, b) => b.lastAt - a.lastAt)
    return [...all.filter((c) => c.status !== 'closed'), ...done.slice(0, closed)].map((c) => this.row(c))
  }

  private keep(conversation: Conversation): void {
    this.conversations.set(conversation.conversationId, conversation)
    const ids = this.ofContact.get(conversation.contactId)
    if (ids) ids.add(conversation.conversationId)
    else this.ofContact.set(conversation.contactId, new Set([conversation.conversationId]))
  }

  private take({ events, conversations, contacts }: Changes): void {
    const rows = new Set<ConversationId>()
    for (const contact of contacts) {
      const before = this.contacts.get(contact.contactId)
      this.contacts.set(contact.contactId, contact)
      if (!before || before.bornAt !== contact.bornAt || isNamedOtherwise(before, contact))
        this.renamed(contact.contactId, rows)
    }
    for (const conversation of conversations) {
      this.keep(conversation)
      rows.add(conversation.conversationId)
    }
    for (const event of events) {
      const touched = event.type === 'contact.unlinked' ? this.people.link(event.linkId) : undefined
      const before = touched ? this.people.membersOf(touched.a) : []
      if (this.people.take(event))
        for (const id of [...before, ...this.people.membersOf(event.contactId)]) this.renamed(id, rows)
      this.position = Math.max(this.position, event.position)
    }
    for (const listener of this.listeners) listener({ events, rows: [...rows] })
  }

  private renamed(contactId: ContactId, rows: Set<ConversationId>): void {
    for (const id of this.people.membersOf(contactId)) {
      this.names.delete(id)
      for (const conversation of this.ofContact.get(id) ?? []) rows.add(conversation)
    }
  }
}

const isNamedOtherwise = (a: ContactSummary, b: ContactSummary): boolean =>
  a.profileName !== b.profileName ||
  a.setName?.position !== b.setName?.position ||
  a.addresses.length !== b.addresses.length
