import { afterEach, describe, expect, test } from 'vitest'
import { CodedError } from '../../shared/lib/result.ts'
import { until } from '../testing/fake-hub.ts'
import { closeDesks, type DeskOptions, phoneDesk } from './testing/desk.ts'

afterEach(closeDesks)

/** A customer is talked to; `ask` begins the transfer, and the network says that they are on hold. */
async function customer(o: DeskOptions = {}) {
  const desk = await phoneDesk(o)
  const { softphone, stack, talk, call, world } = desk
  await talk('c1')
  const begin = async (mode: 'consult' | 'blind', target = '102') => {
    expect(softphone.transfer('c1', { target, mode, name: 'Boris' })).toMatchObject({ ok: true })
    await until(() => stack.done.includes('hold c1 on'))
    stack.emit({ type: 'held', callId: 'c1', held: true })
    return softphone.calls.find((c) => c.parentId === 'c1')?.callId ?? ''
  }
  const state = () => call('c1')?.transfer?.state
  const answered = (callId: string) => stack.emit({ type: 'accepted', callId, mediaId: 'm' })
  const back = async () => {
    await until(() => stack.done.includes('hold c1 off'))
    stack.emit({ type: 'held', callId: 'c1', held: false })
  }
  const reported = (what: string) => world.reports.filter((r) => r.what === what)
  return { ...desk, begin, state, answered, back, reported }
}

describe('a transfer without asking', () => {
  test('joins the two the moment the target answers, and is told as a fact before the call ends', async () => {
    const { begin, answered, stack, state, reported, call, world } = await customer()
    const leg = await begin('blind')
    await until(() => stack.done.includes('dial 102'))
    stack.emit({ type: 'progress', callId: leg, status: 180 })
    expect(state()).toBe('ringing')
    answered(leg)
    await until(() => stack.done.includes(`transferTo c1 ${leg}`))
    // The operator's room is not heard by somebody who has not been asked.
    await until(() => world.sound.includes(`mute ${leg} true`))
    stack.emit({ type: 'transfer', callId: 'c1', state: 'trying' })
    expect(state()).toBe('joining')
    stack.emit({ type: 'transfer', callId: 'c1', state: 'done' })
    await until(() => reported('transferred').length)
    expect(reported('transferred')).toMatchObject([{ callId: 'c1', mode: 'blind', target: 'Boris' }])
    expect(call('c1')).toMatchObject({ phase: 'ended', after: 'wrap-up' })
    expect(call(leg)).toMatchObject({ phase: 'ended', after: 'none' })
  })

  test('is pulled back while it rings: the target is given up, and the customer is heard again', async () => {
    const { softphone, begin, stack, state, call, back, reported } = await customer()
    const leg = await begin('blind')
    stack.emit({ type: 'progress', callId: leg, status: 180 })
    softphone.pullBack('c1')
    await until(() => stack.done.includes(`hangup ${leg}`))
    await back()
    expect(call('c1')).toMatchObject({ phase: 'connected', held: false })
    expect(state()).toBe('back')
    stack.emit({ type: 'accepted', callId: leg, mediaId: 'm' })
    expect(stack.done.some((d) => d.startsWith('transferTo'))).toBe(false)
    expect(reported('transferred')).toEqual([])
  })

  test.each([
    [486, 'CALL_BUSY'],
    [603, 'CALL_DECLINED'],
    [408, 'CALL_NO_ANSWER'],
    [480, 'CALL_UNAVAILABLE'],
    [404, 'CALL_WRONG_NUMBER'],
  ])('to somebody who answers %i gives the customer back with %s', async (status, failure) => {
    const { begin, stack, call, world, back } = await customer()
    const leg = await begin('blind')
    stack.emit({ type: 'failed', callId: leg, status, reason: '' })
    await back()
    expect(call('c1')).toMatchObject({ phase: 'connected', transfer: { state: 'back', failure } })
    expect(world.troubles).toContain(failure)
  })

  test('whose hold is refused leaves the customer where they are', async () => {
    const { softphone, stack, call, world } = await customer()
    softphone.transfer('c1', { target: '102', mode: 'blind' })
    await until(() => stack.done.includes('hold c1 on'))
    stack.emit({ type: 'hold-failed', callId: 'c1' })
    expect(call('c1')).toMatchObject({ phase: 'connected', held: false, transfer: { state: 'back' } })
    expect(world.troubles).toContain('CALL_HOLD_FAILED')
    expect(softphone.calls).toHaveLength(1)
  })

  test('whose customer hangs up while the target rings does not ring on', async () => {
    const { begin, stack, call } = await customer()
    const leg = await begin('blind')
    stack.emit({ type: 'ended', callId: 'c1', by: 'remote' })
    await until(() => stack.done.includes(`hangup ${leg}`))
    expect(call('c1')).toMatchObject({ cause: 'caller-hangup', after: 'wrap-up' })
  })

  test('that the server is to make itself is asked for at once, and comes back with its refusal', async () => {
    const { begin, stack, call, back, world } = await customer({ profile: { transferBy: 'refer' } })
    await begin('blind')
    await until(() => stack.done.includes('transfer c1 102'))
    expect(stack.done.some((d) => d.startsWith('dial'))).toBe(false)
    stack.emit({ type: 'transfer', callId: 'c1', state: 'failed', status: 486 })
    await back()
    expect(call('c1')?.transfer).toMatchObject({ state: 'back', failure: 'CALL_TRANSFER_FAILED' })
    expect(world.troubles).toContain('CALL_TRANSFER_FAILED')
  })
})

