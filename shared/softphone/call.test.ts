import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CallId, ContactId } from '../lib/ids.ts'
import {
  type Call,
  type CallEffect,
  type CallEvent,
  callSeconds,
  incomingCall,
  outgoingCall,
  reduceCall,
} from './call.ts'
import { dialable, numberKey } from './number.ts'

const ring = () => incomingCall({ callId: 'k' as CallId, remote: '+79000001001', offeredAt: 1000 })
const dial = () => outgoingCall({ callId: 'k' as CallId, remote: '+79000001001', offeredAt: 1000 })

const play = (call: Call, events: CallEvent[]) => {
  const effects: CallEffect[] = []
  let state = call
  let now = 1000
  for (const event of events) {
    now += 1000
    const [next, more] = reduceCall(state, event, now)
    state = next
    effects.push(...more)
  }
  return { call: state, effects, did: effects.map((e) => (e.do === 'report' ? `report ${e.what}` : e.do)) }
}

const anyEvent: fc.Arbitrary<CallEvent> = fc.oneof(
  fc.constantFrom<CallEvent>(
    { type: 'answer-requested' },
    { type: 'decline-requested', status: 486 },
    { type: 'hangup-requested' },
    { type: 'alerting' },
    { type: 'media-connected' },
    { type: 'answer-failed', code: 'MIC_DENIED' },
    { type: 'hold-failed', code: 'CALL_HOLD_FAILED' },
    { type: 'recording-started' },
    { type: 'recording-failed' },
    { type: 'remote-ended' },
    { type: 'network-ended' },
    { type: 'disposed' },
    { type: 'identified', contactId: 'c' as ContactId, by: 'number' },
    { type: 'dtmf-requested', tones: '1' },
    { type: 'auto-answer', at: 5000 },
    { type: 'auto-answer', at: undefined },
    { type: 'joined', joined: { group: 'k', relay: true } },
    { type: 'joined', joined: undefined },
    { type: 'replaced' },
  ),
  fc.boolean().map((on): CallEvent => ({ type: 'hold-requested', on })),
  fc.boolean().map((on): CallEvent => ({ type: 'held', on })),
  fc.boolean().map((on): CallEvent => ({ type: 'mute-requested', on })),
  fc.boolean().map((up): CallEvent => ({ type: 'link', up })),
  fc.boolean().map((elsewhere): CallEvent => ({ type: 'cancelled', elsewhere })),
  fc
    .constantFrom(404, 408, 480, 486, 487, 503, 603)
    .map((status): CallEvent => ({ type: 'rejected', status })),
)

describe('a call', () => {
  it('rings, is answered, is talked, ends and gets its outcome, each told once', () => {
    const { call, did } = play(ring(), [
      { type: 'answer-requested' },
      { type: 'media-connected' },
      { type: 'hold-requested', on: true },
      { type: 'held', on: true },
      { type: 'hold-requested', on: false },
      { type: 'held', on: false },
      { type: 'remote-ended' },
      { type: 'disposed' },
    ])
    expect(did).toEqual([
      'stop-ringing',
      'accept-invite',
      'start-recording',
      'report answered',
      'hold',
      'report held',
      'hold',
      'report resumed',
      'finish-recording',
      'report ended',
      'report disposed',
    ])
    expect(call).toMatchObject({ phase: 'ended', cause: 'caller-hangup', after: 'done', heldSeconds: 2 })
    expect(callSeconds(call, 99_000)).toBe(5)
  })

  it('cannot be raised from the dead, and ends once, whatever comes in whatever order', () => {
    fc.assert(
      fc.property(fc.constantFrom(ring(), dial()), fc.array(anyEvent, { maxLength: 30 }), (start, events) => {
        const { call, did } = play(start, events)
        const endings = did.filter((d) => d === 'report ended' || d === 'report declined')
        expect(endings.length).toBeLessThanOrEqual(1)
        expect(did.filter((d) => d === 'finish-recording').length).toBe(
          call.phase === 'ended' && call.answeredAt !== undefined ? 1 : 0,
        )
        if (call.phase !== 'ended') return
        expect(call.held || call.holdPending).toBe(false)
        // Nothing of what was going on is left over.
        expect([call.joined, call.answersAt]).toEqual([undefined, undefined])
        const [again, effects] = reduceCall(call, { type: 'answer-requested' }, 99_000)
        expect([again, effects]).toEqual([call, []])
        expect(call.after === 'wrap-up' || call.after === 'done').toBe(call.answeredAt !== undefined)
      }),
    )
  })

  it('counts down only while it rings, and is an ordinary call once it is answered', () => {
    const counting = play(ring(), [{ type: 'auto-answer', at: 9000 }]).call
    expect(counting.answersAt).toBe(9000)
    expect(play(counting, [{ type: 'answer-requested' }]).call).not.toHaveProperty('answersAt')
    expect(play(counting, [{ type: 'auto-answer', at: undefined }]).call).not.toHaveProperty('answersAt')
    expect(play(dial(), [{ type: 'auto-answer', at: 9000 }]).call).not.toHaveProperty('answersAt')
  })

  it('to a colleague about a customer needs no outcome of its own; one that another goes on for needs none either', () => {
    const leg = { ...dial(), parentId: 'p' as CallId }
    expect(play(leg, [{ type: 'media-connected' }, { type: 'remote-ended' }]).call.after).toBe('none')
    const { call, did } = play(ring(), [
      { type: 'answer-requested' },
      { type: 'media-connected' },
      { type: 'replaced' },
    ])
    expect(call.after).toBe('done')
    expect(did.slice(-2)).toEqual(['finish-recording', 'report ended'])
  })

  it('that another operator took is nobody’s missed call', () => {
    const { call, did } = play(ring(), [{ type: 'cancelled', elsewhere: true }])
    expect(did).toEqual(['stop-ringing'])
    expect(call.after).toBe('elsewhere')
  })

  it('that its caller gave up is told as given up; declined by F10 is told as declined', () => {
    expect(play(ring(), [{ type: 'cancelled', elsewhere: false }]).call.cause).toBe('abandoned')
    expect(play(ring(), [{ type: 'cancelled', elsewhere: false, rangOut: true }]).call.cause).toBe(
      'no-answer',
    )
    expect(play(ring(), [{ type: 'hangup-requested' }]).did).toEqual([
      'stop-ringing',
      'reject-invite',
      'report declined',
    ])
  })

  it('that we place and take back is cancelled, never hung up', () => {
    expect(play(dial(), [{ type: 'alerting' }, { type: 'hangup-requested' }]).did).toEqual([
      'cancel-invite',
      'report ended',
    ])
  })

  it('says in our words why the other side did not answer', () => {
    const cause = (status: number) => play(dial(), [{ type: 'rejected', status }]).call
    expect(cause(486)).toMatchObject({ cause: 'busy', failure: 'CALL_BUSY' })
    expect(cause(480)).toMatchObject({ cause: 'nobody-available', failure: 'CALL_UNAVAILABLE' })
    expect(cause(404)).toMatchObject({ cause: 'failed', failure: 'CALL_WRONG_NUMBER' })
  })
})

describe('a number', () => {
  it('is the same however it is written', () => {
    for (const written of [
      '+7 900 000-10-01',
      '8 (900) 000 10 01',
      'tel:+79000001001',
      '007 900 000 10 01',
      '79000001001',
    ])
      expect(numberKey(written)).toBe('+79000001001')
  })
  it('is refused when it is none', () => {
    for (const written of ['', 'Anna', '+', '12 drop table', '☎'.repeat(30)])
      expect(dialable(written)).toBeUndefined()
  })
})
