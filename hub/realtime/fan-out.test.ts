import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { DomainEvent } from '../../shared/domain/event.ts'
import { type Run, takeRun } from '../../shared/domain/resume.ts'
import type { ConversationId } from '../../shared/lib/ids.ts'
import type { Consoles, Target } from '../parts.ts'
import type { Committed, Views } from '../views.ts'
import { FanOut } from './fan-out.ts'

type Sent = { to: readonly Target[] | 'everybody'; run: Run<DomainEvent> & { rows: { id: string }[] } }

function fanOut(owners: Record<string, string> = {}) {
  const sent: Sent[] = []
  let commit = (_: Committed) => {}
  let alone = (_: string) => {}
  const views = {
    onCommitted: (listener: typeof commit) => {
      commit = listener
    },
    conversation: (id: string) => ({ operatorId: owners[id] }),
    rowsOf: (ids: Iterable<string>) => [...ids].map((id) => ({ id })),
  } as unknown as Views
  const consoles = {
    push: (_: 'stream', run: Sent['run']) => sent.push({ to: 'everybody', run }),
    tellAll: (to: readonly Target[], _: 'stream', run: Sent['run']) => sent.push({ to, run }),
    beforeTelling: (listener: typeof alone) => {
      alone = listener
    },
  } as unknown as Consoles
  const fan = new FanOut(views, consoles)
  return {
    sent,
    fan,
    alone: (operatorId: string) => alone(operatorId),
    /** One commit with facts at these positions, all of one conversation. */
    commit(positions: number[], conversationId = 'v1', operatorId?: string) {
      const events = positions.map((position) => ({ position, conversationId, operatorId }))
      commit({ events: events as unknown as DomainEvent[], rows: [conversationId as ConversationId] })
    },
  }
}

const upTo = (s: Sent) => `${s.run.after}-${s.run.upTo}`

describe('what is committed', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('goes out at once after a quiet moment, and together with what follows soon', () => {
    const { commit, sent } = fanOut()
    commit([1, 2])
    vi.advanceTimersByTime(1)
    expect(sent.map(upTo)).toEqual(['0-2'])
    commit([3])
    vi.advanceTimersByTime(80)
    commit([4], 'v2')
    vi.advanceTimersByTime(80)
    expect(sent.filter((s) => s.to === 'everybody').map(upTo)).toEqual(['0-2'])
    vi.advanceTimersByTime(80)
    const all = sent.filter((s) => s.to === 'everybody')
    expect(all.map(upTo)).toEqual(['0-2', '2-4'])
    expect(all.at(-1)?.run.rows).toEqual([{ id: 'v1' }, { id: 'v2' }])
    vi.advanceTimersByTime(500)
    commit([5])
    vi.advanceTimersByTime(1)
    expect(sent.map(upTo).at(-1)).toBe('4-5')
  })

  it('does not wait for those it concerns: who did it, whose it is, who has it open', () => {
    const { commit, sent } = fanOut({ v1: 'owner' })
    commit([1])
    vi.advanceTimersByTime(1)
    commit([2], 'v1', 'doer')
    vi.advanceTimersByTime(1)
    expect(sent.at(-1)).toMatchObject({
      to: [{ reader: 'doer' }, { reader: 'owner' }, { room: 'conversation:v1' }],
      run: { after: 1, upTo: 2 },
    })
  })

  it('is with an operator before anything is said to them alone', () => {
    const { commit, sent, alone } = fanOut()
    alone('o1')
    expect(sent).toEqual([])
    commit([1])
    alone('o1')
    expect(sent).toMatchObject([{ to: [{ reader: 'o1' }], run: { after: 0, upTo: 1 } }])
  })

  it('leaves a gap where something was put into the log past it', () => {
    const { commit, sent } = fanOut()
    commit([1])
    vi.advanceTimersByTime(1)
    commit([2])
    commit([90])
    vi.advanceTimersByTime(300)
    expect(sent.filter((s) => s.to === 'everybody').map(upTo)).toEqual(['0-1', '1-2', '89-90'])
  })

  it('reaches every console once and in order, however commits, moments and words to one of them fall', () => {
    const Step = fc.record({
      facts: fc.integer({ min: 0, max: 3 }),
      operator: fc.constantFrom(undefined, 'a', 'b'),
      to: fc.constantFrom(undefined, 'a', 'b'),
      ms: fc.constantFrom(0, 1, 60, 200, 500),
    })
    fc.assert(
      fc.property(fc.array(Step, { maxLength: 40 }), (steps) => {
        const { commit, sent, alone } = fanOut()
        let position = 0
        for (const { facts, operator, to, ms } of steps) {
          if (facts)
            commit(
              Array.from({ length: facts }, () => ++position),
              'v1',
              operator,
            )
          if (to) alone(to)
          vi.advanceTimersByTime(ms)
        }
        vi.advanceTimersByTime(1000)
        for (const me of ['a', 'b', 'nobody in it']) {
          let cursor = { position: 0 }
          const seen: number[] = []
          for (const { to, run } of sent) {
            if (to !== 'everybody' && !to.some((t) => 'reader' in t && t.reader === me)) continue
            const taken = takeRun(cursor, run)
            expect(taken.gap).toBe(false)
            cursor = taken.cursor
            seen.push(...taken.events.map((e) => e.position))
          }
          expect(seen).toEqual(Array.from({ length: position }, (_, i) => i + 1))
        }
      }),
      { numRuns: 200 },
    )
  })
})
