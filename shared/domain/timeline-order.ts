import { type TimelineItem, type TimelineState, timelineItems } from './timeline.ts'

/**
 * What is shown once `changed` are what they are in `state`, from what was shown before: as `timelineItems`, but only
 * what has changed is sorted. One more item among a hundred thousand costs one walk through them.
 */
export function itemsAfter(
  shown: readonly TimelineItem[],
  state: TimelineState,
  changed: ReadonlySet<string>,
): readonly TimelineItem[] {
  if (changed.size === 0) return shown
  const fresh = new Map<string, TimelineItem>()
  for (const id of changed) {
    const item = state.items.get(id)
    if (item) fresh.set(id, item)
  }
  // What has changed leaves its old place; what is new was in none.
  const stays = shown.filter((item) => !changed.has(item.id))
  return merged(stays, timelineItems({ ...state, items: fresh }))
}

const before = (a: TimelineItem, b: TimelineItem): boolean => (a.at - b.at || a.position - b.position) <= 0

function merged(old: readonly TimelineItem[], fresh: readonly TimelineItem[]): TimelineItem[] {
  const [first, last, oldest, newest] = [fresh[0], fresh.at(-1), old[0], old.at(-1)]
  if (!first || !last) return [...old]
  if (!newest || before(newest, first)) return [...old, ...fresh]
  if (oldest && before(last, oldest)) return [...fresh, ...old]
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
