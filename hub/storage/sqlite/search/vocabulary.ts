import { folded } from '../../../../shared/search/fold.ts'
import { distance, slipsIn, typedKeys } from '../../../../shared/search/near.ts'
import { termsOf } from '../../../../shared/search/words.ts'
import type { Statements } from '../statements.ts'
import { wordKind } from './places.ts'

/** What a typed word may stand for: terms that exist. */
export type Looked = {
  terms: string[]
  /** There are rarer words with this beginning, which are not among the terms. */
  more?: string
}

/** As many of the words with one beginning are asked for, the commonest first. */
const mostEndings = 16
const mostGuesses = 4
const mostInfixes = 24
const shortestBeginning = 2
const shortestTrigram = 3

/** The words that the index has, of some kinds. */
export class Vocabulary {
  private readonly sql: Statements
  private readonly kinds: string

  constructor(sql: Statements, of: 'said' | 'contacts') {
    this.sql = sql
    this.kinds = of === 'said' ? `${wordKind.said}` : `${wordKind.address}, ${wordKind.name}`
  }

  /** A word as it stands, in its other forms, and with `beginning` also the words that begin so. */
  look(word: string, beginning: boolean): Looked | undefined {
    const start = folded(word)
    const terms = new Set(termsOf(word).filter((term) => this.has(term)))
    if (this.has(start)) terms.add(start)
    let more: string | undefined
    if (beginning && start.length >= shortestBeginning) {
      const rows = this.sql.all(
        `SELECT term, sum(docs) AS docs FROM search_words WHERE kind IN (${this.kinds}) AND term >= ? AND term < ?
         GROUP BY term ORDER BY docs DESC LIMIT ${mostEndings}`,
        start,
        `${start}\u{10ffff}`,
      )
      for (const row of rows) terms.add(String(row.term))
      if (rows.length === mostEndings) more = start
    }
    return terms.size ? { terms: [...terms], ...(more ? { more } : {}) } : undefined
  }

  /** The words nearest to one that nobody has written: as few slips as possible, the commonest first. */
  guess(word: string): Looked | undefined {
    let best = Number.POSITIVE_INFINITY
    let found: { term: string; docs: number }[] = []
    for (const typed of new Set([folded(word), ...termsOf(word)])) {
      const most = slipsIn(typed)
      if (most === 0) continue
      const rows = this.sql.all(
        `SELECT DISTINCT w.term, w.docs FROM search_near n JOIN search_words w ON w.kind = n.kind AND w.term = n.term
         WHERE n.kind IN (${this.kinds}) AND n.part IN (SELECT value FROM json_each(?))`,
        JSON.stringify(typedKeys(typed)),
      )
      for (const row of rows) {
        const term = String(row.term)
        const far = distance(typed, term, most)
        if (far > most || far > best) continue
        if (far < best) found = []
        best = far
        if (!found.some((f) => f.term === term)) found.push({ term, docs: Number(row.docs) })
      }
    }
    found.sort((a, b) => b.docs - a.docs)
    // What is a thousand times rarer is somebody else's slip.
    const worth = found.filter((f) => f.docs * 1000 >= (found[0]?.docs ?? 0)).slice(0, mostGuesses)
    return worth.length ? { terms: worth.map((f) => f.term) } : undefined
  }

  /** Words of cards that have this somewhere in them. */
  containing(part: string): Looked | undefined {
    const text = folded(part)
    const rows =
      text.length >= shortestTrigram
        ? this.sql.all(
            `SELECT DISTINCT term FROM search_infix WHERE search_infix MATCH ? LIMIT ${mostInfixes}`,
            `"${text}"`,
          )
        : this.sql.all(
            `SELECT DISTINCT term FROM search_infix WHERE term LIKE ? LIMIT ${mostInfixes}`,
            `%${text}%`,
          )
    return rows.length ? { terms: rows.map((row) => String(row.term)) } : undefined
  }

  private has(term: string): boolean {
    return (
      this.sql.get(`SELECT 1 FROM search_words WHERE kind IN (${this.kinds}) AND term = ? LIMIT 1`, term) !==
      undefined
    )
  }
}
