import { type BrowserWindow, screen } from 'electron'
import type { Logger } from '../log/logger.ts'
import type { MiniPort } from '../mini/mini.ts'
import { MINI_SIZE, movedTo, type Point, placeMini } from '../mini/place.ts'
import { MINI_ORIGIN } from './trust.ts'

export type MiniWindow = MiniPort & {
  /** Loads it, hidden, so that it is there when it rings. */
  load(): void
  send(channel: string, payload: unknown): void
  owns(webContentsId: number): boolean
  close(): void
}

export type MiniWindowOptions = {
  make(): BrowserWindow
  /** Where it was left at last. */
  left(): Point | undefined
  remember(place: Point): void
  onBlur(): void
  onKeyDown(): void
  platform: string
  log: Logger
}

/** The small call window on the screen: over everything, moved by hand, and back on a display that is there. */
export function createMiniWindow(options: MiniWindowOptions): MiniWindow {
  const { make, left, remember, platform, log } = options
  let window: BrowserWindow | undefined
  let shown = false
  let closing = false
  /** Where a drag began. */
  let from: Point | undefined

  const areas = () => screen.getAllDisplays().map((display) => display.workArea)
  const here = () => screen.getDisplayNearestPoint(screen.getCursorScreenPoint()).workArea
  const place = (mine: BrowserWindow) =>
    mine.setBounds({ ...placeMini(left(), areas(), here()), ...MINI_SIZE })

  const load = () => {
    if (closing || (window && !window.isDestroyed())) return
    const mine = make()
    window = mine
    mine.setVisibleOnAllWorkspaces(true, { visibleOnFullScreen: true })
    mine.on('blur', options.onBlur)
    // It is hidden when it is not needed; closing it by hand means the same.
    mine.on('close', (event) => {
      if (closing) return
      event.preventDefault()
      hide()
    })
    mine.webContents.on('before-input-event', (_event, input) => {
      if (input.type === 'keyDown') options.onKeyDown()
    })
    mine.webContents.on('render-process-gone', (_event, { reason }) => {
      log.error('call window is gone', { reason })
      mine.destroy()
      window = undefined
      if (!closing) setTimeout(load, 300)
    })
    mine
      .loadURL(`${MINI_ORIGIN}/mini.html`)
      .catch((error: unknown) => log.error('call window did not load', { error }))
    if (shown) reveal(mine)
  }

  const reveal = (mine: BrowserWindow) => {
    place(mine)
    mine.showInactive()
    mine.setAlwaysOnTop(true, 'screen-saver')
  }

  const hide = () => {
    shown = false
    from = undefined
    if (window && !window.isDestroyed()) window.hide()
  }

  const settle = () => {
    if (shown && window && !window.isDestroyed()) place(window)
  }
  screen.on('display-removed', settle)
  screen.on('display-metrics-changed', settle)

  return {
    load,
    show() {
      if (shown) return
      shown = true
      if (!window || window.isDestroyed()) load()
      else reveal(window)
    },
    hide,
    focus() {
      if (!window || window.isDestroyed()) return
      if (platform !== 'linux') window.setFocusable(true)
      window.focus()
    },
    release() {
      if (!window || window.isDestroyed()) return
      if (platform !== 'linux') window.setFocusable(false)
      window.blur()
    },
    move(dx, dy, end) {
      if (!window || window.isDestroyed() || !shown) return
      if (!from) {
        const { x, y } = window.getBounds()
        from = { x, y }
      }
      const to = movedTo({ x: from.x + dx, y: from.y + dy }, areas(), here())
      window.setBounds({ ...to, ...MINI_SIZE })
      if (!end) return
      from = undefined
      remember(to)
    },
    send(channel, payload) {
      if (window && !window.isDestroyed() && !window.webContents.isDestroyed())
        window.webContents.send(channel, payload)
    },
    owns: (id) => window?.webContents.id === id,
    close() {
      closing = true
      if (window && !window.isDestroyed()) window.destroy()
    },
  }
}
