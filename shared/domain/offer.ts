import { ConversationId, OperatorId } from '../lib/ids.ts'
import { z } from '../lib/schema.ts'
import { ChannelKind } from './channel.ts'

/** Why somebody could not be asked, though they were wanted. */
export const NotAble = z.enum(['offline', 'away', 'busy', 'in-call', 'full', 'passed', 'not-theirs'])
export type NotAble = z.infer<typeof NotAble>

/** Who spoke with this customer last, on which channel, and when. */
export const Preferred = z.object({ operatorId: OperatorId, channel: ChannelKind, at: z.number() })
export type Preferred = z.infer<typeof Preferred>

/** Why an offer came to whom it came to. */
export const OfferWhy = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('all') }),
  z.object({ kind: z.literal('longest-idle') }),
  z.object({ kind: z.literal('evenly') }),
  z.object({ kind: z.literal('in-order') }),
  z.object({ kind: z.literal('same-operator'), last: Preferred }),
  /** Somebody else spoke with them last, and cannot be asked. */
  z.object({ kind: z.literal('instead-of'), last: Preferred, because: NotAble }),
])
export type OfferWhy = z.infer<typeof OfferWhy>

/** A conversation that one is asked to take. */
export const Offer = z.object({
  conversationId: ConversationId,
  at: z.number(),
  /** When it goes on to somebody else, by the hub's clock; left out where it does not. */
  until: z.optional(z.number()),
  why: OfferWhy,
  /** It begins by itself. */
  auto: z.boolean(),
})
export type Offer = z.infer<typeof Offer>
