import { cardEventTypes } from '../../../shared/domain/card.ts'
import {
  checkNewEvent,
  type DomainEvent,
  type EventType,
  type NewEvent,
} from '../../../shared/domain/event.ts'
import type { ContactId, OperatorId } from '../../../shared/lib/ids.ts'
import { CodedError } from '../../../shared/lib/result.ts'
import type { Append, Appended, Changes, PagePlace } from '../ports.ts'
import { isConstraint } from './faults.ts'
import { Projection } from './projection.ts'
import { json, type Row, type Statements } from './statements.ts'
import { vaultWrites } from './vault.ts'

const onCard: ReadonlySet<EventType> = new Set(cardEventTypes)
const columns = 'e.position, e.seq, e.body'

/** The log itself: appends within a transaction that the caller has opened, and reads. */
export function makeLog(sql: Statements) {
  const position = (): number => Number(sql.get('SELECT max(position) AS last FROM events')?.last ?? 0)

  function place(events: readonly NewEvent[]): Changes {
    const projection = new Projection(sql)
    const placed: DomainEvent[] = []
    let last = position()
    for (const event of events) {
      const check = checkNewEvent(event)
      if (!check.ok) throw new CodedError('INVALID_INPUT', check.fault)
      const { contact, seq } = projection.nextOf(event.contactId, event.occurredAt)
      last++
      insert(event, last, contact, seq)
      const full = { ...event, position: last, seq } as DomainEvent
      projection.take(full)
      placed.push(full)
    }
    return { events: placed, ...projection.flush() }
  }

  function insert(event: NewEvent, at: number, contact: number, seq: number): void {
    try {
      sql.run(
        `INSERT INTO events (position, event_id, contact, seq, at, type, on_card, body)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
        at,
        event.eventId,
        contact,
        seq,
        event.occurredAt,
        event.type,
        onCard.has(event.type) ? 1 : 0,
        JSON.stringify(event),
      )
    } catch (error) {
      if (isConstraint(error)) throw new CodedError('INVALID_INPUT', `event ${event.eventId} is known`)
      throw error
    }
  }

  function commandResult(
    actor: string,
    commandId: string,
  ): { position: number; result: unknown } | undefined {
    const row = sql.get(
      'SELECT position, result FROM commands WHERE actor = ? AND command_id = ?',
      actor,
      commandId,
    )
    return row && { position: Number(row.position), result: json<unknown>(row.result) }
  }

  return {
    position,
    place,
    commandResult,

    append({ actor, commandId, events, sealed, result }: Append): { appended: Appended; changes: Changes } {
      const known = commandId === undefined ? undefined : commandResult(actor, commandId)
      if (known)
        return {
          appended: { repeated: true, ...known, events: [] },
          changes: { events: [], conversations: [], contacts: [] },
        }
      const changes = place(events)
      if (sealed) vaultWrites(sql).seal(sealed)
      const last = changes.events.at(-1)?.position ?? position()
      if (commandId !== undefined)
        sql.run(
          'INSERT INTO commands (actor, command_id, position, result) VALUES (?, ?, ?, ?)',
          actor,
          commandId,
          last,
          JSON.stringify(result ?? null),
        )
      return {
        appended: { repeated: false, position: last, result: result ?? null, events: changes.events },
        changes,
      }
    },

    since: (after: number, limit: number): DomainEvent[] =>
      sql
        .all(`SELECT ${columns} FROM events e WHERE e.position > ? ORDER BY e.position LIMIT ?`, after, limit)
        .map(eventOf),

    links: (): DomainEvent[] =>
      sql
        .all(
          `SELECT ${columns} FROM events e
             WHERE e.type IN ('contact.linked', 'contact.unlinked', 'contact.merge-proposed') ORDER BY e.position`,
        )
        .map(eventOf),

    cardFacts: (contactIds: readonly ContactId[]): DomainEvent[] =>
      sql
        .all(
          `SELECT ${columns} FROM events e WHERE e.on_card = 1 AND e.contact IN
             (SELECT id FROM contacts WHERE contact_id IN (SELECT value FROM json_each(?)))
           ORDER BY e.position`,
          JSON.stringify(contactIds),
        )
        .map(eventOf),

    /** Newest first over all cards: each card's newest stretch by its own index, merged here. */
    page(contactIds: readonly ContactId[], before: PagePlace | undefined, limit: number): DomainEvent[] {
      const { at, position: last } = before ?? {
        at: Number.MAX_SAFE_INTEGER,
        position: Number.MAX_SAFE_INTEGER,
      }
      return contactIds
        .flatMap((id) =>
          sql
            .all(
              `SELECT ${columns} FROM events e WHERE e.contact = (SELECT id FROM contacts WHERE contact_id = ?)
                 AND (e.at, e.position) < (?, ?) ORDER BY e.at DESC, e.position DESC LIMIT ?`,
              id,
              at,
              last,
              limit,
            )
            .map(eventOf),
        )
        .sort((a, b) => b.occurredAt - a.occurredAt || b.position - a.position)
        .slice(0, limit)
    },

    handlingSince: (at: number): DomainEvent[] =>
      sql
        .all(
          `SELECT ${columns} FROM events e
           WHERE e.type IN ('interaction.accepted', 'interaction.requeued', 'interaction.disposed') AND e.at >= ?
           ORDER BY e.at, e.position`,
          at,
        )
        .map(eventOf),

    promisesOf: (operatorId: OperatorId): DomainEvent[] =>
      sql
        .all(
          `SELECT ${columns} FROM events e
           WHERE e.type = 'promise.made' AND e.body ->> '$.operatorId' = ?
             AND NOT EXISTS (SELECT 1 FROM events done WHERE done.type IN ('promise.kept', 'promise.broken')
               AND done.body ->> '$.promiseId' = e.body ->> '$.promiseId')
           ORDER BY e.body ->> '$.dueAt', e.position`,
          operatorId,
        )
        .map(eventOf),

    recent: (contactId: ContactId, types: readonly EventType[], limit: number): DomainEvent[] =>
      sql
        .all(
          `SELECT ${columns} FROM events e WHERE e.contact = (SELECT id FROM contacts WHERE contact_id = ?)
             AND e.type IN (SELECT value FROM json_each(?)) ORDER BY e.at DESC, e.position DESC LIMIT ?`,
          contactId,
          JSON.stringify(types),
          limit,
        )
        .map(eventOf)
        .reverse(),
  }
}

const eventOf = (row: Row): DomainEvent => ({
  ...json<DomainEvent>(row.body),
  position: Number(row.position),
  seq: Number(row.seq),
})
