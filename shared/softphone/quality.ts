import { z } from '../lib/schema.ts'

/**
 * How one call went in one second, as the media window measured it. Counters run from the call's beginning; everything
 * else is of this second. Levels are peak amplitudes, 0 to 1.
 */
export const Quality = z.object({
  callId: z.string(),
  /** UTC milliseconds. */
  at: z.number(),
  codec: z.string(),
  packetsIn: z.number(),
  packetsOut: z.number(),
  lost: z.number(),
  /** Packets of this second. */
  inNow: z.number(),
  outNow: z.number(),
  /** Lost on the way to us, or too late to be played, percent. */
  lossPercent: z.number(),
  jitterMs: z.number(),
  /** How long sound waits here before it is played. */
  bufferMs: z.number(),
  roundTripMs: z.number(),
  /** What the other side tells of our sound (RTCP, RFC 3550 6.4.1); absent until it has told anything. */
  remoteLossPercent: z.optional(z.number()),
  remoteJitterMs: z.optional(z.number()),
  /** Milliseconds of this second in which nothing was ready for the headset: this computer was late. */
  glitchMs: z.number(),
  /** How late the media window's own timer was. */
  lagMs: z.number(),
  /** Whether sound is to come and to go: false for what a hold of either side stops. */
  receives: z.boolean(),
  sends: z.boolean(),
  /** The operator pressed mute, or put the call on hold. */
  silenced: z.boolean(),
  /** The system or the headset itself has the microphone off. */
  microphoneOff: z.boolean(),
  microphone: z.number(),
  remote: z.number(),
  /** The ICE connection, as WebRTC names its states. */
  path: z.enum(['new', 'connecting', 'connected', 'disconnected', 'failed', 'closed']),
  /** How the sound leaves this computer (RFC 8445 5.1.1). */
  candidate: z.enum(['host', 'srflx', 'prflx', 'relay', 'unknown']),
  /** `wifi`, `ethernet` … where the system says. */
  network: z.optional(z.string()),
  /** 1 to 4.5; absent while nothing is to be heard. */
  mos: z.optional(z.number()),
})
export type Quality = z.infer<typeof Quality>

/** What the main process adds to a sample of that second. */
export type Surroundings = {
  /** How late main's event loop was at most, milliseconds. */
  mainLagMs: number
  /** Load of the whole computer, 0 to 100. */
  cpuPercent: number
  /** Whether the signalling link is up. */
  linked: boolean
}
export type Sample = Quality & Partial<Surroundings>

export const Warning = z.enum([
  'low-score',
  'jitter',
  'round-trip',
  'loss',
  'loss-there',
  'no-sound-in',
  'no-sound-out',
  'flat-microphone',
  'silence-in',
])
export type Warning = z.infer<typeof Warning>

/** Whose fault it is. Each has its words and what to do in `fault-words.ts`. */
export const Fault = z.enum([
  'path-lost',
  'line-silent',
  'not-heard',
  'microphone-off',
  'microphone-silent',
  'computer-busy',
  'your-wifi',
  'your-network',
  'far-network',
  'long-way',
  'far-silent',
])
export type Fault = z.infer<typeof Fault>

/** Thresholds of section 4.1 of the product's metrics: so many of so many samples must be bad. */
export const limits = {
  score: 3.5,
  jitterMs: 30,
  roundTripMs: 400,
  lossPercent: 3,
  lagMs: 200,
  glitchMs: 60,
  cpuPercent: 92,
  /** Peak amplitude below which a microphone is a dead one: noise suppression leaves more than that of a silent room. */
  flat: 0.00004,
  /** What a decoder puts out when nothing at all is said into the other end, comfort noise included. */
  digitalSilence: 0.0002,
} as const
/** Seconds in which an open microphone must have given any sound at all. */
const FLAT_SECONDS = 5
/** A person who only listens is silent too, but their line is not: not for so long. */
const FAR_SILENT_SECONDS = 10
/** One-way audio is told after this many samples. */
const ONE_WAY_SECONDS = 2

