import type { DatabaseSync } from 'node:sqlite'
import { CodedError } from '../../../shared/lib/result.ts'

/** Forward only: each entry is one version, never edited once it has been released. */
const migrations: readonly string[] = [
  `
  CREATE TABLE contacts (
    id INTEGER PRIMARY KEY,
    contact_id TEXT NOT NULL UNIQUE,
    last_seq INTEGER NOT NULL,
    summary TEXT NOT NULL,
    search TEXT NOT NULL
  ) STRICT;

  CREATE TABLE events (
    position INTEGER PRIMARY KEY,
    event_id TEXT NOT NULL UNIQUE,
    contact INTEGER NOT NULL REFERENCES contacts (id),
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    type TEXT NOT NULL,
    on_card INTEGER NOT NULL,
    body TEXT NOT NULL,
    UNIQUE (contact, seq)
  ) STRICT;
  CREATE INDEX events_newest ON events (contact, at, position);
  CREATE INDEX events_card ON events (contact) WHERE on_card = 1;
  CREATE INDEX events_links ON events (position) WHERE type IN ('contact.linked', 'contact.unlinked', 'contact.merge-proposed');

  CREATE TABLE commands (
    actor TEXT NOT NULL,
    command_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    result TEXT NOT NULL,
    PRIMARY KEY (actor, command_id)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE conversations (
    conversation_id TEXT PRIMARY KEY,
    interaction_id TEXT,
    body TEXT NOT NULL
  ) STRICT;
  CREATE INDEX conversations_interaction ON conversations (interaction_id);

  CREATE TABLE calls (
    call_id TEXT PRIMARY KEY,
    contact_id TEXT NOT NULL,
    offered_at INTEGER NOT NULL,
    ringing INTEGER NOT NULL,
    body TEXT NOT NULL
  ) STRICT;
  CREATE INDEX calls_contact ON calls (contact_id, offered_at);
  CREATE INDEX calls_ringing ON calls (offered_at) WHERE ringing = 1;

  CREATE TABLE recordings (
    recording_id TEXT PRIMARY KEY,
    contact_id TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE pending_recordings (
    recording_id TEXT PRIMARY KEY,
    call_id TEXT NOT NULL,
    fact TEXT NOT NULL
  ) STRICT;

  CREATE TABLE identities (
    key TEXT NOT NULL,
    contact_id TEXT NOT NULL,
    strong INTEGER NOT NULL,
    PRIMARY KEY (key, contact_id)
  ) STRICT, WITHOUT ROWID;

  CREATE VIRTUAL TABLE contact_search USING fts5 (text, tokenize = 'trigram');

  CREATE TABLE operators (
    operator_id TEXT PRIMARY KEY,
    login TEXT NOT NULL UNIQUE,
    password_hash TEXT,
    body TEXT NOT NULL
  ) STRICT;
  CREATE TABLE sessions (
    token_hash TEXT PRIMARY KEY,
    operator_id TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE visitors (
    visitor_id TEXT PRIMARY KEY,
    secret_hash TEXT NOT NULL,
    contact_id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    created_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX visitors_contact ON visitors (contact_id);
  CREATE TABLE settings (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
  `
  CREATE TABLE audit (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail TEXT NOT NULL
  ) STRICT;
  CREATE INDEX audit_newest ON audit (at);
  CREATE INDEX audit_subject ON audit (subject, at);
  CREATE TRIGGER audit_is_final BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
  CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
  CREATE INDEX calls_offered ON calls (offered_at);
  `,
  `
  CREATE TABLE recordings_2 (
    recording_id TEXT PRIMARY KEY,
    contact_id TEXT NOT NULL,
    call_id TEXT,
    at INTEGER NOT NULL,
    removed_at INTEGER
  ) STRICT, WITHOUT ROWID;
  INSERT OR IGNORE INTO recordings_2 (recording_id, contact_id, call_id, at, removed_at)
    SELECT e.body ->> '$.recordingId', c.contact_id,
      CASE e.type WHEN 'recording.available' THEN e.body ->> '$.callId' END,
      e.at,
      CASE WHEN (e.body ->> '$.kept') = 0 THEN e.at END
    FROM events e JOIN contacts c ON c.id = e.contact
    WHERE e.type IN ('recording.available', 'voicemail.left') ORDER BY e.position;
  DROP TABLE recordings;
  ALTER TABLE recordings_2 RENAME TO recordings;
  CREATE INDEX recordings_oldest ON recordings (at, recording_id) WHERE removed_at IS NULL;
  CREATE INDEX recordings_call ON recordings (call_id) WHERE call_id IS NOT NULL;

  CREATE TABLE holds (
    hold_id TEXT PRIMARY KEY,
    contact_id TEXT NOT NULL,
    call_id TEXT,
    at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE intake (
    intake_id TEXT PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL,
    at INTEGER NOT NULL,
    body TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX intake_newest ON intake (state, at);
  `,
  `
  CREATE TABLE files (
    file_id TEXT PRIMARY KEY,
    by TEXT NOT NULL,
    at INTEGER NOT NULL,
    body TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE scheduled (
    message_id TEXT PRIMARY KEY,
    body TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  UPDATE conversations SET body = json_set(body, '$.heardAt', heard.at)
    FROM (
      SELECT e.body ->> '$.conversationId' AS id, max(e.at) AS at
      FROM events e WHERE e.type = 'message.received' GROUP BY 1
    ) AS heard
    WHERE heard.id = conversation_id;
  `,
  `
  CREATE TABLE presence_intervals (
    id INTEGER PRIMARY KEY,
    operator_id TEXT NOT NULL,
    from_at INTEGER NOT NULL,
    to_at INTEGER,
    body TEXT NOT NULL
  ) STRICT;
  CREATE INDEX presence_of ON presence_intervals (operator_id, from_at);
  CREATE INDEX presence_lasting ON presence_intervals (operator_id) WHERE to_at IS NULL;

  CREATE TABLE callbacks (
    callback_id TEXT PRIMARY KEY,
    due_at INTEGER NOT NULL,
    open INTEGER NOT NULL,
    body TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX callbacks_due ON callbacks (due_at) WHERE open = 1;

  CREATE INDEX events_handling ON events (at)
    WHERE type IN ('interaction.accepted', 'interaction.requeued', 'interaction.disposed');

  UPDATE conversations SET body = json_set(body, '$.handled',
      json_object('operatorId', body ->> '$.operatorId', 'at', body ->> '$.lastAt'))
    WHERE body ->> '$.operatorId' IS NOT NULL;
  `,
  // The search (see search/index.ts). Terms are made by the hub; all that may stand in one beside letters is named here.
  `
  DROP TABLE contact_search;
  CREATE VIRTUAL TABLE contact_terms USING fts5 (terms, content = '', contentless_delete = 1, detail = none,
    prefix = '1 2', tokenize = "ascii tokenchars '#'");
  CREATE VIRTUAL TABLE said_terms USING fts5 (terms, content = '', contentless_delete = 1, detail = none,
    tokenize = "ascii tokenchars ':.@+~=_-'");
  CREATE TABLE search_words (
    kind INTEGER NOT NULL,
    term TEXT NOT NULL,
    docs INTEGER NOT NULL,
    PRIMARY KEY (kind, term)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE search_near (
    kind INTEGER NOT NULL,
    part TEXT NOT NULL,
    term TEXT NOT NULL,
    PRIMARY KEY (kind, part, term)
  ) STRICT, WITHOUT ROWID;
  CREATE VIRTUAL TABLE search_infix USING fts5 (term, tokenize = 'trigram');
  CREATE INDEX contacts_ids ON contacts (id, contact_id);
  `,
  // Secrets that were masked, and an audit that is asked by person and by who did it.
  `
  CREATE TABLE vault (
    ref TEXT NOT NULL,
    mask INTEGER NOT NULL,
    kind TEXT NOT NULL,
    contact_id TEXT NOT NULL,
    data TEXT NOT NULL,
    PRIMARY KEY (ref, mask)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX audit_actor ON audit (actor, at);
  CREATE INDEX audit_contact ON audit (detail ->> '$.contactId', at);
  `,
  // What was promised, by whom, and which of it is done.
  `
  CREATE INDEX events_promised ON events (body ->> '$.operatorId') WHERE type = 'promise.made';
  CREATE INDEX events_promises_done ON events (body ->> '$.promiseId')
    WHERE type IN ('promise.kept', 'promise.broken');
  `,
]

export const schemaVersion = migrations.length

/**
 * Brings a database to this version, each step in its own transaction.
 * @throws CodedError HUB_DATA_NEWER when a newer program has written it.
 */
export function migrate(db: DatabaseSync): void {
  const found = Number(db.prepare('PRAGMA user_version').get()?.user_version ?? 0)
  if (found > schemaVersion) throw new CodedError('HUB_DATA_NEWER', `schema ${found}, known ${schemaVersion}`)
  for (let version = found; version < schemaVersion; version++) {
    db.exec('BEGIN IMMEDIATE')
    try {
      db.exec(migrations[version] ?? '')
      db.exec(`PRAGMA user_version = ${version + 1}`)
      db.exec('COMMIT')
    } catch (error) {
      if (db.isTransaction) db.exec('ROLLBACK')
      throw error
    }
  }
}
