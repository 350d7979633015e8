import type Electron from 'electron'
import { blankPath } from '../fetch-interception.ts'
import { host } from '../host.ts'
import { NativeWindow, type WindowState } from '../native-window.ts'
import { schemeOf } from '../schemes.ts'
import { startBrowser } from '../startup.ts'
import { createEvent } from '../strict.ts'
import { app } from './app.ts'
import type { NativeImage } from './native-image.ts'
import { nativeTheme } from './native-theme.ts'
import { WebContents } from './web-contents.ts'
import type { WebContentsOwner } from './web-contents-owner.ts'
import { WindowGeometry } from './window-geometry.ts'

type Members = Pick<
  Electron.BrowserWindow,
  | 'id'
  | 'loadURL'
  | 'loadFile'
  | 'reload'
  | 'close'
  | 'destroy'
  | 'isDestroyed'
  | 'show'
  | 'showInactive'
  | 'hide'
  | 'isVisible'
  | 'focus'
  | 'blur'
  | 'isFocused'
  | 'minimize'
  | 'maximize'
  | 'unmaximize'
  | 'restore'
  | 'isMinimized'
  | 'isMaximized'
  | 'isNormal'
  | 'setFullScreen'
  | 'isFullScreen'
  | 'setAlwaysOnTop'
  | 'isAlwaysOnTop'
  | 'moveTop'
  | 'setSkipTaskbar'
  | 'flashFrame'
>

const windows = new Map<number, BrowserWindow>()
host.listWindows = () => [...windows.values()]
let lastId = 0
let focused: BrowserWindow | null = null

/**
 * A window. State is mirrored here, because Electron's getters are synchronous and Chromium's answers are not; commands
 * reach Chromium in order. Hiding is minimising: a hidden page keeps its timers, its microphone and its connections.
 */
export class BrowserWindow extends WindowGeometry implements Members {
  readonly id = ++lastId
  readonly webContents: WebContents
  private native: NativeWindow | undefined
  private opening: Promise<void> | undefined
  private visible: boolean
  private state: WindowState = 'normal'
  private destroyed = false
  private commandedAt = 0
  private syncTimer: NodeJS.Timeout | undefined
  private shownOnce = false

  constructor(options: Electron.BrowserWindowConstructorOptions = {}) {
    super(options, app.name)
    if (!app.isReady()) throw new Error('Cannot create BrowserWindow before app is ready')
    this.visible = options.show !== false
    this.webContents = new WebContents(this.asOwner(), options.webPreferences ?? {})
    windows.set(this.id, this)
    setImmediate(() => {
      // Without a loadURL in the same turn the window opens empty, as Electron's does.
      if (!this.destroyed) this.open('').catch((error: Error) => this.failed(error))
    })
    app.emit('browser-window-created', createEvent(), this)
    app.emit('web-contents-created', createEvent(), this.webContents)
  }

  static getAllWindows(): BrowserWindow[] {
    return [...windows.values()]
  }

  static getFocusedWindow(): BrowserWindow | null {
    return focused
  }

  static fromWebContents(contents: WebContents | undefined): BrowserWindow | null {
    return [...windows.values()].find((window) => window.webContents === contents) ?? null
  }

