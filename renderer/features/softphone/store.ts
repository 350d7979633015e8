import { createStore } from 'zustand/vanilla'
import { errorCode, sentence } from '../../../shared/lib/errors.ts'
import type { CallId, ContactId, OperatorId } from '../../../shared/lib/ids.ts'
import type { Language } from '../../../shared/lib/language.ts'
import type { Result } from '../../../shared/lib/result.ts'
import type { Call } from '../../../shared/softphone/call.ts'
import {
  answerTarget,
  canTake,
  desk,
  endedBetween,
  hangupTarget,
  holdTarget,
  mergeTarget,
  pullBackTarget,
  slipMs,
  transferOf,
} from '../../../shared/softphone/desk.ts'
import { isOver, type Transfer } from '../../../shared/softphone/transfer.ts'
import { type Bridge, bridgeStore } from '../../bridge/bridge.tsx'
import { callsOf } from '../../bridge/mirrors.ts'
import { i18n } from '../../i18n/i18n.ts'
import { sayNow } from '../../i18n/use-text.tsx'
import { notify } from '../../ui/notices.tsx'
import { phoneText } from '../../ui/phone.ts'
import { hear, isUnheard, silent, type Unheard } from './heard.ts'
import { watchReminders } from './reminders.ts'
import { texts } from './texts.ts'

export type PhoneState = {
  /** The call whose operator speaks into a muted microphone, and for how many seconds. */
  unheard: { callId: string; seconds: number } | undefined
  /** The call whose keypad is open, and what was sent from it. */
  keypad: { callId: string; sent: string } | undefined
  /** The dial box, with what stands in it. */
  dial: { text: string; contactId?: ContactId; lineId?: string; link?: boolean } | undefined
  /** The call whose target is being looked for. */
  transfer: { callId: string } | undefined
}

/** Whom a call is passed on to. */
export type TransferTarget = { target: string; name?: string; toOperatorId?: OperatorId }

export type DialOptions = { contactId?: ContactId; lineId?: string; callerId?: string }

/** What an operator can do with the phone. Every refusal is told in a sentence; nothing throws. */
export type Phone = {
  answer(callId?: string): Promise<void>
  decline(callId: string): Promise<void>
  /** Ends the call in front, or declines the one that rings; with an id, that call. */
  hangup(callId?: string): Promise<void>
  hold(callId: string, on: boolean): Promise<void>
  toggleHold(): Promise<void>
  toggleMute(): Promise<void>
  /** Mutes the call in front, or lets it be heard. */
  mute(on: boolean): Promise<void>
  tone(tones: string): Promise<void>
  /** Dials a number written in any form; false when it was refused. */
  dial(target: string, options?: DialOptions): Promise<boolean>
  redial(): Promise<void>
  /** Passes the customer on; `consult`: after asking. */
  transfer(callId: string, to: TransferTarget, mode: 'consult' | 'blind'): Promise<void>
  /** F7: opens the panel for the call in front, or joins the two who have been introduced. */
  transferKey(): Promise<void>
  completeTransfer(callId: string): Promise<void>
  /** The customer of the transfer that goes on comes back. */
  pullBack(callId?: string): Promise<void>
  /** Makes a conference of the call in front and the one that waits. */
  merge(): Promise<void>
  stopAutoAnswer(callId: string): Promise<void>
  /** Which of several people it is. */
  identify(callId: string, contactId: ContactId): Promise<void>
  /** The caller hears busy, and the operator is reminded of them in a while. */
  snooze(callId: string): Promise<void>
  closeTransfer(): void
  openKeypad(callId: string): void
  closeKeypad(): void
  openDial(text?: string, options?: Omit<DialOptions, 'callerId'> & { link?: boolean }): void
  closeDial(): void
}

const language = (): Language => i18n.language as Language
const refused = (code: string) => notify({ title: sentence(code, language()), tone: 'red' })
const told = (answer: Result<unknown>): boolean => {
  if (!answer.ok) refused(answer.code)
  return answer.ok
}

