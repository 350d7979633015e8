import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AccountId, ContactId, ConversationId, MessageId, OperatorId } from '../../shared/lib/ids.ts'
import { newId } from '../../shared/lib/ids.ts'
import type { Template } from '../../shared/templates/template.ts'
import { type DemoChannel, demoChannel } from '../channels/demo/adapter.ts'
import { commandId, startTestHub, type TestConsole, type TestHub } from '../testing.ts'

const start = 1_800_000_000_000
const day = 86_400_000
let time = start
let hub: TestHub
let lena: TestConsole
let lenaId: OperatorId
let boris: TestConsole
let borisId: OperatorId
let whatsapp: DemoChannel
let conversationId: ConversationId
let contactId: ContactId

beforeEach(async () => {
  time = start
  hub = await startTestHub({ now: () => time })
  const { operators: _, ...company } = hub.parts.book.get()
  const account = { kind: 'whatsapp', name: 'WhatsApp', address: '', queueId: 'q-main' } as const
  await hub.parts.book.set({
    ...company,
    accounts: [...company.accounts, { ...account, accountId: 'ca-wa' as AccountId } as never],
  })
  whatsapp = demoChannel('whatsapp', { deliveredMs: 1, readMs: 2 })
  hub.parts.channels.connect(whatsapp)
  const people = [
    await hub.addOperator('Lena'),
    await hub.addOperator('Boris', { roles: ['operator', 'supervisor'] }),
  ]
  lenaId = people[0]?.operatorId as OperatorId
  borisId = people[1]?.operatorId as OperatorId
  lena = await hub.connectConsole(people[0]?.token)
  boris = await hub.connectConsole(people[1]?.token)
  const got = await whatsapp.port().receive({
    accountId: 'ca-wa' as AccountId,
    messageId: 'in-1' as MessageId,
    from: { kind: 'whatsapp', value: '+79000000001', strong: true, verifiedVia: 'channel' },
    text: 'hello',
  })
  if (!got.ok) throw new Error(got.code)
  ;({ conversationId, contactId } = got.value)
  await lena.ask('conversation.accept', { id: commandId(), conversationId })
})
afterEach(() => hub.stop())

const codeOf = (r: { ok: boolean; code?: string }) => (r.ok ? 'ok' : r.code)
const message = (text: string, more = {}) => ({
  id: commandId(),
  messageId: newId<MessageId>(),
  conversationId,
  text,
  ...more,
})
const facts = async (type: string) =>
  (await hub.stores.events.since(0, 1000)).filter((e) => e.type === type) as never as Record<
    string,
    unknown
  >[]
const template = (templateId: string, change: Partial<Template> = {}): Template => ({
  templateId,
  title: templateId,
  shortcut: '',
  body: 'News of order [[number]].',
  language: 'en',
  locked: false,
  approved: false,
  channels: [],
  attachments: [],
  version: 0,
  ...change,
})
const save = (c: TestConsole, t: Template) => c.request('template.save', { id: commandId(), template: t })

/** As the upload's end hands a file over. */
async function uploaded(
  fileId: string,
  bytes: Buffer | string,
  by = `operator:${lenaId}`,
  fileName = 'Plan.png',
) {
  const path = join(hub.dataDir, fileId)
  await mkdir(hub.dataDir, { recursive: true })
  await writeFile(path, bytes)
  await hub.files.take(path, { fileId, fileName }, by)
}
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAADCAYAAAC56t6BAAAAC0lEQVR4nGNgwAcAAB4AAaDFxo0AAAAASUVORK5CYII=',
  'base64',
)

