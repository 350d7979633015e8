import { app, type BrowserWindow, type NativeImage } from 'electron'
import type { Logger } from '../log/logger.ts'
import { CONSOLE_ORIGIN } from './trust.ts'
import type { Bounds } from './window-options.ts'
import { bringForward } from './windows.ts'

export type OperatorWindow = {
  readonly window: BrowserWindow | undefined
  readonly focused: boolean
  /** Opens it, or brings the one that is there forward. */
  show(): void
  send(channel: string, payload: unknown): void
  owns(webContentsId: number): boolean
  flash(on: boolean): void
  /** A count in the corner of the taskbar's icon (Windows); undefined for none. */
  overlay(image: NativeImage | undefined, words: string): void
}

export type OperatorWindowOptions = {
  make(): BrowserWindow
  remember(bounds: Bounds): void
  wasMaximized: boolean
  /** Whether the window may close now; asks the operator when a call would be lost. */
  mayClose(): boolean
  /** Closing leaves it hidden, in the tray. */
  hides(): boolean
  onHidden(): void
  onFocus(): void
  onBlur(): void
  /** A key went down in the page, whatever it does there. */
  onKeyDown(): void
  onClosed(): void
  log: Logger
}

const BOUNDS_PAUSE_MS = 500

/** The console's one window. Its page may crash and come back: calls, the hub and drafts do not depend on it. */
export function createOperatorWindow(options: OperatorWindowOptions): OperatorWindow {
  const { make, remember, mayClose, onFocus, log } = options
  let window: BrowserWindow | undefined
  let boundsTimer: NodeJS.Timeout | undefined

  const saveBounds = (mine: BrowserWindow) => {
    clearTimeout(boundsTimer)
    boundsTimer = setTimeout(() => {
      if (mine.isDestroyed() || mine.isMinimized()) return
      remember({ ...mine.getNormalBounds(), maximized: mine.isMaximized() })
    }, BOUNDS_PAUSE_MS)
  }

  const open = () => {
    const mine = make()
    window = mine
    mine.once('ready-to-show', () => {
      if (options.wasMaximized) mine.maximize()
      mine.show()
    })
    for (const moved of ['resize', 'move', 'maximize', 'unmaximize'] as const)
      mine.on(moved as 'resize', () => saveBounds(mine))
    mine.on('focus', () => {
      mine.flashFrame(false)
      onFocus()
    })
    mine.on('blur', options.onBlur)
    mine.webContents.on('before-input-event', (_event, input) => {
      if (input.type === 'keyDown') options.onKeyDown()
    })
    mine.on('close', (event) => {
      if (options.hides()) {
        event.preventDefault()
        mine.hide()
        options.onHidden()
      } else if (!mayClose()) event.preventDefault()
    })
    mine.on('closed', () => {
      if (window === mine) window = undefined
      options.onClosed()
    })
    mine.webContents.on('render-process-gone', (_event, { reason }) => {
      log.error('operator window is gone', { reason })
      if (reason !== 'clean-exit' && !mine.isDestroyed()) setTimeout(() => load(mine), 300)
    })
    mine.webContents.on('unresponsive', () => log.warn('operator window does not respond'))
    load(mine)
  }

  const load = (mine: BrowserWindow) => {
    if (mine.isDestroyed()) return
    mine
      .loadURL(`${CONSOLE_ORIGIN}/index.html`)
      .catch((error: unknown) => log.error('page did not load', { error }))
  }

  return {
    get window() {
      return window
    },
    get focused() {
      return window?.isFocused() ?? false
    },
    show() {
      if (window) bringForward(window)
      else if (app.isReady()) open()
    },
    send(channel, payload) {
      if (window && !window.isDestroyed() && !window.webContents.isDestroyed())
        window.webContents.send(channel, payload)
    },
    owns: (id) => window?.webContents.id === id,
    flash: (on) => window?.flashFrame(on),
    overlay: (image, words) => window?.setOverlayIcon(image ?? null, words),
  }
}
