// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest'
import { callCommands, callKeymap } from '../../shared/keys/call-keys.ts'
import { chordFault } from '../../shared/keys/chord-fault.ts'
import { commandFault, conflicts, keymap, pressed } from './chord.ts'
import { commandNames, defaultKeys } from './commands.ts'

// What each layout types, by the place of the key: as it is, and with AltGr (Windows, Linux) or Option (macOS).
const letters = [...'abcdefghijklmnopqrstuvwxyz']
const code = (letter: string) => `Key${letter.toUpperCase()}`
const row = (typed: string) => Object.fromEntries(letters.map((letter, i) => [code(letter), typed[i] ?? '']))
const layouts = {
  US: {
    plain: row('abcdefghijklmnopqrstuvwxyz'),
    third: row('å∫ç∂´ƒ©˙ˆ∆˚¬µ˜øπœ®ß†¨√∑≈¥Ω'),
  },
  RU: {
    plain: row('фисвуапршолдьтщзйкыегмцчня'),
    third: row('ƒ∫≠∂ěѐ®∆√∫∆¬µ†ўз∑®ы†ё√∑≈¥я'),
  },
  PL: {
    plain: row('abcdefghijklmnopqrstuvwxyz'),
    third: row('ąbćdęfghijkłmńópqrśtuvwźyż'),
  },
}
const platforms = ['win32', 'darwin', 'linux']

/** A press as the browser tells it; AltGr comes as Ctrl+Alt on Windows and as AltGraph elsewhere. */
function press(typed: string, place: string, held: 'plain' | 'shift' | 'third', platform: string) {
  const windows = held === 'third' && platform === 'win32'
  const option = held === 'third' && platform === 'darwin'
  const event = new KeyboardEvent('keydown', {
    code: place,
    key: typed,
    shiftKey: held === 'shift',
    ctrlKey: windows,
    altKey: windows || option,
  })
  const down: Record<string, boolean> = {
    Shift: event.shiftKey,
    Control: event.ctrlKey,
    Alt: event.altKey,
    AltGraph: held === 'third' && platform !== 'darwin',
  }
  event.getModifierState = (name) => down[name] ?? false
  return event
}

describe.each(platforms)('the keys on %s', (platform) => {
  it('are free of each other, of the system and of the browser, each of them', () => {
    const map = keymap({}, platform)
    expect(conflicts(map)).toEqual([])
    for (const name of commandNames) expect(commandFault(name, map[name], platform), name).toBeUndefined()
  })

  it.each(Object.keys(layouts))('take no letter from a %s layout', (layout) => {
    const map = keymap({}, platform)
    const { plain, third } = layouts[layout as keyof typeof layouts]
    for (const held of ['plain', 'shift', 'third'] as const)
      for (const [place, typed] of Object.entries(held === 'third' ? third : plain)) {
        const event = press(held === 'shift' ? typed.toUpperCase() : typed, place, held, platform)
        const hit = commandNames.filter((name) => pressed(map[name], event))
        expect(hit, `${held} ${place} types ${typed}`).toEqual([])
      }
  })

  it('of calls are the same in the window and in every other program', () => {
    for (const chosen of [
      {},
      { 'call.answer': 'F2' },
      { 'call.answer': 'F12' },
      { 'call.mute': 'Control+Comma' },
    ]) {
      const map = keymap(chosen, platform)
      const global = callKeymap(chosen, platform)
      for (const command of callCommands) expect(map[command], command).toBe(global[command])
    }
  })
})

describe('a chord is refused', () => {
  it.each([
    ['win32', 'Alt+F4', 'system'],
    ['win32', 'Meta+KeyL', 'system'],
    ['win32', 'Control+KeyR', 'browser'],
    ['linux', 'Control+Alt+F3', 'system'],
    ['linux', 'Shift+F10', 'browser'],
    ['darwin', 'Meta+KeyQ', 'system'],
    ['darwin', 'F11', 'system'],
    ['darwin', 'Meta+KeyV', 'browser'],
    ['darwin', 'Alt+KeyN', 'types'],
    ['darwin', 'Alt+Shift+KeyL', 'types'],
    ['win32', 'Control+Alt+KeyE', 'altgr'],
    ['linux', 'Shift+KeyA', 'types'],
    ['linux', 'Shift+Enter', 'reserved'],
  ])('on %s: %s is %s', (platform, chord, why) => {
    expect(chordFault(chord, platform)).toBe(why)
  })

  it('for a call where the system or another program would not let it through', () => {
    expect(commandFault('call.answer', 'F12', 'win32')).toBe('debugger')
    expect(commandFault('call.answer', 'F12', 'linux')).toBeUndefined()
    expect(commandFault('finder.open', 'F12', 'win32')).toBeUndefined()
    expect(commandFault('call.mute', 'Control+Comma', 'linux')).toBe('local')
    expect(commandFault('settings.open', 'Control+Comma', 'linux')).toBeUndefined()
  })

  it('whatever the order of its modifiers', () => {
    expect(chordFault('Alt+Control+Delete', 'win32')).toBe('system')
  })
})

it('the default keys of Windows do not ask for F12 alone', () => {
  expect(defaultKeys('win32')['call.answer']).toBe('Control+F12')
  expect(defaultKeys('linux')['call.answer']).toBe('F12')
})
