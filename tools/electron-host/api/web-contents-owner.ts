import type Electron from 'electron'

/** What a page needs from the window around it. */
export type WebContentsOwner = {
  /** Opens the native window if need be; the page is attached once it resolves. */
  open(pageUrl: string): Promise<void>
  close(): void
  focus(): void
  isFocused(): boolean
  titleChanged(title: string): void
  focusChanged(focused: boolean): void
  boundsChanged(): void
  /** Somebody pressed the window's own close button: false keeps the window. */
  mayClose(): boolean
  loaded(): void
  openChild(options: Electron.BrowserWindowConstructorOptions, url: string): unknown
}
