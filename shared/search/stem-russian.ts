/**
 * A light stemmer for Russian after the suffix classes of the Snowball algorithm (M. Porter, A. Boulton): gerunds,
 * reflexives, adjectives with participles, verbs, nouns, then superlatives and -ость. Beside it, what a search needs:
 * the fleeting vowel of звонок, звонка.
 */
const vowels = 'аеиоуыэюя'

const classOf = (list: string): string[] => list.split(' ').sort((a, b) => b.length - a.length)
/** Only after а or я. */
const gerundAfterA = classOf('в вши вшись')
const gerund = classOf('ив ивши ившись ыв ывши ывшись')
const adjective = classOf(
  'ее ие ые ое ими ыми ей ий ый ой ем им ым ом его ого ему ому их ых ую юю ая яя ою ею',
)
const participleAfterA = classOf('ем нн вш ющ щ')
const participle = classOf('ивш ывш ующ')
/** Without -н of the short participle: диван, экран and план are no participles. */
const verbAfterA = classOf('ла ете йте ли й л ем ло ет ют ть ешь нно')
const verb = classOf(
  'ила ыла ена ейте уйте ите или ыли ей уй ил ыл им ым ен ило ыло ено ят ует уют ит ыт ены ить ыть ишь ую ю',
)
const noun = classOf(
  'а ев ов ие ье е иями ями ами еи ии и ией ей ой ий й иям ям ием ем ам ом о у ах иях ях ы ь ию ью ю ия ья я',
)

/** The stem of a word in lower case, ё written as е and й kept. */
export function stemRussian(word: string): string {
  const from = firstVowel(word) + 1
  if (from === 0 || word.length < 4) return word
  let stem = cut(word, from, gerundAfterA, true) ?? cut(word, from, gerund)
  if (stem === undefined) {
    const plain = cut(word, from, ['ся', 'сь']) ?? word
    const bare = cut(plain, from, adjective)
    if (bare !== undefined)
      stem = cut(bare, from, participleAfterA, true) ?? cut(bare, from, participle) ?? bare
    else
      stem = cut(plain, from, verbAfterA, true) ?? cut(plain, from, verb) ?? cut(plain, from, noun) ?? plain
  }
  stem = cut(stem, from, ['и']) ?? stem
  stem = cut(stem, from + 3, ['ость', 'ост']) ?? stem
  stem = cut(stem, from, ['ейше', 'ейш']) ?? stem
  if (stem.endsWith('нн')) stem = stem.slice(0, -1)
  else if (stem.endsWith('ь') && stem.length > from) stem = stem.slice(0, -1)
  return stem.length >= 5 ? stem.replace(/[ое](?=[кц]$)/, '') : stem
}

function firstVowel(word: string): number {
  for (let i = 0; i < word.length; i++) if (vowels.includes(word[i] ?? '')) return i
  return -1
}

/** The word without the longest of these endings, which must lie after `from`; undefined when it has none. */
function cut(word: string, from: number, endings: readonly string[], afterA = false): string | undefined {
  for (const ending of endings) {
    const at = word.length - ending.length
    if (at < from || !word.endsWith(ending)) continue
    if (afterA && !'ая'.includes(word[at - 1] ?? '-')) continue
    return word.slice(0, at)
  }
  return undefined
}
