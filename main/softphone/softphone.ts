import type { Company, Presence } from '../../shared/domain/company.ts'
import { defaultPauseLimitSeconds, policyOf } from '../../shared/domain/recording-rules.ts'
import type { DialPreview, LineState } from '../../shared/ipc/contract.ts'
import type { ErrorCode } from '../../shared/lib/errors.ts'
import type { CallId, ContactId, DispositionId } from '../../shared/lib/ids.ts'
import type { Language } from '../../shared/lib/language.ts'
import { type Done, fail, ok, type Result } from '../../shared/lib/result.ts'
import {
  type Call,
  type CallEvent,
  isLive,
  isRelayed,
  isTalking,
  wantsHold,
} from '../../shared/softphone/call.ts'
import type { Logger } from '../log/logger.ts'
import { dialTarget, type LineSetup } from './account.ts'
import { createAutoAnswer } from './auto-answer.ts'
import { createCallBook } from './call-book.ts'
import { createDialling, type DialAsk } from './dialling.ts'
import type { Identify } from './identify.ts'
import { createIncoming } from './incoming.ts'
import { mergeCalls } from './merge.ts'
import { optional } from './optional.ts'
import { createParties } from './party.ts'
import { createPhoneLines } from './phone-lines.ts'
import type { FiguresPort, RecorderPort, ReportPort, SoundPort } from './ports.ts'
import { recordingOf } from './recording-decision.ts'
import { createPauses } from './recording-pauses.ts'
import { createRinger } from './ring.ts'
import type { SipAccount, SipStack, StackEvent } from './sip-stack-types.ts'
import { createTransfers, type TransferAsk } from './transfers.ts'

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
  /** The queue that this person is looked after by. */
  queueOf(contactId: ContactId): string | undefined
  /** The card that this call made is the person that the operator chose. */
  onChosen(callId: CallId, bornAs: ContactId, chosen: ContactId): void
  onCalls(calls: Call[]): void
  onLines(lines: LineState[]): void
  onTrouble(trouble: { code: ErrorCode; callId?: string }): void
  log: Logger
  now?: () => number
  /** How long a call that ended without an outcome to choose stays in sight, milliseconds. */
  lingerMs?: number
}

