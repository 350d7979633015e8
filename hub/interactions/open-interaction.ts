import type { NewEvent } from '../../shared/domain/event.ts'
import type { OperatorId, QueueId } from '../../shared/lib/ids.ts'
import {
  type AccountId,
  type CallId,
  type ContactId,
  type InteractionId,
  newId,
} from '../../shared/lib/ids.ts'
import { numberKey } from '../../shared/softphone/number.ts'
import { threadIdOf } from '../channels/inbox.ts'
import { type Address, newContact, type Resolved, resolveIdentity } from '../contacts/resolve-identity.ts'
import { fact } from '../lib/fact.ts'
import type { Parts } from '../parts.ts'

/** What is known of a call when it begins. */
export type CallOffer = {
  callId: CallId
  at: number
  direction: 'in' | 'out'
  remote: string
  queueId?: QueueId | undefined
  /** Whose card the operator called from. */
  contactId?: ContactId | undefined
  token?: string | undefined
  /** The call that this one is a leg of. */
  parent?:
    | { callId: CallId; contactId: ContactId; interactionId: InteractionId; queueId: QueueId | undefined }
    | undefined
  /** Who calls, when it is us. */
  operatorId?: OperatorId | undefined
}
type Needs = Pick<Parts, 'stores' | 'views' | 'book' | 'tokens'>

/**
 * Begins a call: whose it is, and the offer as a fact. The signed token of the INVITE comes first, then the card that
 * the operator called from, then the number; an unknown number is a new card.
 */
export async function openInteraction(
  parts: Needs,
  offer: CallOffer,
): Promise<{ contactId: ContactId; interactionId: InteractionId; events: NewEvent[] }> {
  const { callId, at, direction, remote, operatorId } = offer
  const { contactId, births, identifiedBy } = await whose(parts, offer)
  const account = voiceAccount(parts, offer.queueId)
  const interactionId = offer.parent?.interactionId ?? newId<InteractionId>()
  const offered = fact('interaction.offered', contactId, at, {
    interactionId,
    conversationId: threadIdOf(parts.views, contactId, 'voice', account?.accountId),
    channel: 'voice',
    accountId: account?.accountId,
    queueId: offer.queueId ?? offer.parent?.queueId ?? account?.queueId,
    parentCallId: offer.parent?.callId,
    direction,
    callId,
    remote,
    identifiedBy,
    operatorId: direction === 'out' ? operatorId : undefined,
  })
  return { contactId, interactionId, events: [...births, offered] }
}

/** The telephone number behind a SIP user, when it is one. */
export const numberOf = (remote: string): string | undefined => {
  const key = numberKey(remote)
  return key && /^\+\d{7,15}$/.test(key) ? key : undefined
}

async function whose(parts: Needs, offer: CallOffer): Promise<Resolved & { identifiedBy: string }> {
  const { views, tokens } = parts
  if (offer.parent) return { contactId: offer.parent.contactId, births: [], identifiedBy: 'transfer' }
  const claims = offer.token ? await tokens.read(offer.token, offer.at) : undefined
  const named = claims?.contactId as ContactId | undefined
  if (claims?.typ === 'call' && named && views.contact(named))
    return { contactId: named, births: [], identifiedBy: 'token' }
  if (offer.direction === 'out' && offer.contactId && views.contact(offer.contactId))
    return { contactId: offer.contactId, births: [], identifiedBy: 'card' }
  const number = numberOf(claims?.typ === 'phone' && claims.number ? claims.number : offer.remote)
  if (!number) return { ...newContact(undefined, offer.at), identifiedBy: 'nothing' }
  const address: Address = { kind: 'phone', value: number, strong: true, verifiedVia: 'carrier' }
  return { ...(await resolveIdentity(parts, address, offer.at)), identifiedBy: 'number' }
}

function voiceAccount(
  { book }: Pick<Parts, 'book'>,
  queueId: QueueId | undefined,
): { accountId: AccountId; queueId: QueueId } | undefined {
  const accounts = book.find()?.accounts.filter((a) => a.kind === 'voice') ?? []
  return accounts.find((a) => a.queueId === queueId) ?? accounts[0]
}
