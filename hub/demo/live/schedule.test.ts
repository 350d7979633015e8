import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type LiveEvent, loopSeconds, makeSchedule } from './schedule.ts'

const said = (liveId: string, at: number, trigger: LiveEvent['trigger'] = { kind: 'clock' }): LiveEvent =>
  ({ liveId, at, type: 'message.received', contactId: 'c', conversationId: 'cv', trigger }) as LiveEvent
const ids = (events: LiveEvent[]) => events.map((e) => e.liveId)

describe('the living demo', () => {
  it('says each thing once a turn, in order, and begins anew after twenty minutes', () => {
    const schedule = makeSchedule([said('a', 3), said('b', 9)], 100)
    expect(ids(schedule.due(102))).toEqual([])
    expect(ids(schedule.due(110))).toEqual(['a', 'b'])
    expect(ids(schedule.due(500))).toEqual([])
    expect(ids(schedule.due(100 + loopSeconds + 4))).toEqual(['a'])
  })

  it('goes on after an operator’s reply, and asks again only when there was none', () => {
    const script = [
      said('hello', 1),
      said('thanks', 2, { kind: 'after-operator-reply', reply: 1, delaySeconds: 10 }),
      said('anybody?', 3, { kind: 'if-no-reply', afterSeconds: 60 }),
    ]
    const answered = makeSchedule(script, 0)
    expect(ids(answered.due(5))).toEqual(['hello'])
    answered.replied('cv', 20)
    expect(ids(answered.due(29))).toEqual([])
    expect(ids(answered.due(31))).toEqual(['thanks'])
    expect(ids(answered.due(200))).toEqual([])
    const ignored = makeSchedule(script, 0)
    ignored.due(5)
    expect(ids(ignored.due(61))).toEqual(['anybody?'])
  })

  it('plays all that needs no operator in the shipped loop', () => {
    const file = join(import.meta.dirname, '../../../resources/demo/live.ndjson')
    const events: LiveEvent[] = readFileSync(file, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line))
    expect(events).toHaveLength(130)
    const schedule = makeSchedule(events, 0)
    const played: LiveEvent[] = []
    for (let second = 0; second < loopSeconds; second++) played.push(...schedule.due(second))
    const waits = events.filter((e) => e.trigger?.kind === 'after-operator-reply')
    expect(played.length).toBe(130 - waits.length)
  })
})
