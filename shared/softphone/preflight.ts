import { z } from '../lib/schema.ts'

/** What is tried before a shift, in the order in which it is shown. */
export const PreflightCheck = z.enum([
  'microphone',
  'noise',
  'echo',
  'station',
  'server',
  'disk',
  'echo-call',
])
export type PreflightCheck = z.infer<typeof PreflightCheck>

/** What was found, each with a sentence of what to do; see the texts of the pre-flight. */
export const PreflightFinding = z.enum([
  'mic-good',
  'mic-quiet',
  'mic-very-quiet',
  'mic-clips',
  'mic-no-speech',
  'mic-dead',
  'mic-denied',
  'mic-missing',
  'mic-busy',
  'noise-low',
  'noise-some',
  'noise-high',
  'echo-none',
  'echo-some',
  'echo-strong',
  'not-tried',
  'station-good',
  'station-slow',
  'station-unsteady',
  'station-lossy',
  'station-silent',
  'station-unregistered',
  'station-off',
  'server-good',
  'server-slow',
  'server-clock',
  'server-offline',
  'disk-good',
  'disk-low',
  'disk-full',
  'echo-call-good',
  'echo-call-poor',
  'echo-call-silent',
  'echo-call-failed',
])
export type PreflightFinding = z.infer<typeof PreflightFinding>

export const PreflightResult = z.object({
  check: PreflightCheck,
  light: z.enum(['waiting', 'running', 'green', 'amber', 'red', 'skipped']),
  finding: z.optional(PreflightFinding),
  /** What the sentence speaks of: dB, milliseconds, percent, bytes, hours. */
  values: z.record(z.string(), z.number()),
})
export type PreflightResult = z.infer<typeof PreflightResult>

export const Preflight = z.object({
  /** What the operator is asked to do now: nothing, be quiet, say a sentence, wait. */
  phase: z.enum(['idle', 'quiet', 'speak', 'echo', 'network', 'done']),
  results: z.array(PreflightResult),
})
export type Preflight = z.infer<typeof Preflight>

type Found = Pick<PreflightResult, 'light' | 'finding' | 'values'>
const found = (
  light: 'green' | 'amber' | 'red' | 'skipped',
  finding: PreflightFinding,
  values: Record<string, number> = {},
): Found => ({ light, finding, values })

/** Amplitude to dBFS; -99 for nothing at all. */
export const decibels = (amplitude: number): number =>
  Math.max(-99, Math.round(20 * Math.log10(amplitude || 1e-9)))

/** A value such that `share` (0 to 1) of them are not greater; 0 of none. */
const quantile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0

/** An open microphone hears at least its own noise. */
const NOTHING = 1e-4

/** The microphone by its peaks (0 to 1, one per 50 ms) while nobody was to speak, and while a sentence was said. */
export function judgeMicrophone(quiet: readonly number[], spoken: readonly number[]): Found {
  if ([...quiet, ...spoken].every((peak) => peak < NOTHING)) return found('red', 'mic-dead')
  const level = decibels(quantile(spoken, 0.9))
  const floor = decibels(quantile(quiet, 0.5))
  const values = { level, floor }
  if (spoken.filter((peak) => peak > 0.985).length > spoken.length * 0.02)
    return found('amber', 'mic-clips', values)
  if (level < -55) return found('red', 'mic-very-quiet', values)
  if (level - floor < 6) return found('amber', 'mic-no-speech', values)
  if (level < -40) return found('amber', 'mic-quiet', values)
  return found('green', 'mic-good', values)
}

/** The room, by the microphone's peaks while nobody was to speak. */
export function judgeNoise(quiet: readonly number[]): Found {
  const floor = decibels(quantile(quiet, 0.5))
  if (floor >= -32) return found('red', 'noise-high', { floor })
  if (floor >= -44) return found('amber', 'noise-some', { floor })
  return found('green', 'noise-low', { floor })
}

/** What came back of a tone that was played into the ear: by how many dB it was lower, and how late; none: nothing. */
export function judgeEcho(echo: { db: number; ms: number } | undefined): Found {
  if (!echo || echo.db < -45) return found('green', 'echo-none')
  const values = { db: Math.round(echo.db), ms: Math.round(echo.ms) }
  return echo.db > -28 ? found('red', 'echo-strong', values) : found('amber', 'echo-some', values)
}

/** The way to the phone server, by round trips in milliseconds; a null did not come back. */
export function judgeStation(state: string, trips: readonly (number | null)[]): Found {
  if (state === 'off') return found('skipped', 'station-off')
  const back = trips.filter((trip) => trip !== null)
  if (back.length === 0)
    return found('red', state === 'registered' ? 'station-silent' : 'station-unregistered')
  const rtt = Math.round(back.reduce((sum, trip) => sum + trip, 0) / back.length)
  const steps = back.slice(1).map((trip, i) => Math.abs(trip - (back[i] ?? trip)))
  const jitter = Math.round(steps.reduce((sum, step) => sum + step, 0) / Math.max(1, steps.length))
  const lost = Math.round((100 * (trips.length - back.length)) / trips.length)
  const values = { rtt, jitter, lost }
  if (state !== 'registered') return found('red', 'station-unregistered', values)
  if (lost > 0) return found(lost > 20 ? 'red' : 'amber', 'station-lossy', values)
  if (rtt > 200) return found(rtt > 400 ? 'red' : 'amber', 'station-slow', values)
  if (jitter > 30) return found('amber', 'station-unsteady', values)
  return found('green', 'station-good', values)
}

/** The hub: `trip` milliseconds, none without a connection; `offset` its clock minus ours. Calls work without it. */
export function judgeServer(trip: number | undefined, offset: number): Found {
  if (trip === undefined) return found('amber', 'server-offline')
  const values = { rtt: Math.round(trip), clock: Math.round(Math.abs(offset) / 1000) }
  if (Math.abs(offset) > 30_000) return found('amber', 'server-clock', values)
  if (trip > 500) return found('amber', 'server-slow', values)
  return found('green', 'server-good', values)
}

/** 48 kbit/s, as recordings are made. */
const BYTES_PER_HOUR = 21_600_000

/** Bytes free below which a disk will not last the day, and below which there is nowhere to put a recording. */
export const diskLow = 1_500_000_000
export const diskFull = 200_000_000

/** Room for recordings that wait for the hub. */
export function judgeDisk(freeBytes: number): Found {
  const values = {
    gigabytes: Math.round(freeBytes / 1e8) / 10,
    hours: Math.floor(freeBytes / BYTES_PER_HOUR),
  }
  if (freeBytes < diskFull) return found('red', 'disk-full', values)
  if (freeBytes < diskLow) return found('amber', 'disk-low', values)
  return found('green', 'disk-good', values)
}

/** A call to an extension that sends back what it hears. */
export function judgeEchoCall(
  call: { packetsIn: number; lossPercent: number; jitterMs: number; mos?: number | undefined } | undefined,
): Found {
  if (!call) return found('red', 'echo-call-failed')
  if (call.packetsIn < 10) return found('red', 'echo-call-silent')
  const values = {
    loss: Math.round(call.lossPercent),
    jitter: Math.round(call.jitterMs),
    mos: Math.round((call.mos ?? 0) * 10) / 10,
  }
  return call.lossPercent > 3 || call.jitterMs > 30 || (call.mos !== undefined && call.mos < 3.5)
    ? found('amber', 'echo-call-poor', values)
    : found('green', 'echo-call-good', values)
}
