import { Offer } from '../domain/offer.ts'
import { ContactId, ConversationId, QueueId } from '../lib/ids.ts'
import { z } from '../lib/schema.ts'
import { Callback, CallbackId, MyDay, RoutingChange } from '../protocol/routing-protocol.ts'

const request = <I extends z.ZodMiniType, O extends z.ZodMiniType>(input: I, output: O) =>
  ({ kind: 'request', input, output }) as const
const event = <P extends z.ZodMiniType>(payload: P) => ({ kind: 'event', payload }) as const

const nothing = z.object({})
const done = z.object({})
const words = (max: number) => z.string().check(z.minLength(1), z.maxLength(max))

/** What comes to an operator and when, as a part of the contract. */
export const routingContract = {
  /** What this operator is asked to take now, and its changes. */
  offers: request(nothing, z.object({ offers: z.array(Offer) })),
  offer: event(z.object({ offer: Offer })),
  withdrawn: event(z.object({ conversationId: ConversationId })),
  pass: request(z.object({ conversationId: ConversationId }), done),
  requeue: request(z.object({ conversationId: ConversationId, queueId: z.optional(QueueId) }), done),
  snooze: request(z.object({ conversationId: ConversationId, until: z.number() }), done),
  wake: request(z.object({ conversationId: ConversationId }), done),
  callbacks: request(nothing, z.object({ callbacks: z.array(Callback) })),
  callbacksChanged: event(z.object({ contactId: ContactId })),
  schedule: request(
    z.object({
      callbackId: CallbackId,
      contactId: ContactId,
      dueAt: z.number(),
      number: z.optional(words(100)),
      note: z.optional(words(500)),
      mine: z.boolean(),
    }),
    done,
  ),
  settle: request(
    z.object({ callbackId: CallbackId, outcome: z.enum(['reached', 'not-reached', 'cancelled']) }),
    done,
  ),
  /** This operator's own day. */
  myDay: request(nothing, MyDay),
  /** Queues, teams, skills, hours, breaks and promises; for administrators. */
  change: request(RoutingChange, done),
} as const
