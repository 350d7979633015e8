import type { ErrorCode } from '../../shared/lib/errors.ts'
import { type Call, type CallEvent, isLive, reduceCall } from '../../shared/softphone/call.ts'
import type { Logger } from '../log/logger.ts'
import { type CallNotes, callReport } from './call-report.ts'
import { type EffectPorts, runEffect } from './effects.ts'
import { optional } from './optional.ts'
import type { FiguresPort, OutgoingReport, RecorderPort, ReportPort, SoundPort } from './ports.ts'
import type { SipStack } from './sip-stack-types.ts'

export type CallBookOptions = {
  stackOf(call: Call): SipStack | undefined
  sound: SoundPort
  recorder: RecorderPort
  quality: FiguresPort
  report: ReportPort
  /** What the company's rules say of recording this call. */
  recording(call: Call): ReturnType<EffectPorts['recording']>
  clockOffset(): number
  onCalls(calls: Call[]): void
  onTrouble(trouble: { code: ErrorCode; callId?: string }): void
  log: Logger
  now: () => number
  /** How long a call that ended without an outcome to choose stays in sight, milliseconds. */
  lingerMs: number
}

/** What is known of a call beside its state. */
export type Notes = Partial<Pick<CallNotes, 'dialled' | 'token'>> & {
  /** While a caller's token is being checked: no report of that call goes out before its first. */
  check?: Promise<unknown>
  /** While it is being asked whose number it is. */
  lookup?: Promise<unknown>
  /** Dialled as tones once the call is answered. */
  extension?: string
}

type Watcher = (before: Call, after: Call, event: CallEvent) => void

/** Every call of this console: what it is, what was decided about it, and who is told. */
export type CallBook = {
  list(): Call[]
  /** Those that the window has been told of. */
  shown(): Call[]
  get(callId: string): Call | undefined
  notes(callId: string): Notes
  note(callId: string, notes: Notes): void
  /** Lets the reducer decide and has it done. */
  dispatch(callId: string, event: CallEvent): void
  /** Changes what is known of a call without anything having happened to it. */
  amend(callId: string, change: Partial<Call>): void
  add(call: Call): void
  /** It rings at once; it is shown when it is known who calls, or soon: a number must not flash before its name. */
  addUnnamed(call: Call): void
  show(callId: string): void
  /** Reports go out in order, by the outbox; what the hub makes of the first one tells who a new caller is. */
  tell(call: Call, what: OutgoingReport['what'], extra?: Partial<OutgoingReport>): Promise<void>
  /** Hears of every change of a call, in the order of registration; gives its own stop. */
  watch(watcher: Watcher): () => void
  /** Heard before the window is told. */
  onChanged(listener: (calls: Call[]) => void): void
}

/** A call is shown no later than this, known or not. */
const SHOW_WAIT_MS = 80

export function createCallBook(options: CallBookOptions): CallBook {
  const { sound, recorder, log, now } = options
  const calls = new Map<string, Call>()
  const notes = new Map<string, Notes>()
  /** They ring, and the window has not been told yet. */
  const unshown = new Set<string>()
  const watchers = new Set<Watcher>()
  const listeners: ((calls: Call[]) => void)[] = []

  const list = () => [...calls.values()]
  const heard = () => {
    for (const listener of listeners) listener(list())
  }
  const changed = () => {
    unshown.clear()
    heard()
    options.onCalls(list())
  }

  const forgetLater = (callId: string) => {
    setTimeout(() => {
      const call = calls.get(callId)
      if (!call || isLive(call) || call.after === 'wrap-up') return
      calls.delete(callId)
      notes.delete(callId)
      options.quality.forget(callId)
      changed()
    }, options.lingerMs).unref()
  }

  const book: CallBook = {
    list,
    shown: () => list().filter((call) => !unshown.has(call.callId)),
    get: (callId) => calls.get(callId),
    notes: (callId) => notes.get(callId) ?? {},
    note(callId, more) {
      notes.set(callId, { ...notes.get(callId), ...more })
    },

    dispatch(callId, event) {
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
          stack: options.stackOf(call),
          sound,
          recorder,
          recording: (id) => options.recording(calls.get(id) ?? call),
          toAnnounce: (id) => !calls.get(id)?.announced,
          dispatch: book.dispatch,
          report: ({ do: _, callId: _call, what, ...extra }) => void book.tell(call, what, extra),
          trouble(code) {
            // It ended in the very moment that something was asked of its sound: its end is told, and that is all.
            if (code !== 'CALL_NOT_FOUND') options.onTrouble({ code, callId })
          },
        }).then((next) => next && book.dispatch(callId, next))
      for (const watcher of [...watchers]) watcher(before, call, event)
    },

    amend(callId, change) {
      const call = calls.get(callId)
      if (call) calls.set(callId, { ...call, ...change })
    },

    add(call) {
      calls.set(call.callId, call)
      log.info('call', { callId: call.callId, state: call.phase })
      changed()
    },

    addUnnamed(call) {
      calls.set(call.callId, call)
      log.info('call', { callId: call.callId, state: call.phase })
      unshown.add(call.callId)
      heard()
      setTimeout(() => book.show(call.callId), SHOW_WAIT_MS).unref()
    },
    show(callId) {
      if (unshown.has(callId)) changed()
    },

    async tell(call, what, extra = {}) {
      const { callId } = call
      if (what !== 'offered') await book.notes(callId).check
      const { dialled, token } = book.notes(callId)
      const known = { dialled, token, figures: options.quality.figures(callId) }
      const answer = await options.report({
        ...callReport(call, what, now() + options.clockOffset(), known),
        ...extra,
      })
      await book.notes(callId).lookup
      const current = calls.get(callId)
      if (!answer?.contactId || !current || current.contactId) return
      const by = current.parentId === undefined ? 'new' : 'transfer'
      // Who brings the customer has a name of their own; who is called about them keeps it.
      const name = by === 'transfer' && current.direction === 'in' ? answer.name : undefined
      book.dispatch(callId, {
        type: 'identified',
        contactId: answer.contactId,
        by,
        ...optional('name', name),
      })
    },

    watch(watcher) {
      watchers.add(watcher)
      // Whoever stops within a change is still told of it, and may stop again: nobody else is to be stopped by that.
      return () => void watchers.delete(watcher)
    },
    onChanged: (listener) => void listeners.push(listener),
  }
  return book
}
