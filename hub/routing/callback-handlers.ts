import { routingOf, serves } from '../../shared/domain/routing-settings.ts'
import { CodedError } from '../../shared/lib/result.ts'
import { clean } from '../lib/clean.ts'
import { command } from '../lib/command.ts'
import { fact } from '../lib/fact.ts'
import type { Parts } from '../parts.ts'
import { type Handlers, operatorOf } from '../realtime/caller.ts'
import type { OpenCallback } from '../storage/ports.ts'

type Names = 'callback.schedule' | 'callback.settle' | 'callback.list'

const longestAheadMs = 366 * 86_400_000

/** Who is to be called, by whom and when. */
export function callbackHandlers(parts: Parts): Handlers<Names> {
  const { stores, views, book, consoles, now } = parts
  parts.views.onCommitted(({ events }) => {
    for (const { type, contactId } of events)
      if (type === 'callback.scheduled' || type === 'callback.settled')
        consoles.push('callbacks', { contactId })
  })

  const shown = (owed: OpenCallback) => ({ ...owed, ...views.nameOf(owed.contactId) })

  return {
    'callback.schedule': async (input, caller) => {
      const { operatorId } = operatorOf(caller)
      const { id, callbackId, contactId, dueAt, number, note, mine, queueId } = input
      await command(parts, { actor: operatorId, id, on: `callback:${callbackId}` }, async () => {
        if (!views.contact(contactId)) throw new CodedError('NOT_FOUND')
        if (queueId && !book.get().queues.some((q) => q.queueId === queueId && !q.archived))
          throw new CodedError('NOT_FOUND')
        if (dueAt < now() - 60_000 || dueAt > now() + longestAheadMs) throw new CodedError('SNOOZE_TIME')
        if (await stores.people.callback(callbackId)) return { events: [] }
        return {
          events: [
            fact('callback.scheduled', contactId, now(), {
              callbackId,
              dueAt: Math.round(dueAt),
              number: number && clean(number),
              note: note && clean(note),
              operatorId,
              forOperatorId: mine ? operatorId : undefined,
              queueId,
            }),
          ],
        }
      })
      return {}
    },

    'callback.settle': async ({ id, callbackId, outcome }, caller) => {
      const { operatorId } = operatorOf(caller)
      await command(parts, { actor: operatorId, id, on: `callback:${callbackId}` }, async () => {
        const owed = await stores.people.callback(callbackId)
        // Settled already, by a colleague or by another window: the customer was called once.
        if (!owed) return { events: [] }
        const fields = { callbackId, outcome, operatorId }
        return { events: [fact('callback.settled', owed.contactId, now(), fields)] }
      })
      return {}
    },

    'callback.list': async (_, caller) => {
      const operator = operatorOf(caller)
      const routing = routingOf(book.get())
      const all = operator.roles.includes('supervisor') || operator.roles.includes('admin')
      const callbacks = (await stores.people.callbacks())
        .filter(
          ({ forOperatorId, queueId }) =>
            all ||
            (forOperatorId
              ? forOperatorId === operator.operatorId
              : !queueId || serves(operator, queueId, routing)),
        )
        .map(shown)
      return { callbacks }
    },
  }
}
