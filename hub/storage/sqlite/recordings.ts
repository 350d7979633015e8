import type { CallId, ContactId, RecordingId } from '../../../shared/lib/ids.ts'
import type { IntakeItem } from '../../../shared/protocol/recordings-protocol.ts'
import type { LegalHold, RecordingPlace, StoredIntake, StoredRecording } from '../ports.ts'
import { json, type Row, type Statements } from './statements.ts'

const recordingOf = (row: Row): StoredRecording => ({
  recordingId: String(row.recording_id) as RecordingId,
  contactId: String(row.contact_id) as ContactId,
  callId: row.call_id === null ? undefined : (String(row.call_id) as CallId),
  at: Number(row.at),
  removedAt: row.removed_at === null ? undefined : Number(row.removed_at),
})
const intakeOf = (row: Row): StoredIntake => ({
  key: String(row.key),
  item: json<IntakeItem>(row.body),
})

export function recordingReads(sql: Statements) {
  return {
    recording: (recordingId: RecordingId) => {
      const row = sql.get('SELECT * FROM recordings WHERE recording_id = ?', recordingId)
      return row && recordingOf(row)
    },
    recordingsBefore: (before: number, after: RecordingPlace | undefined, limit: number) =>
      sql
        .all(
          `SELECT * FROM recordings WHERE removed_at IS NULL AND call_id IS NOT NULL AND at < ?
             AND (at, recording_id) > (?, ?) ORDER BY at, recording_id LIMIT ?`,
          before,
          after?.at ?? 0,
          after?.recordingId ?? '',
          limit,
        )
        .map(recordingOf),
    recordingsOfCall: (callId: CallId) =>
      sql.all('SELECT * FROM recordings WHERE call_id = ? ORDER BY at', callId).map(recordingOf),
    holds: (): LegalHold[] =>
      sql.all('SELECT * FROM holds ORDER BY at').map((row) => ({
        holdId: String(row.hold_id),
        contactId: String(row.contact_id) as ContactId,
        callId: row.call_id === null ? undefined : (String(row.call_id) as CallId),
      })),
    intakeByKey: (key: string) => {
      const row = sql.get('SELECT key, body FROM intake WHERE key = ?', key)
      return row && intakeOf(row)
    },
    intake: (intakeId: string) => {
      const row = sql.get('SELECT key, body FROM intake WHERE intake_id = ?', intakeId)
      return row && intakeOf(row)
    },
    intakeList: (states: readonly string[], limit: number) =>
      sql
        .all(
          'SELECT key, body FROM intake WHERE state IN (SELECT value FROM json_each(?)) ORDER BY at DESC LIMIT ?',
          JSON.stringify(states),
          limit,
        )
        .map(intakeOf),
  }
}

export function recordingWrites(sql: Statements) {
  return {
    putIntake: ({ key, item }: StoredIntake): void =>
      sql.run(
        `INSERT INTO intake (intake_id, key, state, at, body) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (intake_id) DO UPDATE SET state = excluded.state, body = excluded.body`,
        item.intakeId,
        key,
        item.state,
        item.at,
        JSON.stringify(item),
      ),
  }
}
