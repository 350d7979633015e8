import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { projectAll, timelineItems } from '../../shared/domain/timeline.ts'
import type { CallId, ContactId, QueueId } from '../../shared/lib/ids.ts'
import { newId } from '../../shared/lib/ids.ts'
import type { CallReport } from '../../shared/protocol/hub-protocol.ts'
import { fact } from '../lib/fact.ts'
import { commandId, startTestHub, type TestConsole, type TestHub } from '../testing.ts'

let hub: TestHub
let lena: TestConsole
let boris: TestConsole
let callId: CallId
const figures = {
  mos: 4.2,
  mosWorst: 3.8,
  talk: {
    operatorSeconds: 9,
    customerSeconds: 6,
    silenceSeconds: 2,
    longestSilenceSeconds: 1,
    talkOverSeconds: 1,
  },
}
const began = Date.now() - 60_000
/** How long the hub waits for a console before it believes the switch. */
const graceMs = 400

beforeEach(async () => {
  hub = await startTestHub({ callGraceMs: graceMs })
  hub.setSwitch({ url: 'ws://127.0.0.1:7341' })
  lena = await hub.connectConsole((await hub.addOperator('Lena')).token)
  boris = await hub.connectConsole((await hub.addOperator('Boris')).token)
  callId = newId<CallId>()
})
afterEach(() => hub.stop())

const report = (c: TestConsole, what: CallReport['what'], more: Partial<CallReport> = {}) =>
  c.ask('call.report', {
    id: commandId(),
    callId,
    what,
    at: began,
    direction: 'in',
    remote: '+79000000055',
    queueId: 'q-main' as QueueId,
    ...more,
  })
const cdr = (more: object = {}, bearer = hub.parts.keys.switchSecret) =>
  hub.fastify.inject({
    method: 'POST',
    url: '/api/switch/calls',
    headers: { authorization: `Bearer ${bearer}` },
    payload: {
      callId,
      from: '+79000000055',
      to: 'q-main',
      at: began + 9000,
      answered: false,
      status: 487,
      rung: 2,
      ...more,
    },
  })
const log = () => hub.stores.events.since(0, 1000)
const types = async () => (await log()).map((e) => e.type)
const line = async () => timelineItems(projectAll(await log())).find((i) => i.kind === 'call')
const afterGrace = () => new Promise((resolve) => setTimeout(resolve, graceMs * 2))

