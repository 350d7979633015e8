import type { BrowserWindow } from 'electron'
import type { DemoCallRequest } from '../hub/embedded-hub.ts'
import type { Logger } from '../log/logger.ts'

/** A customer talks this long at most, milliseconds beyond the ringing; then the page is closed on them. */
const LONGEST_TALK_MS = 240_000
/** Customers who may be on the phone at once. */
const AT_ONCE = 2

/**
 * Callers of the living demo: each is a page of the hub in an unseen window, which places a real SIP call and speaks.
 * The page says in its title when its call is over.
 */
export function createDemoCallers(
  make: () => BrowserWindow,
  log: Logger,
): { call(request: DemoCallRequest): void; close(): void } {
  const callers = new Set<BrowserWindow>()
  return {
    call({ url, ringSeconds }) {
      if (callers.size >= AT_ONCE) return
      const window = make()
      callers.add(window)
      const over = () => {
        clearTimeout(late)
        callers.delete(window)
        if (!window.isDestroyed()) window.destroy()
      }
      const late = setTimeout(over, ringSeconds * 1000 + LONGEST_TALK_MS)
      window.on('page-title-updated', (_event, title) => {
        if (/^(ended|failed):/.test(title)) over()
      })
      window.webContents.on('render-process-gone', over)
      window.loadURL(url).catch((error: unknown) => {
        log.warn('demo caller did not load', { error })
        over()
      })
    },
    close() {
      for (const window of callers) if (!window.isDestroyed()) window.destroy()
      callers.clear()
    },
  }
}
