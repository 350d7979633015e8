import type { Operator } from '../../../shared/domain/company.ts'
import type { Conversation } from '../../../shared/domain/conversation.ts'
import type { Attachment } from '../../../shared/domain/event.ts'
import type { IdentityKind } from '../../../shared/domain/identity.ts'
import type { CallId, ContactId, OperatorId, RecordingId, VisitorId } from '../../../shared/lib/ids.ts'
import { CodedError } from '../../../shared/lib/result.ts'
import type {
  AuditEntry,
  AuditStore,
  CallState,
  ContactSummary,
  PendingRecording,
  ScheduledMessage,
  Session,
  StoredCompany,
  StoredFile,
  StoredOperator,
  Visitor,
} from '../ports.ts'
import { indexKey } from '../search-text.ts'
import { isConstraint } from './faults.ts'
import { json, type Row, type Statements } from './statements.ts'

/** Reads of the people's read models. */
export function peopleReads(sql: Statements) {
  return {
    conversations: () => sql.all('SELECT body FROM conversations').map((row) => json<Conversation>(row.body)),
    contacts: () => sql.all('SELECT summary FROM contacts').map((row) => json<ContactSummary>(row.summary)),
    withIdentity: (kind: IdentityKind, value: string, weak: boolean) =>
      sql
        .all(
          'SELECT contact_id FROM identities WHERE key = ? AND strong >= ? ORDER BY contact_id',
          indexKey({ kind, value }),
          weak ? 0 : 1,
        )
        .map((row) => String(row.contact_id) as ContactId),
    call: (callId: CallId) => {
      const row = sql.get('SELECT body FROM calls WHERE call_id = ?', callId)
      return row && json<CallState>(row.body)
    },
    callsOf: (contactId: ContactId, limit: number) =>
      sql
        .all('SELECT body FROM calls WHERE contact_id = ? ORDER BY offered_at DESC LIMIT ?', contactId, limit)
        .map((row) => json<CallState>(row.body))
        .reverse(),
    ringingSince: (before: number) =>
      sql
        .all('SELECT body FROM calls WHERE ringing = 1 AND offered_at < ?', before)
        .map((row) => json<CallState>(row.body)),
    callsBetween: (from: number, to: number, limit: number) =>
      sql
        .all(
          'SELECT body FROM calls WHERE offered_at >= ? AND offered_at < ? ORDER BY offered_at LIMIT ?',
          from,
          to,
          limit,
        )
        .map((row) => json<CallState>(row.body)),
    callsFrom: (at: number) =>
      sql.all('SELECT body FROM calls WHERE offered_at >= ?', at).map((row) => json<CallState>(row.body)),
    recentCalls: (before: number, limit: number, missed: boolean) =>
      sql
        .all(
          `SELECT body FROM calls WHERE offered_at < ? AND json_extract(body, '$.parentCallId') IS NULL
             AND (? = 0 OR (json_extract(body, '$.direction') = 'in' AND json_extract(body, '$.answeredAt') IS NULL
                            AND json_extract(body, '$.ended') IS NOT NULL))
           ORDER BY offered_at DESC LIMIT ?`,
          before,
          missed ? 1 : 0,
          limit,
        )
        .map((row) => json<CallState>(row.body)),
    openCalls: (since: number) =>
      sql
        .all(`SELECT body FROM calls WHERE offered_at > ? AND json_extract(body, '$.ended') IS NULL`, since)
        .map((row) => json<CallState>(row.body)),
    scheduled: () => sql.all('SELECT body FROM scheduled').map((row) => json<ScheduledMessage>(row.body)),
    recordingOwner: (recordingId: RecordingId) => {
      const row = sql.get('SELECT contact_id FROM recordings WHERE recording_id = ?', recordingId)
      return row && (String(row.contact_id) as ContactId)
    },
  }
}

const operatorOf = (row: Row): Operator => json<Operator>(row.body)
const sessionOf = (row: Row): Session => ({
  tokenHash: String(row.token_hash),
  operatorId: String(row.operator_id) as OperatorId,
  createdAt: Number(row.created_at),
  expiresAt: Number(row.expires_at),
})
const visitorOf = (row: Row): Visitor => ({
  visitorId: String(row.visitor_id) as VisitorId,
  secretHash: String(row.secret_hash),
  contactId: String(row.contact_id) as Visitor['contactId'],
  accountId: String(row.account_id) as Visitor['accountId'],
  createdAt: Number(row.created_at),
})
const pendingOf = (row: Row): PendingRecording => ({
  callId: String(row.call_id) as CallId,
  recordingId: String(row.recording_id) as RecordingId,
  fact: json<Record<string, unknown>>(row.fact),
})

