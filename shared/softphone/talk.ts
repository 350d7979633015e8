import { z } from '../lib/schema.ts'

/**
 * Who spoke when, from the loudness of both sides in equal steps. A voice that rises over its own noise floor speaks;
 * it goes on speaking through the pauses between words. What passes while the call is on hold does not count.
 */
export const Speaker = z.enum(['operator', 'customer', 'both', 'nobody'])
export type Speaker = z.infer<typeof Speaker>

/**
 * Seconds of a talk, its holds left out. Each side's own includes the time that both spoke, so that
 * operator + customer - talkOver + silence is the whole.
 */
export const TalkSummary = z.object({
  operatorSeconds: z.number(),
  customerSeconds: z.number(),
  silenceSeconds: z.number(),
  longestSilenceSeconds: z.number(),
  talkOverSeconds: z.number(),
})
export type TalkSummary = z.infer<typeof TalkSummary>

/** A pause shorter than this is still speech. */
const HANGOVER_MS = 450
/** A click is not a word: so many loud milliseconds begin speech. */
const ONSET_MS = 100
/** Peak amplitude, about -44 dBFS: nobody speaks more softly into a headset. */
const SOFTEST = 0.006
/** Speech stands out of its noise by 10 dB. */
const OVER_NOISE = 3.2
/** How fast the floor follows: at once down, slowly up, a few seconds for a fan that was turned on. */
const FLOOR_RISE_PER_SECOND = 1.35
const FLOOR_LEAST = 0.002
/** Whatever is louder than OVER_NOISE times this is taken for speech, however long it lasts. */
const FLOOR_MOST = 0.03

type Voice = { floor: number; loudMs: number; quietMs: number; speaking: boolean }

export type TalkState = {
  readonly operator: Voice
  readonly customer: Voice
  readonly now: Speaker
  /** Silence that goes on now, and how long both have been speaking at once. */
  readonly silenceMs: number
  readonly talkOverMs: number
  readonly sums: Record<Speaker, number>
  readonly longestSilenceMs: number
}

const still: Voice = { floor: FLOOR_MOST, loudMs: 0, quietMs: 0, speaking: false }
export const noTalk: TalkState = {
  operator: still,
  customer: still,
  now: 'nobody',
  silenceMs: 0,
  talkOverMs: 0,
  sums: { operator: 0, customer: 0, both: 0, nobody: 0 },
  longestSilenceMs: 0,
}

/** One step of `stepMs` with the peak amplitude (0 to 1) of each side. */
export function hearStep(state: TalkState, operator: number, customer: number, stepMs: number): TalkState {
  const mine = voiceStep(state.operator, operator, stepMs)
  const theirs = voiceStep(state.customer, customer, stepMs)
  const now: Speaker = mine.speaking
    ? theirs.speaking
      ? 'both'
      : 'operator'
    : theirs.speaking
      ? 'customer'
      : 'nobody'
  const silenceMs = now === 'nobody' ? state.silenceMs + stepMs : 0
  return {
    operator: mine,
    customer: theirs,
    now,
    silenceMs,
    talkOverMs: now === 'both' ? state.talkOverMs + stepMs : 0,
    sums: { ...state.sums, [now]: state.sums[now] + stepMs },
    longestSilenceMs: Math.max(state.longestSilenceMs, silenceMs),
  }
}

function voiceStep(voice: Voice, peak: number, stepMs: number): Voice {
  const rise = FLOOR_RISE_PER_SECOND ** (stepMs / 1000)
  const floor = Math.min(FLOOR_MOST, Math.max(FLOOR_LEAST, Math.min(voice.floor * rise, peak)))
  const loud = peak > Math.max(SOFTEST, floor * OVER_NOISE)
  const loudMs = loud ? voice.loudMs + stepMs : 0
  const quietMs = loud ? 0 : voice.quietMs + stepMs
  const speaking = voice.speaking ? quietMs < HANGOVER_MS : loudMs >= ONSET_MS
  return { floor, loudMs, quietMs, speaking }
}

/** A hold begins or ends: nobody speaks, and no silence runs on through it. */
export const pauseTalk = (state: TalkState): TalkState => ({
  ...state,
  operator: { ...state.operator, loudMs: 0, speaking: false },
  customer: { ...state.customer, loudMs: 0, speaking: false },
  now: 'nobody',
  silenceMs: 0,
  talkOverMs: 0,
})

const seconds = (ms: number): number => Math.round(ms / 100) / 10

export const talkSummary = ({ sums, longestSilenceMs }: TalkState): TalkSummary => ({
  operatorSeconds: seconds(sums.operator + sums.both),
  customerSeconds: seconds(sums.customer + sums.both),
  silenceSeconds: seconds(sums.nobody),
  longestSilenceSeconds: seconds(longestSilenceMs),
  talkOverSeconds: seconds(sums.both),
})

/** Two stretches of one call, for instance before and after the media window was lost. */
export function addTalk(a: TalkSummary | undefined, b: TalkSummary): TalkSummary {
  if (!a) return b
  const tenth = (n: number) => Math.round(n * 10) / 10
  return {
    operatorSeconds: tenth(a.operatorSeconds + b.operatorSeconds),
    customerSeconds: tenth(a.customerSeconds + b.customerSeconds),
    silenceSeconds: tenth(a.silenceSeconds + b.silenceSeconds),
    longestSilenceSeconds: Math.max(a.longestSilenceSeconds, b.longestSilenceSeconds),
    talkOverSeconds: tenth(a.talkOverSeconds + b.talkOverSeconds),
  }
}

/**
 * The same from a recording's loudness (0 to 100, the square root of the amplitude, see the recorder) over `duration`
 * seconds; undefined when there is nothing to tell from. `held` are stretches in seconds from the recording's start.
 */
export function talkOfPeaks(
  peaks: { operator: readonly number[]; customer: readonly number[] },
  duration: number,
  held: readonly { from: number; to: number }[] = [],
): TalkSummary | undefined {
  const count = Math.min(peaks.operator.length, peaks.customer.length)
  if (count === 0 || duration <= 0) return undefined
  const stepMs = (duration * 1000) / count
  // Steps longer than a word say nothing of turns.
  if (stepMs > 1000) return undefined
  const amplitude = (loudness: number) => (loudness / 100) ** 2
  let state = noTalk
  for (let i = 0; i < count; i++) {
    const at = (i * stepMs) / 1000
    state = held.some((h) => at >= h.from && at < h.to)
      ? pauseTalk(state)
      : hearStep(state, amplitude(peaks.operator[i] ?? 0), amplitude(peaks.customer[i] ?? 0), stepMs)
  }
  return talkSummary(state)
}

/** Percent of the talk that each side spoke, rounded. Undefined for no talk at all. */
export function talkShares(talk: TalkSummary): { operator: number; customer: number } | undefined {
  const whole = talk.operatorSeconds + talk.customerSeconds - talk.talkOverSeconds + talk.silenceSeconds
  if (whole <= 0) return undefined
  const share = (s: number) => Math.round((100 * s) / whole)
  return { operator: share(talk.operatorSeconds), customer: share(talk.customerSeconds) }
}
