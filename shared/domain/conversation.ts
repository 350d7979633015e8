import {
  AccountId,
  CallId,
  ContactId,
  ConversationId,
  InteractionId,
  MessageId,
  OperatorId,
  QueueId,
} from '../lib/ids.ts'
import { z } from '../lib/schema.ts'
import { ChannelKind } from './channel.ts'
import { type DomainEvent, EndCause } from './event.ts'

/**
 * A thread with a contact on one channel, as the inbox sees it.
 *
 *   (none) ──offered──> queued ──accepted──> open ──disposed──> closed ──offered──> queued …
 *   voice: offered ──> ringing ──answered──> talking ──ended──> wrap-up ──disposed──> closed
 *                          └────ended (nobody answered)──> missed ──disposed, or a call back──> closed
 */
export const ConversationStatus = z.enum([
  'queued',
  'open',
  'ringing',
  'talking',
  'wrap-up',
  'missed',
  'closed',
])
export type ConversationStatus = z.infer<typeof ConversationStatus>

export const Conversation = z.object({
  conversationId: ConversationId,
  contactId: ContactId,
  channel: ChannelKind,
  accountId: z.optional(AccountId),
  queueId: z.optional(QueueId),
  status: ConversationStatus,
  interactionId: z.optional(InteractionId),
  operatorId: z.optional(OperatorId),
  callId: z.optional(CallId),
  lastText: z.string(),
  lastBy: z.enum(['customer', 'operator', 'bot', 'none']),
  lastAt: z.number(),
  /** Since when the customer waits for a person; absent while nobody does. */
  waitingSince: z.optional(z.number()),
  /** The customer's last word in this thread: channels with a window count from it. */
  heardAt: z.optional(z.number()),
  unread: z.number(),
  lastMessageId: z.optional(MessageId),
  /** How the last call ended, and how long its caller waited. */
  call: z.optional(
    z.object({
      cause: EndCause,
      direction: z.enum(['in', 'out']),
      waitSeconds: z.number(),
      talkSeconds: z.number(),
    }),
  ),
  position: z.number(),
  /** The person who spoke with the customer last in this thread; outlives the end of a handling. */
  handled: z.optional(z.object({ operatorId: OperatorId, at: z.number() })),
  /** Whether a person has answered in this handling: what is promised for a first answer differs from the next. */
  answered: z.optional(z.boolean()),
  /** Out of sight until then. */
  snoozedUntil: z.optional(z.number()),
  /** When it woke, until somebody does something about it. */
  wokenAt: z.optional(z.number()),
  /** Since when somebody is to take it, for one that went back to the queue. */
  requeuedAt: z.optional(z.number()),
  /** A leg of the call that is on: somebody else talks with the customer too, or will go on in its place. */
  leg: z.optional(z.object({ callId: CallId, operatorId: OperatorId })),
})
export type Conversation = z.infer<typeof Conversation>

/** One row of the inbox: the conversation with the name that stands on it. */
export const InboxRow = z.extend(Conversation, { personId: ContactId, name: z.string(), named: z.boolean() })
export type InboxRow = z.infer<typeof InboxRow>

/** The conversation that a fact speaks of; facts of a call find theirs by interaction. */
export const isConversationEvent = (event: DomainEvent): boolean =>
  event.type.startsWith('message.') ||
  event.type.startsWith('interaction.') ||
  event.type.startsWith('conversation.') ||
  event.type === 'call.answered' ||
  event.type === 'call.ended'

const previewLength = 160

/**
 * One more fact in its thread, taken in the order of the log. `known` is undefined before the first one; facts of a
 * thread that never began are ignored.
 */
