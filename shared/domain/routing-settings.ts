import { OperatorId, QueueId } from '../lib/ids.ts'
import { Localised } from '../lib/language.ts'
import { z } from '../lib/schema.ts'
import { ChannelKind } from './channel.ts'
import { Schedule } from './working-hours.ts'

const key = z.string().check(z.minLength(1), z.maxLength(80), z.regex(/^[\w.:@+~=-]+$/))
const name = z.string().check(z.minLength(1), z.maxLength(120))
const seconds = z.number().check(z.int(), z.gte(1), z.lte(30 * 86_400))

/**
 * Whom a conversation is offered to.
 * - `all`: everybody who is able, the first one wins
 * - `longest-idle`: who has been without new work for longest
 * - `evenly`: who has taken fewest today
 * - `in-order`: the first in the list who is able
 */
export const Distribution = z.enum(['all', 'longest-idle', 'evenly', 'in-order'])
export type Distribution = z.infer<typeof Distribution>

/** What is promised to a customer, in seconds of the queue's working time. */
export const SlaTarget = z.object({
  /** From the first word to the first answer of a person; of a call: until it is answered. */
  first: seconds,
  /** From any later word to the answer; of a missed call: until it is called back. */
  next: seconds,
})
export type SlaTarget = z.infer<typeof SlaTarget>

const said = z.optional(z.string().check(z.maxLength(1000)))
/** What a customer meets who comes while the queue is closed. */
export const OffHours = z.object({
  /** Sent once in a handling, by itself; nothing where a language says nothing. */
  reply: z.object({ ru: said, pl: said, en: said }),
  /** The site offers to leave a number or an address instead of waiting. */
  form: z.boolean(),
})
export type OffHours = z.infer<typeof OffHours>

export const QueueRules = z.object({
  queueId: QueueId,
  distribution: Distribution,
  /** Of `in-order`; who is not in it comes last. */
  order: z.array(OperatorId).check(z.maxLength(500)),
  /** Teams that serve it, beside the operators who have it as their own. */
  teamIds: z.array(key).check(z.maxLength(100)),
  /** Skills that one must have to be offered its conversations. */
  skillIds: z.array(key).check(z.maxLength(50)),
  scheduleId: z.optional(key),
  offHours: z.optional(OffHours),
  /** Higher goes first. */
  priority: z.number().check(z.int(), z.gte(0), z.lte(9)),
  /** Begins by itself with whoever is chosen, without a question. */
  autoAccept: z.boolean(),
  /** How long an offer stands before it goes on to the next; `all` waits for as long as it takes. */
  offerSeconds: z.number().check(z.int(), z.gte(5), z.lte(3600)),
  /** How long an owner may be away before the customers that wait go back to the queue; null: never. */
  returnAfterSeconds: z.nullable(z.number().check(z.int(), z.gte(0), z.lte(86_400))),
  /** For how many days whoever spoke with a customer last is asked first, whatever the channel; 0: never. */
  sameOperatorDays: z.number().check(z.int(), z.gte(0), z.lte(365)),
  /** By channel; what is left out takes the default of its channel. */
  sla: z.partialRecord(ChannelKind, SlaTarget),
})
export type QueueRules = z.infer<typeof QueueRules>

export const Team = z.object({
  teamId: key,
  name,
  operatorIds: z.array(OperatorId).check(z.maxLength(1000)),
  /** Out of use: it serves no queue. */
  archived: z.optional(z.boolean()),
})
export type Team = z.infer<typeof Team>

export const Skill = z.object({ skillId: key, name })
export type Skill = z.infer<typeof Skill>

/** A break by its name; `presence` is what colleagues and callers meet meanwhile. */
export const Break = z.object({
  breakId: key,
  name: Localised,
  presence: z.enum(['away', 'busy']),
  /** Beyond it the clock turns amber. */
  limitMinutes: z.optional(z.number().check(z.int(), z.gte(1), z.lte(720))),
})
export type Break = z.infer<typeof Break>

const count = z.number().check(z.int(), z.gte(0), z.lte(100))

/** How many conversations somebody may have at once. */
export const Capacity = z.object({
  total: count,
  /** At most so many of one channel. */
  channels: z.partialRecord(ChannelKind, count),
})
export type Capacity = z.infer<typeof Capacity>

export const OperatorRules = z.object({
  operatorId: OperatorId,
  skillIds: z.array(key).check(z.maxLength(100)),
  /** Left out: as everybody. */
  capacity: z.optional(Capacity),
})
export type OperatorRules = z.infer<typeof OperatorRules>

