import type { DomainEvent } from '../../../../shared/domain/event.ts'
import { saidIn } from '../../../../shared/domain/said.ts'
import { nearKeys } from '../../../../shared/search/near.ts'
import { textTerms } from '../../../../shared/search/words.ts'
import { type CardLine, lineTerms } from '../../search-text.ts'
import { json, type Statements } from '../statements.ts'
import { docOf, wordKind } from './places.ts'

/**
 * Keeps the search in step with the log, within the transaction of the facts themselves. What is said goes into
 * `said_terms` under its hour and position (`docOf`), what a card is found by into `contact_terms` under the card's
 * row; `search_words` counts every term, so that a query knows before it looks which of its readings exist, and
 * `search_near` finds the word that was meant behind a slip.
 */
export class SearchIndex {
  private readonly sql: Statements
  /** By kind of word: how many more documents have it. */
  private readonly counts = new Map<number, Map<string, number>>()
  private dispositions: Map<string, string> | undefined

  constructor(sql: Statements) {
    this.sql = sql
  }

  /** `operatorId`: who is answerable for it where the fact does not say. */
  take(event: DomainEvent, operatorId: string | undefined): void {
    if (event.type === 'message.edited' || event.type === 'message.deleted') this.forget(event)
    const said = saidIn(event)
    if (!said) return
    const text =
      event.type === 'interaction.disposed' && event.dispositionId
        ? `${said.text}\n${this.dispositionNames(event.dispositionId)}`
        : said.text
    const terms = textTerms(text)
    if (terms.length === 0) return
    this.count(wordKind.said, terms)
    const by = 'operatorId' in event && event.operatorId ? event.operatorId : operatorId
    const marks = [`k:${said.kind}`]
    if ('channel' in event && event.channel) marks.push(`c:${event.channel}`)
    else if (event.type === 'transcript.available' || event.type === 'voicemail.left') marks.push('c:voice')
    if (by) marks.push(`o:${by}`)
    this.sql.run(
      'INSERT OR REPLACE INTO said_terms (rowid, terms) VALUES (?, ?)',
      docOf(event.occurredAt, event.position),
      `${terms.join(' ')} ${marks.join(' ')}`,
    )
  }

  /** What a message said before it was edited or taken back is found no more. */
  private forget(event: DomainEvent<'message.edited' | 'message.deleted'>): void {
    const before = this.sql.all(
      `SELECT position, at FROM events
       WHERE contact = (SELECT id FROM contacts WHERE contact_id = ?) AND position < ?
         AND type IN ('message.received', 'message.sent', 'message.edited') AND body ->> '$.messageId' = ?`,
      event.contactId,
      event.position,
      event.messageId,
    )
    for (const row of before)
      this.sql.run('DELETE FROM said_terms WHERE rowid = ?', docOf(Number(row.at), Number(row.position)))
  }

  /** Writes what a card is found by now; `added` are the lines that it was not found by before. */
  card(row: number, lines: readonly string[], added: readonly CardLine[]): void {
    for (const line of added) this.count(line.words ? wordKind.name : wordKind.address, lineTerms(line.text))
    this.sql.run(
      'INSERT OR REPLACE INTO contact_terms (rowid, terms) VALUES (?, ?)',
      row,
      [...new Set(lines.flatMap(lineTerms))].join(' '),
    )
  }

  flush(): void {
    for (const [kind, words] of this.counts)
      for (const [term, more] of words) {
        // Two plain statements: an upsert that returns what it made takes a hundred times as long.
        const known = this.sql.change(
          'UPDATE search_words SET docs = docs + ?3 WHERE kind = ?1 AND term = ?2',
          kind,
          term,
          more,
        )
        if (known) continue
        this.sql.run('INSERT INTO search_words (kind, term, docs) VALUES (?, ?, ?)', kind, term, more)
        this.learn(kind, term)
      }
    this.counts.clear()
  }

  /** A word that was never seen before. */
  private learn(kind: number, term: string): void {
    // Numbers are found from their middle by four digits at a time.
    if (kind !== wordKind.said && !/\d/.test(term))
      this.sql.run('INSERT INTO search_infix (term) VALUES (?)', term)
    if (kind === wordKind.address) return
    for (const part of nearKeys(term))
      this.sql.run('INSERT OR IGNORE INTO search_near (kind, part, term) VALUES (?, ?, ?)', kind, part, term)
  }

  private count(kind: number, terms: readonly string[]): void {
    let words = this.counts.get(kind)
    if (!words) {
      words = new Map()
      this.counts.set(kind, words)
    }
    // A card's numbers are found without their count.
    const isCard = kind !== wordKind.said
    for (const term of terms)
      if (!term.startsWith('#') && !(isCard && /^\d{5,}$/.test(term)))
        words.set(term, (words.get(term) ?? 0) + 1)
  }

  /** An outcome is found by its name in any language. */
  private dispositionNames(dispositionId: string): string {
    if (!this.dispositions) {
      const row = this.sql.get(`SELECT value -> '$.dispositions' AS list FROM settings WHERE key = 'company'`)
      const list = row?.list ? json<{ dispositionId: string; name: Record<string, string> }[]>(row.list) : []
      this.dispositions = new Map(list.map((d) => [d.dispositionId, Object.values(d.name).join('\n')]))
    }
    return this.dispositions.get(dispositionId) ?? ''
  }
}
