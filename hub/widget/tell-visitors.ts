import type { Namespace } from 'socket.io'
import type { DomainEvent } from '../../shared/domain/event.ts'
import type { WidgetPayload, WidgetPushName } from '../../shared/protocol/widget-protocol.ts'
import type { Files } from '../files/files.ts'
import type { Parts } from '../parts.ts'
import { roomOf } from './namespace.ts'
import { callLineOf, senderName, sipUserOf, threadOf } from './thread.ts'

/** Tells open widgets what happens on the other side: who took the chat, what was seen, how a call ended. */
export function tellVisitors(
  namespace: Namespace,
  parts: Pick<Parts, 'stores' | 'views' | 'book' | 'presence' | 'log'>,
  files: Files,
): void {
  const { stores, views, presence, log } = parts
  const tell = <K extends WidgetPushName>(contactId: string, name: K, payload: WidgetPayload<K>) =>
    void namespace.to(roomOf(contactId)).emit(name, payload)
  const isHere = (contactId: string) => (namespace.adapter.rooms.get(roomOf(contactId))?.size ?? 0) > 0

  async function pass(event: DomainEvent): Promise<void> {
    const { contactId } = event
    if (!isHere(contactId)) return
    switch (event.type) {
      case 'interaction.accepted':
      case 'interaction.offered': {
        if (event.channel !== 'site' || !event.operatorId) return
        const name = senderName(parts, event.operatorId)
        return tell(contactId, 'operator', { online: true, ...(name === undefined ? {} : { name }) })
      }
      // Who answers has read what stands above the answer.
      case 'message.sent':
      case 'conversation.seen': {
        if (event.type === 'message.sent' && (event.channel !== 'site' || event.author !== 'operator')) return
        const thread = await threadOf(parts, files, contactId, event.conversationId)
        const last = thread.findIndex((m) => m.messageId === event.messageId)
        for (const m of thread.slice(Math.max(0, last - mostReceipts), last + 1))
          if (m.from === 'visitor') tell(contactId, 'receipt', { messageId: m.messageId, receipt: 'read' })
        return
      }
      case 'call.ended': {
        const call = await stores.people.call(event.callId)
        const line = call && callLineOf(call)
        if (!line) return
        for (const { visitorId } of await stores.visitors.ofContact(contactId))
          if (call.remote === sipUserOf(visitorId)) tell(contactId, 'call', line)
        return
      }
      default:
    }
  }

  views.onCommitted(({ events }) => {
    for (const event of events)
      pass(event).catch((error: unknown) => log.error({ err: error }, 'a visitor was not told'))
  })
  let online = presence.anybodyAvailable()
  presence.onChanged(() => {
    const next = presence.anybodyAvailable()
    if (next !== online) namespace.emit('operator', { online: next })
    online = next
  })
}

/** How far back "read" is told: earlier ones have long been read. */
const mostReceipts = 20
