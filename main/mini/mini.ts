import type { Company } from '../../shared/domain/company.ts'
import type { Preferences } from '../../shared/ipc/contract.ts'
import type { AreaHandlers, Publish } from '../../shared/ipc/derive.ts'
import type { MiniContract, MiniView } from '../../shared/ipc/mini-contract.ts'
import { callKeymap } from '../../shared/keys/call-keys.ts'
import type { ContactId } from '../../shared/lib/ids.ts'
import { type Done, fail, ok, type Result } from '../../shared/lib/result.ts'
import type { OpenedCard, PersonHit } from '../../shared/protocol/hub-protocol.ts'
import { type Call, isLive } from '../../shared/softphone/call.ts'
import { desk, popCall } from '../../shared/softphone/desk.ts'
import { numberKey } from '../../shared/softphone/number.ts'
import { callerOf } from '../../shared/softphone/why.ts'
import type { Softphone } from '../softphone/softphone.ts'
import { type About, miniCall, miniWhys, nobody } from './mini-view.ts'

/** The window itself, as far as the rules need it. */
export type MiniPort = {
  /** Shows it without the keyboard; nothing when it is shown. */
  show(): void
  hide(): void
  /** Gives it the keyboard. */
  focus(): void
  /** Takes the keyboard from it again. */
  release(): void
  move(dx: number, dy: number, end: boolean): void
}

export type MiniOptions = {
  window: MiniPort
  phone: Pick<Softphone, 'answer' | 'decline' | 'identify' | 'hangup' | 'hold' | 'mute'>
  /** Busy for the caller, a reminder for the operator. */
  snooze(callId: string): Done
  /** The whole card of who calls. */
  card(contactId: ContactId): Promise<Result<OpenedCard>>
  whose(number: string): Promise<PersonHit[] | undefined>
  company(): Company | undefined
  preferences(): Preferences
  clockOffset(): number
  platform: string
  deskFocused(): boolean
  /** Brings the operator's window forward, with this person when there is one. */
  showDesk(contactId?: string): void
  publish: Publish<MiniContract>
  now?: () => number
}

export type Mini = {
  follow(calls: readonly Call[]): void
  /** The operator's window came to the front or went to the back; preferences or the company changed. */
  settle(): void
  /** A key went down in one of our windows: whoever types is not given another window's keyboard. */
  keyDown(): void
  /** The key that goes to this window was pressed, or it was clicked. False when the keyboard stays where it is. */
  focusOnPurpose(): boolean
  /** The keyboard has left the window. */
  blurred(): void
  /** Whether a call is shown now. */
  readonly shown: boolean
  handlers: { mini: AreaHandlers<MiniContract['mini']> }
}

/** Somebody typed this recently: a press may still be on its way. Milliseconds. */
export const TYPING_MS = 1000

/**
 * The small call window: which call it shows and when, and what may come of it. It never has the keyboard unless the
 * operator gave it on purpose, and nothing typed before that answers or ends a call.
 */
