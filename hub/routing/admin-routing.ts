import type { Company, Queue } from '../../shared/domain/company.ts'
import { type RoutingSettings, routingOf } from '../../shared/domain/routing-settings.ts'
import { CodedError } from '../../shared/lib/result.ts'
import type { RoutingChange } from '../../shared/protocol/routing-protocol.ts'
import { once } from '../lib/once.ts'
import type { Parts } from '../parts.ts'
import { type Handlers, operatorOf } from '../realtime/caller.ts'

/** Queues, teams, skills, hours, breaks and promises: what is given replaces what was, whole or not at all. */
export function routingAdminHandlers(parts: Parts): Handlers<'admin.set-routing'> {
  const { book, stores, views, now } = parts
  const shown = () => {
    const { routing, queues, operators } = book.get()
    return { routing: routingOf({ routing }), queues, operators }
  }
  return {
    'admin.set-routing': ({ id, change }, caller) => {
      const { operatorId: actor } = operatorOf(caller)
      const make = async () => {
        const { operators, ...company } = book.get()
        const routing = { ...routingOf(company), ...change.routing } as RoutingSettings
        const queues = change.queues ?? company.queues
        const queuesOf = new Map(change.operatorQueues?.map((o) => [o.operatorId, o.queueIds]))
        const queueOf = new Map(change.accountQueues?.map((a) => [a.accountId, a.queueId]))
        const accounts = company.accounts.map((account) => ({
          ...account,
          queueId: queueOf.get(account.accountId) ?? account.queueId,
        }))
        if (queueOf.size && [...queueOf.keys()].some((id) => !accounts.some((a) => a.accountId === id)))
          throw new CodedError('NOT_FOUND')
        check({ ...company, accounts, operators }, { routing, queues, queuesOf })
        const left = company.queues.filter(
          (q) => !q.archived && !queues.some((now) => now.queueId === q.queueId && !now.archived),
        )
        if (
          views.inbox(0).some((row) => row.status !== 'closed' && left.some((q) => q.queueId === row.queueId))
        )
          throw new CodedError('QUEUE_NOT_EMPTY')
        await stores.audit.append({
          at: now(),
          actor,
          action: 'admin.set-routing',
          subject: 'company',
          detail: summaryOf(change),
        })
        const moved = operators.flatMap((operator) => {
          const queueIds = queuesOf.get(operator.operatorId)
          return queueIds && !sameList(queueIds, operator.queueIds) ? [{ ...operator, queueIds }] : []
        })
        await book.setWith({ ...company, accounts, queues, routing }, moved)
        return shown()
      }
      return once(parts, { actor, id, on: 'company' }, { change: make, again: shown })
    },
  }
}

type Wanted = {
  routing: RoutingSettings
  queues: readonly Queue[]
  queuesOf: ReadonlyMap<string, readonly string[]>
}

/** Nothing may speak of what is not there. @throws CodedError QUEUE_IN_USE, INVALID_INPUT */
function check(company: Company, { routing, queues, queuesOf }: Wanted): void {
  const queueIds = new Set<string>(queues.map((q) => q.queueId))
  if (queueIds.size !== queues.length) throw new CodedError('INVALID_INPUT', 'a queue twice')
  const open = new Set<string>(queues.filter((q) => !q.archived).map((q) => q.queueId))
  if (company.accounts.some((a) => !open.has(a.queueId))) throw new CodedError('QUEUE_IN_USE')
  // What has happened in a queue is told by its name for ever: it is archived, and never gone.
  if (company.queues.some((q) => !queueIds.has(q.queueId)))
    throw new CodedError('INVALID_INPUT', 'a queue is archived, not removed')
  const known = (what: string, ids: Iterable<string>, among: ReadonlySet<string>) => {
    for (const id of ids) if (!among.has(id)) throw new CodedError('INVALID_INPUT', `no such ${what}: ${id}`)
  }
  const unique = (what: string, ids: string[]): Set<string> => {
    const set = new Set(ids)
    if (set.size !== ids.length) throw new CodedError('INVALID_INPUT', `a ${what} twice`)
    return set
  }
  const operators = new Set<string>(company.operators.map((o) => o.operatorId))
  const teams = unique(
    'team',
    routing.teams.map((t) => t.teamId),
  )
  const skills = unique(
    'skill',
    routing.skills.map((s) => s.skillId),
  )
  const schedules = unique(
    'schedule',
    routing.schedules.map((s) => s.scheduleId),
  )
  unique(
    'break',
    routing.breaks.map((b) => b.breakId),
  )
  unique(
    'queue',
    routing.queues.map((q) => q.queueId),
  )
  unique(
    'operator',
    routing.operators.map((o) => o.operatorId),
  )
  for (const queue of routing.queues) {
    known('queue', [queue.queueId], queueIds)
    known('team', queue.teamIds, teams)
    known('skill', queue.skillIds, skills)
    known('schedule', queue.scheduleId ? [queue.scheduleId] : [], schedules)
    known('operator', queue.order, operators)
  }
  for (const team of routing.teams) known('operator', team.operatorIds, operators)
  for (const operator of routing.operators) {
    known('operator', [operator.operatorId], operators)
    known('skill', operator.skillIds, skills)
  }
  for (const [operatorId, ids] of queuesOf) {
    known('operator', [operatorId], operators)
    known('queue', ids, queueIds)
  }
}

const sameList = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((id, i) => id === b[i])

/** Which parts were changed; the settings themselves are no secret, but long. */
const summaryOf = (change: RoutingChange): Record<string, unknown> => {
  const { routing, queues, operatorQueues, accountQueues } = change
  return {
    parts: Object.keys(routing ?? {}),
    ...(queues ? { queues: queues.map((q) => q.queueId) } : {}),
    ...(operatorQueues ? { operators: operatorQueues.length } : {}),
    ...(accountQueues ? { accounts: accountQueues.map((a) => a.accountId) } : {}),
  }
}