describe('a call', () => {
  it('that rings at two consoles is one interaction, from the offer to the outcome', async () => {
    const [a, b] = await Promise.all([report(lena, 'offered'), report(boris, 'offered')])
    expect(a).toEqual(b)
    await report(boris, 'answered', { at: began + 4000, waitSeconds: 4 })
    await report(lena, 'ended', { at: began + 4100, cause: 'abandoned' })
    await report(boris, 'held', { at: began + 9000 })
    await report(boris, 'resumed', { at: began + 12_000, holdSeconds: 3 })
    await report(boris, 'ended', { at: began + 20_000, cause: 'caller-hangup', talkSeconds: 16, ...figures })
    await report(boris, 'disposed', { at: began + 25_000, dispositionId: 'resolved' as never, note: 'ok' })
    expect(await types()).toEqual([
      'contact.created',
      'identity.observed',
      'interaction.offered',
      'call.answered',
      'call.held',
      'call.resumed',
      'call.ended',
      'interaction.disposed',
    ])
    expect(await line()).toMatchObject({
      outcome: 'answered',
      endedBy: 'customer',
      waitSeconds: 4,
      talkSeconds: 16,
      ...figures,
      dispositionId: 'resolved',
      note: 'ok',
      holds: [{ seconds: 3 }],
    })
    expect(hub.parts.views.inbox(5)[0]).toMatchObject({ status: 'closed', channel: 'voice' })
  })

  it('is told right although its reports come twice, late, and the end before the answer of another', async () => {
    await Promise.all([report(lena, 'offered'), report(boris, 'offered'), report(lena, 'offered')])
    const ended = report(lena, 'ended', { at: began + 4000, cause: 'abandoned' })
    await report(boris, 'answered', { at: began + 4000 })
    await ended
    expect(await line()).toMatchObject({ outcome: 'talking' })
    await report(boris, 'ended', { at: began + 8000, cause: 'operator-hangup', talkSeconds: 4 })
    for (const what of ['offered', 'answered', 'held', 'declined', 'ended'] as const)
      await report(lena, what, { at: began + 9000 })
    expect(await line()).toMatchObject({ outcome: 'answered', endedBy: 'operator', talkSeconds: 4 })
    expect((await types()).filter((t) => t === 'call.ended')).toHaveLength(1)
  })

  it('tells what became of its recording, by whoever talks and by nobody else', async () => {
    await report(boris, 'offered')
    await report(boris, 'answered', { at: began + 1000 })
    await report(boris, 'recording-announced', { at: began + 1500, announcement: 'tone' })
    await report(lena, 'recording-paused', { at: began + 2000, why: 'operator' })
    await report(boris, 'recording-paused', { at: began + 3000, why: 'payment' })
    await report(boris, 'recording-resumed', { at: began + 9000, why: 'payment', pausedSeconds: 6 })
    expect(await line()).toMatchObject({
      announcedAt: began + 1500,
      pauses: [{ at: began + 3000, seconds: 6, reason: 'payment' }],
    })
  })

  it('begins with whichever report comes first', async () => {
    await report(lena, 'answered', { at: began + 3000 })
    await report(lena, 'offered')
    await report(lena, 'ended', { at: began + 8000, cause: 'caller-hangup' })
    expect(await line()).toMatchObject({ outcome: 'answered', talkSeconds: 5 })
  })

  it('that everybody declines is declined, not before', async () => {
    await report(lena, 'offered')
    await report(boris, 'offered')
    await report(lena, 'declined')
    expect(await line()).toMatchObject({ outcome: 'ringing' })
    await report(boris, 'declined', { at: began + 5000 })
    expect(await line()).toMatchObject({ outcome: 'declined', waitSeconds: 5 })
  })

  it('that is given up or rings out ends once, with its wait', async () => {
    await report(lena, 'offered')
    await report(lena, 'ended', { at: began + 7000, cause: 'abandoned' })
    expect(await line()).toMatchObject({ outcome: 'abandoned', waitSeconds: 7, talkSeconds: 0 })
    const row = hub.parts.views.inbox(5)[0]
    expect(row).toMatchObject({ status: 'missed' })
    await boris.ask('conversation.close', { id: commandId(), conversationId: row?.conversationId as never })
    expect(hub.parts.views.inbox(5)[0]).toMatchObject({ status: 'closed' })
  })

  it('to a customer is on their card, whoever they are', async () => {
    const { contactId } = await report(lena, 'offered', { direction: 'out', remote: '+79000000099' })
    await report(lena, 'ended', { direction: 'out', at: began + 5000, cause: 'busy' })
    expect(await line()).toMatchObject({ direction: 'out', outcome: 'busy' })
    callId = newId<CallId>()
    const again = await report(boris, 'offered', { direction: 'out', remote: '8 900 000 00 99' })
    expect(again.contactId).toBe(contactId)
    callId = newId<CallId>()
    const fromCard = await report(boris, 'offered', { direction: 'out', remote: '102', contactId })
    expect(fromCard.contactId).toBe(contactId)
    callId = newId<CallId>()
    expect((await report(boris, 'offered', { remote: '+79000000099' })).contactId).toBe(contactId)
  })

  it('from a number of two people is nobody’s in particular: a new card, never a guess', async () => {
    const identity = {
      identityId: 'i' as never,
      kind: 'phone' as const,
      strong: true,
      verifiedVia: 'carrier',
    }
    const profile = { identities: [{ ...identity, value: '+79000000055' }] }
    const [one, two] = ['c-one', 'c-two'] as ContactId[]
    await hub.stores.events.appendMany(
      [one, two].map((c) => fact('contact.created', c as ContactId, 1, { via: 'card-import', profile })),
    )
    await hub.reload()
    const { contactId } = await report(lena, 'offered')
    expect([one, two]).not.toContain(contactId)
    const found = await lena.ask('card.resolve', { kind: 'phone', value: '8 (900) 000-00-55' })
    expect(found.people.map((p) => p.personId).sort()).toEqual([one, two, contactId].sort())
    const asked = await lena.ask('card.resolve', { kind: 'phone', value: '+79000000055', open: true })
    expect(asked.card).toBeUndefined()
    callId = newId<CallId>()
    const anonymous = await report(lena, 'offered', { remote: 'anonymous' })
    expect([one, two, contactId]).not.toContain(anonymous.contactId)
  })

  it('that is passed on stays one interaction: the leg is the customer’s, and the colleague is who talks on it', async () => {
    await report(lena, 'offered')
    await report(lena, 'answered', { at: began + 3000 })
    const parentId = callId
    const leg = newId<CallId>()
    const ofLeg = { callId: leg, parentId, at: began + 6000 }
    const placed = await report(lena, 'offered', { ...ofLeg, direction: 'out', remote: '102' })
    const rings = await report(boris, 'offered', { ...ofLeg, remote: '101' })
    await report(lena, 'answered', { ...ofLeg, direction: 'out', remote: '102' })
    await report(boris, 'answered', { ...ofLeg, remote: '101', at: began + 7000 })
    const [first] = await log()
    expect(placed).toEqual(rings)
    expect(rings.contactId).toBe(first?.contactId)
    const to = hub.parts.book.get().operators.find((o) => o.name === 'Boris')?.operatorId
    await report(lena, 'transferred', {
      mode: 'consult',
      target: 'Boris',
      toOperatorId: to,
      at: began + 8000,
    })
    await report(lena, 'ended', { at: began + 9000, cause: 'operator-hangup', talkSeconds: 6 })
    await report(lena, 'ended', { ...ofLeg, at: began + 9000, direction: 'out', cause: 'operator-hangup' })
    await report(boris, 'ended', { ...ofLeg, at: began + 20_000, cause: 'caller-hangup', talkSeconds: 13 })
    const items = timelineItems(projectAll(await log())).filter((i) => i.kind === 'call')
    expect(new Set(items.map((i) => i.interactionId)).size).toBe(1)
    expect(items).toMatchObject([
      {
        callId: parentId,
        outcome: 'answered',
        talkSeconds: 6,
        transfers: [{ toOperatorId: to, target: 'Boris', mode: 'consult' }],
      },
      { callId: leg, parentCallId: parentId, operatorId: to, talkSeconds: 13 },
    ])
  })

  it('that names a call as its parent which nobody talked on is a call of its own', async () => {
    await report(lena, 'offered')
    const alone = await report(boris, 'offered', {
      callId: newId<CallId>(),
      parentId: callId,
      remote: '+79000000077',
    })
    expect(alone.contactId).not.toBe((await log())[0]?.contactId)
  })

  it('that others are taken into says who, once, and only by who talks on it', async () => {
    await report(lena, 'offered')
    const withCalls = [{ callId: newId<CallId>(), remote: 'Boris' }]
    await report(lena, 'joined', { withCalls })
    expect(await types()).not.toContain('call.joined')
    await report(lena, 'answered', { at: began + 3000 })
    await report(lena, 'joined', { at: began + 4000, withCalls })
    expect(await line()).toMatchObject({ joined: [{ remote: 'Boris' }] })
  })

  it('is transferred only by who talks on it', async () => {
    await report(lena, 'offered')
    await report(lena, 'answered', { at: began + 3000 })
    await report(boris, 'transferred', { mode: 'blind', target: 'elsewhere' })
    expect(await types()).not.toContain('call.transferred')
  })

  it('two first calls of one number at once make one card', async () => {
    const calls = await Promise.all(
      [1, 2, 3].map(() => report(lena, 'offered', { callId: newId<CallId>(), remote: '+79000000066' })),
    )
    expect(new Set(calls.map((c) => c.contactId)).size).toBe(1)
    expect((await types()).filter((t) => t === 'contact.created')).toHaveLength(1)
  })
})

