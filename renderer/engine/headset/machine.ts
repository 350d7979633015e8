import type { HeadsetAction, HeadsetPhone } from '../../../shared/headset/headset.ts'
import type { Lights, Told } from './reports.ts'

/**
 * What a press on a headset means, whoever made it. Makers differ in two ways: a button is told as a state (hook on or
 * off, muted or not) or as a pulse; and some tell back what they are shown, as if it had been pressed. So:
 *
 *   phone ──lights──> headset ──the same again──> an echo: it is expected, and means nothing
 *   headset ──press──> action ──phone changes──> lights: the headset shows what it has asked for
 *
 * The phone is the only one who knows how things stand; what is kept here is what the headset has said last.
 */
export type Machine = {
  phone: HeadsetPhone
  /** How the hook and the mute stood in the last report. */
  hook: boolean
  mute: boolean
  /** States that we have shown and that may come back, oldest first, with the time until which they may. */
  hookEchoes: Echo[]
  muteEchoes: Echo[]
  hookDownAt: number
  muteDownAt: number
  /** Learned: it says 1 and then 0 at every press, although it calls that a state. */
  hookPulses: boolean
  mutePulses: boolean
  busy: boolean
}
type Echo = { value: boolean; until: number }

const ECHO_MS = 1000
/** A press that is let go this soon was one press of a button, not two turns of a switch. */
const PULSE_MS = 300
/** From here a press of the hook is a long one. */
const LONG_MS = 700

export const idle: HeadsetPhone = { ringing: false, talking: false, muted: false, held: false }

export const newMachine = (): Machine => ({
  phone: idle,
  hook: false,
  mute: false,
  hookEchoes: [],
  muteEchoes: [],
  hookDownAt: Number.NEGATIVE_INFINITY,
  muteDownAt: Number.NEGATIVE_INFINITY,
  hookPulses: false,
  mutePulses: false,
  busy: false,
})

/** What a headset shows while the phone stands so. It rings only where nobody is talked to: the ear has its own tone. */
export const lightsFor = (phone: HeadsetPhone): Lights => ({
  offHook: phone.talking,
  ring: phone.ringing && !phone.talking,
  mute: phone.talking && phone.muted,
  hold: phone.held,
})

/** The phone stands otherwise now. What the headset will be shown may come back from it. `now` in milliseconds. */
export function phoneChanged(machine: Machine, phone: HeadsetPhone, now: number): Machine {
  const was = lightsFor(machine.phone)
  const shown = lightsFor(phone)
  return {
    ...machine,
    phone,
    hookEchoes: expected(machine.hookEchoes, was.offHook, shown.offHook, machine.hook, now),
    muteEchoes: expected(machine.muteEchoes, was.mute, shown.mute, machine.mute, now),
  }
}

function expected(echoes: Echo[], was: boolean, shown: boolean, said: boolean, now: number): Echo[] {
  const fresh = echoes.filter((echo) => echo.until > now)
  // A headset that stands so already has nothing to tell; unless an older echo is still on its way.
  if (was === shown || (said === shown && fresh.length === 0)) return fresh
  return [...fresh, { value: shown, until: now + ECHO_MS }]
}

/** A report of the headset: what it asks for. */
export function reported(machine: Machine, told: readonly Told[], now: number): [Machine, HeadsetAction[]] {
  let next = machine
  const actions: HeadsetAction[] = []
  for (const one of told) {
    const [after, action] = press(next, one, now)
    next = after
    if (action) {
      actions.push(action)
      // Two quick presses must not both be taken for the first: what was asked for counts as done until we hear.
      if (action.do === 'mute') next = { ...next, phone: { ...next.phone, muted: action.on } }
    }
  }
  return [next, actions]
}

type Step = [Machine, HeadsetAction | undefined]

function press(machine: Machine, { button, down, relative }: Told, now: number): Step {
  const { phone } = machine
  switch (button) {
    case 'hook':
      return down === machine.hook ? [machine, undefined] : hook(machine, down, relative, now)
    case 'mute':
      return down === machine.mute ? [machine, undefined] : mute(machine, down, relative, now)
    case 'busy':
      return [{ ...machine, busy: down }, undefined]
    case 'drop':
      return [machine, down ? end(phone) : undefined]
    case 'flash':
      return [machine, down ? flash(phone) : undefined]
    case 'hold':
      return [machine, down && (phone.talking || phone.held) ? { do: 'hold' } : undefined]
    case 'redial':
      return [machine, down && !phone.talking && !phone.ringing ? { do: 'redial' } : undefined]
    case 'other':
      return [machine, undefined]
  }
}

function hook(machine: Machine, down: boolean, relative: boolean, now: number): Step {
  const { phone, hookDownAt } = machine
  const next = { ...machine, hook: down, ...(down ? { hookDownAt: now } : {}) }
  if (relative || machine.hookPulses) {
    // Acts when it is let go: only then it is known how long it was held.
    if (down) return [next, undefined]
    return [next, now - hookDownAt >= LONG_MS ? long(phone) : short(phone)]
  }
  const [echoes, isEcho] = consume(machine.hookEchoes, down, now)
  // What it tells back is no press: nothing follows from how soon the next one comes.
  if (isEcho) return [{ ...next, hookEchoes: echoes, hookDownAt: machine.hookDownAt }, undefined]
  if (down) return [next, phone.talking ? undefined : short(phone)]
  // Up again at once after it answered: a press of a button that is told as if it were a switch.
  if (now - hookDownAt < PULSE_MS) return [{ ...next, hookPulses: true }, undefined]
  return [next, phone.talking ? { do: 'hangup' } : undefined]
}

function mute(machine: Machine, down: boolean, relative: boolean, now: number): Step {
  const { phone, muteDownAt } = machine
  const next = { ...machine, mute: down, ...(down ? { muteDownAt: now } : {}) }
  if (relative || machine.mutePulses)
    return [next, down && phone.talking ? { do: 'mute', on: !phone.muted } : undefined]
  const [echoes, isEcho] = consume(machine.muteEchoes, down, now)
  if (isEcho) return [{ ...next, muteEchoes: echoes, muteDownAt: machine.muteDownAt }, undefined]
  if (!down && now - muteDownAt < PULSE_MS) return [{ ...next, mutePulses: true }, undefined]
  return [next, phone.talking && phone.muted !== down ? { do: 'mute', on: down } : undefined]
}

/** Whether this is what we have shown and wait for; older echoes than it will not come any more. */
function consume(echoes: Echo[], value: boolean, now: number): [Echo[], boolean] {
  const fresh = echoes.filter((echo) => echo.until > now)
  const at = fresh.findIndex((echo) => echo.value === value)
  return at < 0 ? [fresh, false] : [fresh.slice(at + 1), true]
}

function short(phone: HeadsetPhone): HeadsetAction | undefined {
  if (phone.talking) return { do: 'hangup' }
  if (phone.ringing) return { do: 'answer' }
  return phone.held ? { do: 'hold' } : undefined
}

function long(phone: HeadsetPhone): HeadsetAction | undefined {
  if (phone.talking || phone.held) return { do: 'hold' }
  return phone.ringing ? { do: 'reject' } : undefined
}

function flash(phone: HeadsetPhone): HeadsetAction | undefined {
  // Whoever rings meanwhile is answered, the call in front waits.
  if (phone.ringing) return { do: phone.talking ? 'answer' : 'reject' }
  return phone.talking || phone.held ? { do: 'hold' } : undefined
}

function end(phone: HeadsetPhone): HeadsetAction | undefined {
  if (phone.talking) return { do: 'hangup' }
  return phone.ringing ? { do: 'reject' } : undefined
}
