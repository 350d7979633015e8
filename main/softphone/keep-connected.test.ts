import { expect, test } from 'vitest'
import { backoff } from './keep-connected.ts'

test('tries come ever more slowly up to the limit, and consoles do not all come at once', () => {
  const at = (random: number) => [0, 1, 2, 3, 10, 10_000].map((n) => backoff(n, 500, 30_000, random))
  expect(at(0.5)).toEqual([500, 1000, 2000, 4000, 30_000, 30_000])
  expect(at(0)).toEqual([400, 800, 1600, 3200, 24_000, 24_000])
  expect(at(1)).toEqual([600, 1200, 2400, 4800, 36_000, 36_000])
})
