import type Electron from 'electron'
import { blankPath } from '../fetch-interception.ts'
import { host } from '../host.ts'
import { type Box, NativeWindow } from '../native-window.ts'
import { schemeOf } from '../schemes.ts'
import { startBrowser } from '../startup.ts'
import { createEvent, StrictEmitter } from '../strict.ts'
import { app } from './app.ts'
import type { Menu } from './menu.ts'
import type { NativeImage } from './native-image.ts'
import { nativeTheme } from './native-theme.ts'
import { WebContents, type WebContentsOwner } from './web-contents.ts'

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
  | 'getBounds'
  | 'setBounds'
  | 'getContentBounds'
  | 'setContentBounds'
  | 'getNormalBounds'
  | 'getSize'
  | 'setSize'
  | 'getContentSize'
  | 'setContentSize'
  | 'getPosition'
  | 'setPosition'
  | 'center'
  | 'setAlwaysOnTop'
  | 'isAlwaysOnTop'
  | 'moveTop'
  | 'setSkipTaskbar'
  | 'flashFrame'
  | 'setProgressBar'
  | 'setOverlayIcon'
  | 'setTitle'
  | 'getTitle'
  | 'setMinimumSize'
  | 'getMinimumSize'
  | 'setMaximumSize'
  | 'getMaximumSize'
  | 'setOpacity'
  | 'getOpacity'
  | 'setBackgroundColor'
  | 'getBackgroundColor'
  | 'setMenu'
  | 'removeMenu'
  | 'setMenuBarVisibility'
  | 'isMenuBarVisible'
  | 'setAutoHideMenuBar'
  | 'isMenuBarAutoHide'
  | 'setIcon'
  | 'setContentProtection'
  | 'isContentProtected'
  | 'setVisibleOnAllWorkspaces'
  | 'isVisibleOnAllWorkspaces'
  | 'setResizable'
  | 'isResizable'
  | 'setMovable'
  | 'isMovable'
  | 'setClosable'
  | 'isClosable'
  | 'setMinimizable'
  | 'isMinimizable'
  | 'setMaximizable'
  | 'isMaximizable'
  | 'setFullScreenable'
  | 'isFullScreenable'
  | 'setFocusable'
  | 'isFocusable'
  | 'setEnabled'
  | 'isEnabled'
  | 'isModal'
  | 'setTitleBarOverlay'
  | 'setAppDetails'
  | 'setThumbarButtons'
>

const windows = new Map<number, BrowserWindow>()
host.listWindows = () => [...windows.values()]
let lastId = 0
let focused: BrowserWindow | null = null

/**
 * A window. State is mirrored here, because Electron's getters are synchronous and Chromium's answers are not; commands
 * reach Chromium in order. Hiding is minimising: a hidden page keeps its timers, its microphone and its connections.
 */
export class BrowserWindow extends StrictEmitter implements Members {
  readonly id = ++lastId
  readonly webContents: WebContents
  title: string
  private readonly options: Electron.BrowserWindowConstructorOptions
  private readonly box: Box
  private native: NativeWindow | undefined
  private opening: Promise<void> | undefined
  private visible: boolean
  private state: 'normal' | 'minimized' | 'maximized' | 'fullscreen' = 'normal'
  private destroyed = false
  private commandedAt = 0
  private shownOnce = false
  private readonly placed: boolean
  private readonly flags: Record<Flag, boolean>
  private minimum = [0, 0]
  private maximum = [0, 0]
  private opacity: number
  private background: string

