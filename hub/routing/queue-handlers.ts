import type { Conversation } from '../../shared/domain/conversation.ts'
import type { ConversationId } from '../../shared/lib/ids.ts'
import { CodedError } from '../../shared/lib/result.ts'
import { clean } from '../lib/clean.ts'
import { command } from '../lib/command.ts'
import { fact } from '../lib/fact.ts'
import { must } from '../operators/access.ts'
import type { Parts } from '../parts.ts'
import { type Handlers, operatorOf } from '../realtime/caller.ts'
import type { Routing } from './routing.ts'

type Names =
  | 'routing.offers'
  | 'routing.pass'
  | 'conversation.requeue'
  | 'conversation.snooze'
  | 'conversation.wake'

/** Nothing sleeps for longer. */
const longestSnoozeMs = 366 * 86_400_000

/** What operators do with offers and with conversations that are not for now. */
export function queueHandlers(parts: Parts, routing: Routing): Handlers<Names> {
  const { views, book, now } = parts
  const on = (id: ConversationId) => `conversation:${id}`
  const open = (id: ConversationId): Conversation => {
    const conversation = views.conversation(id)
    if (!conversation) throw new CodedError('NOT_FOUND')
    if (conversation.channel === 'voice') throw new CodedError('INVALID_INPUT', 'a call is not in this queue')
    if (conversation.status === 'closed') throw new CodedError('CONVERSATION_CLOSED')
    return conversation
  }

  return {
    'routing.offers': (_, caller) => ({ offers: routing.offersTo(operatorOf(caller).operatorId) }),

    'routing.pass': ({ conversationId }, caller) => {
      routing.pass(conversationId, operatorOf(caller).operatorId)
      return {}
    },

    'conversation.requeue': async ({ id, conversationId, queueId, note }, caller) => {
      const { operatorId } = operatorOf(caller)
      await command(parts, { actor: operatorId, id, on: on(conversationId) }, () => {
        const conversation = open(conversationId)
        if (queueId && !book.get().queues.some((q) => q.queueId === queueId && !q.archived))
          throw new CodedError('NOT_FOUND')
        if (conversation.status !== 'queued') must(caller.actor, 'conversation.requeue', { conversation })
        const { contactId, interactionId, channel } = conversation
        return {
          events: [
            fact('interaction.requeued', contactId, now(), {
              interactionId,
              conversationId,
              queueId: queueId ?? conversation.queueId,
              channel,
              reason: 'hand',
              fromOperatorId: conversation.operatorId,
              operatorId,
              note: note && clean(note),
            }),
          ],
        }
      })
      return {}
    },

    'conversation.snooze': async ({ id, conversationId, until }, caller) => {
      const { operatorId } = operatorOf(caller)
      await command(parts, { actor: operatorId, id, on: on(conversationId) }, () => {
        const conversation = open(conversationId)
        must(caller.actor, 'conversation.snooze', { conversation })
        if (conversation.status !== 'open') throw new CodedError('INVALID_INPUT', 'nobody has it yet')
        if (until <= now() || until > now() + longestSnoozeMs) throw new CodedError('SNOOZE_TIME')
        const { contactId, interactionId } = conversation
        const fields = { interactionId, conversationId, until: Math.round(until), operatorId }
        return { events: [fact('conversation.snoozed', contactId, now(), fields)] }
      })
      return {}
    },

    'conversation.wake': async ({ id, conversationId }, caller) => {
      const { operatorId } = operatorOf(caller)
      await command(parts, { actor: operatorId, id, on: on(conversationId) }, () => {
        const conversation = open(conversationId)
        must(caller.actor, 'conversation.wake', { conversation })
        if (conversation.snoozedUntil === undefined) return { events: [] }
        const { contactId, interactionId } = conversation
        const fields = { interactionId, conversationId, reason: 'hand' as const, operatorId }
        return { events: [fact('conversation.woken', contactId, now(), fields)] }
      })
      return {}
    },
  }
}
