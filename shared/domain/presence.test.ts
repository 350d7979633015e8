import { expect, test } from 'vitest'
import type { OperatorId } from '../lib/ids.ts'
import { occupancy, type PresenceInterval, timeByActivity } from './presence.ts'

const stretch = (activity: PresenceInterval['activity'], from: number, to?: number): PresenceInterval => ({
  operatorId: 'o' as OperatorId,
  activity,
  from,
  ...(to === undefined ? {} : { to }),
})

test('a day adds up, cut at both ends, and what still lasts counts until now', () => {
  const day = [
    stretch('available', 0, 50),
    stretch('talking', 50, 80),
    stretch('after-call', 80, 90),
    stretch('break', 90),
  ]
  const sums = timeByActivity(day, 10, 100)
  expect(sums).toMatchObject({ available: 40, talking: 30, 'after-call': 10, break: 10, offline: 0 })
  expect(Object.values(sums).reduce((a, b) => a + b, 0)).toBe(90)
  expect(occupancy(sums)).toBe(0.5)
  expect(occupancy(timeByActivity([stretch('break', 0, 9)], 0, 9))).toBeUndefined()
})
