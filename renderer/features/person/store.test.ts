import { beforeEach, describe, expect, it } from 'vitest'
import { timelineItems } from '../../../shared/domain/timeline.ts'
import { type ContactId, type ConversationId, type LinkId, newId } from '../../../shared/lib/ids.ts'
import { makeFakeBridge } from '../../bridge/fake/fake-bridge.ts'
import { makeSeed } from '../../bridge/fake/seed.ts'
import { createPersonStore } from './store.ts'

const petr = 'c-petr' as ContactId
const stranger = 'c-unknown' as ContactId
const whatsapp = 'cv-petr-whatsapp' as ConversationId

let world: ReturnType<typeof makeSeed>
let fake: ReturnType<typeof makeFakeBridge>
let store: ReturnType<typeof createPersonStore>
const state = () => store.getState()
const texts = () =>
  timelineItems(state().timeline).flatMap((item) => (item.kind === 'message' ? [item.text] : []))

beforeEach(() => {
  world = makeSeed('desk', 'en')
  fake = makeFakeBridge(world)
  store = createPersonStore(fake.bridge)
})

describe('the open person', () => {
  it('has one timeline and one card of all their cards', async () => {
    await state().open(petr)
    expect(state().status).toBe('ready')
    expect([...state().members].sort()).toEqual(['c-petr', 'c-petr-vk'])
    expect(texts()).toContain('Is the cushion offer still on?')
    expect(state().card?.displayName).toBe('Petr Ilyich Vorontsov')
    expect(state().conversationId).toBe(whatsapp)
  })

  it('keeps facts that come between the question and the answer, once', async () => {
    const gate = fake.control.hold('card.open')
    const opening = state().open(petr)
    fake.control.receive(whatsapp, 'between')
    gate.release()
    await opening
    fake.control.receive(whatsapp, 'after')
    expect(texts().filter((t) => t === 'between')).toHaveLength(1)
    expect(texts().filter((t) => t === 'after')).toHaveLength(1)
  })

  it('an answer that comes after another person was opened is dropped', async () => {
    const gate = fake.control.hold('card.open')
    const first = state().open(petr)
    const second = state().open(stranger)
    gate.release()
    await Promise.all([first, second])
    expect(state().personId).toBe(stranger)
  })

  it('opens at once a person whose card was handed over ahead, as it has become since', async () => {
    fake.control.publish('card', 'expected', world.open(petr))
    fake.control.receive(whatsapp, 'meanwhile')
    const opening = state().open(petr)
    expect(state().status).toBe('ready')
    expect(texts().filter((t) => t === 'meanwhile')).toHaveLength(1)
    expect(state().rows.get(whatsapp)?.position).toBe(
      world.rowsOf(petr).find((r) => r.conversationId === whatsapp)?.position,
    )
    await opening
    fake.control.receive(whatsapp, 'after')
    expect(texts()).toContain('after')
    expect(fake.control.asked.some((a) => a.name === 'card.open')).toBe(false)
  })

  it('takes a card that is handed over while it is being asked for', async () => {
    const gate = fake.control.hold('card.open')
    const opening = state().open(petr)
    fake.control.publish('card', 'expected', world.open(petr))
    expect(state().status).toBe('ready')
    gate.release()
    await opening
    expect(texts()).toContain('Is the cushion offer still on?')
  })

  it('facts of somebody else leave it alone', async () => {
    await state().open(petr)
    const before = state().timeline
    fake.control.receive('cv-c-alsu' as ConversationId, 'not here')
    expect(state().timeline).toBe(before)
  })

  it('linking joins both histories; unlinking gives both back exactly', async () => {
    const alone = createPersonStore(fake.bridge)
    await alone.getState().open(stranger)
    const before = timelineItems(alone.getState().timeline)
    alone.getState().close()

    await state().open(petr)
    const mine = timelineItems(state().timeline)
    const linkId = newId<LinkId>()
    await fake.bridge.card.link({ linkId, contactId: petr, withContactId: stranger, why: 'same voice' })
    await settled()
    expect(state().members).toContain(stranger)
    expect(texts()).toContain('Hello, the fridge is humming')

    await fake.bridge.card.unlink({ linkId })
    await settled()
    expect(timelineItems(state().timeline)).toEqual(mine)
    await state().open(stranger)
    expect(timelineItems(state().timeline)).toEqual(before)
  })

  it('marks what was not seen yet, until it is answered', async () => {
    await state().open(petr)
    const since = state().newSince
    expect(since).toBeDefined()
    const fresh = timelineItems(state().timeline).filter((i) => i.kind === 'message' && i.at >= (since ?? 0))
    expect(fresh).toHaveLength(2)
    state().answered()
    expect(state().newSince).toBeUndefined()
  })

  it('older pages go before what is there, and a failure says so and can be repeated', async () => {
    world = makeSeed('long', 'en')
    fake = makeFakeBridge(world)
    store = createPersonStore(fake.bridge)
    await state().open(petr)
    const first = timelineItems(state().timeline).length
    fake.control.failNext('card.older', 'HUB_TIMEOUT')
    await state().loadOlder()
    expect(state().olderCode).toBe('HUB_TIMEOUT')
    await state().loadOlder()
    expect(state().olderCode).toBeUndefined()
    expect(timelineItems(state().timeline).length).toBeGreaterThan(first)
    while (state().older) await state().loadOlder()
    expect(timelineItems(state().timeline)[0]?.at).toBe(
      Math.min(...timelineItems(state().timeline).map((i) => i.at)),
    )
  })

  it('a card that cannot be had says why, and opens when asked again', async () => {
    fake.control.failNext('card.open', 'HUB_OFFLINE')
    await state().open(petr)
    expect([state().status, state().code]).toEqual(['failed', 'HUB_OFFLINE'])
    await state().retry()
    expect(state().status).toBe('ready')
  })
})

const settled = async () => {
  for (let i = 0; i < 20; i++) await Promise.resolve()
}

describe('the way back in time', () => {
  it('reaches a moment long ago in a few pages, also while a page is on its way', async () => {
    world = makeSeed('long', 'en')
    fake = makeFakeBridge(world)
    store = createPersonStore(fake.bridge)
    const [contactId, facts] =
      [...Map.groupBy(world.log, (e) => e.contactId)].sort((a, b) => b[1].length - a[1].length)[0] ?? []
    if (!contactId || !facts) throw new Error('nobody has a history')
    await state().open(contactId)
    expect(state().older).toBeDefined()
    const page = state().loadOlder()
    await state().reach(Math.min(...facts.map((e) => e.occurredAt)))
    await page
    expect(state().older).toBeUndefined()
    expect(fake.control.asked.filter((a) => a.name === 'card.older').length).toBeLessThan(5)
  })

  it('has a line where it was last looked at when nothing is unread, but none for own words', async () => {
    await state().open(stranger)
    state().answered()
    const last = Math.max(...timelineItems(state().timeline).map((item) => item.at))
    state().lookedUntil(last, 'o-anna')
    expect(state().newSince).toBeUndefined()
    state().lookedUntil(0, undefined)
    const since = state().newSince
    expect(since).toBeDefined()
    state().lookedUntil(last, undefined)
    expect(state().newSince).toBe(since)
  })
})
