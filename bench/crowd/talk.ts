import { commandId, connectVisitor } from '../../hub/testing.ts'
import { type ConversationId, type MessageId, newId } from '../../shared/lib/ids.ts'
import type { CrowdConsole } from './console.ts'

/** A customer writes, an operator takes it; from then on `say` is one fact for everybody. */
export async function beginTalk(url: string, operator: CrowdConsole) {
  const visitor = await connectVisitor(url)
  await visitor.hello()
  await visitor.ask('message', { messageId: newId<MessageId>(), text: 'Hello' })
  const { rows } = await operator.ask('inbox.list', {})
  const conversationId = rows[0]?.conversationId as ConversationId
  await operator.ask('conversation.accept', { id: commandId(), conversationId })
  visitor.close()
  return (text: string) =>
    operator.ask('message.send', { id: commandId(), messageId: newId<MessageId>(), conversationId, text })
}
