import type { Company, Queue } from '../../shared/domain/company.ts'
import { type RoutingSettings, routingOf } from '../../shared/domain/routing-settings.ts'
import { CodedError } from '../../shared/lib/result.ts'
import type { RoutingChange } from '../../shared/protocol/routing-protocol.ts'
import type { Parts } from '../parts.ts'
import { type Handlers, operatorOf } from '../realtime/caller.ts'

/** Queues, teams, skills, hours, breaks and promises: what is given replaces what was, whole or not at all. */
export function routingAdminHandlers({ book, stores, locks, now }: Parts): Handlers<'admin.set-routing'> {
  return {
    'admin.set-routing': ({ change }, caller) =>
      locks.run('company', async () => {
        const { operators, ...company } = book.get()
        const routing = { ...routingOf(company), ...change.routing } as RoutingSettings
        const queues = change.queues ?? company.queues
        const queuesOf = new Map(change.operatorQueues?.map((o) => [o.operatorId, o.queueIds]))
        check({ ...company, operators }, { routing, queues, queuesOf })
        await stores.audit.append({
          at: now(),
          actor: operatorOf(caller).operatorId,
          action: 'admin.set-routing',
          subject: 'company',
          detail: summaryOf(change),
        })
        const moved = operators.flatMap((operator) => {
          const queueIds = queuesOf.get(operator.operatorId)
          return queueIds && !sameList(queueIds, operator.queueIds) ? [{ ...operator, queueIds }] : []
        })
        await book.setWith({ ...company, queues, routing }, moved)
        return { routing, queues, operators: book.get().operators }
      }),
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
  if (company.accounts.some((a) => !queueIds.has(a.queueId))) throw new CodedError('QUEUE_IN_USE')
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
const summaryOf = ({ routing, queues, operatorQueues }: RoutingChange): Record<string, unknown> => ({
  parts: Object.keys(routing ?? {}),
  ...(queues ? { queues: queues.map((q) => q.queueId) } : {}),
  ...(operatorQueues ? { operators: operatorQueues.length } : {}),
})
