import { matchKeybindingPress, parseKeybinding } from 'tinykeys'
import { type Command, commandNames, commands } from './commands.ts'

/** The chord of each command once the operator's own choices are laid over the defaults. */
export type Keymap = Record<Command, string>

export function keymap(chosen: Record<string, string>): Keymap {
  const map: Record<string, string> = { ...commands }
  for (const name of commandNames) {
    const own = chosen[name]
    if (own !== undefined && chordFault(own) === undefined) map[name] = own
  }
  return map as Keymap
}

const modifiers = new Set(['Control', 'Alt', 'Shift', 'Meta'])

/** Why a chord may not be used, or undefined when it may. */
export function chordFault(chord: string): 'altgr' | 'types' | 'reserved' | 'malformed' | undefined {
  const parts = chord.split('+')
  const key = parts.at(-1) ?? ''
  const held = new Set(parts.slice(0, -1))
  if (!/^[A-Z][A-Za-z0-9]+$/.test(key) || [...held].some((m) => !modifiers.has(m))) return 'malformed'
  const prints =
    /^(Key[A-Z]|Digit\d|Comma|Period|Slash|Backslash|Semicolon|Quote|Bracket\w+|Backquote|Minus|Equal|Intl\w+)$/.test(
      key,
    )
  if (prints && held.has('Control') && held.has('Alt')) return 'altgr'
  if (prints && !held.has('Control') && !held.has('Alt') && !held.has('Meta')) return 'types'
  if (/^(Escape|Enter|Space|Tab|Backspace|Delete|Arrow\w+|NumpadEnter)$/.test(key) && held.size === 0)
    return 'reserved'
  return undefined
}

/** Pairs of commands that stand on one chord. */
export function conflicts(map: Keymap): [Command, Command][] {
  const found: [Command, Command][] = []
  const taken = new Map<string, Command>()
  for (const name of commandNames) {
    const chord = normal(map[name])
    const other = taken.get(chord)
    if (other) found.push([other, name])
    else taken.set(chord, name)
  }
  return found
}

const normal = (chord: string): string => {
  const parts = chord.split('+')
  return [...parts.slice(0, -1).sort(), parts.at(-1)].join('+')
}

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