describe('a call with a token', () => {
  it('is the visitor’s own, known before the answer; and a forged one is nobody’s', async () => {
    const visitor = await hub.connectVisitor()
    const { visitorId } = await visitor.hello()
    const ticket = await visitor.ask('call', { noticed: true })
    expect(ticket).toMatchObject({
      server: 'ws://127.0.0.1:7341',
      domain: 'demo.kommutator.example',
      user: `visitor-${visitorId}`,
      target: 'q-main',
      recorded: true,
    })
    const { contactId } = (await log())[0] ?? {}
    const mine = { remote: ticket.user, token: ticket.token, at: Date.now() }
    expect((await report(lena, 'offered', mine)).contactId).toBe(contactId)
    await report(lena, 'answered', { at: Date.now() })
    await report(lena, 'ended', { at: Date.now(), cause: 'caller-hangup', talkSeconds: 3 })
    expect(await visitor.hear('call')).toMatchObject({ callId, outcome: 'answered', talkSeconds: 3 })
    callId = newId<CallId>()
    const forged = `${ticket.token.slice(0, -6)}AAAAAA`
    expect((await report(lena, 'offered', { ...mine, token: forged })).contactId).not.toBe(contactId)
  })

  it('is not given where calls are off, or nobody was told of the recording', async () => {
    const visitor = await hub.connectVisitor()
    await visitor.hello()
    expect(await visitor.request('call', { noticed: false })).toMatchObject({ code: 'INVALID_INPUT' })
    hub.setSwitch(undefined)
    expect(await visitor.request('call', { noticed: true })).toMatchObject({ code: 'CALL_UNAVAILABLE' })
  })
})

