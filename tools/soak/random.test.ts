import { expect, test } from 'vitest'
import { randomOf } from './random.ts'

test('one seed makes one order, another seed another one, and all parts of the range come up', () => {
  const take = (seed: number) => Array.from({ length: 200 }, randomOf(seed))
  expect(take(7)).toEqual(take(7))
  expect(take(7)).not.toEqual(take(8))
  for (let part = 0; part < 4; part++)
    expect(take(7).some((value) => value >= part / 4 && value < (part + 1) / 4)).toBe(true)
})
