import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { CallId } from '../../shared/lib/ids.ts'
import {
  type Call,
  type CallEffect,
  type CallEvent,
  incomingCall,
  reduceCall,
} from '../../shared/softphone/call.ts'
import { createPauses, type Pauses } from './recording-pauses.ts'

let calls: Call[]
let effects: CallEffect[]
let limits: string[]
let pauses: Pauses
/** Whether the recorder does what it is asked. */
let works: boolean

const talking = (callId: string, more: Partial<Call> = {}): Call => ({
  ...incomingCall({ callId: callId as CallId, remote: '+79000000001', offeredAt: 0 }),
  phase: 'connected',
  answeredAt: 0,
  recording: 'on',
  ...more,
})
const call = (callId: string) => calls.find((c) => c.callId === callId)

function dispatch(callId: string, event: CallEvent): void {
  const before = call(callId)
  if (!before) return
  const [after, done] = reduceCall(before, event, Date.now())
  calls = calls.map((c) => (c.callId === callId ? after : c))
  effects.push(...done)
  pauses.follow(calls)
  for (const effect of done) {
    if (!works) continue
    // As the softphone does it: what the recorder confirms comes later.
    if (effect.do === 'pause-recording') {
      const { reason, limitSeconds } = effect
      queueMicrotask(() => dispatch(callId, { type: 'recording-paused', reason, limitSeconds }))
    }
    if (effect.do === 'resume-recording')
      queueMicrotask(() => dispatch(callId, { type: 'recording-resumed', why: effect.why }))
  }
}
const settled = () => vi.advanceTimersByTimeAsync(0)
const reports = () => effects.flatMap((e) => (e.do === 'report' ? [`${e.what} ${e.why}`] : []))

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 })
  calls = [talking('c1')]
  effects = []
  limits = []
  works = true
  pauses = createPauses({
    calls: () => calls,
    limitSeconds: () => 60,
    dispatch,
    onLimit: (callId) => limits.push(callId),
    now: Date.now,
  })
})
afterEach(() => {
  pauses.dispose()
  vi.useRealTimers()
})

describe('a pause of the recording', () => {
  test('by hand lasts until it is ended by hand, and its length is told', async () => {
    expect(pauses.byHand('c1', true)).toEqual({ ok: true, value: {} })
    await settled()
    expect(call('c1')).toMatchObject({ recording: 'paused', recordingPause: { reason: 'operator' } })
    await vi.advanceTimersByTimeAsync(20_000)
    pauses.byHand('c1', false)
    await settled()
    expect(call('c1')).toMatchObject({ recording: 'on' })
    expect(call('c1')?.recordingPause).toBeUndefined()
    expect(reports()).toEqual(['recording-paused operator', 'recording-resumed operator'])
    expect(effects.find((e) => e.do === 'report' && e.what === 'recording-resumed')).toMatchObject({
      pausedSeconds: 20,
    })
  })

  test('ends by itself at the limit, and it is said', async () => {
    pauses.byHand('c1', true)
    await vi.advanceTimersByTimeAsync(59_000)
    expect(call('c1')?.recording).toBe('paused')
    await vi.advanceTimersByTimeAsync(2000)
    expect(call('c1')?.recording).toBe('on')
    expect(limits).toEqual(['c1'])
    expect(reports().at(-1)).toBe('recording-resumed limit')
  })

  test('begins with the focus of a payment field and ends with it', async () => {
    pauses.paymentField(true)
    await settled()
    expect(call('c1')).toMatchObject({ recording: 'paused', recordingPause: { reason: 'payment' } })
    pauses.paymentField(false)
    await settled()
    expect(call('c1')?.recording).toBe('on')
    expect(effects.filter((e) => e.do === 'pause-recording')).toHaveLength(1)
  })

  test('that the field asked for and left before it was there, ends at once', async () => {
    pauses.paymentField(true)
    pauses.paymentField(false)
    await settled()
    expect(call('c1')?.recording).toBe('on')
    expect(reports()).toEqual(['recording-paused payment', 'recording-resumed payment'])
  })

  test('by hand is not ended by a field that is left', async () => {
    pauses.byHand('c1', true)
    await settled()
    pauses.paymentField(true)
    pauses.paymentField(false)
    await settled()
    expect(call('c1')?.recording).toBe('paused')
  })

  test('of a field does not begin again after the limit or the operator ended it', async () => {
    pauses.paymentField(true)
    await vi.advanceTimersByTimeAsync(61_000)
    expect(call('c1')?.recording).toBe('on')
    await vi.advanceTimersByTimeAsync(5000)
    expect(call('c1')?.recording).toBe('on')
    pauses.paymentField(false)
    pauses.paymentField(true)
    await settled()
    expect(call('c1')?.recording).toBe('paused')
    pauses.byHand('c1', false)
    await settled()
    expect(call('c1')?.recording).toBe('on')
  })

  test('reaches a call that begins to be recorded while the field has the focus, not one on hold', async () => {
    calls = [talking('c1', { held: true })]
    pauses.paymentField(true)
    await settled()
    expect(call('c1')?.recording).toBe('on')
    calls = [...calls, talking('c2', { recording: 'off' })]
    dispatch('c2', { type: 'recording-started' })
    await settled()
    expect(call('c2')?.recording).toBe('paused')
  })

  test('that the recorder refuses is asked for once, and never shown', async () => {
    works = false
    pauses.paymentField(true)
    pauses.follow(calls)
    await settled()
    expect(effects).toHaveLength(1)
    expect(call('c1')?.recording).toBe('on')
  })

  test('is not there for a call that is over or not recorded', () => {
    calls = [talking('c1', { recording: 'off' }), talking('c2', { phase: 'ended' })]
    expect(pauses.byHand('c1', true)).toMatchObject({ code: 'RECORDING_FAILED' })
    expect(pauses.byHand('c2', true)).toMatchObject({ code: 'CALL_NOT_FOUND' })
    expect(pauses.byHand('c3', true)).toMatchObject({ code: 'CALL_NOT_FOUND' })
  })
})
