/**
 * Mean opinion score by the E-model (ITU-T G.107, narrow-band, default values where a phone cannot know better).
 * Echo is cancelled at both ends here, so that of the delay impairment only Idd counts (7.4).
 */

/** Ro - Is with all defaults: the rating of a line that has nothing wrong with it. */
const BEST_R = 93.2

/**
 * Equipment impairment and robustness against random loss (G.113, appendix I). Chromium's jitter buffer conceals what
 * is lost for all of its codecs. G.113 has no values for Opus on this scale: its speech is as good as G.711's, and
 * without redundancy it bears loss a little less well.
 */
const impairment: Record<string, { ie: number; bpl: number; aheadMs: number }> = {
  pcmu: { ie: 0, bpl: 25.1, aheadMs: 0 },
  pcma: { ie: 0, bpl: 25.1, aheadMs: 0 },
  g722: { ie: 0, bpl: 25.1, aheadMs: 1.5 },
  opus: { ie: 0, bpl: 20, aheadMs: 6.5 },
  ilbc: { ie: 11, bpl: 32, aheadMs: 5 },
  g729: { ie: 11, bpl: 19, aheadMs: 5 },
}
const G711 = { ie: 0, bpl: 25.1, aheadMs: 0 }

/** Mean opinion score of a rating (G.107, annex B), 1 to 4.5. */
export function scoreOfRating(r: number): number {
  if (r <= 0) return 1
  if (r >= 100) return 4.5
  return Math.max(1, 1 + 0.035 * r + r * (r - 60) * (100 - r) * 7e-6)
}

/** Impairment by the absolute delay `ms` from mouth to ear (G.107, 7.4: Idd); nothing up to 100 ms. */
export function delayImpairment(ms: number): number {
  if (ms <= 100) return 0
  const x = Math.log2(ms / 100)
  return 25 * ((1 + x ** 6) ** (1 / 6) - 3 * (1 + (x / 3) ** 6) ** (1 / 6) + 2)
}

/** Effective equipment impairment (G.107, 7.5) at `lossPercent` of random loss. */
export function lossImpairment(codec: string, lossPercent: number): number {
  const { ie, bpl } = impairment[codec.toLowerCase()] ?? G711
  const loss = Math.min(100, Math.max(0, lossPercent))
  return ie + ((95 - ie) * loss) / (loss + bpl)
}

/** What a codec adds to the way from mouth to ear: a packet of 20 ms that must fill, and what it looks ahead, ms. */
export const codecDelayMs = (codec: string): number => 20 + (impairment[codec.toLowerCase()] ?? G711).aheadMs

/** 1 to 4.5, in hundredths, from the one-way delay in ms, codec included, and the loss in percent. */
export function opinionScore(line: { codec: string; delayMs: number; lossPercent: number }): number {
  const r = BEST_R - delayImpairment(line.delayMs) - lossImpairment(line.codec, line.lossPercent)
  return Math.round(scoreOfRating(r) * 100) / 100
}
