import { afterEach } from 'vitest'
import { createSipStack } from '../sip-stack.ts'
import type { SipAccount, SipStack, StackEvent, StackTiming } from '../sip-stack-types.ts'
import { type FakeMedia, fakeMedia } from './fake-media.ts'

/** What a test has started ends with it, last first. */
export const cleanup: (() => unknown)[] = []
afterEach(async () => {
  for (const step of cleanup.splice(0).reverse()) await step()
})

export const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

export type Phone = SipStack & {
  media: FakeMedia
  events: StackEvent[]
  remarks: string[]
  /** The next event, not looked at before, of this type (and with these properties); those before it are skipped. */
  next: <T extends StackEvent['type']>(
    type: T,
    fits?: Record<string, unknown>,
    ms?: number,
  ) => Promise<Extract<StackEvent, { type: T }>>
  line: (state: string, ms?: number) => Promise<Extract<StackEvent, { type: 'line' }>['line']>
  /** Types of the events of one call, in order. */
  story: (callId: string) => string[]
}

const quick: Partial<StackTiming> = {
  firstRetryMs: 100,
  maxRetryMs: 400,
  settleMs: 100,
  registerMs: 2000,
  transferByeMs: 100,
}

/** A SipStack with a fake media window and a memory. */
export function phone(account: SipAccount, timing: Partial<StackTiming> = {}): Phone {
  const media = fakeMedia()
  const remarks: string[] = []
  const stack = createSipStack({
    account,
    media,
    log: (r) => remarks.push(r),
    timing: { ...quick, ...timing },
  })
  const events: StackEvent[] = []
  const waiters = new Set<() => void>()
  let seen = 0
  stack.onEvent((event) => {
    events.push(event)
    for (const wake of [...waiters]) wake()
  })
  cleanup.push(() => stack.stop())
  const next: Phone['next'] = async (type, fits = {}, ms = 30_000) => {
    const until = Date.now() + ms
    for (;;) {
      while (seen < events.length) {
        const event = events[seen++] as StackEvent & Record<string, unknown>
        if (event.type === type && Object.entries(fits).every(([k, v]) => event[k] === v))
          return event as never
      }
      const left = until - Date.now()
      if (left <= 0)
        throw new Error(
          `${account.user} waited for ${type} in vain; last: ${JSON.stringify(events.slice(-4))}`,
        )
      await new Promise<void>((resolve) => {
        const timer = setTimeout(done, left)
        function done() {
          clearTimeout(timer)
          waiters.delete(done)
          resolve()
        }
        waiters.add(done)
      })
    }
  }
  return {
    start: () => stack.start(),
    stop: () => stack.stop(),
    answer: (callId) => stack.answer(callId),
    reject: (callId, status) => stack.reject(callId, status),
    dial: (target, options) => stack.dial(target, options),
    hangup: (callId) => stack.hangup(callId),
    hold: (callId, on) => stack.hold(callId, on),
    dtmf: (callId, tones) => stack.dtmf(callId, tones),
    transfer: (callId, target) => stack.transfer(callId, target),
    transferTo: (callId, otherCallId) => stack.transferTo(callId, otherCallId),
    renegotiate: (callId, options) => stack.renegotiate(callId, options),
    reconnect: (reason) => stack.reconnect(reason),
    onEvent: (listener) => stack.onEvent(listener),
    media,
    events,
    remarks,
    next,
    async line(state: string, ms?: number) {
      for (;;) {
        const { line } = await next('line', {}, ms)
        if (line.state === state) return line
      }
    },
    story: (callId: string) =>
      events.flatMap((e) =>
        'callId' in e && e.callId === callId ? [e.type === 'ended' ? `ended ${e.by}` : e.type] : [],
      ),
  }
}

/** A started and registered phone. */
export async function registeredPhone(account: SipAccount, timing?: Partial<StackTiming>): Promise<Phone> {
  const made = phone(account, timing)
  await made.start()
  await made.line('registered')
  return made
}
