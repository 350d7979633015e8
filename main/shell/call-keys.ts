import { type Call, isLive } from '../../shared/softphone/call.ts'

/** Keys that work in every program, but only while it rings or somebody talks: names as the window knows its commands. */
export const callCommands = ['call.answer', 'call.hangup', 'call.hold', 'call.mute'] as const
export type CallCommand = (typeof callCommands)[number]

/** Windows keeps F12 to its debugger, system-wide. */
const standard = (platform: string): Record<CallCommand, string> => ({
  'call.answer': platform === 'win32' ? 'Control+F12' : 'F12',
  'call.hangup': 'F10',
  'call.hold': 'F6',
  'call.mute': 'F8',
})

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

/** What is to be registered now: nothing at all without a call. */
export function callKeys(
  calls: readonly Call[],
  chosen: Record<string, string>,
  platform: string,
): Map<string, CallCommand> {
  const keys = new Map<string, CallCommand>()
  if (!calls.some(isLive)) return keys
  for (const command of callCommands) {
    const key = accelerator(chosen[command] ?? standard(platform)[command])
    if (key) keys.set(key, command)
  }
  return keys
}
