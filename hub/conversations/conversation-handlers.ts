import type { Conversation } from '../../shared/domain/conversation.ts'
import type { NewEvent } from '../../shared/domain/event.ts'
import type { ConversationId, InteractionId, OperatorId } from '../../shared/lib/ids.ts'
import { newId } from '../../shared/lib/ids.ts'
import { CodedError } from '../../shared/lib/result.ts'
import { clean } from '../lib/clean.ts'
import { command } from '../lib/command.ts'
import { fact } from '../lib/fact.ts'
import { must } from '../operators/access.ts'
import type { Parts } from '../parts.ts'
import { type Handlers, operatorOf } from '../realtime/caller.ts'
import { Coalescer } from '../realtime/coalesce.ts'
import { placeOf } from './place.ts'

type Names =
  | 'inbox.list'
  | 'stream.since'
  | 'conversation.accept'
  | 'conversation.close'
  | 'conversation.reopen'
  | 'conversation.seen'
  | 'conversation.typing'
  | 'conversation.take-over'

/** Closed conversations that the inbox still lists. */
const closedRows = 500
const runLength = 1000
/** Further behind than this, loading anew is cheaper than replaying. */
const mostBehind = 20_000
const typingEveryMs = 250

/** Conversations: who has them, what is said in them. Decisions on one are made one after another. */
export function conversationHandlers(parts: Parts): Handlers<Names> {
  const { stores, views, channels, consoles, book, now } = parts
  const typing = new Coalescer<() => void>(typingEveryMs, (tell) => tell())

  const known = (id: ConversationId): Conversation => {
    const conversation = views.conversation(id)
    if (!conversation) throw new CodedError('NOT_FOUND')
    return conversation
  }
  const on = (id: ConversationId) => `conversation:${id}`

  return {
    'inbox.list': () => ({ rows: views.inbox(closedRows), position: views.position }),

    'stream.since': async ({ position }) => {
      const upTo = views.position
      if (position > upTo || upTo - position > mostBehind)
        return { after: upTo, upTo, events: [], reset: true }
      const events = await stores.events.since(position, runLength)
      return { after: position, upTo: events.at(-1)?.position ?? position, events, reset: false }
    },

    'conversation.accept': async ({ id, conversationId }, caller) => {
      const { operatorId } = operatorOf(caller)
      await command(parts, { actor: operatorId, id, on: on(conversationId) }, () => {
        const { contactId, status, channel, queueId, interactionId, ...conversation } = known(conversationId)
        if (channel === 'voice') throw new CodedError('INVALID_INPUT', 'a call is answered, not accepted')
        if (status === 'closed') throw new CodedError('CONVERSATION_CLOSED')
        if (status === 'open' && conversation.operatorId === operatorId) return { events: [] }
        if (status !== 'queued' && conversation.operatorId) throw new CodedError('CONVERSATION_TAKEN')
        const fields = { interactionId, conversationId, operatorId, queueId, channel }
        return { events: [fact('interaction.accepted', contactId, now(), fields)] }
      })
      return {}
    },

    'conversation.close': async ({ id, conversationId, dispositionId, note }, caller) => {
      const { operatorId } = operatorOf(caller)
      await command(parts, { actor: operatorId, id, on: on(conversationId) }, () => {
        const conversation = known(conversationId)
        const { contactId, status, queueId, interactionId, callId } = conversation
        if (status === 'closed') throw new CodedError('CONVERSATION_CLOSED')
        must(caller.actor, 'conversation.close', { conversation })
        if (status === 'ringing' || status === 'talking')
          throw new CodedError('INVALID_INPUT', 'the call goes on')
        if (dispositionId && !book.get().dispositions.some((d) => d.dispositionId === dispositionId))
          throw new CodedError('INVALID_INPUT', 'no such outcome')
        return {
          events: [
            fact('interaction.disposed', contactId, now(), {
              interactionId,
              conversationId,
              dispositionId,
              operatorId,
              queueId,
              callId,
              note: note && clean(note),
            }),
          ],
        }
      })
      return {}
    },

    'conversation.reopen': async ({ id, conversationId }, caller) => {
      const { operatorId } = operatorOf(caller)
      await command(parts, { actor: operatorId, id, on: on(conversationId) }, () => {
        const conversation = views.conversation(conversationId)
        if (conversation?.status === 'open' && conversation.operatorId === operatorId) return { events: [] }
        if (conversation?.status === 'open') throw new CodedError('CONVERSATION_TAKEN')
        const { contactId, account } = placeOf(parts, conversationId, conversation)
        if (!channels.capabilities(account.kind)) throw new CodedError('CHANNEL_CANNOT_SEND')
        const { accountId, queueId, kind: channel } = account
        const begin = { interactionId: newId<InteractionId>(), conversationId, channel, accountId, queueId }
        const again = { direction: 'out' as const, operatorId }
        const { interactionId } = conversation ?? {}
        const events: NewEvent[] =
          conversation?.status === 'queued'
            ? [
                fact('interaction.accepted', contactId, now(), {
                  interactionId,
                  conversationId,
                  operatorId,
                  queueId,
                  channel,
                }),
              ]
            : [fact('interaction.offered', contactId, now(), { ...begin, ...again })]
        return { events }
      })
      return {}
    },

    'conversation.take-over': async ({ id, conversationId }, caller) => {
      const { operatorId } = operatorOf(caller)
      let from: OperatorId | undefined
      await command(parts, { actor: operatorId, id, on: on(conversationId) }, () => {
        const { contactId, status, channel, queueId, interactionId, ...was } = known(conversationId)
        if (channel === 'voice') throw new CodedError('INVALID_INPUT', 'a call is taken over in the call')
        if (status === 'closed') throw new CodedError('CONVERSATION_CLOSED')
        if (was.operatorId === operatorId) return { events: [] }
        from = was.operatorId
        const fields = { interactionId, conversationId, operatorId, queueId, channel }
        return { events: [fact('interaction.accepted', contactId, now(), fields)] }
      })
      if (from) consoles.tell({ operator: from }, 'taken-over', { conversationId, by: operatorId })
      return {}
    },

    'conversation.seen': async ({ id, conversationId, messageId }, caller) => {
      const { operatorId } = operatorOf(caller)
      await command(parts, { actor: operatorId, id, on: on(conversationId) }, () => {
        const { contactId, unread, ...conversation } = known(conversationId)
        // Only the eyes of who has it count: a supervisor looking on has not read it for the customer.
        if (unread === 0 || conversation.operatorId !== operatorId) return { events: [] }
        const fields = { conversationId, messageId, operatorId }
        return { events: [fact('conversation.seen', contactId, now(), fields)] }
      })
      return {}
    },

    'conversation.typing': ({ conversationId, on }, caller) => {
      const { operatorId, name } = operatorOf(caller)
      const conversation = known(conversationId)
      must(caller.actor, 'conversation.typing', { conversation })
      typing.offer(`${conversationId} ${operatorId}`, () => {
        channels.typing(conversation.channel, conversationId, conversation.contactId, on, name)
        consoles.push('typing', { conversationId, by: 'operator', operatorId, on })
      })
      return {}
    },
  }
}
