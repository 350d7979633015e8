import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { defaultRouting, defaultRules, type QueueRules } from '../../shared/domain/routing-settings.ts'
import type { ConversationId, MessageId, OperatorId, QueueId } from '../../shared/lib/ids.ts'
import { commandId, startTestHub, type TestConsole, type TestHub, type TestVisitor } from '../testing.ts'

type Person = { operatorId: OperatorId; token: string }
const minute = 60_000
const q = 'q-main' as QueueId

let hub: TestHub
let ahead = 0
const now = () => Date.now() + ahead
beforeEach(async () => {
  ahead = 0
  hub = await startTestHub({ now })
})
afterEach(() => hub.stop())

const rules = async (more: Partial<QueueRules>, rest: object = {}) => {
  const { operators: _, ...company } = hub.parts.book.get()
  const routing = { ...defaultRouting, queues: [{ ...defaultRules(q), ...more }], ...rest }
  await hub.parts.book.set({ ...company, routing })
}
const person = (name: string): Promise<Person> => hub.addOperator(name)
const at = (who: Person): Promise<TestConsole> => hub.connectConsole(who.token)
let said = 0
async function visitor(): Promise<TestVisitor & { write(text?: string): Promise<ConversationId> }> {
  const v = await hub.connectVisitor()
  await v.hello()
  return {
    ...v,
    async write(text = 'hello') {
      const messageId = `m-${++said}` as MessageId
      await v.ask('message', { messageId, text })
      const row = hub.parts.views.inbox(50).find((r) => r.lastMessageId === messageId)
      return row?.conversationId as ConversationId
    },
  }
}
const row = (id: ConversationId) => hub.parts.views.conversation(id)
const offered = (desk: TestConsole, conversationId: ConversationId) =>
  desk.hear('offer', (p) => p.offer.conversationId === conversationId)
const accept = (desk: TestConsole, conversationId: ConversationId) =>
  desk.ask('conversation.accept', { id: commandId(), conversationId })
const code = (r: { ok: boolean; code?: string }) => (r.ok ? 'ok' : r.code)

