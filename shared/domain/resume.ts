import type { ContactId } from '../lib/ids.ts'

/**
 * The console's place in the hub's log. The hub sends runs of facts, each saying which position it follows
 * (`after`) and which it reaches (`upTo`); positions in between that this console may not see are simply absent.
 */
export type Run<E> = { after: number; upTo: number; events: readonly E[] }
export type Cursor = { position: number }
export type Taken<E> = { cursor: Cursor; events: E[]; gap: boolean }

/**
 * Takes a run in. A run that begins beyond the cursor leaves a gap: nothing is taken, and the console asks again
 * `since` its cursor. What was seen before is dropped, so that a run may come twice or overlap.
 */
export function takeRun<E extends { position: number }>(cursor: Cursor, run: Run<E>): Taken<E> {
  if (run.after > cursor.position) return { cursor, events: [], gap: true }
  if (run.upTo <= cursor.position) return { cursor, events: [], gap: false }
  const events = run.events
    .filter((e) => e.position > cursor.position)
    .sort((a, b) => a.position - b.position)
  return { cursor: { position: run.upTo }, events, gap: false }
}

/** The first missing `seq` of a card, given the ones that are here; undefined when there is no hole. */
export function missingSeq(
  events: readonly { contactId: ContactId; seq: number }[],
  contactId: ContactId,
): number | undefined {
  const seqs = new Set(events.filter((e) => e.contactId === contactId).map((e) => e.seq))
  const last = Math.max(0, ...seqs)
  const first = Math.min(last, ...seqs)
  for (let n = first; n < last; n++) if (!seqs.has(n)) return n
  return undefined
}
