import { execFile } from 'node:child_process'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'

export type WindowHint = 'above' | 'skip_taskbar' | 'demands_attention'

const run = promisify(execFile)

/**
 * Call before a window is opened, and the result after it: gives the X window that is new since, or undefined where
 * there is no X server, no window manager or no wmctrl.
 */
export function findNewWindow(): () => Promise<string | undefined> {
  const before = listWindows()
  return async () => {
    const known = await before
    if (!known) return undefined
    for (let attempt = 0; attempt < 10; attempt++) {
      const now = await listWindows()
      const fresh = now?.find((id) => !known.includes(id))
      if (fresh) return fresh
      await delay(50)
    }
    return undefined
  }
}

/** Asks the window manager to turn a hint on or off; nothing happens where none listens. */
export function setWindowHint(id: string, hint: WindowHint, on: boolean): void {
  run('wmctrl', ['-i', '-r', id, '-b', `${on ? 'add' : 'remove'},${hint}`]).catch(() => undefined)
}

async function listWindows(): Promise<string[] | undefined> {
  if (!process.env.DISPLAY) return undefined
  try {
    const { stdout } = await run('wmctrl', ['-l'])
    return stdout
      .split('\n')
      .map((line) => line.split(' ')[0]!)
      .filter(Boolean)
  } catch {
    return undefined
  }
}
