import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { CallId } from '../../shared/lib/ids.ts'
import { fail, ok, type Result } from '../../shared/lib/result.ts'
import { type Call, incomingCall } from '../../shared/softphone/call.ts'
import type { DeskState } from '../../shared/supervision/board.ts'
import { createDeskTeller } from './desk-teller.ts'

const callId = CallId.parse('c1')
const start = 1_700_000_000_000
const call = (more: Partial<Call> = {}): Call => ({
  ...incomingCall({ callId, remote: '+79000000001', offeredAt: start }),
  phase: 'connected',
  answeredAt: start,
  ...more,
})

let told: DeskState[]
let answer: Result<unknown>
const desk = () => {
  told = []
  answer = ok({})
  return createDeskTeller({
    tell: async (state) => {
      told.push(state)
      return answer
    },
    hubTime: () => Date.now() + 500,
    clockOffset: () => 500,
  })
}
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

beforeEach(() => void vi.useFakeTimers({ now: start }))
afterEach(() => void vi.useRealTimers())

describe('what a console tells of its calls', () => {
  it('goes out at once, then at most once a second, and only when something has changed', async () => {
    const teller = desk()
    teller.calls([call()])
    await pass(0)
    expect(told).toHaveLength(1)
    expect(told[0]?.calls[0]).toMatchObject({ callId, since: start + 500, phase: 'connected', talk: [0] })
    for (const mos of [4.31, 4.2, 4.12]) teller.quality({ callId, mos })
    teller.calls([call({ muted: true })])
    await pass(900)
    expect(told).toHaveLength(1)
    await pass(200)
    expect(told).toHaveLength(2)
    expect(told[1]?.calls[0]).toMatchObject({ muted: true, mos: 4.1 })
    await pass(2500)
    expect(told, 'nothing has changed').toHaveLength(2)
  })

  it('shows who spoke, in stretches of five seconds over two minutes', async () => {
    const teller = desk()
    teller.calls([call()])
    teller.talk({ callId, now: 'operator', silenceSeconds: 0, talkOverSeconds: 0 })
    await pass(6000)
    teller.talk({ callId, now: 'customer', silenceSeconds: 0, talkOverSeconds: 0 })
    await pass(4900)
    teller.talk({ callId, now: 'nobody', silenceSeconds: 0, talkOverSeconds: 0 })
    await pass(9000)
    const talk = told.at(-1)?.calls[0]?.talk
    expect(talk?.slice(0, 4)).toEqual([1, 3, 2, 0])
    await pass(180_000)
    expect(told.at(-1)?.calls[0]?.talk).toEqual(Array(24).fill(0))
  })

  it('names the moment since when it is silent, or both speak, and keeps it', async () => {
    const teller = desk()
    teller.calls([call()])
    await pass(10_000)
    for (const seconds of [1, 2, 3, 4, 5]) {
      teller.talk({ callId, now: 'nobody', silenceSeconds: seconds, talkOverSeconds: 0 })
      await pass(1000)
    }
    const since = told.map((t) => t.calls[0]?.silentAt).filter((at) => at !== undefined)
    expect(new Set(since)).toEqual(new Set([start + 12_000 + 500 - 3000]))
    teller.talk({ callId, now: 'both', silenceSeconds: 0, talkOverSeconds: 2 })
    await pass(1000)
    expect(told.at(-1)?.calls[0]).toMatchObject({ talkOverAt: start + 15_000 + 500 - 2000 })
    expect(told.at(-1)?.calls[0]?.silentAt).toBeUndefined()
  })

  it('is told again when the hub did not hear it, and afresh to a hub that was away', async () => {
    const teller = desk()
    answer = fail('HUB_OFFLINE')
    teller.calls([call()])
    await pass(3100)
    expect(told.length).toBeGreaterThan(2)
    answer = ok({})
    await pass(2000)
    const count = told.length
    await pass(1500)
    expect(told.length).toBe(count)
    teller.afresh()
    await pass(0)
    expect(told.length).toBe(count + 1)
  })

  it('ends with the calls: wrap-up is still told, what is over is not', async () => {
    const teller = desk()
    teller.calls([call({ phase: 'ended', after: 'wrap-up', endedAt: start + 5 })])
    await pass(0)
    expect(told.at(-1)?.calls).toMatchObject([{ phase: 'ended', since: start + 505 }])
    teller.calls([call({ phase: 'ended', after: 'done', endedAt: start + 5 })])
    await pass(1100)
    expect(told.at(-1)?.calls).toEqual([])
    const count = told.length
    await pass(60_000)
    expect(told.length).toBe(count)
  })
})