const [usePhoneState, phoneStoreOf] = bridgeStore<PhoneState & { phone: Phone }>((bridge) => {
  const store = createStore<PhoneState & { phone: Phone }>((set, get) => ({
    unheard: undefined,
    keypad: undefined,
    dial: undefined,
    transfer: undefined,
    phone: makePhone(bridge, set, get),
  }))
  watchCalls(bridge, () => store.getState().phone)
  watchReminders(bridge, () => store.getState().phone)
  watchSpeech(bridge, (unheard) => store.setState({ unheard }))
  bridge.softphone.onTrouble(({ code, callId }) => {
    // What a transfer came to is told with its customer; see `watchCalls`.
    const call = callsNow(bridge).find((c) => c.callId === callId)
    if (call?.transfer && isOver(call.transfer) && call.transfer.failure === code) return
    refused(errorCode(code))
  })
  return store
})

export { usePhoneState }
export const phoneOf = (bridge: Bridge): Phone => phoneStoreOf(bridge).getState().phone

const callsNow = (bridge: Bridge): Call[] => callsOf(bridge).getState().value?.calls ?? []

function makePhone(bridge: Bridge, set: (change: Partial<PhoneState>) => void, get: () => PhoneState): Phone {
  const { softphone } = bridge
  const now = () => desk(callsNow(bridge))
  let lastEnd = { at: 0, callId: '' }
  callsOf(bridge).subscribe((after, before) => {
    const ended = endedBetween(before.value?.calls ?? [], after.value?.calls ?? [])
    const [call] = ended
    if (call) lastEnd = { at: Date.now(), callId: call.callId }
  })

  const phone: Phone = {
    async answer(callId) {
      const d = now()
      const call = callId ? d.ringing.find((c) => c.callId === callId) : answerTarget(d)
      if (!call || !canTake(d)) return
      // The one in front waits before the next is taken: nobody hears two people at once.
      if (d.front && !told(await softphone.hold({ callId: d.front.callId, on: true }))) return
      told(await softphone.answer({ callId: call.callId }))
    },
    async decline(callId) {
      told(await softphone.decline({ callId: callId as CallId }))
    },
    async hangup(callId) {
      const d = now()
      const call = callId
        ? [d.front, ...d.party, ...d.held, ...d.ringing, ...d.relayed].find((c) => c?.callId === callId)
        : hangupTarget(d)
      if (!call) return
      if (!callId && call.phase === 'offered' && Date.now() - lastEnd.at < slipMs) return
      const id = { callId: call.callId }
      told(call.phase === 'offered' ? await softphone.decline(id) : await softphone.hangup(id))
    },
    async hold(callId, on) {
      const { front, relayed } = now()
      const mine = !relayed.some((call) => call.callId === callId)
      if (!on && mine && front && front.callId !== callId) {
        if (front.phase !== 'connected') return
        if (!told(await softphone.hold({ callId: front.callId, on: true }))) return
      }
      told(await softphone.hold({ callId: callId as CallId, on }))
    },
    async toggleHold() {
      const target = holdTarget(now())
      if (target) await phone.hold(target.call.callId, target.on)
    },
    async toggleMute() {
      const { front } = now()
      if (front) await phone.mute(!front.muted)
    },
    async mute(on) {
      const { front } = now()
      if (front?.phase === 'connected') told(await softphone.mute({ callId: front.callId, on }))
    },
    async tone(tones) {
      const { keypad } = get()
      if (!keypad) return
      set({ keypad: { ...keypad, sent: (keypad.sent + tones).slice(-32) } })
      told(await softphone.dtmf({ callId: keypad.callId as CallId, tones }))
    },
    async dial(target, { contactId, lineId, callerId } = {}) {
      const placed = await softphone.dial({
        target,
        ...(contactId ? { contactId } : {}),
        ...(lineId ? { lineId } : {}),
        ...(callerId ? { callerId } : {}),
      })
      if (told(placed)) set({ dial: undefined })
      return placed.ok
    },
    async redial() {
      told(await softphone.redial({}))
    },
    async transfer(callId, { target, name, toOperatorId }, mode) {
      const to = { target, ...(name ? { name } : {}), ...(toOperatorId ? { toOperatorId } : {}) }
      if (told(await softphone.transfer({ callId: callId as CallId, mode, ...to })))
        set({ transfer: undefined })
    },
    async transferKey() {
      const { front, party } = now()
      if (front?.phase !== 'connected') return
      const transfer = transferOf(front, callsNow(bridge))
      if (transfer?.state === 'talking' || party.length === 1) return phone.completeTransfer(front.callId)
      if (!transfer && party.length === 0)
        set({ transfer: get().transfer ? undefined : { callId: front.callId } })
    },
    async completeTransfer(callId) {
      told(await softphone.completeTransfer({ callId: callId as CallId }))
    },
    async pullBack(callId) {
      const id = callId ?? pullBackTarget(callsNow(bridge))?.customerId
      if (id) told(await softphone.pullBack({ callId: id as CallId }))
    },
    async merge() {
      const calls = mergeTarget(now())
      if (calls) told(await softphone.merge({ callIds: calls.map((c) => c.callId) }))
    },
    async stopAutoAnswer(callId) {
      told(await softphone.stopAutoAnswer({ callId: callId as CallId }))
    },
    async identify(callId, contactId) {
      told(await softphone.identify({ callId: callId as CallId, contactId }))
    },
    async snooze(callId) {
      told(await bridge.reminders.snooze({ callId: callId as CallId }))
    },
    closeTransfer: () => set({ transfer: undefined }),
    openKeypad: (callId) => set({ keypad: { callId, sent: '' } }),
    closeKeypad: () => set({ keypad: undefined }),
    openDial: (text = '', options = {}) => set({ dial: { text, ...options } }),
    closeDial: () => set({ dial: undefined }),
  }
  return phone
}

