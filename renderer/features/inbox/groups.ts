import type { InboxRow } from '../../../shared/domain/conversation.ts'
import type { RoutingSettings } from '../../../shared/domain/routing-settings.ts'
import { type SlaClock, slaClock } from '../../../shared/domain/sla.ts'
import type { ConversationId, OperatorId } from '../../../shared/lib/ids.ts'

export type Segment = 'mine' | 'queue' | 'all'
export type GroupName = 'breaching' | 'waiting' | 'customer' | 'snoozed' | 'closed'
export type Group = { name: GroupName; ids: ConversationId[] }

export const belongs = (row: InboxRow, segment: Segment, me: OperatorId | undefined): boolean => {
  if (segment === 'all') return true
  if (segment === 'queue') return isQueued(row)
  return row.status !== 'closed' && row.operatorId === me && me !== undefined
}

/** Nobody has it yet: offered in text, or a call that was lost and not called back. */
export const isQueued = (row: InboxRow): boolean =>
  row.status === 'queued' || (row.status === 'missed' && row.operatorId === undefined)

/** Since when the row's clock runs: the customer's wait, else the last word. */
export const ageSince = (row: InboxRow): number => row.waitingSince ?? row.lastAt

const order: readonly GroupName[] = ['breaching', 'waiting', 'customer', 'snoozed', 'closed']

/**
 * The list from top to bottom: whose promise is about to be broken, the soonest first; who waits longest; then the rest,
 * latest first; what sleeps, and what is done.
 */
export function groupRows(rows: Iterable<InboxRow>, now: number, routing: RoutingSettings): Group[] {
  const groups: Record<GroupName, InboxRow[]> = {
    breaching: [],
    waiting: [],
    customer: [],
    snoozed: [],
    closed: [],
  }
  const due = new Map<ConversationId, number>()
  for (const row of rows) {
    const clock = slaClock(row, routing, now)
    due.set(row.conversationId, clock?.dueAt ?? Number.POSITIVE_INFINITY)
    groups[groupOf(row, now, clock)].push(row)
  }
  const dueOf = (row: InboxRow) => due.get(row.conversationId) ?? 0
  const soonest = (a: InboxRow, b: InboxRow) => dueOf(a) - dueOf(b) || oldest(a, b)
  const oldest = (a: InboxRow, b: InboxRow) => (a.waitingSince ?? 0) - (b.waitingSince ?? 0)
  const latest = (a: InboxRow, b: InboxRow) => b.lastAt - a.lastAt
  groups.breaching.sort(soonest)
  groups.waiting.sort(oldest)
  groups.customer.sort(latest)
  groups.snoozed.sort((a, b) => (a.snoozedUntil ?? 0) - (b.snoozedUntil ?? 0))
  groups.closed.sort(latest)
  return order
    .filter((name) => groups[name].length > 0)
    .map((name) => ({ name, ids: groups[name].map((row) => row.conversationId) }))
}

function groupOf(row: InboxRow, now: number, clock: SlaClock | undefined): GroupName {
  if (row.status === 'closed') return 'closed'
  if (row.snoozedUntil !== undefined && row.snoozedUntil > now) return 'snoozed'
  if (!clock) return row.wokenAt === undefined ? 'customer' : 'waiting'
  return clock.state === 'good' ? 'waiting' : 'breaching'
}

/**
 * The list while the pointer is in it: everything keeps its place, what is new is added at the very end, and what no
 * longer belongs stays until the pointer leaves.
 */
export function keepPlaces(shown: readonly Group[], wanted: readonly Group[]): Group[] {
  const placed = new Set(shown.flatMap((g) => g.ids))
  const fresh = wanted.flatMap((g) => g.ids).filter((id) => !placed.has(id))
  if (fresh.length === 0) return [...shown]
  const last = shown.at(-1)
  if (!last) return [...wanted]
  return [...shown.slice(0, -1), { ...last, ids: [...last.ids, ...fresh] }]
}

/** The queued conversation that has waited longest; calls are called back, not accepted. */
export function oldestQueued(rows: Iterable<InboxRow>): InboxRow | undefined {
  let oldest: InboxRow | undefined
  for (const row of rows) {
    if (row.status !== 'queued') continue
    if (!oldest || ageSince(row) < ageSince(oldest)) oldest = row
  }
  return oldest
}

/**
 * Whose answer is due next among my own conversations: who waits longest, or, from one of them, who waits longest after
 * it and at the end the first again. Calls are called back, not answered here.
 */
export function nextUnanswered(
  rows: Iterable<InboxRow>,
  me: OperatorId | undefined,
  current: ConversationId | undefined,
): InboxRow | undefined {
  const due = [...rows].filter(
    (row) => row.waitingSince !== undefined && row.channel !== 'voice' && belongs(row, 'mine', me),
  )
  due.sort((a, b) => (a.waitingSince ?? 0) - (b.waitingSince ?? 0))
  const next = due[due.findIndex((row) => row.conversationId === current) + 1] ?? due[0]
  return next?.conversationId === current ? undefined : next
}
