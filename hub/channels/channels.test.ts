import { afterEach, describe, expect, it } from 'vitest'
import type { AccountId, ConversationId, MessageId, QueueId } from '../../shared/lib/ids.ts'
import { newId } from '../../shared/lib/ids.ts'
import { fail } from '../../shared/lib/result.ts'
import type { CustomerChange } from '../messages/customer-change.ts'
import { commandId, startTestHub, type TestHub } from '../testing.ts'
import type { Inbound } from './adapter.ts'
import { describeChannelAdapter } from './contract-suite.ts'
import { demoChannel } from './demo/adapter.ts'

describeChannelAdapter('of the demo', async () => {
  const accountId = 'ca-tg' as AccountId
  const adapter = demoChannel('telegram', { deliveredMs: 10, readMs: 30 })
  const sent = new Map<string, string>()
  adapter.onSent((m) => sent.set(m.messageId, m.text))
  return {
    adapter,
    accountId,
    incoming: async (messageId, text) => {
      const from = { kind: 'telegram' as const, value: 'tg-1', strong: false, verifiedVia: 'channel' }
      await adapter.port().receive({ accountId, messageId: messageId as MessageId, from, text })
    },
    changing: async (messageId, id, change) => {
      const from = { kind: 'telegram' as const, value: 'tg-1', strong: false, verifiedVia: 'channel' }
      await adapter.port().changed({ accountId, messageId: messageId as MessageId, from, id, ...change })
    },
    arrived: async (messageId) => sent.get(messageId) ?? '',
  }
})

describe('a channel', () => {
  let hub: TestHub
  afterEach(() => hub.stop())
  const accountId = 'ca-tg' as AccountId
  const from = { kind: 'telegram' as const, value: 'tg-1', strong: false, verifiedVia: 'channel' }
  const inbound = (messageId: string, text: string): Inbound => ({
    accountId,
    messageId: messageId as MessageId,
    from,
    text,
  })

  async function withTelegram() {
    hub = await startTestHub()
    const { operators: _, ...company } = hub.parts.book.get()
    const telegram = {
      accountId,
      kind: 'telegram' as const,
      name: 'Bot',
      address: 'bot',
      queueId: 'q-main' as QueueId,
      maxLength: 20,
    }
    await hub.parts.book.set({ ...company, accounts: [...company.accounts, telegram] })
    const channel = demoChannel('telegram', { deliveredMs: 10, readMs: 20 })
    hub.parts.channels.connect(channel)
    const lena = await hub.connectConsole((await hub.addOperator('Lena')).token)
    return { channel, port: channel.port(), lena }
  }
  const send = (text: string, conversationId: ConversationId) => ({
    id: commandId(),
    messageId: newId<MessageId>(),
    conversationId,
    text,
  })

  it('keeps one thread per person and account, each message once, and brings answers back', async () => {
    const { port, lena } = await withTelegram()
    const results = await Promise.all([
      port.receive(inbound('m-1', 'hello')),
      port.receive(inbound('m-1', 'hello')),
      port.receive(inbound('m-2', 'anybody?')),
    ])
    expect(new Set(results.map((r) => JSON.stringify(r))).size).toBe(1)
    const types = (await hub.stores.events.since(0, 100)).map((e) => e.type)
    expect(types).toEqual([
      'contact.created',
      'identity.observed',
      'interaction.offered',
      'message.received',
      'message.received',
    ])
    const conversationId = hub.parts.views.inbox(5)[0]?.conversationId as ConversationId
    await lena.ask('conversation.accept', { id: commandId(), conversationId })
    await lena.ask('message.send', send('yes', conversationId))
    await lena.hear('stream', (s) =>
      s.events.some((e) => e.type === 'message.receipt' && e.receipt === 'read'),
    )
    expect(await lena.request('message.send', send('x'.repeat(21), conversationId))).toMatchObject({
      code: 'MESSAGE_TOO_LONG',
    })
    expect(await port.receive(inbound('m-3', ' '))).toMatchObject({ code: 'MESSAGE_EMPTY' })
    expect(await port.receive({ ...inbound('m-4', 'x'), accountId: 'ca-none' as AccountId })).toMatchObject({
      code: 'NOT_FOUND',
    })
    await port.typing(accountId, from, true)
    await lena.hear('typing', (t) => t.by === 'customer' && t.conversationId === conversationId)
  })

  it('brings what customers change, take back and react with; their own words only, each change once', async () => {
    const { port, lena } = await withTelegram()
    await port.receive(inbound('m-1', 'two lamps'))
    const conversationId = hub.parts.views.inbox(5)[0]?.conversationId as ConversationId
    await lena.ask('conversation.accept', { id: commandId(), conversationId })
    const answer = send('which?', conversationId)
    await lena.ask('message.send', answer)
    const change = (messageId: string, id: string, what: CustomerChange, who = from) =>
      port.changed({ accountId, from: who, messageId: messageId as MessageId, id, ...what })
    const code = async (done: ReturnType<typeof change>) => {
      const result = await done
      return result.ok ? 'ok' : result.code
    }
    expect(await code(change('m-1', 'u-1', { edited: 'three lamps' }))).toBe('ok')
    expect(await code(change('m-1', 'u-1', { edited: 'three lamps' }))).toBe('ok')
    expect(await code(change(answer.messageId, 'u-2', { reaction: '👍' }))).toBe('ok')
    expect(await code(change(answer.messageId, 'u-3', { edited: 'mine now' }))).toBe('MESSAGE_NOT_CHANGEABLE')
    expect(await code(change('m-9', 'u-4', { deleted: true }))).toBe('NOT_FOUND')
    expect(await code(change('m-1', 'u-5', { deleted: true }, { ...from, value: 'tg-2' }))).toBe('NOT_FOUND')
    expect(await code(change(answer.messageId, 'u-6', { reaction: undefined }))).toBe('ok')
    expect(await code(change('m-1', 'u-7', { deleted: true }))).toBe('ok')
    expect(await code(change('m-1', 'u-8', { edited: 'back again' }))).toBe('MESSAGE_NOT_CHANGEABLE')
    const told = (await hub.stores.events.since(0, 100)).filter((e) => 'by' in e)
    expect(
      told.map((e) => [e.type, 'by' in e && e.by, 'text' in e ? e.text : 'emoji' in e && e.emoji]),
    ).toEqual([
      ['message.edited', 'customer', 'three lamps'],
      ['message.reacted', 'customer', '👍'],
      ['message.reacted', 'customer', false],
      ['message.deleted', 'customer', false],
    ])
  })

  it('that fails to send says so on the message', async () => {
    const { channel, port, lena } = await withTelegram()
    await port.receive(inbound('m-1', 'hello'))
    const conversationId = hub.parts.views.inbox(5)[0]?.conversationId as ConversationId
    await lena.ask('conversation.accept', { id: commandId(), conversationId })
    hub.parts.channels.connect({
      ...channel,
      connect: () => ({ send: async () => fail('HUB_TIMEOUT'), close: () => {} }),
    })
    await lena.ask('message.send', send('yes', conversationId))
    const { events } = await lena.hear('stream', (s) => s.events.some((e) => e.type === 'message.failed'))
    expect(events.at(-1)).toMatchObject({ code: 'HUB_TIMEOUT', retryable: true })
  })
})
