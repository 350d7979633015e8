import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { projectCard } from '../../shared/domain/card.ts'
import { parseEvent } from '../../shared/domain/event.ts'
import { projectAll, timelineItems } from '../../shared/domain/timeline.ts'
import type {
  CallId,
  ContactId,
  LinkId,
  MessageId,
  NoteId,
  OperatorId,
  PromiseId,
} from '../../shared/lib/ids.ts'
import { newId } from '../../shared/lib/ids.ts'
import { fact } from '../lib/fact.ts'
import { commandId, startTestHub, type TestConsole, type TestHub } from '../testing.ts'

let hub: TestHub
let desk: TestConsole
beforeEach(async () => {
  hub = await startTestHub()
  desk = await hub.connectConsole((await hub.addOperator('Lena')).token)
})
afterEach(() => hub.stop())

/** Somebody who wrote on the site. */
async function visitorCard(text: string): Promise<ContactId> {
  const visitor = await hub.connectVisitor()
  await visitor.hello()
  await visitor.ask('message', { messageId: newId<MessageId>(), text })
  const { events } = await desk.hear('stream', (s) =>
    s.events.some((e) => e.type === 'message.received' && e.text === text),
  )
  return events.find((e) => e.type === 'message.received' && e.text === text)?.contactId as ContactId
}
/** Somebody who called from this number. */
const callerCard = async (remote: string): Promise<ContactId> => {
  const report = { callId: newId<CallId>(), at: Date.now(), direction: 'in' as const, remote }
  const { contactId } = await desk.ask('call.report', { ...report, id: commandId(), what: 'offered' })
  await desk.ask('call.report', { ...report, id: commandId(), what: 'ended', cause: 'abandoned' })
  return contactId
}
/** A card as a console builds it from what it was given. */
async function seen(contactId: ContactId) {
  const opened = await desk.ask('card.open', { contactId })
  const events = opened.events.flatMap((e) => parseEvent(e) ?? [])
  const cardEvents = opened.cardEvents.flatMap((e) => parseEvent(e) ?? [])
  const { rows, personId, contactIds } = opened
  const card = projectCard(contactIds as ContactId[], cardEvents)
  return { personId, contactIds, events, card, rows, timeline: timelineItems(projectAll(events)) }
}

describe('linking two cards', () => {
  it('makes one timeline of both, and taking it back gives both as if they had never been linked', async () => {
    const visitor = await visitorCard('from the site')
    const caller = await callerCard('+79000000077')
    const before = [await seen(visitor), await seen(caller)]
    const linkId = newId<LinkId>()
    const { personId } = await desk.ask('card.link', {
      id: commandId(),
      linkId,
      contactId: caller,
      withContactId: visitor,
      why: 'said their name',
    })
    expect(personId).toBe(visitor)
    const one = await seen(caller)
    expect(one.contactIds).toEqual([visitor, caller])
    expect(one.timeline.map((i) => i.kind).sort()).toEqual(['call', 'line', 'link', 'message'])
    expect(one.card.identities.map((i) => i.kind)).toEqual(['visitor', 'phone'])
    expect(new Set(one.rows.map((r) => [r.personId, r.name].join()))).toEqual(
      new Set([`${visitor},+79000000077`]),
    )
    await desk.hear('stream', (p) => p.rows.some((r) => r.contactId === caller && r.personId === visitor))

    await desk.ask('note.add', {
      id: commandId(),
      noteId: 'n-1' as NoteId,
      contactId: caller,
      text: 'while linked',
    })
    await desk.ask('card.unlink', { id: commandId(), linkId })
    const bare = (s: Awaited<ReturnType<typeof seen>>) => ({
      ...s,
      events: s.events.filter((e) => !e.type.startsWith('contact.') && e.type !== 'note.added'),
      timeline: s.timeline.filter((i) => i.kind !== 'note'),
      card: { ...s.card, notes: [] },
    })
    const after = [await seen(visitor), await seen(caller)]
    expect(after.map(bare)).toEqual(before.map(bare))
    expect(after[1]?.card.notes).toHaveLength(1)
    await desk.hear('stream', (p) => p.rows.some((r) => r.contactId === caller && r.personId === caller))
  })

  it('survives a restart, and its names with it', async () => {
    const [visitor, caller] = [await visitorCard('hello'), await callerCard('+79000000078')]
    const link = {
      id: commandId(),
      linkId: newId<LinkId>(),
      contactId: visitor,
      withContactId: caller,
      why: 'x',
    }
    await desk.ask('card.link', link)
    const rows = (h: TestHub) => h.parts.views.inbox(10).sort((a, b) => a.position - b.position)
    const before = JSON.stringify(rows(hub))
    hub = await hub.restart()
    expect(JSON.stringify(rows(hub))).toBe(before)
    expect(hub.parts.views.people.membersOf(caller)).toEqual([visitor, caller])
  })

  it('of one person is refused, and so is a link that was taken back', async () => {
    const [a, b] = [await visitorCard('a'), await visitorCard('b')]
    const link = { id: commandId(), linkId: newId<LinkId>(), contactId: a, withContactId: b, why: 'x' }
    await desk.ask('card.link', link)
    expect(await desk.ask('card.link', link)).toEqual({ personId: a })
    const again = { ...link, id: commandId(), linkId: newId<LinkId>() }
    expect(await desk.request('card.link', again)).toMatchObject({ code: 'LINK_SAME_PERSON' })
    expect(await desk.request('card.link', { ...again, contactId: b })).toMatchObject({
      code: 'LINK_SAME_PERSON',
    })
    await desk.ask('card.unlink', { id: commandId(), linkId: link.linkId })
    expect(await desk.request('card.unlink', { id: commandId(), linkId: link.linkId })).toMatchObject({
      code: 'LINK_NOT_FOUND',
    })
    expect(await desk.request('card.link', { ...link, id: commandId() })).toMatchObject({
      code: 'INVALID_INPUT',
    })
  })

  it('waits its turn: two operators who link the same cards make one link', async () => {
    const [a, b] = [await visitorCard('a'), await visitorCard('b')]
    const other = await hub.connectConsole((await hub.addOperator('Other')).token)
    const link = (c: TestConsole, contactId: ContactId, withContactId: ContactId) =>
      c.request('card.link', { id: commandId(), linkId: newId<LinkId>(), contactId, withContactId, why: 'x' })
    const results = await Promise.all([link(desk, a, b), link(other, b, a)])
    expect(results.map((r) => (r.ok ? 'ok' : r.code)).sort()).toEqual(['LINK_SAME_PERSON', 'ok'])
  })
})

