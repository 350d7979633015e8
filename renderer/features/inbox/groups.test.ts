// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest'
import type { InboxRow } from '../../../shared/domain/conversation.ts'
import { defaultRouting } from '../../../shared/domain/routing-settings.ts'
import type { OperatorId } from '../../../shared/lib/ids.ts'
import { belongs, groupRows, keepPlaces, nextUnanswered, oldestQueued } from './groups.ts'

const now = 1_000_000_000
const minutes = (n: number) => now - n * 60_000
const row = (id: string, more: Partial<InboxRow> = {}): InboxRow =>
  ({
    conversationId: id,
    contactId: id,
    channel: 'telegram',
    status: 'open',
    operatorId: 'o-1',
    lastText: '',
    lastBy: 'customer',
    lastAt: minutes(1),
    unread: 0,
    position: 1,
    personId: id,
    name: id,
    named: true,
    ...more,
  }) as InboxRow
const shape = (groups: ReturnType<typeof groupRows>) => groups.map((g) => `${g.name}:${g.ids.join(',')}`)

describe('the order of the list', () => {
  it('who is running out of time comes first, then who waits longest, then who was heard last', () => {
    const rows = [
      row('idle-old', { lastAt: minutes(50) }),
      row('idle-new', { lastAt: minutes(2) }),
      row('fresh', { waitingSince: minutes(1) }),
      row('waits', { waitingSince: minutes(3) }),
      row('late', { waitingSince: minutes(9) }),
      row('soon', { waitingSince: minutes(4) }),
      row('asleep', { snoozedUntil: now + 5000 }),
      row('woken', { wokenAt: now - 5000 }),
      row('mail', { channel: 'email', waitingSince: minutes(60) }),
      row('done', { status: 'closed' }),
    ]
    expect(shape(groupRows(rows, now, defaultRouting))).toEqual([
      'breaching:late,soon',
      'waiting:woken,mail,waits,fresh',
      'customer:idle-new,idle-old',
      'snoozed:asleep',
      'closed:done',
    ])
  })

  it('mine, the queue, all', () => {
    const me = 'o-1' as OperatorId
    expect(belongs(row('a'), 'mine', me)).toBe(true)
    expect(belongs(row('a', { status: 'closed' }), 'mine', me)).toBe(false)
    expect(belongs(row('a', { operatorId: 'o-2' as OperatorId }), 'mine', me)).toBe(false)
    const { operatorId: _, ...queued } = row('a', { status: 'queued' })
    expect(belongs(queued, 'queue', me)).toBe(true)
    expect(belongs({ ...queued, status: 'missed' }, 'queue', me)).toBe(true)
  })

  it('nothing moves under the pointer: places are kept, what is new goes to the end', () => {
    const before = groupRows(
      [row('a', { waitingSince: minutes(2) }), row('b', { lastAt: minutes(2) })],
      now,
      defaultRouting,
    )
    const after = groupRows(
      [
        row('a', { lastAt: minutes(0) }),
        row('b', { waitingSince: minutes(9) }),
        row('c', { waitingSince: minutes(1) }),
      ],
      now,
      defaultRouting,
    )
    expect(shape(keepPlaces(before, after))).toEqual(['waiting:a', 'customer:b,c'])
  })

  it('the queue is taken from its oldest end; calls are called back instead', () => {
    const rows = [
      row('new', { status: 'queued', waitingSince: minutes(1) }),
      row('old', { status: 'queued', waitingSince: minutes(7) }),
      row('call', { status: 'missed', channel: 'voice', waitingSince: minutes(20) }),
    ]
    expect(oldestQueued(rows)?.conversationId).toBe('old')
  })
})

describe('the next unanswered', () => {
  const me = 'o-1' as OperatorId
  const rows = [
    row('answered'),
    row('second', { waitingSince: minutes(5) }),
    row('first', { waitingSince: minutes(9) }),
    row('third', { waitingSince: minutes(2) }),
    row('call', { waitingSince: minutes(20), channel: 'voice' }),
    row('theirs', { waitingSince: minutes(20), operatorId: 'o-2' as OperatorId }),
  ]
  const next = (id: string | undefined) =>
    nextUnanswered(rows, me, id as InboxRow['conversationId'] | undefined)?.conversationId

  it('is who waits longest, then the next one, and at the end the first again', () => {
    expect([next(undefined), next('answered'), next('first'), next('second'), next('third')]).toEqual([
      'first',
      'first',
      'second',
      'third',
      'first',
    ])
  })

  it('is nobody when only the one before me waits', () => {
    const only = [row('only', { waitingSince: minutes(1) })]
    expect(nextUnanswered(only, me, 'only' as InboxRow['conversationId'])).toBeUndefined()
  })
})
