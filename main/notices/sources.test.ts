import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Operator } from '../../shared/domain/company.ts'
import type { InboxRow } from '../../shared/domain/conversation.ts'
import type { EventWire } from '../../shared/domain/event.ts'
import { defaultRouting, defaultRules } from '../../shared/domain/routing-settings.ts'
import { type Due, watchDue } from './due.ts'
import { isSettled, messagesIn, missedNotice, offerNotice, runningOut } from './sources.ts'

const now = 1_700_000_000_000
const row = (change: Partial<InboxRow> = {}): InboxRow => ({
  ...({
    ...{ conversationId: 'v1', contactId: 'c1', personId: 'c1', channel: 'site', status: 'open' },
    ...{ operatorId: 'me', name: 'Petr', named: true, lastText: 'Hello', lastBy: 'customer' },
    ...{ lastAt: now, unread: 1, position: 1, queueId: 'q1' },
  } as InboxRow),
  ...change,
})
const fact = (type: string, fields: object) =>
  ({ type, conversationId: 'v1', occurredAt: now, ...fields }) as unknown as EventWire
const me = { operatorId: 'me', queueIds: ['q1'] } as unknown as Operator

describe('what is told', () => {
  test("customers' words in conversations of mine; not my own, nor others'", () => {
    const rows = new Map([
      ['v1', row()],
      ['v2', row({ conversationId: 'v2' as never, operatorId: 'other' as never })],
    ])
    const told = messagesIn(
      [
        fact('message.received', { text: 'Hello' }),
        fact('message.sent', { text: 'Hi' }),
        fact('message.received', { text: 'Not mine', conversationId: 'v2' }),
      ],
      { me: 'me', row: (id) => rows.get(id) },
    )
    expect(told).toMatchObject([{ noticeId: 'message:v1', text: 'Hello', itemAt: now }])
  })

  test('an offer to me for as long as it is; one to everybody only while it is new; none that begins by itself', () => {
    const offer = { conversationId: 'v1' as never, at: now, why: { kind: 'all' as const }, auto: false }
    const waiting = row({ status: 'queued', waitingSince: now - 60_000 })
    expect(offerNotice(offer, waiting, now)).toBeUndefined()
    expect(offerNotice({ ...offer, until: now + 9 }, waiting, now)).toMatchObject({ kind: 'offer' })
    expect(offerNotice(offer, { ...waiting, waitingSince: now }, now)).toMatchObject({ name: 'Petr' })
    expect(offerNotice({ ...offer, auto: true, until: now + 9 }, waiting, now)).toBeUndefined()
  })

  test('a call that was missed in one of my queues, when it was', () => {
    const missed = row({ channel: 'voice', status: 'missed', interactionId: 'i1' as never })
    const ask = (change: Partial<InboxRow>, before?: InboxRow) =>
      missedNotice({ ...missed, ...change }, before, { me, routing: defaultRouting, hubNow: now })
    expect(ask({})).toMatchObject({ noticeId: 'missed:i1', kind: 'missed' })
    expect(ask({}, missed)).toBeUndefined()
    expect(ask({ queueId: 'q2' as never, operatorId: undefined })).toBeUndefined()
    expect(ask({ lastAt: now - 60_000 })).toBeUndefined()
  })

  test('the promised time of my conversations when it is nearly over, once for each wait', () => {
    const rules = { ...defaultRules('q1' as never), sla: { site: { first: 100, next: 100 } } }
    const routing = { ...defaultRouting, queues: [rules] } as typeof defaultRouting
    const told = (change: Partial<InboxRow>) =>
      runningOut([row({ answered: true, ...change })], 'me', routing, now).map((n) => n.noticeId)
    expect(told({ waitingSince: now - 10_000 })).toEqual([])
    expect(told({ waitingSince: now - 80_000 })).toEqual([`sla:v1:${now - 80_000}`])
    expect(told({ waitingSince: now - 80_000, operatorId: 'other' as never })).toEqual([])
    expect(told({ waitingSince: now - 120_000 })).toEqual([])
  })

  test('is settled by what happens to its conversation', () => {
    const of = (kind: string) => ({ kind, conversationId: 'v1' }) as never
    const queued = row({ status: 'queued', operatorId: undefined })
    expect(isSettled(of('offer'), queued, 'me')).toBe(false)
    expect(isSettled(of('offer'), row(), 'me')).toBe(true)
    expect(isSettled(of('missed'), row({ status: 'missed' }), 'me')).toBe(false)
    expect(isSettled(of('missed'), row({ status: 'closed' }), 'me')).toBe(true)
    expect(isSettled(of('message'), row({ waitingSince: now }), 'me')).toBe(false)
    expect(isSettled(of('message'), row({ waitingSince: undefined }), 'me')).toBe(true)
    expect(isSettled(of('sla'), row({ waitingSince: now, operatorId: 'other' as never }), 'me')).toBe(true)
    expect(isSettled(of('mention'), row(), 'me')).toBe(false)
  })
})

describe('what is due', () => {
  afterEach(() => vi.useRealTimers())

  test('is told once when its time comes, and settled when it is done', () => {
    vi.useFakeTimers({ now })
    const told: string[] = []
    const settled: string[] = []
    const watch = watchDue({
      hubTime: () => Date.now(),
      tell: ({ noticeId }) => void told.push(noticeId),
      settle: (about) => {
        for (const noticeId of told) if (about({ kind: 'promise', noticeId } as never)) settled.push(noticeId)
      },
    })
    const due = (id: string, dueAt: number): Due => ({
      ...{ kind: 'promise', id, dueAt },
      ...{ contactId: 'c1' as never, name: 'Petr', text: 'call' },
    })
    watch.take([due('p1', now + 90_000), due('old', now - 30 * 3_600_000), due('late', now - 60_000)])
    expect(told).toEqual(['promise:late'])
    vi.advanceTimersByTime(120_000)
    expect(told).toEqual(['promise:late', 'promise:p1'])
    watch.take([due('late', now - 60_000)])
    expect(settled).toEqual(['promise:p1'])
    watch.forget()
  })
})
