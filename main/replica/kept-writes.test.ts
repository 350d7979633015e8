import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { InboxRow } from '../../shared/domain/conversation.ts'
import type { Waiting } from '../../shared/ipc/offline-contract.ts'
import type { ContactId, NoteId, OperatorId } from '../../shared/lib/ids.ts'
import { fail, ok, type Result } from '../../shared/lib/result.ts'
import { createOutbox } from '../hub/outbox.ts'
import { outboxFile } from '../hub/outbox-file.ts'
import { createVault } from '../local/vault.ts'
import { silentLogger } from '../log/logger.ts'
import { createKeptWrites, isOperatorsOwn } from './kept-writes.ts'

let folder: string
const ends: (() => void)[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kept-'))
})
afterEach(() => {
  for (const end of ends.splice(0)) end()
  rmSync(folder, { recursive: true, force: true })
})

/** Takes every command once, as the hub does, in the order in which they come. */
function fakeHub() {
  const hub = {
    away: false,
    /** Takes it in, and its answer is lost. */
    loses: 0,
    refuses: new Map<string, Result<never>>(),
    taken: [] as { id: string; name: string }[],
    async request(name: string, input: { id: string }): Promise<Result<object>> {
      await Promise.resolve()
      if (hub.away) return fail('HUB_OFFLINE')
      const refusal = hub.refuses.get(input.id)
      if (refusal) return refusal
      if (!hub.taken.some((one) => one.id === input.id)) hub.taken.push({ id: input.id, name })
      if (hub.loses > 0) {
        hub.loses--
        return fail('HUB_TIMEOUT')
      }
      return ok({})
    },
  }
  return hub
}

const vault = createVault({
  localKey: () => Buffer.alloc(32, 3).toString('base64url'),
  keepLocalKey: () => undefined,
})
const row = { conversationId: 'cv1', contactId: 'c1', status: 'open', unread: 2 } as unknown as InboxRow

const fileHere = () => outboxFile(join(folder, 'outbox.jsonl'), vault)

function deskAt(hub: ReturnType<typeof fakeHub>, file = fileHere()) {
  let told: Waiting[] = []
  const refused: string[] = []
  const writes = createKeptWrites({
    hub: hub as never,
    outbox: () => outbox,
    sealed: () => vault.open,
    me: () => 'anna' as OperatorId,
    row: () => row,
    clockOffset: () => 0,
    onChange: (list) => {
      told = list
    },
  })
  const outbox = createOutbox({
    file,
    hub: hub as never,
    owner: () => 'demo anna',
    online: () => !hub.away,
    onRefused: (letter) => refused.push(letter.id),
    stays: isOperatorsOwn,
    onArrived: (letter) => writes.arrived(letter),
    onChange: () => writes.changed(),
    log: silentLogger,
    retryMs: 2,
  })
  ends.push(() => outbox.close())
  return {
    writes,
    outbox,
    refused,
    get told() {
      return told
    },
    note: (id: string, text = 'words') =>
      writes.write('note.add', 'c1', {
        id,
        noteId: id as NoteId,
        contactId: 'c1' as ContactId,
        text,
      } as never),
  }
}
const waiting = (list: Waiting[]) => list.filter((one) => one.state !== 'sent').map((one) => one.id)

