import type {
  CallId,
  ContactId,
  ConversationId,
  DispositionId,
  InteractionId,
  NoteId,
  OperatorId,
  PromiseId,
  QueueId,
} from '../lib/ids.ts'
import type { ChannelKind } from './channel.ts'
import {
  type CartLine,
  type Consents,
  type DomainEvent,
  type EventType,
  inOrder,
  type Order,
  type VisitSource,
} from './event.ts'
import { identityKey, type KnownIdentity } from './identity.ts'
import { activeLinks, foldIdentities, type Link } from './identity-fold.ts'

/** The facts that the card is made of; all the rest is only on the timeline. */
export const cardEventTypes = [
  'contact.created',
  'identity.observed',
  'contact.linked',
  'contact.unlinked',
  'contact.merge-proposed',
  'visit.started',
  'cart.changed',
  'cart.abandoned',
  'order.created',
  'order.state-changed',
  'interaction.offered',
  'interaction.accepted',
  'interaction.disposed',
  'bot.answered',
  'field.set',
  'tag.added',
  'tag.removed',
  'note.added',
  'promise.made',
  'promise.kept',
  'promise.broken',
  'case.opened',
  'case.changed',
  'case.closed',
  'case.reopened',
  'case.item-placed',
  'campaign.unsubscribed',
  'offer.granted',
  'legal-hold.placed',
  'legal-hold.lifted',
] as const satisfies readonly EventType[]

export type CardOrder = Order & { state: string; at: number }
export type CardPromise = {
  promiseId: PromiseId
  text: string
  dueAt: number
  operatorId: OperatorId
  state: 'open' | 'kept' | 'broken'
  at: number
}
export type CardNote = { noteId: NoteId; text: string; operatorId: OperatorId; at: number }
export type CardField = { field: string; value: string; from: 'bot' | 'operator' | 'import'; at: number }
/** Nothing of the person, or of one of their calls, is removed while it stands. */
export type CardHold = {
  holdId: string
  /** The card that it was placed on, which need not be the one that the person is shown by. */
  contactId: ContactId
  callId: CallId | undefined
  why: string
  operatorId: OperatorId
  at: number
}
/** One handling of the customer, newest last. */
export type PastInteraction = {
  interactionId: InteractionId
  conversationId: ConversationId
  channel: ChannelKind
  queueId: QueueId | undefined
  at: number
  operatorId: OperatorId | undefined
  dispositionId: DispositionId | undefined
  open: boolean
}

export type Card = {
  /** The card that stands for the person, and all cards of theirs. */
  personId: ContactId
  contactIds: ContactId[]
  displayName: string | undefined
  addressAs: string | undefined
  language: string | undefined
  city: string | undefined
  country: string | undefined
  sex: string | undefined
  birthYear: number | undefined
  tags: string[]
  consents: Consents
  attributes: Record<string, string>
  identities: KnownIdentity[]
  fields: CardField[]
  orders: CardOrder[]
  cart:
    | {
        items: CartLine[]
        total: number | undefined
        currency: string | undefined
        at: number
        abandoned: boolean
      }
    | undefined
  firstSource: (VisitSource & { at: number }) | undefined
  lastSource: (VisitSource & { at: number }) | undefined
  promises: CardPromise[]
  notes: CardNote[]
  holds: CardHold[]
  interactions: PastInteraction[]
  links: Link[]
  createdAt: number | undefined
}

/**
 * The card of a person from the facts of all their cards (`members`, the person's own first). The older card wins
 * where two name the same thing, an operator's own edit (`field.set`) wins over both. Any order of facts gives the same.
 */
export function projectCard(members: readonly ContactId[], events: Iterable<DomainEvent>): Card {
  const mine = new Set<ContactId>(members)
  const unique = new Map<string, DomainEvent>()
  for (const event of events) if (mine.has(event.contactId)) unique.set(event.eventId, event)
  const sorted = [...unique.values()].sort(inOrder)
  const card: Card = {
    personId: members[0] as ContactId,
    contactIds: [...members],
    displayName: undefined,
    addressAs: undefined,
    language: undefined,
    city: undefined,
    country: undefined,
    sex: undefined,
    birthYear: undefined,
    tags: [],
    consents: {},
    attributes: {},
    identities: [],
    fields: [],
    orders: [],
    cart: undefined,
    firstSource: undefined,
    lastSource: undefined,
    promises: [],
    notes: [],
    holds: [],
    interactions: [],
    links: activeLinks(foldIdentities(sorted)).filter((l) => mine.has(l.a) && mine.has(l.b)),
    createdAt: undefined,
  }
  // Profiles first, in the order of the members, so that the person's own card has the last word over later ones.
  const rank = new Map(members.map((id, i) => [id, i]))
  const births = sorted.filter((e) => e.type === 'contact.created')
  births.sort((a, b) => (rank.get(a.contactId) ?? 0) - (rank.get(b.contactId) ?? 0))
  for (const birth of births) takeProfile(card, birth)
  for (const event of sorted) take(card, event)
  return card
}

