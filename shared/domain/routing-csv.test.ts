import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Company } from './company.ts'
import {
  holidaysCsv,
  parseCsv,
  peopleCsv,
  periodsText,
  readHolidays,
  readPeople,
  readPeriods,
  toCsv,
} from './routing-csv.ts'
import { defaultRouting, type RoutingSettings } from './routing-settings.ts'

const operator = (id: string, queueIds: string[] = []) => ({
  operatorId: id,
  name: `Name, ${id}`,
  login: id,
  queueIds,
})
const routing = {
  ...defaultRouting,
  teams: [{ teamId: 'sales', name: 'Sales', operatorIds: ['lena'] }],
  operators: [{ operatorId: 'lena', skillIds: ['ru'], capacity: { total: 3, channels: { email: 9 } } }],
  schedules: [
    {
      scheduleId: 'office',
      name: 'Office',
      timeZone: 'UTC',
      week: [[], [], [], [], [], [], []],
      holidays: [
        { date: '01-01', name: 'New "Year"', periods: [] },
        { date: '2026-12-24', name: '=Eve', periods: [{ from: 540, to: 780 }] },
      ],
    },
  ],
} as unknown as RoutingSettings
const company = {
  operators: [operator('lena', ['q-1']), operator('max')],
  queues: [
    { queueId: 'q-1', name: {} },
    { queueId: 'q-2', name: {} },
  ],
  routing,
} as unknown as Company

describe('tables of people and holidays', () => {
  it('come back as they went out, whatever is in a cell', () => {
    const cell = fc.string().filter((s) => s === s.trim() && !/^['\uFEFF]/.test(s) && !s.includes('\r'))
    fc.assert(
      fc.property(
        fc.array(
          fc.array(
            cell.filter((s) => s !== ''),
            { minLength: 2, maxLength: 4 },
          ),
          { minLength: 1, maxLength: 5 },
        ),
        (rows) => {
          const guarded = rows.map((row) => row.map((c) => (/^[=+@-]/.test(c) ? `'${c}` : c)))
          const comma = (line: string) => line.split(';').length > line.split(',').length
          const text = toCsv(rows)
          if (comma(text.slice(0, text.indexOf('\n')))) return
          expect(parseCsv(text)).toEqual(guarded)
        },
      ),
    )
    const people = readPeople(peopleCsv(company), company)
    expect(people).toEqual({
      operatorQueues: [
        { operatorId: 'lena', queueIds: ['q-1'] },
        { operatorId: 'max', queueIds: [] },
      ],
      routing: {
        teams: routing.teams,
        skills: [{ skillId: 'ru', name: 'ru' }],
        operators: [routing.operators[0], { operatorId: 'max', skillIds: [] }],
      },
      faults: [],
    })
    expect(readHolidays(holidaysCsv(routing), routing)).toEqual({ schedules: routing.schedules, faults: [] })
  })

  it('name what cannot be, line by line, and leave the rest in', () => {
    const text =
      'login;name;queues;teams;skills;capacity\nmax;;q-2;support;pl|en;5\nnobody;;;;;\nlena;;q-9;;;\nLENA;;;;;lots\n'
    const read = readPeople(text, company)
    expect(read?.faults).toEqual([
      { line: 3, what: 'nobody' },
      { line: 4, what: 'q-9' },
      { line: 5, what: 'lots' },
    ])
    expect(read?.operatorQueues).toEqual([{ operatorId: 'max', queueIds: ['q-2'] }])
    expect(read?.routing.teams.find((t) => t.teamId === 'support')?.operatorIds).toEqual(['max'])
    expect(readPeople('a,b\n1,2', company)).toBeUndefined()
    expect(
      readHolidays(
        'schedule,date,name,hours\noffice,13-40,X,\nnone,01-01,X,\noffice,05-01,May,10:00-9:00\noffice,05-02,,10:00-14:00',
        routing,
      )?.faults.map((f) => f.line),
    ).toEqual([2, 3, 4])
  })

  it('read times as they are written', () => {
    expect(readPeriods('9:00-13:00 | 14:00–24:00')).toEqual([
      { from: 540, to: 780 },
      { from: 840, to: 1440 },
    ])
    expect(periodsText(readPeriods('9:00-13:00') ?? [])).toBe('09:00-13:00')
    for (const bad of ['9-13', '13:00-12:00', '25:00-26:00', '10:60-11:00'])
      expect(readPeriods(bad)).toBeUndefined()
  })
})
