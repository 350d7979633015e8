import { afterEach, describe, expect, test, vi } from 'vitest'
import type { ContactId } from '../../shared/lib/ids.ts'
import { fail, ok } from '../../shared/lib/result.ts'
import { defaultProfile, type LineProfile } from '../../shared/softphone/line.ts'
import { until } from '../testing/fake-hub.ts'
import type { FakeStack } from '../testing/fake-stack.ts'
import { closeDesks, type DeskOptions, demoLine, phoneDesk } from './testing/desk.ts'

afterEach(async () => {
  await closeDesks()
  vi.useRealTimers()
})

/** A console with its main line and one of a brand. */
async function twoLines(brand: Partial<LineProfile> = {}, o: DeskOptions = {}) {
  const desk = await phoneDesk(o)
  const { softphone, world, profile } = desk
  const shop = { ...defaultProfile('shop'), name: 'Shop', ...brand }
  const account = { ...demoLine.account, user: '900' }
  const setups = [
    { profile, chosen: ok(demoLine) },
    { profile: shop, chosen: ok({ account, demo: false }) },
  ]
  await softphone.takeLines(setups)
  const second = world.stacks[1] as FakeStack
  second.emit({ type: 'line', line: { state: 'registered' } })
  return { ...desk, shop, second, setups }
}

describe('several lines', () => {
  test('stand side by side, each registered by itself, and one that fails is said to be that one', async () => {
    const { softphone, second } = await twoLines()
    expect(softphone.lines.map(({ lineId, state, user }) => [lineId, state, user])).toEqual([
      ['main', 'registered', '101'],
      ['shop', 'registered', '900'],
    ])
    second.emit({ type: 'line', line: { state: 'refused', code: 'LINE_WRONG_PASSWORD' } })
    expect(softphone.lines[1]).toMatchObject({ state: 'refused', code: 'LINE_WRONG_PASSWORD' })
    expect(softphone.lines[0]).toMatchObject({ state: 'registered' })
  })

  test('a call is answered, held and ended on the line that it came in on', async () => {
    const { softphone, stack, second, talk, call } = await twoLines()
    await talk('c1', { on: second, toUser: '900' })
    expect(call('c1')).toMatchObject({ lineId: 'shop', line: 'Shop' })
    softphone.hold('c1', true)
    softphone.hangup('c1')
    expect(second.done).toEqual(['answer c1', 'hold c1 on', 'hangup c1'])
    expect(stack.done).toEqual([])
  })

  test('a link that is lost takes only its own calls with it', async () => {
    const { second, talk, call } = await twoLines()
    await talk('c1')
    await talk('c2', { on: second })
    second.emit({ type: 'line', line: { state: 'offline' } })
    expect([call('c1')?.linked, call('c2')?.linked]).toEqual([true, false])
  })

  test('is dialled from the one that is chosen, then from the one used last, and shows a number of that line only', async () => {
    const { softphone, stack, second } = await twoLines({ callerIds: ['+78000000001', '+78000000002'] })
    const dial = async (ask: { lineId?: string; callerId?: string } = {}) => {
      const placed = await softphone.dial({ target: '8 900 000-00-01', ...ask })
      if (placed.ok) softphone.hangup(placed.value.callId)
      return placed.ok ? 'placed' : placed.code
    }
    expect(await dial()).toBe('placed')
    expect(stack.done.filter((d) => d.startsWith('dial'))).toHaveLength(1)
    expect(await dial({ lineId: 'shop', callerId: '+78000000002' })).toBe('placed')
    expect(await dial()).toBe('placed')
    expect(second.done.filter((d) => d.startsWith('dial'))).toHaveLength(2)
    expect(await dial({ lineId: 'shop', callerId: '+70000000000' })).toBe('CALLER_ID_UNKNOWN')
    expect(await dial({ lineId: 'none' })).toBe('LINE_OFF')
  })

  test('a customer of a queue is called from the line of that queue', async () => {
    const { softphone, stack, second } = await twoLines({ queueIds: ['q-shop'] })
    await softphone.dial({ target: '8 900 000-00-01', contactId: 'c-shop' as ContactId })
    expect(stack.done).toEqual([])
    expect(second.done).toEqual(['dial +79000000001'])
  })

  test('a line that is removed is let go at once, and one with a call once that is over', async () => {
    const { softphone, second, talk, setups } = await twoLines()
    await talk('c1', { on: second })
    await softphone.takeLines(setups.slice(0, 1))
    expect(second.stopped).toBe(false)
    second.emit({ type: 'ended', callId: 'c1', by: 'remote' })
    await until(() => second.stopped)
    expect(softphone.lines.map((l) => l.lineId)).toEqual(['main'])
  })

  test('calls on two lines go into one conference, and a transfer between them runs through the console', async () => {
    const { softphone, stack, second, talk, world } = await twoLines()
    await talk('c1')
    await talk('c2', { on: second })
    stack.emit({ type: 'held', callId: 'c1', held: true })
    const merged = softphone.merge(['c1', 'c2'])
    stack.emit({ type: 'held', callId: 'c1', held: false })
    expect(await merged).toMatchObject({ ok: true })
    expect(world.sound).toContain('bridge c1+c2 three')
  })

  test('ten calls at once are one console’s; the eleventh hears busy', async () => {
    const { softphone, stack, talk, ring } = await phoneDesk({ recording: false })
    for (let i = 0; i < 10; i++) {
      await talk(`c${i}`)
      for (const call of softphone.calls)
        if (call.holdPending) stack.emit({ type: 'held', callId: call.callId, held: true })
    }
    expect(softphone.calls.filter((c) => c.phase === 'connected')).toHaveLength(10)
    expect(softphone.calls.filter((c) => !c.held)).toHaveLength(1)
    ring('c10')
    await until(() => stack.done.includes('reject c10 486'))
    expect(await softphone.dial({ target: '102' })).toMatchObject({ code: 'CALL_TOO_MANY' })
  })
})

