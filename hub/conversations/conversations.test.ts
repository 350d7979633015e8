import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { takeRun } from '../../shared/domain/resume.ts'
import type { ContactId, ConversationId, MessageId } from '../../shared/lib/ids.ts'
import { newId } from '../../shared/lib/ids.ts'
import { fact } from '../lib/fact.ts'
import { commandId, startTestHub, type TestConsole, type TestHub, type TestVisitor } from '../testing.ts'

let hub: TestHub
let lena: TestConsole
let boris: TestConsole
let visitor: TestVisitor
let conversationId: ConversationId

beforeEach(async () => {
  hub = await startTestHub()
  lena = await hub.connectConsole((await hub.addOperator('Lena')).token)
  boris = await hub.connectConsole((await hub.addOperator('Boris')).token)
  visitor = await hub.connectVisitor()
  await visitor.hello()
  await visitor.ask('message', { messageId: 'm-1' as MessageId, text: 'hello' })
  conversationId = hub.parts.views.inbox(1)[0]?.conversationId as ConversationId
})
afterEach(() => hub.stop())

const codeOf = (r: { ok: boolean; code?: string }) => (r.ok ? 'ok' : r.code)
const accept = (c: TestConsole, id = commandId()) => c.request('conversation.accept', { id, conversationId })
const send = (c: TestConsole, text: string, id = commandId(), messageId = newId<MessageId>()) =>
  c.request('message.send', { id, messageId, conversationId, text })
const log = () => hub.stores.events.since(0, 1000)
const count = async (type: string) => (await log()).filter((e) => e.type === type).length

describe('a conversation', () => {
  it('is taken by the first; the other learns that, and sees by whom', async () => {
    const results = await Promise.all([accept(lena), accept(boris)])
    expect(results.map(codeOf).sort()).toEqual(['CONVERSATION_TAKEN', 'ok'])
    expect(await count('interaction.accepted')).toBe(1)
    const [loser, winner] = results[0]?.ok ? [boris, lena] : [lena, boris]
    const taken = await loser.hear('stream', (p) => p.rows.some((r) => r.status === 'open'))
    const me = taken.rows.find((r) => r.conversationId === conversationId)?.operatorId
    const { operators } = await winner.ask('company.get', {})
    expect(operators.find((o) => o.operatorId === me)?.name).toBe(winner === lena ? 'Lena' : 'Boris')
    expect(codeOf(await accept(winner))).toBe('ok')
    expect(await count('interaction.accepted')).toBe(1)
  })

  it('takes a command that comes twice once, with the same answer, also across a restart', async () => {
    const [acceptId, sendId, messageId] = [commandId(), commandId(), newId<MessageId>()]
    await accept(lena, acceptId)
    const first = await send(lena, 'once', sendId, messageId)
    const both = await Promise.all([
      send(lena, 'once', sendId, messageId),
      send(lena, 'once', sendId, messageId),
    ])
    expect(both).toEqual([first, first])
    await lena.ask('conversation.close', { id: commandId(), conversationId })
    // Closed now, and yet the repeat of what was done before is answered as before.
    expect(await send(lena, 'once', sendId, messageId)).toEqual(first)
    expect(codeOf(await accept(lena, acceptId))).toBe('ok')
    expect(codeOf(await send(lena, 'twice'))).toBe('CONVERSATION_CLOSED')
    const { token } = await hub.addOperator('Third')
    hub = await hub.restart()
    const third = await hub.connectConsole(token)
    expect(codeOf(await send(third, 'once', sendId, messageId))).toBe('CONVERSATION_CLOSED')
    expect(await count('message.sent')).toBe(1)
  })

  it('opens again when the customer writes, or when an operator wants to', async () => {
    await accept(lena)
    await lena.ask('conversation.close', {
      id: commandId(),
      conversationId,
      dispositionId: 'resolved' as never,
      note: 'fine',
    })
    await lena.ask('conversation.reopen', { id: commandId(), conversationId })
    expect(hub.parts.views.conversation(conversationId)).toMatchObject({ status: 'open', unread: 0 })
    expect(codeOf(await send(lena, 'one more thing'))).toBe('ok')
    expect(codeOf(await boris.request('conversation.reopen', { id: commandId(), conversationId }))).toBe(
      'CONVERSATION_TAKEN',
    )
    await lena.ask('conversation.close', { id: commandId(), conversationId })
    await visitor.ask('message', { messageId: 'm-2' as MessageId, text: 'thanks' })
    expect(hub.parts.views.conversation(conversationId)).toMatchObject({ status: 'queued', unread: 1 })
    expect(hub.parts.views.conversation(conversationId)?.operatorId).toBeUndefined()
    expect(
      codeOf(
        await lena.request('conversation.close', {
          id: commandId(),
          conversationId,
          dispositionId: 'no' as never,
        }),
      ),
    ).toBe('CONVERSATION_NOT_YOURS')
  })

  it('refuses what is empty, too long or for no channel', async () => {
    await accept(lena)
    expect(codeOf(await send(lena, ' \u0000\n '))).toBe('MESSAGE_EMPTY')
    expect(codeOf(await send(lena, 'x'.repeat(10_001)))).toBe('INVALID_INPUT')
    const nowhere = { id: commandId(), conversationId: 'cv-nowhere' as ConversationId }
    for (const name of ['conversation.accept', 'conversation.close', 'conversation.reopen'] as const)
      expect(codeOf(await lena.request(name, nowhere))).toBe('NOT_FOUND')
    expect(codeOf(await lena.request('message.send', {} as never))).toBe('INVALID_INPUT')
    expect(codeOf(await lena.request('message.send', 'nonsense' as never))).toBe('INVALID_INPUT')
  })

  it('tells both sides that the other is writing, at most four times a second', async () => {
    await accept(lena)
    for (let i = 0; i < 20; i++) void lena.request('conversation.typing', { conversationId, on: true })
    await visitor.hear('typing', (t) => t.on && t.name === 'Lena')
    await lena.ask('conversation.typing', { conversationId, on: false })
    await visitor.hear('typing', (t) => !t.on)
    expect(visitor.heard('typing').length).toBeLessThan(5)
    await visitor.ask('typing', { on: true })
    expect(await lena.hear('typing', (t) => t.by === 'customer')).toMatchObject({ conversationId, on: true })
    expect(await count('message.sent')).toBe(0)
  })
})