export function createMini(options: MiniOptions): Mini {
  const { window, phone, preferences, publish, now = Date.now } = options
  const abouts = new Map<string, About & { of: string }>()
  let calls: readonly Call[] = []
  let armed = false
  let keyAt = Number.NEGATIVE_INFINITY
  let shownId: string | undefined
  let told = ''

  const wanted = (): Call | undefined => {
    const when = preferences().mini ?? 'ringing'
    if (when === 'off' || options.deskFocused()) return undefined
    const d = desk(calls)
    const rings = popCall(d)
    return rings ?? (when === 'calls' ? (d.front ?? d.held[0]) : undefined)
  }

  const view = (): MiniView => {
    const { language, theme, keys } = preferences()
    const call = calls.find((one) => one.callId === shownId)
    const at = { company: options.company(), language, now: now() + options.clockOffset() }
    const about: About = (call && abouts.get(call.callId)) ?? nobody
    const map = callKeymap(keys, options.platform)
    return {
      ...(call ? { call: miniCall(call, about, at) } : {}),
      ...(call ? miniWhys(call, about, at) : { whys: [], goods: {} }),
      matches:
        call?.phase === 'offered' && !about.chosen && about.matches.length > 1
          ? about.matches.slice(0, 3).map(({ personId, name, lastAt }) => ({ personId, name, lastAt }))
          : [],
      armed,
      keys: {
        answer: map['call.answer'],
        hangup: map['call.hangup'],
        mute: map['call.mute'],
        hold: map['call.hold'],
        window: map['call.window'],
      },
      language,
      theme,
      clockOffset: options.clockOffset(),
    }
  }

  const tell = () => {
    const next = view()
    const text = JSON.stringify(next)
    if (text === told) return
    told = text
    publish('mini', 'changed', next)
  }

  const settle = () => {
    const call = wanted()
    if (call) learn(call)
    if (call?.callId !== shownId) {
      shownId = call?.callId
      // What was given for one call is not given for the next.
      disarm()
    }
    tell()
    if (call) window.show()
    else window.hide()
  }

  const disarm = () => {
    if (!armed) return
    armed = false
    window.release()
  }

  const focusOnPurpose = (): boolean => {
    if (shownId === undefined || now() - keyAt < TYPING_MS) return false
    armed = true
    tell()
    window.focus()
    return true
  }

  /** Finds out who calls: by their card, else everybody whom the number may belong to. */
  const learn = (call: Call) => {
    const known = call.contactId !== undefined && call.identifiedBy !== 'new'
    const chosen = abouts.get(call.callId)?.chosen
    const contactId = chosen?.personId ?? (known ? call.contactId : undefined)
    const number = contactId ? undefined : numberKey(call.remote)
    const of = contactId ?? number ?? ''
    if (abouts.get(call.callId)?.of === of) return
    const about = { ...nobody, ...abouts.get(call.callId), of }
    abouts.set(call.callId, about)
    const found = (more: Partial<About>) => {
      if (abouts.get(call.callId)?.of !== of) return
      abouts.set(call.callId, { ...about, ...more })
      tell()
    }
    if (contactId)
      void options.card(contactId).then((card) => card.ok && found({ caller: callerOf(card.value) }))
    else if (number)
      void options.whose(number).then((people = []) => {
        const [one, ...others] = people
        // A single match is as good as main's own.
        if (one && !others.length) {
          found({ matches: people, chosen: one })
          settle()
        } else found({ matches: people })
      })
  }

  /** Only the call that is shown may be acted on: it may have changed under the operator's hand. */
  const act = (callId: string, doing: () => Done, by: 'mouse' | 'key' = 'mouse'): Done => {
    if (callId !== shownId) return fail('CALL_NOT_FOUND')
    if (by === 'key' && !armed) return fail('FORBIDDEN')
    return doing()
  }
  const personOf = (callId: string): string | undefined =>
    abouts.get(callId)?.chosen?.personId ?? calls.find((one) => one.callId === callId)?.contactId

  return {
    follow(next) {
      calls = next
      for (const callId of [...abouts.keys()])
        if (!calls.some((call) => call.callId === callId && isLive(call))) abouts.delete(callId)
      settle()
    },
    settle,
    keyDown() {
      keyAt = now()
    },
    focusOnPurpose,
    blurred() {
      disarm()
      tell()
    },
    get shown() {
      return shownId !== undefined
    },
    handlers: {
      mini: {
        view: async () => ok(view()),
        answer: async ({ callId, by }) =>
          act(
            callId,
            () => {
              const contactId = personOf(callId)
              const done = phone.answer(callId)
              // Who is shown calls stays where they work; who is shown only the ringing wants the card now.
              if (done.ok && preferences().mini !== 'calls') options.showDesk(contactId)
              return done
            },
            by,
          ),
        decline: async ({ callId }) => act(callId, () => phone.decline(callId)),
        snooze: async ({ callId }) => act(callId, () => options.snooze(callId)),
        choose: async ({ callId, personId, by }) =>
          act(
            callId,
            () => {
              const about = abouts.get(callId)
              const chosen = about?.matches.find((hit) => hit.personId === personId)
              if (!about || !chosen) return fail('NOT_FOUND')
              abouts.set(callId, { ...about, chosen })
              settle()
              return phone.identify(callId, personId)
            },
            by,
          ),
        hangup: async ({ callId }) => act(callId, () => phone.hangup(callId)),
        mute: async ({ callId, on }) => act(callId, () => phone.mute(callId, on)),
        hold: async ({ callId, on }) => act(callId, () => phone.hold(callId, on)),
        async focus() {
          // The keyboard stays with whoever types; the buttons work by the mouse all the same.
          focusOnPurpose()
          return ok({})
        },
        async leave() {
          disarm()
          tell()
          return ok({})
        },
        async move({ dx, dy, end }) {
          window.move(dx, dy, end)
          return ok({})
        },
        open: async ({ callId }) =>
          act(callId, () => {
            options.showDesk(personOf(callId))
            return ok({})
          }),
      },
    },
  }
}
