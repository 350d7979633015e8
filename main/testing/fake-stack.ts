import type { SipAccount, SipStack, StackEvent } from '../softphone/sip-stack-types.ts'

export type FakeStack = SipStack & {
  readonly account: SipAccount
  /** What was asked of it, in words: `answer c1`, `hold c1 on`. */
  readonly done: string[]
  stopped: boolean
  /** Whatever is asked next rejects with this. */
  failNext: Error | undefined
  emit(event: StackEvent): void
}

/** A SIP stack without SIP: a test plays the network. */
export function createFakeStack(account: SipAccount): FakeStack {
  const listeners = new Set<(event: StackEvent) => void>()
  const done: string[] = []
  const act = async (what: string) => {
    const failure = stack.failNext
    stack.failNext = undefined
    if (failure) throw failure
    done.push(what)
  }
  const stack: FakeStack = {
    account,
    done,
    stopped: false,
    failNext: undefined,
    emit(event) {
      for (const listener of listeners) listener(event)
    },
    async start() {},
    async stop() {
      stack.stopped = true
    },
    answer: (callId) => act(`answer ${callId}`),
    reject: (callId, status) => act(`reject ${callId} ${status}`),
    async dial(target, options) {
      await act(`dial ${target}`)
      return options?.callId ?? 'c'
    },
    hangup: (callId) => act(`hangup ${callId}`),
    hold: (callId, on) => act(`hold ${callId} ${on ? 'on' : 'off'}`),
    dtmf: (callId, tones) => act(`dtmf ${callId} ${tones}`),
    transfer: (callId, target) => act(`transfer ${callId} ${target}`),
    transferTo: (callId, otherCallId) => act(`transferTo ${callId} ${otherCallId}`),
    renegotiate: (callId) => act(`renegotiate ${callId}`),
    reconnect: (reason) => void done.push(`reconnect ${reason}`),
    onEvent(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
  return stack
}
