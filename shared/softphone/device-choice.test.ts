import { describe, expect, test } from 'vitest'
import { moved, pickDevice } from './device-choice.ts'

const headset = { id: 'h1', label: 'Jabra Evolve' }
const laptop = { id: 'l1', label: 'Built-in' }

describe('the device to use', () => {
  test('is the first of the order that is there', () => {
    expect(pickDevice([headset, laptop], [laptop, headset])).toBe(headset)
    expect(pickDevice([headset, laptop], [laptop])).toBe(laptop)
    expect(pickDevice([headset], [laptop])).toBeUndefined()
    expect(pickDevice([], [laptop])).toBeUndefined()
  })

  test('is known again by its name under another id', () => {
    const again = { id: 'h2', label: 'Jabra Evolve' }
    expect(pickDevice([headset, laptop], [laptop, again])).toBe(again)
  })

  test('is not guessed when two have its name, nor when names are hidden', () => {
    const twins = ['a', 'b'].map((id) => ({ id, label: 'Jabra Evolve' }))
    expect(pickDevice([headset], twins)).toBeUndefined()
    expect(pickDevice([{ id: 'x', label: '' }], [{ id: 'y', label: '' }])).toBeUndefined()
  })
})

test('a device moves within its order and not out of it', () => {
  expect(moved(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b'])
  expect(moved(['a', 'b', 'c'], 0, -1)).toEqual(['a', 'b', 'c'])
  expect(moved(['a', 'b', 'c'], 0, 5)).toEqual(['b', 'c', 'a'])
  expect(moved(['a'], 7, 1)).toEqual(['a'])
})