describe('who does not want to be disturbed', () => {
  test('is rung all the same on a line that says so', async () => {
    const { second, stack, ring, call } = await twoLines({ ringsInDnd: true }, { presence: 'busy' })
    ring('c1', { on: second })
    ring('c2')
    await until(() => call('c1'))
    await until(() => stack.done.includes('reject c2 486'))
    expect(call('c1')?.phase).toBe('offered')
  })

  test('a second call does not ring where call waiting is off', async () => {
    const { stack, talk, ring } = await phoneDesk({ profile: { callWaiting: false } })
    await talk('c1')
    ring('c2')
    await until(() => stack.done.includes('reject c2 486'))
  })

  test('an operator may let a caller hear busy', async () => {
    const { softphone, stack, ring } = await phoneDesk()
    ring('c1')
    softphone.decline('c1', 'busy')
    expect(stack.done).toEqual(['reject c1 486'])
  })
})

describe('a line that answers by itself', () => {
  const auto = { when: 'always', seconds: 2, tone: true } as const
  test('counts down, gives a tone, and answers', async () => {
    const { ring, call, stack, world } = await phoneDesk({ profile: { autoAnswer: auto } })
    vi.useFakeTimers()
    ring('c1')
    await vi.advanceTimersByTimeAsync(100)
    expect(call('c1')).toMatchObject({ phase: 'offered', answersAt: world.now + 2000 })
    await vi.advanceTimersByTimeAsync(2000)
    expect(call('c1')?.phase).toBe('answering')
    expect(stack.done).toEqual(['answer c1'])
    expect(world.sound).toContain('taken on')
  })

  test('is stopped by a hand, and rings on', async () => {
    const { softphone, ring, call } = await phoneDesk({ profile: { autoAnswer: auto } })
    vi.useFakeTimers()
    ring('c1')
    softphone.stopAutoAnswer('c1')
    await vi.advanceTimersByTimeAsync(5000)
    expect(call('c1')?.phase).toBe('offered')
    expect(call('c1')).not.toHaveProperty('answersAt')
  })

  test('does not answer without a microphone, nor into a talk', async () => {
    const { ring, call, world, talk, softphone, stack } = await phoneDesk({ profile: { autoAnswer: auto } })
    world.microphone = false
    ring('c1')
    await until(() => call('c1'))
    expect(call('c1')).not.toHaveProperty('answersAt')
    world.microphone = true
    softphone.decline('c1')
    await talk('c2')
    vi.useFakeTimers()
    ring('c3')
    await vi.advanceTimersByTimeAsync(5000)
    expect(call('c3')?.phase).toBe('offered')
    expect(stack.done).not.toContain('answer c3')
  })

  test('only where the server asks for it', async () => {
    const { ring, call } = await phoneDesk({ profile: { autoAnswer: { ...auto, when: 'header' } } })
    ring('c1')
    ring('c2', { autoAnswer: { afterSeconds: 0 } })
    await until(() => call('c2')?.phase === 'answering')
    expect(call('c1')?.phase).toBe('offered')
  })
})

describe('dialling', () => {
  test('again calls whom was called last, from the same line', async () => {
    const { softphone, stack } = await phoneDesk()
    expect(await softphone.redial()).toMatchObject({ code: 'DIAL_NOTHING_YET' })
    const first = await softphone.dial({ target: '8 900 000-00-01' })
    if (first.ok) softphone.hangup(first.value.callId)
    await softphone.redial()
    expect(stack.done.filter((d) => d === 'dial +79000000001')).toHaveLength(2)
  })

  test('an extension is sent as tones once the call is answered', async () => {
    const { softphone, stack } = await phoneDesk()
    const placed = await softphone.dial({ target: '8 900 000-00-01 доб. 12' })
    if (!placed.ok) throw new Error(placed.code)
    const { callId } = placed.value
    expect(stack.done).toEqual(['dial +79000000001'])
    stack.emit({ type: 'accepted', callId, mediaId: 'm' })
    await until(() => stack.done.includes(`dtmf ${callId} ,12`))
  })

  test('shows what it will dial before it does, and refuses what is no number', async () => {
    const { softphone, stack } = await phoneDesk()
    expect(softphone.preview('tel:8-900-000-00-01')).toMatchObject({
      value: { dials: '+79000000001', text: '+7 900 000 00 01', lineId: 'main' },
    })
    expect(softphone.preview('javascript:alert(1)')).toMatchObject({ code: 'DIAL_INVALID' })
    expect(stack.done).toEqual([])
    await softphone.takeLines([{ profile: defaultProfile(), chosen: fail('LINE_OFF') }])
    expect(softphone.preview('102')).toMatchObject({ code: 'LINE_OFF' })
  })
})

test('a person chosen among several is the call’s, and the card that it made becomes theirs', async () => {
  const { softphone, ring, call, world } = await phoneDesk({ people: [] })
  ring('c1')
  await until(() => call('c1')?.contactId)
  softphone.identify('c1', 'c-oksana' as ContactId)
  expect(call('c1')).toMatchObject({ contactId: 'c-oksana', identifiedBy: 'chosen' })
  expect(world.chosen).toEqual(['c1 c-new c-oksana'])
  softphone.decline('c1')
  await until(() => world.reports.some((r) => r.what === 'declined'))
  expect(world.reports.at(-1)).toMatchObject({ contactId: 'c-oksana' })
})
