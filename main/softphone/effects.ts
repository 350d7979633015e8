import type { ErrorCode } from '../../shared/lib/errors.ts'
import { CodedError } from '../../shared/lib/result.ts'
import { unreachable } from '../../shared/lib/unreachable.ts'
import type { CallEffect, CallEvent } from '../../shared/softphone/call.ts'
import type { RecorderPort, SoundPort } from './ports.ts'
import type { SipStack } from './sip-stack-types.ts'

export type EffectPorts = {
  /** Undefined once the line is gone; a call that is over may still wait for its outcome then. */
  stack: SipStack | undefined
  sound: SoundPort
  recorder: RecorderPort
  /** Whether the company has its calls recorded. */
  recording(): boolean
  report(effect: CallEffect & { do: 'report' }): void
  trouble(code: ErrorCode, callId: string): void
}

/** Does what the reducer decided. What fails comes back as an event of the same call; nothing is thrown. */
export async function runEffect(effect: CallEffect, ports: EffectPorts): Promise<CallEvent | undefined> {
  const { callId } = effect
  const { stack, sound, recorder } = ports
  switch (effect.do) {
    case 'accept-invite':
      return attempt(stack?.answer(callId), (code) => ({
        type: 'answer-failed',
        code: code ?? 'CALL_ANSWER_FAILED',
      }))
    case 'reject-invite':
      return attempt(stack?.reject(callId, effect.status))
    case 'cancel-invite':
    case 'send-bye':
      return attempt(stack?.hangup(callId))
    case 'hold':
      return attempt(stack?.hold(callId, effect.on), () => ({
        type: 'hold-failed',
        code: 'CALL_HOLD_FAILED',
      }))
    case 'mute':
      return attempt(sound.mute(callId, effect.on), (code) => {
        ports.trouble(code ?? 'ENGINE_GONE', callId)
        return undefined
      })
    case 'dtmf':
      return attempt(stack?.dtmf(callId, effect.tones), (code) => {
        ports.trouble(code ?? 'ENGINE_GONE', callId)
        return undefined
      })
    // Whether it rings follows from all calls together; see ring.ts.
    case 'start-ringing':
    case 'stop-ringing':
      return undefined
    case 'start-recording': {
      if (!ports.recording()) return undefined
      const failed = await attempt(recorder.start(callId), (code) => {
        ports.trouble(code ?? 'RECORDING_FAILED', callId)
        return { type: 'recording-failed' }
      })
      return failed ?? { type: 'recording-started' }
    }
    case 'finish-recording':
      return attempt(recorder.finish(callId))
    case 'report':
      return void ports.report(effect)
    default:
      return unreachable(effect)
  }
}

async function attempt(
  doing: Promise<unknown> | undefined,
  failed: (code: ErrorCode | undefined) => CallEvent | undefined = () => undefined,
): Promise<CallEvent | undefined> {
  try {
    await doing
    return undefined
  } catch (error) {
    return failed(error instanceof CodedError ? error.code : undefined)
  }
}
