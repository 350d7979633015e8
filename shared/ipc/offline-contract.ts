import { EventWire } from '../domain/event.ts'
import { ContactId, ConversationId } from '../lib/ids.ts'
import { z } from '../lib/schema.ts'

// The area `offline` of the contract between main and the operator's window: what was done while the hub was away and is
// on its way to it.

const nothing = z.object({})
const done = z.object({})
const request = <I extends z.ZodMiniType, O extends z.ZodMiniType>(input: I, output: O) =>
  ({ kind: 'request', input, output }) as const
const event = <P extends z.ZodMiniType>(payload: P) => ({ kind: 'event', payload }) as const

/** One thing that was done and that the hub has not taken in yet. `at` is by the hub's clock. */
export const Waiting = z.object({
  id: z.string(),
  what: z.enum(['note', 'promise', 'kept', 'field', 'tag', 'untag', 'close', 'snooze', 'wake', 'outcome']),
  contactId: z.optional(ContactId),
  conversationId: z.optional(ConversationId),
  /** The words in it, for the eye. */
  text: z.string(),
  at: z.number(),
  /** `sent`: the hub has it, and its fact is about to come. */
  state: z.enum(['kept', 'sending', 'sent', 'refused']),
  code: z.optional(z.string()),
  /** What it will be on the card, once the hub has it. */
  facts: z.array(EventWire),
})
export type Waiting = z.infer<typeof Waiting>
const list = z.object({ list: z.array(Waiting) })

export const offlineArea = {
  waiting: request(nothing, list),
  waitingChanged: event(list),
  /** What the hub refused: once more, or never. */
  retry: request(z.object({ id: z.string().check(z.maxLength(128)) }), done),
  drop: request(z.object({ id: z.string().check(z.maxLength(128)) }), done),
} as const
