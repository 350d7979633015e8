import { afterEach, expect, test } from 'vitest'
import { type Vitals, watchVitals } from './vitals.ts'

let stop: () => void = () => undefined
afterEach(() => stop())

test('a main process that was held up for half a second says so', async () => {
  const seen: Vitals[] = []
  const first = Promise.withResolvers<void>()
  const late = Promise.withResolvers<void>()
  const watch = watchVitals((vitals) => {
    seen.push(vitals)
    first.resolve()
    if (vitals.mainLagMs > 300) late.resolve()
  })
  stop = watch.stop
  await first.promise
  const until = performance.now() + 500
  while (performance.now() < until);
  await late.promise
  expect(watch.now()).toBe(seen.at(-1))
  for (const { cpuPercent } of seen) {
    expect(cpuPercent).toBeGreaterThanOrEqual(0)
    expect(cpuPercent).toBeLessThanOrEqual(100)
  }
})
