import type { DomainEvent } from '../../shared/domain/event.ts'
import type { ContactId, ConversationId, MessageId } from '../../shared/lib/ids.ts'
import { CodedError } from '../../shared/lib/result.ts'
import { clean } from '../lib/clean.ts'
import { command } from '../lib/command.ts'
import { fact } from '../lib/fact.ts'
import type { Parts } from '../parts.ts'
import { findMessage } from './find-message.ts'

/** What customers do to a message: other words, gone, or their reaction (undefined: taken away). */
export type CustomerChange = { edited: string } | { deleted: true } | { reaction: string | undefined }

type Needs = Pick<Parts, 'stores' | 'views' | 'locks' | 'now'>
type Place = { contactId: ContactId; conversationId: ConversationId; messageId: MessageId }
type Asked = {
  /** Who brings it; a repeat under the same id changes nothing. */
  actor: string
  id: string
  /** Whether the rules of who brings it still allow it, by when the message was written; absent: always. */
  allowed?: (what: 'edit' | 'remove', at: number) => boolean
}

/**
 * Takes in a customer's change. Their own messages alone are edited and deleted; a reaction may be to any. What changes
 * nothing is no fact.
 * @throws CodedError NOT_FOUND, MESSAGE_NOT_CHANGEABLE, MESSAGE_EMPTY
 */
export async function customerChange(
  parts: Needs,
  { contactId, conversationId, messageId }: Place,
  change: CustomerChange,
  { actor, id, allowed = () => true }: Asked,
): Promise<void> {
  await command(parts, { actor, id, on: `conversation:${conversationId}` }, async () => {
    const item = await findMessage(parts, contactId, { conversationId, messageId })
    const fields = { conversationId, messageId, channel: item.channel, by: 'customer' as const }
    const at = parts.now()
    if ('reaction' in change) {
      const before = item.reactions.find((r) => r.by === 'customer')?.emoji
      if (item.deleted) throw new CodedError('MESSAGE_NOT_CHANGEABLE')
      const emoji = change.reaction ? clean(change.reaction).slice(0, 16) : undefined
      return {
        events: before === emoji ? [] : [fact('message.reacted', contactId, at, { ...fields, emoji })],
      }
    }
    if (item.author !== 'customer' || !allowed('deleted' in change ? 'remove' : 'edit', item.at))
      throw new CodedError('MESSAGE_NOT_CHANGEABLE')
    if ('deleted' in change)
      return { events: item.deleted ? [] : [fact('message.deleted', contactId, at, fields)] }
    const text = clean(change.edited).trim()
    if (!text) throw new CodedError('MESSAGE_EMPTY')
    if (item.deleted) throw new CodedError('MESSAGE_NOT_CHANGEABLE')
    return { events: text === item.text ? [] : [fact('message.edited', contactId, at, { ...fields, text })] }
  })
}

/** A change as its fact tells it. */
export const changeOf = (
  event: DomainEvent<'message.edited' | 'message.deleted' | 'message.reacted'>,
): CustomerChange =>
  event.type === 'message.edited'
    ? { edited: event.text }
    : event.type === 'message.deleted'
      ? { deleted: true }
      : { reaction: event.emoji }
