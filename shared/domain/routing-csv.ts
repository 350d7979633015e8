import type { OperatorId } from '../lib/ids.ts'
import type { Company } from './company.ts'
import { type OperatorRules, type RoutingSettings, routingOf } from './routing-settings.ts'
import { Holiday, type Period } from './working-hours.ts'

/** The cells of a table as text (RFC 4180), separated by commas, or by semicolons where the first line has more of those. */
export function parseCsv(text: string): string[][] {
  const first = text.slice(0, text.indexOf('\n') < 0 ? undefined : text.indexOf('\n'))
  const comma = first.split(';').length > first.split(',').length ? ';' : ','
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let quoted = false
  const endCell = () => {
    row.push(cell.trim())
    cell = ''
  }
  const endRow = () => {
    endCell()
    if (row.some((c) => c !== '')) rows.push(row)
    row = []
  }
  const source = text.replace(/^\uFEFF/, '')
  for (let i = 0; i < source.length; i++) {
    const c = source[i] ?? ''
    if (quoted) {
      if (c !== '"') cell += c
      else if (source[i + 1] === '"') {
        cell += '"'
        i++
      } else quoted = false
    } else if (c === '"') quoted = true
    else if (c === comma) endCell()
    else if (c === '\n') endRow()
    else if (c !== '\r') cell += c
  }
  endRow()
  return rows
}

/** A table as text. A cell that a spreadsheet would take for a formula is kept from being one. */
export const toCsv = (rows: readonly (readonly string[])[]): string =>
  `\uFEFF${rows.map((row) => row.map(cellOf).join(',')).join('\r\n')}\r\n`

