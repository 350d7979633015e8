import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ContactId, QueueId } from '../lib/ids.ts'
import { placed } from '../testing/arbitraries.ts'
import { type Conversation, projectConversation } from './conversation.ts'
import type { DomainEvent, NewEvent } from './event.ts'
import { type Measure, measure, nothingMeasured, summarise } from './metrics.ts'
import { defaultRouting, defaultRules, type RoutingSettings } from './routing-settings.ts'
import { slaClock } from './sla.ts'
import type { Schedule } from './working-hours.ts'

const q = 'q-1' as QueueId
const minute = 60_000
const monday = Date.parse('2026-10-19T08:00:00Z')
const office: Schedule = {
  scheduleId: 'office',
  name: 'Office',
  timeZone: 'Europe/Warsaw',
  week: [1, 2, 3, 4, 5, 6, 7].map((day) => (day < 6 ? [{ from: 540, to: 1080 }] : [])),
  holidays: [{ date: '11-11', name: 'Independence Day', periods: [] }],
}
const routing: RoutingSettings = {
  ...defaultRouting,
  schedules: [office],
  queues: [{ ...defaultRules(q), scheduleId: 'office', sla: { site: { first: 60, next: 120 } } }],
}

const thread = { conversationId: 'cv', interactionId: 'in', channel: 'site', accountId: 'ca', queueId: q }
const tell = (type: string, occurredAt: number, more: object = {}): NewEvent =>
  ({
    ...thread,
    type,
    eventId: `e-${type}-${occurredAt}`,
    contactId: 'c' as ContactId,
    occurredAt,
    ...more,
  }) as unknown as NewEvent
const offered = (at: number, more: object = {}) =>
  tell('interaction.offered', at, { direction: 'in', ...more })
const wrote = (at: number) => tell('message.received', at, { messageId: `m-${at}`, text: 'x' })
const said = (at: number, author: 'operator' | 'bot' = 'operator') =>
  tell('message.sent', at, {
    messageId: `s-${at}`,
    text: 'y',
    author,
    ...(author === 'operator' ? { operatorId: 'o' } : {}),
  })

function measured(events: readonly NewEvent[]): Measure[] {
  let state = nothingMeasured
  return placed(events).flatMap((event) => {
    const next = measure(state, event, routing)
    state = next.state
    return next.done
  })
}
const kinds = (events: readonly NewEvent[]) => measured(events).map((m) => [m.kind, m.ms])

describe('what is measured', () => {
  it('is the first and every next answer of a person, not of a bot, from the first unanswered word', () => {
    expect(
      kinds([
        offered(monday),
        wrote(monday),
        said(monday + 5000, 'bot'),
        wrote(monday + 20_000),
        tell('interaction.accepted', monday + 30_000, { operatorId: 'o' }),
        said(monday + 45_000),
        said(monday + 46_000),
        wrote(monday + 60_000),
        wrote(monday + 61_000),
        said(monday + 90_000),
      ]),
    ).toEqual([
      ['wait', 30_000],
      ['first-response', 45_000],
      ['next-response', 30_000],
    ])
  })

  it('stands still while the queue is closed', () => {
    const evening = Date.parse('2026-10-23T15:59:00Z')
    const later = Date.parse('2026-10-26T08:01:00Z')
    // Friday 17:59 in Warsaw to Monday 9:01, over the night in which the clock goes back.
    expect(kinds([offered(evening), wrote(evening), said(later)])).toEqual([['first-response', 2 * minute]])
  })

  it('begins anew in the queue when it comes back there, and keeps the customer’s wait', () => {
    expect(
      kinds([
        offered(monday),
        wrote(monday),
        tell('interaction.accepted', monday + 10_000, { operatorId: 'o' }),
        tell('interaction.requeued', monday + 100_000, { reason: 'owner-away', fromOperatorId: 'o' }),
        tell('interaction.accepted', monday + 130_000, { operatorId: 'p' }),
        said(monday + 140_000),
      ]),
    ).toEqual([
      ['wait', 10_000],
      ['wait', 30_000],
      ['first-response', 140_000],
    ])
  })

  it('counts calls: answered, abandoned, given up at once, and the work after them', () => {
    const voice = { channel: 'voice', callId: 'k' }
    const call = (at: number) => offered(at, voice)
    const answered = (at: number) => tell('call.answered', at, { ...voice, operatorId: 'o' })
    const ended = (at: number, cause: string, talkSeconds = 0) =>
      tell('call.ended', at, { ...voice, cause, direction: 'in', talkSeconds, operatorId: 'o' })
    const all = measured([
      call(monday),
      answered(monday + 10_000),
      ended(monday + 70_000, 'caller-hangup', 60),
      tell('interaction.disposed', monday + 100_000, voice),
      call(monday + 200_000),
      answered(monday + 240_000),
      ended(monday + 250_000, 'operator-hangup', 10),
      tell('interaction.disposed', monday + 260_000, voice),
      call(monday + 300_000),
      ended(monday + 330_000, 'abandoned'),
      call(monday + 400_000),
      ended(monday + 403_000, 'abandoned'),
    ])
    expect(summarise(all, routing)).toEqual({
      answered: 2,
      abandoned: 1,
      shortAbandons: 1,
      asaMs: 25_000,
      inTime: 1 / 3,
      inTimeWithShort: 1 / 4,
      abandonRate: 1 / 3,
      firstResponse: { count: 0, meanMs: undefined, inTime: undefined },
      nextResponse: { count: 0, meanMs: undefined, inTime: undefined },
      waitMs: undefined,
      ahtMs: 55_000,
      acwMs: 20_000,
    })
  })

  it('is what the clock on the row showed at that moment, whatever was said before and whenever', () => {
    const step = fc.record({
      what: fc.constantFrom('wrote', 'said', 'bot', 'accepted', 'requeued', 'disposed'),
      after: fc.integer({ min: 1, max: 3 * 86_400_000 }),
    })
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 20, size: 'max' }), (steps) => {
        let at = Date.parse('2026-10-22T10:00:00Z')
        let row: Conversation | undefined
        let state = nothingMeasured
        let position = 0
        let n = 0
        const take = (event: NewEvent) => {
          const fact = { ...event, position: ++position, seq: position } as DomainEvent
          const shown = row && slaClock(row, routing, fact.occurredAt)
          const next = measure(state, fact, routing)
          state = next.state
          for (const m of next.done)
            if (m.kind !== 'wait') {
              expect({ kind: m.kind, ms: m.ms }).toEqual({ kind: shown?.kind, ms: shown?.elapsedMs })
              expect(shown?.state === 'breached').toBe(m.ms >= (shown?.targetMs ?? 0))
              if (shown?.dueAt !== undefined && !shown.paused)
                expect(fact.occurredAt > shown.dueAt).toBe(m.ms > shown.targetMs)
            }
          row = projectConversation(row, fact)
        }
        for (const { what, after } of steps) {
          at += after
          n++
          if (what === 'wrote') {
            if (!row || row.status === 'closed')
              take(tell('interaction.offered', at, { direction: 'in', interactionId: `in-${n}` }))
            take(wrote(at))
          } else if (!row || row.status === 'closed') continue
          else if (what === 'said') take(said(at))
          else if (what === 'bot') take(said(at, 'bot'))
          else if (what === 'accepted') take(tell('interaction.accepted', at, { operatorId: 'o' }))
          else if (what === 'requeued') take(tell('interaction.requeued', at, { reason: 'hand' }))
          else take(tell('interaction.disposed', at))
        }
      }),
      { numRuns: 300 },
    )
  })
})
