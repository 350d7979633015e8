import { afterEach, describe, expect, it } from 'vitest'
import { defaultRouting, defaultRules } from '../../shared/domain/routing-settings.ts'
import type { ConversationId, MessageId, QueueId, VisitorId } from '../../shared/lib/ids.ts'
import { newId } from '../../shared/lib/ids.ts'
import { commandId, startTestHub, type TestHub, type TestVisitor } from '../testing.ts'

let hub: TestHub
afterEach(() => hub.stop())

const log = () => hub.stores.events.since(0, 1000)
const types = async () => (await log()).map((e) => e.type)
const say = (v: TestVisitor, text: string, messageId = newId<MessageId>()) =>
  v.request('message', { messageId, text })
const codeOf = (r: { ok: boolean; code?: string }) => (r.ok ? 'ok' : r.code)
const row = () => hub.parts.views.inbox(10).find((r) => r.channel === 'site')
const texts = async () => (await log()).flatMap((e) => (e.type === 'message.received' ? [e.text] : []))

describe('a visitor', () => {
  it('is remembered by their secret, and a stranger with another one', async () => {
    hub = await startTestHub()
    const first = await hub.connectVisitor()
    const me = await first.hello()
    const again = await (await hub.connectVisitor()).hello({ visitorId: me.visitorId, secret: me.secret })
    expect([again.visitorId, again.secret]).toEqual([me.visitorId, me.secret])
    for (const claim of [
      { visitorId: me.visitorId, secret: 'guessed' },
      { visitorId: me.visitorId },
      { visitorId: 'vis-unknown' as VisitorId, secret: me.secret },
    ])
      expect((await (await hub.connectVisitor()).hello(claim)).visitorId).not.toBe(me.visitorId)
    hub = await hub.restart()
    const back = await (await hub.connectVisitor()).hello({ visitorId: me.visitorId, secret: me.secret })
    expect(back.visitorId).toBe(me.visitorId)
    expect(JSON.stringify(await hub.stores.visitors.get(me.visitorId))).not.toContain(me.secret)
  })

  it('has one visit however often the page is loaded, with where they came from', async () => {
    hub = await startTestHub()
    const visitId = 'visit-1'
    const source = {
      channel: 'ads',
      utm: {
        source: 'x'.repeat(9000),
        ...Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`k${i}`, 'v'])),
      },
      yclid: '123',
    }
    const first = await hub.connectVisitor()
    const me = await first.hello({ visitId, source })
    await first.ask('page', { url: 'https://shop.example/lamp' })
    await first.ask('page', { url: 'https://shop.example/lamp' })
    await first.ask('product', { productId: 'lamp', title: 'Lamp' })
    await first.ask('search', { query: 'lamp' })
    await first.ask('click', { button: 'telegram' })
    const cart = { id: commandId(), items: [{ productId: 'lamp', quantity: 2, unitPrice: 10 }], total: 20 }
    await first.ask('cart', cart)
    await first.ask('cart', cart)
    const reloaded = await hub.connectVisitor()
    await reloaded.hello({ visitId, source, visitorId: me.visitorId, secret: me.secret })
    expect(await types()).toEqual([
      'contact.created',
      'identity.observed',
      'visit.started',
      'page.viewed',
      'product.viewed',
      'search.performed',
      'widget.clicked',
      'cart.changed',
      'page.viewed',
    ])
    const visit = (await log()).find((e) => e.type === 'visit.started')
    expect(visit).toMatchObject({ visitId, source: { channel: 'ads', yclid: '123' }, device: 'desktop' })
    expect(JSON.stringify(visit).length).toBeLessThan(2000)
  })

  it('who did not agree leaves no trace but their chat', async () => {
    hub = await startTestHub()
    const visitor = await hub.connectVisitor()
    await visitor.hello({ consent: false })
    await visitor.ask('page', { url: 'https://shop.example/lamp' })
    await visitor.ask('cart', { id: commandId(), items: [] })
    expect(await types()).toEqual([])
    await say(visitor, 'hello')
    expect(await types()).toEqual([
      'contact.created',
      'identity.observed',
      'interaction.offered',
      'message.received',
    ])
  })

  it('takes the times of a visit that was held back, but none from the future', async () => {
    hub = await startTestHub()
    const visitor = await hub.connectVisitor()
    const began = Date.now() - 60_000
    await visitor.hello({ at: began })
    await visitor.ask('product', { productId: 'lamp', at: began + 1000 })
    await visitor.ask('search', { query: 'lamp', at: Date.now() + 3_600_000 })
    const times = new Map((await log()).map((event) => [event.type, event.occurredAt]))
    expect(times.get('visit.started')).toBe(began)
    expect(times.get('product.viewed')).toBe(began + 1000)
    expect(times.get('search.performed')).toBeLessThanOrEqual(Date.now())
  })

  it('finds their thread again, with what was read, and learns what came meanwhile', async () => {
    hub = await startTestHub()
    const visitor = await hub.connectVisitor()
    const me = await visitor.hello()
    await say(visitor, 'one', 'm-1' as MessageId)
    const lena = await hub.connectConsole((await hub.addOperator('Lena Kravtsova')).token)
    const conversationId = row()?.conversationId as ConversationId
    await lena.ask('conversation.accept', { id: commandId(), conversationId })
    expect(await visitor.hear('operator', (o) => o.name === 'Lena')).toMatchObject({ online: true })
    visitor.close()
    await lena.ask('message.send', {
      id: commandId(),
      messageId: 'm-2' as MessageId,
      conversationId,
      text: '<b>hi</b>',
    })
    const back = await hub.connectVisitor()
    const { messages, operator, company } = await back.hello({ visitorId: me.visitorId, secret: me.secret })
    expect(messages.map((m) => [m.messageId, m.from, m.receipt])).toEqual([
      ['m-1', 'visitor', 'read'],
      ['m-2', 'operator', 'sent'],
    ])
    expect(operator).toEqual({ name: 'Lena' })
    expect(company).toMatchObject({ name: 'Test', online: true, call: 'demo-switch', recording: true })
    await lena.hear('stream', (s) => s.events.some((e) => e.type === 'message.receipt'))
    await back.ask('seen', { messageId: 'm-2' as MessageId })
    await back.ask('seen', { messageId: 'm-2' as MessageId })
    const receipts = (await log()).flatMap((e) => (e.type === 'message.receipt' ? [e.receipt] : []))
    expect(receipts).toEqual(['delivered', 'read'])
    // Whoever answers has read what stands above the answer.
    await say(back, 'three', 'm-3' as MessageId)
    const answer = { id: commandId(), messageId: 'm-4' as MessageId, conversationId, text: 'yes' }
    await lena.ask('message.send', answer)
    expect(await back.hear('receipt', (r) => r.messageId === 'm-3')).toMatchObject({ receipt: 'read' })
  })

  it('sees their own words in their other tabs', async () => {
    hub = await startTestHub()
    const one = await hub.connectVisitor()
    const me = await one.hello()
    const two = await hub.connectVisitor()
    await two.hello({ visitorId: me.visitorId, secret: me.secret })
    await say(one, 'hello', 'm-1' as MessageId)
    expect(await two.hear('message')).toMatchObject({ messageId: 'm-1', from: 'visitor', text: 'hello' })
    expect(one.heard('message')).toEqual([])
  })

  it('who leaves a number is called back, and the number proves nothing', async () => {
    hub = await startTestHub()
    const visitor = await hub.connectVisitor()
    await visitor.hello()
    expect(codeOf(await visitor.request('call-back', { id: commandId(), number: 'ring me' }))).toBe(
      'DIAL_INVALID',
    )
    await visitor.ask('call-back', { id: commandId(), number: '8 900 000-00-12' })
    expect(await texts()).toEqual(['+79000000012'])
    expect(await hub.stores.people.withIdentity('phone', '+79000000012', false)).toEqual([])
    expect(await hub.stores.people.withIdentity('phone', '+79000000012', true)).toHaveLength(1)
  })
})

