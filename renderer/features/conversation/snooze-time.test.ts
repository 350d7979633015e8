import { expect, test } from 'vitest'
import { snoozeUntil } from './snooze-time.ts'

test.each([
  ['Hour', '2026-11-25T16:30', '2026-11-25T17:30'],
  ['Three', '2026-11-25T23:30', '2026-11-26T02:30'],
  ['Tomorrow', '2026-11-30T07:00', '2026-12-01T09:00'],
  ['Monday', '2026-11-30T07:00', '2026-12-07T09:00'],
  ['Monday', '2026-11-29T07:00', '2026-11-30T09:00'],
  ['Monday', '2026-12-02T22:00', '2026-12-07T09:00'],
] as const)('%s from %s is %s', (choice, from, until) => {
  expect(snoozeUntil(choice, new Date(from).getTime())).toBe(new Date(until).getTime())
})