describe('a server that refuses REFER', () => {
  test.each(['at once', 'later'])('%s: the console joins the two itself and says so', async (when) => {
    const { begin, answered, stack, state, world, call, reported } = await customer()
    const leg = await begin('blind')
    if (when === 'at once') stack.failNext = new CodedError('CALL_TRANSFER_FAILED')
    answered(leg)
    if (when === 'later') {
      await until(() => stack.done.includes(`transferTo c1 ${leg}`))
      stack.emit({ type: 'transfer', callId: 'c1', state: 'failed', status: 501 })
    }
    await until(() => world.sound.includes(`bridge c1+${leg} two`))
    await until(() => stack.done.includes('hold c1 off'))
    stack.emit({ type: 'held', callId: 'c1', held: false })
    await until(() => reported('transferred').length)
    expect(state()).toBe('relayed')
    expect(call('c1')?.joined).toEqual({ group: 'c1', relay: true })
    stack.emit({ type: 'ended', callId: leg, by: 'remote' })
    await until(() => stack.done.includes('hangup c1'))
    expect(call('c1')).toMatchObject({ phase: 'ended', after: 'wrap-up' })
  })

  test('and a media window that cannot join them gives the customer back', async () => {
    const { begin, answered, stack, world, call } = await customer()
    world.bridgeFails = true
    const leg = await begin('blind')
    answered(leg)
    await until(() => stack.done.includes(`transferTo c1 ${leg}`))
    stack.emit({ type: 'transfer', callId: 'c1', state: 'failed' })
    await until(() => world.troubles.includes('CALL_TRANSFER_FAILED'))
    await until(() => stack.done.includes(`hangup ${leg}`))
    expect(call('c1')).toMatchObject({ phase: 'connected' })
  })

  test('has no say in what the operator does meanwhile: another call is answered, and nobody is put on hold', async () => {
    const { softphone, begin, answered, stack, ring, call, world } = await customer()
    const leg = await begin('blind')
    answered(leg)
    await until(() => stack.done.includes(`transferTo c1 ${leg}`))
    stack.emit({ type: 'transfer', callId: 'c1', state: 'failed' })
    stack.emit({ type: 'held', callId: 'c1', held: false })
    await until(() => call('c1')?.joined?.relay)
    stack.done.length = 0
    ring('c2')
    // Nobody is being talked to: it rings aloud, not as a knock in the ear.
    expect(world.sound.at(-1)).toBe('call on')
    softphone.answer('c2')
    expect(stack.done).toEqual(['answer c2'])
  })
})

describe('a transfer with asking', () => {
  test('waits for the word, and can be swapped meanwhile', async () => {
    const { softphone, begin, answered, stack, state, call } = await customer()
    const leg = await begin('consult')
    answered(leg)
    expect(state()).toBe('talking')
    softphone.hold('c1', false)
    await until(() => stack.done.includes(`hold ${leg} on`))
    stack.emit({ type: 'held', callId: leg, held: true })
    stack.emit({ type: 'held', callId: 'c1', held: false })
    expect(state()).toBe('talking')
    softphone.completeTransfer('c1')
    await until(() => stack.done.includes(`transferTo c1 ${leg}`))
    stack.emit({ type: 'ended', callId: leg, by: 'remote' })
    expect(call('c1')).toMatchObject({ phase: 'ended', transfer: { state: 'done' } })
  })

  test('becomes a conference, and out of that a transfer again', async () => {
    const { softphone, begin, answered, stack, world, call, reported, state } = await customer()
    const leg = await begin('consult')
    answered(leg)
    const merged = softphone.merge(['c1', leg])
    await until(() => stack.done.includes('hold c1 off'))
    stack.emit({ type: 'held', callId: 'c1', held: false })
    expect(await merged).toMatchObject({ ok: true })
    expect(world.sound).toContain(`bridge c1+${leg} three`)
    expect(call(leg)?.joined).toEqual(call('c1')?.joined)
    expect(reported('joined')).toMatchObject([
      { callId: 'c1', withCalls: [{ callId: leg, remote: 'Boris' }] },
    ])
    expect(state()).toBe('done')
    softphone.completeTransfer('c1')
    await until(() => stack.done.includes(`transferTo c1 ${leg}`))
    stack.emit({ type: 'transfer', callId: 'c1', state: 'done' })
    await until(() => reported('transferred').length)
    expect(reported('transferred')).toMatchObject([{ callId: 'c1', mode: 'consult', target: 'Boris' }])
  })
})

