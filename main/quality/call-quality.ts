import type { Talk } from '../../shared/ipc/engine-contract.ts'
import {
  addScore,
  type CallQuality,
  callQuality,
  noScore,
  type Quality,
  SAMPLES_KEPT,
  type Sample,
  type ScoreSum,
  type Surroundings,
  scoresOf,
} from '../../shared/softphone/quality.ts'
import { addTalk, type TalkSummary } from '../../shared/softphone/talk.ts'

/** What goes with a call's end report. */
export type CallFigures = { mos?: number; mosWorst?: number; talk?: TalkSummary }

export type QualityKeeper = {
  take(quality: Quality): void
  hear(talk: Talk): void
  /** The media window was lost: its sums begin anew, ours go on. */
  engineGone(): void
  figures(callId: string): CallFigures
  /** How the call stands now; undefined before anything was measured. */
  now(callId: string): CallQuality | undefined
  forget(callId: string): void
}

type Kept = {
  samples: Sample[]
  score: ScoreSum
  /** What media windows before this one have heard. */
  earlier: TalkSummary | undefined
  talk: TalkSummary | undefined
}

/** Calls whose end nobody told us of must not be kept for ever. */
const MOST_CALLS = 50

/** Keeps the last samples of every call, puts them to the rules, and sums up what the end report carries. */
export function createQualityKeeper(parts: {
  surroundings(): Surroundings
  onSample(sample: Sample): void
  onQuality(quality: CallQuality): void
}): QualityKeeper {
  const calls = new Map<string, Kept>()
  const of = (callId: string): Kept => {
    const known = calls.get(callId)
    if (known) return known
    const fresh: Kept = { samples: [], score: noScore, earlier: undefined, talk: undefined }
    calls.set(callId, fresh)
    const [oldest] = calls.keys()
    if (calls.size > MOST_CALLS && oldest !== undefined) calls.delete(oldest)
    return fresh
  }

  return {
    take(quality) {
      const call = of(quality.callId)
      const sample: Sample = { ...quality, ...parts.surroundings() }
      call.samples = [...call.samples, sample].slice(-SAMPLES_KEPT)
      if (quality.mos !== undefined) call.score = addScore(call.score, quality.mos)
      parts.onSample(sample)
      const told = callQuality(call.samples)
      if (told) parts.onQuality(told)
    },
    hear({ callId, summary }) {
      of(callId).talk = summary
    },
    engineGone() {
      for (const call of calls.values()) {
        if (call.talk) call.earlier = addTalk(call.earlier, call.talk)
        call.talk = undefined
        call.samples = []
      }
    },
    figures(callId) {
      const call = calls.get(callId)
      if (!call) return {}
      const talk = call.talk ? addTalk(call.earlier, call.talk) : call.earlier
      return { ...scoresOf(call.score), ...(talk ? { talk } : {}) }
    },
    now: (callId) => callQuality(calls.get(callId)?.samples ?? []),
    forget: (callId) => void calls.delete(callId),
  }
}
