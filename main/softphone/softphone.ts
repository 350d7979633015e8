import { setTimeout as delay } from 'node:timers/promises'
import type { Company, Presence } from '../../shared/domain/company.ts'
import {
  decideRecording,
  defaultPauseLimitSeconds,
  lineOfCall,
  policyOf,
} from '../../shared/domain/recording-rules.ts'
import type { LineState } from '../../shared/ipc/contract.ts'
import type { ErrorCode } from '../../shared/lib/errors.ts'
import { CallId, type ContactId, type DispositionId, newId, QueueId } from '../../shared/lib/ids.ts'
import { type Language, localise } from '../../shared/lib/language.ts'
import { CodedError, type Done, fail, ok, type Result } from '../../shared/lib/result.ts'
import {
  type Call,
  type CallEvent,
  incomingCall,
  isLive,
  isTalking,
  outgoingCall,
  reduceCall,
} from '../../shared/softphone/call.ts'
import type { Logger } from '../log/logger.ts'
import { type ChosenLine, dialTarget } from './account.ts'
import { callReport } from './call-report.ts'
import { runEffect } from './effects.ts'
import { type CallerToken, type Identify, type Known, tokenPerson } from './identify.ts'
import { optional } from './optional.ts'
import type { FiguresPort, OutgoingReport, RecorderPort, ReportPort, SoundPort } from './ports.ts'
import { createPauses } from './recording-pauses.ts'
import { createRinger } from './ring.ts'
import type { SipAccount, SipStack, StackEvent } from './sip-stack-types.ts'

export type SoftphoneOptions = {
  createStack(account: SipAccount): SipStack
  sound: SoundPort
  recorder: RecorderPort
  quality: FiguresPort
  identify: Identify
  report: ReportPort
  presence(): Presence
  company(): Company | undefined
  /** Whether the demo company is loaded. */
  demo(): boolean
  language(): Language
  /** The hub's time minus ours, milliseconds: reports are dated by the hub's clock. */
  clockOffset(): number
  onCalls(calls: Call[]): void
  onLine(line: LineState): void
  onTrouble(trouble: { code: ErrorCode; callId?: string }): void
  log: Logger
  now?: () => number
  /** How long a call that ended without an outcome to choose stays in sight, milliseconds. */
  lingerMs?: number
}

export type Softphone = {
  /** As `onCalls` told them last: one that just came in is not among them until it is shown. */
  readonly calls: Call[]
  readonly line: LineState
  /** The line to use from now on, or the reason why there is none. Calls that go on are not cut: it waits for them. */
  takeLine(line: Result<ChosenLine>): Promise<void>
  answer(callId: string): Done
  decline(callId: string): Done
  hangup(callId: string): Done
  hold(callId: string, on: boolean): Done
  mute(callId: string, on: boolean): Done
  dtmf(callId: string, tones: string): Done
  dial(written: string, contactId?: ContactId): Promise<Result<{ callId: CallId }>>
  dispose(callId: string, outcome: { dispositionId?: DispositionId; note?: string }): Done
  /** After sleep or a change of network. */
  reconnect(reason: string): void
  /** The media window was lost and is back: every call's sound is made anew. */
  soundIsBack(): void
  /** The sound's way to the other side broke. */
  soundFailed(callId: string): void
  recordingFailed(callId: string): void
  /** Nothing of either side reaches the recording from now on, or everything does again. */
  pauseRecording(callId: string, on: boolean): Done
  /** A field for card data has the focus, or none has: calls that are talked on are paused as long. */
  paymentField(focused: boolean): void
  stop(): Promise<void>
}

/** Calls that may ring at once; a flood of them must not bury the one that can be answered. */
const MAX_RINGING = 3
const LINGER_MS = 8000
/** A call is shown no later than this, known or not. */
const SHOW_WAIT_MS = 80
/** The first report waits no longer than this for the hub to say who calls. */
const REPORT_WAIT_MS = 500

