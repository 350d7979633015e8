/**
 * How many letters were missed, doubled, changed or swapped with their neighbour (optimal string alignment), up to
 * `most`; beyond it, `most + 1`.
 */
export function distance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1
  let two: number[] = []
  let one = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    let least = i
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let best = Math.min((one[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (one[j - 1] ?? 0) + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (two[j - 2] ?? 0) + 1)
      row.push(best)
      least = Math.min(least, best)
    }
    if (least > most) return most + 1
    two = one
    one = row
  }
  return Math.min(one[b.length] ?? 0, most + 1)
}

/** Words this short are too like each other to be guessed at. */
export const shortestGuess = 4
const longestGuess = 20
/** As many slips as a word of its length may have. */
export const slipsIn = (word: string): number => (word.length < shortestGuess ? 0 : word.length < 8 ? 1 : 2)

/**
 * The word, and the word without each of its letters: two words one slip apart share one of these, so that a typo is
 * found by looking up a handful of keys (the method of symmetric deletion, W. Garbe). Empty for what is no word.
 */
export function nearKeys(word: string): string[] {
  if (word.length < shortestGuess || word.length > longestGuess || !/^\p{L}+$/u.test(word)) return []
  return withoutOne([word])
}

/** The same for a word that was typed: of a long one, also with two letters missing. */
export function typedKeys(word: string): string[] {
  const once = nearKeys(word)
  return slipsIn(word) > 1 && once.length ? withoutOne(once) : once
}

function withoutOne(words: readonly string[]): string[] {
  const keys = new Set(words)
  for (const word of words)
    for (let i = 0; i < word.length; i++) keys.add(word.slice(0, i) + word.slice(i + 1))
  return [...keys]
}
