import type { ChannelAccount } from '../../shared/domain/company.ts'
import type { Conversation } from '../../shared/domain/conversation.ts'
import type { ContactId, ConversationId } from '../../shared/lib/ids.ts'
import { CodedError } from '../../shared/lib/result.ts'
import type { Parts } from '../parts.ts'

/** Where a thread is, or would be: a name that was never used says its card and its account. */
export function placeOf(
  { book, views }: Pick<Parts, 'book' | 'views'>,
  conversationId: ConversationId,
  conversation: Conversation | undefined,
): { contactId: ContactId; account: ChannelAccount } {
  for (const account of book.get().accounts) {
    if (conversation) {
      if (conversation.accountId === account.accountId) return { contactId: conversation.contactId, account }
      continue
    }
    const end = `-${account.accountId}`
    if (!conversationId.startsWith('cv-') || !conversationId.endsWith(end)) continue
    const contactId = conversationId.slice(3, -end.length) as ContactId
    if (views.contact(contactId)) return { contactId, account }
  }
  throw new CodedError(conversation ? 'CHANNEL_CANNOT_SEND' : 'NOT_FOUND')
}
