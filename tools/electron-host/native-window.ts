import type { CdpSession } from './cdp.ts'
import type { Chrome } from './chrome.ts'
import { findNewWindow, setWindowHint, type WindowHint } from './x11.ts'

export type Box = { x: number; y: number; width: number; height: number }
export type WindowState = 'normal' | 'minimized' | 'maximized' | 'fullscreen'

/**
 * The window of Chromium around one page. Commands run one after another, so that a quick `hide(); show()` ends shown.
 * Sizes are those of the page: what Chromium draws around it (an invisible tab strip when headless) is measured once
 * and added.
 */
export class NativeWindow {
  readonly page: CdpSession
  private readonly chrome: Chrome
  private readonly windowId: number
  private readonly xWindow: string | undefined
  private inset = { width: 0, height: 0 }
  private queue: Promise<unknown> = Promise.resolve()

  private constructor(chrome: Chrome, page: CdpSession, windowId: number, xWindow: string | undefined) {
    this.chrome = chrome
    this.page = page
    this.windowId = windowId
    this.xWindow = xWindow
  }

  /** Opens a window on a blank page. `prepare` runs while that page is still paused. */
  static async open(
    chrome: Chrome,
    blankUrl: string,
    box: Partial<Box> & { width: number; height: number },
    visible: boolean,
    prepare: (page: CdpSession) => Promise<void>,
  ): Promise<NativeWindow> {
    const newXWindow = chrome.headless ? undefined : findNewWindow()
    const page = await chrome.openWindow({ blankUrl, visible, ...box })
    await prepare(page)
    const { windowId } = await chrome.cdp.browser.send('Browser.getWindowForTarget', {
      targetId: page.target!.targetId,
    })
    const window = new NativeWindow(chrome, page, windowId, await newXWindow?.())
    await window.measure()
    await window.setBox(box)
    return window
  }

  setBox(box: Partial<Box>): Promise<void> {
    return this.run(async () => {
      const { x, y, width, height } = box
      const bounds = {
        ...(x === undefined ? {} : { left: Math.round(x) }),
        ...(y === undefined ? {} : { top: Math.round(y) }),
        ...(width === undefined ? {} : { width: Math.round(width) + this.inset.width }),
        ...(height === undefined ? {} : { height: Math.round(height) + this.inset.height }),
      }
      if (Object.keys(bounds).length > 0) await this.setBounds(bounds)
    })
  }

  setState(windowState: WindowState): Promise<void> {
    return this.run(async () => {
      const { bounds } = await this.chrome.cdp.browser.send('Browser.getWindowBounds', {
        windowId: this.windowId,
      })
      if (bounds.windowState === windowState) return
      // Chromium goes from one special state to another only through the normal one.
      if (bounds.windowState !== 'normal' && windowState !== 'normal')
        await this.setBounds({ windowState: 'normal' })
      await this.setBounds({ windowState })
    })
  }

  /** What the window manager has made of the window. */
  async read(): Promise<{ state: WindowState; box: Box }> {
    const { bounds } = await this.chrome.cdp.browser.send('Browser.getWindowBounds', {
      windowId: this.windowId,
    })
    const { left = 0, top = 0, width = 0, height = 0, windowState = 'normal' } = bounds
    const box = { x: left, y: top, width: width - this.inset.width, height: height - this.inset.height }
    return { state: windowState, box }
  }

  bringToFront(): Promise<void> {
    return this.run(() => this.page.send('Page.bringToFront'))
  }

  /** Asks the window manager, where there is one, for `above`, `skip_taskbar`, `demands_attention`. */
  setHint(hint: WindowHint, on: boolean): void {
    if (this.xWindow !== undefined) setWindowHint(this.xWindow, hint, on)
  }

  async close(): Promise<void> {
    const gone = new Promise<void>((resolve) => this.page.onDetached(resolve))
    await this.chrome.cdp.browser
      .send('Target.closeTarget', { targetId: this.page.target!.targetId })
      .catch(() => undefined)
    let timer: NodeJS.Timeout | undefined
    await Promise.race([gone, new Promise((resolve) => (timer = setTimeout(resolve, 3000)))])
    clearTimeout(timer)
  }

  private async measure(): Promise<void> {
    const { bounds } = await this.chrome.cdp.browser.send('Browser.getWindowBounds', {
      windowId: this.windowId,
    })
    const { cssLayoutViewport } = await this.page.send('Page.getLayoutMetrics')
    this.inset = {
      width: Math.max(0, (bounds.width ?? 0) - cssLayoutViewport.clientWidth),
      height: Math.max(0, (bounds.height ?? 0) - cssLayoutViewport.clientHeight),
    }
  }

  private setBounds(bounds: object): Promise<void> {
    return this.chrome.cdp.browser.send('Browser.setWindowBounds', { windowId: this.windowId, bounds })
  }

  private run(command: () => Promise<unknown>): Promise<void> {
    // A window that is going away has no bounds to set; nobody is waiting for them either.
    this.queue = this.queue.then(command).catch(() => undefined)
    return this.queue as Promise<void>
  }
}
