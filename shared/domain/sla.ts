import type { Conversation } from './conversation.ts'
import { type RoutingSettings, scheduleOf, slaOf } from './routing-settings.ts'
import { addWorking, isOpen, workingMs } from './working-hours.ts'

/**
 * What a customer's wait is measured by: the first answer of a person in this handling, any later one, a call's
 * answer, or the call that a missed one is owed.
 */
export type SlaKind = 'first-response' | 'next-response' | 'answer' | 'call-back'

export type SlaClock = {
  kind: SlaKind
  startedAt: number
  targetMs: number
  /** Working time that has passed. */
  elapsedMs: number
  /** When the promise is broken; undefined when the queue never opens again. */
  dueAt: number | undefined
  /** What is left of the promise, 1 to 0. */
  left: number
  state: 'good' | 'soon' | 'breached'
  /** The queue is closed now: the clock stands. */
  paused: boolean
}

/** Below this share of its time a promise is about to be broken. */
const soonShare = 0.25

/** The clock of a conversation in which somebody waits for us, in working hours of its queue; else undefined. */
export function slaClock(row: Conversation, routing: RoutingSettings, now: number): SlaClock | undefined {
  if (row.waitingSince === undefined || row.status === 'closed') return undefined
  const kind = kindOf(row)
  const target = slaOf(routing, row.queueId, row.channel)
  const targetMs = (kind === 'first-response' || kind === 'answer' ? target.first : target.next) * 1000
  // A caller hears the line ring whatever the hours are.
  const schedule = kind === 'answer' ? undefined : scheduleOf(routing, row.queueId)
  const startedAt = row.waitingSince
  const elapsedMs = workingMs(schedule, startedAt, now)
  const left = Math.max(0, 1 - elapsedMs / targetMs)
  return {
    kind,
    startedAt,
    targetMs,
    elapsedMs,
    dueAt: addWorking(schedule, startedAt, targetMs),
    left,
    state: left <= 0 ? 'breached' : left < soonShare ? 'soon' : 'good',
    paused: !isOpen(schedule, now),
  }
}

function kindOf(row: Conversation): SlaKind {
  if (row.channel === 'voice') return row.status === 'missed' ? 'call-back' : 'answer'
  return row.answered ? 'next-response' : 'first-response'
}
