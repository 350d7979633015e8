import { expect, test } from 'vitest'
import * as named from './electron.ts'

test('named imports and the default export give the same members', () => {
  const { default: all, ...rest } = named
  expect(Object.keys(rest).sort()).toEqual(Object.keys(all).sort())
  for (const [name, value] of Object.entries(rest)) expect(value).toBe(Reflect.get(all, name))
})
