import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addWorking,
  isOpen,
  isTimeZone,
  nextClosing,
  nextOpening,
  offsetAt,
  type Period,
  Schedule,
  workingMs,
} from './working-hours.ts'

const hour = 3_600_000
const nine: Period = { from: 9 * 60, to: 18 * 60 }
const workdays = (timeZone: string, holidays: Schedule['holidays'] = []): Schedule => ({
  scheduleId: 's',
  name: 'Office',
  timeZone,
  week: [[nine], [nine], [nine], [nine], [nine], [], []],
  holidays,
})
const utc = (text: string) => Date.parse(`${text}Z`)

const period = fc
  .tuple(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 1, max: 1440 }))
  .filter(([a, b]) => a < b)
  .map(([from, to]) => ({ from, to }))
const periods = fc.array(period, { maxLength: 3 })
/** Zones of the three languages' countries, one that changes by half an hour, one at the date line. */
const zone = fc.constantFrom(
  'Europe/Warsaw',
  'Europe/Moscow',
  'America/New_York',
  'Australia/Lord_Howe',
  'UTC',
)
const schedule: fc.Arbitrary<Schedule> = fc.record({
  scheduleId: fc.constant('s'),
  name: fc.constant('S'),
  timeZone: zone,
  week: fc.array(periods, { minLength: 7, maxLength: 7 }),
  holidays: fc.array(
    fc.record({
      date: fc.constantFrom('2026-03-29', '2026-10-25', '03-08', '11-01', '2026-04-05'),
      name: fc.constant('Holiday'),
      periods,
    }),
    { maxLength: 3 },
  ),
})
/** Minutes of 2026, oftener around the nights in which clocks are changed. */
const moment = fc
  .oneof(
    fc.integer({ min: utc('2026-01-01') / 60_000, max: utc('2026-12-31') / 60_000 }),
    ...['2026-03-29', '2026-10-25', '2026-03-08', '2026-11-01', '2026-04-05', '2026-10-04'].map((date) =>
      fc.integer({ min: utc(date) / 60_000 - 1500, max: utc(date) / 60_000 + 3000 }),
    ),
  )
  .map((minutes) => minutes * 60_000)

/** The definition, read off the wall clock minute by minute. */
function openByTheClock(s: Schedule, at: number): boolean {
  const wall = new Date(at + offsetAt(s.timeZone, at))
  const date = wall.toISOString().slice(0, 10)
  const special = s.holidays.find((h) => h.date === date) ?? s.holidays.find((h) => h.date === date.slice(5))
  const today = special ? special.periods : (s.week[(wall.getUTCDay() + 6) % 7] ?? [])
  const minutes = wall.getUTCHours() * 60 + wall.getUTCMinutes()
  return today.some((p) => p.from <= minutes && minutes < p.to)
}

