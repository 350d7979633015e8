import { setTimeout as sleep } from 'node:timers/promises'
import { newId } from '../../shared/lib/ids.ts'
import { CodedError } from '../../shared/lib/result.ts'
import type { SipStack, StackEvent } from '../softphone/sip-stack-types.ts'
import type { EngineClient } from './engine-client.ts'

const ANSWER_MS = 6000
const TALK_MS = 3500

/**
 * Calls an extension that sends back what it hears and measures what comes. Nobody is shown this call and no report is
 * made of it: the softphone does not know its id. Rejects when it is not answered within six seconds.
 */
export async function measureEchoCall(
  {
    stack,
    engine,
  }: { stack: Pick<SipStack, 'dial' | 'hangup' | 'onEvent'>; engine: Pick<EngineClient, 'quality'> },
  target: string,
  { answerMs, talkMs }: { answerMs: number; talkMs: number } = { answerMs: ANSWER_MS, talkMs: TALK_MS },
): Promise<{ packetsIn: number; lossPercent: number; jitterMs: number; mos?: number | undefined }> {
  const callId = newId()
  let settle: (event: StackEvent['type']) => void = () => undefined
  const answered = new Promise<StackEvent['type']>((resolve) => {
    settle = resolve
  })
  const stop = stack.onEvent((event) => {
    if ('callId' in event && event.callId === callId && ['accepted', 'failed', 'ended'].includes(event.type))
      settle(event.type)
  })
  try {
    await stack.dial(target, { callId })
    const outcome = await Promise.race([answered, sleep(answerMs, 'silence' as const, { ref: false })])
    if (outcome !== 'accepted') throw new CodedError('CALL_FAILED', outcome)
    await sleep(talkMs)
    const { packetsIn, lossPercent, jitterMs, mos } = await engine.quality(callId)
    return { packetsIn, lossPercent, jitterMs, mos }
  } finally {
    stop()
    await stack.hangup(callId).catch(() => undefined)
  }
}
