const latin = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
const cyrillic = 'ёйцукенгшщзхъфывапролджэячсмитьбю'

const toCyrillic = new Map([...latin].map((key, i) => [key, cyrillic[i] ?? key]))
const toLatin = new Map([...cyrillic].map((key, i) => [key, latin[i] ?? key]))
// With Shift the same keys give other signs on a Latin layout.
for (const [i, sign] of [...'~{}:"<>'].entries()) toCyrillic.set(sign, 'ёхъжэбю'[i] ?? sign)

/**
 * What the same keys give with the other layout on: «ghbdtn» is привет, «щквук» is order. A Polish programmer's
 * keyboard has its letters where the American one has them. Undefined where no key has another letter.
 */
export function otherLayout(typed: string): string | undefined {
  const lower = typed.toLowerCase()
  const map = /[а-яё]/.test(lower) ? toLatin : /[a-z]/.test(lower) ? toCyrillic : undefined
  if (!map) return undefined
  return [...lower].map((sign) => map.get(sign) ?? sign).join('')
}
