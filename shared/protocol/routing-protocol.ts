import { Operator, Presence, Queue, Role } from '../domain/company.ts'
import { Offer } from '../domain/offer.ts'
import { AutoAway, PresenceInterval } from '../domain/presence.ts'
import { RoutingSettings } from '../domain/routing-settings.ts'
import { AccountId, CommandId, ContactId, ConversationId, OperatorId, QueueId } from '../lib/ids.ts'
import { z } from '../lib/schema.ts'

const done = z.object({})
const nothing = z.object({})
const desk = ['operator', 'supervisor', 'admin'] as const
const admins = ['admin'] as const
const write = { id: CommandId }
const request = <W extends readonly string[], I extends z.ZodMiniType, O extends z.ZodMiniType>(
  who: W,
  input: I,
  output: O,
) => ({ kind: 'request', who, input, output }) as const
const push = <P extends z.ZodMiniType>(payload: P) => ({ kind: 'push', payload }) as const

const note = z.optional(z.string().check(z.maxLength(500)))
export const CallbackId = z.string().check(z.minLength(1), z.maxLength(80), z.regex(/^[\w-]+$/))

/** Somebody who is to be called. */
export const Callback = z.object({
  callbackId: z.string(),
  contactId: ContactId,
  name: z.string(),
  named: z.boolean(),
  dueAt: z.number(),
  number: z.optional(z.string()),
  note: z.optional(z.string()),
  /** Who wrote it down; absent: the customer asked for it themselves. */
  operatorId: z.optional(OperatorId),
  /** Whose it is; absent: of whoever works for the queue. */
  forOperatorId: z.optional(OperatorId),
  queueId: z.optional(QueueId),
})
export type Callback = z.infer<typeof Callback>

export const MyDay = z.object({
  /** Midnight by the hub's calendar. */
  from: z.number(),
  now: z.number(),
  intervals: z.array(PresenceInterval),
  calls: z.object({ answered: z.number(), made: z.number(), talkSeconds: z.number() }),
  chats: z.object({ taken: z.number(), closed: z.number() }),
})
export type MyDay = z.infer<typeof MyDay>

/** Presence of one operator, with what is behind it. */
export const PresenceLine = z.object({
  operatorId: OperatorId,
  presence: Presence,
  since: z.number(),
  breakId: z.optional(z.string()),
  auto: z.optional(AutoAway),
})
export type PresenceLine = z.infer<typeof PresenceLine>

/** What is to change; what is left out stays. */
export const RoutingChange = z.object({
  routing: z.optional(z.partial(RoutingSettings)),
  queues: z.optional(z.array(Queue).check(z.minLength(1), z.maxLength(200))),
  operatorQueues: z.optional(
    z
      .array(z.object({ operatorId: OperatorId, queueIds: z.array(QueueId).check(z.maxLength(200)) }))
      .check(z.maxLength(5000)),
  ),
  /** Where what comes to an account of the company goes. */
  accountQueues: z.optional(
    z.array(z.object({ accountId: AccountId, queueId: QueueId })).check(z.maxLength(500)),
  ),
})
export type RoutingChange = z.infer<typeof RoutingChange>

/** Queues, presence and call-backs, as a part of `hubProtocol`. */
export const routingRequests = {
  /** What this operator is asked to take now. */
  'routing.offers': request(desk, nothing, z.object({ offers: z.array(Offer) })),
  /** Let somebody else take it. */
  'routing.pass': request(desk, z.object({ conversationId: ConversationId }), done),
  /** Back to its queue, or to another one; by whoever has it, or a supervisor. */
  'conversation.requeue': request(
    desk,
    z.object({ ...write, conversationId: ConversationId, queueId: z.optional(QueueId), note }),
    done,
  ),
  'conversation.snooze': request(
    desk,
    z.object({ ...write, conversationId: ConversationId, until: z.number() }),
    done,
  ),
  'conversation.wake': request(desk, z.object({ ...write, conversationId: ConversationId }), done),

  'callback.schedule': request(
    desk,
    z.object({
      ...write,
      callbackId: CallbackId,
      contactId: ContactId,
      dueAt: z.number(),
      number: z.optional(z.string().check(z.maxLength(100))),
      note,
      /** Whoever asks does it; else anybody of the queue. */
      mine: z.boolean(),
      queueId: z.optional(QueueId),
    }),
    done,
  ),
  'callback.settle': request(
    desk,
    z.object({
      ...write,
      callbackId: CallbackId,
      outcome: z.enum(['reached', 'not-reached', 'cancelled']),
    }),
    done,
  ),
  /** What is open, soonest first: one's own, and those of one's queues. */
  'callback.list': request(desk, nothing, z.object({ callbacks: z.array(Callback) })),

  'presence.set': request(
    desk,
    z.object({
      presence: z.enum(['available', 'busy', 'away']),
      /** A break by its name; then `presence` is what that break says. */
      breakId: z.optional(z.string().check(z.maxLength(80))),
    }),
    done,
  ),
  /** The computer was locked or sleeps; `null`: it is in use again. */
  'presence.auto': request(desk, z.object({ why: z.nullable(z.enum(['locked', 'asleep'])) }), done),
  /** One's own day; nobody else's is given to anybody. */
  'presence.my-day': request(desk, z.object({ operatorId: z.optional(OperatorId) }), MyDay),

  /** What somebody may do from now on; nobody takes the administrator's role from themselves. */
  'admin.set-roles': request(
    admins,
    z.object({
      ...write,
      operatorId: OperatorId,
      roles: z.array(Role).check(z.minLength(1), z.maxLength(10)),
    }),
    Operator,
  ),
  'admin.set-routing': request(
    admins,
    z.object({ ...write, change: RoutingChange }),
    z.object({
      routing: RoutingSettings,
      queues: z.array(Queue),
      operators: z.array(Operator),
    }),
  ),
} as const

export const routingPushes = {
  /** To the operator who is asked. */
  offer: push(z.object({ offer: Offer })),
  /** It is taken, or somebody else's turn. */
  'offer-withdrawn': push(z.object({ conversationId: ConversationId })),
  presence: push(PresenceLine),
  /** Several at once: everybody's to who has just come, and those of a moment in which many come or go. */
  presences: push(z.object({ lines: z.array(PresenceLine) })),
  /** The list of call-backs is different. */
  callbacks: push(z.object({ contactId: ContactId })),
} as const