export type Softphone = {
  /** As `onCalls` told them last: one that just came in is not among them until it is shown. */
  readonly calls: Call[]
  readonly lines: LineState[]
  /** The lines to use from now on. Calls that go on are not cut: a change of their line waits for them. */
  takeLines(lines: readonly LineSetup[]): Promise<void>
  answer(callId: string): Done
  decline(callId: string, how?: 'declined' | 'busy'): Done
  hangup(callId: string): Done
  hold(callId: string, on: boolean): Done
  mute(callId: string, on: boolean): Done
  dtmf(callId: string, tones: string): Done
  dial(ask: DialAsk): Promise<Result<{ callId: CallId }>>
  redial(): Promise<Result<{ callId: CallId }>>
  /** What a written number comes to on a line. */
  preview(target: string, lineId?: string): Result<DialPreview>
  identify(callId: string, contactId: ContactId): Done
  stopAutoAnswer(callId: string): Done
  transfer(callId: string, ask: TransferAsk): Done
  completeTransfer(callId: string): Done
  pullBack(callId: string): Done
  merge(callIds: readonly string[]): Promise<Done>
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

const LINGER_MS = 8000

const isTogether = (one: Call, other: Call) =>
  one.joined !== undefined && one.joined.group === other.joined?.group

/** The operator's telephone: puts the parts together that hold its calls, its lines, and what joins them. */
export function createSoftphone(options: SoftphoneOptions): Softphone {
  const { sound, recorder, identify, presence, company, log, onTrouble } = options
  const { now = Date.now, lingerMs = LINGER_MS } = options
  const stackOf = (call: Call) => lines.get(call.lineId)?.stack
  const book = createCallBook({
    ...{ ...options, now, lingerMs, stackOf },
    recording: (call) => recordingOf(call, company(), book.notes(call.callId).dialled),
  })
  const lines = createPhoneLines({
    createStack: options.createStack,
    busy: (lineId) => book.list().some((call) => isLive(call) && call.lineId === lineId),
    onEvent: (lineId, event) => onStackEvent(lineId, event),
    onStates: options.onLines,
    log,
  })
  const ringer = createRinger(sound)
  const pauses = createPauses({
    calls: () => book.list(),
    limitSeconds: () => {
      const found = company()
      return found ? policyOf(found.settings).pauseLimitSeconds : defaultPauseLimitSeconds
    },
    dispatch: (callId, event) => book.dispatch(callId, event),
    onLimit: (callId) => onTrouble({ code: 'RECORDING_RESUMED', callId }),
    now,
  })
  book.onChanged((calls) => {
    ringer.follow(calls)
    pauses.follow(calls)
  })
  book.watch((_before, after) => {
    if (!isLive(after) && !book.list().some(isLive)) lines.settle()
  })

  /** Whoever is talked to or called waits, unless they are, or are to be, in one conference with these. */
  const holdOthers = (...callIds: readonly string[]) => {
    const wanted = callIds.flatMap((id) => book.get(id) ?? [])
    for (const other of book.list())
      if (!callIds.includes(other.callId) && !wanted.some((call) => isTogether(call, other)))
        book.dispatch(other.callId, { type: 'hold-requested', on: true })
  }

  // Whoever will not be put on hold is muted instead, where the operator talks to somebody else by now.
  book.watch((_before, after, event) => {
    if (event.type !== 'hold-failed' || wantsHold(after) || isRelayed(after)) return
    const elsewhere = book
      .list()
      .some(
        (c) => c.callId !== after.callId && c.phase === 'connected' && !wantsHold(c) && !isTogether(c, after),
      )
    if (elsewhere) book.dispatch(after.callId, { type: 'mute-requested', on: true })
  })

  const ask = (callId: string, event: CallEvent): Done => {
    const call = book.get(callId)
    if (!call || (!isLive(call) && event.type !== 'disposed')) return fail('CALL_NOT_FOUND')
    book.dispatch(callId, event)
    return ok({})
  }

  const answer = (callId: string): Done => {
    if (book.get(callId)?.phase === 'offered') holdOthers(callId)
    return ask(callId, { type: 'answer-requested' })
  }

  const autoAnswer = createAutoAnswer({
    book,
    now,
    mayAnswer: (callId) =>
      sound.microphoneReady() &&
      !book.list().some((c) => c.callId !== callId && isLive(c) && c.phase !== 'offered' && !isRelayed(c)),
    answer(callId, tone) {
      if (tone) void sound.ring('taken', true).catch(() => undefined)
      answer(callId)
    },
  })
  const incoming = createIncoming({
    ...{ book, identify, presence, company, now },
    language: options.language,
    onRinging: (callId, line, event) => autoAnswer.offer(callId, line.profile.autoAnswer, event.autoAnswer),
  })
  const dialling = createDialling({
    ...{ book, lines, identify, holdOthers, log, now },
    ...{ demo: options.demo, queueOf: options.queueOf },
  })
  const parties = createParties({ book, sound, onTrouble })
  const transfers = createTransfers({
    ...{ book, parties, stackOf, holdOthers, onTrouble },
    wayOf: (call) => lines.get(call.lineId)?.profile.transferBy ?? 'pull-back',
    dialLeg: (transfer) => dialling.leg(transfer),
  })

  const onStackEvent = (lineId: string, event: StackEvent): void => {
    const line = lines.get(lineId)
    switch (event.type) {
      case 'line':
        if (event.line.state === 'registered' || event.line.state === 'registering') return
        for (const call of book.list())
          if (isLive(call) && call.lineId === lineId) book.dispatch(call.callId, { type: 'link', up: false })
        return
      case 'knock':
        return line && incoming.knock(line, event.user)
      case 'incoming':
        if (line) incoming.take(line, event).catch((error: unknown) => log.error('incoming call', { error }))
        return
      case 'progress':
        return event.status >= 180 ? book.dispatch(event.callId, { type: 'alerting' }) : undefined
      case 'accepted':
        return book.dispatch(event.callId, { type: 'media-connected' })
      case 'cancelled':
        return book.dispatch(event.callId, {
          type: 'cancelled',
          elsewhere: event.elsewhere,
          ...optional('rangOut', event.rangOut),
        })
      case 'ended':
        return book.dispatch(event.callId, { type: event.by === 'remote' ? 'remote-ended' : 'network-ended' })
      case 'failed':
        return book.dispatch(event.callId, {
          type: 'rejected',
          status: event.status,
          ...optional('code', event.code),
        })
      case 'held':
        return book.dispatch(event.callId, { type: 'held', on: event.held })
      case 'hold-failed':
        return book.dispatch(event.callId, { type: 'hold-failed', code: 'CALL_HOLD_FAILED' })
      case 'reconnected':
        return book.dispatch(event.callId, { type: 'link', up: true })
      case 'transfer':
        return transfers.onStackEvent(event)
      case 'replaced':
        return book.dispatch(event.callId, { type: 'replaced' })
      case 'remote-hold':
    }
  }

  return {
    get calls() {
      return book.shown()
    },
    get lines() {
      return lines.states
    },
    takeLines: (setups) => lines.take(setups),
    answer,
    decline: (callId, how) => ask(callId, { type: 'decline-requested', status: how === 'busy' ? 486 : 603 }),
    hangup: (callId) => ask(callId, { type: 'hangup-requested' }),
    hold(callId, on) {
      if (!on && !book.get(callId)?.joined?.relay) holdOthers(callId)
      // A conference waits, and is talked to again, as one.
      for (const { callId: other } of parties.of(callId))
        if (other !== callId) book.dispatch(other, { type: 'hold-requested', on })
      return ask(callId, { type: 'hold-requested', on })
    },
    mute: (callId, on) => ask(callId, { type: 'mute-requested', on }),
    dtmf: (callId, tones) => ask(callId, { type: 'dtmf-requested', tones }),
    dial: (asked) => dialling.dial(asked),
    redial: () => dialling.redial(),
    preview(target, lineId) {
      const line = lines.toDial(lineId)
      if (!line?.chosen) return fail('LINE_OFF')
      const reading = dialTarget(target, line.chosen, line.profile, options.demo())
      return reading.ok ? ok({ ...reading.value, lineId: line.profile.lineId }) : reading
    },

    identify(callId, contactId) {
      const call = book.get(callId)
      if (!call) return fail('CALL_NOT_FOUND')
      if (call.contactId === contactId) return ok({})
      // What the hub has filed under a card of its own making is that person's from now on.
      if (call.contactId && call.identifiedBy === 'new')
        options.onChosen(call.callId, call.contactId, contactId)
      book.dispatch(callId, { type: 'identified', contactId, by: 'chosen' })
      return ok({})
    },
    stopAutoAnswer: (callId) => ask(callId, { type: 'auto-answer', at: undefined }),

    transfer(callId, asked) {
      const call = book.get(callId)
      const line = lines.get(call?.lineId)
      if (!call || !line?.chosen) return fail('CALL_NOT_FOUND')
      const to = dialling.transferTarget(asked, line, company())
      return to.ok ? transfers.begin(callId, { ...asked, target: to.value }) : to
    },
    completeTransfer: (callId) => transfers.complete(callId),
    pullBack: (callId) => transfers.pullBack(callId),
    async merge(callIds) {
      const done = await mergeCalls(callIds, { book, parties, holdOthers, isFree: transfers.isFree })
      if (done.ok) for (const callId of callIds) transfers.merged(callId)
      return done
    },

    dispose(callId, { dispositionId, note }) {
      return ask(callId, {
        type: 'disposed',
        ...optional('dispositionId', dispositionId),
        ...optional('note', note),
      })
    },

    reconnect(reason) {
      for (const line of lines.all()) line.stack?.reconnect(reason)
    },

    soundIsBack() {
      ringer.again()
      // Before anything else is made anew: two who talk among themselves must not hear the operator meanwhile.
      parties.again()
      for (const call of book.list()) {
        if (!isTalking(call)) continue
        void stackOf(call)
          ?.renegotiate(call.callId)
          .catch(() => onTrouble({ code: 'ENGINE_GONE', callId: call.callId }))
        if (call.muted) void sound.mute(call.callId, true).catch(() => undefined)
        if (call.recording === 'on' || call.recording === 'paused')
          recorder
            .start(call.callId, call.recording === 'paused' ? { paused: true } : undefined)
            .catch(() => book.dispatch(call.callId, { type: 'recording-failed' }))
      }
    },
    soundFailed(callId) {
      const call = book.get(callId)
      if (call)
        void stackOf(call)
          ?.renegotiate(callId, { iceRestart: true })
          .catch(() => undefined)
    },
    recordingFailed: (callId) => book.dispatch(callId, { type: 'recording-failed' }),
    pauseRecording: (callId, on) => pauses.byHand(callId, on),
    paymentField: (focused) => pauses.paymentField(focused),

    async stop() {
      for (const call of book.list())
        if (isLive(call)) book.dispatch(call.callId, { type: 'hangup-requested' })
      pauses.dispose()
      await lines.stop()
    },
  }
}
