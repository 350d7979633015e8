import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type ContactId, type NoteId, newId } from '../../shared/lib/ids.ts'
import { fact } from '../lib/fact.ts'
import { commandId, startTestHub, type TestHub } from '../testing.ts'
import { Vault } from './vault.ts'

const card = '4111 1111 1111 1111'
let hub: TestHub
beforeEach(async () => {
  hub = await startTestHub()
})
afterEach(() => hub.stop())

const anna = 'c-anna' as ContactId
const born = () =>
  hub.stores.events.append({
    actor: 't',
    events: [
      fact('contact.created', anna, 1, {
        via: 'import',
        profile: { displayName: 'Анна', customFields: { оплата: `карта ${card}` } },
      }),
    ],
  })
const consoleOf = async (...roles: ('operator' | 'admin' | 'privacy' | 'auditor')[]) =>
  hub.connectConsole((await hub.addOperator(roles.join(' '), { roles })).token)

describe('what must not be kept', () => {
  it('is masked in notes, fields and letters before it is stored, told or searched, in whatever way it came', async () => {
    await born()
    const lena = await consoleOf('operator')
    await lena.ask('note.add', {
      id: commandId(),
      noteId: newId<NoteId>(),
      contactId: anna,
      text: `диктует ${card}, cvv 123`,
    })
    await lena.ask('card.set-field', {
      id: commandId(),
      contactId: anna,
      field: 'снилс',
      value: '112-233-445 95',
    })
    await hub.stores.events.appendMany([
      fact('message.received', anna, 2, {
        conversationId: 'cv' as never,
        messageId: 'm-1' as never,
        channel: 'email',
        accountId: 'ca' as never,
        text: `Вот карта ${card}`,
        subject: `карта ${card}`,
      }),
    ])
    const opened = JSON.stringify(await lena.ask('card.open', { contactId: anna }))
    expect(opened).toContain('диктует •••• 1111, cvv •••')
    expect(opened).not.toMatch(/4111 1111|112-233|cvv 123/)
    expect(JSON.stringify(lena.heard('stream'))).not.toMatch(/4111 1111|112-233/)
    expect((await lena.ask('search.said', { text: '4111' })).hits).toEqual([])
    for (const name of ['hub.db', 'hub.db-wal'])
      expect(await readFile(join(hub.dataDir, name), 'latin1').catch(() => '')).not.toMatch(
        /4111.1111.1111|112-233-445/,
      )
  })

  it('is shown to the one role that may see it, with a reason, and that is in the audit', async () => {
    await born()
    const privacy = await consoleOf('operator', 'privacy')
    await privacy.ask('note.add', {
      id: commandId(),
      noteId: newId<NoteId>(),
      contactId: anna,
      text: `было •••• 9999, стало ${card}`,
    })
    const { events } = await privacy.ask('card.open', { contactId: anna })
    const ref = events.find((e) => e.type === 'note.added')?.eventId ?? ''
    const ask = { contactId: anna, ref, mask: 1, why: 'возврат на карту' }
    for (const other of [await consoleOf('operator'), await consoleOf('admin'), await consoleOf('auditor')])
      expect(await other.request('redaction.reveal', ask)).toMatchObject({ code: 'FORBIDDEN' })
    expect(await privacy.request('redaction.reveal', { ...ask, why: '' })).toMatchObject({ ok: false })
    expect(await privacy.request('redaction.reveal', { ...ask, mask: 0 })).toMatchObject({
      code: 'REDACTION_NOT_KEPT',
    })
    expect(await hub.stores.audit.list({ area: 'redaction', limit: 9 })).toEqual([])
    expect(await privacy.ask('redaction.reveal', ask)).toEqual({ value: card, kind: 'card' })
    expect(await hub.stores.audit.list({ area: 'redaction', limit: 9 })).toMatchObject([
      {
        action: 'redaction.revealed',
        subject: ref,
        detail: { contactId: anna, kind: 'card', why: 'возврат на карту' },
      },
    ])
    const restarted = await hub.restart()
    hub = restarted
    const again = await consoleOf('privacy', 'operator')
    expect(await again.ask('redaction.reveal', ask)).toMatchObject({ value: card })
  })
})

it('a secret opens only in its own place and with its own key', () => {
  const key = Buffer.alloc(32, 7).toString('base64url')
  const vault = new Vault(key)
  const place = { ref: 'm-1', mask: 0, kind: 'card', contactId: anna }
  const sealed = vault.seal(place, card)
  expect(sealed.data).not.toContain('4111')
  expect(vault.open(sealed)).toBe(card)
  for (const moved of [{ mask: 1 }, { ref: 'm-2' }, { contactId: 'c-boris' as ContactId }])
    expect(() => vault.open({ ...sealed, ...moved })).toThrow('REDACTION_UNREADABLE')
  expect(() => new Vault(Buffer.alloc(32, 8).toString('base64url')).open(sealed)).toThrow(
    'REDACTION_UNREADABLE',
  )
})
