/**
 * Telephone numbers as text, with no country knowledge: spaces, brackets and dashes go, a leading 00 or + stays an
 * international sign. What may be dialled at all is decided by the line's own rules in main.
 */
export function dialable(written: string): string | undefined {
  const bare = written.trim().replace(/^(tel|callto|sips?):/i, '')
  if (/^[\w.+-]+@[\w.-]+$/.test(bare)) return bare
  const digits = bare.replace(/[\s().\-/\u00a0\u2010-\u2015]/g, '')
  if (!/^\+?[\d*#]{2,20}$/.test(digits)) return undefined
  return digits.startsWith('00') ? `+${digits.slice(2)}` : digits
}

/** A number's key for looking people up: E.164 with a plus, when that is what it looks like. */
export function numberKey(written: string): string | undefined {
  const dial = dialable(written)
  if (!dial || dial.includes('@')) return undefined
  if (/^\+\d{7,15}$/.test(dial)) return dial
  if (/^8\d{10}$/.test(dial)) return `+7${dial.slice(1)}`
  if (/^[1-9]\d{9,14}$/.test(dial)) return `+${dial}`
  return dial
}
