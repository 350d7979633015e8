import { beforeEach, describe, expect, test } from 'vitest'
import { ok } from '../../shared/lib/result.ts'
import { type Call, incomingCall } from '../../shared/softphone/call.ts'
import { createControls } from './controls.ts'

let calls: Call[]
let done: string[]
let clock = 0
const did = (what: string) => {
  done.push(what)
  return ok({})
}
const controls = () =>
  createControls(
    () => ({
      calls,
      answer: (id) => did(`answer ${id}`),
      decline: (id) => did(`decline ${id}`),
      hangup: (id) => did(`hangup ${id}`),
      hold: (id, on) => did(`hold ${id} ${on}`),
      mute: (id, on) => did(`mute ${id} ${on}`),
      pauseRecording: (id, on) => did(`pause ${id} ${on}`),
    }),
    () => clock,
  )
const call = (callId: string, o: Partial<Call> = {}) =>
  incomingCall({ callId: callId as Call['callId'], remote: '101', offeredAt: 1, ...o })
const talks = (id: string, o: Partial<Call> = {}) => call(id, { phase: 'connected', answeredAt: 2, ...o })

beforeEach(() => {
  calls = []
  done = []
  clock = 10_000
})

describe('the buttons of the phone', () => {
  test('do nothing without a call, and say so', () => {
    const c = controls()
    for (const press of [c.answer, c.hangup, c.reject, c.toggleHold, c.toggleMute, c.togglePause])
      expect(press()).toMatchObject({ ok: false, code: 'CALL_NOT_FOUND' })
    expect(done).toEqual([])
  })

  test('answer what rings longest, also while another is talked to, but not while one is being placed', () => {
    calls = [call('b', { offeredAt: 5 }), call('a', { offeredAt: 2 })]
    controls().answer()
    calls = [talks('t'), call('a')]
    controls().answer()
    calls = [call('d', { phase: 'dialing', direction: 'out' }), call('a')]
    expect(controls().answer().ok).toBe(false)
    expect(done).toEqual(['answer a', 'answer a'])
  })

  test('hang up the call in front and leave the one that rings; rejecting is the other way round', () => {
    calls = [talks('t'), call('a')]
    controls().hangup()
    controls().reject()
    expect(done).toEqual(['hangup t', 'decline a'])
  })

  test('meant for a call that has just ended decline nobody', () => {
    const c = controls()
    calls = [talks('t'), call('a')]
    c.follow(calls)
    calls = [talks('t', { phase: 'ended', after: 'wrap-up' }), call('a')]
    c.follow(calls)
    clock += 300
    c.hangup()
    expect(done).toEqual([])
    clock += 1000
    c.hangup()
    expect(done).toEqual(['decline a'])
  })

  test('mute and hold the call in front, and bring back the one that waits', () => {
    calls = [talks('t')]
    controls().toggleMute()
    controls().toggleHold()
    calls = [talks('t', { muted: true })]
    controls().toggleMute()
    calls = [talks('t', { held: true, heldAt: 3 })]
    controls().toggleHold()
    expect(done).toEqual(['mute t true', 'hold t true', 'mute t false', 'hold t false'])
  })

  test('keep what is said in the call in front out of its recording, and let it go on', () => {
    calls = [talks('t', { recording: 'on' }), talks('waits', { held: true, heldAt: 3, recording: 'on' })]
    controls().togglePause()
    calls = [talks('t', { recording: 'paused' })]
    controls().togglePause()
    expect(done).toEqual(['pause t true', 'pause t false'])
  })
})
