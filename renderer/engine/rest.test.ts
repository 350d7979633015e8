import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createRest, REST_MS } from './rest.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A context that obeys in order and takes its time, as a real one does (Web Audio API, 1.2.3). */
function slowContext() {
  const context = {
    state: 'suspended',
    turn: Promise.resolve(),
    resume: () => context.become('running'),
    suspend: () => context.become('suspended'),
    become(state: string): Promise<void> {
      context.turn = context.turn
        .then(() => new Promise<void>((resolve) => void setTimeout(resolve, 40)))
        .then(() => {
          context.state = state
        })
      return context.turn
    },
  }
  return context
}
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

test('rests a while after the last who kept it awake', async () => {
  const context = slowContext()
  const rest = createRest(context)
  const [one, two] = [rest.keepAwake(), rest.keepAwake()]
  await pass(50)
  expect(context.state).toBe('running')
  one()
  one()
  await pass(2 * REST_MS)
  expect(context.state).toBe('running')
  two()
  await pass(REST_MS - 1)
  expect(context.state).toBe('running')
  await pass(100)
  expect(context.state).toBe('suspended')
})

test('is awake for a call that comes while it goes to rest', async () => {
  const context = slowContext()
  const rest = createRest(context)
  rest.keepAwake()()
  await pass(REST_MS + 10)
  expect(context.state).toBe('running')
  rest.keepAwake()
  await pass(200)
  expect(context.state).toBe('running')
  await pass(2 * REST_MS)
  expect(context.state).toBe('running')
})

test('a look at it wakes it for a while', async () => {
  const context = slowContext()
  const rest = createRest(context)
  rest.wake()
  await pass(100)
  expect(context.state).toBe('running')
  await pass(REST_MS)
  expect(context.state).toBe('suspended')
})
