import { CallId, QueueId } from '../../shared/lib/ids.ts'
import type { Call } from '../../shared/softphone/call.ts'
import { optional } from './optional.ts'
import type { OutgoingReport } from './ports.ts'

/** What is known of a call beside its state. */
export type CallNotes = {
  /** The user or number that the INVITE was for. */
  dialled: string | undefined
  /** The hub's signed word about the caller. */
  token: string | undefined
  /** What was measured of it: quality, and who spoke when. */
  figures: Pick<OutgoingReport, 'mos' | 'mosWorst' | 'talk'>
}

/** A report to the hub of what happened to a call at `at` (the hub's clock, UTC milliseconds). */
export const callReport = (
  call: Call,
  what: OutgoingReport['what'],
  at: number,
  notes: CallNotes,
): OutgoingReport => ({
  callId: CallId.parse(call.callId),
  what,
  at,
  direction: call.direction,
  remote: call.remote,
  ...optional('line', notes.dialled),
  ...(call.queueId ? { queueId: QueueId.parse(call.queueId) } : {}),
  ...optional('contactId', call.contactId),
  ...optional('parentId', call.parentId),
  ...(what === 'offered' ? optional('token', notes.token) : {}),
  ...(what === 'ended' || what === 'declined' ? outcome(call, notes.figures) : {}),
})

/** Seconds of a call that is over, for its report; talk is what was not waiting on hold. */
function outcome(call: Call, figures: CallNotes['figures']): Partial<OutgoingReport> {
  const { offeredAt, answeredAt, endedAt = offeredAt, cause, heldSeconds } = call
  const seconds = (from: number, to: number) => Math.max(0, (to - from) / 1000)
  return {
    ...optional('cause', cause),
    ...figures,
    waitSeconds: seconds(offeredAt, answeredAt ?? endedAt),
    talkSeconds: answeredAt === undefined ? 0 : Math.max(0, seconds(answeredAt, endedAt) - heldSeconds),
    holdSeconds: heldSeconds,
  }
}
