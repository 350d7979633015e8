import type { ErrorCode } from '../lib/errors.ts'
import type { OperatorId, QueueId } from '../lib/ids.ts'
import { languages } from '../lib/language.ts'
import { ChannelKind } from './channel.ts'
import type { Company, Queue } from './company.ts'
import { parseCsv, plain, toCsv } from './routing-csv.ts'
import { Distribution, type QueueRules, routingOf, rulesOf, SlaTarget } from './routing-settings.ts'

/** One row of a table that was not taken, with its line in the file (the heading is 1) and what was wrong in it. */
export type RowFault = { line: number; code: ErrorCode; what: string }
/** What a table would change: each field by the name of its column, as it is and as it would be. */
export type QueueDifference = {
  queueId: QueueId
  isNew: boolean
  fields: { column: string; from: string; to: string }[]
}
export type QueuesRead = {
  queues: Queue[]
  rules: QueueRules[]
  differences: QueueDifference[]
  faults: RowFault[]
}

const channels = ChannelKind.options
const columns = [
  'queue',
  ...languages.map((l) => `name_${l}`),
  'archived',
  'distribution',
  'order',
  'teams',
  'skills',
  'hours',
  'priority',
  'auto',
  'offer_seconds',
  'return_seconds',
  'same_operator_days',
  ...channels.map((c) => `promise_${c}`),
] as const

/** Every queue with its rules, one line each; `promise_…` is “first/next”, in seconds. */
export const queuesCsv = (company: Company): string =>
  toCsv([
    [...columns],
    ...company.queues.map((queue) => cellsOf(queue, rulesIn(company, queue.queueId), company)),
  ])

const rulesIn = (company: Company, queueId: QueueId): QueueRules => ({
  ...rulesOf(routingOf(company), queueId),
  queueId,
})

function cellsOf(queue: Queue, rules: QueueRules, company: Company): string[] {
  const loginOf = (id: OperatorId) => company.operators.find((o) => o.operatorId === id)?.login ?? id
  return [
    queue.queueId,
    ...languages.map((l) => queue.name[l] ?? ''),
    yes(queue.archived ?? false),
    rules.distribution,
    rules.order.map(loginOf).join('|'),
    rules.teamIds.join('|'),
    rules.skillIds.join('|'),
    rules.scheduleId ?? '',
    String(rules.priority),
    yes(rules.autoAccept),
    String(rules.offerSeconds),
    rules.returnAfterSeconds === null ? '' : String(rules.returnAfterSeconds),
    String(rules.sameOperatorDays),
    ...channels.map((c) => {
      const target = rules.sla[c]
      return target ? `${target.first}/${target.next}` : ''
    }),
  ]
}
const yes = (on: boolean): string => (on ? 'yes' : 'no')

/**
 * Such a table read back, and what it would change; nothing is changed by reading. Columns may stand in any order, and
 * those that are left out leave what was; so do queues without a line. A queue of an unknown id is a new one. Undefined
 * when it is no such table.
 */
export function readQueues(text: string, company: Company): QueuesRead | undefined {
  const [head, ...lines] = parseCsv(text)
  const at = new Map(head?.map((name, i) => [name.toLowerCase(), i]))
  if (!at.has('queue') || ![...at.keys()].every((name) => (columns as readonly string[]).includes(name)))
    return undefined
  const queues = new Map(company.queues.map((q) => [q.queueId, q]))
  const rules = new Map(routingOf(company).queues.map((r) => [r.queueId, r]))
  const read: QueuesRead = { queues: [], rules: [], differences: [], faults: [] }
  const seen = new Set<string>()
  lines.forEach((cells, i) => {
    const row = rowOf(cells, at, company)
    const queueId = row.queue.queueId
    const fault =
      row.fault ?? (seen.has(queueId) ? { code: 'IMPORT_ROW_TWICE' as const, what: queueId } : undefined)
    if (fault) {
      read.faults.push({ line: i + 2, ...fault })
      return
    }
    seen.add(queueId)
    const known = queues.get(queueId)
    const before = known ? cellsOf(known, rulesIn(company, queueId), company) : columns.map(() => '')
    const after = cellsOf(row.queue, row.rules, company)
    const fields = columns.flatMap((column, c) => {
      const [from = '', to = ''] = [before[c], after[c]]
      return from === to ? [] : [{ column, from, to }]
    })
    if (fields.length === 0) return
    read.differences.push({ queueId, isNew: !known, fields })
    queues.set(queueId, row.queue)
    rules.set(queueId, row.rules)
  })
  read.queues = [...queues.values()]
  read.rules = [...rules.values()]
  return read
}