describe('what is done while the hub is away', () => {
  it('is kept, shown as it will be, and done once when the hub is back', async () => {
    const hub = fakeHub()
    const desk = deskAt(hub)
    hub.away = true
    expect(await desk.note('n1', 'call back about the lamp')).toEqual(ok({}))
    expect(await desk.writes.write('card.add-tag', 'c1', { contactId: 'c1', tag: 'VIP' } as never)).toEqual(
      ok({}),
    )
    expect(await desk.writes.write('conversation.close', 'cv1', { conversationId: 'cv1' } as never)).toEqual(
      ok({}),
    )
    expect(desk.told.map((one) => [one.what, one.state, one.contactId])).toEqual([
      ['note', 'kept', 'c1'],
      ['tag', 'kept', 'c1'],
      ['close', 'kept', 'c1'],
    ])
    expect(desk.told.flatMap((one) => one.facts)).toMatchObject([
      { type: 'note.added', noteId: 'n1', text: 'call back about the lamp', operatorId: 'anna' },
      { type: 'tag.added', tag: 'VIP' },
    ])
    expect(desk.writes.shown(row)).toMatchObject({ status: 'closed', unread: 0 })
    expect(readFileSync(join(folder, 'outbox.jsonl'), 'utf8')).not.toContain('lamp')
    hub.away = false
    desk.outbox.flush()
    await expect.poll(() => waiting(desk.told)).toEqual([])
    expect(hub.taken.map((one) => one.name).sort()).toEqual([
      'card.add-tag',
      'conversation.close',
      'note.add',
    ])
    // It stands until its fact, which follows, is here.
    expect(desk.told.map((one) => one.state)).toEqual(['sent', 'sent', 'sent'])
  })

  it('tells at once what the hub refuses, and keeps what it refuses later until somebody decides', async () => {
    const hub = fakeHub()
    const desk = deskAt(hub)
    hub.refuses.set('n1', fail('NOT_FOUND'))
    expect(await desk.note('n1')).toMatchObject({ code: 'NOT_FOUND' })
    expect(desk.told).toEqual([])
    hub.away = true
    hub.refuses.set('n2', fail('NOT_FOUND'))
    hub.refuses.set('n3', fail('FORBIDDEN'))
    await desk.note('n2')
    await desk.note('n3')
    hub.away = false
    desk.outbox.flush()
    await expect
      .poll(() => desk.told.map((one) => [one.id, one.state, one.code]))
      .toEqual([
        ['n2', 'refused', 'NOT_FOUND'],
        ['n3', 'refused', 'FORBIDDEN'],
      ])
    // What is not so is not shown as if it were.
    expect(desk.told.flatMap((one) => one.facts)).toEqual([])
    desk.outbox.close()
    const again = deskAt(hub)
    expect(again.writes.list().map((one) => one.code)).toEqual(['NOT_FOUND', 'FORBIDDEN'])
    hub.refuses.clear()
    expect(again.writes.retry('n2')).toEqual(ok({}))
    expect(again.writes.drop('n3')).toEqual(ok({}))
    expect(again.writes.drop('n3')).toMatchObject({ code: 'NOT_FOUND' })
    await expect.poll(() => waiting(again.told)).toEqual([])
    expect(hub.taken.map((one) => one.id)).toEqual(['n2'])
    expect(deskAt(hub).writes.list()).toEqual([])
  })

  it('gives back what a hub that is there has no room for; what was kept before waits for the room', async () => {
    const hub = fakeHub()
    const desk = deskAt(hub)
    hub.refuses.set('n1', fail('HUB_DISK_FULL'))
    expect(await desk.note('n1')).toMatchObject({ code: 'HUB_DISK_FULL' })
    expect(desk.outbox.waiting).toBe(0)
    hub.away = true
    await desk.note('n2')
    hub.refuses.set('n2', fail('HUB_DISK_FULL'))
    hub.away = false
    // Behind another one it is kept, and is not to be written a second time.
    expect(await desk.note('n3')).toEqual(ok({}))
    hub.refuses.clear()
    await expect.poll(() => hub.taken.map((one) => one.id)).toEqual(['n2', 'n3'])
  })

  it('says so when it can be neither sent nor kept', async () => {
    const hub = fakeHub()
    hub.away = true
    const full = () => {
      throw Object.assign(new Error('no space'), { code: 'ENOSPC' })
    }
    const other = deskAt(hub, { ...fileHere(), add: full })
    expect(await other.note('n2')).toMatchObject({ code: 'WRITE_NOT_KEPT' })
    expect(other.outbox.waiting).toBe(0)
  })

  it('loses nothing and doubles nothing, in order, whenever the hub goes, answers are lost and the program is killed', async () => {
    const step = fc.oneof(
      { weight: 6, arbitrary: fc.constant('note' as const) },
      { weight: 2, arbitrary: fc.constant('away' as const) },
      { weight: 2, arbitrary: fc.constant('back' as const) },
      { weight: 1, arbitrary: fc.constant('lose' as const) },
      { weight: 2, arbitrary: fc.constant('killed' as const) },
      { weight: 2, arbitrary: fc.constant('pause' as const) },
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        rmSync(folder, { recursive: true, force: true })
        const hub = fakeHub()
        let desk = deskAt(hub)
        const acknowledged: string[] = []
        const begun: string[] = []
        for (const what of steps) {
          if (what === 'note') {
            const id = `n${begun.length}`
            begun.push(id)
            void desk.note(id).then((answer) => answer.ok && acknowledged.push(id))
          }
          if (what === 'away') hub.away = true
          if (what === 'back') {
            hub.away = false
            desk.outbox.flush()
          }
          if (what === 'lose') hub.loses++
          if (what === 'pause') await new Promise((resolve) => setTimeout(resolve, 1))
          if (what === 'killed') {
            // What lies in the folder at this very moment is what the next start finds.
            const left = `${folder}-left`
            cpSync(folder, left, { recursive: true })
            desk.outbox.close()
            rmSync(folder, { recursive: true })
            cpSync(left, folder, { recursive: true })
            rmSync(left, { recursive: true })
            desk = deskAt(hub)
          }
        }
        hub.away = false
        hub.loses = 0
        desk.outbox.flush()
        for (let i = 0; desk.outbox.waiting && i < 2000; i++)
          await new Promise((resolve) => setTimeout(resolve, 1))
        const taken = hub.taken.map((one) => one.id)
        expect(new Set(taken).size).toBe(taken.length)
        for (const id of acknowledged) expect(taken).toContain(id)
        // All of them were written down before anything else happened.
        expect(taken).toEqual(begun)
        desk.outbox.close()
      }),
      { numRuns: 60 },
    )
  })
})