describe('the list of calls', () => {
  const missed = async () => (await boris.ask('calls.list', { missed: true })).calls
  it('has what nobody answered as missed, and who has called back since', async () => {
    await report(lena, 'offered')
    await report(lena, 'ended', { at: began + 7000, cause: 'abandoned' })
    expect(await missed()).toMatchObject([{ callId, outcome: 'missed', waitSeconds: 7 }])
    expect((await missed())[0]).not.toHaveProperty('calledBack')
    const back = newId<CallId>()
    const out = { callId: back, direction: 'out', at: began + 9000 } as const
    await report(boris, 'offered', out)
    expect(await missed()).toMatchObject([{ calledBack: { reached: false } }])
    await report(boris, 'answered', { ...out, at: began + 11_000 })
    const by = hub.parts.book.get().operators.find((o) => o.name === 'Boris')?.operatorId
    expect(await missed()).toMatchObject([{ calledBack: { reached: true, operatorId: by } }])
  })

  it('does not count a group ring that a colleague took, nor legs', async () => {
    await Promise.all([report(lena, 'offered'), report(boris, 'offered')])
    await report(boris, 'answered', { at: began + 2000 })
    await report(boris, 'offered', {
      callId: newId<CallId>(),
      parentId: callId,
      direction: 'out',
      remote: '103',
    })
    expect(await missed()).toEqual([])
    const { calls, more } = await boris.ask('calls.list', { missed: false })
    expect(calls).toMatchObject([{ callId, outcome: 'talking' }])
    expect(more).toBe(false)
  })

  it('tells who is free and what waits', async () => {
    await report(lena, 'offered', { at: Date.now() })
    const before = await boris.ask('team.state', {})
    expect(before.queues.find((q) => q.queueId === 'q-main')).toMatchObject({ waiting: 1 })
    await report(lena, 'answered', { at: Date.now() })
    const { operators, queues } = await boris.ask('team.state', {})
    expect(queues.find((q) => q.queueId === 'q-main')).toMatchObject({ waiting: 0 })
    expect(operators.filter((o) => o.talkingSince)).toHaveLength(1)
    expect(operators.filter((o) => o.presence === 'available')).toHaveLength(2)
  })
})

describe('the switch’s record', () => {
  it('of a call that nobody could take makes the call and its end', async () => {
    const visitor = await hub.connectVisitor()
    await visitor.hello()
    const ticket = await visitor.ask('call', { noticed: true })
    const at = Date.now()
    const { statusCode } = await cdr({ rung: 0, status: 480, from: ticket.user, token: ticket.token, at })
    expect(statusCode).toBe(204)
    expect(await line()).toMatchObject({ outcome: 'nobody-available', direction: 'in' })
    expect(await visitor.hear('call')).toMatchObject({ outcome: 'nobody-available' })
    await cdr({ rung: 0, status: 480, from: ticket.user, token: ticket.token, at })
    expect((await types()).filter((t) => t === 'call.ended')).toHaveLength(1)
  })

  it('ends a call that the console left open, after giving it time to speak', async () => {
    await report(lena, 'offered')
    await cdr({ status: 487 })
    expect(await line()).toMatchObject({ outcome: 'ringing' })
    await expect.poll(line).toMatchObject({ outcome: 'abandoned', waitSeconds: 9 })
    callId = newId<CallId>()
    await report(lena, 'offered')
    await cdr({ status: 603 })
    await report(lena, 'ended', { at: began + 3000, cause: 'no-answer' })
    await afterGrace()
    const ends = (await log()).flatMap((e) => (e.type === 'call.ended' ? [e.cause] : []))
    expect(ends).toEqual(['abandoned', 'no-answer'])
  })

  it('leaves answered calls and calls to customers alone', async () => {
    await report(lena, 'answered', { at: began + 2000 })
    await cdr({ answered: true, status: 200 })
    await cdr({ status: 487 })
    await cdr({ callId: newId(), to: '+79000000099', rung: 0, status: 404 })
    await afterGrace()
    expect((await types()).filter((t) => t === 'call.ended')).toHaveLength(0)
  })

  it('is refused when it is malformed', async () => {
    expect((await cdr({ callId: 'a b' })).statusCode).toBe(400)
    expect((await cdr({}, 'x'.repeat(43))).statusCode).toBe(401)
  })
})
