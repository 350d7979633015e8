import { describe, expect, test } from 'vitest'
import { type BridgeFunction, createEndpoint } from './endpoint.ts'

// Two ends in one world: what the DevTools-free half of the bridge promises, without a browser.
function connect(serve: BridgeFunction): (...args: unknown[]) => unknown {
  const node = new EventTarget()
  const page = createEndpoint(node, 'm', 'i')
  createEndpoint(node, 'i', 'm').serve(1, serve)
  return (...args) => page.call(1, args)
}

describe('the bridge between the worlds', () => {
  test('calls synchronously and hands back the result', () => {
    const call = connect((a: number, b: { n: number }) => ({ sum: a + b.n, list: [1, undefined, null] }))
    expect(call(1, { n: 2 })).toEqual({ sum: 3, list: [1, undefined, null] })
  })

  test('throws here what was thrown there', () => {
    const call = connect(() => {
      throw new RangeError('over there')
    })
    expect(call).toThrow('over there')
  })

  test('carries promises, resolved and rejected', async () => {
    const call = connect(async (ok: boolean) => {
      if (!ok) throw new Error('no')
      return { ok }
    })
    expect(await call(true)).toEqual({ ok: true })
    await expect(call(false)).rejects.toThrow('no')
  })

  test('carries functions both ways, and calls nest', () => {
    const call = connect((callback: (n: number) => number) => {
      const sum = callback(1) + callback(2)
      return () => sum
    })
    const back = call((n: unknown) => (n as number) * 10) as () => number
    expect(back()).toBe(30)
  })

  test('keeps dates, maps and views, drops prototypes and symbols', () => {
    const call = connect((value: unknown) => value)
    class Point {
      x = 1
      move(): void {}
    }
    expect(
      call({ date: new Date(1), map: new Map([[1, 2]]), bytes: new Uint8Array([1]), point: new Point() }),
    ).toEqual({
      date: new Date(1),
      map: new Map([[1, 2]]),
      bytes: new Uint8Array([1]),
      point: { x: 1 },
    })
    expect(call({ $: 'a key', symbol: Symbol('s') })).toEqual({ $: 'a key', symbol: undefined })
  })

  test('refuses what is nested too deeply, like a circle', () => {
    const circle: Record<string, unknown> = {}
    circle.self = circle
    expect(() => connect((value: unknown) => value)(circle)).toThrow('recursion depth exceeded')
  })
})