describe('what a visitor may send', () => {
  it('is kept as typed, scripts and all, but for what is not text', async () => {
    hub = await startTestHub()
    const visitor = await hub.connectVisitor()
    await visitor.hello()
    const script = `<script>alert('x')</script> {{7*7}} '; DROP TABLE events; --`
    await say(visitor, script)
    await say(visitor, 'a\u0000b\u0007c\r\nd \ud800 e')
    await say(visitor, '‮ rtl  👩‍👩‍👧')
    expect(await texts()).toEqual([script, 'abc\nd \ufffd e', '‮ rtl  👩‍👩‍👧'])
  })

  it('is not empty, not too long and not nonsense; the connection goes on', async () => {
    hub = await startTestHub()
    const visitor = await hub.connectVisitor()
    await visitor.hello()
    expect(codeOf(await say(visitor, 'x'.repeat(1_000_000)))).toBe('TOO_LARGE')
    expect(codeOf(await say(visitor, 'x'.repeat(4001)))).toBe('TOO_LARGE')
    expect(codeOf(await say(visitor, '\u0000 \n'))).toBe('MESSAGE_EMPTY')
    expect(codeOf(await say(visitor, 'x', 'a b' as MessageId))).toBe('INVALID_INPUT')
    for (const nonsense of [null, 7, 'x', [], {}, { messageId: {}, text: [] }, { text: 'x' }])
      expect(codeOf(await visitor.request('message', nonsense as never))).toBe('INVALID_INPUT')
    visitor.socket.emit('message', 'no acknowledgement')
    visitor.socket.emit('no such request', {})
    expect(codeOf(await say(visitor, 'x'.repeat(4000)))).toBe('ok')
    expect(await texts()).toEqual(['x'.repeat(4000)])
  })

  it('is nothing before hello', async () => {
    hub = await startTestHub()
    const visitor = await hub.connectVisitor()
    for (const name of ['message', 'page', 'cart', 'call', 'typing', 'seen'] as const)
      expect(codeOf(await visitor.request(name, {} as never))).toBe('AUTH_REQUIRED')
  })

  it('comes once, however often it is sent', async () => {
    hub = await startTestHub()
    const visitor = await hub.connectVisitor()
    await visitor.hello()
    const messageId = 'm-1' as MessageId
    const first = await say(visitor, 'once', messageId)
    expect(await Promise.all([say(visitor, 'once', messageId), say(visitor, 'once', messageId)])).toEqual([
      first,
      first,
    ])
    expect(await texts()).toEqual(['once'])
  })

  it('is slowed down in a flood: what was taken is kept in order, the rest is refused, others go on', async () => {
    let now = Date.now()
    hub = await startTestHub({ now: () => now })
    const flood = await hub.connectVisitor()
    const me = await flood.hello()
    const answers = await Promise.all(Array.from({ length: 40 }, (_, i) => say(flood, `f${i}`)))
    expect(answers.map(codeOf).filter((c) => c === 'ok')).toHaveLength(10)
    expect(answers.map(codeOf).filter((c) => c === 'VISITOR_TOO_FAST')).toHaveLength(30)
    expect(await texts()).toEqual(Array.from({ length: 10 }, (_, i) => `f${i}`))
    // Another connection of the same visitor is the same visitor.
    const second = await hub.connectVisitor()
    await second.hello({ visitorId: me.visitorId, secret: me.secret })
    expect(codeOf(await say(second, 'x'))).toBe('VISITOR_TOO_FAST')
    const other = await hub.connectVisitor()
    await other.hello()
    expect(codeOf(await say(other, 'calm'))).toBe('ok')
    now += 1000
    expect(codeOf(await say(second, 'later'))).toBe('ok')
    const gone = new Promise((resolve) => flood.socket.once('disconnect', resolve))
    await Promise.allSettled(Array.from({ length: 40 }, () => say(flood, 'again')))
    await gone
  })
})