/** The operator's telephone: holds every call's state, lets the reducer decide and has it done. */
export function createSoftphone(options: SoftphoneOptions): Softphone {
  const { sound, recorder, identify, report, presence, company, demo, log } = options
  const { now = Date.now, lingerMs = LINGER_MS } = options
  const calls = new Map<string, Call>()
  const tokens = new Map<string, string>()
  const dialled = new Map<string, string>()
  /** While a caller's token is being checked: no report of that call goes out before its first. */
  const checks = new Map<string, Promise<unknown>>()
  /** While it is being asked whose number it is. */
  const lookups = new Map<string, Promise<unknown>>()
  /** They ring, and the window has not been told yet. */
  const unshown = new Set<string>()
  const ringer = createRinger(sound)
  const pauses = createPauses({
    calls: () => list(),
    limitSeconds: () => {
      const found = company()
      return found ? policyOf(found.settings).pauseLimitSeconds : defaultPauseLimitSeconds
    },
    dispatch: (callId, event) => dispatch(callId, event),
    onLimit: (callId) => options.onTrouble({ code: 'RECORDING_RESUMED', callId }),
    now,
  })
  let stack: SipStack | undefined
  let chosen: ChosenLine | undefined
  let waitingLine: Result<ChosenLine> | undefined
  let line: LineState = { state: 'off', demo: false }

  const list = () => [...calls.values()]
  const changed = () => {
    unshown.clear()
    ringer.follow(list())
    pauses.follow(list())
    options.onCalls(list())
  }

  /** The company's rules on a call of this console: first match wins. */
  const decide = (callId: string) => {
    const call = calls.get(callId)
    const found = company()
    if (!found || !call) return { record: false, announcement: { kind: 'none' } as const }
    const { direction, queueId } = call
    const account = lineOfCall(found.accounts, { dialled: dialled.get(callId), queueId })
    return decideRecording(policyOf(found.settings), {
      direction,
      ...optional('accountId', account?.accountId),
      ...(queueId ? { queueId: QueueId.parse(queueId) } : {}),
    })
  }

  const dispatch = (callId: string, event: CallEvent): void => {
    const before = calls.get(callId)
    if (!before) return
    const [call, effects] = reduceCall(before, event, now())
    if (call === before && !effects.length) return
    calls.set(callId, call)
    if (before.phase !== call.phase) log.info('call', { callId, state: call.phase, cause: call.cause })
    if (!isLive(call) && call.after !== 'wrap-up') forgetLater(callId)
    changed()
    for (const effect of effects)
      void runEffect(effect, {
        stack,
        sound,
        recorder,
        recording: (id) => decide(id),
        toAnnounce: (id) => !calls.get(id)?.announced,
        dispatch,
        report: ({ do: _, callId: _call, what, ...extra }) => void tell(call, what, extra),
        trouble: (code) => options.onTrouble({ code, callId }),
      }).then((next) => next && dispatch(callId, next))
    if (!isLive(call) && !list().some(isLive)) settleLine()
  }

  const add = (call: Call) => {
    calls.set(call.callId, call)
    log.info('call', { callId: call.callId, state: call.phase })
    changed()
  }

  /** It rings at once; it is shown when it is known who calls, or soon: a number must not flash before its name. */
  const addUnnamed = (call: Call) => {
    calls.set(call.callId, call)
    log.info('call', { callId: call.callId, state: call.phase })
    ringer.follow(list())
    unshown.add(call.callId)
    setTimeout(() => show(call.callId), SHOW_WAIT_MS).unref()
  }
  const show = (callId: string) => {
    if (unshown.has(callId)) changed()
  }

  const forgetLater = (callId: string) => {
    setTimeout(() => {
      const call = calls.get(callId)
      if (!call || isLive(call) || call.after === 'wrap-up') return
      calls.delete(callId)
      for (const notes of [tokens, dialled, checks, lookups]) notes.delete(callId)
      options.quality.forget(callId)
      changed()
    }, lingerMs).unref()
  }

  /** Reports go out in order, by the outbox; what the hub makes of the first one tells who a new caller is. */
  const tell = async (call: Call, what: OutgoingReport['what'], extra: Partial<OutgoingReport> = {}) => {
    const { callId } = call
    if (what !== 'offered') await checks.get(callId)
    const notes = {
      dialled: dialled.get(callId),
      token: tokens.get(callId),
      figures: options.quality.figures(callId),
    }
    const answer = await report({ ...callReport(call, what, now() + options.clockOffset(), notes), ...extra })
    const contactId = answer?.contactId
    await lookups.get(callId)
    if (contactId && !calls.get(callId)?.contactId)
      dispatch(callId, { type: 'identified', contactId, by: 'new' })
  }

  const onStackEvent = (event: StackEvent): void => {
    switch (event.type) {
      case 'line':
        return showLine(event.line)
      case 'knock':
        return mayRing() ? identify.expect(event.user) : undefined
      case 'incoming':
        return void incoming(event).catch((error: unknown) => log.error('incoming call', { error }))
      case 'progress':
        return event.status >= 180 ? dispatch(event.callId, { type: 'alerting' }) : undefined
      case 'accepted':
        return dispatch(event.callId, { type: 'media-connected' })
      case 'cancelled':
        return dispatch(event.callId, {
          type: 'cancelled',
          elsewhere: event.elsewhere,
          ...optional('rangOut', event.rangOut),
        })
      case 'ended':
        return dispatch(event.callId, { type: event.by === 'remote' ? 'remote-ended' : 'network-ended' })
      case 'failed':
        return dispatch(event.callId, {
          type: 'rejected',
          status: event.status,
          ...optional('code', event.code),
        })
      case 'held':
        return dispatch(event.callId, { type: 'held', on: event.held })
      case 'hold-failed':
        return dispatch(event.callId, { type: 'hold-failed', code: 'CALL_HOLD_FAILED' })
      case 'reconnected':
        return dispatch(event.callId, { type: 'link', up: true })
      case 'remote-hold':
      case 'transfer':
      case 'replaced':
    }
  }

  const mayRing = () =>
    presence() === 'available' && list().filter((c) => c.phase === 'offered').length < MAX_RINGING

  const incoming = async ({ callId, from, toUser, headers }: Extract<StackEvent, { type: 'incoming' }>) => {
    if (presence() !== 'available') return stack?.reject(callId, 480)
    if (!mayRing()) return stack?.reject(callId, 486)
    const queue = company()?.queues.find((q) => q.queueId === toUser)
    const account = company()?.accounts.find(
      (a) => a.kind === 'voice' && a.address.replace(/[^\d+]/g, '') === toUser,
    )
    const name = queue ? localise(queue.name, options.language()) : account?.name
    dialled.set(callId, toUser)
    addUnnamed(
      incomingCall({
        callId: CallId.parse(callId),
        remote: from.user,
        offeredAt: now(),
        ...optional('remoteName', from.displayName),
        ...optional('line', name),
        ...optional('queueId', queue?.queueId ?? account?.queueId),
      }),
    )
    const check = introduce(callId, headers, from.user)
    checks.set(callId, check)
    await check
    show(callId)
  }

  /**
   * By the token of the INVITE, else by the number, which is asked for beside the token's check. The hub hears of the
   * call once it has said whose number it is: what comes of the report must not stand before the caller's card.
   */
  const introduce = async (callId: string, headers: Record<string, string>, user: string) => {
    const asked = identify.number(user)
    const caller = await identify.token(headers, user)
    if (caller) takeToken(callId, caller)
    const known = caller && tokenPerson(caller)
    if (known) recognised(callId, known)
    const call = calls.get(callId)
    if (!call) return
    if (!known) {
      const looked = (call.remote === user ? asked : identify.number(call.remote)).then((found) => {
        if (found && !calls.get(callId)?.contactId) recognised(callId, found)
      })
      lookups.set(callId, looked)
      await Promise.race([looked, delay(REPORT_WAIT_MS, undefined, { ref: false })])
    }
    void tell(call, 'offered')
  }

  /** A phone page calls from a number; a visitor has at most a name. */
  const takeToken = (callId: string, { token, claims }: CallerToken) => {
    tokens.set(callId, token)
    const call = calls.get(callId)
    if (call)
      calls.set(callId, {
        ...call,
        remote: claims.number ?? call.remote,
        ...optional('remoteName', claims.name ?? call.remoteName),
      })
  }

  const recognised = (
    callId: string,
    { contactId, by, name }: Pick<Known, 'contactId' | 'name'> & { by: Known['by'] | 'dialled' },
  ) => dispatch(callId, { type: 'identified', contactId, by, ...optional('name', name) })

  const showLine = (state: { state: LineState['state']; code?: string; retryInMs?: number }) => {
    const { code, retryInMs } = state
    line = {
      state: state.state,
      demo: chosen?.demo ?? false,
      ...optional('user', chosen?.account.user),
      ...optional('code', code),
      ...optional('retryInMs', retryInMs),
    }
    options.onLine(line)
    if (state.state !== 'registered' && state.state !== 'registering')
      for (const call of list()) if (isLive(call)) dispatch(call.callId, { type: 'link', up: false })
  }

  const settleLine = () => {
    const next = waitingLine
    waitingLine = undefined
    if (next) void takeLine(next)
  }

  const takeLine = async (next: Result<ChosenLine>): Promise<void> => {
    if (next.ok && chosen && JSON.stringify(next.value) === JSON.stringify(chosen)) {
      waitingLine = undefined
      return
    }
    if (stack && list().some(isLive)) {
      waitingLine = next
      return
    }
    const old = stack
    stack = undefined
    chosen = next.ok ? next.value : undefined
    await old?.stop().catch((error: unknown) => log.warn('line did not stop', { error }))
    if (!next.ok) return showLine({ state: next.code === 'LINE_OFF' ? 'off' : 'refused', code: next.code })
    // Another choice may have been made while the old line was taking its leave.
    if (chosen !== next.value) return
    const mine = options.createStack(next.value.account)
    stack = mine
    mine.onEvent((event) => {
      if (stack === mine || event.type === 'ended') onStackEvent(event)
    })
    await mine.start()
  }

  const holdOthers = (callId: string) => {
    for (const other of list())
      if (other.callId !== callId && other.phase === 'connected' && !other.held)
        dispatch(other.callId, { type: 'hold-requested', on: true })
  }

  const ask = (callId: string, event: CallEvent): Done => {
    const call = calls.get(callId)
    if (!call || (!isLive(call) && event.type !== 'disposed')) return fail('CALL_NOT_FOUND')
    dispatch(callId, event)
    return ok({})
  }

  return {
    get calls() {
      return list().filter((call) => !unshown.has(call.callId))
    },
    get line() {
      return line
    },
    takeLine,
    answer(callId) {
      if (calls.get(callId)?.phase === 'offered') holdOthers(callId)
      return ask(callId, { type: 'answer-requested' })
    },
    decline: (callId) => ask(callId, { type: 'decline-requested', status: 603 }),
    hangup: (callId) => ask(callId, { type: 'hangup-requested' }),
    hold(callId, on) {
      if (!on) holdOthers(callId)
      return ask(callId, { type: 'hold-requested', on })
    },
    mute: (callId, on) => ask(callId, { type: 'mute-requested', on }),
    dtmf: (callId, tones) => ask(callId, { type: 'dtmf-requested', tones }),

    async dial(written, contactId) {
      if (!stack || !chosen) return fail(line.code === 'CALL_DEMO_ONLY' ? 'CALL_DEMO_ONLY' : 'LINE_OFF')
      const target = dialTarget(written, chosen, demo())
      if (!target.ok) return target
      if (line.state !== 'registered') return fail('LINE_UNREACHABLE', line.code)
      if (list().some((c) => c.phase === 'dialing' || c.phase === 'alerting')) return fail('CALL_BUSY')
      const callId = newId<CallId>()
      holdOthers(callId)
      const by = contactId ? ({ contactId, identifiedBy: 'dialled' } as const) : {}
      const call = outgoingCall({ callId, remote: target.value, offeredAt: now(), ...by })
      add(call)
      void tell(call, 'offered')
      // Whose number it is, in words: the operator may have dialled digits, or a card's second number.
      void identify.number(target.value).then((found) => {
        if (!found) return
        const known = contactId ? { ...found, contactId, by: 'dialled' as const } : found
        recognised(callId, known)
      })
      try {
        await stack.dial(target.value, { callId })
        return ok({ callId })
      } catch (error) {
        const code = error instanceof CodedError ? error.code : 'CALL_FAILED'
        log.warn('call was not placed', { callId, code })
        dispatch(callId, { type: 'rejected', status: 0, code })
        return fail(code)
      }
    },

    dispose(callId, { dispositionId, note }) {
      return ask(callId, {
        type: 'disposed',
        ...optional('dispositionId', dispositionId),
        ...optional('note', note),
      })
    },

    reconnect: (reason) => stack?.reconnect(reason),

    soundIsBack() {
      ringer.again()
      for (const call of list()) {
        if (!isTalking(call)) continue
        void stack
          ?.renegotiate(call.callId)
          .catch(() => options.onTrouble({ code: 'ENGINE_GONE', callId: call.callId }))
        if (call.muted) void sound.mute(call.callId, true).catch(() => undefined)
        if (call.recording === 'on')
          recorder.start(call.callId).catch(() => dispatch(call.callId, { type: 'recording-failed' }))
        if (call.recording === 'paused')
          recorder
            .start(call.callId, { paused: true })
            .catch(() => dispatch(call.callId, { type: 'recording-failed' }))
      }
    },
    soundFailed(callId) {
      void stack?.renegotiate(callId, { iceRestart: true }).catch(() => undefined)
    },
    recordingFailed: (callId) => dispatch(callId, { type: 'recording-failed' }),
    pauseRecording: (callId, on) => pauses.byHand(callId, on),
    paymentField: (focused) => pauses.paymentField(focused),

    async stop() {
      for (const call of list()) if (isLive(call)) dispatch(call.callId, { type: 'hangup-requested' })
      pauses.dispose()
      const mine = stack
      await mine?.stop().catch(() => undefined)
      stack = undefined
      chosen = undefined
    },
  }
}