describe('the router at work', () => {
  it('offers to whoever has been idle longest, then to the next, and withdraws what is taken', async () => {
    await rules({ distribution: 'longest-idle', sameOperatorDays: 0 })
    const [lena, max] = [await person('Lena'), await person('Max')]
    const first = await at(lena)
    await new Promise((resolve) => setTimeout(resolve, 5))
    const second = await at(max)
    const a = await (await visitor()).write()
    expect((await offered(first, a)).offer).toMatchObject({ why: { kind: 'longest-idle' }, auto: false })
    const b = await (await visitor()).write()
    await offered(second, b)
    expect((await second.ask('routing.offers', {})).offers.map((o) => o.conversationId)).toEqual([b])
    await first.ask('routing.pass', { conversationId: a })
    await offered(second, a)
    await accept(second, a)
    await second.hear('offer-withdrawn', (p) => p.conversationId === a)
    expect((await first.ask('routing.offers', {})).offers).toEqual([])
  })

  it('begins by itself where the queue says so, and never more than one can take', async () => {
    await rules({ autoAccept: true }, { capacity: { total: 1, channels: {} } })
    const lena = await person('Lena')
    const desk = await at(lena)
    const a = await (await visitor()).write()
    await expect.poll(() => row(a)).toMatchObject({ status: 'open', operatorId: lena.operatorId })
    const b = await (await visitor()).write()
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(row(b)?.status).toBe('queued')
    await desk.ask('conversation.close', { id: commandId(), conversationId: a })
    await expect.poll(() => row(b)?.status).toBe('open')
  })

  it('asks first who spoke with the customer last, and says so when it cannot', async () => {
    await rules({ distribution: 'longest-idle' })
    const [lena, max] = [await person('Lena'), await person('Max')]
    const first = await at(lena)
    const v = await visitor()
    const id = await v.write()
    await offered(first, id)
    await accept(first, id)
    await first.ask('conversation.close', { id: commandId(), conversationId: id })
    const second = await at(max)
    await v.write('me again')
    const again = await first.hear('offer', (p) => p.offer.why.kind === 'same-operator')
    expect(again.offer.why).toMatchObject({ last: { operatorId: lena.operatorId, channel: 'site' } })
    await first.ask('presence.set', { presence: 'busy' })
    const instead = await offered(second, id)
    expect(instead.offer.why).toMatchObject({ kind: 'instead-of', because: 'busy' })
  })

  it('gives a waiting customer back to the queue when the owner is gone for a minute, not one who is answered', async () => {
    await rules({})
    const [lena, max] = [await person('Lena'), await person('Max')]
    const [first, second] = [await at(lena), await at(max)]
    const [waiting, answered] = [await (await visitor()).write(), await (await visitor()).write()]
    for (const id of [waiting, answered]) await accept(first, id)
    await first.ask('message.send', {
      id: commandId(),
      messageId: 'm-answer' as MessageId,
      conversationId: answered,
      text: 'done',
    })
    first.close()
    await expect.poll(() => hub.parts.presence.of(lena.operatorId)).toBe('offline')
    const back = await at(lena)
    ahead += 2 * minute
    await new Promise((resolve) => setTimeout(resolve, 1200))
    expect(row(waiting)?.operatorId).toBe(lena.operatorId)
    back.close()
    await expect.poll(() => hub.parts.presence.of(lena.operatorId)).toBe('offline')
    ahead += 50_000
    await new Promise((resolve) => setTimeout(resolve, 1200))
    expect(row(waiting)?.status).toBe('open')
    ahead += 11_000
    const instead = await second.hear('offer', (p) => p.offer.why.kind === 'instead-of')
    expect(instead.offer).toMatchObject({ conversationId: waiting, why: { because: 'offline' } })
    expect(row(waiting)).toMatchObject({ status: 'queued', operatorId: undefined })
    expect(row(answered)).toMatchObject({ status: 'open', operatorId: lena.operatorId })
  })

  it('goes on after a restart with what is in the log', async () => {
    await rules({ distribution: 'evenly' })
    const [lena, max] = [await person('Lena'), await person('Max')]
    const before = await at(max)
    const [mine, left] = [await (await visitor()).write(), await (await visitor()).write()]
    await accept(before, mine)
    await before.ask('conversation.snooze', { id: commandId(), conversationId: mine, until: now() + minute })
    hub = await hub.restart()
    await offered(await at(max), left)
    // Max is idle for longer, but has taken one today.
    const other = await at(lena)
    await offered(other, await (await visitor()).write())
    expect(row(mine)).toMatchObject({ status: 'open', snoozedUntil: expect.any(Number) })
    ahead += 2 * minute
    await expect.poll(() => row(mine)?.wokenAt, { timeout: 4000 }).toBeDefined()
    expect(row(mine)?.snoozedUntil).toBeUndefined()
  })

  it('spares who is in a call, and who writes down what was said for a while', async () => {
    await rules({ distribution: 'all' })
    const lena = await person('Lena')
    const desk = await at(lena)
    const report = (what: 'offered' | 'answered' | 'ended') =>
      desk.ask('call.report', {
        id: commandId(),
        callId: 'call-1' as never,
        what,
        at: now(),
        direction: 'in',
        remote: '+79000001234',
        ...(what === 'ended' ? { cause: 'caller-hangup' as const, talkSeconds: 5 } : {}),
      })
    await report('offered')
    await report('answered')
    const id = await (await visitor()).write()
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect((await desk.ask('routing.offers', {})).offers).toEqual([])
    await report('ended')
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect((await desk.ask('routing.offers', {})).offers).toEqual([])
    ahead += 61_000
    await offered(desk, id)
  })

  it('takes who lets offers run out for away, until they say that they are there', async () => {
    await rules({ distribution: 'longest-idle' }, { missedOffers: 1 })
    const lena = await person('Lena')
    const desk = await at(lena)
    const id = await (await visitor()).write()
    await offered(desk, id)
    ahead += 31_000
    await desk.hear('presence', (p) => p.operatorId === lena.operatorId && p.auto === 'unresponsive')
    expect(hub.parts.presence.of(lena.operatorId)).toBe('away')
    await desk.ask('presence.auto', { why: null })
    expect(hub.parts.presence.of(lena.operatorId)).toBe('away')
    await desk.ask('presence.set', { presence: 'available' })
    expect(hub.parts.presence.of(lena.operatorId)).toBe('available')
  })
})

