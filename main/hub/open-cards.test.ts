import { describe, expect, test } from 'vitest'
import type { InboxRow } from '../../shared/domain/conversation.ts'
import type { EventWire } from '../../shared/domain/event.ts'
import type { ContactId } from '../../shared/lib/ids.ts'
import { ok } from '../../shared/lib/result.ts'
import type { OpenedCard, PersonHit } from '../../shared/protocol/hub-protocol.ts'
import { createInboxMirror } from './inbox-mirror.ts'
import { createOpenCards } from './open-cards.ts'

const id = (text: string) => text as ContactId
const fact = (position: number, contactId: string, more: object = {}): EventWire => ({
  eventId: `e${position}`,
  type: 'note.added',
  contactId,
  position,
  seq: position,
  occurredAt: position,
  ...more,
})
const card = (members: string[], position: number): OpenedCard => ({
  personId: id(members[0] ?? ''),
  contactIds: members.map(id),
  cardEvents: [],
  events: [],
  rows: [],
  position,
})

function cards(
  open: (contactId: string) => Promise<OpenedCard>,
  resolve?: () => Promise<{ people: PersonHit[]; card?: OpenedCard }>,
) {
  const heard: string[] = []
  const regrouped: string[][] = []
  const all = createOpenCards({
    open: async (contactId) => ok(await open(contactId)),
    resolve: async () => ok(resolve ? await resolve() : { people: [] }),
    onExpected: ({ personId, events }) =>
      heard.push(`expected ${personId}: ${events.map((e) => e.eventId).join()}`),
    onEvents: ({ personId, events }) => heard.push(`${personId}: ${events.map((e) => e.eventId).join()}`),
    onRegrouped: ({ contactIds }) => regrouped.push([...contactIds].sort()),
  })
  return { all, heard, regrouped }
}

describe('open cards', () => {
  test('hear the facts of all cards of their person, and of nobody else', async () => {
    const { all, heard } = cards(async () => card(['a', 'a2'], 10))
    await all.open(id('a2'))
    all.take([fact(11, 'a'), fact(12, 'b'), fact(13, 'a2')])
    expect(heard).toEqual(['a: e11,e13'])
    all.close(id('a2'))
    all.take([fact(14, 'a')])
    expect(heard).toHaveLength(1)
  })

  test('have the facts that overtook them on their way here', async () => {
    let arrive = (_: OpenedCard) => {}
    const { all, heard } = cards(() => new Promise((resolve) => (arrive = resolve)))
    const opening = all.open(id('a'))
    all.take([fact(9, 'a'), fact(11, 'a'), fact(12, 'b')])
    arrive(card(['a'], 10))
    const opened = await opening
    expect(opened.ok && opened.value.events.map((e) => e.eventId)).toEqual(['e11'])
    expect(heard).toEqual([])
  })

  test('are to be opened anew when they were linked or a link was taken back', async () => {
    const { all, regrouped } = cards(async (contactId) => card([contactId], 10))
    await all.open(id('a'))
    all.take([fact(11, 'b', { type: 'contact.linked', withContactId: 'a' })])
    all.take([fact(12, 'x', { type: 'contact.linked', withContactId: 'y' })])
    all.take([fact(13, 'a', { type: 'contact.unlinked' })])
    expect(regrouped).toEqual([['a', 'b'], ['a']])
  })

  test('are all to be opened anew when the stream has lost its place', async () => {
    const { all, regrouped } = cards(async (contactId) => card([contactId], 10))
    await all.open(id('a'))
    await all.open(id('b'))
    all.renewAll()
    expect(regrouped).toEqual([['a', 'b']])
  })
})

describe('a card that is expected', () => {
  test('is fetched once, and handed over before its facts, with those that overtook it', async () => {
    let asked = 0
    let arrive = (_: OpenedCard) => {}
    const { all, heard } = cards(() => {
      asked++
      return new Promise((resolve) => (arrive = resolve))
    })
    all.expect(id('a'))
    const opening = all.open(id('a'))
    all.take([fact(11, 'a'), fact(12, 'b')])
    arrive(card(['a'], 10))
    const opened = await opening
    expect(opened.ok && opened.value.events.map((e) => e.eventId)).toEqual(['e11'])
    all.take([fact(13, 'a')])
    expect(heard).toEqual(['expected a: e11', 'a: e13'])
    expect(asked).toBe(1)
  })

  test('comes with the answer to whose number it is, when it is one person’s', async () => {
    const people = [{ personId: id('a') }] as PersonHit[]
    const { all, heard } = cards(
      () => Promise.reject(new Error('asked twice')),
      async () => ({ people, card: card(['a'], 10) }),
    )
    expect(await all.whose('+48500000001')).toEqual(people)
    all.take([fact(11, 'a')])
    expect(heard).toEqual(['expected a: ', 'a: e11'])
  })
})

describe('the inbox', () => {
  const row = (conversationId: string, position: number) => ({ conversationId, position }) as InboxRow

  function mirror() {
    const changes: string[] = []
    const inbox = createInboxMirror({
      onChange: ({ rows, all }) =>
        changes.push(
          `${all ? 'all' : 'some'} ${rows.map((r) => `${r.conversationId}@${r.position}`).join()}`,
        ),
    })
    return { inbox, changes, push: (...rows: InboxRow[]) => inbox.take(rows) }
  }

  test('takes in rows as they become, and never an older one', () => {
    const { inbox, changes, push } = mirror()
    inbox.replace([row('v1', 5), row('v2', 6)])
    push(row('v1', 7))
    push(row('v1', 6))
    expect(changes).toEqual(['all v1@5,v2@6', 'some v1@7'])
    expect(inbox.find('v1')?.position).toBe(7)
  })

  test('keeps a push that overtook the list', () => {
    const { inbox, push } = mirror()
    push(row('v1', 9))
    inbox.replace([row('v1', 8)])
    expect(inbox.rows).toEqual([row('v1', 9)])
  })
})
