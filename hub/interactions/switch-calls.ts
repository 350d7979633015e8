import type { EndCause } from '../../shared/domain/event.ts'
import { CallId, type QueueId } from '../../shared/lib/ids.ts'
import { z } from '../../shared/lib/schema.ts'
import type { Parts } from '../parts.ts'
import { type Calls, endOf } from './calls.ts'

/** The demo switch's record of a finished INVITE (see `hub/demo-switch/cdr.ts`). */
export const SwitchCall = z.object({
  callId: CallId,
  from: z.string().check(z.maxLength(256)),
  to: z.string().check(z.maxLength(256)),
  at: z.number(),
  answered: z.boolean(),
  status: z.number(),
  rung: z.number(),
  token: z.optional(z.string().check(z.maxLength(4000))),
})
export type SwitchCall = z.infer<typeof SwitchCall>

const graceMs = 3000
const sweepMs = 60_000
/** A call cannot ring for longer: nobody will tell its end any more. */
const longestRingMs = 5 * 60_000

/**
 * Ends calls that no console ends: nobody could be rung, or the console that was rung is gone. Consoles know more, so
 * they get a few seconds to speak first.
 */
export class SwitchCalls {
  private readonly parts: Parts
  private readonly calls: Calls
  private readonly waiting = new Set<NodeJS.Timeout>()
  private readonly sweep: NodeJS.Timeout

  constructor(parts: Parts, calls: Calls) {
    this.parts = parts
    this.calls = calls
    this.sweep = setInterval(() => void this.endForgotten().catch((e) => this.failed(e)), sweepMs)
    this.sweep.unref()
  }

  /** Resolves when what must be known at once is on disk. */
  async take(record: SwitchCall): Promise<void> {
    if (record.answered) return
    const known = await this.calls.get(record.callId)
    const isQueue = this.parts.book.find()?.queues.some((q) => q.queueId === record.to) ?? false
    if (!known && !isQueue) return
    if (!known && (record.rung === 0 || record.status === 480)) return this.end(record)
    const timer = setTimeout(() => {
      this.waiting.delete(timer)
      void this.end(record).catch((error) => this.failed(error))
    }, this.parts.options.callGraceMs ?? graceMs)
    this.waiting.add(timer)
  }

  dispose(): void {
    clearInterval(this.sweep)
    for (const timer of this.waiting) clearTimeout(timer)
  }

  private end(record: SwitchCall): Promise<void> {
    const { callId, from, to, token } = record
    const at = Math.max(0, Math.min(Math.round(record.at), this.parts.now()))
    const offer = { callId, at, direction: 'in' as const, remote: from, queueId: to as QueueId, token }
    return this.calls.locked(callId, async () => {
      await this.calls.write(offer, { actor: 'switch', id: callId }, (call) =>
        call.answeredAt === undefined ? endOf(call, { at, cause: causeOf(record) }) : [],
      )
      this.calls.over(callId)
    })
  }

  /** Calls whose end was lost with the hub or a console that died. */
  private async endForgotten(): Promise<void> {
    const at = this.parts.now()
    for (const { callId } of await this.parts.stores.people.ringingSince(at - longestRingMs))
      await this.calls.locked(callId, async () => {
        const call = await this.calls.get(callId)
        if (!call || call.answeredAt !== undefined || call.ended) return
        const events = endOf(call, { at, cause: call.direction === 'in' ? 'abandoned' : 'no-answer' })
        await this.parts.stores.events.append({ actor: 'hub', commandId: `forgotten:${callId}`, events })
      })
  }

  private failed(error: unknown): void {
    this.parts.log.error({ err: error }, 'the end of a call was not kept')
  }
}

/** A final response as the catalogue's cause (RFC 3261, 21): what the caller met. */
function causeOf({ status, rung }: SwitchCall): EndCause {
  if (status === 487) return 'abandoned'
  if (status === 603) return 'declined'
  if (rung === 0 || status === 480) return 'nobody-available'
  if (status === 408) return 'no-answer'
  if (status === 486 || status === 600) return 'busy'
  return 'failed'
}
