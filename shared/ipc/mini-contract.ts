import { CallId, ContactId } from '../lib/ids.ts'
import { Language } from '../lib/language.ts'
import { z } from '../lib/schema.ts'
import { Why } from '../softphone/why.ts'
import { event, request, Theme } from './contract.ts'

/**
 * The small call window's own contract: it is shown one call, in facts, and may act on that call only. `by: 'key'` is
 * taken while the window has the keyboard on purpose (`armed`), and refused otherwise.
 */
const done = z.object({})
const call = { callId: CallId }
const acted = z.object({ ...call, by: z.enum(['mouse', 'key']) })

export const MiniCall = z.object({
  ...call,
  phase: z.enum(['ringing', 'calling', 'talking']),
  /** A name, a number, or nothing for a visitor without either. */
  name: z.optional(z.string()),
  number: z.optional(z.string()),
  fromSite: z.boolean(),
  inBase: z.boolean(),
  tag: z.optional(z.string()),
  line: z.optional(z.string()),
  /** Which call of theirs it is today; 1 is the first. */
  attempt: z.number(),
  /** Since when it rings or is talked, UTC milliseconds of this computer. */
  since: z.number(),
  muted: z.boolean(),
  held: z.boolean(),
  heldAt: z.optional(z.number()),
  linked: z.boolean(),
})
export type MiniCall = z.infer<typeof MiniCall>

export const MiniMatch = z.object({
  personId: ContactId,
  name: z.string(),
  lastAt: z.number(),
})

export const MiniView = z.object({
  call: z.optional(MiniCall),
  whys: z.array(Why),
  /** Names of the goods that the reasons speak of, by product. */
  goods: z.record(z.string(), z.string()),
  /** Whose number it may be, when it is not one person's. */
  matches: z.array(MiniMatch),
  armed: z.boolean(),
  /** The chords of the call's keys, as they are now. */
  keys: z.object({
    answer: z.string(),
    hangup: z.string(),
    mute: z.string(),
    hold: z.string(),
    window: z.string(),
  }),
  language: Language,
  theme: Theme,
  /** The hub's time minus this computer's, milliseconds. */
  clockOffset: z.number(),
})
export type MiniView = z.infer<typeof MiniView>

const point = z.number().check(z.gte(-100_000), z.lte(100_000))

export const miniContract = {
  mini: {
    view: request(z.object({}), MiniView),
    changed: event(MiniView),
    answer: request(acted, done),
    decline: request(z.object(call), done),
    snooze: request(z.object(call), done),
    choose: request(z.object({ ...acted.shape, personId: ContactId }), done),
    hangup: request(z.object(call), done),
    mute: request(z.object({ ...call, on: z.boolean() }), done),
    hold: request(z.object({ ...call, on: z.boolean() }), done),
    /** The operator clicked here: the keyboard may come. */
    focus: request(z.object({}), done),
    /** The keyboard goes back to where it was. */
    leave: request(z.object({}), done),
    /** Moves the window by so many pixels; `end` says where it is to be found again. */
    move: request(z.object({ dx: point, dy: point, end: z.boolean() }), done),
    /** Shows the desk, with this call's person. */
    open: request(z.object(call), done),
  },
} as const
export type MiniContract = typeof miniContract
