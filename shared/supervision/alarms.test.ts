import { describe, expect, it } from 'vitest'
import type { CallId, OperatorId, QueueId } from '../lib/ids.ts'
import { alarmsOf, waitsLongest, waitsTooLong, wallRank } from './alarms.ts'
import { type BoardLine, type BoardQueue, type DeskCall, foldBoard } from './board.ts'
import { defaultSupervision } from './settings.ts'

const now = 1_000_000
const limits = defaultSupervision.alarms
const call = (more: Partial<DeskCall> = {}): DeskCall => ({
  callId: 'c' as CallId,
  direction: 'in',
  phase: 'connected',
  remote: '+79000000001',
  since: now - 300_000,
  muted: false,
  recording: 'on',
  talk: [],
  ...more,
})
const line = (more: Partial<BoardLine> = {}): BoardLine => ({
  operatorId: 'o' as OperatorId,
  presence: 'available',
  since: now,
  calls: [],
  chats: { count: 0 },
  supervisors: [],
  ...more,
})
const kinds = (calls: DeskCall[], more: Partial<BoardLine> = {}) =>
  alarmsOf(line({ calls, ...more }), limits, now).map((alarm) => alarm.kind)
const ago = (seconds: number) => now - seconds * 1000

describe('alarms by rule', () => {
  it.each([
    ['hold', call({ heldAt: ago(91) }), call({ heldAt: ago(90) })],
    ['silence', call({ silentAt: ago(21) }), call({ silentAt: ago(20) })],
    ['talk-over', call({ talkOverAt: ago(4) }), call({ talkOverAt: ago(3) })],
    ['quality', call({ mos: 3.4 }), call({ mos: 3.5 })],
  ])('%s is told past its limit and not at it', (kind, past, at) => {
    expect(kinds([past])).toEqual([kind])
    expect(kinds([at])).toEqual([])
  })

  it('a held call is neither silent nor of bad quality, and one that is over is none of it', () => {
    expect(kinds([call({ heldAt: ago(5), silentAt: ago(60), mos: 2 })])).toEqual([])
    expect(kinds([call({ phase: 'ended', mos: 2 })])).toEqual([])
  })

  it('a hand and a lost console come first', () => {
    const hand = { operatorId: 'o' as OperatorId, at: ago(3), reason: 'help' }
    expect(kinds([call({ mos: 2 })], { hand, lostAt: ago(9) })).toEqual(['hand', 'lost', 'quality'])
    expect(kinds([], { lostAt: ago(9) })).toEqual([])
  })

  it('queues: who waits too long, and who longest', () => {
    const queue = (queueId: string, waiting: number, since?: number): BoardQueue => ({
      queueId: queueId as QueueId,
      waiting,
      chats: 0,
      ...(since === undefined ? {} : { waitingSince: since }),
    })
    const queues = [queue('a', 1, ago(10)), queue('b', 2, ago(61)), queue('c', 0)]
    expect(queues.map((q) => waitsTooLong(q, limits, now))).toEqual([false, true, false])
    expect(waitsLongest(queues)?.queueId).toBe('b')
    expect(waitsLongest([queue('c', 0)])).toBeUndefined()
  })
})

describe('the wall', () => {
  it('stands in the order of what needs a supervisor', () => {
    const ranks = [
      line({ calls: [call({ mos: 2 })] }),
      line({ calls: [call()] }),
      line({ calls: [call({ phase: 'offered' })] }),
      line({ chats: { count: 2 } }),
      line({ presence: 'busy' }),
      line(),
      line({ presence: 'away' }),
      line({ presence: 'offline' }),
    ].map((l) => wallRank(l, limits, now))
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b))
    expect(new Set(ranks).size).toBe(8)
  })

  it('takes in what has changed and keeps the rest', () => {
    const first = line()
    const second = line({ operatorId: 'p' as OperatorId })
    const whole = foldBoard(undefined, { all: true, lines: [first, second], queues: [] })
    const next = foldBoard(whole, { all: false, lines: [{ ...second, presence: 'away' }], queues: [] })
    expect(next.lines.map((l) => l.presence)).toEqual(['available', 'away'])
    expect(foldBoard(next, { all: true, lines: [], queues: [] }).lines).toEqual([])
  })
})
