import fc from 'fast-check'
import { expect, it } from 'vitest'
import { anyHistory, scrambled } from '../testing/arbitraries.ts'
import { projectAll, projectOnto, type TimelineItem, timelineItems } from './timeline.ts'
import { itemsAfter } from './timeline-order.ts'

it('whatever facts come in whatever portions, what is shown is what folding and sorting all anew would show', () => {
  fc.assert(
    fc.property(
      anyHistory.chain((h) => fc.tuple(scrambled(h), fc.integer({ min: 1, max: 5 }))),
      ([facts, portion]) => {
        let state = projectAll([])
        let shown: readonly TimelineItem[] = []
        for (let i = 0; i < facts.length; i += portion) {
          const { changed, state: next } = projectOnto(state, facts.slice(i, i + portion))
          state = next
          shown = itemsAfter(shown, state, changed)
          expect(shown).toEqual(timelineItems(projectAll(facts.slice(0, i + portion))))
        }
      },
    ),
  )
})

it('hands back the very same list when nothing has changed', () => {
  const shown: TimelineItem[] = []
  expect(itemsAfter(shown, projectAll([]), new Set())).toBe(shown)
})
