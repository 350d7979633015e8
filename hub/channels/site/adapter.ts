import { channelRules } from '../../../shared/domain/channel-rules.ts'
import { ok } from '../../../shared/lib/result.ts'
import type { WidgetMessage, WidgetPayload } from '../../../shared/protocol/widget-protocol.ts'
import type { Files } from '../../files/files.ts'
import { firstName, shownFiles } from '../../widget/thread.ts'
import type { ChannelAdapter } from '../adapter.ts'

/** The way to the browsers of one person; the widget's namespace is it. */
export type SiteDoor = {
  /** Resolves to true when at least one of their tabs has said that it has the message. */
  message(contactId: string, message: WidgetMessage): Promise<boolean>
  change(contactId: string, change: WidgetPayload<'change'>): void
  typing(contactId: string, typing: WidgetPayload<'typing'>): void
}

/** The company's own site: what is sent goes to the visitor's open tabs, or waits in the log for their next hello. */
export const siteAdapter = (door: SiteDoor, files: Pick<Files, 'visitorLink'>): ChannelAdapter => ({
  kind: 'site',
  capabilities: {
    maxLength: channelRules.site.text,
    attachments: true,
    typing: true,
    receipts: 'read',
  },
  connect: (port) => ({
    async send(outbound) {
      const { contactId, conversationId, messageId, text, at, author, operatorName, attachments, replyTo } =
        outbound
      const message: WidgetMessage = {
        messageId,
        from: author,
        ...(operatorName ? { name: firstName(operatorName) } : {}),
        text,
        at,
        receipt: 'sent',
        ...shownFiles(files, attachments),
        ...(replyTo ? { replyTo } : {}),
      }
      if (await door.message(contactId, message))
        await port.delivered({ contactId, conversationId, messageId, receipt: 'delivered' })
      return ok(undefined)
    },
    async change({ contactId, messageId, ...what }) {
      if ('edited' in what) door.change(contactId, { messageId, text: what.edited })
      else if ('deleted' in what) door.change(contactId, { messageId, deleted: true })
      else door.change(contactId, { messageId, reaction: what.reaction ?? '' })
    },
    typing: (_, contactId, on, operatorName) => door.typing(contactId, { on, name: firstName(operatorName) }),
    close() {},
  }),
})
