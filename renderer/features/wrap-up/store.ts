import { createStore, type StoreApi } from 'zustand/vanilla'
import { sentence } from '../../../shared/lib/errors.ts'
import { type CallId, type DispositionId, newId, type PromiseId } from '../../../shared/lib/ids.ts'
import type { Language } from '../../../shared/lib/language.ts'
import { isLive, isRelayed } from '../../../shared/softphone/call.ts'
import { type Bridge, bridgeStore } from '../../bridge/bridge.tsx'
import { callsOf } from '../../bridge/mirrors.ts'
import { i18n } from '../../i18n/i18n.ts'
import { notify } from '../../ui/notices.tsx'
import { countDown, moreMs, tomorrowAt, touchMs, waitingCall, wrapUpMs } from './wrap-up.ts'

/** The outcome being written; undefined while no call waits for one. */
export type WrapUp = {
  callId: CallId
  dispositionId: DispositionId | undefined
  /** What was typed; undefined while the draft stands. */
  note: string | undefined
  /** The note that the facts give, which is saved when nothing was typed. */
  draft: string
  /** What was promised, and when it is due (UTC milliseconds, the hub's clock). */
  promise: { promiseId: PromiseId; text: string; dueAt: number }
  leftMs: number
  wholeMs: number
  /** The countdown stands still: another call is on. */
  talking: boolean
  saving: boolean
}

export type WrapUpState = {
  open: WrapUp | undefined
  choose(dispositionId: DispositionId): void
  write(note: string): void
  promise(change: { text?: string; dueAt?: number }): void
  /** The draft comes from the screen, in the operator's language. */
  setDraft(draft: string): void
  more(): void
  save(): Promise<boolean>
}

const [useWrapUp] = bridgeStore<WrapUpState>((bridge) => {
  const store = createStore<WrapUpState>((set, get) => {
    const change = (part: Partial<WrapUp>) => {
      const { open } = get()
      if (open) set({ open: { ...open, ...part } })
    }
    const touched = () => Math.max(get().open?.leftMs ?? 0, touchMs)
    return {
      open: undefined,
      choose: (dispositionId) => change({ dispositionId, leftMs: touched() }),
      write: (note) => change({ note, leftMs: touched() }),
      promise(part) {
        const { open } = get()
        if (open) change({ promise: { ...open.promise, ...part }, leftMs: touched() })
      },
      setDraft: (draft) => change({ draft }),
      more() {
        const { open } = get()
        if (open)
          change({ leftMs: open.leftMs + moreMs, wholeMs: Math.max(open.wholeMs, open.leftMs + moreMs) })
      },
      async save() {
        const { open } = get()
        if (!open || open.saving) return false
        change({ saving: true })
        const note = (open.note ?? open.draft).trim()
        const kept = await keepPromise(bridge, open)
        if (!kept) {
          change({ saving: false, leftMs: wrapUpMs, wholeMs: wrapUpMs })
          return false
        }
        const saved = await bridge.softphone.dispose({
          callId: open.callId,
          ...(open.dispositionId ? { dispositionId: open.dispositionId } : {}),
          ...(note ? { note } : {}),
        })
        if (saved.ok || saved.code === 'CALL_NOT_FOUND') {
          if (get().open?.callId === open.callId) set({ open: undefined })
          next(bridge, get, set)
          return true
        }
        notify({ title: sentence(saved.code, i18n.language as Language), tone: 'red' })
        change({ saving: false, leftMs: wrapUpMs, wholeMs: wrapUpMs })
        return false
      },
    }
  })
  const follow = () => next(bridge, store.getState, store.setState)
  callsOf(bridge).subscribe(follow)
  run(store)
  follow()
  return store
})

export { useWrapUp }

type Get = () => WrapUpState
type Set = (change: Partial<WrapUpState>) => void

/** Writes down what was promised; false when the hub could not take it, and nothing is lost then. */
async function keepPromise(bridge: Bridge, { callId, promise }: WrapUp): Promise<boolean> {
  const text = promise.text.trim()
  const call = callsOf(bridge)
    .getState()
    .value?.calls.find((c) => c.callId === callId)
  if (!text || !call?.contactId) return true
  const { promiseId, dueAt } = promise
  const answer = await bridge.card.makePromise({ promiseId, contactId: call.contactId, text, dueAt })
  if (!answer.ok) notify({ title: sentence(answer.code, i18n.language as Language), tone: 'red' })
  return answer.ok
}

/** Opens the outcome of the call that waits for one, and puts away one that somebody has saved elsewhere. */
function next(bridge: Bridge, get: Get, set: Set): void {
  const calls = callsOf(bridge).getState().value?.calls ?? []
  const talking = calls.some((c) => isLive(c) && c.phase !== 'offered' && !isRelayed(c))
  const { open } = get()
  const waiting = waitingCall(calls)
  if (open && calls.some((c) => c.callId === open.callId && c.after === 'wrap-up')) {
    if (open.talking !== talking) set({ open: { ...open, talking } })
    return
  }
  if (!waiting) {
    if (open && !open.saving) set({ open: undefined })
    return
  }
  set({
    open: {
      callId: waiting.callId,
      dispositionId: undefined,
      note: undefined,
      draft: '',
      promise: { promiseId: newId<PromiseId>(), text: '', dueAt: tomorrowAt(Date.now(), 10) },
      leftMs: wrapUpMs,
      wholeMs: wrapUpMs,
      talking,
      saving: false,
    },
  })
}

const stepMs = 250

/** Counts down while there is something to count, and saves when the time is up. */
function run(store: StoreApi<WrapUpState>): void {
  let timer: ReturnType<typeof setInterval> | undefined
  let at = 0
  const step = () => {
    const now = Date.now()
    // A computer that slept has not been counting: at most one second passes per step.
    const passed = Math.min(now - at, 1000)
    at = now
    const { open, save } = store.getState()
    if (!open || open.saving) return
    const leftMs = countDown(open.leftMs, passed, open.talking)
    if (leftMs !== open.leftMs) store.setState({ open: { ...open, leftMs } })
    if (leftMs === 0) void save()
  }
  store.subscribe(({ open }) => {
    if (open && timer === undefined) {
      at = Date.now()
      timer = setInterval(step, stepMs)
    } else if (!open) {
      clearInterval(timer)
      timer = undefined
    }
  })
}
