import type { Company } from '../../shared/domain/company.ts'
import { defaultRules, routingOf, rulesOf, serves } from '../../shared/domain/routing-settings.ts'
import type { QueueId } from '../../shared/lib/ids.ts'
import type { RouterOperator, RouterQueue, RouterSettings } from './work.ts'

/** The company's settings as the router needs them. Conversations go to operators; supervisors take what they want. */
export function routerSettings(company: Company | undefined): RouterSettings {
  const routing = routingOf(company)
  const queues = (company?.queues ?? []).map(({ queueId }): RouterQueue => {
    const rules = rulesOf(routing, queueId)
    return { ...rules, schedule: routing.schedules.find((s) => s.scheduleId === rules.scheduleId) }
  })
  const operators = (company?.operators ?? [])
    .filter((o) => !o.disabled && o.roles.includes('operator'))
    .map((operator): RouterOperator => {
      const own = routing.operators.find((o) => o.operatorId === operator.operatorId)
      return {
        operatorId: operator.operatorId,
        queueIds: new Set(queues.map((q) => q.queueId).filter((id) => serves(operator, id, routing))),
        skillIds: new Set(own?.skillIds),
        capacity: own?.capacity ?? routing.capacity,
      }
    })
  return {
    queues: new Map(queues.map((queue) => [queue.queueId, queue])),
    otherwise: defaultRules('' as QueueId),
    operators: new Map(operators.map((o) => [o.operatorId, o])),
    voiceBlocks: routing.voiceBlocks,
    missedOffers: routing.missedOffers,
  }
}
