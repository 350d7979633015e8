import type { Done } from '../../shared/lib/result.ts'
import { fail, ok } from '../../shared/lib/result.ts'
import type { Call } from '../../shared/softphone/call.ts'
import {
  answerTarget,
  canTake,
  desk,
  endedBetween,
  hangupTarget,
  holdTarget,
  slipMs,
} from '../../shared/softphone/desk.ts'
import type { Softphone } from './softphone.ts'

/**
 * The phone by its buttons, for whoever has no screen to choose on: keys of every program, a headset, the command line.
 * They mean the same calls as the keys of the operator's window do (`shared/softphone/desk.ts`).
 */
export type Controls = {
  /** Takes the call that rings longest; the one in front waits meanwhile. */
  answer(): Done
  /** Ends the call in front, else declines the one that rings. Nothing at once after another call ended. */
  hangup(): Done
  /** Declines the call that rings. */
  reject(): Done
  /** Holds the call in front, or brings back the one that waits longest. */
  toggleHold(): Done
  mute(on: boolean): Done
  toggleMute(): Done
  /** Keeps what is said in the call in front out of its recording, or lets it go on. */
  togglePause(): Done
  /** To be told of the calls whenever they change. */
  follow(calls: readonly Call[]): void
}

type Phone = Pick<Softphone, 'calls' | 'answer' | 'decline' | 'hangup' | 'hold' | 'mute' | 'pauseRecording'>

export function createControls(phone: () => Phone, now: () => number = Date.now): Controls {
  let before: readonly Call[] = []
  let endedAt = Number.NEGATIVE_INFINITY
  const d = () => desk(phone().calls)
  const slips = () => now() - endedAt < slipMs
  const nothing = (): Done => fail('CALL_NOT_FOUND')

  const controls: Controls = {
    answer() {
      const on = d()
      const call = answerTarget(on)
      return call && canTake(on) ? phone().answer(call.callId) : nothing()
    },
    hangup() {
      const call = hangupTarget(d())
      if (!call) return nothing()
      if (call.phase !== 'offered') return phone().hangup(call.callId)
      return slips() ? ok({}) : phone().decline(call.callId)
    },
    reject() {
      const call = answerTarget(d())
      return call ? phone().decline(call.callId) : nothing()
    },
    toggleHold() {
      const target = holdTarget(d())
      return target ? phone().hold(target.call.callId, target.on) : nothing()
    },
    mute(on) {
      const { front } = d()
      return front?.phase === 'connected' ? phone().mute(front.callId, on) : nothing()
    },
    toggleMute() {
      const { front } = d()
      return front ? controls.mute(!front.muted) : nothing()
    },
    togglePause() {
      const { front } = d()
      return front?.phase === 'connected'
        ? phone().pauseRecording(front.callId, front.recording !== 'paused')
        : nothing()
    },
    follow(calls) {
      if (endedBetween(before, calls).length) endedAt = now()
      before = calls
    },
  }
  return controls
}
