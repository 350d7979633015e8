import { beforeEach, describe, expect, test } from 'vitest'
import type { Preferences } from '../../shared/ipc/contract.ts'
import type { MiniView } from '../../shared/ipc/mini-contract.ts'
import type { ContactId } from '../../shared/lib/ids.ts'
import { fail, ok } from '../../shared/lib/result.ts'
import type { OpenedCard, PersonHit } from '../../shared/protocol/hub-protocol.ts'
import { type Call, incomingCall } from '../../shared/softphone/call.ts'
import { defaultSettings } from '../settings/schema.ts'
import { createMini, TYPING_MS } from './mini.ts'

let did: string[]
let told: MiniView[]
let clock: number
let focused: boolean
let preferences: Preferences
let people: PersonHit[]

beforeEach(() => {
  did = []
  told = []
  clock = 1_000_000
  focused = false
  preferences = { ...defaultSettings('en').preferences, mini: 'ringing' }
  people = []
})

const done = (what: string) => {
  did.push(what)
  return ok({})
}
const opened: OpenedCard = {
  personId: 'p1' as ContactId,
  contactIds: ['p1' as ContactId],
  cardEvents: [],
  events: [],
  position: 1,
} as unknown as OpenedCard

const desk = () =>
  createMini({
    window: {
      show: () => void did.push('show'),
      hide: () => void did.push('hide'),
      focus: () => void did.push('focus'),
      release: () => void did.push('release'),
      move: (dx, dy, end) => void did.push(`move ${dx} ${dy} ${end}`),
    },
    phone: {
      answer: (id) => done(`answer ${id}`),
      decline: (id) => done(`decline ${id}`),
      identify: (id, contactId) => done(`identify ${id} ${contactId}`),
      hangup: (id) => done(`hangup ${id}`),
      hold: (id, on) => done(`hold ${id} ${on}`),
      mute: (id, on) => done(`mute ${id} ${on}`),
    },
    snooze: (id) => {
      did.push(`snooze ${id}`)
      return ok({})
    },
    card: async (id) => (id === 'p1' ? ok(opened) : fail('NOT_FOUND')),
    whose: async () => people,
    company: () => undefined,
    preferences: () => preferences,
    clockOffset: () => 0,
    platform: 'linux',
    deskFocused: () => focused,
    showDesk: (contactId) => void did.push(`desk ${contactId ?? ''}`),
    publish: (_area, _name, view) => void told.push(view as MiniView),
    now: () => clock,
  })
const call = (callId: string, o: Partial<Call> = {}) =>
  incomingCall({ callId: callId as Call['callId'], remote: '+79000001234', offeredAt: 1, ...o })
const id = (callId: string) => ({ callId: callId as Call['callId'] })
const view = () => told.at(-1)
const acts = () => did.filter((what) => !/^(show|hide)$/.test(what))
const settled = async () => {
  for (let i = 0; i < 20; i++) await Promise.resolve()
}
const hit = (personId: string, name: string): PersonHit =>
  ({ personId, name, named: true, lastAt: 5 }) as unknown as PersonHit

describe('the small call window is shown', () => {
  test('while it rings and the operator works elsewhere, and goes when they come back', () => {
    const mini = desk()
    mini.follow([call('a')])
    expect(view()?.call).toMatchObject({ callId: 'a', phase: 'ringing' })
    expect(did.at(-1)).toBe('show')
    focused = true
    mini.settle()
    expect(did.at(-1)).toBe('hide')
    expect(mini.shown).toBe(false)
    focused = false
    mini.settle()
    expect(did.at(-1)).toBe('show')
    mini.follow([])
    expect(did.at(-1)).toBe('hide')
  })

  test('not over a call that is on, and never when it is not wanted', () => {
    const talks = call('t', { phase: 'connected', answeredAt: 2 })
    for (const calls of [[talks], [talks, call('a')]]) {
      desk().follow(calls)
      expect(did.at(-1)).toBe('hide')
    }
    preferences = { ...preferences, mini: 'off' }
    desk().follow([call('a')])
    expect(did).not.toContain('show')
  })

  test('during calls too, when the operator likes it', async () => {
    preferences = { ...preferences, mini: 'calls' }
    const mini = desk()
    mini.follow([call('t', { phase: 'connected', answeredAt: 2 })])
    expect(view()?.call).toMatchObject({ phase: 'talking', since: 2 })
    const { mute, hold, hangup, answer } = mini.handlers.mini
    await mute({ ...id('t'), on: true })
    await hold({ ...id('t'), on: true })
    await hangup(id('t'))
    mini.follow([call('a')])
    await answer({ ...id('a'), by: 'mouse' })
    // Whoever keeps calls in the small window stays where they work.
    expect(acts()).toEqual(['mute t true', 'hold t true', 'hangup t', 'answer a'])
  })
})