describe('a conference', () => {
  test('that one leaves is an ordinary call again', async () => {
    const { softphone, stack, ring, talk, world, call } = await phoneDesk()
    await talk('c1')
    ring('c2', { user: '+48500000002' })
    softphone.answer('c2')
    stack.emit({ type: 'held', callId: 'c1', held: true })
    stack.emit({ type: 'accepted', callId: 'c2', mediaId: 'm2' })
    const merged = softphone.merge(['c1', 'c2'])
    stack.emit({ type: 'held', callId: 'c1', held: false })
    expect(await merged).toMatchObject({ ok: true })
    stack.emit({ type: 'ended', callId: 'c2', by: 'remote' })
    await until(() => world.sound.includes('bridge c1 off'))
    expect(call('c1')).toMatchObject({ phase: 'connected' })
    expect(call('c1')?.joined).toBeUndefined()
  })

  test('that cannot be made leaves the calls apart, and says so', async () => {
    const { softphone, stack, talk, world, call, ring } = await phoneDesk()
    await talk('c1')
    ring('c2')
    expect(await softphone.merge(['c1', 'c2'])).toMatchObject({ code: 'CALL_NOT_FOUND' })
    softphone.answer('c2')
    stack.emit({ type: 'held', callId: 'c1', held: true })
    stack.emit({ type: 'accepted', callId: 'c2', mediaId: 'm2' })
    world.bridgeFails = true
    const merged = softphone.merge(['c1', 'c2'])
    stack.emit({ type: 'held', callId: 'c1', held: false })
    expect(await merged).toMatchObject({ ok: false, code: 'ENGINE_GONE' })
    expect(call('c1')?.joined).toBeUndefined()
  })

  test('is put together again when the media window is new', async () => {
    const { softphone, stack, talk, world, ring } = await phoneDesk()
    await talk('c1')
    ring('c2')
    softphone.answer('c2')
    stack.emit({ type: 'held', callId: 'c1', held: true })
    stack.emit({ type: 'accepted', callId: 'c2', mediaId: 'm2' })
    const merged = softphone.merge(['c1', 'c2'])
    stack.emit({ type: 'held', callId: 'c1', held: false })
    await merged
    world.sound.length = 0
    // The calls' sound is not there yet when the window says that it is.
    world.bridgeFails = true
    softphone.soundIsBack()
    await new Promise((done) => setTimeout(done, 20))
    world.bridgeFails = false
    await until(() => world.sound.includes('bridge c1+c2 three'))
  })
})

describe('a customer who is passed on to this console', () => {
  test('is known from the call that they come from, not from the colleague’s number', async () => {
    const { ring, call, world } = await phoneDesk({ people: [] })
    ring('leg', { user: '101', headers: { 'x-kommutator-parent': 'c-parent' } })
    await until(() => call('leg')?.contactId)
    expect(world.reports[0]).toMatchObject({ what: 'offered', parentId: 'c-parent' })
    expect(call('leg')).toMatchObject({ identifiedBy: 'transfer', remoteName: 'Anna Kowalska' })
  })

  test('takes the colleague’s place in the talk without ringing, and needs one outcome', async () => {
    const { stack, talk, ring, call, world } = await phoneDesk()
    await talk('leg', { user: '101', headers: { 'x-kommutator-parent': 'c-parent' } })
    await until(() => call('leg')?.contactId)
    world.sound.length = 0
    ring('c9', { user: 'visitor-1', replaces: 'leg' })
    stack.emit({ type: 'accepted', callId: 'c9', mediaId: 'm9' })
    stack.emit({ type: 'replaced', callId: 'leg', by: 'c9' })
    stack.emit({ type: 'ended', callId: 'leg', by: 'remote' })
    expect(call('c9')).toMatchObject({
      phase: 'connected',
      parentId: 'c-parent',
      contactId: 'c-new',
      remoteName: 'Anna Kowalska',
    })
    expect(call('leg')).toMatchObject({ phase: 'ended', after: 'done' })
    expect(world.sound).not.toContain('call on')
    stack.emit({ type: 'ended', callId: 'c9', by: 'remote' })
    expect(call('c9')).toMatchObject({ after: 'wrap-up' })
  })
})
