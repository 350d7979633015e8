import { app, BrowserWindow, type Session, screen, session, type WebContents } from 'electron'
import { externalUrl, mayNavigate, mayOpenDevice, mayUse } from './guards.ts'
import { SCHEME } from './protocol.ts'
import { type Bounds, ENGINE_PARTITION, type WindowKind, windowOptions } from './window-options.ts'

export type WindowPorts = {
  preload?: string
  icon?: string
  bounds?: Bounds | undefined
  /** Somebody clicked a link that leads out of the program. */
  openExternal(url: string): void
}

/** The one place where windows are made, so that none can be made without its guards. */
export function makeWindow(
  kind: WindowKind,
  { preload, icon, bounds, openExternal }: WindowPorts,
): BrowserWindow {
  const window = new BrowserWindow(
    windowOptions({
      kind,
      ...(preload ? { preload } : {}),
      platform: process.platform,
      bounds,
      displays:
        kind === 'operator' || kind === 'pop-out'
          ? screen.getAllDisplays().map((display) => display.workArea)
          : [],
      ...(icon ? { icon } : {}),
    }),
  )
  guardContents(window.webContents, openExternal)
  window.removeMenu()
  return window
}

function guardContents(contents: WebContents, openExternal: (url: string) => void): void {
  const stay = (event: { preventDefault(): void }, url: string) => {
    if (!mayNavigate(contents.getURL(), url)) event.preventDefault()
  }
  contents.on('will-navigate', (event) => stay(event, event.url))
  contents.on('will-redirect', (event) => stay(event, event.url))
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    const external = externalUrl(url)
    if (external) openExternal(external)
    return { action: 'deny' }
  })
}

/** Gives each session of the program its pages and its permissions. Call once, before the first window. */
export function prepareSessions(serve: (request: Request) => Promise<Response>): void {
  for (const one of [session.defaultSession, session.fromPartition(ENGINE_PARTITION)]) {
    one.protocol.handle(SCHEME, serve)
    guardPermissions(one)
  }
}

function guardPermissions(one: Session): void {
  one.setPermissionRequestHandler((_contents, permission, decide, details) => {
    const { requestingUrl, isMainFrame } = details
    const media = 'mediaTypes' in details ? (details.mediaTypes ?? []) : []
    decide(mayUse({ permission, url: requestingUrl, isMainFrame, media }))
  })
  one.setPermissionCheckHandler((_contents, permission, requestingOrigin, details) =>
    mayUse({
      permission,
      url: details.requestingUrl ?? requestingOrigin,
      isMainFrame: details.isMainFrame,
      media: details.mediaType ? [details.mediaType] : [],
    }),
  )
  one.setDevicePermissionHandler(mayOpenDevice)
  // No page of ours asks for a device of the operator's choice; one that does gets none.
  one.on('select-hid-device', (event, _details, choose) => {
    event.preventDefault()
    choose()
  })
}

/** A second copy, a notification or the tray: brings the window before the operator. */
export function bringForward(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
  if (process.platform === 'darwin') app.focus({ steal: true })
}
