import { expect, test } from 'vitest'
import type { SipStack, StackEvent } from '../softphone/sip-stack-types.ts'
import { measureEchoCall } from './echo-call.ts'

/** A phone server whose echo extension does as it is told with a call. */
function makeLine(answer: (callId: string) => StackEvent | undefined) {
  const listeners = new Set<(event: StackEvent) => void>()
  const done: string[] = []
  const stack: Pick<SipStack, 'dial' | 'hangup' | 'onEvent'> = {
    async dial(target, options) {
      const callId = options?.callId ?? ''
      done.push(`dial ${target}`)
      const event = answer(callId)
      if (event) queueMicrotask(() => listeners.forEach((listener) => void listener(event)))
      return callId
    },
    async hangup() {
      done.push('hangup')
    },
    onEvent(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
  const engine = {
    quality: async () => ({ packetsIn: 150, lossPercent: 1, jitterMs: 4, mos: 4.3 }),
  } as unknown as Parameters<typeof measureEchoCall>[0]['engine']
  return { stack, engine, done, listeners }
}
const timing = { answerMs: 50, talkMs: 5 }

test('the echo is called, measured and hung up', async () => {
  const line = makeLine((callId) => ({ type: 'accepted', callId, mediaId: 'm' }))
  expect(await measureEchoCall(line, '600', timing)).toEqual({
    packetsIn: 150,
    lossPercent: 1,
    jitterMs: 4,
    mos: 4.3,
  })
  expect(line.done).toEqual(['dial 600', 'hangup'])
  expect(line.listeners.size).toBe(0)
})

test.each([
  ['refuses', (callId: string): StackEvent => ({ type: 'failed', callId, status: 404, reason: 'Not Found' })],
  ['never answers', () => undefined],
])('an extension that %s is told, and nothing is left behind', async (_, answer) => {
  const line = makeLine(answer)
  await expect(measureEchoCall(line, '600', timing)).rejects.toMatchObject({ code: 'CALL_FAILED' })
  expect(line.done).toEqual(['dial 600', 'hangup'])
  expect(line.listeners.size).toBe(0)
})
