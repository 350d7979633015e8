import type { CallId } from '../lib/ids.ts'
import type { IntakeFacts, MatchCandidate, MatchReason } from '../protocol/recordings-protocol.ts'
import type { Direction } from './event.ts'

/** A call as the matcher sees it; times in UTC milliseconds. */
export type MatchCall = {
  callId: CallId
  direction: Direction
  remote: string | undefined
  /** The number of the company's line. */
  line: string | undefined
  offeredAt: number
  answeredAt: number | undefined
  endedAt: number | undefined
  /** The PBX has sent a recording of it before. */
  recorded: boolean
}

export type Match =
  | { verdict: 'match'; callId: CallId; by: 'id' | 'numbers'; candidates: MatchCandidate[] }
  | { verdict: 'doubt'; candidates: MatchCandidate[] }

/** A call this far from the recording's beginning is not looked at, milliseconds: clocks of PBXs run apart by seconds. */
export const matchWindowMs = 120_000
/** From this on a call is the one, when none other comes near it. */
const sure = 75
const ahead = 20
const mostCandidates = 5

/** Digits that tell a number apart, whatever its prefix is written like; undefined for what is no outside number. */
const tail = (number: string | undefined): string | undefined => {
  const digits = number?.replace(/\D/g, '') ?? ''
  return digits.length >= 7 ? digits.slice(-9) : undefined
}

/**
 * Which call a recording of the PBX is of: by the call's id, else by numbers and time. A match is only what leaves no
 * room for another; all the rest is a doubt with its candidates, best first, for a person to decide.
 */
export function matchRecording(
  facts: IntakeFacts & { seconds?: number | undefined },
  calls: readonly MatchCall[],
): Match {
  const named = calls.filter((call) => call.callId === facts.callId)
  const candidates = calls
    .map((call) => judged(facts, call))
    .filter((one) => one.score > 0)
    .sort((a, b) => b.score - a.score || (a.callId < b.callId ? -1 : 1))
    .slice(0, mostCandidates)
  const [only] = named
  if (only && !only.recorded) return { verdict: 'match', callId: only.callId, by: 'id', candidates }
  const [best, next] = candidates
  const certain =
    best !== undefined &&
    best.score >= sure &&
    best.score - (next?.score ?? 0) >= ahead &&
    best.reasons.includes('number') &&
    !best.reasons.some((reason) => reason === 'recorded-already' || reason === 'other-direction')
  // The PBX named a call of its own: numbers must not put the recording on a different one that has an id like it.
  if (certain && !only) return { verdict: 'match', callId: best.callId, by: 'numbers', candidates }
  return { verdict: 'doubt', candidates }
}

function judged(facts: IntakeFacts & { seconds?: number | undefined }, call: MatchCall): MatchCandidate {
  const reasons: MatchReason[] = []
  let score = 0
  const say = (reason: MatchReason, points: number) => {
    reasons.push(reason)
    score += points
  }
  if (facts.callId === call.callId) say('id', 100)

  const told = [tail(facts.from), tail(facts.to)].filter((n) => n !== undefined)
  const remote = tail(call.remote)
  if (told.length === 0 || remote === undefined) say('no-number', 0)
  else if (told.includes(remote)) say('number', 50)
  else say('other-number', -60)
  const line = tail(call.line)
  if (line !== undefined && told.includes(line)) say('line', 5)

  const apart = distance(facts.startedAt, call)
  if (apart === undefined) score -= 20
  else if (apart > matchWindowMs)
    return { callId: call.callId, score: facts.callId === call.callId ? score : 0, reasons }
  else if (apart <= 30_000) say('start-near', apart <= 5000 ? 30 : 20)
  else say('start-far', 8)

  const { seconds } = facts
  if (seconds !== undefined && call.answeredAt !== undefined && call.endedAt !== undefined) {
    const off = Math.abs(seconds - (call.endedAt - call.answeredAt) / 1000)
    if (off <= Math.max(5, seconds * 0.1)) say('length', off <= 5 ? 15 : 10)
    else if (off > 30) say('other-length', -20)
  }
  if (facts.direction === call.direction) say('direction', 5)
  else if (facts.direction !== undefined) say('other-direction', -15)
  if (call.recorded) say('recorded-already', -40)
  return { callId: call.callId, score, reasons }
}

/** PBXs begin to record when it rings, or when it is answered. */
function distance(startedAt: number | undefined, call: MatchCall): number | undefined {
  if (startedAt === undefined) return undefined
  return Math.min(
    Math.abs(startedAt - call.offeredAt),
    call.answeredAt === undefined ? Number.POSITIVE_INFINITY : Math.abs(startedAt - call.answeredAt),
  )
}