describe('what operators do with conversations that are not for now', () => {
  it('is for whoever has them; anybody else is refused', async () => {
    const [first, other] = [await at(await person('Lena')), await at(await person('Max'))]
    const id = await (await visitor()).write()
    await accept(first, id)
    const until = now() + minute
    const snooze = { id: commandId(), conversationId: id, until }
    expect(code(await other.request('conversation.snooze', snooze))).toBe('CONVERSATION_NOT_YOURS')
    expect(code(await first.request('conversation.snooze', { ...snooze, until: now() - 1 }))).toBe(
      'SNOOZE_TIME',
    )
    await first.ask('conversation.snooze', snooze)
    await first.ask('conversation.snooze', snooze)
    expect(row(id)?.snoozedUntil).toBe(Math.round(until))
    await first.ask('conversation.wake', { id: commandId(), conversationId: id })
    expect(row(id)).toMatchObject({ snoozedUntil: undefined, wokenAt: expect.any(Number) })
    expect(code(await other.request('conversation.requeue', { id: commandId(), conversationId: id }))).toBe(
      'CONVERSATION_NOT_YOURS',
    )
    await first.ask('conversation.requeue', { id: commandId(), conversationId: id })
    expect(row(id)).toMatchObject({ status: 'queued', operatorId: undefined })
  })

  it('ends a snooze when the customer writes', async () => {
    const first = await at(await person('Lena'))
    const v = await visitor()
    const id = await v.write()
    await accept(first, id)
    await first.ask('conversation.snooze', { id: commandId(), conversationId: id, until: now() + minute })
    await v.write('still there?')
    expect(row(id)).toMatchObject({ snoozedUntil: undefined, status: 'open' })
  })

  it('keeps call-backs, one’s own for oneself, and settles each once', async () => {
    const [first, other] = [await at(await person('Lena')), await at(await person('Max'))]
    const id = await (await visitor()).write()
    const contactId = row(id)?.contactId as never
    const ask = { contactId, dueAt: now() + minute, number: '+79000001234', note: 'the price' }
    const mine = { ...ask, id: commandId(), callbackId: 'cb-1', mine: true }
    await first.ask('callback.schedule', mine)
    await first.ask('callback.schedule', mine)
    await first.ask('callback.schedule', { ...ask, id: commandId(), callbackId: 'cb-2', mine: false })
    const list = async (desk: TestConsole) =>
      (await desk.ask('callback.list', {})).callbacks.map((c) => c.callbackId)
    expect(await list(first)).toEqual(['cb-1', 'cb-2'])
    expect(await list(other)).toEqual(['cb-2'])
    for (const desk of [first, other])
      await desk.ask('callback.settle', { id: commandId(), callbackId: 'cb-2', outcome: 'reached' })
    expect(await list(first)).toEqual(['cb-1'])
    const settled = (await hub.stores.events.since(0, 999)).filter((e) => e.type === 'callback.settled')
    expect(settled).toHaveLength(1)
  })
})

describe('presence', () => {
  it('is written down as stretches, and one’s own day is for nobody else', async () => {
    await rules({}, { breaks: [{ breakId: 'lunch', name: { en: 'Lunch' }, presence: 'away' }] })
    const lena = await person('Lena')
    const boss = await hub.connectConsole(
      (await hub.addOperator('Boss', { roles: ['supervisor', 'admin'] })).token,
    )
    const desk = await at(lena)
    await desk.ask('presence.set', { presence: 'available', breakId: 'lunch' })
    expect(hub.parts.presence.of(lena.operatorId)).toBe('away')
    expect(code(await desk.request('presence.set', { presence: 'away', breakId: 'nap' }))).toBe('NOT_FOUND')
    ahead += minute
    await desk.ask('presence.set', { presence: 'available' })
    ahead += minute
    await desk.ask('presence.auto', { why: 'locked' })
    ahead += minute
    await desk.ask('presence.auto', { why: null })
    await boss.ask('presence.set-for', { operatorId: lena.operatorId, presence: 'busy', reason: 'meeting' })
    const day = await desk.ask('presence.my-day', {})
    expect(day.intervals.map((i) => [i.activity, i.breakId ?? i.auto ?? i.reason])).toEqual([
      ['available', undefined],
      ['break', 'lunch'],
      ['available', undefined],
      ['away', 'locked'],
      ['available', undefined],
      ['busy', 'meeting'],
    ])
    for (const [i, interval] of day.intervals.slice(0, -1).entries())
      expect(interval.to).toBe(day.intervals[i + 1]?.from)
    expect(code(await boss.request('presence.my-day', { operatorId: lena.operatorId }))).toBe('FORBIDDEN')
    expect(
      (await boss.ask('presence.my-day', {})).intervals.every((i) => i.operatorId !== lena.operatorId),
    ).toBe(true)
  })
})

describe('settings of queues', () => {
  it('replace what was, whole or not at all, and are for administrators', async () => {
    const lena = await person('Lena')
    const admin = await hub.connectConsole((await hub.addOperator('Admin', { roles: ['admin'] })).token)
    const desk = await at(lena)
    const second = { queueId: 'q-2' as QueueId, name: { en: 'Second' } }
    const queues = [...hub.parts.book.get().queues, second]
    const set = (change: object) => admin.request('admin.set-routing', { id: commandId(), change })
    const routing = { queues: [{ ...defaultRules(second.queueId), scheduleId: 'none' }] }
    expect(code(await set({ queues, routing }))).toBe('INVALID_INPUT')
    expect(hub.parts.book.get().queues).toHaveLength(1)
    expect(code(await set({ queues: [second] }))).toBe('QUEUE_IN_USE')
    expect(
      code(await set({ queues, operatorQueues: [{ operatorId: lena.operatorId, queueIds: ['q-2'] }] })),
    ).toBe('ok')
    expect(hub.parts.book.operator(lena.operatorId)?.queueIds).toEqual(['q-2'])
    // Of another queue now: what waits in the first is not for her.
    await (await visitor()).write()
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect((await desk.ask('routing.offers', {})).offers).toEqual([])
    expect(code(await desk.request('admin.set-routing', { id: commandId(), change: {} }))).toBe('FORBIDDEN')
  })
})
