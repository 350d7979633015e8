import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ContactId } from '../lib/ids.ts'
import { missingSeq, type Run, takeRun } from './resume.ts'

type Fact = { position: number }

/** A hub that hands out runs of its log, and a line that loses, repeats and reorders them. */
const anyDelivery = fc.integer({ min: 1, max: 60 }).chain((length) =>
  fc.tuple(
    fc.constant(length),
    fc.array(fc.tuple(fc.integer({ min: 0, max: length }), fc.integer({ min: 1, max: 12 })), {
      maxLength: 40,
    }),
  ),
)

describe('the resume cursor', () => {
  it('takes every fact once and in order, whatever the line does, and asks again after a gap', () => {
    fc.assert(
      fc.property(anyDelivery, ([length, deliveries]) => {
        const log: Fact[] = Array.from({ length }, (_, i) => ({ position: i + 1 }))
        const run = (after: number, n: number): Run<Fact> => {
          const upTo = Math.min(length, after + n)
          return { after, upTo, events: log.slice(after, upTo) }
        }
        let cursor = { position: 0 }
        const got: number[] = []
        const take = (r: Run<Fact>) => {
          const taken = takeRun(cursor, r)
          cursor = taken.cursor
          got.push(...taken.events.map((e) => e.position))
          return taken.gap
        }
        for (const [after, n] of deliveries)
          if (take(run(after, n))) expect(take(run(cursor.position, n))).toBe(false)
        take(run(cursor.position, length))
        expect(got).toEqual(log.map((e) => e.position))
      }),
    )
  })

  it('passes over positions that it may not see', () => {
    const { cursor, events, gap } = takeRun({ position: 4 }, { after: 4, upTo: 9, events: [{ position: 7 }] })
    expect({ cursor, events, gap }).toEqual({
      cursor: { position: 9 },
      events: [{ position: 7 }],
      gap: false,
    })
  })

  it('finds the hole in a card', () => {
    const of = (seqs: number[]) => seqs.map((seq) => ({ contactId: 'c' as ContactId, seq }))
    expect(missingSeq(of([3, 1, 2]), 'c' as ContactId)).toBeUndefined()
    expect(missingSeq(of([4, 1, 2]), 'c' as ContactId)).toBe(3)
    expect(missingSeq(of([8, 7]), 'c' as ContactId)).toBeUndefined()
  })
})
