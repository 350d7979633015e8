import { AccountId, QueueId } from '../lib/ids.ts'
import { z } from '../lib/schema.ts'
import type { ChannelAccount } from './company.ts'
import { Direction } from './event.ts'

/** What a customer hears before their call is recorded: nothing, a tone, or a sound in which it is said in words. */
export const Announcement = z.union([
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('tone') }),
  z.object({ kind: z.literal('sound'), soundId: z.string().check(z.minLength(1), z.maxLength(80)) }),
])
export type Announcement = z.infer<typeof Announcement>

/** A sound that can be announced: one that ships with the product, or one that the company has uploaded. */
export const AnnouncementSound = z.object({ soundId: z.string(), name: z.string(), seconds: z.number() })
export type AnnouncementSound = z.infer<typeof AnnouncementSound>

const treatment = {
  record: z.boolean(),
  announcement: Announcement,
  /** How long a recording is kept, days; absent: until somebody decides otherwise. */
  keepDays: z.optional(z.number().check(z.int(), z.gte(1), z.lte(36_500))),
}

/** What is done with the calls that it speaks of; what it does not name, it does not ask for. */
export const RecordingRule = z.object({
  ruleId: z.string().check(z.minLength(1), z.maxLength(80)),
  accountId: z.optional(AccountId),
  direction: z.optional(Direction),
  queueId: z.optional(QueueId),
  ...treatment,
})
export type RecordingRule = z.infer<typeof RecordingRule>

export const RecordingPolicy = z.object({
  /** In order; the first that fits decides. */
  rules: z.array(RecordingRule).check(z.maxLength(200)),
  /** What is done with calls that no rule speaks of. */
  otherwise: z.object(treatment),
  /** A pause lasts no longer than this many seconds: then the recording goes on by itself. */
  pauseLimitSeconds: z.number().check(z.int(), z.gte(15), z.lte(1800)),
})
export type RecordingPolicy = z.infer<typeof RecordingPolicy>

/** What a rule can ask of a call. */
export type CallTraits = {
  direction: Direction
  accountId?: AccountId | undefined
  queueId?: QueueId | undefined
}

export type RecordingDecision = {
  record: boolean
  announcement: Announcement
  keepDays: number | undefined
  /** The rule that decided; undefined when none spoke of the call. */
  ruleId: string | undefined
}

export const defaultPauseLimitSeconds = 180

/** The policy that a company without rules has: one answer for every call. */
export const plainPolicy = (record: boolean): RecordingPolicy => ({
  rules: [],
  otherwise: { record, announcement: { kind: 'none' } },
  pauseLimitSeconds: defaultPauseLimitSeconds,
})

/** A company's policy; settings of before there were rules say only yes or no. */
export const policyOf = (settings: {
  recording: boolean
  recordingRules?: RecordingPolicy | undefined
}): RecordingPolicy => settings.recordingRules ?? plainPolicy(settings.recording)

/** Whether any call at all is recorded: what older consoles and the widget's notice ask. */
export const recordsAny = (policy: RecordingPolicy): boolean =>
  policy.otherwise.record || policy.rules.some((rule) => rule.record)

/** The sounds that the rules announce, by id. */
export const announcedSounds = (policy: RecordingPolicy): string[] =>
  [policy.otherwise, ...policy.rules].flatMap(({ announcement }) =>
    announcement.kind === 'sound' ? [announcement.soundId] : [],
  )

/** First match wins; a rule that names a queue does not fit a call of which no queue is known. */
export function decideRecording(policy: RecordingPolicy, call: CallTraits): RecordingDecision {
  const rule = policy.rules.find((one) => fits(one, call))
  const { record, announcement, keepDays } = rule ?? policy.otherwise
  return {
    record,
    // Nothing is announced that does not happen.
    announcement: record ? announcement : { kind: 'none' },
    keepDays,
    ruleId: rule?.ruleId,
  }
}

const fits = (rule: RecordingRule, call: CallTraits): boolean =>
  (rule.accountId === undefined || rule.accountId === call.accountId) &&
  (rule.direction === undefined || rule.direction === call.direction) &&
  (rule.queueId === undefined || rule.queueId === call.queueId)

/** Rules that can never decide, since one before them fits every call that they fit; by their ids. */
export function shadowedRules(policy: RecordingPolicy): ReadonlySet<string> {
  const wider = (a: unknown, b: unknown) => a === undefined || a === b
  return new Set(
    policy.rules
      .filter((rule, i) =>
        policy.rules
          .slice(0, i)
          .some(
            (earlier) =>
              wider(earlier.accountId, rule.accountId) &&
              wider(earlier.direction, rule.direction) &&
              wider(earlier.queueId, rule.queueId),
          ),
      )
      .map((rule) => rule.ruleId),
  )
}

const dayMs = 86_400_000

/** Until when a recording of this call is kept, UTC milliseconds; undefined: without an end. */
export function keptUntil(policy: RecordingPolicy, call: CallTraits, startedAt: number): number | undefined {
  const { keepDays } = decideRecording(policy, call)
  return keepDays === undefined ? undefined : startedAt + keepDays * dayMs
}

/**
 * The telephone line of a call: the one whose number was dialled, else the one that belongs to the queue, else the
 * company's first. Console and hub must come to the same answer, since both apply the rules.
 */
export function lineOfCall(
  accounts: readonly ChannelAccount[],
  call: { dialled?: string | undefined; queueId?: string | undefined },
): ChannelAccount | undefined {
  const lines = accounts.filter((account) => account.kind === 'voice')
  const digits = (text: string) => text.replace(/\D/g, '')
  const dialled = digits(call.dialled ?? '')
  return (
    (dialled.length >= 5 ? lines.find((line) => digits(line.address) === dialled) : undefined) ??
    (call.queueId ? lines.find((line) => line.queueId === call.queueId) : undefined) ??
    lines[0]
  )
}
