import { describe, expect, it } from 'vitest'
import { incomingCall } from '../../../shared/softphone/call.ts'
import { countDown, doingsIn, lacksComment, outcomesOf, tomorrowAt, waitingCall } from './wrap-up.ts'

const ended = (callId: string, endedAt: number, after: 'wrap-up' | 'none' | 'done' = 'wrap-up') =>
  ({
    ...incomingCall({ callId: callId as never, remote: '+79000000001', offeredAt: 1 }),
    phase: 'ended',
    endedAt,
    after,
  }) as const
const outcome = (dispositionId: string, queueIds: string[], needsComment = false) =>
  ({ dispositionId, queueIds, needsComment, name: {}, outcome: 'other' }) as never

describe('the outcome of a call', () => {
  it('is asked for once it was answered and ended, the earlier call first', () => {
    expect(waitingCall([ended('b', 9), ended('a', 5)])?.callId).toBe('a')
    expect(waitingCall([ended('missed', 5, 'none'), ended('saved', 5, 'done')])).toBeUndefined()
  })

  it('is one of its queue’s, of the operator’s queues when it has none, of all when that leaves nothing', () => {
    const company = {
      dispositions: [outcome('a', ['q-1']), outcome('b', ['q-2']), outcome('all', [])],
      operators: [{ operatorId: 'o', queueIds: ['q-2'] }] as never,
    }
    const ids = (queueId: string | undefined) =>
      outcomesOf(company, queueId ? { queueId } : {}, 'o').map((d) => d.dispositionId)
    expect(ids('q-1')).toEqual(['a', 'all'])
    expect(ids(undefined)).toEqual(['b', 'all'])
    expect(ids('q-9')).toEqual(['all'])
  })

  it('that needs a comment is not content with the draft', () => {
    const refused = outcome('refused', [], true)
    expect(lacksComment(refused, 'Incoming call.', 'Incoming call.')).toBe(true)
    expect(lacksComment(refused, '  ', 'x')).toBe(true)
    expect(lacksComment(refused, 'Incoming call. Too dear.', 'Incoming call.')).toBe(false)
    expect(lacksComment(outcome('ok', []), 'x', 'x')).toBe(false)
  })

  it('does not run out while somebody is talked to', () => {
    expect(countDown(15_000, 250, false)).toBe(14_750)
    expect(countDown(15_000, 250, true)).toBe(15_000)
    expect(countDown(100, 250, false)).toBe(0)
  })
})

describe('what the draft is made of', () => {
  const message = (at: number, more: object = {}) =>
    ({
      kind: 'message',
      at,
      direction: 'out',
      operatorId: 'o',
      text: 'hello',
      attachments: [],
      ...more,
    }) as never
  const call = { callId: 'c', from: 100, to: 9000, operatorId: 'o' }

  it('are words, files and promises of this operator between the answer and the end', () => {
    const promise = { type: 'promise.made', operatorId: 'o', text: 'call', dueAt: 5 }
    const doings = doingsIn(
      [
        message(50),
        message(200),
        message(300, { operatorId: 'other' }),
        message(400, { direction: 'in' }),
        message(500, { text: '', attachments: [{ attachmentId: 'a', fileName: 'plan.pdf', kilobytes: 1 }] }),
        { kind: 'line', at: 600, event: promise } as never,
        message(20_000),
      ],
      call,
    )
    expect(doings).toEqual({
      messages: 1,
      files: ['plan.pdf'],
      promises: [{ text: 'call', dueAt: 5 }],
      joined: [],
    })
  })

  it('tomorrow is a day of the calendar', () => {
    expect(tomorrowAt(new Date(2027, 0, 31, 23).getTime(), 10)).toBe(new Date(2027, 1, 1, 10).getTime())
  })
})
