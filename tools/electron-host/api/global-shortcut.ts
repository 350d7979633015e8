import type Electron from 'electron'
import { strict } from '../strict.ts'

const callbacks = new Map<string, () => void>()
let suspended = false

/** Shortcuts are kept, but no key of the desktop reaches them. */
export const globalShortcut = strict('globalShortcut', {
  register(accelerator, callback) {
    if (callbacks.has(accelerator)) return false
    callbacks.set(accelerator, callback)
    return true
  },
  registerAll(accelerators, callback) {
    for (const accelerator of accelerators) globalShortcut.register(accelerator, callback)
  },
  isRegistered: (accelerator) => callbacks.has(accelerator),
  unregister: (accelerator) => {
    callbacks.delete(accelerator)
  },
  unregisterAll: () => callbacks.clear(),
  isSuspended: () => suspended,
  setSuspended(value) {
    suspended = value
  },
} satisfies Electron.GlobalShortcut)
