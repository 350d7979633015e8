import type { Company, Disposition } from '../../../shared/domain/company.ts'
import type { TimelineItem } from '../../../shared/domain/timeline.ts'
import type { Call } from '../../../shared/softphone/call.ts'

/** How long an outcome may take before it saves itself, and what "more time" adds (milliseconds). */
export const wrapUpMs = 15_000
export const moreMs = 30_000
/** Whoever is choosing or writing keeps at least this. */
export const touchMs = 10_000

/** The call that waits for its outcome: the one that ended first. */
export const waitingCall = (calls: readonly Call[]): Call | undefined =>
  calls
    .filter((c) => c.phase === 'ended' && c.after === 'wrap-up')
    .sort((a, b) => (a.endedAt ?? 0) - (b.endedAt ?? 0))[0]

/** The outcomes offered for a call: those of its queue, of the operator's queues when it has none. */
export function outcomesOf(
  company: Pick<Company, 'dispositions' | 'operators'> | undefined,
  call: Pick<Call, 'queueId'>,
  operatorId: string | undefined,
): Disposition[] {
  if (!company) return []
  const own = company.operators.find((o) => o.operatorId === operatorId)?.queueIds ?? []
  const queues: readonly string[] = call.queueId ? [call.queueId] : own
  const offered = company.dispositions.filter(
    (d) => d.queueIds.length === 0 || d.queueIds.some((q) => queues.includes(q)),
  )
  return offered.length > 0 ? offered : company.dispositions
}

/** An outcome that asks for a comment is not saved by hand with what the program drafted alone. */
export const lacksComment = (outcome: Disposition | undefined, note: string, draft: string): boolean =>
  outcome?.needsComment === true && (note.trim() === '' || note.trim() === draft.trim())

/** The time that is left, after `passed` milliseconds that count; none pass while somebody is talked to. */
export const countDown = (left: number, passed: number, talking: boolean): number =>
  talking ? left : Math.max(0, left - passed)

/** Local time tomorrow at this hour. */
export function tomorrowAt(now: number, hour: number): number {
  const day = new Date(now)
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + 1, hour).getTime()
}

/** What was done during a call, by the facts on its person's timeline. */
export type Doings = {
  messages: number
  files: string[]
  promises: { text: string; dueAt: number }[]
  joined: string[]
}

/** Facts between the answer and the end of a call (the hub's clock), and a little after: words are sent while hanging up. */
export function doingsIn(
  items: readonly TimelineItem[],
  call: { callId: string; from: number; to: number; operatorId: string | undefined },
): Doings {
  const within = items.filter((item) => item.at >= call.from && item.at <= call.to + afterMs)
  const sent = within.flatMap((item) =>
    item.kind === 'message' && item.direction === 'out' && item.operatorId === call.operatorId ? [item] : [],
  )
  return {
    messages: sent.filter((message) => message.text.trim() !== '').length,
    files: sent.flatMap((message) => message.attachments.map((file) => file.fileName)),
    promises: within.flatMap((item) =>
      item.kind === 'line' && item.event.type === 'promise.made' && item.event.operatorId === call.operatorId
        ? [{ text: item.event.text, dueAt: item.event.dueAt }]
        : [],
    ),
    joined: items.flatMap((item) =>
      item.kind === 'call' && item.callId === call.callId ? item.joined.map((one) => one.remote) : [],
    ),
  }
}
const afterMs = 2000
