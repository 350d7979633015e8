import type { CallItem, RecordingPart } from '../../../shared/domain/timeline.ts'

/** A stretch of a recording, in seconds from its beginning. */
export type Span = { from: number; to: number }
export type Side = 'operator' | 'customer'

export const speeds = [0.75, 1, 1.25, 1.5, 1.75, 2] as const
export type Speed = (typeof speeds)[number]

export const nextSpeed = (speed: Speed): Speed => speeds[(speeds.indexOf(speed) + 1) % speeds.length] ?? 1

/** One step slower or faster; the ends stay where they are. */
export const stepSpeed = (speed: Speed, by: 1 | -1): Speed =>
  speeds[Math.min(speeds.length - 1, Math.max(0, speeds.indexOf(speed) + by))] ?? speed

/** Seconds that one press of an arrow moves, alone and with Shift. */
export const arrowSeconds = 5
export const fineSeconds = 1

export const within = (seconds: number, length: number): number =>
  Math.min(Math.max(0, Number.isFinite(seconds) ? seconds : 0), Math.max(0, length))

/** The second under the pointer: `x` from the left edge of a lane `width` wide. */
export const secondAt = (x: number, width: number, length: number): number =>
  width > 0 ? within((x / width) * length, length) : 0

type Times = Pick<CallItem, 'answeredAt' | 'endedAt'>

/** The holds of a call, placed on its recording. */
export const holdSpans = (item: Times & Pick<CallItem, 'holds'>, part: Placed): Span[] =>
  spansOn(item, part, item.holds)

/** When nothing reached the recording, placed on it. One by the PBX knows nothing of the console's pauses. */
export const pauseSpans = (item: Times & Pick<CallItem, 'pauses'>, part: Placed): Span[] =>
  part.source === 'pbx' ? [] : spansOn(item, part, item.pauses)

type Placed = Pick<RecordingPart, 'seconds'> & Partial<Pick<RecordingPart, 'startedAt' | 'source'>>

/**
 * Stretches of a call on its recording, whose first second is known, or else was the answer. One that nobody ended
 * lasts until the end of the call.
 */
function spansOn(
  { answeredAt, endedAt }: Times,
  { seconds: length, startedAt }: Placed,
  stretches: readonly { at: number; seconds: number }[],
): Span[] {
  const began = startedAt ?? answeredAt
  if (began === undefined) return []
  return stretches
    .map(({ at, seconds }) => {
      const from = (at - began) / 1000
      const open = endedAt === undefined ? length : (endedAt - began) / 1000
      return { from: within(from, length), to: within(seconds > 0 ? from + seconds : open, length) }
    })
    .filter((span) => span.to - span.from >= 0.5)
}

/** Loudness (0 to 100) below which a side is taken to be silent. */
const quiet = 8
/** Only a pause longer than this is skipped, and this much of it is left at either end, so that speech keeps its rhythm. */
const pause = 1.5
const breath = 0.3

/** The stretches that "skip silence" jumps over: both sides silent, or `others` (on hold, paused). */
export function silences(part: Pick<RecordingPart, 'seconds' | 'peaks'>, others: readonly Span[]): Span[] {
  const { peaks, seconds } = part
  const found: Span[] = [...others]
  const steps = peaks ? Math.max(peaks.operator.length, peaks.customer.length) : 0
  if (peaks && steps > 0) {
    const step = seconds / steps
    let begun: number | undefined
    for (let i = 0; i <= steps; i++) {
      const still = i < steps && (peaks.operator[i] ?? 0) < quiet && (peaks.customer[i] ?? 0) < quiet
      if (still) begun ??= i * step
      else if (begun !== undefined) {
        if (i * step - begun > pause) found.push({ from: begun + breath, to: i * step - breath })
        begun = undefined
      }
    }
  }
  return merged(found)
}

function merged(spans: readonly Span[]): Span[] {
  const result: Span[] = []
  for (const span of [...spans].sort((a, b) => a.from - b.from)) {
    const last = result.at(-1)
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to)
    else result.push({ ...span })
  }
  return result
}

/** Where playing goes on from `position` when silence is skipped; undefined when it simply goes on. */
export function skipFrom(position: number, spans: readonly Span[]): number | undefined {
  const span = spans.find((s) => position >= s.from && position < s.to - 0.05)
  return span?.to
}

/** Where the line of the transcript that is being said stands, -1 before the first. */
export function lineAt(lines: CallItem['transcript'], position: number): number {
  let at = -1
  for (let i = 0; i < lines.length; i++) if ((lines[i]?.start ?? 0) <= position + 0.05) at = i
  return at
}

export const laneHeight = 20
/** Bars of one lane; each is drawn 2.4 wide on a grid of 4. */
export const laneBars = 150

/**
 * One lane as two SVG paths in a box `laneBars * 4` by `laneHeight`: what was said, and the thin line of silence.
 * Without peaks the whole lane is the thin line.
 */
export function lanePaths(values: readonly number[] | undefined): { said: string; silent: string } {
  let said = ''
  let silent = ''
  for (let i = 0; i < laneBars; i++) {
    const value = loudest(values ?? [], i)
    const height = value < quiet ? 1.5 : Math.max(3, (value / 100) * laneHeight)
    const bar = `M${i * 4} ${round((laneHeight - height) / 2)}h2.4v${round(height)}h-2.4z`
    if (value < quiet) silent += bar
    else said += bar
  }
  return { said, silent }
}

const round = (n: number) => Math.round(n * 100) / 100

function loudest(values: readonly number[], bar: number): number {
  if (values.length === 0) return 0
  const from = Math.floor((bar * values.length) / laneBars)
  const to = Math.max(from + 1, Math.floor(((bar + 1) * values.length) / laneBars))
  let top = 0
  for (let i = from; i < to && i < values.length; i++) top = Math.max(top, values[i] ?? 0)
  return top
}

/** What a call's card shows where its recording would be. Never a player that cannot play. */
export type RecordingView =
  | { show: 'none' }
  | { show: 'coming' }
  | { show: 'lost' }
  | { show: 'removed'; at: number; reason: 'retention' | 'request' }
  | { show: 'player'; part: RecordingPart; cutShort: boolean }

/** A recording that has not come within this time of the call's end is taken for lost (milliseconds). */
const patience = 10 * 60_000

/** `recorded` says whether the company records at all; `now` in the hub's time. */
export function recordingView(
  item: Pick<CallItem, 'recording' | 'outcome' | 'endedAt' | 'talkSeconds'>,
  recorded: boolean,
  now: number,
): RecordingView {
  const part = item.recording
  if (part) {
    if (part.removed) return { show: 'removed', ...part.removed }
    if (!part.kept || part.seconds <= 0) return { show: 'lost' }
    return { show: 'player', part, cutShort: part.cutShort }
  }
  if (item.outcome !== 'answered' || !recorded) return { show: 'none' }
  return now - (item.endedAt ?? now) < patience ? { show: 'coming' } : { show: 'lost' }
}