  constructor(options: Electron.BrowserWindowConstructorOptions = {}) {
    super()
    if (!app.isReady()) throw new Error('Cannot create BrowserWindow before app is ready')
    this.options = options
    this.box = {
      x: options.x ?? 0,
      y: options.y ?? 0,
      width: options.width ?? 800,
      height: options.height ?? 600,
    }
    this.placed = options.x !== undefined && options.y !== undefined
    this.visible = options.show !== false
    this.title = options.title ?? app.name
    this.minimum = [options.minWidth ?? 0, options.minHeight ?? 0]
    this.maximum = [options.maxWidth ?? 0, options.maxHeight ?? 0]
    this.opacity = options.opacity ?? 1
    this.background = options.backgroundColor ?? '#FFF'
    this.flags = initialFlags(options)
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

  getBounds(): Electron.Rectangle {
    return { ...this.box }
  }

  setBounds(bounds: Partial<Electron.Rectangle>): void {
    const before = { ...this.box }
    Object.assign(this.box, bounds)
    this.box.width = Math.max(this.box.width, this.minimum[0]!)
    this.box.height = Math.max(this.box.height, this.minimum[1]!)
    const box = { ...this.box }
    this.command((native) => native.setBox(box))
    if (before.width !== box.width || before.height !== box.height) {
      this.emit('resize')
      this.emit('resized')
    }
    if (before.x !== box.x || before.y !== box.y) {
      this.emit('move')
      this.emit('moved')
    }
  }

  getContentBounds(): Electron.Rectangle {
    return this.getBounds()
  }

  setContentBounds(bounds: Electron.Rectangle): void {
    this.setBounds(bounds)
  }

  getNormalBounds(): Electron.Rectangle {
    return this.getBounds()
  }

  getSize(): number[] {
    return [this.box.width, this.box.height]
  }

  setSize(width: number, height: number): void {
    this.setBounds({ width, height })
  }

  getContentSize(): number[] {
    return this.getSize()
  }

  setContentSize(width: number, height: number): void {
    this.setSize(width, height)
  }

  getPosition(): number[] {
    return [this.box.x, this.box.y]
  }

  setPosition(x: number, y: number): void {
    this.setBounds({ x, y })
  }

  center(): void {}

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

  setProgressBar(): void {}
  setOverlayIcon(): void {}
  setTitleBarOverlay(): void {}
  setAppDetails(): void {}

  setThumbarButtons(): boolean {
    return true
  }

  setTitle(title: string): void {
    this.title = title
  }

  getTitle(): string {
    return this.title
  }

  setMinimumSize(width: number, height: number): void {
    this.minimum = [width, height]
  }

  getMinimumSize(): number[] {
    return [...this.minimum]
  }

  setMaximumSize(width: number, height: number): void {
    this.maximum = [width, height]
  }

  getMaximumSize(): number[] {
    return [...this.maximum]
  }

  setOpacity(opacity: number): void {
    this.opacity = opacity
  }

  getOpacity(): number {
    return this.opacity
  }

  setBackgroundColor(backgroundColor: string): void {
    this.background = backgroundColor
  }

  getBackgroundColor(): string {
    return this.background
  }

  setMenu(_menu: Menu | Electron.Menu | null): void {}
  removeMenu(): void {}
  setIcon(_icon: NativeImage | Electron.NativeImage | string): void {}

  setMenuBarVisibility(visible: boolean): void {
    this.flags.menuBar = visible
  }

  isMenuBarVisible(): boolean {
    return this.flags.menuBar
  }

  setAutoHideMenuBar(hide: boolean): void {
    this.flags.autoHideMenuBar = hide
  }

  isMenuBarAutoHide(): boolean {
    return this.flags.autoHideMenuBar
  }

  setContentProtection(enable: boolean): void {
    this.flags.contentProtection = enable
  }

  isContentProtected(): boolean {
    return this.flags.contentProtection
  }

  setVisibleOnAllWorkspaces(visible: boolean): void {
    this.flags.allWorkspaces = visible
  }

  isVisibleOnAllWorkspaces(): boolean {
    return this.flags.allWorkspaces
  }

  setResizable(resizable: boolean): void {
    this.flags.resizable = resizable
  }

  isResizable(): boolean {
    return this.flags.resizable
  }

  setMovable(movable: boolean): void {
    this.flags.movable = movable
  }

  isMovable(): boolean {
    return this.flags.movable
  }

  setClosable(closable: boolean): void {
    this.flags.closable = closable
  }

  isClosable(): boolean {
    return this.flags.closable
  }

  setMinimizable(minimizable: boolean): void {
    this.flags.minimizable = minimizable
  }

  isMinimizable(): boolean {
    return this.flags.minimizable
  }

  setMaximizable(maximizable: boolean): void {
    this.flags.maximizable = maximizable
  }

  isMaximizable(): boolean {
    return this.flags.maximizable
  }

  setFullScreenable(fullScreenable: boolean): void {
    this.flags.fullScreenable = fullScreenable
  }

  isFullScreenable(): boolean {
    return this.flags.fullScreenable
  }

  setFocusable(focusable: boolean): void {
    this.flags.focusable = focusable
  }

  isFocusable(): boolean {
    return this.flags.focusable
  }

  setEnabled(enable: boolean): void {
    this.flags.enabled = enable
  }

  isEnabled(): boolean {
    return this.flags.enabled
  }

  isModal(): boolean {
    return this.options.modal ?? false
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
      boundsChanged: (box) => this.boundsReported(box),
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
    const { width, height, x, y } = this.box
    const box = { width, height, ...(this.placed ? { x, y } : {}) }
    const native = await NativeWindow.open(chrome, blankUrl, box, this.visible, (page) =>
      this.webContents.attach(page),
    )
    this.native = native
    this.commandedAt = performance.now()
    native.page.onDetached(() => this.forget())
    if (this.destroyed) return
    this.webContents.emulateColorScheme(nativeTheme.emulatedScheme())
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

  private command(run: (native: NativeWindow) => Promise<unknown>): void {
    if (this.destroyed) return
    this.commandedAt = performance.now()
    if (this.native) void run(this.native)
    else
      void (this.opening ?? this.open('')).then(() => this.native && run(this.native)).catch(() => undefined)
  }

  private change(state: 'normal' | 'minimized' | 'maximized' | 'fullscreen', event: string): void {
    this.state = state
    this.command((native) => native.setState(state))
    this.emit(event)
  }

  /** The user moved or sized the window. What comes within a moment of a command is its echo. */
  private boundsReported(box: Electron.Rectangle): void {
    if (this.state !== 'normal' || !this.visible || performance.now() - this.commandedAt < 500) return
    const before = { ...this.box }
    Object.assign(this.box, box)
    if (before.width !== box.width || before.height !== box.height) this.emit('resize')
    if (before.x !== box.x || before.y !== box.y) this.emit('move')
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

type Flag = keyof ReturnType<typeof initialFlags>

function initialFlags(options: Electron.BrowserWindowConstructorOptions) {
  return {
    alwaysOnTop: options.alwaysOnTop ?? false,
    resizable: options.resizable ?? true,
    movable: options.movable ?? true,
    closable: options.closable ?? true,
    minimizable: options.minimizable ?? true,
    maximizable: options.maximizable ?? true,
    fullScreenable: options.fullscreenable ?? true,
    focusable: options.focusable ?? true,
    enabled: true,
    menuBar: true,
    autoHideMenuBar: options.autoHideMenuBar ?? false,
    contentProtection: false,
    allWorkspaces: false,
  }
}

const closing = new Set<Promise<unknown>>()

/** Resolves once every window that was closed is gone from the screen. */
export async function windowsClosed(): Promise<void> {
  await Promise.allSettled(closing)
}
