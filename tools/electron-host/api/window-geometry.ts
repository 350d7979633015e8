import type Electron from 'electron'
import type { Box, NativeWindow } from '../native-window.ts'
import { WindowProperties } from './window-properties.ts'

type Members = Pick<
  Electron.BrowserWindow,
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
>

/**
 * Where a window is and how large. The page fills the window: what the window manager draws around it is not counted.
 */
export abstract class WindowGeometry extends WindowProperties implements Members {
  private readonly box: Box
  private readonly placed: boolean

  constructor(options: Electron.BrowserWindowConstructorOptions, title: string) {
    super(options, title)
    const { x, y, width = 800, height = 600 } = options
    this.box = { x: x ?? 0, y: y ?? 0, width, height }
    this.placed = x !== undefined && y !== undefined
  }

  getBounds(): Electron.Rectangle {
    return { ...this.box }
  }

  setBounds(bounds: Partial<Electron.Rectangle>): void {
    const box = { ...this.box, ...bounds }
    box.width = Math.max(box.width, this.minimum[0])
    box.height = Math.max(box.height, this.minimum[1])
    this.command((native) => native.setBox(box))
    const { moved, sized } = this.take(box)
    if (sized) this.emit('resized')
    if (moved) this.emit('moved')
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

  /** Runs a command on the native window, now or once it is there. */
  protected abstract command(run: (native: NativeWindow) => Promise<unknown>): void

  /** Bounds to open with; without a place the window manager chooses one. */
  protected firstBox(): Partial<Box> & { width: number; height: number } {
    const { width, height } = this.box
    return this.placed ? { ...this.box } : { width, height }
  }

  /** The window is there now, whoever moved it. */
  protected take(box: Box): { moved: boolean; sized: boolean } {
    const sized = box.width !== this.box.width || box.height !== this.box.height
    const moved = box.x !== this.box.x || box.y !== this.box.y
    Object.assign(this.box, box)
    if (sized) this.emit('resize')
    if (moved) this.emit('move')
    return { moved, sized }
  }
}
