import { afterEach, describe, expect, it } from 'vitest'
import type { ConversationId, MessageId } from '../shared/lib/ids.ts'
import { newId } from '../shared/lib/ids.ts'
import { commandId, startTestHub, type TestHub } from './testing.ts'

let hub: TestHub
afterEach(() => hub.stop())

describe('the hub', () => {
  it('takes a visitor from the first page to an answer, and an operator from the offer to the outcome', async () => {
    hub = await startTestHub()
    const lena = await hub.addOperator('Lena Kravtsova')
    const desk = await hub.connectConsole(lena.token)
    const visitor = await hub.connectVisitor()
    const hello = await visitor.hello()
    await visitor.ask('page', { url: 'https://shop.example/lamp', title: 'Lamp' })
    await visitor.ask('cart', { id: commandId(), items: [{ productId: 'lamp', quantity: 1 }] })
    await visitor.ask('message', { messageId: 'm-1' as MessageId, text: 'Is it dimmable?' })

    const { rows } = await desk.hear('stream', (p) => p.rows.some((r) => r.status === 'queued'))
    const row = rows.find((r) => r.status === 'queued')
    const conversationId = row?.conversationId as ConversationId
    expect(row).toMatchObject({ channel: 'site', lastText: 'Is it dimmable?', unread: 1 })

    const early = await desk.request('message.send', {
      id: commandId(),
      messageId: 'm-2' as MessageId,
      conversationId,
      text: 'Yes',
    })
    expect(early).toMatchObject({ ok: false, code: 'CONVERSATION_NOT_YOURS' })
    await desk.ask('conversation.accept', { id: commandId(), conversationId })
    await desk.ask('conversation.seen', { id: commandId(), conversationId, messageId: 'm-1' as MessageId })
    await visitor.hear('receipt', (r) => r.messageId === 'm-1' && r.receipt === 'read')
    const sent = await desk.ask('message.send', {
      id: commandId(),
      messageId: 'm-2' as MessageId,
      conversationId,
      text: 'Yes',
    })
    expect(sent.position).toBeGreaterThan(0)
    expect(await visitor.hear('message')).toMatchObject({ text: 'Yes', from: 'operator', name: 'Lena' })
    const stream = await desk.hear('stream', (s) => s.events.some((e) => e.type === 'message.receipt'))
    expect(stream.events.at(-1)).toMatchObject({ messageId: 'm-2', receipt: 'delivered' })

    const card = await desk.ask('card.open', { contactId: row?.contactId as never })
    const types = card.events.map((e) => e.type)
    expect(types).toEqual([
      'contact.created',
      'identity.observed',
      'visit.started',
      'page.viewed',
      'cart.changed',
      'interaction.offered',
      'message.received',
      'interaction.accepted',
      'conversation.seen',
      'message.sent',
      'message.receipt',
    ])
    expect(card.events.map((e) => e.seq)).toEqual(types.map((_, i) => i + 1))
    await desk.ask('conversation.close', { id: commandId(), conversationId })

    const again = await hub.connectVisitor()
    const back = await again.hello({ visitorId: hello.visitorId, secret: hello.secret })
    expect(back.visitorId).toBe(hello.visitorId)
    expect(back.messages.map((m) => [m.text, m.receipt])).toEqual([
      ['Is it dimmable?', 'read'],
      ['Yes', 'delivered'],
    ])
    await again.ask('message', { messageId: newId<MessageId>(), text: 'And the price?' })
    await desk.hear('stream', (p) =>
      p.rows.some((r) => r.status === 'queued' && r.lastText === 'And the price?'),
    )
  })

  it('says on its health page how it is', async () => {
    hub = await startTestHub()
    const health = await hub.fastify.inject({ url: '/health' })
    expect(health.json()).toMatchObject({ name: 'kommutator-hub', ok: true, position: 0, consoles: 0 })
    const page = await hub.fastify.inject({ url: '/health', headers: { accept: 'text/html' } })
    expect(page.headers['content-type']).toContain('text/html')
  })
})