describe('the card', () => {
  it('comes along with the answer to whose number it is, when it is asked for', async () => {
    const contactId = await callerCard('+79000000088')
    const ask = { kind: 'phone' as const, value: '+79000000088' }
    const found = await desk.ask('card.resolve', { ...ask, open: true })
    expect(found.card).toEqual(await desk.ask('card.open', { contactId }))
    expect(await desk.ask('card.resolve', ask)).not.toHaveProperty('card')
  })

  it('carries fields, tags, notes and promises', async () => {
    const contactId = await visitorCard('hello')
    const promiseId = 'p-1' as PromiseId
    await desk.ask('card.set-field', {
      id: commandId(),
      contactId,
      field: 'displayName',
      value: 'Anna\u0000 K',
    })
    await desk.ask('card.add-tag', { id: commandId(), contactId, tag: 'vip' })
    const dueAt = Date.now() + 1000
    await desk.ask('promise.make', { id: commandId(), promiseId, contactId, text: 'Call back', dueAt })
    await desk.ask('promise.keep', { id: commandId(), promiseId, contactId })
    expect(
      await desk.request('promise.keep', { id: commandId(), promiseId: 'p-2' as PromiseId, contactId }),
    ).toMatchObject({ code: 'NOT_FOUND' })
    const { card } = await seen(contactId)
    expect(card).toMatchObject({ displayName: 'Anna K', tags: ['vip'], promises: [{ state: 'kept' }] })
    await desk.hear('stream', (p) => p.rows.some((r) => r.name === 'Anna K' && r.named))
    expect((await desk.ask('card.find', { text: 'anna' })).people).toMatchObject([{ personId: contactId }])
  })

  it('of nobody is told as gone', async () => {
    const contactId = 'c-nobody' as ContactId
    for (const answer of [
      await desk.request('card.open', { contactId }),
      await desk.request('note.add', { id: commandId(), noteId: 'n' as NoteId, contactId, text: 'x' }),
    ])
      expect(answer).toMatchObject({ ok: false, code: 'NOT_FOUND' })
  })

  it('gives its history page by page', async () => {
    const contactId = 'c-long' as ContactId
    const operatorId = 'o-1' as OperatorId
    await hub.stores.events.appendMany([
      fact('contact.created', contactId, 1, { via: 'card-import', profile: { displayName: 'Long' } }),
      ...Array.from({ length: 400 }, (_, i) =>
        fact('note.added', contactId, 10 + i, { noteId: `n-${i}` as NoteId, operatorId, text: `${i}` }),
      ),
    ])
    await hub.reload()
    const opened = await desk.ask('card.open', { contactId })
    expect(opened.events).toHaveLength(150)
    expect(opened.cardEvents).toHaveLength(401)
    const second = await desk.ask('card.older', { contactId, older: opened.older as string })
    const third = await desk.ask('card.older', { contactId, older: second.older as string })
    expect(third.older).toBeUndefined()
    const all = [...third.events, ...second.events, ...opened.events]
    expect(all.map((e) => e.seq)).toEqual(Array.from({ length: 401 }, (_, i) => i + 1))
    expect(await desk.request('card.older', { contactId, older: 'x' })).toMatchObject({
      code: 'INVALID_INPUT',
    })
  })
})

it('a link names who stands for both, and its history is told from both sides after they are parted', async () => {
  const [older, newer] = [await callerCard('+79000000021'), await callerCard('+79000000022')]
  const linkId = newId<LinkId>()
  const link = { linkId, contactId: older, withContactId: newer, why: 'said so' }
  const stranger = await callerCard('+79000000023')
  expect(await desk.request('card.link', { ...link, id: commandId(), survivorId: stranger })).toMatchObject({
    ok: false,
    code: 'INVALID_INPUT',
  })
  const { personId } = await desk.ask('card.link', { ...link, id: commandId(), survivorId: newer })
  expect(personId).toBe(newer)
  await desk.ask('card.unlink', { id: commandId(), linkId })
  for (const contactId of [older, newer]) {
    const { events, names } = await desk.ask('card.links', { contactId })
    expect(events.map((e) => e.type)).toEqual(['contact.linked', 'contact.unlinked'])
    expect(Object.keys(names).sort()).toEqual([older, newer].sort())
  }
  expect((await seen(older)).personId).toBe(older)
})