export function tableReads(sql: Statements) {
  return {
    operators: () => sql.all('SELECT body FROM operators ORDER BY rowid').map(operatorOf),
    operatorByLogin: (login: string): StoredOperator | undefined => {
      const row = sql.get('SELECT body, password_hash FROM operators WHERE login = ?', login.toLowerCase())
      return (
        row && { ...operatorOf(row), passwordHash: row.password_hash ? String(row.password_hash) : undefined }
      )
    },
    session: (tokenHash: string) => {
      const row = sql.get('SELECT * FROM sessions WHERE token_hash = ?', tokenHash)
      return row && sessionOf(row)
    },
    visitor: (visitorId: VisitorId) => {
      const row = sql.get('SELECT * FROM visitors WHERE visitor_id = ?', visitorId)
      return row && visitorOf(row)
    },
    visitorsOf: (contactId: ContactId) =>
      sql.all('SELECT * FROM visitors WHERE contact_id = ?', contactId).map(visitorOf),
    company: () => {
      const row = sql.get(`SELECT value FROM settings WHERE key = 'company'`)
      return row && json<StoredCompany>(row.value)
    },
    privateSetting: (name: string): unknown => {
      const row = sql.get('SELECT value FROM settings WHERE key = ?', `private:${name}`)
      return row && json(row.value)
    },
    audit({ area, actor, subject, contactIds, from, before, limit }: Parameters<AuditStore['list']>[0]) {
      const conditions = ['at < ?', 'at >= ?']
      const values: (string | number)[] = [before ?? Number.MAX_SAFE_INTEGER, from ?? Number.MIN_SAFE_INTEGER]
      const only = (condition: string, ...given: (string | number)[]) => {
        conditions.push(condition)
        values.push(...given)
      }
      if (area) only('substr(action, 1, ?) = ?', area.length + 1, `${area}.`)
      if (actor) only('actor = ?', actor)
      if (subject) only('subject = ?', subject)
      if (contactIds)
        only(`detail ->> '$.contactId' IN (SELECT value FROM json_each(?))`, JSON.stringify(contactIds))
      return sql
        .all(
          `SELECT at, actor, action, subject, detail FROM audit WHERE ${conditions.join(' AND ')}
           ORDER BY at DESC, id DESC LIMIT ?`,
          ...values,
          limit,
        )
        .map((row) => ({
          at: Number(row.at),
          actor: String(row.actor),
          action: String(row.action),
          subject: String(row.subject),
          detail: json<AuditEntry['detail']>(row.detail),
        }))
    },
    file: (fileId: string): StoredFile | undefined => {
      const row = sql.get('SELECT by, at, body FROM files WHERE file_id = ?', fileId)
      return row && { by: String(row.by), at: Number(row.at), attachment: json<Attachment>(row.body) }
    },
    pendingOf: (callId: CallId) =>
      sql.all('SELECT * FROM pending_recordings WHERE call_id = ?', callId).map(pendingOf),
    pendingAll: () => sql.all('SELECT * FROM pending_recordings').map(pendingOf),
  }
}

export function tableWrites(sql: Statements) {
  return {
    createOperator({ passwordHash, ...operator }: StoredOperator): void {
      try {
        sql.run(
          'INSERT INTO operators (operator_id, login, password_hash, body) VALUES (?, ?, ?, ?)',
          operator.operatorId,
          operator.login.toLowerCase(),
          passwordHash ?? null,
          JSON.stringify(operator),
        )
      } catch (error) {
        if (isConstraint(error)) throw new CodedError('LOGIN_TAKEN', operator.login)
        throw error
      }
    },
    updateOperator: (operator: Operator): void =>
      sql.run(
        'UPDATE operators SET body = ? WHERE operator_id = ?',
        JSON.stringify(operator),
        operator.operatorId,
      ),
    createSession: (s: Session): void =>
      sql.run(
        'INSERT INTO sessions (token_hash, operator_id, created_at, expires_at) VALUES (?, ?, ?, ?)',
        s.tokenHash,
        s.operatorId,
        s.createdAt,
        s.expiresAt,
      ),
    revokeSession: (tokenHash: string): void =>
      sql.run('DELETE FROM sessions WHERE token_hash = ?', tokenHash),
    revokeSessions: (operatorId: OperatorId): void =>
      sql.run('DELETE FROM sessions WHERE operator_id = ?', operatorId),
    createVisitor: (v: Visitor): void =>
      sql.run(
        'INSERT INTO visitors (visitor_id, secret_hash, contact_id, account_id, created_at) VALUES (?, ?, ?, ?, ?)',
        v.visitorId,
        v.secretHash,
        v.contactId,
        v.accountId,
        v.createdAt,
      ),
    setCompany: (company: StoredCompany): void =>
      sql.run(
        `INSERT INTO settings (key, value) VALUES ('company', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
        JSON.stringify(company),
      ),
    setPrivateSetting: (name: string, value: unknown): void =>
      sql.run(
        'INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
        `private:${name}`,
        JSON.stringify(value),
      ),
    appendAudit: ({ at, actor, action, subject, detail }: AuditEntry): void =>
      sql.run(
        'INSERT INTO audit (at, actor, action, subject, detail) VALUES (?, ?, ?, ?, ?)',
        at,
        actor,
        action,
        subject,
        JSON.stringify(detail),
      ),
    putFile: ({ by, at, attachment }: StoredFile): void =>
      sql.run(
        'INSERT INTO files (file_id, by, at, body) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
        attachment.attachmentId,
        by,
        at,
        JSON.stringify(attachment),
      ),
    putPending: (p: PendingRecording): void =>
      sql.run(
        'INSERT INTO pending_recordings (recording_id, call_id, fact) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
        p.recordingId,
        p.callId,
        JSON.stringify(p.fact),
      ),
    dropPending: (recordingId: RecordingId): void =>
      sql.run('DELETE FROM pending_recordings WHERE recording_id = ?', recordingId),
  }
}
