import type { DomainEvent } from '../../shared/domain/event.ts'
import { type MessageItem, projectAll } from '../../shared/domain/timeline.ts'
import type { ContactId, ConversationId, MessageId } from '../../shared/lib/ids.ts'
import { CodedError } from '../../shared/lib/result.ts'
import type { Parts } from '../parts.ts'

/** A message that is changed or taken back is looked for among so many facts of its card. */
const mostFacts = 2000
const aboutMessages = [
  'message.received',
  'message.sent',
  'message.edited',
  'message.deleted',
  'message.reacted',
] as const

/** A message of a thread on a card, as it is now. @throws CodedError NOT_FOUND */
export async function findMessage(
  { stores }: Pick<Parts, 'stores'>,
  contactId: ContactId,
  { conversationId, messageId }: { conversationId: ConversationId; messageId: MessageId },
): Promise<MessageItem> {
  const facts = await stores.events.recent(contactId, aboutMessages, mostFacts)
  const mine = facts.filter((e) => 'messageId' in e && e.messageId === messageId)
  const item = projectAll(mine as DomainEvent[]).items.get(`message:${messageId}`)
  if (item?.kind !== 'message' || item.conversationId !== conversationId) throw new CodedError('NOT_FOUND')
  return item
}
