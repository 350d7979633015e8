import { describe, expect, test } from 'vitest'
import { movedTo, placeMini } from './place.ts'

const left = { x: 0, y: 0, width: 1366, height: 728 }
const right = { x: 1366, y: 0, width: 1920, height: 1040 }

describe('the small call window comes up', () => {
  test('where it was left, on the display where that was', () => {
    expect(placeMini({ x: 2000, y: 500 }, [left, right], left)).toEqual({ x: 2000, y: 500 })
  })
  test('on the display where the operator is, when it was never moved or its display is gone', () => {
    expect(placeMini(undefined, [left, right], right)).toEqual({ x: 1366 + 1920 - 384, y: 24 })
    expect(placeMini({ x: 2000, y: 500 }, [left], left)).toEqual({ x: 1366 - 384, y: 24 })
  })
  test('whole, when only a part of it would be seen', () => {
    expect(placeMini({ x: 1200, y: 700 }, [left], left)).toEqual({ x: 1366 - 360, y: 728 - 120 })
  })
})

describe('moved by hand', () => {
  test('it stays whole on the display that its middle is on', () => {
    expect(movedTo({ x: 1150, y: -50 }, [left, right], left)).toEqual({ x: 1006, y: 0 })
    expect(movedTo({ x: 1300, y: 100 }, [left, right], left)).toEqual({ x: 1366, y: 100 })
  })
  test('it cannot be lost beside all displays', () => {
    expect(movedTo({ x: 9000, y: 9000 }, [left, right], right)).toEqual({ x: 2926, y: 920 })
  })
})