describe('what leaves', () => {
  it('keeps to the rules of its channel, whatever the console thinks', async () => {
    expect(codeOf(await lena.request('message.send', message('x'.repeat(4097))))).toBe('MESSAGE_TOO_LONG')
    expect(codeOf(await lena.request('message.send', message('fine')))).toBe('ok')
    time += day
    expect(codeOf(await lena.request('message.send', message('too late')))).toBe('CHANNEL_WINDOW_CLOSED')
    expect(await facts('message.sent')).toHaveLength(1)
  })

  it('leaves after the window as an approved template, filled and otherwise unchanged', async () => {
    await save(boris, template('t-ready', { approved: true }))
    await save(boris, template('t-free'))
    time += day
    const send = (text: string, templateId: string) =>
      lena.request('message.send', message(text, { templateId }))
    expect(codeOf(await send('News of order ⟦number⟧.', 't-ready'))).toBe('TEMPLATE_BLANKS')
    expect(codeOf(await send('News of your order 7.', 't-ready'))).toBe('TEMPLATE_CHANGED')
    expect(codeOf(await send('News of order 7.', 't-free'))).toBe('CHANNEL_WINDOW_CLOSED')
    expect(codeOf(await send('News of order 7.', 't-ready'))).toBe('ok')
    expect((await facts('message.sent'))[0]).toMatchObject({
      templateId: 't-ready',
      text: 'News of order 7.',
    })
    await expect
      .poll(async () => (await lena.ask('template.list', {})).uses)
      .toEqual([{ templateId: 't-ready', mine: 1, all: 1 }])
  })

  it('opens a closed thread, or one that never was, in the same step when it is asked to', async () => {
    await lena.ask('conversation.close', { id: commandId(), conversationId })
    expect(codeOf(await lena.request('message.send', message('again')))).toBe('CONVERSATION_CLOSED')
    expect(codeOf(await lena.request('message.send', message('again', { open: true })))).toBe('ok')
    expect(hub.parts.views.conversation(conversationId)).toMatchObject({ status: 'open', operatorId: lenaId })
    const site = `cv-${contactId}-ca-site` as ConversationId
    const first = { ...message('from the site'), conversationId: site, open: true }
    expect(codeOf(await lena.request('message.send', first))).toBe('ok')
    expect(codeOf(await lena.request('message.send', first))).toBe('ok')
    expect(hub.parts.views.conversation(site)).toMatchObject({
      status: 'open',
      operatorId: lenaId,
      channel: 'site',
    })
    expect((await facts('message.sent')).filter((e) => e.conversationId === site)).toHaveLength(1)
  })

  it('carries files that the operator uploaded, and nobody else’s', async () => {
    await uploaded('file-mine-1', png)
    await uploaded('file-other-1', png, `operator:${borisId}`)
    const attempt = (id: string) => lena.request('message.send', message('', { files: [id] }))
    expect(codeOf(await attempt('file-other-1'))).toBe('FILE_NOT_FOUND')
    expect(codeOf(await attempt('file-nowhere'))).toBe('FILE_NOT_FOUND')
    expect(codeOf(await attempt('file-mine-1'))).toBe('ok')
    const [sent] = await facts('message.sent')
    expect(sent?.attachments).toEqual([
      {
        attachmentId: 'file-mine-1',
        fileName: 'Plan.png',
        kilobytes: 1,
        bytes: png.length,
        mime: 'image/png',
        width: 2,
        height: 3,
      },
    ])
    const { path } = await boris.ask('file.link', { fileId: 'file-mine-1' as never })
    const read = await fetch(new URL(path, hub.url))
    expect(read.headers.get('content-type')).toBe('image/png')
    expect(Buffer.from(await read.arrayBuffer()).equals(png)).toBe(true)
    expect((await fetch(new URL(path.replace('file-mine-1', 'file-other-1'), hub.url))).status).toBe(403)
    expect((await fetch(`${hub.url}/api/file/file-mine-1`)).status).toBe(401)
  })

  it('never runs in a browser as a page of ours', async () => {
    await uploaded('file-text-1', 'Hello, <script>alert(1)</script>', undefined, 'notes.txt')
    const { path } = await lena.ask('file.link', { fileId: 'file-text-1' as never })
    const read = await fetch(new URL(path, hub.url))
    expect(read.headers.get('content-type')).toBe('application/octet-stream')
    expect(read.headers.get('content-disposition')).toContain('attachment')
  })

  it('carries nothing that nobody should open, whatever it calls itself', async () => {
    const takes = (name: string, bytes: string) =>
      uploaded(`file-${name}`, bytes, undefined, name).then(
        () => 'taken',
        (error: { code?: string }) => error.code,
      )
    expect(await takes('page.png', '<script>alert(1)</script>')).toBe('FILE_DISGUISED')
    expect(await takes('page.html', '<html>')).toBe('FILE_TYPE_REFUSED')
    expect(await takes('prices.xlsx', 'PK\x03\x04xl/vbaProject.bin')).toBe('FILE_MACROS')
    expect(await takes('photo\u202egpj.exe', 'MZ')).toBe('FILE_DISGUISED')
    expect(await takes('prices.xlsx', 'PK\x03\x04xl/workbook.xml')).toBe('taken')
  })

  it('may be changed, taken back and reacted to only as far as the channel allows', async () => {
    const sent = message('first words')
    await lena.ask('message.send', sent)
    const { messageId } = sent
    const change = { id: commandId(), messageId, conversationId, text: 'other words' }
    expect(codeOf(await lena.request('message.edit', change))).toBe('MESSAGE_NOT_CHANGEABLE')
    const site = `cv-${contactId}-ca-site` as ConversationId
    const onSite = { ...message('first words'), conversationId: site, open: true }
    await lena.ask('message.send', onSite)
    const of = { messageId: onSite.messageId, conversationId: site }
    await lena.ask('message.edit', { id: commandId(), ...of, text: 'other words' })
    expect(hub.parts.views.conversation(site)?.lastText).toBe('other words')
    await lena.ask('message.react', {
      id: commandId(),
      messageId: 'in-1' as MessageId,
      conversationId,
      emoji: '👍',
    })
    await lena.ask('message.delete', { id: commandId(), ...of })
    expect(codeOf(await lena.request('message.edit', { id: commandId(), ...of, text: 'again' }))).toBe(
      'MESSAGE_NOT_CHANGEABLE',
    )
    expect(hub.parts.views.conversation(site)?.lastText).toBe('')
    const theirs = { id: commandId(), messageId: 'in-1' as MessageId, conversationId }
    expect(codeOf(await lena.request('message.delete', theirs))).toBe('MESSAGE_NOT_CHANGEABLE')
  })
})

