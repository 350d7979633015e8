import { z } from '../../../shared/lib/schema.ts'

/** Where an operator left a person's timeline: what they had seen by then, and the row at the top when it was not the end. */
const Place = z.object({
  looked: z.number(),
  at: z.optional(z.number()),
  row: z.optional(z.string()),
  /** How far the row's top stood above the pane's, CSS pixels. */
  above: z.optional(z.number()),
  /** When it was left, to forget the oldest. */
  left: z.number(),
})
export type Place = z.infer<typeof Place>

const store = 'kommutator.timeline-places'
const most = 500

function all(): Record<string, Place> {
  try {
    const read = z.record(z.string(), Place).safeParse(JSON.parse(localStorage.getItem(store) ?? '{}'))
    return read.success ? read.data : {}
  } catch {
    return {}
  }
}

export const placeOf = (personId: string): Place | undefined => all()[personId]

/** Remembers it for the next time, on this computer; the five hundred latest are kept. */
export function keepPlace(personId: string, place: Omit<Place, 'left'>, now: number): void {
  const entries = Object.entries({ ...all(), [personId]: { ...place, left: now } })
  entries.sort(([, a], [, b]) => b.left - a.left)
  try {
    localStorage.setItem(store, JSON.stringify(Object.fromEntries(entries.slice(0, most))))
  } catch {
    // Without a store the place lasts as long as the person is open.
  }
}
