import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyHistory, placed, scrambled } from '../testing/arbitraries.ts'
import { projectCard } from './card.ts'
import { projectConversation } from './conversation.ts'
import { type DomainEvent, eventTypes, type NewEvent, parseEvent } from './event.ts'
import {
  type CallItem,
  lineTypes,
  type MessageItem,
  projectAll,
  projectTimeline,
  timelineItems,
} from './timeline.ts'

const facts = (list: Record<string, unknown>[]) =>
  placed(
    list.map((e, i) => ({
      eventId: `e${i}`,
      contactId: 'c-1',
      occurredAt: 1000 + i,
      ...e,
    })) as unknown as NewEvent[],
  )

describe('the timeline', () => {
  it('is the same whatever order the facts come in, and however often', () => {
    fc.assert(
      fc.property(
        anyHistory.chain((h) => fc.tuple(fc.constant(h), scrambled(h))),
        ([history, other]) => {
          expect(timelineItems(projectAll(other))).toEqual(timelineItems(projectAll(history)))
        },
      ),
    )
  })

  it('is the same one fact at a time as all at once', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        let state = projectAll([])
        for (const event of history) state = projectTimeline(state, event)
        expect(timelineItems(state)).toEqual(timelineItems(projectAll(history)))
      }),
    )
  })

  it('tells who spoke by the call itself, and by its recording only where the call does not say', () => {
    const talk = (operatorSeconds: number) => ({
      operatorSeconds,
      customerSeconds: 2,
      silenceSeconds: 1,
      longestSilenceSeconds: 1,
      talkOverSeconds: 0,
    })
    const history = (own?: object) =>
      facts([
        { type: 'interaction.offered', callId: 'k', conversationId: 'cv', channel: 'voice', direction: 'in' },
        { type: 'call.answered', callId: 'k', operatorId: 'o' },
        { type: 'call.ended', callId: 'k', cause: 'caller-hangup', direction: 'in', ...own },
        { type: 'recording.available', callId: 'k', recordingId: 'r', seconds: 7, talk: talk(5) },
      ])
    const shown = (list: DomainEvent[]) => (timelineItems(projectAll(list))[0] as CallItem).talk
    expect(shown(history())).toEqual(talk(5))
    const told = history({ talk: talk(4), mosWorst: 3 })
    expect(shown(told)).toEqual(talk(4))
    expect(shown([...told].reverse())).toEqual(talk(4))
  })

  it('shows a recording that arrived before its call on that call', () => {
    const [rec, offered, answered, ended] = facts([
      { type: 'recording.available', callId: 'k', recordingId: 'r', seconds: 7 },
      { type: 'interaction.offered', callId: 'k', conversationId: 'cv', channel: 'voice', direction: 'in' },
      { type: 'call.answered', callId: 'k', operatorId: 'o' },
      { type: 'call.ended', callId: 'k', cause: 'caller-hangup', direction: 'in', talkSeconds: 7 },
    ]) as [DomainEvent, DomainEvent, DomainEvent, DomainEvent]
    expect(timelineItems(projectAll([rec]))).toEqual([])
    const item = timelineItems(projectAll([rec, offered, ended, answered]))[0] as CallItem
    expect(item).toMatchObject({
      outcome: 'answered',
      operatorId: 'o',
      talkSeconds: 7,
      recording: { recordingId: 'r', kept: true },
    })
  })

  it('lets a receipt only rise', () => {
    const list = facts([
      {
        type: 'message.sent',
        messageId: 'm',
        conversationId: 'cv',
        channel: 'site',
        accountId: 'a',
        text: 't',
        author: 'operator',
      },
      { type: 'message.receipt', messageId: 'm', conversationId: 'cv', receipt: 'read' },
      { type: 'message.receipt', messageId: 'm', conversationId: 'cv', receipt: 'delivered' },
    ])
    expect((timelineItems(projectAll(list))[0] as MessageItem).receipt).toBe('read')
  })

  it('tells a link only while it stands', () => {
    const list = facts([
      { type: 'contact.linked', linkId: 'l', withContactId: 'c-2', why: 'same voice' },
      { type: 'contact.unlinked', linkId: 'l' },
    ])
    expect(timelineItems(projectAll(list.slice(0, 1)))).toHaveLength(1)
    expect(timelineItems(projectAll(list))).toEqual([])
    expect(timelineItems(projectAll([...list].reverse()))).toEqual([])
  })

  it('shows pauses, comments and the end of a recording, whichever is told first', () => {
    const second = 1000
    const list = facts([
      { type: 'interaction.offered', callId: 'k', conversationId: 'cv', channel: 'voice', direction: 'in' },
      { type: 'recording.announced', callId: 'k', occurredAt: 20 * second },
      { type: 'recording.paused', callId: 'k', reason: 'payment', occurredAt: 30 * second },
      { type: 'recording.resumed', callId: 'k', pausedSeconds: 12, occurredAt: 42 * second },
      { type: 'recording.paused', callId: 'k', reason: 'operator', occurredAt: 60 * second },
      { type: 'recording.available', callId: 'k', recordingId: 'r', seconds: 70, startedAt: 20 * second },
      { type: 'recording.available', callId: 'k', recordingId: 'p', seconds: 71, source: 'pbx' },
      ...[5, 3].map((at) => ({
        type: 'recording.comment-added',
        callId: 'k',
        recordingId: 'r',
        commentId: `m${at}`,
        second: at,
        text: 'here',
        operatorId: 'o',
      })),
      { type: 'recording.comment-removed', callId: 'k', recordingId: 'r', commentId: 'm5', operatorId: 'o' },
      {
        type: 'recording.removed',
        callId: 'k',
        recordingId: 'r',
        reason: 'retention',
        occurredAt: 99 * second,
      },
    ])
    const shown = (events: typeof list) => timelineItems(projectAll(events))[0] as CallItem
    for (const events of [list, [...list].reverse()]) {
      const call = shown(events)
      expect(call.announcedAt).toBe(20 * second)
      expect(call.pauses).toEqual([
        { at: 30 * second, seconds: 12, reason: 'payment' },
        { at: 60 * second, seconds: 0, reason: 'operator' },
      ])
      expect(call.comments.map((c) => c.commentId)).toEqual(['m3'])
      expect(call.recording).toMatchObject({
        recordingId: 'r',
        startedAt: 20 * second,
        removed: { at: 99 * second, reason: 'retention' },
      })
      expect(call.furtherRecordings).toMatchObject([{ recordingId: 'p', source: 'pbx', removed: undefined }])
    }
  })

  it('knows for every kind of fact whether it is shown', () => {
    const elsewhere = new Set<string>([
      'contact.created',
      'identity.observed',
      'contact.linked',
      'contact.unlinked',
      'interaction.offered',
      'interaction.disposed',
      'message.received',
      'message.sent',
      'message.receipt',
      'message.failed',
      'message.edited',
      'message.deleted',
      'message.reacted',
      'message.scheduled',
      'message.rescheduled',
      'message.unscheduled',
      'case.changed',
      'case.item-placed',
      'conversation.seen',
      'conversation.woken',
      'bot.answered',
      'note.added',
      'call.ivr-step',
      'call.answered',
      'call.held',
      'call.resumed',
      'call.transferred',
      'call.joined',
      'call.ended',
      'recording.available',
      'recording.announced',
      'recording.paused',
      'recording.resumed',
      'recording.comment-added',
      'recording.comment-removed',
      'recording.removed',
      'transcript.available',
    ])
    for (const type of eventTypes)
      expect([type, elsewhere.has(type) !== (lineTypes as readonly string[]).includes(type)]).toEqual([
        type,
        true,
      ])
  })

  it('ignores a fact of a kind that a newer hub invented, and a malformed one', () => {
    const [good] = facts([{ type: 'case.opened', caseId: 'x' }]) as [DomainEvent]
    expect(parseEvent(good)).toEqual(good)
    expect(parseEvent({ ...good, type: 'case.dreamt' })).toBeUndefined()
    expect(parseEvent({ ...good, caseId: 5 })).toBeUndefined()
    expect(parseEvent(null)).toBeUndefined()
  })
})

