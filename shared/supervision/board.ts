import { Presence } from '../domain/company.ts'
import { Direction } from '../domain/event.ts'
import { CallId, ContactId, OperatorId, QueueId } from '../lib/ids.ts'
import { z } from '../lib/schema.ts'
import { CallPhase } from '../softphone/call.ts'

/** Supervising a call, from the least to the most. */
export const SuperviseMode = z.enum(['listen', 'whisper', 'barge', 'takeover'])
export type SuperviseMode = z.infer<typeof SuperviseMode>

const words = (max: number) => z.string().check(z.maxLength(max))
/** Moments are UTC milliseconds of the hub's clock. */
const moment = z.number().check(z.gte(0))

/** One stretch of a call's talk: who spoke in it, bit 1 the operator, bit 2 the customer. */
const Stretch = z.number().check(z.gte(0), z.lte(3))

/** A call as its console tells the hub: numbers and names, never sound. */
export const DeskCall = z.object({
  callId: CallId,
  direction: Direction,
  phase: CallPhase,
  remote: words(320),
  name: z.optional(words(200)),
  contactId: z.optional(ContactId),
  queueId: z.optional(QueueId),
  line: z.optional(words(200)),
  /** Since when it is talked on, else since when it rings. */
  since: moment,
  heldAt: z.optional(moment),
  muted: z.boolean(),
  mos: z.optional(z.number().check(z.gte(0), z.lte(5))),
  /** Since when both speak at once, and since when nobody does. */
  talkOverAt: z.optional(moment),
  silentAt: z.optional(moment),
  recording: z.enum(['off', 'on', 'paused', 'failed']),
  /** The last two minutes, oldest first, in stretches of `stretchSeconds`. */
  talk: z.array(Stretch).check(z.maxLength(24)),
})
export type DeskCall = z.infer<typeof DeskCall>
export const stretchSeconds = 5
export const stretches = 24

/** What one console tells of itself. */
export const DeskState = z.object({ calls: z.array(DeskCall).check(z.maxLength(12)) })
export type DeskState = z.infer<typeof DeskState>

/** An operator asks for help. */
export const Hand = z.object({
  operatorId: OperatorId,
  at: moment,
  reason: words(200),
  callId: z.optional(CallId),
  customer: z.optional(words(320)),
  contactId: z.optional(ContactId),
  queueId: z.optional(QueueId),
  takenBy: z.optional(OperatorId),
})
export type Hand = z.infer<typeof Hand>

export const BoardLine = z.object({
  operatorId: OperatorId,
  presence: Presence,
  since: moment,
  calls: z.array(DeskCall),
  /** The console with these calls has not been heard of since then; the calls are as it told them last. */
  lostAt: z.optional(moment),
  chats: z.object({
    count: z.number(),
    name: z.optional(z.string()),
    channel: z.optional(z.string()),
    queueId: z.optional(QueueId),
    since: z.optional(moment),
  }),
  hand: z.optional(Hand),
  /** Who is on their calls. */
  supervisors: z.array(z.object({ operatorId: OperatorId, callId: CallId, mode: SuperviseMode })),
})
export type BoardLine = z.infer<typeof BoardLine>

export const BoardQueue = z.object({
  queueId: QueueId,
  waiting: z.number(),
  waitingSince: z.optional(moment),
  chats: z.number(),
  /** Of today's calls to it that have been answered or lost: answered within 20 s, and lost; 0 to 1. */
  inTime: z.optional(z.number()),
  lost: z.optional(z.number()),
})
export type BoardQueue = z.infer<typeof BoardQueue>

/** `all`: everything there is, else only what has changed. */
export const Board = z.object({
  all: z.boolean(),
  lines: z.array(BoardLine),
  queues: z.array(BoardQueue),
})
export type Board = z.infer<typeof Board>

const ranks: Record<SuperviseMode, number> = { listen: 0, whisper: 1, barge: 2, takeover: 3 }
/** How much a supervisor does to a call: what is less may be put into effect before what is more. */
export const superviseRank = (mode: SuperviseMode): number => ranks[mode]
export const speaks = (mode: SuperviseMode): boolean => mode !== 'listen'

/** Folds a push into what is known. */
export function foldBoard(known: Board | undefined, push: Board): Board {
  if (push.all || !known) return push
  const lines = new Map(known.lines.map((line) => [line.operatorId, line]))
  for (const line of push.lines) lines.set(line.operatorId, line)
  const queues = new Map(known.queues.map((queue) => [queue.queueId, queue]))
  for (const queue of push.queues) queues.set(queue.queueId, queue)
  return { all: true, lines: [...lines.values()], queues: [...queues.values()] }
}
