/**
 * happy-dom lays nothing out, and a virtual list that sees no height draws no rows. With this, every element is tall
 * enough: panes 2000 px, their rows 40 px. The window is 1366 × 768.
 */
export function giveHeights(): void {
  const height = (element: Element) => (element.matches('[data-pane]') ? 2000 : 40)
  class Observer implements ResizeObserver {
    readonly #tell: ResizeObserverCallback
    /** Told together, as a browser does once a frame: each telling draws the list anew. */
    #seen: ResizeObserverEntry[] = []
    constructor(tell: ResizeObserverCallback) {
      this.#tell = tell
    }
    observe(target: Element): void {
      const size = { blockSize: height(target), inlineSize: 600 }
      const entry = {
        target,
        contentRect: { height: height(target), width: 600, x: 0, y: 0, top: 0, left: 0, bottom: 0, right: 0 },
        borderBoxSize: [size],
        contentBoxSize: [size],
        devicePixelContentBoxSize: [size],
      }
      if (this.#seen.push(entry as unknown as ResizeObserverEntry) > 1) return
      queueMicrotask(() => {
        const seen = this.#seen
        this.#seen = []
        this.#tell(seen, this)
      })
    }
    unobserve(): void {}
    disconnect(): void {}
  }
  Object.assign(globalThis, { ResizeObserver: Observer })
  const { happyDOM } = window as unknown as { happyDOM: { setViewport(size: object): void } }
  happyDOM.setViewport({ width: 1366, height: 768 })
  Object.defineProperty(HTMLElement.prototype, 'offsetParent', {
    configurable: true,
    get: () => document.body,
  })
  Object.defineProperty(HTMLElement.prototype, 'offsetHeight', {
    configurable: true,
    get(this: HTMLElement) {
      return height(this)
    },
  })
}
