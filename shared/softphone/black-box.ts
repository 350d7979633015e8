import { z } from '../lib/schema.ts'
import { Fault, faultOf, Quality, SAMPLES_KEPT, type Sample, Warning, warningsOf } from './quality.ts'

/**
 * The black box of a bad call: everything that was seen in the last five minutes, in one JSON file that can be sent to
 * whoever runs the network. It holds no words, numbers, names or keys: what is told of people is a tag that means the
 * same person in the same file and nothing outside it.
 */
export const BLACK_BOX_FORMAT = 'kommutator-black-box'
export const BLACK_BOX_VERSION = 1
export const BLACK_BOX_MINUTES = 5

const at = { at: z.number() }
export const BoxEntry = z.union([
  /** One SIP message, stripped; its first line is always there. */
  z.object({ ...at, kind: z.literal('sip'), way: z.enum(['in', 'out']), text: z.string() }),
  z.object({
    ...at,
    kind: z.literal('rtp'),
    sample: z.extend(Quality, {
      mainLagMs: z.optional(z.number()),
      cpuPercent: z.optional(z.number()),
      linked: z.optional(z.boolean()),
    }),
  }),
  z.object({
    ...at,
    kind: z.literal('devices'),
    microphone: z.string(),
    inputs: z.array(z.string()),
    outputs: z.array(z.string()),
    /** The ones in use. */
    microphoneIs: z.optional(z.string()),
    speakerIs: z.optional(z.string()),
  }),
  z.object({ ...at, kind: z.literal('line'), state: z.string(), code: z.optional(z.string()) }),
  z.object({
    ...at,
    kind: z.literal('call'),
    callId: z.string(),
    phase: z.string(),
    held: z.boolean(),
    muted: z.boolean(),
    linked: z.boolean(),
    recording: z.string(),
    code: z.optional(z.string()),
  }),
  z.object({ ...at, kind: z.literal('computer'), mainLagMs: z.number(), cpuPercent: z.number() }),
  /** What happened to the program: the media window was lost, the computer woke up, the network changed. */
  z.object({
    ...at,
    kind: z.literal('event'),
    what: z.string(),
    callId: z.optional(z.string()),
    code: z.optional(z.string()),
  }),
])
export type BoxEntry = z.infer<typeof BoxEntry>
export type BoxEntryOf<K extends BoxEntry['kind']> = Extract<BoxEntry, { kind: K }>

export const BoxVerdict = z.object({
  /** Absent: nothing was found. */
  fault: z.optional(Fault),
  /** The call and the moment that it is about. */
  callId: z.optional(z.string()),
  at: z.optional(z.number()),
  /** How many seconds of it were under that fault. */
  seconds: z.number(),
  warnings: z.array(Warning),
})
export type BoxVerdict = z.infer<typeof BoxVerdict>

export const BlackBox = z.object({
  format: z.literal(BLACK_BOX_FORMAT),
  version: z.literal(BLACK_BOX_VERSION),
  /** In words, for who opens the file itself; in the operator's language. */
  verdictInWords: z.string(),
  verdict: BoxVerdict,
  boxId: z.string(),
  keptAt: z.number(),
  /** The first moment that it covers. */
  from: z.number(),
  program: z.object({ version: z.string(), runtime: z.string(), platform: z.string() }),
  entries: z.array(BoxEntry),
})
export type BlackBox = z.infer<typeof BlackBox>

/** One kept box, for a list. */
export const BoxHead = z.object({
  boxId: z.string(),
  keptAt: z.number(),
  fault: z.optional(Fault),
  calls: z.number(),
})
export type BoxHead = z.infer<typeof BoxHead>

/**
 * What the samples of all calls in a box come to: the fault that lasted longest, of `callId` where it is given and had
 * one. A call's faults are found as they were on its screen, second by second.
 */
export function boxVerdict(samples: readonly Sample[], callId?: string): BoxVerdict {
  const byCall = new Map<string, Sample[]>()
  for (const sample of samples) byCall.set(sample.callId, [...(byCall.get(sample.callId) ?? []), sample])
  const of = (wanted: readonly string[]): BoxVerdict | undefined => {
    let worst: BoxVerdict | undefined
    for (const id of wanted) {
      const own = byCall.get(id) ?? []
      const lasted = new Map<Fault, { seconds: number; at: number }>()
      const warnings = new Set<Warning>()
      own.forEach((sample, i) => {
        const seen = own.slice(Math.max(0, i + 1 - SAMPLES_KEPT), i + 1)
        const found = warningsOf(seen)
        for (const warning of found) warnings.add(warning)
        const fault = faultOf(seen, found)
        if (!fault) return
        const before = lasted.get(fault)
        lasted.set(fault, { seconds: (before?.seconds ?? 0) + 1, at: before?.at ?? sample.at })
      })
      for (const [fault, { seconds, at }] of lasted)
        if (seconds > (worst?.seconds ?? 0))
          worst = { fault, callId: id, at, seconds, warnings: [...warnings] }
    }
    return worst
  }
  const found = (callId === undefined ? undefined : of([callId])) ?? of([...byCall.keys()])
  return found ?? { seconds: 0, warnings: [] }
}
