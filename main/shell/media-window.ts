import { type BrowserWindow, type IpcMainEvent, ipcMain } from 'electron'
import type { Logger } from '../log/logger.ts'
import type { EngineTransport } from '../media/engine-client.ts'
import { ENGINE_ORIGIN, isTrustedSender } from './trust.ts'

export type MediaWindow = {
  transport: EngineTransport
  /** Loads the window's page; a window that is there already is loaded anew. */
  load(): void
  isEngine(webContentsId: number): boolean
  close(): void
}

export type MediaWindowOptions = {
  make(): BrowserWindow
  /** Whatever the page knew is lost; it is being loaded again. */
  onLost(): void
  log: Logger
}

/** A page that died is loaded at once, since calls wait for it; one that dies soon after must not spin, milliseconds. */
const RELOAD_PAUSE_MS = 2000
const SOON_MS = 10_000

/** The hidden window where the sound lives, and the wire to it. */
export function createMediaWindow({ make, onLost, log }: MediaWindowOptions): MediaWindow {
  let window: BrowserWindow | undefined
  let closing = false
  let loadedAt = 0

  const reload = () => {
    onLost()
    setTimeout(load, Date.now() - loadedAt < SOON_MS ? RELOAD_PAUSE_MS : 0)
  }

  const load = () => {
    if (closing) return
    if (!window || window.isDestroyed()) {
      window = make()
      window.webContents.on('render-process-gone', (_event, { reason }) => {
        log.error('media window is gone', { reason })
        reload()
      })
      window.on('closed', () => {
        window = undefined
        if (!closing) reload()
      })
    }
    loadedAt = Date.now()
    window.loadURL(`${ENGINE_ORIGIN}/engine.html`).catch((error: unknown) => {
      log.error('media window did not load', { error })
      if (!closing) setTimeout(load, 2000)
    })
  }

  return {
    transport: {
      send(channel, payload) {
        if (window && !window.isDestroyed()) window.webContents.send(channel, payload)
      },
      onMessage(channel, listener) {
        const heard = (event: IpcMainEvent, payload: unknown) => {
          if (event.sender.id === window?.webContents.id && isTrustedSender(event, ENGINE_ORIGIN))
            listener(payload)
        }
        ipcMain.on(channel, heard)
        return () => void ipcMain.removeListener(channel, heard)
      },
    },
    load,
    isEngine: (id) => window?.webContents.id === id,
    close() {
      closing = true
      if (window && !window.isDestroyed()) window.destroy()
    },
  }
}
