/** The value below which a share of the sample lies, by nearest rank; milliseconds to one decimal. */
export function percentile(sample: readonly number[], share: number): number {
  const sorted = [...sample].sort((a, b) => a - b)
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
  return Math.round(value * 10) / 10
}

export const ratio = (value: number, floor: number): number => Math.round((value / floor) * 100) / 100