describe('a widget', () => {
  it('of a foreign site is turned away, of our own and its parts it is not', async () => {
    hub = await startTestHub()
    const { operators: _, ...company } = hub.parts.book.get()
    const accounts = company.accounts.map((a) =>
      a.kind === 'site' ? { ...a, address: 'https://shop.example' } : a,
    )
    await hub.parts.book.set({ ...company, accounts })
    for (const origin of ['https://shop.example', 'https://www.shop.example', hub.url])
      await hub.connectVisitor({ origin })
    for (const origin of ['https://evil.example', 'https://notshop.example', 'null'])
      await expect(hub.connectVisitor({ origin })).rejects.toMatchObject({ data: { code: 'FORBIDDEN' } })
  })
})

describe('files of a visitor', () => {
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAIAAAADCAYAAAC56t6BAAAAC0lEQVR4nGNgwAcAAB4AAaDFxo0AAAAASUVORK5CYII=',
    'base64',
  )
  it('come part by part, go on where they stopped, and stand in the thread of both sides', async () => {
    hub = await startTestHub()
    const visitor = await hub.connectVisitor()
    await visitor.hello()
    const fileId = 'file-of-visitor'
    const begin = () => visitor.ask('file-begin', { fileId, name: '..\\..\\plan.png', bytes: png.length })
    expect(await begin()).toEqual({ offset: 0 })
    const put = (offset: number, to: number) =>
      visitor.ask('file-chunk', { fileId, offset, data: png.subarray(offset, to).toString('base64') })
    expect(await put(0, 20)).toEqual({ offset: 20 })
    // A part that is told twice, and a page that begins again.
    expect(await put(0, 20)).toEqual({ offset: 20 })
    expect(await begin()).toEqual({ offset: 20 })
    expect(await put(20, png.length)).toEqual({ offset: png.length })
    expect(await begin()).toEqual({ offset: png.length })
    const sent = await visitor.ask('message', {
      messageId: 'm-file' as MessageId,
      text: '',
      files: [fileId],
    })
    const [file] = sent.files ?? []
    expect(file).toMatchObject({ name: 'plan.png', mime: 'image/png', width: 2, height: 3 })
    const read = await fetch(new URL(file?.path ?? '', hub.url))
    expect(Buffer.from(await read.arrayBuffer()).equals(png)).toBe(true)
    expect(read.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
    const received = (await hub.stores.events.since(0, 100)).find((e) => e.type === 'message.received')
    expect(received).toMatchObject({ attachments: [{ attachmentId: fileId, bytes: png.length }] })

    const stranger = await hub.connectVisitor()
    await stranger.hello()
    const theft = { messageId: 'm-theft' as MessageId, text: '', files: [fileId] }
    expect(await stranger.request('message', theft)).toMatchObject({ ok: false, code: 'FILE_NOT_FOUND' })
    const program = { fileId: 'file-program', name: 'fix.exe', bytes: 10 }
    expect(await stranger.request('file-begin', program)).toMatchObject({ code: 'FILE_TYPE_REFUSED' })
    const big = { fileId: 'file-too-big', name: 'a.mov', bytes: 26 * 1024 * 1024 }
    expect(await stranger.request('file-begin', big)).toMatchObject({ code: 'FILE_TOO_LARGE' })
  })
})

