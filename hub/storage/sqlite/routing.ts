import type { DomainEvent } from '../../../shared/domain/event.ts'
import type { PresenceInterval } from '../../../shared/domain/presence.ts'
import type { OperatorId } from '../../../shared/lib/ids.ts'
import type { OpenCallback } from '../ports.ts'
import { json, type Row, type Statements } from './statements.ts'

const seenKey = 'presence:seen'

const intervalOf = (row: Row): PresenceInterval => ({
  ...json<PresenceInterval>(row.body),
  ...(row.to_at === null ? {} : { to: Number(row.to_at) }),
})

export function routingReads(sql: Statements) {
  return {
    presenceBetween: (operatorId: OperatorId, from: number, to: number): PresenceInterval[] =>
      sql
        .all(
          `SELECT to_at, body FROM presence_intervals
           WHERE operator_id = ? AND from_at < ? AND (to_at IS NULL OR to_at > ?) ORDER BY from_at, id`,
          operatorId,
          to,
          from,
        )
        .map(intervalOf),
    presenceLastSeen: (): number | undefined => {
      const row = sql.get('SELECT value FROM settings WHERE key = ?', seenKey)
      return row && Number(row.value)
    },
    callbacks: (): OpenCallback[] =>
      sql
        .all('SELECT body FROM callbacks WHERE open = 1 ORDER BY due_at, callback_id')
        .map((row) => json<OpenCallback>(row.body)),
    callback: (callbackId: string): OpenCallback | undefined => {
      const row = sql.get('SELECT body FROM callbacks WHERE callback_id = ? AND open = 1', callbackId)
      return row && json<OpenCallback>(row.body)
    },
  }
}

export function routingWrites(sql: Statements) {
  return {
    beginPresence(interval: PresenceInterval): void {
      const { operatorId, from } = interval
      sql.run(
        'DELETE FROM presence_intervals WHERE operator_id = ? AND to_at IS NULL AND from_at >= ?',
        operatorId,
        from,
      )
      sql.run(
        'UPDATE presence_intervals SET to_at = ? WHERE operator_id = ? AND to_at IS NULL',
        from,
        operatorId,
      )
      sql.run(
        'INSERT INTO presence_intervals (operator_id, from_at, to_at, body) VALUES (?, ?, NULL, ?)',
        operatorId,
        from,
        JSON.stringify(interval),
      )
    },
    endPresence: (at: number): void =>
      sql.run('UPDATE presence_intervals SET to_at = max(from_at, ?) WHERE to_at IS NULL', at),
    presenceSeen: (at: number): void =>
      sql.run(
        'INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
        seenKey,
        String(at),
      ),
  }
}

/** Keeps the list of call-backs in step with the log. */
export function takeCallback(sql: Statements, event: DomainEvent): void {
  if (event.type === 'callback.settled')
    return sql.run('UPDATE callbacks SET open = 0 WHERE callback_id = ?', event.callbackId)
  if (event.type !== 'callback.scheduled') return
  const { callbackId, contactId, dueAt, number, note, operatorId, forOperatorId, queueId } = event
  const owed: OpenCallback = {
    callbackId,
    contactId,
    dueAt,
    number,
    note,
    operatorId,
    forOperatorId,
    queueId,
  }
  sql.run(
    'INSERT INTO callbacks (callback_id, due_at, open, body) VALUES (?, ?, 1, ?) ON CONFLICT DO NOTHING',
    callbackId,
    dueAt,
    JSON.stringify(owed),
  )
}
