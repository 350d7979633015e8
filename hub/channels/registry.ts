import type { ChannelKind } from '../../shared/domain/channel.ts'
import type { DomainEvent } from '../../shared/domain/event.ts'
import type { MessageId } from '../../shared/lib/ids.ts'
import { fact } from '../lib/fact.ts'
import { changeOf } from '../messages/customer-change.ts'
import type { Parts } from '../parts.ts'
import type { Capabilities, ChannelAdapter, ChannelLink, ChannelPort, Delivery, Outbound } from './adapter.ts'
import { changed, receive, threadOfAddress } from './inbox.ts'

type Needs = Pick<Parts, 'stores' | 'views' | 'locks' | 'book' | 'now' | 'log'>

/** The channels that are connected, by kind. What leaves is sent after its fact is on disk. */
export class Channels {
  private readonly links = new Map<ChannelKind, { link: ChannelLink; capabilities: Capabilities }>()
  private readonly typingListeners: ((conversationId: string, on: boolean) => void)[] = []
  private readonly parts: Needs

  constructor(parts: Needs) {
    this.parts = parts
    parts.views.onCommitted(({ events }) => {
      for (const event of events)
        if (event.type === 'message.sent') void this.send(event)
        else if (isChange(event)) void this.change(event)
    })
  }

  connect(adapter: ChannelAdapter): void {
    this.links.get(adapter.kind)?.link.close()
    const { kind, capabilities } = adapter
    this.links.set(kind, { link: adapter.connect(this.port()), capabilities })
  }

  capabilities(kind: ChannelKind): Capabilities | undefined {
    return this.links.get(kind)?.capabilities
  }

  /** A customer is writing. */
  onTyping(listener: (conversationId: string, on: boolean) => void): void {
    this.typingListeners.push(listener)
  }

  /** An operator is writing. */
  typing(kind: ChannelKind, ...args: Parameters<NonNullable<ChannelLink['typing']>>): void {
    this.links.get(kind)?.link.typing?.(...args)
  }

  close(): void {
    for (const { link } of this.links.values()) link.close()
    this.links.clear()
  }

  private port(): ChannelPort {
    const { parts } = this
    return {
      now: parts.now,
      receive: (inbound) => receive(parts, inbound),
      changed: (change) => changed(parts, change),
      delivered: (delivery) => this.delivered(delivery),
      typing: async (accountId, from, on) => {
        const account = parts.book.find()?.accounts.find((a) => a.accountId === accountId)
        const thread = account && (await threadOfAddress(parts, account, from))
        if (thread) for (const listener of this.typingListeners) listener(thread, on)
      },
    }
  }

  private async send(event: DomainEvent<'message.sent'>): Promise<void> {
    const { log, book } = this.parts
    const known = this.links.get(event.channel)
    if (!known || event.receipt === 'read') return
    const { contactId, conversationId, messageId, accountId, text, occurredAt: at } = event
    const operatorName = event.operatorId && book.operator(event.operatorId)?.name
    const { attachments, replyTo, author } = event
    const outbound: Outbound = {
      accountId,
      contactId,
      conversationId,
      messageId,
      text,
      at,
      author,
      operatorName,
      attachments,
      replyTo,
    }
    try {
      const sent = await known.link.send(outbound)
      if (!sent.ok)
        await this.delivered({ contactId, conversationId, messageId, failed: sent.code, retryable: true })
    } catch (error) {
      log.error({ err: error, messageId }, 'sending failed')
    }
  }

  private async change(event: DomainEvent<ChangeType>): Promise<void> {
    const { contactId, conversationId, messageId, channel } = event
    const link = channel && this.links.get(channel)?.link
    if (event.by !== 'operator' || !link?.change) return
    await link
      .change({ contactId, conversationId, messageId, ...changeOf(event) })
      .catch((error: unknown) =>
        this.parts.log.error({ err: error, messageId }, 'a change did not reach the channel'),
      )
  }

  /** Receipts and failures become facts, each once however often the channel says so. */
  async delivered(delivery: Delivery): Promise<void> {
    const { stores, now, log } = this.parts
    const { contactId, conversationId, messageId } = delivery
    const what = 'receipt' in delivery ? delivery.receipt : 'failed'
    const event =
      'receipt' in delivery
        ? fact('message.receipt', contactId, now(), { conversationId, messageId, receipt: delivery.receipt })
        : fact('message.failed', contactId, now(), {
            conversationId,
            messageId,
            code: delivery.failed,
            retryable: delivery.retryable,
          })
    try {
      await stores.events.append({
        actor: `receipt:${conversationId}`,
        commandId: receiptCommand(messageId, what),
        events: [event],
      })
    } catch (error) {
      log.error({ err: error, messageId }, 'a receipt was not kept')
    }
  }
}

type ChangeType = 'message.edited' | 'message.deleted' | 'message.reacted'
const isChange = (event: DomainEvent): event is DomainEvent<ChangeType> =>
  event.type === 'message.edited' || event.type === 'message.deleted' || event.type === 'message.reacted'

const receiptCommand = (messageId: MessageId, what: string): string => `${what}:${messageId}`