describe('outside the hours of the queue', () => {
  const closed = { scheduleId: 's', name: 'Night', timeZone: 'UTC', week: Array(7).fill([]), holidays: [] }
  async function night(week = closed.week, form = true) {
    let at = Date.UTC(2026, 2, 2, 3)
    hub = await startTestHub({ now: () => at })
    const queueId = 'q-main' as QueueId
    const offHours = { reply: { en: 'We open at nine' }, form }
    const rules = { ...defaultRules(queueId), scheduleId: 's', offHours }
    const { operators: _, ...company } = hub.parts.book.get()
    await hub.parts.book.set({
      ...company,
      routing: { ...defaultRouting, schedules: [{ ...closed, week }], queues: [rules] },
    })
    return { later: (ms: number) => (at += ms), v: await hub.connectVisitor() }
  }
  const nine = { from: 540, to: 1080 }

  it('whoever writes is answered once, in the company’s name, and waits on; again only in another handling', async () => {
    const { v } = await night()
    const { company } = await v.hello()
    expect(company.hours).toEqual({ open: false, form: true })
    await say(v, 'anybody?')
    const bot = await v.hear('message')
    expect(bot).toMatchObject({ from: 'bot', text: 'We open at nine' })
    await say(v, 'hello?')
    await say(v, 'hello??')
    const lena = await hub.connectConsole((await hub.addOperator('Lena')).token)
    const conversationId = row()?.conversationId as ConversationId
    expect(row()).toMatchObject({ status: 'queued', unread: 3 })
    await lena.ask('conversation.accept', { id: commandId(), conversationId })
    await say(v, 'ah, there you are')
    await lena.ask('conversation.close', { id: commandId(), conversationId })
    await say(v, 'one more')
    await expect.poll(() => v.heard('message')).toHaveLength(2)
    expect((await types()).filter((t) => t === 'message.sent')).toHaveLength(2)
    await v.ask('seen', { messageId: bot.messageId })
    expect(await types()).toContain('message.receipt')
  })

  it('nobody is answered by itself while it is open', async () => {
    const { v, later } = await night(Array(7).fill([nine]))
    expect((await v.hello()).company.hours).toEqual({
      open: false,
      form: true,
      changesAt: Date.UTC(2026, 2, 2, 9),
    })
    later(7 * 3_600_000)
    const again = await (await hub.connectVisitor()).hello()
    expect(again.company.hours).toEqual({ open: true, form: true, changesAt: Date.UTC(2026, 2, 2, 18) })
    await say(v, 'hello')
    expect(await types()).not.toContain('message.sent')
  })

  it('a contact that is left waits in the queue, as fields, and to be called at the opening; a repeat is once', async () => {
    const { v } = await night(Array(7).fill([nine]))
    await v.hello()
    const left = {
      id: commandId(),
      name: ' Olga ',
      phone: '+7 900 000-12-34',
      email: '',
      text: 'A lamp, please',
    }
    await v.ask('leave-contact', left)
    await v.ask('leave-contact', left)
    expect(row()).toMatchObject({ status: 'queued', unread: 1 })
    expect(await texts()).toEqual(['A lamp, please'])
    const facts = await log()
    expect(facts.flatMap((e) => (e.type === 'bot.answered' ? [[e.field, e.value]] : []))).toEqual([
      ['name', 'Olga'],
      ['phone', '+79000001234'],
    ])
    const observed = facts.flatMap((e) => (e.type === 'identity.observed' ? [e.identity] : []))
    expect(observed.find((i) => i.kind === 'phone')).toMatchObject({ value: '+79000001234', strong: false })
    const lena = await hub.connectConsole((await hub.addOperator('Lena')).token)
    const { callbacks } = await lena.ask('callback.list', {})
    expect(callbacks).toMatchObject([
      { number: '+79000001234', note: 'A lamp, please', dueAt: Date.UTC(2026, 2, 2, 9), queueId: 'q-main' },
    ])
    const bare = { name: '', text: '' }
    const refused = async (more: object) =>
      codeOf(await v.request('leave-contact', { ...bare, ...more, id: commandId() }))
    expect(await refused({})).toBe('CONTACT_NEEDED')
    expect(await refused({ phone: 'call me' })).toBe('DIAL_INVALID')
    expect(await refused({ email: 'me at home' })).toBe('EMAIL_INVALID')
    expect(await refused({ email: 'Olga@Example.com' })).toBe('ok')
    expect((await lena.ask('callback.list', {})).callbacks).toHaveLength(1)
  })
})

