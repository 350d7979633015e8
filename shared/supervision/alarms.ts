import type { BoardLine, BoardQueue, DeskCall } from './board.ts'
import type { AlarmLimits } from './settings.ts'

export type AlarmKind = 'hand' | 'hold' | 'quality' | 'silence' | 'talk-over' | 'lost'
/** `since`: when the rule's cause began, UTC milliseconds. */
export type Alarm = { kind: AlarmKind; since: number; callId?: string }

/** What is wrong at an operator's desk, the gravest first, by the company's rules and the hub's clock. */
export function alarmsOf(line: BoardLine, limits: AlarmLimits, now: number): Alarm[] {
  const alarms: Alarm[] = []
  const { hand, lostAt } = line
  if (hand) alarms.push({ kind: 'hand', since: hand.at, ...(hand.callId ? { callId: hand.callId } : {}) })
  if (lostAt !== undefined && line.calls.some(isLive)) alarms.push({ kind: 'lost', since: lostAt })
  for (const call of line.calls) alarms.push(...ofCall(call, limits, now))
  return alarms
}

function ofCall(call: DeskCall, limits: AlarmLimits, now: number): Alarm[] {
  if (call.phase !== 'connected') return []
  const { callId, heldAt, mos, silentAt, talkOverAt } = call
  const over = (at: number | undefined, seconds: number): at is number =>
    at !== undefined && now - at > seconds * 1000
  if (heldAt !== undefined)
    return over(heldAt, limits.holdSeconds) ? [{ kind: 'hold', since: heldAt, callId }] : []
  const found: Alarm[] = []
  if (mos !== undefined && mos < limits.mos) found.push({ kind: 'quality', since: call.since, callId })
  if (over(silentAt, limits.silenceSeconds)) found.push({ kind: 'silence', since: silentAt, callId })
  if (over(talkOverAt, limits.talkOverSeconds)) found.push({ kind: 'talk-over', since: talkOverAt, callId })
  return found
}

/** Whether somebody waits in this queue for longer than they should. */
export const waitsTooLong = (queue: BoardQueue, limits: AlarmLimits, now: number): boolean =>
  queue.waiting > 0 &&
  queue.waitingSince !== undefined &&
  now - queue.waitingSince > limits.waitSeconds * 1000

/** The queue whose first in line has waited the longest of all. */
export function waitsLongest(queues: readonly BoardQueue[]): BoardQueue | undefined {
  const waiting = queues.filter((q) => q.waiting > 0 && q.waitingSince !== undefined)
  return waiting.sort((a, b) => (a.waitingSince ?? 0) - (b.waitingSince ?? 0))[0]
}

const isLive = (call: DeskCall): boolean => call.phase !== 'ended'

/**
 * The wall's order: alarms, talking, chats, other, free, away, not there. Equals keep their names' order, so that nobody
 * moves without a reason.
 */
export function wallRank(line: BoardLine, limits: AlarmLimits, now: number): number {
  if (alarmsOf(line, limits, now).length > 0) return 0
  if (line.calls.some((call) => call.phase === 'connected')) return 1
  if (line.calls.some(isLive)) return 2
  if (line.presence === 'offline') return 7
  if (line.chats.count > 0) return 3
  if (line.presence === 'busy') return 4
  return line.presence === 'available' ? 5 : 6
}
