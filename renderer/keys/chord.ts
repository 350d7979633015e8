import { matchKeybindingPress, parseKeybinding } from 'tinykeys'
import { callKeyFault, isCallCommand } from '../../shared/keys/call-keys.ts'
import { type ChordFault, chordFault } from '../../shared/keys/chord-fault.ts'
import { sorted } from '../../shared/keys/reserved.ts'
import { type Command, commandNames, defaultKeys } from './commands.ts'

/** The chord of each command once the operator's own choices are laid over the defaults of the platform. */
export type Keymap = Record<Command, string>

export function keymap(chosen: Record<string, string>, platform = 'linux'): Keymap {
  const map: Record<string, string> = { ...defaultKeys(platform) }
  for (const name of commandNames) {
    const own = chosen[name]
    if (own !== undefined && commandFault(name, own, platform) === undefined) map[name] = own
  }
  return map as Keymap
}

export type CommandFault = ChordFault | NonNullable<ReturnType<typeof callKeyFault>>

/** Why a chord may not stand for this command, or undefined when it may. */
export const commandFault = (command: Command, chord: string, platform: string): CommandFault | undefined =>
  chordFault(chord, platform) ?? (isCallCommand(command) ? callKeyFault(chord, platform) : undefined)

/** Pairs of commands that stand on one chord. */
export function conflicts(map: Keymap): [Command, Command][] {
  const found: [Command, Command][] = []
  const taken = new Map<string, Command>()
  for (const name of commandNames) {
    const chord = sorted(map[name])
    const other = taken.get(chord)
    if (other) found.push([other, name])
    else taken.set(chord, name)
  }
  return found
}

/** Whether two ways to write a chord mean the same keys. */
export const isSame = (a: string, b: string): boolean => sorted(a) === sorted(b)

/** Whether this key press is the chord; AltGr never counts as Ctrl+Alt, whatever letter it would type. */
export function pressed(chord: string, event: KeyboardEvent): boolean {
  if (event.getModifierState?.('AltGraph')) return false
  const press = parseKeybinding(chord)[0]
  return press !== undefined && matchKeybindingPress(event, press)
}

/** The chord that this press makes, for remapping; undefined while only modifiers are held. */
export function chordOf(event: KeyboardEvent): string | undefined {
  if (/^(Control|Alt|Shift|Meta|OS)(Left|Right)?$/.test(event.code) || event.code === '') return undefined
  const held = [
    event.ctrlKey && 'Control',
    event.altKey && 'Alt',
    event.shiftKey && 'Shift',
    event.metaKey && 'Meta',
  ].filter(Boolean)
  return [...held, event.code].join('+')
}

const caps: Record<string, string> = {
  Control: 'Ctrl',
  Meta: '⌘',
  Comma: ',',
  Period: '.',
  Slash: '/',
  Escape: 'Esc',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
}

/** What stands on the key caps: `Alt N`, `Ctrl K`, `F12`. */
export const chordCaps = (chord: string): string =>
  chord
    .split('+')
    .map((part) => caps[part] ?? part.replace(/^Key|^Digit/, ''))
    .join(' ')