describe('what a visitor changes afterwards', () => {
  it('reaches the timeline and their other tabs: their own words for an hour, reactions to the operator’s', async () => {
    let at = Date.UTC(2026, 2, 2, 12)
    hub = await startTestHub({ now: () => at })
    const v = await hub.connectVisitor()
    const me = await v.hello()
    const tab = await hub.connectVisitor()
    await tab.hello({ visitorId: me.visitorId, secret: me.secret })
    const [one, two] = [newId<MessageId>(), newId<MessageId>()]
    await say(v, 'two lamps', one)
    await say(v, 'wrong window', two)
    const lena = await hub.connectConsole((await hub.addOperator('Lena')).token)
    const conversationId = row()?.conversationId as ConversationId
    await lena.ask('conversation.accept', { id: commandId(), conversationId })
    const answer = newId<MessageId>()
    await lena.ask('message.send', { id: commandId(), messageId: answer, conversationId, text: 'Which?' })
    await v.ask('edit', { id: commandId(), messageId: one, text: 'three lamps' })
    await v.ask('delete', { id: commandId(), messageId: two })
    await v.ask('react', { id: commandId(), messageId: answer, emoji: '👍' })
    expect(codeOf(await v.request('delete', { id: commandId(), messageId: answer }))).toBe(
      'MESSAGE_NOT_CHANGEABLE',
    )
    await expect
      .poll(() => tab.heard('change'))
      .toEqual([
        { messageId: one, text: 'three lamps' },
        { messageId: two, deleted: true },
        { messageId: answer, own: '👍' },
      ])
    const { messages } = await (await hub.connectVisitor()).hello({
      visitorId: me.visitorId,
      secret: me.secret,
    })
    expect(messages).toMatchObject([
      { text: 'three lamps', edited: true },
      { text: '', deleted: true },
      { text: 'Which?', own: '👍' },
    ])
    at += 3_600_001
    expect(codeOf(await v.request('edit', { id: commandId(), messageId: one, text: 'four' }))).toBe(
      'MESSAGE_NOT_CHANGEABLE',
    )
    const stranger = await hub.connectVisitor()
    await stranger.hello()
    expect(codeOf(await stranger.request('delete', { id: commandId(), messageId: one }))).toBe('NOT_FOUND')
  })
})
