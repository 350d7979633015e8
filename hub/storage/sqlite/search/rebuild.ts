import type { DatabaseSync } from 'node:sqlite'
import type { DomainEvent } from '../../../../shared/domain/event.ts'
import { analysis } from '../../../../shared/search/words.ts'
import { type CardLine, cardLines } from '../../search-text.ts'
import { json, type Statements } from '../statements.ts'
import { SearchIndex } from './index.ts'

/** Facts up to `until` were there before the index (of this analysis of words) was; those up to `done` are in it. */
export type RebuildState = { analysis: number; done: number; until: number }

const key = 'search'

export function rebuildState(sql: Statements): RebuildState {
  const row = sql.get('SELECT value FROM settings WHERE key = ?', key)
  return row ? json<RebuildState>(row.value) : { analysis, done: 0, until: 0 }
}

/** Empties an index that older rules of analysis made, or none at all, so that `rebuildSome` fills it. */
export function beginRebuild(db: DatabaseSync): void {
  const known = db.prepare('SELECT value FROM settings WHERE key = ?').get(key)
  if (known && json<RebuildState>(known.value).analysis === analysis) return
  const until = Number(db.prepare('SELECT max(position) AS last FROM events').get()?.last ?? 0)
  db.exec(`BEGIN IMMEDIATE;
    INSERT INTO said_terms (said_terms) VALUES ('delete-all');
    INSERT INTO contact_terms (contact_terms) VALUES ('delete-all');
    DELETE FROM search_words; DELETE FROM search_near; DELETE FROM search_infix;
    UPDATE contacts SET search = '' WHERE search <> ''`)
  try {
    write(db, { analysis, done: 0, until })
    db.exec('COMMIT')
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK')
    throw error
  }
}

const write = (db: DatabaseSync, state: RebuildState): void => {
  db.prepare(
    'INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  ).run(key, JSON.stringify(state))
}

/** Takes the next facts of before into the index, in one transaction with how far it came. True while there are more. */
export function rebuildSome(db: DatabaseSync, sql: Statements, most: number): boolean {
  const state = rebuildState(sql)
  if (state.done >= state.until) return false
  db.exec('BEGIN IMMEDIATE')
  try {
    const rows = sql.all(
      'SELECT position, contact, body FROM events WHERE position > ? AND position <= ? ORDER BY position LIMIT ?',
      state.done,
      state.until,
      most,
    )
    const index = new SearchIndex(sql)
    const added = new Map<number, CardLine[]>()
    for (const row of rows) {
      const event = { ...json<DomainEvent>(row.body), position: Number(row.position) } as DomainEvent
      index.take(event, operatorOf(sql, event))
      const lines = cardLines(event)
      const card = Number(row.contact)
      if (lines.length) added.set(card, [...(added.get(card) ?? []), ...lines])
    }
    for (const [card, lines] of added) {
      const known = String(sql.get('SELECT search FROM contacts WHERE id = ?', card)?.search ?? '')
      const { search, fresh } = withLines(known, lines)
      if (fresh.length === 0) continue
      sql.run('UPDATE contacts SET search = ? WHERE id = ?', search, card)
      index.card(card, search.split('\n'), fresh)
    }
    index.flush()
    const done = rows.length < most ? state.until : Number(rows.at(-1)?.position)
    write(db, { ...state, done })
    db.exec('COMMIT')
    return done < state.until
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK')
    throw error
  }
}

/** A card's text with lines that it did not have yet. */
export function withLines(search: string, lines: readonly CardLine[]): { search: string; fresh: CardLine[] } {
  const known = new Set(search ? search.split('\n') : [])
  const fresh = lines.filter(({ text }) => {
    if (!text.trim() || known.has(text)) return false
    known.add(text)
    return true
  })
  return { search: fresh.length ? [...known].join('\n') : search, fresh }
}

function operatorOf(sql: Statements, event: DomainEvent): string | undefined {
  if (('operatorId' in event && event.operatorId) || !('conversationId' in event) || !event.conversationId)
    return undefined
  const row = sql.get(
    `SELECT body ->> '$.operatorId' AS operator FROM conversations WHERE conversation_id = ?`,
    event.conversationId,
  )
  return row?.operator ? String(row.operator) : undefined
}
