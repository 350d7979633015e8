import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { NewEvent } from '../../../shared/domain/event.ts'
import { CodedError } from '../../../shared/lib/result.ts'
import type { Append, Appended, Changes } from '../ports.ts'
import { storageFault } from './faults.ts'
import { makeLog } from './log.ts'
import { migrate } from './migrations.ts'
import { recordingReads, recordingWrites } from './recordings.ts'
import { routingReads, routingWrites } from './routing.ts'
import { searchReads } from './search/reads.ts'
import { beginRebuild, rebuildSome } from './search/rebuild.ts'
import { Statements } from './statements.ts'
import { peopleReads, tableReads, tableWrites } from './tables.ts'
import { vaultReads, vaultWrites } from './vault.ts'

/** One call of the engine by name, as it crosses to the worker. */
export type EngineCall = { name: string; args: unknown[] }
export type EngineAnswer = { ok: true; value: unknown } | { ok: false; code: string; detail: string }

const noChanges: Changes = { events: [], conversations: [], contacts: [] }

/**
 * The SQLite engine, synchronous, on whichever thread opened it.
 *
 * `runBatch` is group commit: all writes of a batch share one transaction, each within its own savepoint, so that one
 * bad command harms no other; nobody is answered before the commit. WAL with synchronous=FULL: what was answered
 * survives a power cut.
 * @throws CodedError HUB_DATA_NEWER, HUB_STORAGE (damaged file)
 */
export function openEngine(file: string) {
  const folder = dirname(file)
  const db = open(file)
  const sql = new Statements(db)
  const log = makeLog(sql)
  const reads: Record<string, (...args: never[]) => unknown> = {
    ...peopleReads(sql),
    ...tableReads(sql),
    ...recordingReads(sql),
    ...routingReads(sql),
    ...searchReads(sql),
    ...vaultReads(sql),
    position: log.position,
    commandResult: log.commandResult,
    since: log.since,
    links: log.links,
    cardFacts: log.cardFacts,
    page: log.page,
    recent: log.recent,
    promisesOf: log.promisesOf,
    handlingSince: log.handlingSince,
  }
  const writes: Record<string, (...args: never[]) => { value: unknown; changes?: Changes }> = {
    append: (request: Append) => {
      const { appended, changes } = log.append(request)
      return { value: appended satisfies Appended, changes }
    },
    appendChunk: (events: NewEvent[]) => {
      log.place(events)
      return { value: { position: log.position() } }
    },
  }
  const plain = { ...tableWrites(sql), ...recordingWrites(sql), ...routingWrites(sql), ...vaultWrites(sql) }
  for (const [name, write] of Object.entries(plain) as [string, (...args: never[]) => void][])
    writes[name] = (...args) => {
      write(...args)
      return { value: undefined }
    }

  const failed = (error: unknown): EngineAnswer => {
    const { code, message } = storageFault(error, folder)
    return { ok: false, code, detail: message.replace(`${code}: `, '') }
  }

  function inSavepoint(call: EngineCall, changes: Changes[]): EngineAnswer {
    db.exec('SAVEPOINT command')
    try {
      const done = writes[call.name]?.(...(call.args as never[]))
      db.exec('RELEASE command')
      changes.push(done?.changes ?? noChanges)
      return { ok: true, value: done?.value }
    } catch (error) {
      // A full disk may have rolled back the whole transaction already.
      if (!db.isTransaction) throw error
      db.exec('ROLLBACK TO command; RELEASE command')
      return failed(error)
    }
  }

  /** Writes first, in their order, as one transaction; then the reads, which therefore see them. */
  function runBatch(calls: readonly EngineCall[]): { answers: EngineAnswer[]; changes: Changes[] } {
    const answers: EngineAnswer[] = new Array(calls.length)
    const changes: Changes[] = []
    const isWrite = (call: EngineCall) => Object.hasOwn(writes, call.name)
    if (calls.some(isWrite)) {
      try {
        db.exec('BEGIN IMMEDIATE')
        calls.forEach((call, i) => {
          if (isWrite(call)) answers[i] = inSavepoint(call, changes)
        })
        db.exec('COMMIT')
      } catch (error) {
        if (db.isTransaction) db.exec('ROLLBACK')
        changes.length = 0
        calls.forEach((call, i) => {
          if (isWrite(call)) answers[i] = failed(error)
        })
      }
    }
    calls.forEach((call, i) => {
      if (isWrite(call)) return
      try {
        answers[i] = { ok: true, value: reads[call.name]?.(...(call.args as never[])) }
      } catch (error) {
        answers[i] = failed(error)
      }
    })
    return { answers, changes }
  }

  return {
    runBatch,
    /** Between batches: takes some more of before into the search. True while there is more. */
    rebuildSome: (most: number): boolean => rebuildSome(db, sql, most),
    close(): void {
      try {
        markClean(db, true)
        db.exec('PRAGMA wal_checkpoint(TRUNCATE)')
      } catch {
        // A full disk: the next start checks the file and replays the WAL.
      }
      db.close()
    },
  }
}

function open(file: string): DatabaseSync {
  const db = new DatabaseSync(file)
  db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
           PRAGMA cache_size = -65536; PRAGMA busy_timeout = 2000; PRAGMA temp_store = MEMORY`)
  try {
    if (!wasClean(db)) check(db)
    migrate(db)
    beginRebuild(db)
    markClean(db, false)
  } catch (error) {
    const fault = storageFault(error, dirname(file))
    // Reading must go on although there is no room to note the start.
    if (fault.code === 'HUB_DISK_FULL' && hasTables(db)) return db
    db.close()
    throw fault
  }
  return db
}

const hasTables = (db: DatabaseSync): boolean =>
  db.prepare(`SELECT 1 FROM sqlite_master WHERE name = 'settings'`).get() !== undefined

function wasClean(db: DatabaseSync): boolean {
  if (!hasTables(db)) return true
  return db.prepare(`SELECT value FROM settings WHERE key = 'clean'`).get()?.value !== 'no'
}

function markClean(db: DatabaseSync, clean: boolean): void {
  db.prepare(
    `INSERT INTO settings (key, value) VALUES ('clean', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
  ).run(clean ? 'yes' : 'no')
}

/** After a stop that was not in order the file is looked through before anybody trusts it. */
function check(db: DatabaseSync): void {
  const found = db.prepare('PRAGMA quick_check(1)').get()?.quick_check
  if (found !== 'ok') throw new CodedError('HUB_STORAGE', `quick_check: ${String(found)}`)
}
