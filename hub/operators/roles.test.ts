import { afterEach, beforeEach, expect, it } from 'vitest'
import { type MessageId, newId, type QueueId } from '../../shared/lib/ids.ts'
import { commandId, startTestHub, type TestHub } from '../testing.ts'

let hub: TestHub
beforeEach(async () => {
  hub = await startTestHub()
})
afterEach(() => hub.stop())

it('roles are granted and taken away later, count at once, are in the audit, and a repeat does nothing', async () => {
  const lena = await hub.addOperator('Lena')
  const boss = await hub.addOperator('Boss', { roles: ['admin', 'auditor'] })
  const desk = await hub.connectConsole(lena.token)
  const office = await hub.connectConsole(boss.token)
  const { operatorId } = lena
  const first = { id: commandId(), operatorId, roles: ['operator', 'privacy', 'privacy'] as never }
  expect((await office.ask('admin.set-roles', first)).roles).toEqual(['operator', 'privacy'])
  await desk.hear('company', (c) => c.operators.some((o) => o.roles.includes('privacy')))
  expect(await desk.request('admin.set-roles', { ...first, id: commandId() })).toMatchObject({
    code: 'FORBIDDEN',
  })

  // Only privacy is left: what the desk hears ends, what it may ask too.
  await office.ask('admin.set-roles', { id: commandId(), operatorId, roles: ['privacy'] })
  expect(await desk.request('inbox.list', {})).toMatchObject({ code: 'FORBIDDEN' })
  const heard = desk.heard('company').length
  await office.ask('admin.set-roles', {
    id: commandId(),
    operatorId: boss.operatorId,
    roles: ['admin', 'auditor'],
  })
  expect(desk.heard('company')).toHaveLength(heard)

  // A repeat of the first, late: what is so now stays.
  expect((await office.ask('admin.set-roles', first)).roles).toEqual(['privacy'])
  const { entries } = await office.ask('audit.list', { area: 'admin', subject: operatorId })
  expect(entries.map((e) => [e.action, e.detail.before, e.detail.roles])).toEqual([
    ['admin.set-roles', ['operator', 'privacy'], ['privacy']],
    ['admin.set-roles', ['operator'], ['operator', 'privacy']],
  ])
})

it('nobody takes the administrator from themselves, and nobody is left without a role', async () => {
  const boss = await hub.addOperator('Boss', { roles: ['admin'] })
  const office = await hub.connectConsole(boss.token)
  const { operatorId } = boss
  const set = (roles: string[]) =>
    office.request('admin.set-roles', { id: commandId(), operatorId, roles: roles as never })
  expect(await set(['operator'])).toMatchObject({ code: 'FORBIDDEN' })
  expect(await set([])).toMatchObject({ ok: false })
})

it('a queue is archived once nothing leads to it and nothing waits in it, and never goes away', async () => {
  const lena = await hub.addOperator('Lena')
  const boss = await hub.addOperator('Boss', { roles: ['admin'] })
  const office = await hub.connectConsole(boss.token)
  const desk = await hub.connectConsole(lena.token)
  const main = hub.parts.book.get().queues[0]
  if (!main) throw new Error('no queue')
  const second = { queueId: 'q-2' as QueueId, name: { en: 'Second' } }
  const archived = [{ ...main, archived: true }, second]
  const set = async (change: object) => {
    const answer = await office.request('admin.set-routing', { id: commandId(), change })
    return answer.ok ? 'ok' : answer.code
  }
  expect(await set({ queues: [main, second] })).toBe('ok')
  expect(await set({ queues: archived })).toBe('QUEUE_IN_USE')
  const visitor = await hub.connectVisitor()
  await visitor.hello()
  await visitor.ask('message', { messageId: newId<MessageId>(), text: 'Hello' })
  const moved = hub.parts.book.get().accounts.map(({ accountId }) => ({ accountId, queueId: second.queueId }))
  expect(await set({ queues: archived, accountQueues: moved })).toBe('QUEUE_NOT_EMPTY')
  const row = (await desk.ask('inbox.list', {})).rows[0]
  if (!row) throw new Error('no row')
  const { conversationId } = row
  await desk.ask('conversation.accept', { id: commandId(), conversationId })
  await desk.ask('conversation.requeue', { id: commandId(), conversationId, queueId: second.queueId })
  expect(await set({ queues: archived, accountQueues: moved })).toBe('ok')
  expect(await set({ queues: [second] })).toBe('INVALID_INPUT')
  expect(
    await desk.request('conversation.requeue', { id: commandId(), conversationId, queueId: main.queueId }),
  ).toMatchObject({ code: 'NOT_FOUND' })
  expect(hub.parts.book.get().accounts.every((a) => a.queueId === second.queueId)).toBe(true)
})

it('a hub that is closed twice closes once', async () => {
  const other = await startTestHub()
  await Promise.all([other.close(), other.close()])
  await other.close()
})
