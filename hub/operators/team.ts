import type { TeamState } from '../../shared/protocol/hub-protocol.ts'
import type { Parts } from '../parts.ts'
import type { Handlers } from '../realtime/caller.ts'

/** A call does not go on for longer; one without an end is one whose console died. */
const LONGEST_MS = 6 * 3_600_000
/** The waits of so many calls make a queue's usual wait. */
const SAMPLE = 200
const SAMPLE_MS = 3_600_000

/** Who could take a call now: presence, who is on a call, and how long each queue makes people wait. */
export function teamHandlers({
  stores,
  presence,
  book,
  now,
}: Pick<Parts, 'stores' | 'presence' | 'book' | 'now'>): Handlers<'team.state'> {
  return {
    'team.state': async () => {
      const at = now()
      const [open, recent] = await Promise.all([
        stores.people.openCalls(at - LONGEST_MS),
        stores.people.recentCalls(at + 1, SAMPLE, false),
      ])
      const talking = new Map(
        open.flatMap((c) => (c.operatorId && c.answeredAt ? [[c.operatorId, c.answeredAt] as const] : [])),
      )
      const lines = new Map(presence.all().map((line) => [line.operatorId, line]))
      const { operators, queues } = book.get()
      const state: TeamState = {
        operators: operators
          .filter((o) => !o.disabled)
          .map(({ operatorId }) => {
            const talkingSince = talking.get(operatorId)
            return {
              operatorId,
              presence: presence.of(operatorId),
              since: lines.get(operatorId)?.since ?? at,
              ...(talkingSince ? { talkingSince } : {}),
            }
          }),
        queues: queues.map(({ queueId }) => {
          const waiting = open.filter((c) => c.queueId === queueId && c.answeredAt === undefined).length
          const waits = recent.flatMap((c) =>
            c.queueId === queueId && c.direction === 'in' && c.answeredAt && c.offeredAt > at - SAMPLE_MS
              ? [(c.answeredAt - c.offeredAt) / 1000]
              : [],
          )
          const mean = waits.reduce((sum, wait) => sum + wait, 0) / Math.max(1, waits.length)
          return { queueId, waiting, ...(waits.length ? { waitSeconds: Math.round(mean) } : {}) }
        }),
      }
      return state
    },
  }
}
