import { mkdirSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import type { InboxRow } from '../../shared/domain/conversation.ts'
import type { EventWire } from '../../shared/domain/event.ts'
import type { Vault } from '../local/vault.ts'
import type { Head } from './head.ts'

/** What changes together: a run of the stream with the cursor that it reaches, a card with its facts. */
export type ReplicaChange = {
  heads?: Iterable<Head>
  facts?: Iterable<EventWire>
  rows?: Iterable<KeptRow>
  /** Heads and cards' facts that are dropped, before anything is put in. */
  forget?: { heads: Iterable<string>; facts: Iterable<string> }
  /** Everything is dropped first. */
  clear?: boolean
  values?: Record<string, unknown>
}
/** A row of the inbox, or (`listed` is false) of a card alone. */
export type KeptRow = { row: InboxRow; listed: boolean }

export type ReplicaStore = {
  value(name: string): unknown
  heads(): Head[]
  rows(): KeptRow[]
  /** Of one card, in the order of the log. */
  facts(contactId: string): EventWire[]
  /** All or nothing, also when the program is killed. */
  write(change: ReplicaChange): void
  close(): void
}

type Sealer = Pick<Vault, 'seal' | 'unseal' | 'tag'>

/** Raised with the shape of what lies here: an older file is thrown away, the hub has everything. */
const version = 2

/**
 * One operator's replica: an SQLite file whose every value is sealed and whose every name is a keyed tag, so that the
 * file tells how much lies in it and nothing else. A file of another key or version, or a damaged one, is begun anew.
 */
export function openReplicaStore(path: string, vault: Sealer): ReplicaStore {
  mkdirSync(dirname(path), { recursive: true })
  try {
    const store = open(path, vault)
    if (store.value('version') === version) return store
    const empty = store.value('version') === undefined && store.count() === 0
    if (empty) {
      store.write({ values: { version } })
      return store
    }
    store.close()
  } catch {
    // Damaged, or no database at all.
  }
  removeReplica(path)
  const fresh = open(path, vault)
  fresh.write({ values: { version } })
  return fresh
}

/** Nothing of it stays on the disk. */
export function removeReplica(path: string): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true })
}

function open(path: string, vault: Sealer): ReplicaStore & { count(): number } {
  const db = new DatabaseSync(path)
  db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON;
    CREATE TABLE IF NOT EXISTS kept (name TEXT PRIMARY KEY, sealed BLOB NOT NULL) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS heads (person TEXT PRIMARY KEY, sealed BLOB NOT NULL) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS threads (thread TEXT PRIMARY KEY, sealed BLOB NOT NULL) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS facts (card TEXT NOT NULL, position INTEGER NOT NULL, sealed BLOB NOT NULL,
      PRIMARY KEY (card, position)) WITHOUT ROWID;`)
  const prepared = new Map<string, StatementSync>()
  const sql = (text: string): StatementSync => {
    const known = prepared.get(text) ?? db.prepare(text)
    prepared.set(text, known)
    return known
  }
  const tags = new Map<string, string>()
  const tag = (name: string): string => {
    const known = tags.get(name) ?? vault.tag(name)
    if (tags.size > 20_000) tags.clear()
    tags.set(name, known)
    return known
  }
  const sealed = (value: unknown) => vault.seal(Buffer.from(JSON.stringify(value)))
  const opened = (row: Record<string, unknown>): unknown[] => {
    const bytes = vault.unseal(row.sealed as Uint8Array)
    return bytes ? [JSON.parse(bytes.toString('utf8'))] : []
  }
  const all = (text: string, ...of: string[]): unknown[] =>
    sql(text)
      .all(...of)
      .flatMap(opened)

  return {
    count: () =>
      Number(sql('SELECT (SELECT count(*) FROM kept) + (SELECT count(*) FROM heads) AS n').get()?.n),
    value: (name) => all('SELECT sealed FROM kept WHERE name = ?', tag(name))[0],
    heads: () => all('SELECT sealed FROM heads') as Head[],
    rows: () => all('SELECT sealed FROM threads') as KeptRow[],
    facts: (contactId) =>
      all('SELECT sealed FROM facts WHERE card = ? ORDER BY position', tag(contactId)) as EventWire[],
    write({ clear, forget, heads, facts, rows, values }) {
      db.exec('BEGIN IMMEDIATE')
      try {
        if (clear) db.exec('DELETE FROM facts; DELETE FROM heads; DELETE FROM threads')
        for (const card of forget?.facts ?? []) sql('DELETE FROM facts WHERE card = ?').run(tag(card))
        for (const person of forget?.heads ?? []) sql('DELETE FROM heads WHERE person = ?').run(tag(person))
        for (const head of heads ?? [])
          sql('INSERT OR REPLACE INTO heads VALUES (?, ?)').run(tag(head.personId), sealed(head))
        for (const fact of facts ?? [])
          sql('INSERT OR IGNORE INTO facts VALUES (?, ?, ?)').run(
            tag(fact.contactId),
            fact.position,
            sealed(fact),
          )
        for (const kept of rows ?? [])
          sql('INSERT OR REPLACE INTO threads VALUES (?, ?)').run(tag(kept.row.conversationId), sealed(kept))
        for (const [name, value] of Object.entries(values ?? {}))
          sql('INSERT OR REPLACE INTO kept VALUES (?, ?)').run(tag(name), sealed(value))
        db.exec('COMMIT')
      } catch (error) {
        db.exec('ROLLBACK')
        throw error
      }
    },
    close: () => db.close(),
  }
}
