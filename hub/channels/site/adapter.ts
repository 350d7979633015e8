import { ok } from '../../../shared/lib/result.ts'
import type { WidgetMessage, WidgetPayload } from '../../../shared/protocol/widget-protocol.ts'
import { firstName } from '../../widget/thread.ts'
import type { ChannelAdapter } from '../adapter.ts'

/** The way to the browsers of one person; the widget's namespace is it. */
export type SiteDoor = {
  /** Resolves to true when at least one of their tabs has said that it has the message. */
  message(contactId: string, message: WidgetMessage): Promise<boolean>
  typing(contactId: string, typing: WidgetPayload<'typing'>): void
}

/** The company's own site: what is sent goes to the visitor's open tabs, or waits in the log for their next hello. */
export const siteAdapter = (door: SiteDoor): ChannelAdapter => ({
  kind: 'site',
  capabilities: { maxLength: 10_000, attachments: false, typing: true, receipts: 'read' },
  connect: (port) => ({
    async send({ contactId, conversationId, messageId, text, at, operatorName }) {
      const message: WidgetMessage = {
        messageId,
        from: 'operator',
        ...(operatorName ? { name: firstName(operatorName) } : {}),
        text,
        at,
        receipt: 'sent',
      }
      if (await door.message(contactId, message))
        await port.delivered({ contactId, conversationId, messageId, receipt: 'delivered' })
      return ok(undefined)
    },
    typing: (_, contactId, on, operatorName) => door.typing(contactId, { on, name: firstName(operatorName) }),
    close: () => {},
  }),
})