  static fromId(id: number): BrowserWindow | null {
    return windows.get(id) ?? null
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url)
  }

  loadFile(filePath: string, options?: Electron.LoadFileOptions): Promise<void> {
    return this.webContents.loadFile(filePath, options)
  }

  reload(): void {
    this.webContents.reload()
  }

  close(): void {
    this.tryClose()
  }

  /** Asks the `close` listeners; false when one of them prevented it. */
  tryClose(): boolean {
    if (this.destroyed) return true
    const event = createEvent()
    this.emit('close', event)
    if (event.defaultPrevented) return false
    this.destroy()
    return true
  }

  destroy(): void {
    if (this.destroyed) return
    const { native } = this
    this.forget()
    const close = native
      ? native.close()
      : (this.opening ?? Promise.resolve()).then(() => this.native?.close())
    closing.add(close)
    void close.catch(() => undefined).finally(() => closing.delete(close))
  }

  isDestroyed(): boolean {
    return this.destroyed
  }

  show(): void {
    this.reveal()
    this.focus()
  }

  showInactive(): void {
    this.reveal()
  }

  hide(): void {
    if (!this.visible) return
    this.visible = false
    this.command((native) => native.setState('minimized'))
    this.losesFocus()
    this.emit('hide')
  }

  isVisible(): boolean {
    return this.visible
  }

  focus(): void {
    this.command((native) => native.bringToFront())
    this.takesFocus()
  }

  blur(): void {
    this.losesFocus()
  }

  isFocused(): boolean {
    return focused === this
  }

  minimize(): void {
    this.change('minimized', 'minimize')
    this.losesFocus()
  }

  maximize(): void {
    this.visible = true
    this.change('maximized', 'maximize')
  }

  unmaximize(): void {
    if (this.state === 'maximized') this.change('normal', 'unmaximize')
  }

  restore(): void {
    if (this.state === 'minimized') this.change('normal', 'restore')
  }

  isMinimized(): boolean {
    return this.state === 'minimized'
  }

  isMaximized(): boolean {
    return this.state === 'maximized'
  }

  isNormal(): boolean {
    return this.state === 'normal'
  }

  setFullScreen(flag: boolean): void {
    if (flag !== this.isFullScreen())
      this.change(flag ? 'fullscreen' : 'normal', flag ? 'enter-full-screen' : 'leave-full-screen')
  }

  isFullScreen(): boolean {
    return this.state === 'fullscreen'
  }

  setAlwaysOnTop(flag: boolean): void {
    const before = this.flags.alwaysOnTop
    this.flags.alwaysOnTop = flag
    this.command(async (native) => native.setHint('above', flag))
    if (before !== flag) this.emit('always-on-top-changed', createEvent(), flag)
  }

  isAlwaysOnTop(): boolean {
    return this.flags.alwaysOnTop
  }

  moveTop(): void {
    this.command((native) => native.bringToFront())
  }

  setSkipTaskbar(skip: boolean): void {
    this.command(async (native) => native.setHint('skip_taskbar', skip))
  }

  flashFrame(flag: boolean): void {
    this.command(async (native) => native.setHint('demands_attention', flag))
  }

  capturePage(rect?: Electron.Rectangle): Promise<NativeImage> {
    return this.webContents.capturePage(rect)
  }

  getParentWindow(): BrowserWindow | null {
    return (this.options.parent as unknown as BrowserWindow | undefined) ?? null
  }

  getChildWindows(): BrowserWindow[] {
    return [...windows.values()].filter((window) => window.getParentWindow() === this)
  }

  private asOwner(): WebContentsOwner {
    return {
      open: (pageUrl) => this.open(pageUrl),
      close: () => this.close(),
      focus: () => this.focus(),
      isFocused: () => this.isFocused(),
      titleChanged: (title) => {
        const event = createEvent()
        this.emit('page-title-updated', event, title, true)
        this.webContents.emit('page-title-updated', createEvent(), title, true)
        if (!event.defaultPrevented) this.title = title
      },
      focusChanged: (hasFocus) => (hasFocus ? this.takesFocus() : this.losesFocus()),
      boundsChanged: () => this.boundsReported(),
      mayClose: () => {
        const event = createEvent()
        this.emit('close', event)
        return !event.defaultPrevented
      },
      loaded: () => {
        if (this.shownOnce) return
        this.shownOnce = true
        this.emit('ready-to-show')
      },
      openChild: (options, url) => {
        const child = new BrowserWindow(options)
        child.loadURL(url).catch(() => undefined)
        return child
      },
    }
  }

  private open(pageUrl: string): Promise<void> {
    if (this.destroyed) return Promise.reject(new TypeError('Object has been destroyed'))
    this.opening ??= this.openNative(pageUrl)
    return this.opening
  }

  private async openNative(pageUrl: string): Promise<void> {
    const chrome = await startBrowser()
    await host.interception?.refresh()
    const blankUrl = schemeOf(pageUrl) === undefined ? 'data:text/html,' : new URL(pageUrl).origin + blankPath
    const native = await NativeWindow.open(chrome, blankUrl, this.firstBox(), this.visible, (page) =>
      this.webContents.attach(page),
    )
    this.native = native
    this.commandedAt = performance.now()
    native.page.onDetached(() => this.forget())
    if (this.destroyed) return
    const scheme = nativeTheme.emulatedScheme()
    if (scheme) this.webContents.emulateColorScheme(scheme)
    if (this.flags.alwaysOnTop) native.setHint('above', true)
    if (this.options.skipTaskbar) native.setHint('skip_taskbar', true)
    const wanted = this.options.fullscreen ? 'fullscreen' : this.state
    if (!this.visible) {
      await native.setState('minimized')
      // A new window comes up in front, even one that is not to be seen.
      focused?.command((front) => front.bringToFront())
    }
    if (this.visible && wanted !== 'normal') await native.setState(wanted)
    if (this.visible && this.options.focusable !== false) this.takesFocus()
  }

  protected override command(run: (native: NativeWindow) => Promise<unknown>): void {
    if (this.destroyed) return
    this.commandedAt = performance.now()
    if (this.native) void run(this.native)
    else
      void (this.opening ?? this.open('')).then(() => this.native && run(this.native)).catch(() => undefined)
  }

  private change(state: WindowState, event: string): void {
    this.state = state
    this.command((native) => native.setState(state))
    this.emit(event)
  }

  /** The user may have moved, sized or minimised the window; what follows a command within a moment is its echo. */
  private boundsReported(): void {
    clearTimeout(this.syncTimer)
    const echo = this.commandedAt + 500 - performance.now()
    this.syncTimer = setTimeout(() => void this.followScreen(), Math.max(200, echo)).unref()
  }

  private async followScreen(): Promise<void> {
    const seen = await this.native?.read().catch(() => undefined)
    if (!seen || this.destroyed || !this.visible) return
    if (seen.state !== this.state) {
      const event = stateEvent(this.state, seen.state)
      this.state = seen.state
      this.emit(event)
    }
    if (seen.state !== 'normal') return
    this.take(seen.box)
  }

  private reveal(): void {
    if (this.visible) return
    this.visible = true
    const { state } = this
    this.command((native) => native.setState(state === 'minimized' ? 'normal' : state))
    this.emit('show')
  }

  private takesFocus(): void {
    if (focused === this || this.destroyed || !this.visible) return
    focused?.losesFocus()
    focused = this
    this.emit('focus')
    app.emit('browser-window-focus', createEvent(), this)
  }

  private losesFocus(): void {
    if (focused !== this) return
    focused = null
    this.emit('blur')
    app.emit('browser-window-blur', createEvent(), this)
  }

  private forget(): void {
    if (this.destroyed) return
    this.destroyed = true
    clearTimeout(this.syncTimer)
    windows.delete(this.id)
    if (focused === this) focused = null
    this.webContents.dispose()
    this.emit('closed')
    if (windows.size === 0) app.lastWindowClosed()
  }

  private failed(error: Error): void {
    if (!host.exiting) console.error(`A window could not be opened: ${error.message}`)
  }
}

function stateEvent(before: WindowState, now: WindowState): string {
  if (now === 'minimized') return 'minimize'
  if (now === 'maximized') return 'maximize'
  if (now === 'fullscreen') return 'enter-full-screen'
  if (before === 'minimized') return 'restore'
  return before === 'maximized' ? 'unmaximize' : 'leave-full-screen'
}

const closing = new Set<Promise<unknown>>()

/** Resolves once every window that was closed is gone from the screen. */
export async function windowsClosed(): Promise<void> {
  await Promise.allSettled(closing)
}