const cellOf = (text: string): string => {
  const safe = /^'*[=+@-]/.test(text) ? `'${text}` : text
  return /[",;\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
/** What such a cell was before. */
export const plain = (text: string): string => text.replace(/^'(?='*[=+@-])/, '')
const listOf = (text: string): string[] => [
  ...new Set(
    text
      .split('|')
      .map((part) => plain(part.trim()))
      .filter(Boolean),
  ),
]

const peopleHead = ['login', 'name', 'queues', 'teams', 'skills', 'capacity']

/** Who works for what: one line for each person. */
export function peopleCsv(company: Company): string {
  const routing = routingOf(company)
  return toCsv([
    peopleHead,
    ...company.operators.map((o) => {
      const rules = routing.operators.find((r) => r.operatorId === o.operatorId)
      const teams = routing.teams.filter((t) => t.operatorIds.includes(o.operatorId)).map((t) => t.teamId)
      return [
        o.login,
        o.name,
        o.queueIds.join('|'),
        teams.join('|'),
        (rules?.skillIds ?? []).join('|'),
        rules?.capacity ? String(rules.capacity.total) : '',
      ]
    }),
  ])
}

export type ReadFault = { line: number; what: string }
export type PeopleRead = {
  operatorQueues: { operatorId: OperatorId; queueIds: Company['operators'][number]['queueIds'] }[]
  routing: Pick<RoutingSettings, 'operators' | 'teams' | 'skills'>
  faults: ReadFault[]
}

/**
 * The same read back. People who are not in the table stay as they were; a line that speaks of what is not there is
 * left out and named. New teams and skills are made. Undefined when it is no such table.
 */
export function readPeople(text: string, company: Company): PeopleRead | undefined {
  const [head, ...lines] = parseCsv(text)
  if (!head || !peopleHead.every((name, i) => name === 'name' || head[i]?.toLowerCase() === name))
    return undefined
  const routing = routingOf(company)
  const rules = new Map(routing.operators.map((o) => [o.operatorId, o]))
  const teams = new Map(routing.teams.map((t) => [t.teamId, { ...t, operatorIds: [...t.operatorIds] }]))
  const skills = new Map(routing.skills.map((s) => [s.skillId, s]))
  const read: PeopleRead = {
    operatorQueues: [],
    routing: { operators: [], teams: [], skills: [] },
    faults: [],
  }
  lines.forEach(([login = '', , queues = '', teamList = '', skillList = '', capacity = ''], i) => {
    const line = i + 2
    const operator = company.operators.find((o) => o.login.toLowerCase() === plain(login).toLowerCase())
    const queueIds = listOf(queues) as PeopleRead['operatorQueues'][number]['queueIds']
    const unknown = queueIds.find((id) => !company.queues.some((q) => q.queueId === id))
    const total = capacity === '' ? undefined : Number(capacity)
    const badId = [...listOf(teamList), ...listOf(skillList)].find((id) => !/^[\w.:@+~=-]{1,80}$/.test(id))
    const fault = !operator
      ? login
      : (unknown ??
        badId ??
        (total !== undefined && !(Number.isInteger(total) && total >= 0 && total <= 100)
          ? capacity
          : undefined))
    if (fault !== undefined || !operator) {
      read.faults.push({ line, what: fault ?? login })
      return
    }
    const { operatorId } = operator
    read.operatorQueues.push({ operatorId, queueIds })
    for (const team of teams.values()) team.operatorIds = team.operatorIds.filter((id) => id !== operatorId)
    for (const teamId of listOf(teamList)) {
      const team = teams.get(teamId) ?? { teamId, name: teamId, operatorIds: [] }
      team.operatorIds.push(operatorId)
      teams.set(teamId, team)
    }
    for (const skillId of listOf(skillList))
      if (!skills.has(skillId)) skills.set(skillId, { skillId, name: skillId })
    const one: OperatorRules = {
      operatorId,
      skillIds: listOf(skillList),
      ...(total === undefined
        ? {}
        : { capacity: { total, channels: rules.get(operatorId)?.capacity?.channels ?? {} } }),
    }
    rules.set(operatorId, one)
  })
  read.routing = { operators: [...rules.values()], teams: [...teams.values()], skills: [...skills.values()] }
  return read
}

const holidayHead = ['schedule', 'date', 'name', 'hours']
const two = (n: number) => String(n).padStart(2, '0')
const timeText = (minutes: number) => `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`

/** Periods as people write them: `09:00-13:00|14:00-18:00`; nothing for a closed day. */
export const periodsText = (periods: readonly Period[]): string =>
  periods.map((p) => `${timeText(p.from)}-${timeText(p.to)}`).join('|')

/** The same read back; undefined when it is no time of a day, or ends before it begins. */
export function readPeriods(text: string): Period[] | undefined {
  const periods: Period[] = []
  for (const part of text
    .split('|')
    .map((p) => p.trim())
    .filter(Boolean)) {
    const match = /^(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})$/.exec(part)
    if (!match) return undefined
    const [h1 = 0, m1 = 0, h2 = 0, m2 = 0] = match.slice(1).map(Number)
    const [from, to] = [h1 * 60 + m1, h2 * 60 + m2]
    if (m1 > 59 || m2 > 59 || from >= to || to > 1440) return undefined
    periods.push({ from, to })
  }
  return periods
}

/** Every holiday of every schedule. */
export const holidaysCsv = (routing: RoutingSettings): string =>
  toCsv([
    holidayHead,
    ...routing.schedules.flatMap((s) =>
      s.holidays.map((h) => [s.scheduleId, h.date, h.name, periodsText(h.periods)]),
    ),
  ])

/** The holidays of a table take the place of those of each schedule that it names. Undefined when it is no such table. */
export function readHolidays(
  text: string,
  routing: RoutingSettings,
): { schedules: RoutingSettings['schedules']; faults: ReadFault[] } | undefined {
  const [head, ...lines] = parseCsv(text)
  if (!head || !holidayHead.every((name, i) => head[i]?.toLowerCase() === name)) return undefined
  const faults: ReadFault[] = []
  const found = new Map<string, Holiday[]>()
  lines.forEach(([scheduleId = '', date = '', name = '', hours = ''], i) => {
    const periods = readPeriods(hours)
    const holiday = Holiday.safeParse({ date, name: plain(name), periods })
    if (!routing.schedules.some((s) => s.scheduleId === scheduleId))
      faults.push({ line: i + 2, what: scheduleId })
    else if (!holiday.success) faults.push({ line: i + 2, what: `${date} ${hours}`.trim() })
    else found.set(scheduleId, [...(found.get(scheduleId) ?? []), holiday.data])
  })
  return {
    schedules: routing.schedules.map((s) => ({ ...s, holidays: found.get(s.scheduleId) ?? s.holidays })),
    faults,
  }
}
