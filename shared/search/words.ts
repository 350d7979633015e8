import { folded } from './fold.ts'
import { stemEnglish } from './stem-english.ts'
import { stemPolish } from './stem-polish.ts'
import { stemRussian } from './stem-russian.ts'

/**
 * How text becomes the terms of an index, and how a match is found again in the text. Whoever changes what these give
 * raises `analysis`, so that indexes made before are built anew.
 */
export const analysis = 1

const longestTerm = 40
const known = new Map<string, readonly string[]>()
const mostKnown = 200_000

export type Word = { text: string; start: number; end: number }

/** The words of a text with their places; a number with letters is one word, what joins words is none. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = []
  for (const match of text.matchAll(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu))
    words.push({ text: match[0], start: match.index, end: match.index + match[0].length })
  return words
}

/** The terms of one word: its stem; in Latin letters, its stem as English and as Polish. */
export function termsOf(word: string): readonly string[] {
  const before = known.get(word)
  if (before) return before
  const terms = analysed(word)
  if (known.size >= mostKnown) known.clear()
  known.set(word, terms)
  return terms
}

function analysed(word: string): readonly string[] {
  const lower = word.toLowerCase()
  if (/^[а-яё]+$/.test(lower)) return [folded(stemRussian(lower.replaceAll('ё', 'е'))).slice(0, longestTerm)]
  const plain = folded(lower)
    .replace(/[^\p{L}\p{N}]/gu, '')
    .slice(0, longestTerm)
  if (!plain) return []
  if (!/^[a-z]+$/.test(plain)) return [plain]
  const english = stemEnglish(plain)
  const polish = stemPolish(plain)
  return english === polish ? [english] : [english, polish]
}

/** Seven digits and more with what people put between them: a telephone number, an order's, a parcel's. */
const longNumber = /\+?\d(?:[\s().\-\u00a0\u2010-\u2015]{0,2}\d){6,19}/g

/** The digits of a number as they are compared: 8 and 00 before a country's number are its plus. */
export function numberTerm(written: string): string {
  const digits = written.replace(/\D/g, '')
  if (digits.length === 11 && digits.startsWith('8')) return `7${digits.slice(1)}`
  return digits.startsWith('00') && digits.length > 9 ? digits.slice(2) : digits
}

/** All terms of a text, each once. */
export function textTerms(text: string): string[] {
  const terms = new Set<string>()
  for (const word of wordsOf(text)) for (const term of termsOf(word.text)) terms.add(term)
  for (const [found] of text.matchAll(longNumber)) terms.add(numberTerm(found))
  return [...terms]
}

export type Mark = [start: number, end: number]

/** Where the terms stand in a text, in order and apart from each other. `prefixes`: words that begin so, too. */
export function marksOf(text: string, terms: ReadonlySet<string>, prefixes: readonly string[] = []): Mark[] {
  const marks: Mark[] = []
  for (const { text: word, start, end } of wordsOf(text)) {
    const found = termsOf(word)
    if (
      found.some((term) => terms.has(term)) ||
      (prefixes.length && prefixes.some((p) => folded(word).startsWith(p)))
    )
      marks.push([start, end])
  }
  for (const match of text.matchAll(longNumber))
    if (terms.has(numberTerm(match[0]))) marks.push([match.index, match.index + match[0].length])
  return joined(marks)
}

function joined(marks: Mark[]): Mark[] {
  const result: Mark[] = []
  for (const [start, end] of marks.sort((a, b) => a[0] - b[0] || b[1] - a[1])) {
    const last = result.at(-1)
    if (last && start < last[1]) last[1] = Math.max(last[1], end)
    else result.push([start, end])
  }
  return result
}

/** A stretch of a long text around its first match, with the marks moved along. `length` in characters. */
export function excerpt(
  text: string,
  marks: readonly Mark[],
  length: number,
): { text: string; marks: Mark[] } {
  if (text.length <= length) return { text, marks: [...marks] }
  const first = marks[0]?.[0] ?? 0
  let from = Math.max(0, Math.min(first - Math.floor(length / 4), text.length - length))
  // At a word's beginning, so that nothing is read that was not written.
  const space = from > 0 ? text.slice(from, first).search(/\s/) : -1
  if (space >= 0) from += space + 1
  // Never between the halves of one sign.
  if (from > 0 && /[\udc00-\udfff]/.test(text[from] ?? '')) from++
  let to = Math.min(text.length, from + length)
  if (/[\udc00-\udfff]/.test(text[to] ?? '')) to--
  const head = from > 0 ? '…' : ''
  const shift = head.length - from
  return {
    text: head + text.slice(from, to).replaceAll('\n', ' ') + (to < text.length ? '…' : ''),
    marks: marks.filter(([start, end]) => start >= from && end <= to).map(([s, e]) => [s + shift, e + shift]),
  }
}
