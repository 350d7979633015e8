import fc from 'fast-check'
import type { DomainEvent, NewEvent } from '../domain/event.ts'
import type { ContactId } from '../lib/ids.ts'

/** Gives facts their place, as the hub does: a hub-wide position and a gap-free number on each card. */
export function placed(events: readonly NewEvent[], from = 0): DomainEvent[] {
  const seqs = new Map<string, number>()
  return events.map((event, i) => {
    const seq = (seqs.get(event.contactId) ?? 0) + 1
    seqs.set(event.contactId, seq)
    return { ...event, position: from + i + 1, seq } as DomainEvent
  })
}

const cards = ['c-1', 'c-2', 'c-3', 'c-4', 'c-5'] as ContactId[]
const card = fc.constantFrom(...cards)
const at = fc.integer({ min: 1_700_000_000_000, max: 1_700_000_500_000 })
const n = fc.integer({ min: 1, max: 6 })

/** Any fact that a timeline or the identity fold reads, on one of five cards, a few of each id so that they meet. */
export const anyFact: fc.Arbitrary<Omit<NewEvent, 'eventId'>> = fc.oneof(
  fc.record({
    type: fc.constant('contact.created'),
    contactId: card,
    occurredAt: at,
    via: fc.constant('first-contact'),
  }),
  fc.record({
    type: fc.constant('contact.linked'),
    contactId: card,
    occurredAt: at,
    linkId: n.map((i) => `l-${i}`),
    withContactId: card,
    why: fc.constant('same number'),
    survivorId: fc.option(card, { nil: undefined }),
  }),
  fc.record({
    type: fc.constant('contact.merge-proposed'),
    contactId: card,
    occurredAt: at,
    withContactId: card,
    keyKind: fc.constant('phone'),
    automatic: fc.boolean(),
  }),
  fc.record({
    type: fc.constant('contact.unlinked'),
    contactId: card,
    occurredAt: at,
    linkId: n.map((i) => `l-${i}`),
  }),
  message('message.received'),
  message('message.sent').map((e) => ({ ...e, author: 'operator' as const })),
  fc
    .record({ occurredAt: at, i: n, receipt: fc.constantFrom('delivered', 'read') })
    .map(({ occurredAt, i, receipt }) => ({
      type: 'message.receipt' as const,
      ...ofMessage(i),
      occurredAt,
      receipt,
    })),
  said('message.edited', { text: fc.string({ maxLength: 20 }) }),
  said('message.deleted', {}),
  said('message.reacted', { emoji: fc.constantFrom('👍', undefined) }),
  fc.record({ occurredAt: at, i: n, sendAt: at }).map(({ occurredAt, i, sendAt }) => ({
    type: 'message.scheduled' as const,
    ...ofMessage(i),
    occurredAt,
    channel: 'site',
    accountId: 'ca-site',
    operatorId: 'o-1',
    text: 'later',
    sendAt,
  })),
  fc
    .record({ occurredAt: at, i: n, sendAt: at, text: fc.string({ maxLength: 9 }) })
    .map(({ i, ...fields }) => ({
      type: 'message.rescheduled' as const,
      ...ofMessage(i),
      operatorId: 'o-1',
      ...fields,
    })),
  fc.record({ occurredAt: at, i: n }).map(({ occurredAt, i }) => ({
    type: 'message.unscheduled' as const,
    ...ofMessage(i),
    occurredAt,
  })),
  call('interaction.offered', {
    conversationId: 'cv-voice',
    channel: 'voice',
    direction: 'in',
    remote: '+79000000001',
  }),
  call('call.answered', { operatorId: 'o-1', waitSeconds: 4 }),
  call('call.held', { operatorId: 'o-1' }),
  call('call.ended', { cause: 'caller-hangup', direction: 'in', talkSeconds: 12 }),
  call('recording.available', { recordingId: 'rec-1', seconds: 12 }),
  call('recording.paused', { reason: 'payment' }),
  call('recording.resumed', { pausedSeconds: 3 }),
  call('recording.comment-added', {
    recordingId: 'rec-1',
    commentId: 'm-1',
    second: 4,
    text: 'here',
    operatorId: 'o-1',
  }),
  call('recording.comment-removed', { recordingId: 'rec-1', commentId: 'm-1', operatorId: 'o-1' }),
  call('recording.removed', { recordingId: 'rec-1', reason: 'retention' }),
  call('interaction.disposed', { dispositionId: 'resolved' }),
  fc.record({
    type: fc.constant('note.added'),
    contactId: card,
    occurredAt: at,
    noteId: n.map((i) => `n-${i}`),
    operatorId: fc.constant('o-1'),
    text: fc.string({ maxLength: 20 }),
  }),
  fc
    .record({ occurredAt: at, i: n, field: fc.constantFrom('need', 'budget') })
    .map(({ occurredAt, i, field }) => ({
      type: 'bot.answered' as const,
      contactId: ofMessage(i).contactId,
      interactionId: `in-${i}`,
      occurredAt,
      field,
      value: `${i}`,
    })),
) as never

/** A message is always on the same card: only what is said of it comes in any order. */
function ofMessage(i: number) {
  return { contactId: cards[i % cards.length] as ContactId, conversationId: 'cv-1', messageId: `m-${i}` }
}

function said(type: string, more: Record<string, fc.Arbitrary<unknown>>) {
  return fc
    .record({ occurredAt: at, i: n, by: fc.constantFrom('customer', 'operator'), ...more })
    .map(({ i, ...fields }) => ({ type, ...ofMessage(i as number), ...fields }))
}

function message(type: 'message.received' | 'message.sent') {
  return fc
    .record({ occurredAt: at, i: n, text: fc.string({ maxLength: 20 }) })
    .map(({ occurredAt, i, text }) => ({
      type,
      ...ofMessage(type === 'message.sent' ? i : i + 10),
      occurredAt,
      channel: 'site',
      accountId: 'ca-site',
      text,
    }))
}

function call(type: string, fields: Record<string, unknown>) {
  return fc.record({ occurredAt: at, i: n }).map(({ occurredAt, i }) => ({
    type,
    contactId: cards[i % cards.length],
    callId: `call-${i}`,
    occurredAt,
    ...fields,
  }))
}

/**
 * A company's history: facts with their ids, each said once. A message and a call begin once (the hub sees to that),
 * so of several beginnings the first stays.
 */
export const anyHistory: fc.Arbitrary<DomainEvent[]> = fc.array(anyFact, { maxLength: 60 }).map((facts) => {
  const begun = new Set<string>()
  const once = facts.filter((fact) => {
    const f = fact as Record<string, unknown>
    const key =
      f.type === 'message.received' || f.type === 'message.sent'
        ? `message:${f.messageId}`
        : f.type === 'message.scheduled' || f.type === 'message.unscheduled'
          ? `${f.type}:${f.messageId}`
          : f.type === 'bot.answered'
            ? `bot:${f.interactionId}:${f.field}`
            : f.type === 'contact.linked'
              ? `link:${f.linkId}`
              : f.callId
                ? `${f.type}:${f.callId}`
                : undefined
    if (key === undefined) return true
    if (begun.has(key)) return false
    begun.add(key)
    return true
  })
  return placed(once.map((fact, i) => ({ ...fact, eventId: `e-${i}` })) as unknown as NewEvent[])
})

/** The same facts in another order, some of them said again. */
export const scrambled = (history: DomainEvent[]): fc.Arbitrary<DomainEvent[]> =>
  fc
    .tuple(
      fc.shuffledSubarray(history, { minLength: history.length, maxLength: history.length }),
      fc.subarray(history),
    )
    .map(([all, again]) => [...all, ...again])
