import type { CdpSession } from './cdp.ts'
import { LoadError } from './net-errors.ts'
import { toAppUrl, toPageUrl } from './schemes.ts'

export type NavigationEvents = {
  startedLoading(): void
  stoppedLoading(): void
  started(url: string, isSameDocument: boolean): void
  navigated(url: string): void
  navigatedInPage(url: string): void
  domReady(): void
  finished(): void
  failed(error: LoadError): void
}

type Wait = { resolve: () => void; reject: (error: Error) => void; url: string }

/** Follows the main frame of one page, and loads addresses into it. */
export class Navigation {
  /** The address that the application knows the document by; empty until the first one is loaded. */
  url = ''
  loading = false
  private readonly page: CdpSession
  private readonly events: NavigationEvents
  private readonly frameId: string
  private readonly waits = new Map<string, Wait>()
  private loader = ''
  private active = false

  constructor(page: CdpSession, events: NavigationEvents) {
    this.page = page
    this.events = events
    this.frameId = page.target!.targetId
  }

  async install(): Promise<void> {
    const { page, frameId, events } = this
    page.on('Page.frameStartedLoading', (event) => {
      if (event.frameId !== frameId || !this.active || this.loading) return
      this.loading = true
      events.startedLoading()
    })
    page.on('Page.frameStoppedLoading', (event) => {
      if (event.frameId !== frameId || !this.loading) return
      this.loading = false
      events.stoppedLoading()
    })
    page.on('Page.frameStartedNavigating', (event) => {
      if (event.frameId !== frameId || !this.active) return
      events.started(toAppUrl(event.url), /sameDocument/i.test(event.navigationType))
    })
    page.on('Page.frameNavigated', ({ frame }) => {
      if (frame.parentId === undefined)
        this.committed(frame.loaderId, frame.url, frame.urlFragment, frame.unreachableUrl)
    })
    page.on('Page.navigatedWithinDocument', (event) => {
      if (event.frameId !== frameId || !this.active) return
      this.url = toAppUrl(event.url)
      events.navigatedInPage(this.url)
    })
    page.on('Page.lifecycleEvent', (event) => {
      if (event.frameId !== frameId || !this.active || event.loaderId !== this.loader) return
      if (event.name === 'DOMContentLoaded') events.domReady()
      if (event.name === 'load') this.finish(event.loaderId)
    })
    page.onDetached(() => {
      for (const wait of this.waits.values()) wait.reject(new LoadError('ERR_FAILED', wait.url))
    })
    await Promise.all([
      page.send('Page.enable'),
      page.send('Page.setLifecycleEventsEnabled', { enabled: true }),
    ])
  }

  /** Loads an application's address; settles like Electron's `loadURL`. */
  async load(url: string): Promise<void> {
    const first = !this.active
    this.active = true
    const { loaderId, errorText } = await this.page.send('Page.navigate', { url: toPageUrl(url) })
    if (errorText) {
      const error = new LoadError(errorText, url)
      if (error.code !== 'ERR_ABORTED') this.events.failed(error)
      throw error
    }
    // The blank page that the window began with is no place to go back to.
    if (first) this.page.send('Page.resetNavigationHistory').catch(() => undefined)
    if (loaderId !== undefined && !this.finished.has(loaderId))
      await new Promise<void>((resolve, reject) => this.waits.set(loaderId, { resolve, reject, url }))
  }

  private readonly finished = new Set<string>()

  private committed(loader: string, pageUrl: string, fragment = '', unreachableUrl?: string): void {
    if (!this.active) return
    this.loader = loader
    this.finished.clear()
    for (const [id, wait] of this.waits) {
      if (id === loader) continue
      this.waits.delete(id)
      wait.reject(new LoadError('ERR_ABORTED', wait.url))
    }
    if (unreachableUrl !== undefined) return
    this.url = toAppUrl(pageUrl + fragment)
    this.events.navigated(this.url)
  }

  private finish(loader: string): void {
    this.finished.add(loader)
    this.waits.get(loader)?.resolve()
    this.waits.delete(loader)
    this.events.finished()
  }
}