function takeProfile(card: Card, event: DomainEvent<'contact.created'>): void {
  card.createdAt = Math.min(card.createdAt ?? event.occurredAt, event.occurredAt)
  const p = event.profile
  if (!p) return
  card.displayName ??= p.displayName
  card.addressAs ??= p.addressAs ?? undefined
  card.language ??= p.language
  card.city ??= p.city ?? undefined
  card.country ??= p.country ?? undefined
  card.sex ??= p.sex ?? undefined
  card.birthYear ??= p.birthYear ?? undefined
  card.consents = { ...p.consents, ...card.consents }
  card.attributes = { ...p.attributes, ...card.attributes }
  for (const tag of p.tags ?? []) if (!card.tags.includes(tag)) card.tags.push(tag)
  for (const [field, value] of Object.entries(p.customFields ?? {}))
    if (!card.fields.some((f) => f.field === field))
      card.fields.push({
        field,
        value,
        from: field.startsWith('bot.') ? 'bot' : 'import',
        at: event.occurredAt,
      })
  for (const identity of p.identities ?? []) takeIdentity(card, event, identity)
}

function takeIdentity(
  card: Card,
  event: DomainEvent,
  identity: Omit<KnownIdentity, 'contactId' | 'since'>,
): void {
  const key = identityKey(identity)
  if (card.identities.some((known) => identityKey(known) === key)) return
  card.identities.push({ ...identity, contactId: event.contactId, since: event.occurredAt })
}

function take(card: Card, event: DomainEvent): void {
  switch (event.type) {
    case 'identity.observed':
      return takeIdentity(card, event, event.identity)
    case 'visit.started': {
      const source = { ...event.source, at: event.occurredAt }
      card.firstSource ??= source
      card.lastSource = source
      return
    }
    case 'cart.changed':
      card.cart = event.items.length
        ? {
            items: event.items,
            total: event.total,
            currency: event.currency,
            at: event.occurredAt,
            abandoned: false,
          }
        : undefined
      return
    case 'cart.abandoned':
      if (card.cart) card.cart = { ...card.cart, abandoned: true }
      return
    case 'order.created':
      card.orders.push({ ...event.order, state: 'created', at: event.occurredAt })
      card.cart = undefined
      return
    case 'order.state-changed':
      card.orders = card.orders.map((o) => (o.orderId === event.orderId ? { ...o, state: event.to } : o))
      return
    case 'bot.answered':
      return setField(card, { field: event.field, value: event.value, from: 'bot', at: event.occurredAt })
    case 'field.set':
      if (event.field === 'displayName') card.displayName = event.value ?? card.displayName
      else if (event.value === null) card.fields = card.fields.filter((f) => f.field !== event.field)
      else setField(card, { field: event.field, value: event.value, from: 'operator', at: event.occurredAt })
      return
    case 'tag.added':
      if (!card.tags.includes(event.tag)) card.tags.push(event.tag)
      return
    case 'tag.removed':
      card.tags = card.tags.filter((tag) => tag !== event.tag)
      return
    case 'note.added':
      card.notes.push({
        noteId: event.noteId,
        text: event.text,
        operatorId: event.operatorId,
        at: event.occurredAt,
      })
      return
    case 'legal-hold.placed': {
      const { holdId, contactId, callId, why, operatorId } = event
      card.holds.push({ holdId, contactId, callId, why, operatorId, at: event.occurredAt })
      return
    }
    case 'legal-hold.lifted':
      card.holds = card.holds.filter((h) => h.holdId !== event.holdId)
      return
    case 'promise.made': {
      const { promiseId, text, dueAt, operatorId } = event
      card.promises.push({ promiseId, text, dueAt, operatorId, state: 'open', at: event.occurredAt })
      return
    }
    case 'promise.kept':
    case 'promise.broken': {
      const state = event.type === 'promise.kept' ? 'kept' : 'broken'
      card.promises = card.promises.map((p) => (p.promiseId === event.promiseId ? { ...p, state } : p))
      return
    }
    case 'interaction.offered': {
      if (!event.interactionId) return
      const { interactionId, conversationId, channel, queueId, operatorId } = event
      card.interactions.push({
        interactionId,
        conversationId,
        channel,
        queueId,
        at: event.occurredAt,
        operatorId,
        dispositionId: undefined,
        open: true,
      })
      return
    }
    case 'interaction.accepted':
    case 'interaction.disposed': {
      const { operatorId } = event
      const closed = event.type === 'interaction.disposed' ? event.dispositionId : undefined
      card.interactions = card.interactions.map((i) =>
        i.interactionId === event.interactionId
          ? {
              ...i,
              operatorId: operatorId ?? i.operatorId,
              dispositionId: closed ?? i.dispositionId,
              open: event.type === 'interaction.accepted',
            }
          : i,
      )
      return
    }
    default:
  }
}

function setField(card: Card, field: CardField): void {
  card.fields = [...card.fields.filter((f) => f.field !== field.field), field]
}

/** What to call a person whose name is not known: the most telling address, else nothing. */
export function cardName(card: Pick<Card, 'displayName' | 'identities'>): string | undefined {
  if (card.displayName) return card.displayName
  const order = ['phone', 'email', 'telegram', 'whatsapp', 'viber', 'vk'] as const
  for (const kind of order) {
    const found = card.identities.find((i) => i.kind === kind)
    if (found) return found.value
  }
  return undefined
}
