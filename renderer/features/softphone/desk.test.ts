import { describe, expect, it } from 'vitest'
import { type Call, incomingCall } from '../../../shared/softphone/call.ts'
import {
  answerTarget,
  canTake,
  desk,
  hangupTarget,
  holdTarget,
  holdTone,
  popCall,
} from '../../../shared/softphone/desk.ts'
import { hear, isUnheard, silent } from './heard.ts'

const call = (callId: string, o: Partial<Call> = {}) =>
  incomingCall({ callId: callId as Call['callId'], remote: '+79000000001', offeredAt: 1, ...o })
const rings = (id: string, offeredAt = 1) => call(id, { offeredAt })
const talks = (id: string) => call(id, { phase: 'connected', answeredAt: 2 })
const waits = (id: string, heldAt = 3) => call(id, { phase: 'connected', answeredAt: 2, held: true, heldAt })
const over = (id: string) => call(id, { phase: 'ended', after: 'wrap-up' })

describe('the keys of the phone', () => {
  it('F12 answers what rings longest, and nothing that does not ring', () => {
    expect(answerTarget(desk([rings('b', 5), rings('a', 2)]))?.callId).toBe('a')
    for (const calls of [[], [talks('t')], [waits('h')], [over('o')]])
      expect(answerTarget(desk(calls))).toBeUndefined()
  })

  it('F10 ends the call in front before it declines another, and never one of two that wait', () => {
    expect(hangupTarget(desk([rings('r'), talks('t'), waits('h')]))?.callId).toBe('t')
    expect(hangupTarget(desk([rings('r'), waits('h')]))?.callId).toBe('r')
    expect(hangupTarget(desk([waits('h')]))?.callId).toBe('h')
    expect(hangupTarget(desk([waits('h'), waits('k')]))).toBeUndefined()
    expect(hangupTarget(desk([over('o')]))).toBeUndefined()
  })

  it('F6 holds the call in front, or brings back the one that has waited longest', () => {
    expect(holdTarget(desk([talks('t')]))).toMatchObject({ call: { callId: 't' }, on: true })
    expect(holdTarget(desk([talks('t'), waits('h', 9), waits('k', 4)]))).toMatchObject({
      call: { callId: 'k' },
      on: false,
    })
    expect(holdTarget(desk([call('d', { phase: 'dialing', direction: 'out' })]))).toBeUndefined()
  })

  it('the large card stands only while nobody is talked to', () => {
    expect(popCall(desk([rings('r')]))?.callId).toBe('r')
    expect(popCall(desk([rings('r'), talks('t')]))).toBeUndefined()
    expect(popCall(desk([rings('r'), waits('h')]))).toBeUndefined()
  })

  it('a second call is taken only when the first can be held', () => {
    expect(canTake(desk([rings('r'), talks('t')]))).toBe(true)
    expect(canTake(desk([rings('r'), call('d', { phase: 'alerting', direction: 'out' })]))).toBe(false)
  })

  it('a hold turns amber at a minute and red at a minute and a half', () => {
    expect([0, 59, 60, 89, 90].map(holdTone)).toEqual(['neutral', 'neutral', 'amber', 'amber', 'red'])
  })
})

describe('a muted operator', () => {
  const speak = (ms: number, level = 0.3, from = 1000) => {
    let state = silent
    for (let at = from; at <= from + ms; at += 125) state = hear(state, level, at)
    return state
  }
  it('who speaks for six seconds is told', () => {
    expect(isUnheard(speak(5500))).toBe(false)
    expect(isUnheard(speak(6000))).toBe(true)
  })
  it('is not told for breathing, nor for words that lie minutes apart', () => {
    expect(isUnheard(speak(60_000, 0.01))).toBe(false)
    let state = speak(4000)
    for (let at = 5125; at < 20_000; at += 125) state = hear(state, 0, at)
    expect(state).toEqual(silent)
  })
})