/** Tells in one line how a call that nobody talked on came to its end. */
function watchCalls(bridge: Bridge, phone: () => Phone): void {
  const say = sayNow(texts)
  const name = (call: Call) => call.remoteName ?? phoneText(call.remote)
  const back = (call: Call, label: string) => ({
    label,
    run: () =>
      void phone().dial(call.remote, {
        ...(call.contactId ? { contactId: call.contactId } : {}),
        ...(call.lineId ? { lineId: call.lineId } : {}),
      }),
  })
  const tellTransfer = (was: Transfer | undefined, call: Call) => {
    const { transfer } = call
    if (!transfer || transfer.state === was?.state || call.phase === 'ended') return
    const target = transfer.name ?? phoneText(transfer.target)
    if (transfer.state === 'back' && transfer.failure)
      notify({
        title: `${target}: ${sentence(errorCode(transfer.failure), language())}`,
        detail: say('backWithYou', { name: name(call) }),
        tone: 'amber',
      })
    if (transfer.state === 'relayed')
      notify({
        title: say('relayStarted', { name: name(call), target }),
        detail: say('relayWhy'),
        tone: 'amber',
      })
  }
  callsOf(bridge).subscribe((after, before) => {
    const calls = after.value?.calls ?? []
    const were = before.value?.calls ?? []
    for (const call of endedBetween(were, calls)) {
      // How a transfer ended is told with its customer.
      if (call.parentId !== undefined && call.direction === 'out') continue
      if (call.answeredAt !== undefined || call.cause === 'declined') continue
      if (call.after === 'elsewhere') notify({ title: say('elsewhere'), detail: name(call), life: 5000 })
      else if (call.failure)
        notify({
          title: sentence(call.failure, language()),
          detail: name(call),
          tone: 'red',
          action: back(call, say(call.direction === 'in' ? 'callBack' : 'again')),
        })
      else if (call.direction === 'in')
        notify({ title: say('missed'), detail: name(call), tone: 'red', action: back(call, say('callBack')) })
    }
    for (const call of calls) tellTransfer(were.find((c) => c.callId === call.callId)?.transfer, call)
    const left = new Set(calls.map((c) => c.callId))
    for (const call of were)
      if (call.phase === 'offered' && !left.has(call.callId))
        notify({ title: say('elsewhere'), detail: name(call), life: 5000 })
  })
}

/** Listens for an operator who speaks into a muted microphone. */
function watchSpeech(bridge: Bridge, tell: (unheard: PhoneState['unheard']) => void): void {
  let state: Unheard = silent
  let of = ''
  let shown = 0
  const clear = () => {
    state = silent
    if (shown > 0) tell(undefined)
    shown = 0
  }
  bridge.softphone.onLevel(({ callId, microphone }) => {
    const call = callsNow(bridge).find((c) => c.callId === callId)
    if (!call?.muted || call.phase !== 'connected' || call.held) return clear()
    if (of !== callId) clear()
    of = callId
    state = hear(state, microphone, Date.now())
    const seconds = isUnheard(state) ? Math.floor(state.spokenMs / 1000) : 0
    if (seconds === shown) return
    shown = seconds
    tell(seconds > 0 ? { callId, seconds } : undefined)
  })
  callsOf(bridge).subscribe(() => {
    const call = callsNow(bridge).find((c) => c.callId === of)
    if (shown > 0 && !call?.muted) clear()
  })
}
