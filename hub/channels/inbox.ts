import type { ChannelKind } from '../../shared/domain/channel.ts'
import type { ChannelAccount } from '../../shared/domain/company.ts'
import type { NewEvent } from '../../shared/domain/event.ts'
import {
  type AccountId,
  type ContactId,
  type ConversationId,
  type InteractionId,
  newId,
} from '../../shared/lib/ids.ts'
import { CodedError, fail, ok, type Result } from '../../shared/lib/result.ts'
import { type Address, resolveIdentity } from '../contacts/resolve-identity.ts'
import { clean } from '../lib/clean.ts'
import { command } from '../lib/command.ts'
import { fact } from '../lib/fact.ts'
import { customerChange } from '../messages/customer-change.ts'
import type { Parts } from '../parts.ts'
import type { Inbound, InboundChange } from './adapter.ts'

type Needs = Pick<Parts, 'stores' | 'views' | 'locks' | 'book' | 'now'>
type Written = Pick<Inbound, 'messageId' | 'text' | 'subject' | 'attachments'> & {
  at: number
  marks?: string[] | undefined
}

/** The thread of a card on an account: the one that there is, else a name for a new one. */
export const threadIdOf = (
  views: Parts['views'],
  contactId: ContactId,
  channel: ChannelKind,
  accountId: AccountId | undefined,
): ConversationId =>
  views.threadOf(contactId, channel, accountId)?.conversationId ??
  (`cv-${contactId}-${accountId ?? channel}` as ConversationId)

/** The facts of a message that came in: into the handling that goes on, or with the offer of a new one. */
export function received(
  { views }: Pick<Parts, 'views'>,
  account: ChannelAccount,
  contactId: ContactId,
  message: Written,
): { conversationId: ConversationId; events: NewEvent[] } {
  const { accountId, kind: channel, queueId } = account
  const conversationId = threadIdOf(views, contactId, channel, accountId)
  const known = views.conversation(conversationId)
  const goesOn = known && known.status !== 'closed' && known.interactionId
  const interactionId = goesOn ? known.interactionId : newId<InteractionId>()
  const events: NewEvent[] = []
  if (!goesOn)
    events.push(
      fact('interaction.offered', contactId, message.at, {
        interactionId,
        conversationId,
        channel,
        accountId,
        queueId,
        direction: 'in',
        route: 'queue',
      }),
    )
  events.push(
    fact('message.received', contactId, message.at, {
      interactionId,
      conversationId,
      channel,
      accountId,
      queueId,
      messageId: message.messageId,
      text: clean(message.text),
      subject: message.subject && clean(message.subject),
      attachments: message.attachments,
      marks: message.marks,
    }),
  )
  return { conversationId, events }
}

/**
 * Takes in a message from a channel: whose it is, which thread, whether it begins a new handling. Idempotent by the
 * account and the channel's own message id.
 */
export async function receive(
  parts: Needs,
  inbound: Inbound,
): Promise<Result<{ contactId: ContactId; conversationId: ConversationId }>> {
  const { accountId, from, messageId } = inbound
  const account = parts.book.find()?.accounts.find((a) => a.accountId === accountId)
  if (!account) return fail('NOT_FOUND', accountId)
  if (!clean(inbound.text).trim() && !inbound.attachments?.length) return fail('MESSAGE_EMPTY')
  const at = Math.min(inbound.at ?? parts.now(), parts.now())
  try {
    // Who it is first, then what becomes of their thread: each waits for whoever decides on the same.
    const done = await parts.locks.run(`address:${from.kind}:${from.value}`, async () => {
      const { contactId, births } = await resolveIdentity(parts, from, at)
      const thread = threadIdOf(parts.views, contactId, account.kind, accountId)
      const ask = { actor: `channel:${accountId}`, id: messageId, on: `conversation:${thread}` }
      return command(parts, ask, () => {
        const { conversationId, events } = received(parts, account, contactId, { ...inbound, at })
        return { events: [...births, ...events], result: { contactId, conversationId } }
      })
    })
    return ok(done.result as { contactId: ContactId; conversationId: ConversationId })
  } catch (error) {
    if (error instanceof CodedError) return fail(error.code)
    throw error
  }
}

/** Takes in what a customer did to a message afterwards; idempotent by the account and the channel's id of the change. */
export async function changed(parts: Needs, change: InboundChange): Promise<Result<void>> {
  const { accountId, from, messageId, id, ...rest } = change
  const account = parts.book.find()?.accounts.find((a) => a.accountId === accountId)
  const conversationId = account && (await threadOfAddress(parts, account, from))
  const contactId = conversationId && parts.views.conversation(conversationId)?.contactId
  if (!contactId) return fail('NOT_FOUND', accountId)
  try {
    const place = { contactId, conversationId, messageId }
    await customerChange(parts, place, rest, { actor: `channel:${accountId}`, id: `change:${id}` })
    return ok(undefined)
  } catch (error) {
    if (error instanceof CodedError) return fail(error.code)
    throw error
  }
}

/** The thread that an address last wrote in on an account, for what is not worth a fact. */
export async function threadOfAddress(
  { stores, views }: Pick<Parts, 'stores' | 'views'>,
  account: ChannelAccount,
  from: Address,
): Promise<ConversationId | undefined> {
  const cards = await stores.people.withIdentity(from.kind, from.value, true)
  for (const card of cards) {
    const thread = views.threadOf(card, account.kind, account.accountId)
    if (thread) return thread.conversationId
  }
  return undefined
}
