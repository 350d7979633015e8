import { afterEach, describe, expect, test, vi } from 'vitest'
import { defaultNotices, type Notice, type NoticeSettings, type Quiet } from '../../shared/notices/notice.ts'
import { createNoticeCentre, type NewNotice, REPEAT_MS } from './centre.ts'

const at = 1_700_000_000_000

function centre(o: { settings?: Partial<NoticeSettings>; kept?: Notice[] } = {}) {
  const state = {
    focused: false,
    quiet: undefined as Quiet | undefined,
    shown: new Map<string, Notice>(),
    heard: [] as string[],
    went: [] as unknown[],
    written: o.kept ?? [],
  }
  const write = (list: Notice[]) => {
    state.written = list
  }
  const made = createNoticeCentre({
    settings: () => ({ ...defaultNotices, ...o.settings }),
    quiet: () => state.quiet,
    inFront: () => (state.focused ? 'main' : undefined),
    show: (notice) => void state.shown.set(notice.noticeId, notice),
    hide: (noticeId) => void state.shown.delete(noticeId),
    play: (sound) => void state.heard.push(sound),
    onChange: () => {},
    onGo: (place) => void state.went.push(place),
    file: { read: () => state.written, write },
    now: () => at,
  })
  return { centre: made, state }
}

const said = (text: string, change: Partial<NewNotice> = {}) =>
  ({
    ...{ noticeId: 'message:cv-1', kind: 'message', at, itemAt: at, name: 'Petr', text },
    ...{ conversationId: 'cv-1', contactId: 'c-1', channel: 'telegram' },
    ...change,
  }) as NewNotice
const offer = (id = 'cv-2') =>
  said('', { noticeId: `offer:${id}`, kind: 'offer', conversationId: id as never })

afterEach(() => vi.useRealTimers())

describe('the notice centre', () => {
  test('shows, sounds and keeps words to me; more words are the same notice, from the first of them on', () => {
    const { centre: c, state } = centre()
    c.tell(said('Hello'))
    c.tell(said('Are you there?', { itemAt: at + 9 }))
    expect(state.heard).toEqual(['glass', 'glass'])
    expect(c.list).toMatchObject([{ text: 'Are you there?', count: 2, itemAt: at, state: 'new' }])
    expect(state.shown.size).toBe(1)
    expect(state.written).toEqual(c.list)
  })

  test('does not tell what is being looked at, and tells it when another window is in front', () => {
    const { centre: c, state } = centre()
    c.viewing('main', ['cv-1'])
    state.focused = true
    c.tell(said('Hello'))
    expect([c.list.length, state.shown.size]).toEqual([0, 0])
    c.tell(said('Other', { noticeId: 'message:cv-9', conversationId: 'cv-9' as never }))
    expect(state.shown.size).toBe(1)
    state.focused = false
    c.tell(said('Hello again'))
    expect(state.shown.size).toBe(2)
  })

  test('has words seen once their conversation is on screen in front, and takes the notification away', () => {
    const { centre: c, state } = centre()
    c.tell(said('Hello'))
    c.viewing('main', ['cv-1'])
    expect(c.list[0]?.state).toBe('new')
    state.focused = true
    c.focused()
    expect(c.list[0]?.state).toBe('seen')
    expect(state.shown.size).toBe(0)
    state.focused = false
    c.tell(said('Once more'))
    expect(c.list).toMatchObject([{ count: 1, state: 'new', text: 'Once more' }])
  })

  test('keeps an offer on screen until it is dealt with, and sounds again until then', () => {
    vi.useFakeTimers()
    const { centre: c, state } = centre()
    c.tell(offer())
    c.tell(offer())
    vi.advanceTimersByTime(REPEAT_MS * 3)
    expect(state.heard).toHaveLength(4)
    c.settle(({ kind }) => kind === 'offer')
    vi.advanceTimersByTime(REPEAT_MS * 3)
    expect(state.heard).toHaveLength(4)
    expect(state.shown.size).toBe(0)
    expect(c.list).toMatchObject([{ kind: 'offer', state: 'seen' }])
  })

  test('does not sound again where that is not wanted', () => {
    vi.useFakeTimers()
    const { centre: c, state } = centre({ settings: { repeatOffers: false } })
    c.tell(offer())
    vi.advanceTimersByTime(REPEAT_MS * 3)
    expect(state.heard).toHaveLength(1)
  })

  test('is quiet while one is not to be disturbed, but for what is let through; nothing is lost', () => {
    const { centre: c, state } = centre({ settings: { through: ['offer'] } })
    state.quiet = { until: at + 1000 }
    c.tell(said('Hello'))
    c.tell(offer())
    expect([...state.shown.keys()]).toEqual(['offer:cv-2'])
    expect(state.heard).toEqual(['glass'])
    expect(c.list).toHaveLength(2)
    state.quiet = { until: at - 1 }
    c.tell(said('Hello again'))
    expect(state.shown.size).toBe(2)
  })

  test('goes by the channel: one that is off is only kept, one without a sound is only shown', () => {
    const { centre: c, state } = centre({
      settings: { channels: { telegram: { on: false, sound: 'bell' }, email: { on: true, sound: 'none' } } },
    })
    c.tell(said('Hello'))
    c.tell(said('Letter', { noticeId: 'message:cv-3', channel: 'email', conversationId: 'cv-3' as never }))
    expect([...state.shown.keys()]).toEqual(['message:cv-3'])
    expect(state.heard).toEqual([])
    expect(c.list).toHaveLength(2)
  })

  test('leads to the right place, also when no page was there to hear of it', () => {
    const { centre: c, state } = centre()
    c.tell(said('Hello'))
    c.open('message:cv-1')
    expect(state.went).toMatchObject([{ contactId: 'c-1', conversationId: 'cv-1', itemAt: at }])
    expect(c.list[0]?.state).toBe('seen')
    const { place } = c
    expect(place).toEqual(state.went[0])
    c.arrived('another')
    expect(c.place).toBe(place)
    c.arrived(place?.placeId ?? '')
    expect(c.place).toBeUndefined()
  })

  test('has what was told before the program was started, but no offer of then', () => {
    const before = { ...said('Hello'), state: 'new', count: 1 } as Notice
    const old = { ...before, noticeId: 'message:cv-8', at: at - 8 * 86_400_000 }
    const { centre: c, state } = centre({ kept: [before, { ...offer(), state: 'new', count: 1 }, old] })
    c.load()
    expect(c.list.map(({ noticeId, state }) => `${noticeId} ${state}`).sort()).toEqual([
      'message:cv-1 new',
      'offer:cv-2 seen',
    ])
    expect(state.shown.size).toBe(0)
    c.forget()
    expect(c.list).toEqual([])
  })
})