const last = <T>(list: readonly T[], n: number): readonly T[] => list.slice(Math.max(0, list.length - n))
const all = (list: readonly Sample[], n: number, is: (s: Sample) => boolean): boolean =>
  list.length >= n && last(list, n).every(is)
/** In three of the last five, as many as there are. */
const often = (list: readonly Sample[], is: (s: Sample) => boolean): boolean =>
  last(list, 5).filter(is).length >= 3
const mean = (numbers: readonly number[]): number | undefined =>
  numbers.length ? numbers.reduce((sum, n) => sum + n, 0) / numbers.length : undefined

/** What the samples of a call, oldest first and one a second, are to be warned of. */
export function warningsOf(samples: readonly Sample[]): Warning[] {
  const found: Warning[] = []
  const warn = (is: boolean, warning: Warning) => {
    if (is) found.push(warning)
  }
  const lossOver = (of: (s: Sample) => number | undefined) =>
    samples.length >= 3 && (mean(last(samples, 7).flatMap((s) => of(s) ?? [])) ?? 0) > limits.lossPercent
  warn(
    often(samples, (s) => s.mos !== undefined && s.mos < limits.score),
    'low-score',
  )
  warn(
    often(samples, (s) => s.jitterMs > limits.jitterMs),
    'jitter',
  )
  warn(
    often(samples, (s) => s.roundTripMs > limits.roundTripMs),
    'round-trip',
  )
  warn(
    lossOver((s) => (s.receives ? s.lossPercent : undefined)),
    'loss',
  )
  warn(
    lossOver((s) => (s.sends ? s.remoteLossPercent : undefined)),
    'loss-there',
  )
  warn(
    all(samples, ONE_WAY_SECONDS, (s) => s.receives && s.inNow === 0),
    'no-sound-in',
  )
  warn(
    all(samples, ONE_WAY_SECONDS, (s) => s.sends && (s.outNow === 0 || (s.remoteLossPercent ?? 0) >= 90)),
    'no-sound-out',
  )
  warn(
    all(samples, FLAT_SECONDS, (s) => s.sends && !s.silenced && s.microphone < limits.flat) ||
      all(samples, ONE_WAY_SECONDS, (s) => s.sends && !s.silenced && s.microphoneOff),
    'flat-microphone',
  )
  warn(
    all(samples, FAR_SILENT_SECONDS, (s) => s.receives && s.inNow > 0 && s.remote < limits.digitalSilence),
    'silence-in',
  )
  return found
}

/** Whose fault it is, the surest first; undefined when nothing lasts long enough to be told. */
export function faultOf(samples: readonly Sample[], warnings = warningsOf(samples)): Fault | undefined {
  const now = samples.at(-1)
  if (!now || !warnings.length) return undefined
  const has = (warning: Warning) => warnings.includes(warning)
  const lostPath = all(samples, ONE_WAY_SECONDS, (s) => s.path === 'disconnected' || s.path === 'failed')
  if (has('no-sound-in') || has('no-sound-out')) {
    if (lostPath || (has('no-sound-in') && has('no-sound-out'))) return 'path-lost'
    // A link that is down beside a path without sound: it is the way out of this computer.
    if (has('no-sound-in')) return now.linked === false ? 'path-lost' : 'line-silent'
    return 'not-heard'
  }
  if (has('flat-microphone')) return now.microphoneOff ? 'microphone-off' : 'microphone-silent'
  const poor = has('low-score') || has('jitter') || has('loss') || has('loss-there')
  if (poor && often(samples, isBusy)) return 'computer-busy'
  if (poor) {
    const there = has('loss-there') || often(samples, (s) => (s.remoteJitterMs ?? 0) > limits.jitterMs)
    const here = has('loss') || has('jitter')
    // Both directions share one stretch of the way for sure: ours. Only what we send being lost is ours too.
    const mine = there || samples.every((s) => s.remoteLossPercent === undefined) || now.linked === false
    if (here || there) return mine ? own(now) : 'far-network'
    if (has('round-trip')) return 'long-way'
    return own(now)
  }
  if (has('round-trip')) return 'long-way'
  return has('silence-in') ? 'far-silent' : undefined
}

