/** How much an operator has said into a muted microphone. */
export type Unheard = { spokenMs: number; at: number }

export const silent: Unheard = { spokenMs: 0, at: 0 }

/** The level (0 to 1) from which a microphone is taken to carry speech. */
const speech = 0.05
/** After so long without a word the counting begins anew. */
const forget = 8_000
/** Said so much, the operator believes to be heard: time to tell. */
export const unheardAfterMs = 6_000

/** One more level of the microphone of a muted call, about eight times a second. */
export function hear(state: Unheard, microphone: number, now: number): Unheard {
  const gap = state.at === 0 ? 0 : Math.min(now - state.at, 500)
  if (microphone >= speech) return { spokenMs: (now - state.at > forget ? 0 : state.spokenMs) + gap, at: now }
  // Between words the clock of the last word stands still, so that a long silence is noticed.
  return now - state.at > forget ? silent : state
}

export const isUnheard = (state: Unheard): boolean => state.spokenMs >= unheardAfterMs