describe('working hours', () => {
  it('are open exactly while the wall clock of the zone stands within a period of its day', () => {
    fc.assert(
      fc.property(schedule, moment, (s, at) => {
        expect(isOpen(s, at)).toBe(openByTheClock(s, at))
      }),
      { numRuns: 400 },
    )
  })

  it('measure what the wall clock would count, also over a night in which it is changed', () => {
    fc.assert(
      fc.property(schedule, moment, fc.integer({ min: 0, max: 1800 }), (s, from, minutes) => {
        let counted = 0
        for (let i = 0; i < minutes; i++) if (openByTheClock(s, from + i * 60_000)) counted++
        expect(workingMs(s, from, from + minutes * 60_000)).toBe(counted * 60_000)
      }),
      { numRuns: 60 },
    )
  })

  it('add up: over a moment in between, and there and back', () => {
    fc.assert(
      fc.property(schedule, moment, moment, moment, (s, a, b, c) => {
        const [from, middle, to] = [a, b, c].sort((x, y) => x - y) as [number, number, number]
        expect(workingMs(s, from, middle) + workingMs(s, middle, to)).toBe(workingMs(s, from, to))
        const ms = workingMs(s, from, to)
        const reached = addWorking(s, from, ms)
        if (ms === 0) return
        expect(reached).toBeLessThanOrEqual(to)
        expect(workingMs(s, from, reached ?? 0)).toBe(ms)
        expect(workingMs(s, to, from)).toBe(0)
      }),
      { numRuns: 200 },
    )
  })

  it('open next at the first open moment, or never', () => {
    fc.assert(
      fc.property(schedule, moment, (s, at) => {
        const opens = nextOpening(s, at)
        if (opens === undefined) {
          expect(s.week.every((day) => day.length === 0)).toBe(true)
          return
        }
        expect(isOpen(s, opens)).toBe(true)
        expect(workingMs(s, at, opens)).toBe(0)
      }),
      { numRuns: 200 },
    )
  })

  it('close next at the first closed moment, all of the time until then worked', () => {
    fc.assert(
      fc.property(schedule, moment, (s, at) => {
        const closes = nextClosing(s, at)
        if (closes === undefined) return
        expect(isOpen(s, closes)).toBe(false)
        expect(workingMs(s, at, closes)).toBe(closes - at)
      }),
      { numRuns: 200 },
    )
    expect(nextClosing(undefined, 0)).toBeUndefined()
    expect(nextClosing(workdays('UTC'), utc('2026-03-02T10:00'))).toBe(utc('2026-03-02T18:00'))
  })

  it('of an office in Warsaw: a night in spring is an hour shorter, a holiday is closed, a weekend does not count', () => {
    const warsaw = workdays('Europe/Warsaw', [
      { date: '01-01', name: 'New Year', periods: [] },
      { date: '2026-12-24', name: 'Christmas Eve', periods: [{ from: 540, to: 780 }] },
    ])
    // Friday 17:30 local and Monday 09:30 local; in between the clock went forward.
    const friday = utc('2026-03-27T16:30')
    expect(addWorking(warsaw, friday, hour)).toBe(utc('2026-03-30T07:30'))
    expect(workingMs(warsaw, friday, utc('2026-03-30T07:30'))).toBe(hour)
    expect(isOpen(warsaw, utc('2026-01-01T11:00'))).toBe(false)
    expect(isOpen(warsaw, utc('2027-01-01T11:00'))).toBe(false)
    expect(workingMs(warsaw, utc('2026-12-24T00:00'), utc('2026-12-25T00:00'))).toBe(4 * hour)
    expect(nextOpening(warsaw, utc('2025-12-31T18:00'))).toBe(utc('2026-01-02T08:00'))
  })

  it('that never open say so; none at all means always', () => {
    const never: Schedule = { ...workdays('UTC'), week: [[], [], [], [], [], [], []] }
    expect(addWorking(never, 0, 1)).toBeUndefined()
    expect(nextOpening(never, 0)).toBeUndefined()
    expect(workingMs(never, 0, 1e12)).toBe(0)
    expect(isOpen(undefined, 5)).toBe(true)
    expect(workingMs(undefined, 5, 9)).toBe(4)
    expect(addWorking(undefined, 5, 4)).toBe(9)
  })

  it('are refused with a zone, a date or a period that is none', () => {
    const good = workdays('Europe/Moscow')
    const accepts = (s: unknown) => Schedule.safeParse(s).success
    expect(accepts(good)).toBe(true)
    expect(isTimeZone('Mars/Olympus')).toBe(false)
    expect(accepts({ ...good, timeZone: 'Mars/Olympus' })).toBe(false)
    expect(accepts({ ...good, holidays: [{ date: '13-01', name: '', periods: [] }] })).toBe(false)
    expect(accepts({ ...good, week: [[{ from: 600, to: 600 }], [], [], [], [], [], []] })).toBe(false)
    expect(accepts({ ...good, week: [] })).toBe(false)
  })
})
