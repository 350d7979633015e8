import type { RecordingDecision } from '../../shared/domain/recording-rules.ts'
import type { ErrorCode } from '../../shared/lib/errors.ts'
import { CodedError } from '../../shared/lib/result.ts'
import { unreachable } from '../../shared/lib/unreachable.ts'
import type { CallEffect, CallEvent } from '../../shared/softphone/call.ts'
import type { RecorderPort, SoundPort, SpokenAnnouncement } from './ports.ts'
import type { SipStack } from './sip-stack-types.ts'

export type EffectPorts = {
  /** Undefined once the line is gone; a call that is over may still wait for its outcome then. */
  stack: SipStack | undefined
  sound: SoundPort
  recorder: RecorderPort
  /** What the company's rules say of this call. */
  recording(callId: string): Pick<RecordingDecision, 'record' | 'announcement'>
  /** False when the customer has been told already. */
  toAnnounce(callId: string): boolean
  /** An event that comes of an effect while it goes on. */
  dispatch(callId: string, event: CallEvent): void
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
      const { record, announcement } = ports.recording(callId)
      if (!record) return { type: 'recording-unwanted' }
      const started = await then(recorder.start(callId), { type: 'recording-started' }, (code): CallEvent => {
        ports.trouble(code ?? 'RECORDING_FAILED', callId)
        return { type: 'recording-failed' }
      })
      if (started?.type !== 'recording-started') return started
      ports.dispatch(callId, started)
      // The recording holds its own announcement: who hears it knows that the customer was told.
      return announcement.kind === 'none' || !ports.toAnnounce(callId)
        ? undefined
        : announce(callId, announcement, ports)
    }
    case 'pause-recording': {
      const { reason, limitSeconds } = effect
      const paused: CallEvent = { type: 'recording-paused', reason, limitSeconds }
      return then(recorder.pause(callId, true), paused, () => {
        ports.trouble('RECORDING_NOT_PAUSED', callId)
        return undefined
      })
    }
    case 'resume-recording':
      return then(
        recorder.pause(callId, false),
        { type: 'recording-resumed', why: effect.why },
        (code): CallEvent => {
          ports.trouble(code ?? 'RECORDING_FAILED', callId)
          return { type: 'recording-failed' }
        },
      )
    case 'finish-recording':
      return attempt(recorder.finish(callId))
    case 'report':
      return void ports.report(effect)
    default:
      return unreachable(effect)
  }
}

/** Plays what is to be announced; where it cannot be played, a tone still says that something begins. */
async function announce(
  callId: string,
  what: SpokenAnnouncement,
  { recorder, trouble }: EffectPorts,
): Promise<CallEvent | undefined> {
  try {
    const played = await recorder.announce(callId, what)
    return {
      type: 'announced',
      announcement: played.kind,
      ...(played.kind === 'sound' ? { soundId: played.soundId } : {}),
    }
  } catch {
    // The caller hung up meanwhile, or their sound is gone: the call says so itself.
    trouble('RECORDING_NOT_ANNOUNCED', callId)
    return undefined
  }
}

/** Tells `event` once it is done, else what `failed` makes of it. */
async function then(
  doing: Promise<unknown>,
  event: CallEvent,
  failed: (code: ErrorCode | undefined) => CallEvent | undefined,
): Promise<CallEvent | undefined> {
  try {
    await doing
    return event
  } catch (error) {
    return failed(error instanceof CodedError ? error.code : undefined)
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
