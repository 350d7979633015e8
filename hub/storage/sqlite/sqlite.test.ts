import { execFileSync } from 'node:child_process'
import { copyFile, mkdir, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ContactId, OperatorId } from '../../../shared/lib/ids.ts'
import { fact } from '../../lib/fact.ts'
import type { Stores } from '../ports.ts'
import { describeStorage } from '../suite.ts'
import { openSqlite } from './client.ts'
import { schemaVersion } from './migrations.ts'

describeStorage('SQLite', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kommutator-sqlite-'))
  const file = join(folder, 'hub.db')
  const under = {
    stores: await openSqlite(file),
    async reopen() {
      await under.stores.close()
      under.stores = await openSqlite(file)
      return under.stores
    },
    async dispose() {
      await under.stores.close()
      await rm(folder, { recursive: true })
    },
  }
  return under
})

const note = (text: string) =>
  fact('note.added', 'c-1' as ContactId, 1, { noteId: 'n' as never, operatorId: 'o' as OperatorId, text })
const write = (stores: Stores, text: string) => stores.events.append({ actor: 'o', events: [note(text)] })

describe('an SQLite file', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kommutator-sqlite-'))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  it('of a newer version is left alone', async () => {
    const file = join(folder, 'hub.db')
    await (await openSqlite(file)).close()
    const db = new DatabaseSync(file)
    db.exec(`PRAGMA user_version = ${schemaVersion + 1}`)
    db.close()
    await expect(openSqlite(file)).rejects.toMatchObject({ code: 'HUB_DATA_NEWER' })
  })

  it('lets nobody rewrite its audit, not even by hand', async () => {
    const file = join(folder, 'hub.db')
    const stores = await openSqlite(file)
    await stores.audit.append({ at: 1, actor: 'o', action: 'supervision.begun', subject: 's', detail: {} })
    await stores.close()
    const db = new DatabaseSync(file)
    expect(() => db.exec('UPDATE audit SET actor = 0')).toThrow('append-only')
    expect(() => db.exec('DELETE FROM audit')).toThrow('append-only')
    db.close()
  })

  it('of before there was retention and a search keeps every recording it knew, and is searched through', async () => {
    const file = join(folder, 'hub.db')
    const stores = await openSqlite(file)
    await stores.events.append({
      actor: 'o',
      events: [
        fact('contact.created', 'c-1' as never, 5, { via: 'first-contact' }),
        fact('recording.available', 'c-1' as never, 7, {
          callId: 'call-1' as never,
          recordingId: 'rec-1' as never,
          seconds: 3,
        }),
        fact('voicemail.left', 'c-1' as never, 8, { recordingId: 'vm-1' as never, seconds: 3 }),
        fact('field.set', 'c-1' as never, 9, { field: 'displayName', value: 'Жанна Мороз' }),
        ...Array.from({ length: 450 }, (_, i) => note(`обещали скидку ${i}`)),
      ],
    })
    await stores.close()
    const db = new DatabaseSync(file)
    // The file as version 2 left it.
    db.exec(`DROP TABLE presence_intervals; DROP TABLE callbacks; DROP INDEX events_handling;
      DROP TABLE recordings; DROP TABLE holds; DROP TABLE intake; DROP TABLE files;
      DROP TABLE scheduled; DROP TABLE said_terms;
      DROP TABLE vault; DROP INDEX audit_actor; DROP INDEX audit_contact; DROP INDEX events_promised; DROP INDEX events_promises_done;
      DROP TABLE contact_terms; DROP TABLE search_words; DROP TABLE search_near; DROP TABLE search_infix;
      DROP INDEX contacts_ids; DELETE FROM settings WHERE key = 'search'; UPDATE contacts SET search = 'old';
      CREATE VIRTUAL TABLE contact_search USING fts5 (text, tokenize = 'trigram');
      CREATE TABLE recordings (recording_id TEXT PRIMARY KEY, contact_id TEXT NOT NULL) STRICT, WITHOUT ROWID;
      INSERT INTO recordings VALUES ('rec-1', 'c-1'), ('vm-1', 'c-1'); PRAGMA user_version = 2`)
    db.close()
    const again = await openSqlite(file)
    expect(await again.recordings.before(100, undefined, 10)).toEqual([
      { recordingId: 'rec-1', contactId: 'c-1', callId: 'call-1', at: 7, removedAt: undefined },
    ])
    expect(await again.people.recordingOwner('vm-1' as never)).toBe('c-1')
    const search = () => again.said.search({ text: 'скидка', limit: 500 })
    await expect.poll(async () => (await search()).indexed).toBeUndefined()
    expect((await search()).events).toHaveLength(450)
    expect((await again.people.find('мороз', 5)).contactIds).toEqual(['c-1'])
    await again.close()
  })

  it('that was damaged while the hub was down is not trusted', async () => {
    const file = join(folder, 'hub.db')
    const stores = await openSqlite(file)
    for (let i = 0; i < 50; i++) await write(stores, 'x'.repeat(2000))
    // As it lies on disk under a running hub: not closed in order.
    const copy = join(folder, 'copy.db')
    await stores.close()
    await copyFile(file, copy)
    const db = new DatabaseSync(copy)
    db.exec(`UPDATE settings SET value = 'no' WHERE key = 'clean'; PRAGMA wal_checkpoint(TRUNCATE)`)
    db.close()
    await truncate(copy, 40_960)
    await expect(openSqlite(copy)).rejects.toMatchObject({ code: 'HUB_STORAGE' })
  })

  it('that is no database at all is told as such', async () => {
    const file = join(folder, 'hub.db')
    await writeFile(file, 'not a database, '.repeat(1000))
    await expect(openSqlite(file)).rejects.toMatchObject({ code: 'HUB_STORAGE' })
  })

  it.skipIf(process.getuid?.() !== 0 || process.platform !== 'linux')(
    'on a full disk refuses the write whole, goes on reading, and goes on writing when there is room',
    async () => {
      const disk = join(folder, 'disk')
      await mkdir(disk)
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', disk])
      let stores: Stores | undefined
      try {
        stores = await openSqlite(join(disk, 'hub.db'))
        const ballast = join(disk, 'ballast')
        await write(stores, 'first')
        await writeFile(ballast, Buffer.alloc(1_000_000))
        let kept = 1
        let code = ''
        for (let i = 0; i < 500 && !code; i++)
          await write(stores, 'y'.repeat(15_000)).then(
            () => kept++,
            (error: { code: string }) => {
              code = error.code
            },
          )
        expect(code).toBe('HUB_DISK_FULL')
        expect(await stores.events.position()).toBe(kept)
        await expect(write(stores, 'z'.repeat(15_000))).rejects.toMatchObject({ code: 'HUB_DISK_FULL' })
        await rm(ballast)
        await write(stores, 'after')
        const log = await stores.events.since(0, 1000)
        expect(log.map((e) => e.seq)).toEqual(Array.from({ length: kept + 1 }, (_, i) => i + 1))
        await stores.close()
        stores = await openSqlite(join(disk, 'hub.db'))
        expect(await stores.events.position()).toBe(kept + 1)
      } finally {
        await stores?.close()
        execFileSync('umount', [disk])
      }
    },
  )
})
