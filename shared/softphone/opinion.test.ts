import { expect, test } from 'vitest'
import { codecDelayMs, delayImpairment, lossImpairment, opinionScore, scoreOfRating } from './opinion.ts'

test.each([
  [90, 4.34],
  [80, 4.02],
  [70, 3.6],
  [60, 3.1],
  [50, 2.58],
  [100, 4.5],
  [0, 1],
  [-20, 1],
])('a rating of %i is a score of %f (G.107, annex B)', (r, mos) => {
  expect(scoreOfRating(r)).toBeCloseTo(mos, 2)
})

test('a line with nothing wrong has the rating 93.2, which is 4.41', () => {
  expect(opinionScore({ codec: 'PCMA', delayMs: 0, lossPercent: 0 })).toBe(4.41)
})

test('delay costs nothing up to 100 ms, and 24 points of rating at 400 ms (G.107, 7.4)', () => {
  expect(delayImpairment(100)).toBe(0)
  expect(delayImpairment(150)).toBeCloseTo(0.16, 1)
  expect(delayImpairment(400)).toBeCloseTo(24.1, 1)
  expect(delayImpairment(500)).toBeGreaterThan(delayImpairment(400))
})

test('loss is weighed by the codec (G.113): half of all robustness is gone at Bpl percent', () => {
  expect(lossImpairment('PCMU', 25.1)).toBeCloseTo(95 / 2, 5)
  expect(lossImpairment('G729', 0)).toBe(11)
  expect(lossImpairment('opus', 2)).toBeGreaterThan(lossImpairment('PCMA', 2))
  expect(lossImpairment('something new', 3)).toBe(lossImpairment('PCMA', 3))
  expect(lossImpairment('PCMA', 1000)).toBe(lossImpairment('PCMA', 100))
})

test('a score falls with loss and delay and stays between 1 and 4.5', () => {
  const at = (delayMs: number, lossPercent: number) => opinionScore({ codec: 'opus', delayMs, lossPercent })
  expect(at(30, 5)).toBeLessThan(at(30, 1))
  expect(at(400, 0)).toBeLessThan(at(150, 0))
  expect(at(1000, 100)).toBe(1)
  expect(at(0, 0)).toBeLessThanOrEqual(4.5)
  // The threshold of 3.5 lies between 6 and 10 percent of loss for G.711.
  expect(opinionScore({ codec: 'PCMA', delayMs: 60, lossPercent: 6 })).toBeGreaterThan(3.5)
  expect(opinionScore({ codec: 'PCMA', delayMs: 60, lossPercent: 10 })).toBeLessThan(3.5)
})

test('Opus looks ahead, G.711 does not', () => {
  expect(codecDelayMs('PCMA')).toBe(20)
  expect(codecDelayMs('opus')).toBe(26.5)
})
