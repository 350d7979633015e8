import type { DomainEvent } from '../../../../shared/domain/event.ts'
import type { ContactId } from '../../../../shared/lib/ids.ts'
import type { CardsFound, SaidFound, SaidQuery } from '../../ports.ts'
import { json, type Row, type Statements } from '../statements.ts'
import { docsFrom, docsTo } from './places.ts'
import { type Reading, readQuery } from './reading.ts'
import { rebuildState } from './rebuild.ts'
import { Vocabulary } from './vocabulary.ts'

const nothing: CardsFound = { contactIds: [], read: [] }

/** Reads of the search index. */
export function searchReads(sql: Statements) {
  const said = new Vocabulary(sql, 'said')
  const cards = new Vocabulary(sql, 'contacts')

  return {
    findCards(text: string, limit: number): CardsFound {
      const reading = readQuery(text, { words: cards, beginnings: 'all', cards: true })
      if (!reading) return nothing
      let contactIds = cardsOf(sql, reading.match, reading, limit)
      if (reading.wider && contactIds.length < limit) contactIds = cardsOf(sql, reading.wider, reading, limit)
      return { contactIds, read: reading.read }
    },

    searchSaid(query: SaidQuery): SaidFound {
      const state = rebuildState(sql)
      const indexed = state.done < state.until ? { indexed: state.done / state.until } : {}
      const reading = readQuery(query.text, { words: said, beginnings: 'last', cards: false })
      if (!reading) return { events: [], terms: [], read: [], ...indexed }
      let rows = saidRows(sql, reading.match, query)
      if (reading.wider && rows.length <= query.limit) rows = saidRows(sql, reading.wider, query)
      const last = rows.length > query.limit ? rows[query.limit - 1] : undefined
      return {
        events: rows.slice(0, query.limit).map(eventOf),
        terms: reading.terms,
        read: reading.read,
        ...(last ? { after: Number(last.doc) } : {}),
        ...indexed,
      }
    },
  }
}

function saidRows(sql: Statements, words: string, query: SaidQuery): Row[] {
  const { channel, operatorId, kind, from, to, after, limit } = query
  const marks = [channel && `c:${channel}`, operatorId && `o:${operatorId}`, kind && `k:${kind}`]
  const match = [words, ...marks.flatMap((mark) => (mark ? [`"${mark.replaceAll('"', '')}"`] : []))].join(
    ' AND ',
  )
  // One more than asked for tells whether there are more.
  return sql.all(
    `SELECT s.rowid AS doc, e.position, e.seq, e.body FROM said_terms s
       CROSS JOIN events e ON e.position = (s.rowid & 8589934591)
     WHERE s.said_terms MATCH ?1 AND s.rowid BETWEEN ?2 AND ?3 AND e.at BETWEEN ?4 AND ?5
     ORDER BY s.rowid DESC LIMIT ?6`,
    match,
    docsFrom(from ?? 0),
    Math.min(
      docsTo(to ?? Number.MAX_SAFE_INTEGER),
      after === undefined ? Number.MAX_SAFE_INTEGER : after - 1,
    ),
    from ?? Number.MIN_SAFE_INTEGER,
    to ?? Number.MAX_SAFE_INTEGER,
    limit + 1,
  )
}

function cardsOf(sql: Statements, match: string, reading: Reading, limit: number): ContactId[] {
  const isLong = reading.digits.some((forms) => forms.some((form) => form.length > 4))
  // Digits four at a time may stand in another order: the number itself must be there.
  const rows = isLong
    ? sql.all(
        `SELECT c.contact_id FROM contact_terms t CROSS JOIN contacts c ON c.id = t.rowid
         WHERE t.contact_terms MATCH ?1
           AND NOT EXISTS (SELECT 1 FROM json_each(?2) wanted WHERE NOT EXISTS
             (SELECT 1 FROM json_each(wanted.value) form WHERE instr(c.search, form.value) > 0))
         ORDER BY t.rowid DESC LIMIT ?3`,
        match,
        JSON.stringify(reading.digits),
        limit,
      )
    : sql.all(
        `SELECT c.contact_id FROM contact_terms t CROSS JOIN contacts c INDEXED BY contacts_ids ON c.id = t.rowid
         WHERE t.contact_terms MATCH ?1 ORDER BY t.rowid DESC LIMIT ?2`,
        match,
        limit,
      )
  return rows.map((row) => String(row.contact_id) as ContactId)
}

const eventOf = (row: Row): DomainEvent => ({
  ...json<DomainEvent>(row.body),
  position: Number(row.position),
  seq: Number(row.seq),
})
