import { Direction } from '../domain/event.ts'
import { CallId, ContactId, OperatorId, RecordingId } from '../lib/ids.ts'
import { z } from '../lib/schema.ts'

/** A stretch of a recording, seconds. */
export const Stretch = z.object({ from: z.number(), to: z.number() })
export type Stretch = z.infer<typeof Stretch>

/** A legal hold that stands: on everything of a person, or on one of their calls. */
export const StandingHold = z.object({
  holdId: z.string(),
  /** The card that it was placed on. */
  contactId: ContactId,
  /** The person's name or number; empty when neither is known. */
  name: z.string(),
  call: z.optional(z.object({ callId: CallId, at: z.number() })),
  why: z.string(),
  operatorId: OperatorId,
  at: z.number(),
})
export type StandingHold = z.infer<typeof StandingHold>

/** What the PBX says of a recording of its own; each of these may be missing. */
export const IntakeFacts = z.object({
  /** The call's SIP Call-ID, or the PBX's own id of it. */
  callId: z.optional(z.string().check(z.maxLength(200))),
  from: z.optional(z.string().check(z.maxLength(100))),
  to: z.optional(z.string().check(z.maxLength(100))),
  direction: z.optional(Direction),
  /** UTC milliseconds of its first second. */
  startedAt: z.optional(z.number()),
})
export type IntakeFacts = z.infer<typeof IntakeFacts>

/** Why a call is, or is not, the one that was recorded. */
export const MatchReason = z.enum([
  'id',
  'number',
  'no-number',
  'other-number',
  'start-near',
  'start-far',
  'length',
  'other-length',
  'direction',
  'other-direction',
  'line',
  'recorded-already',
])
export type MatchReason = z.infer<typeof MatchReason>

export const MatchCandidate = z.object({
  callId: CallId,
  score: z.number(),
  reasons: z.array(MatchReason),
})
export type MatchCandidate = z.infer<typeof MatchCandidate>

/** A candidate as a person can judge it. */
export const ShownCandidate = z.object({
  ...MatchCandidate.shape,
  contactId: ContactId,
  name: z.string(),
  remote: z.optional(z.string()),
  direction: Direction,
  at: z.number(),
  talkSeconds: z.optional(z.number()),
  operatorId: z.optional(z.string()),
})
export type ShownCandidate = z.infer<typeof ShownCandidate>

/** A recording of the PBX on its way to a call. */
export const IntakeItem = z.object({
  intakeId: z.string(),
  recordingId: RecordingId,
  state: z.enum(['doubt', 'placed', 'discarded', 'broken']),
  source: z.enum(['folder', 'webhook', 'url']),
  /** As the PBX calls it. */
  name: z.string(),
  at: z.number(),
  facts: IntakeFacts,
  seconds: z.optional(z.number()),
  channels: z.optional(z.number()),
  kilobytes: z.number(),
  candidates: z.array(MatchCandidate),
  /** The call that it was put on. */
  callId: z.optional(CallId),
  /** The code of the sentence that says why it was set aside. */
  code: z.optional(z.string()),
})
export type IntakeItem = z.infer<typeof IntakeItem>

export const ShownIntake = z.object({ ...IntakeItem.shape, candidates: z.array(ShownCandidate) })
export type ShownIntake = z.infer<typeof ShownIntake>

/** How recordings of the PBX come in; the secret itself is shown once, when it is made. */
export const IntakeSettings = z.object({
  /** A folder of the hub's computer that the PBX writes into. */
  folder: z.string().check(z.maxLength(1000)),
  /** Whether signed posts are taken. */
  webhook: z.boolean(),
  /** Hosts that recordings may be fetched from, `host` or `host:port`. */
  hosts: z
    .array(z.string().check(z.regex(/^[\w.-]{1,253}(:\d{1,5})?$|^\[[0-9a-fA-F:]+\](:\d{1,5})?$/)))
    .check(z.maxLength(50)),
  /** Whether those hosts may be inside the company's own network. */
  internal: z.boolean(),
})
export type IntakeSettings = z.infer<typeof IntakeSettings>
