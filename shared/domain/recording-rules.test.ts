import { describe, expect, it } from 'vitest'
import type { AccountId, QueueId } from '../lib/ids.ts'
import type { ChannelAccount } from './company.ts'
import {
  type CallTraits,
  decideRecording,
  keptUntil,
  lineOfCall,
  plainPolicy,
  policyOf,
  type RecordingPolicy,
  type RecordingRule,
  recordsAny,
  shadowedRules,
} from './recording-rules.ts'

const main = 'ca-main' as AccountId
const hot = 'ca-hot' as AccountId
const sales = 'q-sales' as QueueId
const legal = 'q-legal' as QueueId
const rule = (ruleId: string, more: Partial<RecordingRule>): RecordingRule => ({
  ruleId,
  record: true,
  announcement: { kind: 'none' },
  ...more,
})
const policy: RecordingPolicy = {
  ...plainPolicy(true),
  rules: [
    rule('never', { queueId: legal, record: false, announcement: { kind: 'tone' }, keepDays: 7 }),
    rule('hot-in', {
      accountId: hot,
      direction: 'in',
      announcement: { kind: 'sound', soundId: 'notice-ru' },
      keepDays: 180,
    }),
    rule('out', { direction: 'out', announcement: { kind: 'tone' } }),
  ],
}
const call = (more: Partial<CallTraits>): CallTraits => ({ direction: 'in', accountId: main, ...more })

describe('the rules of recording', () => {
  it('are asked in order, and the first that fits decides', () => {
    const decided = (traits: Partial<CallTraits>) => decideRecording(policy, call(traits)).ruleId
    expect(decided({ accountId: hot })).toBe('hot-in')
    expect(decided({ accountId: hot, queueId: legal })).toBe('never')
    expect(decided({ accountId: hot, direction: 'out' })).toBe('out')
    expect(decided({})).toBeUndefined()
    expect(decideRecording(policy, call({ accountId: hot }))).toEqual({
      record: true,
      announcement: { kind: 'sound', soundId: 'notice-ru' },
      keepDays: 180,
      ruleId: 'hot-in',
    })
  })

  it('announce nothing where nothing is recorded', () => {
    expect(decideRecording(policy, call({ queueId: legal }))).toMatchObject({
      record: false,
      announcement: { kind: 'none' },
    })
  })

  it('do not fit a call of which nothing is known that they ask for', () => {
    const asking = { ...plainPolicy(false), rules: [rule('sales', { queueId: sales })] }
    expect(decideRecording(asking, { direction: 'in' }).record).toBe(false)
    expect(decideRecording(asking, { direction: 'in', queueId: sales }).record).toBe(true)
  })

  it('of a company that has none are its old yes or no', () => {
    expect(decideRecording(policyOf({ recording: true }), call({})).record).toBe(true)
    expect(decideRecording(policyOf({ recording: false }), call({})).record).toBe(false)
    expect(policyOf({ recording: false, recordingRules: policy })).toBe(policy)
    expect(recordsAny(plainPolicy(false))).toBe(false)
    expect(recordsAny({ ...policy, otherwise: { ...policy.otherwise, record: false } })).toBe(true)
  })

  it('that can never decide are found', () => {
    const rules = [
      rule('a', { direction: 'in' }),
      rule('b', { direction: 'in', queueId: sales }),
      rule('c', { queueId: sales }),
      rule('d', { queueId: sales }),
    ]
    expect([...shadowedRules({ ...plainPolicy(true), rules })]).toEqual(['b', 'd'])
  })

  it('say until when a recording is kept', () => {
    const day = 86_400_000
    expect(keptUntil(policy, call({ accountId: hot }), 1000)).toBe(1000 + 180 * day)
    expect(keptUntil(policy, call({}), 1000)).toBeUndefined()
  })
})

describe('the line of a call', () => {
  const line = (accountId: AccountId, address: string, queueId: QueueId) =>
    ({ accountId, address, queueId, kind: 'voice', name: address }) as ChannelAccount
  const site = { ...line('ca-site' as AccountId, 'https://shop', sales), kind: 'site' } as ChannelAccount
  const lines = [site, line(main, '+7 495 000-00-01', legal), line(hot, '+7 495 000-00-02', sales)]

  it('is the one that was dialled, else that of the queue, else the first', () => {
    expect(lineOfCall(lines, { dialled: '+74950000002', queueId: legal })?.accountId).toBe(hot)
    expect(lineOfCall(lines, { dialled: 'q-sales', queueId: sales })?.accountId).toBe(hot)
    expect(lineOfCall(lines, { dialled: '101' })?.accountId).toBe(main)
    expect(lineOfCall([site], {})).toBeUndefined()
  })
})