export const RoutingSettings = z.object({
  teams: z.array(Team).check(z.maxLength(200)),
  skills: z.array(Skill).check(z.maxLength(300)),
  schedules: z.array(Schedule).check(z.maxLength(100)),
  queues: z.array(QueueRules).check(z.maxLength(200)),
  operators: z.array(OperatorRules).check(z.maxLength(5000)),
  breaks: z.array(Break).check(z.maxLength(40)),
  capacity: Capacity,
  /** Nothing new is offered to who is in a call. */
  voiceBlocks: z.boolean(),
  /** After a call nothing new is offered until it is wrapped up, at most for so long. */
  afterCallSeconds: z.number().check(z.int(), z.gte(0), z.lte(3600)),
  /** Who lets so many offers pass in a row is taken for away; 0: never. */
  missedOffers: z.number().check(z.int(), z.gte(0), z.lte(20)),
  /** A caller who gives up sooner is a short abandon, counted apart. */
  shortAbandonSeconds: z.number().check(z.int(), z.gte(0), z.lte(60)),
})
export type RoutingSettings = z.infer<typeof RoutingSettings>

const text = { first: 300, next: 300 }
/** What is promised where a queue says nothing. */
export const defaultSla: Readonly<Record<ChannelKind, SlaTarget>> = {
  site: { first: 60, next: 120 },
  app: { first: 60, next: 120 },
  telegram: text,
  whatsapp: text,
  viber: text,
  vk: text,
  sms: text,
  email: { first: 4 * 3600, next: 4 * 3600 },
  voice: { first: 20, next: 15 * 60 },
}

export const defaultRules = (queueId: QueueId): QueueRules => ({
  queueId,
  distribution: 'all',
  order: [],
  teamIds: [],
  skillIds: [],
  priority: 5,
  autoAccept: false,
  offerSeconds: 30,
  returnAfterSeconds: 60,
  sameOperatorDays: 7,
  sla: {},
})

export const defaultBreaks: readonly Break[] = [
  {
    breakId: 'lunch',
    name: { ru: 'Обед', pl: 'Obiad', en: 'Lunch' },
    presence: 'away',
    limitMinutes: 45,
  },
  {
    breakId: 'short',
    name: { ru: 'Короткий перерыв', pl: 'Krótka przerwa', en: 'Short break' },
    presence: 'away',
    limitMinutes: 15,
  },
  {
    breakId: 'training',
    name: { ru: 'Обучение', pl: 'Szkolenie', en: 'Training' },
    presence: 'busy',
  },
]

/** How a company that has set nothing works: everybody is offered everything, and the first one wins. */
export const defaultRouting: RoutingSettings = {
  teams: [],
  skills: [],
  schedules: [],
  queues: [],
  operators: [],
  breaks: [...defaultBreaks],
  capacity: { total: 8, channels: {} },
  voiceBlocks: true,
  afterCallSeconds: 60,
  missedOffers: 3,
  shortAbandonSeconds: 5,
}

type Routed = { routing?: RoutingSettings | undefined }
export const routingOf = (company: Routed | undefined): RoutingSettings => company?.routing ?? defaultRouting

/** What applies to a queue: its own rules, else those of a queue without any. */
export function rulesOf(routing: RoutingSettings, queueId: QueueId | undefined): QueueRules {
  return routing.queues.find((q) => q.queueId === queueId) ?? defaultRules(queueId ?? ('' as QueueId))
}

export const scheduleOf = (routing: RoutingSettings, queueId: QueueId | undefined): Schedule | undefined => {
  const { scheduleId } = rulesOf(routing, queueId)
  return scheduleId === undefined ? undefined : routing.schedules.find((s) => s.scheduleId === scheduleId)
}

export const slaOf = (
  routing: RoutingSettings,
  queueId: QueueId | undefined,
  channel: ChannelKind,
): SlaTarget => rulesOf(routing, queueId).sla[channel] ?? defaultSla[channel]

/** Whether an operator works for a queue: it is theirs, or their team's, or they are tied to nothing at all. */
export function serves(
  operator: { operatorId: OperatorId; queueIds: readonly QueueId[] },
  queueId: QueueId,
  routing: RoutingSettings,
): boolean {
  if (operator.queueIds.includes(queueId)) return true
  const teams = routing.teams.filter(
    (team) => !team.archived && team.operatorIds.includes(operator.operatorId),
  )
  const { teamIds } = rulesOf(routing, queueId)
  if (teams.some((team) => teamIds.includes(team.teamId))) return true
  return operator.queueIds.length === 0 && !teams.some((team) => ofAnyQueue(routing, team.teamId))
}

const ofAnyQueue = (routing: RoutingSettings, teamId: string): boolean =>
  routing.queues.some((queue) => queue.teamIds.includes(teamId))
