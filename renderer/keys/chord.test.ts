// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest'
import { chordFault } from '../../shared/keys/chord-fault.ts'
import { chordCaps, chordOf, conflicts, keymap, pressed } from './chord.ts'
import { type Command, commandNames, commands } from './commands.ts'

/** One key of a keyboard as each layout reports it: the same place, another letter. */
const key = (code: string, typed: string, held: Partial<KeyboardEventInit> & { altGraph?: boolean } = {}) => {
  const event = new KeyboardEvent('keydown', { code, key: typed, ...held })
  const down: Record<string, boolean | undefined> = {
    Control: held.ctrlKey,
    Alt: held.altKey && !held.altGraph,
    Shift: held.shiftKey,
    AltGraph: held.altGraph,
  }
  event.getModifierState = (name) => down[name] ?? false
  return event
}
const hits = (event: KeyboardEvent, map = keymap({})): Command[] =>
  commandNames.filter((name) => pressed(map[name], event))

describe('the key map', () => {
  it('has no two commands on one key and no chord that types', () => {
    expect(conflicts(keymap({}))).toEqual([])
    for (const name of commandNames) expect(chordFault(commands[name]), name).toBeUndefined()
  })

  it('goes by the place of a key: the same commands on US, Russian and Polish layouts', () => {
    const layouts: Record<string, string> = { us: 'n', ru: 'т', pl: 'ń' }
    for (const typed of Object.values(layouts))
      expect(hits(key('KeyN', typed, { altKey: true }))).toEqual(['conversation.note'])
    for (const typed of ['k', 'л'])
      expect(hits(key('KeyK', typed, { ctrlKey: true }))).toEqual(['finder.open'])
  })

  it('lets AltGr type: ą ć ę ł ń ó ś ź ż on Windows (Ctrl+Alt) and on Linux (AltGraph)', () => {
    const letters = {
      KeyA: 'ą',
      KeyC: 'ć',
      KeyE: 'ę',
      KeyL: 'ł',
      KeyN: 'ń',
      KeyO: 'ó',
      KeyS: 'ś',
      KeyX: 'ź',
      KeyZ: 'ż',
    }
    for (const [code, typed] of Object.entries(letters)) {
      expect(hits(key(code, typed, { ctrlKey: true, altKey: true })), typed).toEqual([])
      expect(hits(key(code, typed, { altKey: true, altGraph: true })), typed).toEqual([])
    }
  })

  it('never hangs up by Esc, Space or Enter, and answers only by its own key', () => {
    for (const code of ['Escape', 'Space', 'Enter']) expect(hits(key(code, code))).toEqual([])
    expect(hits(key('F12', 'F12'))).toEqual(['call.answer'])
    expect(hits(key('F10', 'F10'))).toEqual(['call.hangup'])
  })

  it("lays the operator's own keys over the defaults and refuses bad ones", () => {
    const map = keymap({ 'call.answer': 'F2', 'call.mute': 'Control+Alt+KeyA', nonsense: 'F3' })
    expect(map['call.answer']).toBe('F2')
    expect(map['call.mute']).toBe(commands['call.mute'])
    expect(conflicts(keymap({ 'call.answer': 'F8' }))).toEqual([['call.answer', 'call.mute']])
  })

  it('says why a chord may not be used', () => {
    expect(chordFault('Control+Alt+KeyQ')).toBe('altgr')
    expect(chordFault('KeyQ')).toBe('types')
    expect(chordFault('Enter')).toBe('reserved')
    expect(chordFault('Hyper+F3')).toBe('malformed')
    expect(chordFault('Shift+F3')).toBeUndefined()
  })

  it('reads a chord off the keyboard and writes it as the caps say', () => {
    expect(chordOf(key('KeyT', 'е', { altKey: true, shiftKey: true }))).toBe('Alt+Shift+KeyT')
    expect(chordOf(key('AltLeft', 'Alt', { altKey: true }))).toBeUndefined()
    expect(chordCaps('Control+KeyK')).toBe('Ctrl K')
    expect(chordCaps('Alt+Digit1')).toBe('Alt 1')
  })
})
