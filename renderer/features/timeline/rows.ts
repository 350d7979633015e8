import type { LineItem, TimelineItem } from '../../../shared/domain/timeline.ts'
import type { Waiting } from '../../../shared/ipc/offline-contract.ts'
import type { OperatorId } from '../../../shared/lib/ids.ts'
import { startOfDay } from '../../i18n/format.ts'
import type { Wire } from '../../ui/channel.tsx'
import type { Sending } from '../conversation/index.ts'
import { type Filter, passes } from './filters.ts'

/** One row of the list. Items of a run carry its wire; only the first of a run has a head before it. */
export type Row =
  | { kind: 'day'; id: string; at: number }
  | { kind: 'new'; id: string; at: number }
  | { kind: 'head'; id: string; wire: Wire; item: TimelineItem | Sending; time: boolean }
  | { kind: 'item'; id: string; item: TimelineItem; wire: Wire | undefined; author: boolean }
  | { kind: 'fold'; id: string; items: LineItem[] }
  | { kind: 'sending'; id: string; sending: Sending; wire: Wire }
  | { kind: 'waiting'; id: string; waiting: Waiting }

/** A new head after a pause this long, milliseconds. */
const pause = 30 * 60_000
/** So many facts of one kind in a row are shown one by one; more fold into a count. */
const unfolded = 3

export type RowsInput = {
  items: readonly TimelineItem[]
  sending: readonly Sending[]
  /** What was done without the hub and is not with it yet. */
  waiting?: readonly Waiting[]
  filter: Filter
  /** Where the "new since" line stands. */
  newSince: number | undefined
  /** Folds that the operator has opened. */
  open: ReadonlySet<string>
  me: OperatorId | undefined
}

/** The rows of a timeline, oldest first: days, runs with their heads, folded facts, and what is on its way. */
export const timelineRows = (input: RowsInput): Row[] => rowsMaker()(input)

type Day = {
  start: number
  items: readonly TimelineItem[]
  sending: readonly Sending[]
  /** The "new since" line stands in it. */
  marked: boolean
}
type Made = Day & { rows: Row[] }

/**
 * The same, remembering the days it has made rows of: nothing reaches from one day into another, so that one more fact
 * among a hundred thousand makes only its own day anew.
 */
export function rowsMaker(): (input: RowsInput) => Row[] {
  let last: RowsInput | undefined
  let made: Made[] = []
  return (input) => {
    const same = last?.filter === input.filter && last.open === input.open && last.me === input.me
    const [head, tail] = same && last ? unchanged(made, last.items, input.items) : [0, 0]
    const from = lengthOf(made.slice(0, head))
    const to = input.items.length - lengthOf(made.slice(made.length - tail))
    const days = [
      ...made.slice(0, head),
      ...daysOf(input.items.slice(from, to)),
      ...made.slice(made.length - tail),
    ]
    made = placed(days, input).map((day) => ('rows' in day ? day : { ...day, rows: rowsOfDay(day, input) }))
    last = input
    const waits = input.filter === 'all' ? (input.waiting ?? []) : []
    return [
      ...made.flatMap((day) => day.rows),
      ...waits.map((waiting): Row => ({ kind: 'waiting', id: `waiting:${waiting.id}`, waiting })),
    ]
  }
}

const lengthOf = (days: readonly Day[]): number => days.reduce((sum, day) => sum + day.items.length, 0)

/** How many whole days at the beginning and at the end hold what they held. */
function unchanged(
  days: readonly Day[],
  was: readonly TimelineItem[],
  now: readonly TimelineItem[],
): [head: number, tail: number] {
  let p = 0
  while (p < was.length && was[p] === now[p]) p += 1
  let q = 0
  while (q < was.length - p && was[was.length - 1 - q] === now[now.length - 1 - q]) q += 1
  // What was put in beside a day may be of that day.
  let head = 0
  for (let left = p - 1; days[head] && (days[head]?.items.length ?? 0) <= left; head++)
    left -= days[head]?.items.length ?? 0
  let tail = 0
  for (let left = q - 1; tail < days.length - head && (days.at(-1 - tail)?.items.length ?? 0) <= left; tail++)
    left -= days.at(-1 - tail)?.items.length ?? 0
  return [head, tail]
}

function daysOf(items: readonly TimelineItem[]): Day[] {
  const days: Day[] = []
  for (let i = 0; i < items.length; ) {
    const start = startOfDay(items[i]?.at ?? 0)
    const end = nextDay(start)
    let j = i
    while (j < items.length && (items[j]?.at ?? 0) < end) j += 1
    days.push({ start, items: items.slice(i, j), sending: [], marked: false })
    i = j
  }
  return days
}

/** The days with what is on its way, and with the line in one of them; a day whose line or sendings change is made anew. */
function placed(days: readonly (Day | Made)[], { sending, filter, newSince }: RowsInput): (Day | Made)[] {
  const on = filter === 'all' || filter === 'chats' ? sending : []
  const plain = days
    .filter((day) => day.items.length > 0)
    .map((day): Day | Made =>
      day.sending.length > 0 || day.marked
        ? { start: day.start, items: day.items, sending: [], marked: false }
        : day,
    )
  for (const one of on) {
    const start = startOfDay(one.at)
    const at = plain.findLastIndex((day) => day.start <= start)
    const day = plain[at]
    const here = day?.start === start ? day : { start, items: [], sending: [], marked: false }
    const { items, sending: before } = here
    const next: Day = { start, items, sending: [...before, one], marked: false }
    if (here === day) plain[at] = next
    else plain.splice(at + 1, 0, next)
  }
  const isNew = (one: { at: number }) => newSince !== undefined && one.at >= newSince
  const marked = plain.findIndex(
    (day) => day.sending.some(isNew) || day.items.some((item) => isNew(item) && passes(item, filter)),
  )
  const day = plain[marked]
  if (day) plain[marked] = { start: day.start, items: day.items, sending: day.sending, marked: true }
  return plain
}

