import { ContactId, ConversationId } from '../lib/ids.ts'
import { z } from '../lib/schema.ts'

// The area `windows` of the contract between main and the operator's windows: conversations in windows of their own, and
// named arrangements of all of it.

const request = <I extends z.ZodMiniType, O extends z.ZodMiniType>(input: I, output: O) =>
  ({ kind: 'request', input, output }) as const
const event = <P extends z.ZodMiniType>(payload: P) => ({ kind: 'event', payload }) as const
const done = z.object({})

/** A conversation that stands somewhere: a pane beside the desk, or a window. */
export const Stood = z.object({ contactId: ContactId, conversationId: z.optional(ConversationId) })
export type Stood = z.infer<typeof Stood>

const side = z.number().check(z.int(), z.gte(-100_000), z.lte(100_000))
const Bounds = z.object({ x: side, y: side, width: side, height: side, maximized: z.boolean() })

/** A window of one conversation, where it stands on the screen. */
export const PopOut = z.extend(Stood, {
  popOutId: z.string().check(z.minLength(1), z.maxLength(80), z.regex(/^[\w-]+$/)),
  bounds: z.optional(Bounds),
})
export type PopOut = z.infer<typeof PopOut>

export const mostPopOuts = 6

/** How the desk is arranged, under a name of the operator's own. */
export const Workspace = z.object({
  name: z.string().check(z.minLength(1), z.maxLength(60)),
  panes: z.array(Stood).check(z.maxLength(3)),
  popOuts: z.array(z.omit(PopOut, { popOutId: true })).check(z.maxLength(mostPopOuts)),
  segment: z.enum(['mine', 'queue', 'all']),
  density: z.enum(['comfortable', 'cosy', 'compact']),
  cardOpen: z.boolean(),
})
export type Workspace = z.infer<typeof Workspace>

const List = z.object({ popOuts: z.array(PopOut) })

export const windowsArea = {
  list: request(z.object({}), List),
  changed: event(List),
  /** Opens a window for it, or brings the one that there is forward. WINDOWS_ENOUGH when there are six. */
  popOut: request(Stood, done),
  /** The window closes and its conversation comes back to the desk. */
  close: request(z.object({ popOutId: PopOut.shape.popOutId }), done),
  returned: event(Stood),
  /** These windows and no others: a workspace is opened. */
  arrange: request(z.object({ popOuts: Workspace.shape.popOuts }), done),
} as const
