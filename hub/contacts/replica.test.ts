import { createHmac } from 'node:crypto'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { ContactId, MessageId, OperatorId, QueueId } from '../../shared/lib/ids.ts'
import { newId } from '../../shared/lib/ids.ts'
import { replicaProof } from '../../shared/protocol/hub-protocol.ts'
import { commandId, startTestHub, type TestConsole, type TestHub } from '../testing.ts'

let hub: TestHub
let anna: TestConsole
let annaId: OperatorId
beforeEach(async () => {
  hub = await startTestHub()
  const added = await hub.addOperator('Anna')
  annaId = added.operatorId
  anna = await hub.connectConsole(added.token)
})
afterEach(() => hub.stop())

async function visitor(text: string) {
  const { ask, hello } = await hub.connectVisitor()
  await hello()
  await ask('message', { messageId: newId<MessageId>(), text })
  const row = () => hub.parts.views.inbox(10).find((r) => r.lastText === text)
  await expect.poll(row).toBeTruthy()
  return row() as NonNullable<ReturnType<typeof row>>
}
const kept = async (contactIds: ContactId[]) =>
  (await anna.ask('replica.cards', { contactIds })).cards.map((card) => card.personId)

it('gives a console the cards of its operator and of their queues, and nobody else’s', async () => {
  const [mine, waiting, theirs] = [await visitor('mine'), await visitor('waiting'), await visitor('theirs')]
  const boris = await hub.connectConsole((await hub.addOperator('Boris')).token)
  await anna.ask('conversation.accept', { id: commandId(), conversationId: mine.conversationId })
  await boris.ask('conversation.accept', { id: commandId(), conversationId: theirs.conversationId })
  const all = [mine.contactId, waiting.contactId, theirs.contactId]
  expect(await kept(all)).toEqual([mine.contactId])
  const operator = hub.parts.book.operator(annaId)
  if (!operator) throw new Error('Anna is gone')
  await hub.parts.book.update({ ...operator, queueIds: [waiting.queueId as QueueId] })
  expect(await kept(all)).toEqual([mine.contactId, waiting.contactId])
  await anna.ask('conversation.close', { id: commandId(), conversationId: mine.conversationId })
  expect(await kept(all)).toEqual([mine.contactId, waiting.contactId])
  const entries = await hub.stores.audit.list({ limit: 50 })
  expect(entries.filter((e) => e.action === 'replica.cards').length).toBe(3)
  // Kept ahead is not looked at.
  expect(entries.some((e) => e.action === 'card.opened')).toBe(false)
})

it('tells who holds a key of somebody who may work no longer that nothing of theirs stays, and others nothing', async () => {
  const nobody = await hub.connectConsole()
  const ask = async (operatorId: OperatorId, key: string) => {
    const proof = createHmac('sha256', Buffer.from(key, 'base64url')).update(replicaProof).digest('base64url')
    return (await nobody.ask('replica.keep', { operatorId, proof })).keep
  }
  const key = hub.parts.keys.localKey(annaId)
  expect(await ask(annaId, key)).toBe(true)
  const operator = hub.parts.book.operator(annaId)
  if (!operator) throw new Error('Anna is gone')
  await hub.parts.book.update({ ...operator, disabled: true })
  expect(await ask(annaId, key)).toBe(false)
  expect(await ask(annaId, hub.parts.keys.localKey('somebody'))).toBe(true)
  expect(await ask('nobody' as OperatorId, key)).toBe(true)
})