type Row = { queue: Queue; rules: QueueRules; fault?: Pick<RowFault, 'code' | 'what'> }

function rowOf(cells: string[], at: ReadonlyMap<string, number>, company: Company): Row {
  let fault: Row['fault']
  const wrong = (code: ErrorCode, what: string) => {
    fault ??= { code, what }
  }
  const cell = (column: string): string | undefined => {
    const i = at.get(column)
    return i === undefined ? undefined : plain(cells[i] ?? '')
  }
  const queueId = (cell('queue') ?? '') as QueueId
  const known = company.queues.find((q) => q.queueId === queueId)
  const rules = rulesIn(company, queueId)
  const queue: Queue = { queueId, name: { ...known?.name }, ...(known?.archived ? { archived: true } : {}) }
  if (!queueId) wrong('IMPORT_ROW_EMPTY', '')
  else if (!/^[\w.:@+~=-]{1,80}$/.test(queueId)) wrong('IMPORT_ROW_VALUE', queueId)
  const whole = (column: string, least: number, most: number, take: (n: number) => void) => {
    const text = cell(column)
    if (text === undefined) return
    const n = Number(text)
    if (text !== '' && Number.isInteger(n) && n >= least && n <= most) take(n)
    else wrong('IMPORT_ROW_VALUE', `${column}: ${text}`)
  }
  const truth = (column: string, take: (on: boolean) => void) => {
    const text = cell(column)?.toLowerCase()
    if (text === undefined) return
    if (text === 'yes' || text === 'no' || text === '') take(text === 'yes')
    else wrong('IMPORT_ROW_VALUE', `${column}: ${text}`)
  }
  const listed = (column: string, known: ReadonlySet<string>, take: (ids: string[]) => void) => {
    const text = cell(column)
    if (text === undefined) return
    const ids = [
      ...new Set(
        text
          .split('|')
          .map((part) => part.trim())
          .filter(Boolean),
      ),
    ]
    const unknown = ids.find((id) => !known.has(id))
    if (unknown === undefined) take(ids)
    else wrong('IMPORT_ROW_UNKNOWN', `${column}: ${unknown}`)
  }
  for (const language of languages) {
    const name = cell(`name_${language}`)
    if (name === undefined) continue
    if (name.length > 120) wrong('IMPORT_ROW_VALUE', name)
    if (name) queue.name[language] = name
    else delete queue.name[language]
  }
  if (!Object.values(queue.name).some(Boolean)) wrong('IMPORT_ROW_VALUE', 'name')
  truth('archived', (on) => {
    if (on) queue.archived = true
    else delete queue.archived
  })
  const distribution = cell('distribution')
  if (distribution !== undefined) {
    const parsed = Distribution.safeParse(distribution)
    if (parsed.success) rules.distribution = parsed.data
    else wrong('IMPORT_ROW_VALUE', `distribution: ${distribution}`)
  }
  const routing = routingOf(company)
  const byLogin = new Map(company.operators.map((o) => [o.login, o.operatorId]))
  listed('order', new Set(byLogin.keys()), (logins) => {
    rules.order = logins.flatMap((login) => byLogin.get(login) ?? [])
  })
  listed('teams', new Set(routing.teams.map((t) => t.teamId)), (ids) => {
    rules.teamIds = ids
  })
  listed('skills', new Set(routing.skills.map((s) => s.skillId)), (ids) => {
    rules.skillIds = ids
  })
  listed('hours', new Set(routing.schedules.map((s) => s.scheduleId)), ([id]) => {
    if (id) rules.scheduleId = id
    else delete rules.scheduleId
  })
  whole('priority', 0, 9, (n) => {
    rules.priority = n
  })
  truth('auto', (on) => {
    rules.autoAccept = on
  })
  whole('offer_seconds', 5, 3600, (n) => {
    rules.offerSeconds = n
  })
  if (cell('return_seconds') === '') rules.returnAfterSeconds = null
  else
    whole('return_seconds', 0, 86_400, (n) => {
      rules.returnAfterSeconds = n
    })
  whole('same_operator_days', 0, 365, (n) => {
    rules.sameOperatorDays = n
  })
  rules.sla = { ...rules.sla }
  for (const channel of channels) {
    const text = cell(`promise_${channel}`)
    if (text === undefined) continue
    const [first, next] = text.split('/').map(Number)
    const target = SlaTarget.safeParse({ first, next })
    if (text === '') delete rules.sla[channel]
    else if (target.success) rules.sla[channel] = target.data
    else wrong('IMPORT_ROW_VALUE', `promise_${channel}: ${text}`)
  }
  return { queue, rules, ...(fault ? { fault } : {}) }
}
