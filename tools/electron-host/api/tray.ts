import type Electron from 'electron'
import { StrictEmitter } from '../strict.ts'
import type { Menu } from './menu.ts'

type Members = Pick<
  Electron.Tray,
  | 'destroy'
  | 'isDestroyed'
  | 'setToolTip'
  | 'setTitle'
  | 'getTitle'
  | 'setImage'
  | 'setPressedImage'
  | 'getBounds'
  | 'focus'
  | 'closeContextMenu'
  | 'displayBalloon'
  | 'removeBalloon'
  | 'setIgnoreDoubleClickEvents'
  | 'getIgnoreDoubleClickEvents'
>

/** A tray icon that nobody sees: what is set is kept, and events can be emitted on it. */
export class Tray extends StrictEmitter implements Members {
  /** Every icon by the clock; nobody sees them, tests look here. */
  static readonly all: Tray[] = []

  /** What was set last. */
  toolTip = ''
  menu: Menu | null = null
  private destroyed = false
  private title = ''
  private ignoresDoubleClick = false
  constructor(_image?: unknown) {
    super()
    Tray.all.push(this)
  }

  destroy(): void {
    this.destroyed = true
  }

  isDestroyed(): boolean {
    return this.destroyed
  }

  setContextMenu(menu: Menu | null): void {
    this.menu = menu
  }

  popUpContextMenu(menu: Menu | null = this.menu): void {
    menu?.popup()
  }

  setTitle(title: string): void {
    this.title = title
  }

  getTitle(): string {
    return this.title
  }

  getBounds(): Electron.Rectangle {
    return { x: 0, y: 0, width: 0, height: 0 }
  }

  setIgnoreDoubleClickEvents(ignore: boolean): void {
    this.ignoresDoubleClick = ignore
  }

  getIgnoreDoubleClickEvents(): boolean {
    return this.ignoresDoubleClick
  }

  setToolTip(toolTip: string): void {
    this.toolTip = toolTip
  }
  setImage(): void {}
  setPressedImage(): void {}
  focus(): void {}
  closeContextMenu(): void {}
  displayBalloon(): void {}
  removeBalloon(): void {}
}
