/** A light stemmer for English: plurals, -ed and -ing with the doubled letter, a final e, and y as i. */
export function stemEnglish(word: string): string {
  if (word.length < 4) return word
  let stem = word
  if (stem.endsWith('ies') && stem.length > 4) stem = `${stem.slice(0, -3)}y`
  else if (/(?:ss|x|ch|sh|z)es$/.test(stem)) stem = stem.slice(0, -2)
  else if (/[^su]s$/.test(stem) && !stem.endsWith('is')) stem = stem.slice(0, -1)
  if (stem.endsWith('ied') && stem.length > 4) stem = `${stem.slice(0, -3)}y`
  else stem = withoutTense(stem)
  if (stem.length > 3 && stem.endsWith('e')) stem = stem.slice(0, -1)
  return stem.length > 3 ? stem.replace(/(?<=[^aeiou])y$/, 'i') : stem
}

function withoutTense(word: string): string {
  const bare = word.replace(/(?:ing|ed)$/, '')
  if (bare === word || bare.length < 3 || !/[aeiouy]/.test(bare)) return word
  return /([^aeioulsz])\1$/.test(bare) ? bare.slice(0, -1) : bare
}
