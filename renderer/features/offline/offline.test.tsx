import { act } from 'react'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Waiting } from '../../../shared/ipc/offline-contract.ts'
import type { ContactId, NoteId, OperatorId } from '../../../shared/lib/ids.ts'
import { makeFakeBridge } from '../../bridge/fake/fake-bridge.ts'
import { makeSeed } from '../../bridge/fake/seed.ts'
import { createPersonStore } from '../person/store.ts'
import { timelineRows } from '../timeline/rows.ts'
import { seenOf } from './store.ts'

const petr = 'c-petr' as ContactId
let fake: ReturnType<typeof makeFakeBridge>
let store: ReturnType<typeof createPersonStore>
const state = () => store.getState()
beforeEach(async () => {
  fake = makeFakeBridge(makeSeed('desk', 'en'))
  store = createPersonStore(fake.bridge)
  await state().open(petr)
})
afterEach(() => state().close())

const fact = (type: string, more: object) => ({
  ...{
    eventId: `local-${type}`,
    type,
    contactId: petr,
    position: 2 ** 52,
    seq: 2 ** 52,
    occurredAt: Date.now(),
  },
  operatorId: 'o-anna' as OperatorId,
  ...more,
})
const waiting = (more: Partial<Waiting>): Waiting => ({
  ...{ id: 'w1', what: 'note', contactId: petr, text: 'words', at: Date.now(), state: 'kept', facts: [] },
  ...more,
})

it('a card shows what waits for the hub, and lets go of it when it is refused or dropped', () => {
  const tags = () => state().card?.tags
  const before = tags()
  fake.control.setWaiting([waiting({ what: 'tag', facts: [fact('tag.added', { tag: 'offline' })] })])
  expect(tags()).toContain('offline')
  fake.control.setWaiting([waiting({ what: 'tag', state: 'refused', code: 'NOT_FOUND' })])
  expect(tags()).toEqual(before)
})

it('a note is on the card once while its own fact comes', () => {
  const count = () => state().card?.notes.filter((note) => note.noteId === 'n-offline').length
  const own = fact('note.added', { noteId: 'n-offline', text: 'once' })
  fake.control.setWaiting([waiting({ facts: [own] })])
  expect(count()).toBe(1)
  fake.control.world.append({
    type: 'note.added',
    contactId: petr,
    noteId: 'n-offline' as NoteId,
    text: 'once',
    operatorId: 'o-anna' as OperatorId,
  })
  expect(count()).toBe(1)
  fake.control.setWaiting([])
  expect(count()).toBe(1)
})

it('what waits stands at the end of the timeline of its person, and goes when the hub has it', () => {
  const list = [
    waiting({}),
    waiting({ id: 'w2', state: 'sent' }),
    waiting({ id: 'w3', contactId: 'c-alsu' as ContactId }),
  ]
  const seen = seenOf(list, state().members)
  expect(seen.map((one) => one.id)).toEqual(['w1'])
  const rows = timelineRows({
    items: state().items,
    sending: [],
    waiting: seen,
    filter: 'all',
    newSince: undefined,
    open: new Set(),
    me: undefined,
  })
  expect(rows.at(-1)).toMatchObject({ kind: 'waiting', id: 'waiting:w1' })
})

it('a card that could not be had without the hub opens by itself when the hub is back', async () => {
  state().close()
  fake.control.failNext('card.open', 'REPLICA_MISSING')
  await state().open(petr)
  expect([state().status, state().code]).toEqual(['failed', 'REPLICA_MISSING'])
  await act(async () => fake.control.setHub({ state: 'online' }))
  await expect.poll(() => state().status).toBe('ready')
})
