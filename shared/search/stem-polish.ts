/**
 * A light stemmer for Polish that works without diacritics, since people leave them out when they are in a hurry:
 * endings of declension and conjugation, one after the other never, the longest that leaves a stem; then the
 * alternations that a change of case brings (fakturze, faktura; paczek, paczka).
 */
const endings = (
  'ieniami ieniach ieniom ieniem ienie ienia ieniu ien ' +
  'aniami aniach aniom aniem anie ania aniu ' +
  'owalismy owalam owalem owala owalo owali owaly owal owany owana owane owanego owanej owac ' +
  'ujesz ujemy ujecie uje uja ujac ' +
  'alismy ilismy ylismy alam alem ilam ilem ala alo ali aly al ila ilo ili ily il yla ylo yli yly yl ' +
  'iami iach iom iem iej iego iemu iow ami ach owie owi om ow ego emu ej ymi imi ych ich ym im em ' +
  'jami jach jom ja ji je ' +
  'asz amy acie aja am ac esz emy ecie ec isz imy icie ic ysz ymy ycie yc ' +
  'ia ie io iu ii a e i o u y'
)
  .split(' ')
  .sort((a, b) => b.length - a.length)
const byLast = new Map<string, string[]>()
for (const ending of endings) {
  const last = ending.at(-1) ?? ''
  byLast.set(last, [...(byLast.get(last) ?? []), ending])
}
const shortestStem = 3

/** The stem of a folded word: lower case, no diacritics. */
export function stemPolish(word: string): string {
  if (word.length <= shortestStem) return word
  const ending = byLast
    .get(word.at(-1) ?? '')
    ?.find((e) => word.length - e.length >= shortestStem && word.endsWith(e))
  const stem = ending ? word.slice(0, -ending.length) : word
  if (/^(e|y)$/.test(ending ?? '') && stem.endsWith('rz') && stem.length > 4) return stem.slice(0, -1)
  return stem.length >= 5 ? stem.replace(/([^aeiouy])e(?=[kc]$)/, '$1') : stem
}
