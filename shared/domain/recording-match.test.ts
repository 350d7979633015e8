import { describe, expect, it } from 'vitest'
import type { CallId } from '../lib/ids.ts'
import type { IntakeFacts } from '../protocol/recordings-protocol.ts'
import { type MatchCall, matchRecording } from './recording-match.ts'

const t0 = 1_780_000_000_000
const call = (callId: string, more: Partial<MatchCall> = {}): MatchCall => ({
  callId: callId as CallId,
  direction: 'in',
  remote: '+79000000001',
  line: '+7 495 000-00-01',
  offeredAt: t0,
  answeredAt: t0 + 6000,
  endedAt: t0 + 66_000,
  recorded: false,
  ...more,
})
const facts = (more: IntakeFacts & { seconds?: number } = {}) => ({
  from: '89000000001',
  to: '84950000001',
  startedAt: t0 + 7000,
  seconds: 60,
  direction: 'in' as const,
  ...more,
})

describe('a recording of the PBX', () => {
  it('is of the call that it names, whatever else is said', () => {
    const other = facts({ callId: 'b', from: '+79990000000', startedAt: t0 + 9_000_000 })
    expect(matchRecording(other, [call('a'), call('b')])).toMatchObject({
      verdict: 'match',
      callId: 'b',
      by: 'id',
    })
  })

  it('without an id is found by number and time, however the number is written', () => {
    const calls = [
      call('a'),
      call('b', { remote: '+79000000002' }),
      call('c', { offeredAt: t0 - 999_000, answeredAt: t0 - 990_000 }),
    ]
    expect(matchRecording(facts(), calls)).toMatchObject({ verdict: 'match', callId: 'a', by: 'numbers' })
    expect(matchRecording(facts({ callId: '1751234567.89' }), calls)).toMatchObject({ callId: 'a' })
  })

  it('that fits two calls of one number is a doubt, with both and their reasons', () => {
    const twice = [
      call('a'),
      call('b', { offeredAt: t0 + 20_000, answeredAt: t0 + 25_000, endedAt: t0 + 84_000 }),
    ]
    const found = matchRecording(facts(), twice)
    expect(found.verdict).toBe('doubt')
    expect(found.candidates.map((c) => c.callId)).toEqual(['a', 'b'])
    expect(found.candidates[0]?.reasons).toEqual(['number', 'line', 'start-near', 'length', 'direction'])
  })

  it('of a hidden or another number is never put on a call by its time alone', () => {
    expect(matchRecording(facts({ from: 'anonymous', to: '101' }), [call('a')]).verdict).toBe('doubt')
    expect(matchRecording(facts({ from: '+79995554433', to: '' }), [call('a')])).toEqual({
      verdict: 'doubt',
      candidates: [],
    })
  })

  it('of which no time is known, or another length or direction, is a doubt', () => {
    const { startedAt: _, ...timeless } = facts()
    expect(matchRecording(timeless, [call('a')]).verdict).toBe('doubt')
    expect(matchRecording(facts({ seconds: 900 }), [call('a')]).candidates[0]?.reasons).toContain(
      'other-length',
    )
    expect(matchRecording(facts({ direction: 'out' }), [call('a')]).verdict).toBe('doubt')
  })

  it('is not put beside another of the same call, not even by the id', () => {
    expect(matchRecording(facts(), [call('a', { recorded: true })]).verdict).toBe('doubt')
    expect(matchRecording(facts({ callId: 'a' }), [call('a', { recorded: true })])).toMatchObject({
      verdict: 'doubt',
      candidates: [{ callId: 'a' }],
    })
  })

  it('near no call at all is a doubt without candidates', () => {
    expect(matchRecording(facts({ startedAt: t0 + 3_600_000 }), [call('a')])).toEqual({
      verdict: 'doubt',
      candidates: [],
    })
    expect(matchRecording(facts(), [])).toEqual({ verdict: 'doubt', candidates: [] })
  })
})