const nextDay = (start: number): number => {
  const day = new Date(start)
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + 1).getTime()
}

function rowsOfDay(day: Day, input: RowsInput): Row[] {
  const { open, me } = input
  const newSince = day.marked ? input.newSince : undefined
  const rows: Row[] = []
  const items = day.items.filter((item) => passes(item, input.filter)).filter(saysMore)
  let begun = false
  let run: { key: string; at: number; spoken: boolean } | undefined
  let marked = newSince === undefined

  const enter = (at: number) => {
    if (!begun) {
      begun = true
      rows.push({ kind: 'day', id: `day:${day.start}`, at })
    }
    if (!marked && newSince !== undefined && at >= newSince) {
      marked = true
      run = undefined
      rows.push({ kind: 'new', id: 'new', at: newSince })
    }
  }
  const head = (wire: Wire, key: string, item: TimelineItem | Sending, id: string, time: boolean) => {
    const stands = run && run.key === key && item.at - run.at <= pause && !time
    if (!stands) rows.push({ kind: 'head', id: `head:${id}`, wire, item, time })
    run = { key, at: item.at, spoken: stands ? (run?.spoken ?? false) : false }
  }

  for (let i = 0; i < items.length; i++) {
    const item = items[i]
    if (!item) continue
    enter(item.at)
    const folded = sameKind(items, i, newSince)
    if (folded.length > unfolded) {
      if (open.has(item.id))
        for (const one of folded)
          rows.push({ kind: 'item', id: one.id, item: one, wire: undefined, author: false })
      else rows.push({ kind: 'fold', id: item.id, items: folded })
      i += folded.length - 1
      continue
    }
    const wire = wireOf(item)
    if (wire === undefined) {
      rows.push({ kind: 'item', id: item.id, item, wire: undefined, author: false })
      continue
    }
    head(wire, runKey(item, wire), item, item.id, ownHead(item))
    const ours = item.kind === 'message' && item.direction === 'out'
    const author = ours && (item.operatorId !== me || item.author === 'bot' || !run?.spoken)
    if (ours && run) run.spoken = true
    rows.push({ kind: 'item', id: item.id, item, wire, author })
  }

  for (const one of day.sending) {
    enter(one.at)
    head(one.channel, `${one.channel}:${one.conversationId}`, one, one.messageId, false)
    rows.push({ kind: 'sending', id: one.messageId, sending: one, wire: one.channel })
  }
  return rows
}

/** A page that opens with a look at its goods is told by the look. */
function saysMore(item: TimelineItem, index: number, items: readonly TimelineItem[]): boolean {
  const next = items[index + 1]
  if (item.kind !== 'line' || item.event.type !== 'page.viewed') return true
  return !(
    next?.kind === 'line' &&
    next.event.type === 'product.viewed' &&
    next.event.url === item.event.url &&
    next.event.visitId === item.event.visitId
  )
}

/** The wire an item hangs on; facts, notes and lost calls hang on none. */
export function wireOf(item: TimelineItem): Wire | undefined {
  if (item.kind === 'message' || item.kind === 'scheduled') return item.channel
  if (item.kind === 'bot') return 'bot'
  if (item.kind === 'call') return isMissed(item) ? undefined : 'voice'
  return undefined
}

/** A call from a customer that nobody spoke to: told in one line. */
export const isMissed = (item: TimelineItem): boolean =>
  item.kind === 'call' &&
  item.direction === 'in' &&
  (item.outcome === 'abandoned' ||
    item.outcome === 'no-answer' ||
    item.outcome === 'declined' ||
    item.outcome === 'nobody-available' ||
    item.outcome === 'failed' ||
    item.outcome === 'busy')

/** Calls, letters and bot exchanges each say their own address and time. */
const ownHead = (item: TimelineItem): boolean =>
  item.kind === 'call' || item.kind === 'bot' || (item.kind === 'message' && item.channel === 'email')

const runKey = (item: TimelineItem, wire: Wire): string =>
  item.kind === 'message' ? `${wire}:${item.conversationId}` : `${wire}:${item.id}`

const foldable: ReadonlySet<string> = new Set([
  'page.viewed',
  'app.screen-viewed',
  'search.performed',
  'product.viewed',
  'widget.clicked',
  'campaign.sent',
  'campaign.opened',
  'campaign.clicked',
  'cart.changed',
])

/** The facts of one kind that follow each other from `start` on, within one day and on one side of the line. */
function sameKind(items: readonly TimelineItem[], start: number, newSince: number | undefined): LineItem[] {
  const first = items[start]
  if (first?.kind !== 'line' || !foldable.has(first.event.type)) return []
  const day = startOfDay(first.at)
  const found: LineItem[] = []
  for (let i = start; i < items.length; i++) {
    const item = items[i]
    if (item?.kind !== 'line' || item.event.type !== first.event.type) break
    if (startOfDay(item.at) !== day) break
    if (newSince !== undefined && first.at < newSince && item.at >= newSince) break
    found.push(item)
  }
  return found
}
