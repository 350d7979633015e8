import type Electron from 'electron'
import { StrictEmitter } from '../strict.ts'
import type { Menu } from './menu.ts'
import type { NativeImage } from './native-image.ts'

type Members = Pick<
  Electron.BrowserWindow,
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
  | 'setProgressBar'
  | 'setOverlayIcon'
  | 'title'
>

/** What a window is told and remembers, and what nobody can see in the host. */
export abstract class WindowProperties extends StrictEmitter implements Members {
  title: string
  protected readonly options: Electron.BrowserWindowConstructorOptions
  protected readonly flags: Record<Flag, boolean>
  protected minimum: [number, number]
  private maximum: [number, number]
  private opacity: number
  private background: string

  constructor(options: Electron.BrowserWindowConstructorOptions, title: string) {
    super()
    this.options = options
    this.title = options.title ?? title
    this.minimum = [options.minWidth ?? 0, options.minHeight ?? 0]
    this.maximum = [options.maxWidth ?? 0, options.maxHeight ?? 0]
    this.opacity = options.opacity ?? 1
    this.background = options.backgroundColor ?? '#FFF'
    this.flags = initialFlags(options)
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

  setIcon(_icon: NativeImage | Electron.NativeImage | string): void {}
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

  setTitleBarOverlay(): void {}
  setAppDetails(): void {}
  setThumbarButtons(): boolean {
    return true
  }

  setProgressBar(): void {}
  setOverlayIcon(): void {}
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
