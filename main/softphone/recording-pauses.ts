import { type Done, fail, ok } from '../../shared/lib/result.ts'
import { type Call, type CallEvent, isLive } from '../../shared/softphone/call.ts'

export type PausesOptions = {
  calls(): readonly Call[]
  /** The longest pause that the company allows, seconds. */
  limitSeconds(): number
  dispatch(callId: string, event: CallEvent): void
  /** A pause was at its limit, and the recording goes on. */
  onLimit(callId: string): void
  now(): number
}

export type Pauses = {
  /** By key or button. */
  byHand(callId: string, on: boolean): Done
  /** Whether a field for card data has the focus now. */
  paymentField(focused: boolean): void
  /** The calls as they have become: keeps a timer for each pause, and pauses what begins to be recorded. */
  follow(calls: readonly Call[]): void
  dispose(): void
}

/**
 * Pauses recordings while card data is said or typed. A pause by hand ends by hand; one that a payment field began ends
 * when the field is left. Each ends by itself at the company's limit, so that nobody forgets to go on.
 */
export function createPauses({ calls, limitSeconds, dispatch, onLimit, now }: PausesOptions): Pauses {
  const timers = new Map<string, { until: number; timer: NodeJS.Timeout }>()
  /** Calls whose pause was at its limit while the field still had the focus: it does not begin again by itself. */
  const limited = new Set<string>()
  /** What the field has asked for and the recorder has not confirmed yet: it is not asked again meanwhile. */
  const asked = new Map<string, Call['recording']>()
  let focused = false

  /** Does for one call what the field asks for, once. Of a held call nothing is recorded anyhow. */
  const settle = (call: Call): void => {
    const { callId, recording } = call
    if (asked.get(callId) === recording) return
    asked.delete(callId)
    const pause = focused && recording === 'on' && call.phase === 'connected' && !call.held
    const resume = !focused && recording === 'paused' && call.recordingPause?.reason === 'payment'
    if (resume || (pause && !limited.has(callId))) asked.set(callId, recording)
    if (pause && !limited.has(callId))
      dispatch(callId, {
        type: 'pause-recording-requested',
        reason: 'payment',
        limitSeconds: limitSeconds(),
      })
    if (resume) dispatch(callId, { type: 'resume-recording-requested', why: 'payment' })
  }

  const forget = (callId: string): void => {
    clearTimeout(timers.get(callId)?.timer)
    timers.delete(callId)
  }

  const atLimit = (callId: string): void => {
    forget(callId)
    if (focused) limited.add(callId)
    dispatch(callId, { type: 'resume-recording-requested', why: 'limit' })
    onLimit(callId)
  }

  return {
    byHand(callId, on) {
      const call = calls().find((one) => one.callId === callId)
      if (!call || !isLive(call)) return fail('CALL_NOT_FOUND')
      if (call.recording !== 'on' && call.recording !== 'paused') return fail('RECORDING_FAILED')
      dispatch(
        callId,
        on
          ? { type: 'pause-recording-requested', reason: 'operator', limitSeconds: limitSeconds() }
          : { type: 'resume-recording-requested', why: 'operator' },
      )
      // The operator's word stands: the field that still has the focus does not take it back.
      if (!on && focused) limited.add(callId)
      return ok({})
    },
    paymentField(on) {
      if (on === focused) return
      focused = on
      asked.clear()
      if (!on) limited.clear()
      for (const call of [...calls()]) settle(call)
    },
    follow(all) {
      for (const callId of [...timers.keys()])
        if (!all.some((call) => call.callId === callId && call.recordingPause)) forget(callId)
      for (const call of all) {
        const until = call.recordingPause?.until
        if (until !== undefined && timers.get(call.callId)?.until !== until) {
          forget(call.callId)
          const timer = setTimeout(() => atLimit(call.callId), Math.max(0, until - now()))
          timer.unref()
          timers.set(call.callId, { until, timer })
        }
        settle(call)
      }
      for (const callId of [...asked.keys(), ...limited])
        if (!all.some((call) => call.callId === callId && isLive(call))) {
          asked.delete(callId)
          limited.delete(callId)
        }
    },
    dispose() {
      for (const callId of [...timers.keys()]) forget(callId)
    },
  }
}
