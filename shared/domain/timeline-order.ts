import { type TimelineItem, type TimelineState, timelineItems } from './timeline.ts'

/**
 * What is shown after `next`, from what was shown after `was`: as `timelineItems`, but only what has changed is sorted.
 * A hundred thousand items with one more cost two looks through them.
 */
export function itemsAfter(
  was: TimelineState,
  shown: readonly TimelineItem[],
  next: TimelineState,
): readonly TimelineItem[] {
  if (was.items === next.items) return shown
  const changed = new Map<string, TimelineItem>()
  for (const [id, item] of next.items) if (was.items.get(id) !== item) changed.set(id, item)
  const stays = (item: TimelineItem) => next.items.get(item.id) === item
  const gone = next.items.size - changed.size < was.items.size
  if (changed.size === 0 && !gone) return shown
  // Changed items leave their old places; what is new was in none.
  return merged(gone ? shown.filter(stays) : shown, timelineItems({ ...next, items: changed }))
}

const before = (a: TimelineItem, b: TimelineItem): boolean => (a.at - b.at || a.position - b.position) <= 0

function merged(old: readonly TimelineItem[], fresh: readonly TimelineItem[]): TimelineItem[] {
  const all: TimelineItem[] = []
  let i = 0
  for (const item of fresh) {
    for (let next = old[i]; next && before(next, item); next = old[i]) {
      all.push(next)
      i += 1
    }
    all.push(item)
  }
  for (; i < old.length; i++) all.push(old[i] as TimelineItem)
  return all
}
