import type { Presence } from '../../shared/domain/company.ts'
import { routingOf } from '../../shared/domain/routing-settings.ts'
import { CodedError } from '../../shared/lib/result.ts'
import type { Parts } from '../parts.ts'
import { type Handlers, operatorOf } from '../realtime/caller.ts'
import type { Intervals } from '../routing/intervals.ts'
import { dayStart } from '../supervision/queue-figures.ts'

type Names = 'presence.set' | 'presence.auto' | 'presence.my-day'

/** One's own state, and one's own day. */
export function dayHandlers({ book, presence, stores, now }: Parts, intervals: Intervals): Handlers<Names> {
  return {
    'presence.set': ({ presence: wanted, breakId }, caller) => {
      const { operatorId } = operatorOf(caller)
      if (breakId === undefined) {
        presence.set(operatorId, { presence: wanted })
        return {}
      }
      const named = routingOf(book.get()).breaks.find((b) => b.breakId === breakId)
      if (!named) throw new CodedError('NOT_FOUND')
      presence.set(operatorId, { presence: named.presence satisfies Presence, breakId })
      return {}
    },

    'presence.auto': ({ why }, caller) => {
      presence.setAuto(operatorOf(caller).operatorId, why ?? undefined)
      return {}
    },

    'presence.my-day': async ({ operatorId: of }, caller) => {
      const { operatorId } = operatorOf(caller)
      if (of !== undefined && of !== operatorId)
        throw new CodedError('FORBIDDEN', 'a day is its own operator’s')
      await intervals.settled()
      const at = now()
      const from = dayStart(at)
      const [lasted, calls, handling] = await Promise.all([
        stores.presence.between(operatorId, from, at + 1),
        stores.people.callsFrom(from),
        stores.events.handlingSince(from),
      ])
      const mine = calls.filter((call) => call.operatorId === operatorId && call.answeredAt !== undefined)
      const own = handling.filter((event) => event.operatorId === operatorId)
      return {
        from,
        now: at,
        intervals: lasted,
        calls: {
          answered: mine.filter((call) => call.direction === 'in').length,
          made: mine.filter((call) => call.direction === 'out').length,
          talkSeconds: mine.reduce((sum, call) => sum + (call.ended?.talkSeconds ?? 0), 0),
        },
        chats: {
          taken: own.filter((event) => event.type === 'interaction.accepted').length,
          closed: own.filter((event) => event.type === 'interaction.disposed' && event.callId === undefined)
            .length,
        },
      }
    },
  }
}
