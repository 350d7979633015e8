import { z } from '../lib/schema.ts'

const minutesOfDay = z.number().check(z.int(), z.gte(0), z.lte(1440))
/** A stretch of a day by the wall clock: minutes since midnight, `to` not included. */
export const Period = z
  .object({ from: minutesOfDay, to: minutesOfDay })
  .check(z.refine((period) => period.from < period.to))
export type Period = z.infer<typeof Period>

const periods = z.array(Period).check(z.maxLength(12))

/** A day unlike the others of its weekday: `MM-DD` comes every year, `YYYY-MM-DD` once. Without periods it is closed. */
export const Holiday = z.object({
  date: z.string().check(z.regex(/^(\d{4}-)?(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/)),
  name: z.string().check(z.maxLength(120)),
  periods,
})
export type Holiday = z.infer<typeof Holiday>

/** When somebody works, by the wall clock of one time zone. */
export const Schedule = z.object({
  scheduleId: z.string().check(z.minLength(1), z.maxLength(80)),
  name: z.string().check(z.minLength(1), z.maxLength(120)),
  /** IANA, e.g. `Europe/Warsaw`. */
  timeZone: z.string().check(z.maxLength(80), z.refine(isTimeZone)),
  /** Seven days, Monday first. */
  week: z.array(periods).check(z.length(7)),
  holidays: z.array(Holiday).check(z.maxLength(400)),
})
export type Schedule = z.infer<typeof Schedule>

const minute = 60_000
const dayMs = 86_400_000
/** Nobody opens later than this after they have closed; a schedule that does is taken for one that never opens. */
const longestClosedDays = 400
const mostDaysKept = 1500

/** A stretch of time, UTC milliseconds, `to` not included. */
type Span = { from: number; to: number }

/**
 * Whether it is working time: the wall clock of the zone stands within a period of that day. An hour that the clock
 * shows twice is worked twice, one that it skips is not worked. Without a schedule it always is.
 */
export function isOpen(schedule: Schedule | undefined, at: number): boolean {
  return !schedule || spansOfDay(schedule, dayOf(at)).some((span) => span.from <= at && at < span.to)
}

/** Milliseconds of working time from one moment to another; 0 when they are the wrong way round. */
export function workingMs(schedule: Schedule | undefined, from: number, to: number): number {
  if (to <= from) return 0
  if (!schedule) return to - from
  let sum = 0
  for (let day = dayOf(from); day <= dayOf(to - 1); day++)
    for (const span of spansOfDay(schedule, day))
      sum += Math.max(0, Math.min(span.to, to) - Math.max(span.from, from))
  return sum
}

/** The moment by which `ms` of working time have passed since `from`; undefined when that never comes. */
export function addWorking(schedule: Schedule | undefined, from: number, ms: number): number | undefined {
  if (!schedule) return from + ms
  let left = ms
  let closed = 0
  for (let day = dayOf(from); closed < longestClosedDays; day++) {
    closed++
    for (const span of spansOfDay(schedule, day)) {
      const begins = Math.max(span.from, from)
      if (begins >= span.to) continue
      closed = 0
      if (left <= span.to - begins) return begins + left
      left -= span.to - begins
    }
  }
  return undefined
}

/** When it opens next; the moment itself while it is open, undefined when it never does. */
export function nextOpening(schedule: Schedule | undefined, at: number): number | undefined {
  if (!schedule) return at
  for (let day = dayOf(at); day <= dayOf(at) + longestClosedDays; day++)
    for (const span of spansOfDay(schedule, day)) if (span.to > at) return Math.max(span.from, at)
  return undefined
}

/** When it closes next; the moment itself while it is closed, undefined when it never does. */
export function nextClosing(schedule: Schedule | undefined, at: number): number | undefined {
  if (!schedule) return undefined
  let until = at
  for (let day = dayOf(at); day <= dayOf(at) + longestClosedDays; day++)
    for (const span of spansOfDay(schedule, day)) {
      if (span.to <= until) continue
      if (span.from > until) return until
      until = span.to
    }
  return undefined
}

/** Whether this computer knows the time zone. */
export function isTimeZone(name: string): boolean {
  try {
    clockOf(name)
    return true
  } catch {
    return false
  }
}

const dayOf = (at: number): number => Math.floor(at / dayMs)
const known = new WeakMap<Schedule, Map<number, readonly Span[]>>()

/** The working time of one UTC day, in order; kept, since clocks ask every second. */
function spansOfDay(schedule: Schedule, day: number): readonly Span[] {
  const days = known.get(schedule) ?? new Map<number, readonly Span[]>()
  known.set(schedule, days)
  const found = days.get(day)
  if (found) return found
  const spans: Span[] = []
  for (const { from, to, offset } of offsetsOfDay(schedule.timeZone, day))
    for (let local = dayOf(from + offset); local <= dayOf(to - 1 + offset); local++)
      for (const period of periodsOf(schedule, local)) {
        const midnight = local * dayMs - offset
        const span = {
          from: Math.max(from, midnight + period.from * minute),
          to: Math.min(to, midnight + period.to * minute),
        }
        if (span.from < span.to) spans.push(span)
      }
  const joined = union(spans)
  if (days.size >= mostDaysKept) days.clear()
  days.set(day, joined)
  return joined
}

/** Periods may be written in any order and overlap; time is worked once. */
function union(spans: Span[]): Span[] {
  const joined: Span[] = []
  for (const span of spans.sort((a, b) => a.from - b.from)) {
    const last = joined.at(-1)
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to)
    else joined.push({ ...span })
  }
  return joined
}

/** What is worked on a day of the calendar, counted from 1970-01-01, which was a Thursday. */
function periodsOf(schedule: Schedule, day: number): readonly Period[] {
  const date = new Date(day * dayMs).toISOString().slice(0, 10)
  const special =
    schedule.holidays.find((h) => h.date === date) ?? schedule.holidays.find((h) => h.date === date.slice(5))
  return special ? special.periods : (schedule.week[(((day + 3) % 7) + 7) % 7] ?? [])
}

/** A UTC day cut where the zone's clock is changed; `offset` is what local time is ahead of UTC. */
function offsetsOfDay(zone: string, day: number): (Span & { offset: number })[] {
  const from = day * dayMs
  const to = from + dayMs
  const before = offsetAt(zone, from)
  const after = offsetAt(zone, to - 1)
  if (before === after) return [{ from, to, offset: before }]
  let [low, high] = [from, to - 1]
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (offsetAt(zone, middle) === before) low = middle
    else high = middle
  }
  return [
    { from, to: high, offset: before },
    { from: high, to, offset: after },
  ]
}

const clocks = new Map<string, Intl.DateTimeFormat>()

/** @throws RangeError for a zone that does not exist */
function clockOf(zone: string): Intl.DateTimeFormat {
  const found = clocks.get(zone)
  if (found) return found
  const clock = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  clocks.set(zone, clock)
  return clock
}

/** Wall clock of a zone minus UTC, milliseconds. */
export function offsetAt(zone: string, at: number): number {
  const parts = new Map(
    clockOf(zone)
      .formatToParts(at)
      .map((part) => [part.type, Number(part.value)]),
  )
  const read = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0
  const wall = Date.UTC(
    read('year'),
    read('month') - 1,
    read('day'),
    read('hour'),
    read('minute'),
    read('second'),
  )
  return wall - Math.floor(at / 1000) * 1000
}
