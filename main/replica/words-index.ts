import type { WordRead } from '../../shared/protocol/search-protocol.ts'
import { folded } from '../../shared/search/fold.ts'
import { otherLayout } from '../../shared/search/layout.ts'
import { distance, shortestGuess, slipsIn } from '../../shared/search/near.ts'
import { numberTerm, termsOf, wordsOf } from '../../shared/search/words.ts'

/** What a query comes to: for each of its pieces, the documents that have it in any form. */
export type Read<Doc> = { docs: Set<Doc>; terms: Set<string>; words: WordRead[] }

type Looked = { terms: Set<string> }

/**
 * Words of texts in memory, found by any of their forms, by their beginning, on the other keyboard layout, and a slip or
 * two away (the analysis is `shared/search`, as on the hub). It is made of sealed facts when it is needed: a list of words
 * on the disk would tell what was said.
 */
export class WordsIndex<Doc> {
  private readonly byTerm = new Map<string, Set<Doc>>()
  /** Every word as it was written, folded, with its terms. */
  private readonly vocabulary = new Map<string, readonly string[]>()

  add(doc: Doc, terms: Iterable<string>, text: string): void {
    for (const term of terms) {
      const docs = this.byTerm.get(term)
      if (docs) docs.add(doc)
      else this.byTerm.set(term, new Set([doc]))
    }
    for (const { text: word } of wordsOf(text)) this.vocabulary.set(folded(word), termsOf(word))
  }

  drop(doc: Doc, terms: Iterable<string>): void {
    for (const term of terms) {
      const docs = this.byTerm.get(term)
      docs?.delete(doc)
      if (docs?.size === 0) this.byTerm.delete(term)
    }
  }

  clear(): void {
    this.byTerm.clear()
    this.vocabulary.clear()
  }

  /** Every piece must be there; undefined where one is nowhere. `all`: each word may be a beginning, not the last alone. */
  read(text: string, all: boolean): Read<Doc> | undefined {
    const pieces = text.trim().split(/\s+/).filter(Boolean).slice(0, 12)
    const open = !/\s$/.test(text)
    const read: Read<Doc> = { docs: new Set(), terms: new Set(), words: [] }
    for (const [i, piece] of pieces.entries()) {
      const found = this.piece(piece, all || (open && i === pieces.length - 1))
      if (!found) return undefined
      for (const term of found.terms) read.terms.add(term)
      if (found.read) read.words.push(found.read)
      read.docs = i === 0 ? found.docs : both(read.docs, found.docs)
    }
    return pieces.length ? read : undefined
  }

  private piece(
    piece: string,
    beginning: boolean,
  ): { docs: Set<Doc>; terms: Set<string>; read?: WordRead } | undefined {
    const other = otherLayout(piece)
    const own = this.each(piece, (word, last) => this.look(word, beginning && last))
    const swapped =
      other && other.length > 2
        ? this.each(other, (word, last) => this.look(word, beginning && last))
        : undefined
    if (own && swapped)
      return { docs: either(own.docs, swapped.docs), terms: either(own.terms, swapped.terms) }
    if (own) return own
    if (swapped && other) return { ...swapped, read: { typed: piece, as: other, why: 'layout' } }
    const guessed = (text: string) => this.each(text, (word) => this.look(word, false) ?? this.guess(word))
    const meant = guessed(piece) ?? (other ? guessed(other) : undefined)
    return meant && { ...meant, read: { typed: piece, as: [...meant.terms][0] ?? '', why: 'typo' } }
  }

  /** All words of a piece (ds-10042, zak@example.com): all of them must be there. */
  private each(
    piece: string,
    look: (word: string, last: boolean) => Looked | undefined,
  ): { docs: Set<Doc>; terms: Set<string> } | undefined {
    const number = numberTerm(piece)
    if (number.length >= 7 && this.byTerm.has(number))
      return { docs: new Set(this.byTerm.get(number)), terms: new Set([number]) }
    const words = wordsOf(piece)
    const terms = new Set<string>()
    let docs: Set<Doc> | undefined
    for (const [i, { text }] of words.entries()) {
      const looked = look(text, i === words.length - 1)
      if (!looked) return undefined
      const here = new Set<Doc>()
      for (const term of looked.terms) {
        terms.add(term)
        for (const doc of this.byTerm.get(term) ?? []) here.add(doc)
      }
      docs = docs ? both(docs, here) : here
    }
    return docs?.size ? { docs, terms } : undefined
  }

  private look(word: string, beginning: boolean): Looked | undefined {
    const terms = new Set(termsOf(word).filter((term) => this.byTerm.has(term)))
    const start = folded(word)
    if (beginning && start.length > 1)
      for (const [known, forms] of this.vocabulary)
        if (known.startsWith(start)) for (const form of forms) if (this.byTerm.has(form)) terms.add(form)
    return terms.size ? { terms } : undefined
  }

  /** The nearest word there is; of equals the one that is said more often. */
  private guess(word: string): Looked | undefined {
    const typed = folded(word)
    const most = slipsIn(typed)
    if (typed.length < shortestGuess || most === 0) return undefined
    let best: { slips: number; often: number; terms: readonly string[] } | undefined
    for (const [known, terms] of this.vocabulary) {
      if (Math.abs(known.length - typed.length) > most) continue
      const slips = distance(typed, known, most)
      if (slips > most) continue
      const often = terms.reduce((sum, term) => sum + (this.byTerm.get(term)?.size ?? 0), 0)
      if (often > 0 && (!best || slips < best.slips || (slips === best.slips && often > best.often)))
        best = { slips, often, terms }
    }
    return best && { terms: new Set(best.terms.filter((term) => this.byTerm.has(term))) }
  }
}

const both = <T>(a: ReadonlySet<T>, b: ReadonlySet<T>): Set<T> => new Set([...a].filter((one) => b.has(one)))
const either = <T>(a: ReadonlySet<T>, b: ReadonlySet<T>): Set<T> => new Set([...a, ...b])
