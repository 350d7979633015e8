import { expect, test } from 'vitest'
import { addSound, noDose, soundDay } from './sound-day.ts'

/** The mean square of a sine at this level. */
const at = (dbfs: number) => 0.5 * 10 ** (dbfs / 10)

test('eight hours at the limit are the whole of what an ear may take, and 3 dB more are twice that', () => {
  expect(soundDay(addSound(noDose, 8 * 3600, at(-18))).dosePercent).toBeCloseTo(100, 0)
  expect(soundDay(addSound(noDose, 8 * 3600, at(-15))).dosePercent).toBeCloseTo(200, -1)
})

test('a usual shift of quiet talk is a small part of it', () => {
  const day = soundDay(addSound(noDose, 5 * 3600, at(-30)))
  expect(day).toMatchObject({ seconds: 18_000, level: -30 })
  expect(day.dosePercent).toBeLessThan(10)
})

test('loud and quiet hours add up by their energy', () => {
  const dose = addSound(addSound(noDose, 3600, at(-20)), 3600, at(-60))
  expect(soundDay(dose).level).toBe(-23)
  expect(soundDay(noDose)).toEqual({ seconds: 0, level: -100, dosePercent: 0 })
})
