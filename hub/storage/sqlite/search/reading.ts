import type { WordRead } from '../../../../shared/protocol/search-protocol.ts'
import { folded } from '../../../../shared/search/fold.ts'
import { otherLayout } from '../../../../shared/search/layout.ts'
import { numberTerm, wordsOf } from '../../../../shared/search/words.ts'
import { isNumberLike, numberForms } from '../../search-text.ts'
import type { Looked, Vocabulary } from './vocabulary.ts'

/** How a query was understood, and what to ask the index for. */
export type Reading = {
  /** An FTS5 expression. */
  match: string
  /** The same with every word that begins so, where `match` leaves rare ones out. */
  wider?: string
  /** The terms that a find is marked by. */
  terms: string[]
  /** Words that were not taken as they were typed. */
  read: WordRead[]
  /** Of numbers: one of these must be in the card's text, for each. */
  digits: string[][]
}

type Options = {
  words: Vocabulary
  /** Whether the last word or every word may be a beginning. */
  beginnings: 'last' | 'all'
  /** Cards: numbers from their middle, words from theirs. */
  cards: boolean
}
type Found = Looked & { match?: string }
type Part = {
  match: string
  wider: string
  terms: string[]
  capped: boolean
  read?: WordRead
  digits?: string[]
}

const quoted = (term: string): string => `"${term}"`
const anyOf = (terms: readonly string[]): string =>
  terms.length === 1 ? quoted(terms[0] ?? '') : `(${terms.map(quoted).join(' OR ')})`
const mostWords = 12

/** Every word must be there, in any form; undefined where one of them cannot be found anywhere. */
export function readQuery(text: string, options: Options): Reading | undefined {
  const query = text.trim()
  const pieces = isNumberLike(query) ? [query] : query.split(/\s+/).filter(Boolean).slice(0, mostWords)
  const endsInSpace = /\s$/.test(text)
  const parts: Part[] = []
  for (const [i, piece] of pieces.entries()) {
    // What is only punctuation says nothing, unless it is a word on the other layout.
    const beginning = options.beginnings === 'all' || (i === pieces.length - 1 && !endsInSpace)
    const part = readPiece(piece, beginning, options)
    if (!part) return undefined
    parts.push(part)
  }
  if (parts.length === 0) return undefined
  const match = parts.map((p) => p.match).join(' AND ')
  return {
    match,
    ...(parts.some((p) => p.capped) ? { wider: parts.map((p) => p.wider).join(' AND ') } : {}),
    terms: parts.flatMap((p) => p.terms),
    read: parts.flatMap((p) => p.read ?? []),
    digits: parts.flatMap((p) => (p.digits ? [p.digits] : [])),
  }
}

function readPiece(piece: string, beginning: boolean, options: Options): Part | undefined {
  if (isNumberLike(piece)) {
    if (options.cards) return cardNumber(piece)
    const number = asTyped(numberTerm(piece), beginning, options)
    if (number) return number
  }
  const own = asTyped(piece, beginning, options)
  const other = otherLayout(piece)
  const swapped = other && other.length > 2 ? asTyped(other, beginning, options) : undefined
  if (own && swapped)
    return {
      match: `(${own.match} OR ${swapped.match})`,
      wider: `(${own.wider} OR ${swapped.wider})`,
      terms: [...own.terms, ...swapped.terms],
      capped: own.capped || swapped.capped,
    }
  if (own) return own
  if (swapped && other) return { ...swapped, read: { typed: piece, as: other, why: 'layout' } }
  if (options.cards) {
    const inside = each(piece, (word) => options.words.containing(word))
    if (inside) return inside
  }
  const meant = guessed(piece, options) ?? (other ? guessed(other, options) : undefined)
  return meant && { ...meant, read: { typed: piece, as: meant.terms[0] ?? '', why: 'typo' } }
}

const asTyped = (piece: string, beginning: boolean, { words, cards }: Options): Part | undefined =>
  each(piece, (word, last) =>
    cards && /^\d{3,}$/.test(word)
      ? { terms: [word], match: digitsFrom(word) }
      : words.look(word, beginning && last),
  )

/** What exists is taken as it is; the rest of the piece as what comes nearest. */
const guessed = (piece: string, { words }: Options): Part | undefined =>
  each(piece, (word) => words.look(word, false) ?? words.guess(word))

/** All words of a piece (ds-10042, zak@example.com): each by itself, all of them must be there. */
function each(piece: string, look: (word: string, last: boolean) => Found | undefined): Part | undefined {
  const words = wordsOf(piece)
  if (words.length === 0) return undefined
  const found: Found[] = []
  for (const [i, { text }] of words.entries()) {
    const looked = look(text, i === words.length - 1)
    if (!looked) return undefined
    found.push(looked)
  }
  const joined = (of: (looked: Found) => string): string =>
    found.length === 1 ? of(found[0] as Found) : `(${found.map(of).join(' AND ')})`
  return {
    match: joined(matchOf),
    wider: joined((l) => (l.more ? `(${matchOf(l)} OR ${quoted(l.more)} *)` : matchOf(l))),
    terms: found.flatMap((l) => l.terms),
    capped: found.some((l) => l.more !== undefined),
  }
}

const matchOf = (found: Found): string => found.match ?? anyOf(found.terms)

/** Digits from anywhere in a number: by four at a time from their end, which tells more than their beginning. */
function digitsFrom(digits: string): string {
  if (digits.length < 4) return `${quoted(`#${digits}`)} *`
  const grams: string[] = []
  for (let end = digits.length; end > 0 && grams.length < 3; end -= 4)
    grams.push(`#${digits.slice(Math.max(0, end - 4), Math.max(4, end))}`)
  return grams.length === 1 ? quoted(grams[0] ?? '') : `(${grams.map(quoted).join(' AND ')})`
}

/** A number of a card, in each form that it may be kept in. */
function cardNumber(written: string): Part {
  const forms = numberForms(folded(written))
  const match = forms.length === 1 ? digitsFrom(forms[0] ?? '') : `(${forms.map(digitsFrom).join(' OR ')})`
  return { match, wider: match, terms: forms, capped: false, digits: forms }
}