describe('the card', () => {
  it('is the same whatever order the facts come in', () => {
    const list = facts([
      {
        type: 'contact.created',
        via: 'import',
        profile: { displayName: 'Anna', tags: ['vip'], customFields: { 'bot.need': 'sofa' } },
      },
      { type: 'order.created', order: { orderId: 'A-1', currency: 'RUB', items: [], total: 5 } },
      { type: 'order.state-changed', orderId: 'A-1', to: 'paid' },
      { type: 'field.set', field: 'displayName', value: 'Anna K.' },
      { type: 'promise.made', promiseId: 'p', operatorId: 'o', text: 'call', dueAt: 9 },
      { type: 'promise.kept', promiseId: 'p' },
      { type: 'cart.changed', items: [{ productId: 'x', quantity: 1 }] },
    ])
    const card = projectCard(['c-1'] as never, list)
    expect(card).toMatchObject({
      displayName: 'Anna K.',
      tags: ['vip'],
      orders: [{ orderId: 'A-1', state: 'paid' }],
      promises: [{ state: 'kept' }],
    })
    fc.assert(
      fc.property(scrambled(list), (other) => {
        expect(projectCard(['c-1'] as never, other)).toEqual(card)
      }),
    )
  })
})

describe('a conversation in the inbox', () => {
  const fold = (list: DomainEvent[]) =>
    list.reduce<ReturnType<typeof projectConversation>>(projectConversation, undefined)
  it('waits from the first unanswered word to the first human reply', () => {
    const list = facts([
      {
        type: 'interaction.offered',
        interactionId: 'i',
        conversationId: 'cv',
        channel: 'site',
        direction: 'in',
      },
      {
        type: 'message.received',
        messageId: 'm1',
        conversationId: 'cv',
        channel: 'site',
        accountId: 'a',
        text: 'one',
      },
      {
        type: 'message.received',
        messageId: 'm2',
        conversationId: 'cv',
        channel: 'site',
        accountId: 'a',
        text: 'two',
      },
      { type: 'interaction.accepted', interactionId: 'i', operatorId: 'o' },
      {
        type: 'message.sent',
        messageId: 'm3',
        conversationId: 'cv',
        channel: 'site',
        accountId: 'a',
        text: 'three',
        author: 'operator',
      },
    ])
    expect(fold(list.slice(0, 3))).toMatchObject({
      status: 'queued',
      unread: 2,
      waitingSince: 1000,
      lastText: 'two',
    })
    expect(fold(list)).toMatchObject({ status: 'open', unread: 0, operatorId: 'o', lastBy: 'operator' })
    expect(fold(list)?.waitingSince).toBeUndefined()
  })
  it('keeps a missed call waiting until somebody deals with it', () => {
    const list = facts([
      {
        type: 'interaction.offered',
        interactionId: 'i',
        conversationId: 'cv',
        channel: 'voice',
        direction: 'in',
        callId: 'k',
      },
      { type: 'call.ended', callId: 'k', cause: 'abandoned', direction: 'in', waitSeconds: 38 },
      { type: 'interaction.disposed', interactionId: 'i', callId: 'k' },
    ])
    expect(fold(list.slice(0, 2))).toMatchObject({
      status: 'missed',
      waitingSince: 1000,
      call: { cause: 'abandoned', waitSeconds: 38 },
    })
    expect(fold(list)).toMatchObject({ status: 'closed' })
  })
})

