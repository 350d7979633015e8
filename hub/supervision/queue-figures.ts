import type { InboxRow } from '../../shared/domain/conversation.ts'
import type { QueueId } from '../../shared/lib/ids.ts'
import type { BoardQueue } from '../../shared/supervision/board.ts'
import type { CallState } from '../storage/ports.ts'

/** A call that was answered within this is in time: the usual 80/20 target of contact centres counts by it. */
const inTimeMs = 20_000

export type Today = Map<QueueId, { answered: number; inTime: number; lost: number }>

/** Of the calls that customers made today: how many were answered, in time, and lost, by queue. */
export function todayOf(calls: readonly CallState[]): Today {
  const today: Today = new Map()
  for (const call of calls) {
    if (call.direction !== 'in' || !call.queueId || (call.answeredAt === undefined && !call.ended)) continue
    const counted = today.get(call.queueId) ?? { answered: 0, inTime: 0, lost: 0 }
    today.set(call.queueId, counted)
    if (call.answeredAt === undefined) counted.lost++
    else {
      counted.answered++
      if (call.answeredAt - call.offeredAt <= inTimeMs) counted.inTime++
    }
  }
  return today
}

/** What waits in each queue now. A missed call waits for nobody any more: it is in the inbox. */
export function queueFigures(
  queueIds: readonly QueueId[],
  rows: Iterable<InboxRow>,
  today: Today,
): BoardQueue[] {
  const figures = new Map<QueueId, BoardQueue>(
    queueIds.map((queueId) => [queueId, { queueId, waiting: 0, chats: 0 }]),
  )
  for (const row of rows) {
    const queue = row.queueId && figures.get(row.queueId)
    if (!queue) continue
    if (row.status === 'queued' || row.status === 'ringing') {
      queue.waiting++
      const since = row.waitingSince ?? row.lastAt
      queue.waitingSince = Math.min(queue.waitingSince ?? since, since)
    } else if (row.status === 'open') queue.chats++
  }
  for (const [queueId, queue] of figures) {
    const counted = today.get(queueId)
    if (!counted) continue
    queue.lost = counted.lost / (counted.answered + counted.lost)
    if (counted.answered + counted.lost > 0) queue.inTime = counted.inTime / (counted.answered + counted.lost)
  }
  return [...figures.values()]
}

/** The beginning of the day that `now` is in, by this computer's calendar. */
export function dayStart(now: number): number {
  const day = new Date(now)
  day.setHours(0, 0, 0, 0)
  return day.getTime()
}
