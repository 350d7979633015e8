import { callKeyDefaults } from '../../shared/keys/call-keys.ts'

/**
 * Every command that has a key, with the physical keys it starts out on (`KeyboardEvent.code`, so that they work on
 * any layout). Never Ctrl+Alt+letter: on Windows AltGr is Ctrl+Alt and types Polish letters. Calls live on function
 * keys; hanging up is never Esc, Space or Enter. The operator may move any of them (`preferences.keys`).
 */
export const commands = {
  'finder.open': 'Control+KeyK',
  'search.open': 'Control+Shift+KeyF',
  'keys.show': 'F1',
  'settings.open': 'Control+Comma',
  'notices.open': 'Alt+KeyY',
  'calls.open': 'Alt+KeyP',
  'list.next': 'Alt+KeyJ',
  'list.previous': 'Alt+KeyK',
  'list.next-unanswered': 'Alt+KeyG',
  'conversation.accept-next': 'Alt+KeyQ',
  'conversation.close': 'Alt+KeyE',
  'conversation.close-next': 'Alt+KeyD',
  'conversation.snooze': 'Alt+KeyM',
  'conversation.note': 'Alt+KeyN',
  'conversation.reply': 'Alt+KeyL',
  'timeline.date': 'Alt+KeyT',
  'timeline.newest': 'Alt+KeyB',
  'channel.1': 'Alt+Digit1',
  'channel.2': 'Alt+Digit2',
  'channel.3': 'Alt+Digit3',
  'channel.4': 'Alt+Digit4',
  'channel.5': 'Alt+Digit5',
  'channel.6': 'Alt+Digit6',
  'channel.7': 'Alt+Digit7',
  'channel.8': 'Alt+Digit8',
  'channel.9': 'Alt+Digit9',
  'undo.last': 'Control+KeyZ',
  'card.toggle': 'Alt+KeyI',
  'card.link': 'Alt+KeyU',
  'beside.open': 'Alt+KeyS',
  'beside.close': 'Alt+KeyX',
  'beside.pop-out': 'Alt+KeyV',
  'case.open': 'Alt+KeyA',
  'promise.make': 'Alt+KeyO',
  'pane.next': 'Control+F6',
  'call.dial': 'Alt+KeyC',
  'call.answer': 'F12',
  'call.hangup': 'F10',
  'call.mute': 'F8',
  'call.hold': 'F6',
  'call.merge': 'F2',
  'call.pull-back': 'F4',
  'call.transfer': 'F7',
  'call.keypad': 'Shift+F7',
  'call.redial': 'Alt+KeyR',
  'call.mute-hold': 'F3',
  'call.window': 'Shift+F9',
  'call.pause-recording': 'Shift+F6',
  'call.black-box': 'Shift+F4',
  'presence.available': 'F9',
  'hand.raise': 'Alt+KeyH',
  'wall.open': 'Alt+KeyW',
} as const satisfies Record<string, string>

export type Command = keyof typeof commands
export const commandNames = Object.keys(commands) as Command[]

/**
 * What the commands start out on here. On macOS Option types letters, as AltGr does elsewhere, and Command stands where
 * Ctrl stands; calls have keys of their own on Windows.
 */
export function defaultKeys(platform: string): Record<Command, string> {
  const map: Record<string, string> = { ...commands, ...callKeyDefaults(platform) }
  if (platform === 'darwin')
    for (const name of commandNames)
      map[name] = (map[name] ?? '')
        .replace(/^Alt\+(?=Key|Digit)/, 'Control+Shift+')
        .replace(/^Control\+(?=Key|Comma)/, 'Meta+')
        .replace('Control+F6', 'Alt+F6')
  return map as Record<Command, string>
}

export const isCommand = (name: string): name is Command => Object.hasOwn(commands, name)