const own = (sample: Sample): Fault =>
  sample.network === 'wifi' || sample.network === 'cellular' ? 'your-wifi' : 'your-network'

const isBusy = (s: Sample): boolean =>
  s.lagMs > limits.lagMs ||
  s.glitchMs > limits.glitchMs ||
  (s.mainLagMs ?? 0) > limits.lagMs ||
  (s.cpuPercent ?? 0) > limits.cpuPercent

/** The figure that is shown: of the last five seconds that had one, so that it does not flicker. */
export const shownScore = (samples: readonly Sample[]): number | undefined =>
  mean(
    last(
      samples.filter((s) => s.mos !== undefined),
      5,
    ).map((s) => s.mos ?? 0),
  )

/** Four bars at 4.0 and over, three at 3.7, two at 3.3, one below. */
export const barsOf = (mos: number): 1 | 2 | 3 | 4 => (mos >= 4 ? 4 : mos >= 3.7 ? 3 : mos >= 3.3 ? 2 : 1)
export const toneOf = (mos: number): 'green' | 'amber' | 'red' =>
  mos <= 3.2 ? 'red' : mos < limits.score ? 'amber' : 'green'

/** Mean and worst score of a call so far; the worst is of five seconds together, one bad second is nobody's call. */
export type ScoreSum = { sum: number; count: number; recent: readonly number[]; worst: number | undefined }
export const noScore: ScoreSum = { sum: 0, count: 0, recent: [], worst: undefined }

export function addScore(so: ScoreSum, mos: number): ScoreSum {
  const recent = last([...so.recent, mos], 5)
  const five = recent.length === 5 ? mean(recent) : undefined
  const worst = five === undefined ? so.worst : Math.min(so.worst ?? five, five)
  return { sum: so.sum + mos, count: so.count + 1, recent, worst }
}

/** In hundredths; undefined when nothing was measured. */
export function scoresOf(so: ScoreSum): { mos: number; mosWorst: number } | undefined {
  if (!so.count) return undefined
  const average = so.sum / so.count
  const worst = so.worst ?? Math.min(...so.recent)
  const round = (n: number) => Math.round(n * 100) / 100
  return { mos: round(average), mosWorst: round(worst) }
}

/** What the window is told of a call once a second. */
export const CallQuality = z.object({
  callId: z.string(),
  at: z.number(),
  /** The figure to show; absent until there is one. */
  mos: z.optional(z.number()),
  warnings: z.array(Warning),
  fault: z.optional(Fault),
  /** The last sample's own figures, for who wants to look closer. */
  lossPercent: z.number(),
  remoteLossPercent: z.optional(z.number()),
  jitterMs: z.number(),
  roundTripMs: z.number(),
  codec: z.string(),
  candidate: Quality.shape.candidate,
})
export type CallQuality = z.infer<typeof CallQuality>

/** How many samples the rules look back over. */
export const SAMPLES_KEPT = 12

/** The last samples of a call put together for the window. */
export function callQuality(samples: readonly Sample[]): CallQuality | undefined {
  const now = samples.at(-1)
  if (!now) return undefined
  const warnings = warningsOf(samples)
  const fault = faultOf(samples, warnings)
  const mos = shownScore(samples)
  return {
    callId: now.callId,
    at: now.at,
    ...(mos === undefined ? {} : { mos: Math.round(mos * 100) / 100 }),
    warnings,
    ...(fault ? { fault } : {}),
    lossPercent: now.lossPercent,
    ...(now.remoteLossPercent === undefined ? {} : { remoteLossPercent: now.remoteLossPercent }),
    jitterMs: now.jitterMs,
    roundTripMs: now.roundTripMs,
    codec: now.codec,
    candidate: now.candidate,
  }
}