describe('a message for later', () => {
  const schedule = (sendAt: number, text = 'later', more = {}) => {
    const ask = message(text, { sendAt, ...more })
    return { ask, done: lena.request('message.schedule', ask as never) }
  }
  const sent = async () => (await facts('message.sent')).map((e) => e.text)

  it('goes at its moment, once, in the words that it has by then', async () => {
    expect(codeOf(await schedule(time).done)).toBe('SCHEDULE_PAST')
    const { ask, done } = schedule(time + 80)
    expect(codeOf(await done)).toBe('ok')
    await lena.ask('message.reschedule', {
      id: commandId(),
      messageId: ask.messageId,
      conversationId,
      text: 'later, in better words',
      sendAt: time + 120,
    })
    lena.close()
    time += 200
    await expect.poll(sent).toEqual(['later, in better words'])
    const late = { id: commandId(), messageId: ask.messageId, conversationId }
    expect(codeOf(await boris.request('message.unschedule', late))).toBe('MESSAGE_GONE')
    expect((await facts('message.sent'))[0]).toMatchObject({ messageId: ask.messageId, operatorId: lenaId })
  })

  it('does not go when it was called off', async () => {
    const { ask, done } = schedule(time + 60)
    await done
    await lena.ask('message.unschedule', { id: commandId(), messageId: ask.messageId, conversationId })
    time += 100
    await new Promise((resolve) => setTimeout(resolve, 150))
    expect(await sent()).toEqual([])
  })

  it('fell due while the hub was down: goes when it is back, or says why it cannot', async () => {
    await schedule(time + 3_600_000, 'in an hour').done
    await schedule(time + 2 * day, 'after the window').done
    time += 3_700_000
    hub = await hub.restart()
    hub.parts.channels.connect(demoChannel('whatsapp'))
    await expect.poll(sent).toEqual(['in an hour'])
    time += 2 * day
    hub = await hub.restart()
    hub.parts.channels.connect(demoChannel('whatsapp'))
    await expect
      .poll(async () => (await facts('message.unscheduled')).map((e) => e.code))
      .toEqual(['CHANNEL_WINDOW_CLOSED'])
    expect(await sent()).toEqual(['in an hour'])
  })
})