describe('the stream', () => {
  it('gives a console that was away exactly what it missed, in order', async () => {
    const { token } = await hub.addOperator('Away')
    const away = await hub.connectConsole(token)
    let cursor = { position: (await away.ask('inbox.list', {})).position }
    away.close()
    await accept(lena)
    for (let i = 0; i < 30; i++) await send(lena, `m${i}`)
    const back = await hub.connectConsole(token)
    const seen: number[] = []
    for (let run = await back.ask('stream.since', cursor); run.upTo > cursor.position; ) {
      const taken = takeRun(cursor, run)
      expect(taken.gap).toBe(false)
      cursor = taken.cursor
      seen.push(...taken.events.map((e) => e.position))
      run = await back.ask('stream.since', cursor)
    }
    const all = (await log()).map((e) => e.position)
    expect(seen).toEqual(all.slice(all.length - seen.length))
    expect(cursor.position).toBe(all.at(-1))
    expect((await back.ask('stream.since', { position: cursor.position + 999 })).reset).toBe(true)
  })

  it('shows an import past it as a gap, so that a console asks', async () => {
    const { position } = await lena.ask('inbox.list', {})
    const imported = fact('contact.created', 'c-imported' as ContactId, 1, { via: 'card-import' })
    await hub.stores.events.appendMany([imported])
    await hub.reload()
    await accept(lena)
    const run = await boris.hear('stream', (s) => s.events.some((e) => e.type === 'interaction.accepted'))
    expect(takeRun({ position }, run).gap).toBe(true)
    const missed = await boris.ask('stream.since', { position })
    expect(missed.events.map((e) => e.type)).toEqual(['contact.created', 'interaction.accepted'])
  })

  it('pushes runs without holes to every console', async () => {
    await accept(lena)
    await Promise.all(Array.from({ length: 40 }, (_, i) => send(lena, `m${i}`)))
    const last = hub.parts.views.position
    await boris.hear('stream', (s) => s.upTo >= last)
    const runs = boris.heard('stream')
    let cursor = { position: runs[0]?.after ?? 0 }
    const seen: number[] = []
    for (const run of runs) {
      const taken = takeRun(cursor, run)
      expect(taken.gap).toBe(false)
      cursor = taken.cursor
      seen.push(...taken.events.map((e) => e.position))
    }
    expect(seen).toEqual(seen.map((_, i) => (seen[0] ?? 0) + i))
    expect(runs.length).toBeLessThan(seen.length)
  })
})