describe('nothing typed answers', () => {
  test('a key is refused until the keyboard was given on purpose, and after it has left', async () => {
    const mini = desk()
    const { answer } = mini.handlers.mini
    mini.follow([call('a')])
    const byKey = () => answer({ ...id('a'), by: 'key' })
    expect(await byKey()).toMatchObject({ ok: false, code: 'FORBIDDEN' })
    expect(mini.focusOnPurpose()).toBe(true)
    expect(view()?.armed).toBe(true)
    mini.blurred()
    expect(view()?.armed).toBe(false)
    expect((await byKey()).ok).toBe(false)
    await mini.handlers.mini.focus({})
    expect((await byKey()).ok).toBe(true)
    expect(acts()).toEqual(['focus', 'release', 'focus', 'answer a', 'desk '])
  })

  test('the keyboard stays with whoever has typed within the last second; the mouse works all the same', async () => {
    const mini = desk()
    mini.follow([call('a')])
    mini.keyDown()
    clock += TYPING_MS - 1
    expect(mini.focusOnPurpose()).toBe(false)
    expect(did).not.toContain('focus')
    expect((await mini.handlers.mini.answer({ ...id('a'), by: 'mouse' })).ok).toBe(true)
    clock += 1
    expect(mini.focusOnPurpose()).toBe(true)
  })

  test('what was given for one call is not given for the next', async () => {
    const mini = desk()
    mini.follow([call('a')])
    mini.focusOnPurpose()
    mini.follow([call('b')])
    expect(view()).toMatchObject({ armed: false, call: { callId: 'b' } })
    expect((await mini.handlers.mini.answer({ ...id('b'), by: 'key' })).ok).toBe(false)
  })

  test('only the call that is shown is acted on', async () => {
    const mini = desk()
    mini.follow([call('a'), call('b', { offeredAt: 2 })])
    const { answer, decline, snooze, hangup, open } = mini.handlers.mini
    for (const act of [decline, snooze, hangup, open])
      expect(await act(id('b'))).toMatchObject({ code: 'CALL_NOT_FOUND' })
    expect(await answer({ ...id('b'), by: 'mouse' })).toMatchObject({ code: 'CALL_NOT_FOUND' })
    expect(acts()).toEqual([])
    expect(mini.shown).toBe(true)
  })

  test('there is no keyboard to give while nothing is shown', () => {
    expect(desk().focusOnPurpose()).toBe(false)
  })
})

describe('who calls', () => {
  test('is told by their card, and the desk is shown with it when they are answered', async () => {
    const mini = desk()
    mini.follow([call('a', { contactId: 'p1' as ContactId, identifiedBy: 'number', remoteName: 'Petr' })])
    await settled()
    expect(view()?.call).toMatchObject({ name: 'Petr', inBase: true, attempt: 1, number: '+79000001234' })
    await mini.handlers.mini.answer({ ...id('a'), by: 'mouse' })
    expect(acts()).toEqual(['answer a', 'desk p1'])
  })

  test('is a choice where the number has several people, and answering works before it', async () => {
    people = [hit('p1', 'Oksana'), hit('p2', 'Roman')]
    const mini = desk()
    mini.follow([call('a')])
    await settled()
    expect(view()?.matches.map((m) => m.name)).toEqual(['Oksana', 'Roman'])
    const { choose } = mini.handlers.mini
    const pick = (personId: string, by: 'mouse' | 'key') =>
      choose({ ...id('a'), personId: personId as ContactId, by })
    expect(await pick('p2', 'key')).toMatchObject({ code: 'FORBIDDEN' })
    expect(await pick('p9', 'mouse')).toMatchObject({ code: 'NOT_FOUND' })
    await pick('p2', 'mouse')
    expect(view()).toMatchObject({ matches: [], call: { name: 'Roman', inBase: true } })
    await mini.handlers.mini.answer({ ...id('a'), by: 'mouse' })
    expect(acts()).toEqual(['identify a p2', 'answer a', 'desk p2'])
  })

  test('is the one person whom the number has', async () => {
    people = [hit('p1', 'Oksana')]
    const mini = desk()
    mini.follow([call('a')])
    await settled()
    expect(view()).toMatchObject({ matches: [], call: { name: 'Oksana', inBase: true } })
  })

  test('is a number when nobody knows it', async () => {
    const mini = desk()
    mini.follow([call('a')])
    await settled()
    expect(view()?.call).toMatchObject({ number: '+79000001234', inBase: false })
    expect(view()?.call).not.toHaveProperty('name')
  })
})