describe('templates', () => {
  it('are everybody’s or one’s own; shared ones are kept by supervisors', async () => {
    expect(codeOf(await save(lena, template('t-shared')))).toBe('FORBIDDEN')
    expect(codeOf(await save(boris, template('t-shared', { shortcut: 'news' })))).toBe('ok')
    expect(codeOf(await save(lena, template('t-own', { ownerId: lenaId, shortcut: 'news' })))).toBe('ok')
    expect(codeOf(await save(boris, template('t-own', { ownerId: lenaId })))).toBe('FORBIDDEN')
    expect(codeOf(await save(boris, template('t-two', { shortcut: 'NEWS' })))).toBe('TEMPLATE_SHORTCUT_TAKEN')
    const ids = async (c: TestConsole) =>
      (await c.ask('template.list', {})).templates.map((t) => t.templateId)
    expect(await ids(lena)).toEqual(['t-shared', 't-own'])
    expect(await ids(boris)).toEqual(['t-shared'])
    await lena.hear('templates')
    const given = [{ ...template('t-shared'), title: 'Renamed' }, template('t-new')]
    const imported = await boris.ask('template.import', { id: commandId(), templates: given })
    expect(imported).toEqual({ added: 1, changed: 1 })
    expect(codeOf(await lena.request('template.import', { id: commandId(), templates: given }))).toBe(
      'FORBIDDEN',
    )
    const [shared] = (await lena.ask('template.list', {})).templates
    expect(shared).toMatchObject({ title: 'Renamed', version: 2 })
    await boris.ask('template.remove', { id: commandId(), templateId: 't-shared' })
    expect(await ids(boris)).toEqual(['t-new'])
  })
})

describe('who else is here', () => {
  it('is told as it changes, and goes with the console', async () => {
    await boris.ask('conversation.attend', { conversationId, doing: 'viewing' })
    await boris.ask('conversation.attend', { conversationId, doing: 'draft' })
    const seen = await lena.hear('attending', (a) => a.operators.some((o) => o.doing === 'draft'))
    expect(seen).toMatchObject({ conversationId, operators: [{ operatorId: borisId }] })
    expect((await lena.ask('conversation.attending', {})).list).toHaveLength(1)
    boris.close()
    await lena.hear('attending', (a) => a.operators.length === 0)
  })

  it('may take a conversation over, and the one who had it is told', async () => {
    await boris.ask('conversation.take-over', { id: commandId(), conversationId })
    expect(hub.parts.views.conversation(conversationId)).toMatchObject({
      status: 'open',
      operatorId: borisId,
    })
    expect(await lena.hear('taken-over')).toEqual({ conversationId, by: borisId })
    expect(codeOf(await lena.request('message.send', message('mine?')))).toBe('CONVERSATION_NOT_YOURS')
  })
})

describe('a note', () => {
  it('tells the colleagues who are named in it, once', async () => {
    const id = commandId()
    const note = {
      id,
      noteId: newId<never>(),
      contactId,
      text: 'ask @Boris',
      mentions: [borisId, borisId, 'o-nobody' as OperatorId],
    }
    await lena.ask('note.add', note)
    await lena.ask('note.add', note)
    expect(await boris.hear('mentioned')).toMatchObject({ contactId, by: lenaId, text: 'ask @Boris' })
    expect(boris.heard('mentioned')).toHaveLength(1)
    expect((await facts('note.added'))[0]?.mentions).toEqual([borisId])
    expect(codeOf(await lena.request('note.add', { ...note, id: commandId(), text: ' ' }))).toBe(
      'MESSAGE_EMPTY',
    )
  })
})
