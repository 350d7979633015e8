import { reservedBy } from './reserved.ts'

/** `types`: it writes a letter. `reserved`: fields need it. `system`, `browser`: it never comes here, or does more. */
export type ChordFault = 'altgr' | 'types' | 'reserved' | 'malformed' | 'system' | 'browser'

const modifiers = new Set(['Control', 'Alt', 'Shift', 'Meta'])
const printing =
  /^(Key[A-Z]|Digit\d|Comma|Period|Slash|Backslash|Semicolon|Quote|Bracket\w+|Backquote|Minus|Equal|Intl\w+)$/
const editing = /^(Escape|Enter|Space|Tab|Backspace|Delete|Arrow\w+|NumpadEnter|CapsLock|ContextMenu)$/

/**
 * Why a chord of physical keys (`Control+KeyK`) may not be used on this platform (`process.platform`), or undefined
 * when it may. AltGr types on Windows and Linux (as Ctrl+Alt), Option does on macOS.
 */
export function chordFault(chord: string, platform = 'linux'): ChordFault | undefined {
  const parts = chord.split('+')
  const key = parts.at(-1) ?? ''
  const held = new Set(parts.slice(0, -1))
  if (!/^[A-Z][A-Za-z0-9]+$/.test(key) || [...held].some((m) => !modifiers.has(m))) return 'malformed'
  if (printing.test(key)) {
    if (held.has('Control') && held.has('Alt')) return 'altgr'
    if (platform === 'darwin' && held.has('Alt') && !held.has('Meta')) return 'types'
    if (!held.has('Control') && !held.has('Alt') && !held.has('Meta')) return 'types'
  }
  if (editing.test(key) && (held.size === 0 || (held.size === 1 && held.has('Shift')))) return 'reserved'
  return reservedBy(chord, platform)
}
