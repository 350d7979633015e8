import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nodeCodec } from './node-codec.ts'

const trip = (value: unknown): unknown => nodeCodec.decode(nodeCodec.encode(value))

describe('the codec of the IPC', () => {
  test('keeps what structured clone keeps', () => {
    const value = {
      nothing: undefined,
      numbers: [Number.NaN, -0, Infinity, -Infinity, 1.5],
      big: -5n,
      date: new Date(123),
      map: new Map<unknown, unknown>([[{ key: 1 }, new Set([undefined, 'x'])]]),
      pattern: /x\/y/giu,
      bytes: new Uint8Array([0, 255]),
      wide: new Int32Array([-1, 7]),
      buffer: new Uint8Array([1, 2, 3]).buffer,
    }
    expect(trip(value)).toEqual(value)
  })

  test('keeps any JSON value, whatever its keys are called', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(trip(value)).toEqual(structuredClone(value))
      }),
    )
    const odd = JSON.parse('{"$":"number","v":"1","__proto__":{"polluted":true}}') as object
    expect(JSON.stringify(trip(odd))).toBe(JSON.stringify(odd))
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  })

  test('packs what is deep and not plain in one pass, and leaves the value that it was given alone', () => {
    let deep: unknown = { end: undefined, list: [1, new Date(5), 2] }
    for (let i = 0; i < 60; i++) deep = i % 2 ? { before: i, deep, after: i } : [i, deep]
    const before = structuredClone(deep)
    expect(trip(deep)).toEqual(before)
    expect(deep).toEqual(before)
  })

  test('keeps an invalid date and a view into the middle of a buffer', () => {
    expect((trip(new Date(Number.NaN)) as Date).getTime()).toBeNaN()
    expect(trip(new Uint8Array([1, 2, 3, 4]).subarray(1, 3))).toEqual(new Uint8Array([2, 3]))
    expect((trip(Buffer.from('abc')) as Uint8Array).buffer.byteLength).toBe(3)
  })

  test('keeps the name, the message and the stack of an error', () => {
    const error = trip(new RangeError('too far')) as Error
    expect(error).toBeInstanceOf(Error)
    expect([error.name, error.message]).toEqual(['RangeError', 'too far'])
    expect(error.stack).toContain('codec.test')
  })

  test('sends the own fields of a class instance, as structured clone does', () => {
    class Point {
      x = 1
      get double(): number {
        return this.x * 2
      }
    }
    expect(trip(new Point())).toEqual({ x: 1 })
  })

  test('refuses functions, symbols, promises and circles', () => {
    const circle: Record<string, unknown> = {}
    circle.self = circle
    for (const value of [() => 1, Symbol('s'), Promise.resolve(), { deep: [() => 1] }, circle])
      expect(() => nodeCodec.encode(value)).toThrow('An object could not be cloned.')
  })
})