describe('a call that is passed on', () => {
  it('says to whom and how, who was taken in, and which calls are its legs, in whatever order the facts come', () => {
    const of = { callId: 'call', interactionId: 'in' }
    const offer = { type: 'interaction.offered', channel: 'voice', conversationId: 'cv', direction: 'in' }
    const list = facts([
      { ...of, ...offer },
      { ...of, type: 'call.answered', operatorId: 'anna' },
      { ...of, ...offer, callId: 'leg', parentCallId: 'call', direction: 'out' },
      {
        ...of,
        type: 'call.joined',
        operatorId: 'anna',
        withCalls: [{ callId: 'leg', remote: 'Boris' }],
      },
      { ...of, type: 'call.transferred', fromOperatorId: 'anna', target: '+79000000001', mode: 'blind' },
      { ...of, type: 'call.transferred', fromOperatorId: 'anna', toOperatorId: 'boris', mode: 'consult' },
    ])
    for (const events of [list, [...list].reverse(), [...list, ...list]]) {
      const [call, leg] = timelineItems(projectAll(events)) as CallItem[]
      expect(call?.operatorId).toBe('anna')
      expect(call?.joined.map((one) => one.remote)).toEqual(['Boris'])
      expect(call?.transfers.map(({ mode, target, toOperatorId }) => [mode, target ?? toOperatorId])).toEqual(
        [
          ['blind', '+79000000001'],
          ['consult', 'boris'],
        ],
      )
      expect(leg).toMatchObject({ callId: 'leg', parentCallId: 'call', interactionId: 'in' })
    }
  })
})
