import { expect, test } from 'vitest'
import { reinviteDelay } from './glare.ts'

test('after 491 the owner of the Call-ID waits 2.1 to 4 seconds, the other side up to 2 (RFC 3261 14.1)', () => {
  const at = (owner: boolean) => [0, 0.5, 1].map((random) => reinviteDelay({ status: 491 }, owner, random))
  expect(at(true)).toEqual([2100, 3050, 4000])
  expect(at(false)).toEqual([0, 1000, 2000])
})

test('500 is asked again after the time that it names, ten seconds at most; other refusals are final', () => {
  expect(reinviteDelay({ status: 500, retryAfterSeconds: 3 }, true)).toBe(3000)
  expect(reinviteDelay({ status: 500, retryAfterSeconds: 3600 }, true)).toBe(10_000)
  expect(reinviteDelay({ status: 500 }, true)).toBe(2000)
  for (const status of [400, 403, 481, 488, 503, 603]) expect(reinviteDelay({ status }, true)).toBeUndefined()
})
