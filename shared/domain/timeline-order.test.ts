import fc from 'fast-check'
import { expect, it } from 'vitest'
import { anyHistory, scrambled } from '../testing/arbitraries.ts'
import { emptyTimeline, projectAll, type TimelineItem, timelineItems } from './timeline.ts'
import { itemsAfter } from './timeline-order.ts'

it('whatever facts come in whatever portions, what is shown is what sorting everything anew would show', () => {
  fc.assert(
    fc.property(
      anyHistory.chain((h) => fc.tuple(scrambled(h), fc.integer({ min: 1, max: 5 }))),
      ([facts, portion]) => {
        let state = emptyTimeline
        let shown: readonly TimelineItem[] = []
        for (let i = 0; i < facts.length; i += portion) {
          const next = projectAll(facts.slice(i, i + portion), state)
          shown = itemsAfter(state, shown, next)
          state = next
          expect(shown).toEqual(timelineItems(state))
        }
      },
    ),
  )
})

it('hands back the very same list when nothing that is shown has changed', () => {
  const state = projectAll([])
  const shown: TimelineItem[] = []
  expect(itemsAfter(state, shown, projectAll([], state))).toBe(shown)
})
