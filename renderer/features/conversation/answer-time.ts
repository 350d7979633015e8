import type { InboxRow } from '../../../shared/domain/conversation.ts'

/** How long a customer may wait for an answer, milliseconds, until the hub sends each queue's own figure. */
export const answerTime = 5 * 60_000

/** What is left of the time to answer, 1 to 0; undefined while nobody waits. */
export const shareLeft = (row: Pick<InboxRow, 'waitingSince'>, now: number): number | undefined =>
  row.waitingSince === undefined ? undefined : Math.max(0, 1 - (now - row.waitingSince) / answerTime)
