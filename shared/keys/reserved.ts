// What the systems and the browser beneath us keep for themselves. Our own defaults (Ctrl+Z, F6, F7) stand in none of
// these lists: the window takes them before the browser does.

const arrows = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight']
const edges = [...arrows, 'Home', 'End', 'PageUp', 'PageDown']
const functionKeys = Array.from({ length: 12 }, (_, i) => `F${i + 1}`)
const held = (prefix: string, keys: readonly string[]) => keys.map((key) => `${prefix}+${key}`)

const system: Record<'win32' | 'darwin' | 'linux', readonly string[]> = {
  win32: [
    'PrintScreen',
    ...held('Alt', ['F4', 'Tab', 'Escape', 'Space', 'Enter', 'PrintScreen']),
    ...held('Alt+Shift', ['Tab', 'Escape']),
    ...held('Control', ['Escape']),
    ...held('Control+Shift', ['Escape']),
    ...held('Control+Alt', ['Delete', 'Tab', ...arrows]),
  ],
  darwin: [
    'F11',
    ...held('Meta', ['KeyQ', 'KeyH', 'KeyM', 'KeyW', 'Tab', 'Space', 'Backquote']),
    ...held('Meta+Shift', ['KeyQ', 'Digit3', 'Digit4', 'Digit5', 'Tab']),
    ...held('Meta+Alt', ['KeyD', 'Escape', 'Space']),
    ...held('Control', ['F1', 'F2', 'F3', 'F4', 'F5', 'F6', 'F7', 'F8', 'Space', ...arrows]),
    ...held('Control+Meta', ['KeyF', 'KeyQ', 'Space']),
  ],
  linux: [
    'PrintScreen',
    ...held('Alt', ['F1', 'F2', 'F4', 'F7', 'F8', 'F10', 'Tab', 'Escape', 'Space', 'Backquote']),
    ...held('Alt+Shift', ['Tab']),
    ...held('Control+Alt', ['Delete', 'Tab', 'Backspace', ...arrows, ...functionKeys]),
  ],
}

/** Editing of fields, reloading, zooming, printing: what the page below would do as well, or instead. */
const browser = (mod: 'Control' | 'Meta'): readonly string[] => [
  'F5',
  ...held(mod, ['KeyA', 'KeyC', 'KeyV', 'KeyX', 'KeyY', 'KeyR', 'KeyW', 'KeyT', 'KeyN', 'KeyP']),
  ...held(mod, ['Minus', 'Equal', 'Digit0', 'F5', 'F4', 'Tab', 'Backspace', 'Delete', 'Insert', ...edges]),
  ...held(`${mod}+Shift`, ['KeyR', 'KeyI', 'KeyJ', 'KeyC', 'KeyV', 'KeyT', 'KeyN', 'KeyW', 'KeyZ']),
  ...held(`${mod}+Shift`, ['Tab', 'Delete', ...edges]),
  ...held('Alt', ['ArrowLeft', 'ArrowRight', 'Home']),
  ...held('Shift', ['F10', 'Insert', 'Delete', ...edges]),
]

/** Who keeps this chord on the platform: it would never come to the window, or would do something else as well. */
export function reservedBy(chord: string, platform: string): 'system' | 'browser' | undefined {
  const on = platform === 'win32' || platform === 'darwin' ? platform : 'linux'
  const wanted = sorted(chord)
  // The Windows key and its like belong to the desktop whatever is pressed with them.
  if (on !== 'darwin' && wanted.split('+').includes('Meta')) return 'system'
  if (system[on].some((taken) => sorted(taken) === wanted)) return 'system'
  const mod = on === 'darwin' ? 'Meta' : 'Control'
  return browser(mod).some((taken) => sorted(taken) === wanted) ? 'browser' : undefined
}

/** The chord with its modifiers in one order, so that two ways to write it are the same. */
export const sorted = (chord: string): string => {
  const parts = chord.split('+')
  return [...parts.slice(0, -1).sort(), parts.at(-1)].join('+')
}
