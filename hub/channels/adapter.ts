import type { ChannelKind } from '../../shared/domain/channel.ts'
import type { Attachment, Receipt } from '../../shared/domain/event.ts'
import type { AccountId, ContactId, ConversationId, MessageId } from '../../shared/lib/ids.ts'
import type { Result } from '../../shared/lib/result.ts'
import type { Address } from '../contacts/resolve-identity.ts'
import type { CustomerChange } from '../messages/customer-change.ts'

/** What a channel can do; screens and rooms ask this, never which channel it is. */
export type Capabilities = {
  /** Longest text in UTF-16 units; longer ones are refused before they leave. */
  maxLength: number
  attachments: boolean
  typing: boolean
  /** The furthest that its receipts tell. */
  receipts: 'none' | 'sent' | 'delivered' | 'read'
}

/** A message that came in. The channel may deliver it again: `messageId` tells. */
export type Inbound = {
  accountId: AccountId
  messageId: MessageId
  from: Address
  text: string
  subject?: string | undefined
  attachments?: Attachment[] | undefined
  /** When it was written, as the channel says; the hub's own time when it does not. */
  at?: number | undefined
}

/**
 * What the customer did to a message afterwards: their own words edited or taken back, or a reaction to any (undefined:
 * taken away). `id` is the channel's own id of this change; it may come again. A change of a message that has not come
 * yet is refused with NOT_FOUND, and may be tried again.
 */
export type InboundChange = {
  accountId: AccountId
  from: Address
  messageId: MessageId
  id: string
} & CustomerChange

export type Outbound = {
  accountId: AccountId
  contactId: ContactId
  conversationId: ConversationId
  messageId: MessageId
  text: string
  at: number
  /** `bot`: the hub by itself, in the company's name. */
  author: 'operator' | 'bot'
  /** Whose name stands on it, where the channel shows one. */
  operatorName: string | undefined
  attachments?: Attachment[] | undefined
  /** The message that it answers. */
  replyTo?: MessageId | undefined
}

/** What became of a message that was sent: new words, gone, or the operator's reaction to one of the customer's. */
export type Change = Pick<Outbound, 'contactId' | 'conversationId' | 'messageId'> & CustomerChange

export type Delivery = Pick<Outbound, 'contactId' | 'conversationId' | 'messageId'> &
  ({ receipt: Exclude<Receipt, 'failed' | 'sent'> } | { failed: string; retryable: boolean })

/** What the hub offers a connected channel. Its promises resolve when what was said is on disk. */
export type ChannelPort = {
  receive(inbound: Inbound): Promise<Result<{ contactId: ContactId; conversationId: ConversationId }>>
  changed(change: InboundChange): Promise<Result<void>>
  typing(accountId: AccountId, from: Address, on: boolean): Promise<void>
  delivered(delivery: Delivery): Promise<void>
  now(): number
}

export type ChannelLink = {
  /** Takes a message on its way. A failure says that it certainly did not go. */
  send(message: Outbound): Promise<Result<void>>
  /** Only where the channel's rules let a message be changed. */
  change?(change: Change): Promise<void>
  typing?(conversationId: ConversationId, contactId: ContactId, on: boolean, operatorName: string): void
  close(): void
}

export type ChannelAdapter = {
  kind: ChannelKind
  capabilities: Capabilities
  connect(port: ChannelPort): ChannelLink
}
