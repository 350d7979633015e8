import { type Call, isLive } from '../softphone/call.ts'
import { chordFault } from './chord-fault.ts'

/** Keys that work in every program, but only while it rings or somebody talks: names as the window knows its commands. */
export const callCommands = [
  'call.answer',
  'call.hangup',
  'call.hold',
  'call.mute',
  'call.window',
  'call.pause-recording',
] as const
export type CallCommand = (typeof callCommands)[number]

export const isCallCommand = (name: string): name is CallCommand =>
  (callCommands as readonly string[]).includes(name)

/** What they start out on. Windows keeps F12 to its debugger, system-wide, whatever a program asks for. */
export const callKeyDefaults = (platform: string): Record<CallCommand, string> => ({
  'call.answer': platform === 'win32' ? 'Control+F12' : 'F12',
  'call.hangup': 'F10',
  'call.hold': 'F6',
  'call.mute': 'F8',
  'call.window': 'Shift+F9',
  // Card data is often typed into a bank's page, that is in another window.
  'call.pause-recording': 'Shift+F6',
})

/** Why a chord may not stand for a call: on top of what holds for every command, it must work in every program. */
export function callKeyFault(chord: string, platform: string): 'debugger' | 'local' | undefined {
  if (platform === 'win32' && chord === 'F12') return 'debugger'
  return accelerator(chord) ? undefined : 'local'
}

/** Electron's accelerator for a chord of physical keys (`Control+Shift+KeyA`); undefined when it has none. */
export function accelerator(chord: string): string | undefined {
  const parts = chord.split('+')
  const key = /^(?:Key([A-Z])|Digit(\d)|(F\d{1,2}))$/.exec(parts.pop() ?? '')
  const name = key?.[1] ?? key?.[2] ?? key?.[3]
  if (!name) return undefined
  const modifiers = parts.map(
    (part) => ({ Control: 'Control', Alt: 'Alt', Shift: 'Shift', Meta: 'Super' })[part],
  )
  // A bare letter would be taken away from whatever the operator is typing in.
  if (modifiers.includes(undefined) || (!modifiers.length && !key?.[3])) return undefined
  return [...modifiers, name].join('+')
}

/** The chord of each call command now: the operator's own where it may be used, else the default. */
export function callKeymap(chosen: Record<string, string>, platform: string): Record<CallCommand, string> {
  const map = callKeyDefaults(platform)
  for (const command of callCommands) {
    const own = chosen[command]
    if (own !== undefined && !chordFault(own, platform) && !callKeyFault(own, platform)) map[command] = own
  }
  return map
}

/** What is to be registered now: nothing at all without a call. */
export function callKeys(
  calls: readonly Call[],
  chosen: Record<string, string>,
  platform: string,
): Map<string, CallCommand> {
  const keys = new Map<string, CallCommand>()
  if (!calls.some(isLive)) return keys
  const map = callKeymap(chosen, platform)
  for (const command of callCommands) {
    const key = accelerator(map[command])
    if (key) keys.set(key, command)
  }
  return keys
}