export function projectConversation(
  known: Conversation | undefined,
  event: DomainEvent,
): Conversation | undefined {
  const at = event.occurredAt
  if (known && event.position <= known.position) return known
  const ofLeg = known && legEvent(known, event)
  if (ofLeg) return { ...ofLeg, position: event.position }
  switch (event.type) {
    case 'interaction.offered': {
      const voice = event.channel === 'voice'
      const base = known ?? begin(event, event.conversationId)
      return {
        ...base,
        position: event.position,
        accountId: event.accountId ?? base.accountId,
        queueId: event.queueId ?? base.queueId,
        interactionId: event.interactionId,
        operatorId: event.operatorId,
        callId: event.callId,
        status: voice ? 'ringing' : event.direction === 'out' && event.operatorId ? 'open' : 'queued',
        lastAt: Math.max(base.lastAt, at),
        waitingSince: event.direction === 'in' ? (base.waitingSince ?? at) : base.waitingSince,
        call: voice ? undefined : base.call,
        leg: undefined,
        ...fresh,
        answered: false,
      }
    }
    case 'message.received': {
      const base = known ?? begin(event, event.conversationId)
      return {
        ...base,
        position: event.position,
        lastText: (event.subject ?? event.text).slice(0, previewLength),
        lastBy: 'customer',
        lastAt: at,
        waitingSince: base.waitingSince ?? at,
        heardAt: Math.max(base.heardAt ?? at, at),
        unread: base.unread + 1,
        lastMessageId: event.messageId,
        snoozedUntil: undefined,
      }
    }
    case 'message.sent': {
      const base = known ?? begin(event, event.conversationId)
      const human = event.author === 'operator'
      return {
        ...base,
        position: event.position,
        lastText: (event.subject ?? event.text).slice(0, previewLength),
        lastBy: event.author,
        lastAt: at,
        waitingSince: human ? undefined : base.waitingSince,
        unread: human ? 0 : base.unread,
        lastMessageId: event.messageId,
        ...(human ? { answered: true, wokenAt: undefined, ...handledBy(event.operatorId, at) } : {}),
      }
    }
    case 'message.edited':
    case 'message.deleted': {
      if (!known || known.lastMessageId !== event.messageId)
        return known && { ...known, position: event.position }
      const lastText = event.type === 'message.edited' ? event.text.slice(0, previewLength) : ''
      return { ...known, position: event.position, lastText }
    }
    case 'conversation.seen':
      return known && { ...known, position: event.position, unread: 0 }
    case 'interaction.accepted':
      return (
        known && {
          ...known,
          position: event.position,
          status: 'open',
          operatorId: event.operatorId,
          requeuedAt: undefined,
          ...handledBy(event.operatorId, at),
        }
      )
    case 'interaction.requeued':
      return (
        known && {
          ...known,
          position: event.position,
          status: 'queued',
          operatorId: undefined,
          queueId: event.queueId ?? known.queueId,
          ...fresh,
          requeuedAt: at,
        }
      )
    case 'conversation.snoozed':
      return known && { ...known, position: event.position, snoozedUntil: event.until, wokenAt: undefined }
    case 'conversation.woken':
      return known && { ...known, position: event.position, snoozedUntil: undefined, wokenAt: at }
    case 'call.answered':
      return (
        known && {
          ...known,
          position: event.position,
          status: 'talking',
          operatorId: event.operatorId,
          waitingSince: undefined,
          ...handledBy(event.operatorId, at),
        }
      )
    case 'call.ended': {
      if (!known) return undefined
      const talked = event.cause === 'caller-hangup' || event.cause === 'operator-hangup'
      const { cause, direction, waitSeconds = 0, talkSeconds = 0 } = event
      const missed = !talked && direction === 'in'
      const { leg, ...rest } = known
      // The customer is somebody else's now, and goes on talking.
      if (leg) return { ...rest, ...leg, position: event.position, lastAt: at, status: 'talking' }
      return {
        ...known,
        position: event.position,
        status: talked ? 'wrap-up' : missed ? 'missed' : 'closed',
        lastAt: at,
        lastBy: 'none',
        waitingSince: missed ? (known.waitingSince ?? at) : undefined,
        call: { cause, direction, waitSeconds, talkSeconds },
      }
    }
    case 'interaction.disposed':
      return (
        known && {
          ...known,
          position: event.position,
          status: 'closed',
          waitingSince: undefined,
          unread: 0,
          ...fresh,
        }
      )
    default:
      return known
  }
}

const fresh = { snoozedUntil: undefined, wokenAt: undefined, requeuedAt: undefined }

const handledBy = (operatorId: OperatorId | undefined, at: number): Pick<Conversation, 'handled'> =>
  operatorId ? { handled: { operatorId, at } } : {}

/** What a leg of the call that stands here does to its conversation; undefined for everything else. */
function legEvent(known: Conversation, event: DomainEvent): Conversation | undefined {
  if (event.type === 'interaction.offered') return event.parentCallId ? known : undefined
  if (event.type === 'interaction.disposed')
    // The first operator's outcome does not close what the second is still talking on.
    return known.status === 'talking' && event.callId && event.callId !== known.callId ? known : undefined
  if (event.type !== 'call.answered' && event.type !== 'call.ended') return undefined
  const { callId } = event
  if (!known.callId || callId === known.callId || event.interactionId !== known.interactionId)
    return undefined
  const live = known.status === 'ringing' || known.status === 'talking'
  if (event.type === 'call.answered') {
    const leg = { callId, operatorId: event.operatorId }
    return live ? { ...known, leg } : { ...known, ...leg, status: 'talking', waitingSince: undefined }
  }
  if (known.leg?.callId !== callId) return known
  const { leg: _, ...rest } = known
  return rest
}

function begin(
  event: DomainEvent<'interaction.offered' | 'message.received' | 'message.sent'>,
  conversationId: ConversationId,
): Conversation {
  return {
    conversationId,
    contactId: event.contactId,
    channel: event.channel,
    accountId: event.accountId,
    queueId: event.queueId,
    status: 'closed',
    interactionId: event.interactionId,
    operatorId: undefined,
    callId: undefined,
    lastText: '',
    lastBy: 'none',
    lastAt: event.occurredAt,
    waitingSince: undefined,
    unread: 0,
    lastMessageId: undefined,
    call: undefined,
    position: 0,
  } as Conversation
}
