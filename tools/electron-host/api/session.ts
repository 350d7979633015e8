import type Electron from 'electron'
import { host } from '../host.ts'
import { schemeOf, toAppUrl } from '../schemes.ts'
import { Strict, StrictEmitter, strict } from '../strict.ts'
import { Protocol } from './protocol.ts'
import type { WebContents } from './web-contents.ts'

type RequestHandler = NonNullable<Parameters<Electron.Session['setPermissionRequestHandler']>[0]>
type CheckHandler = NonNullable<Parameters<Electron.Session['setPermissionCheckHandler']>[0]>
type Permission = Parameters<RequestHandler>[1]
type RequestDetails = Parameters<RequestHandler>[3]

/** Members of the session that are accepted and have no effect in the host. */
type Implemented =
  | 'setPermissionRequestHandler'
  | 'setPermissionCheckHandler'
  | 'setDevicePermissionHandler'
  | 'setDisplayMediaRequestHandler'
  | 'setCertificateVerifyProc'
  | 'setSpellCheckerEnabled'
  | 'setSpellCheckerLanguages'
  | 'setUserAgent'
  | 'getUserAgent'
  | 'setDownloadPath'
  | 'setProxy'
  | 'clearStorageData'
  | 'clearCache'
  | 'clearData'
  | 'flushStorageData'
  | 'isPersistent'
  | 'getStoragePath'
  | 'closeAllConnections'
  | 'setSSLConfig'

/** Chromium's name of each permission that handlers are asked about ahead of time, and Electron's name for it. */
const permissions: [chromium: string, electron: Permission][] = [
  ['notifications', 'notifications'],
  ['geolocation', 'geolocation'],
  ['clipboard-read', 'clipboard-read'],
  ['clipboard-write', 'clipboard-sanitized-write'],
  ['speaker-selection', 'speaker-selection'],
  ['idle-detection', 'idle-detection'],
  ['screen-wake-lock', 'screen-wake-lock'],
  ['midi', 'midi'],
]

/** Header hooks are accepted; the host sends the application's own headers untouched. */
class WebRequest
  extends Strict
  implements Pick<Electron.WebRequest, 'onBeforeRequest' | 'onBeforeSendHeaders' | 'onHeadersReceived'>
{
  onBeforeRequest(): void {}
  onBeforeSendHeaders(): void {}
  onHeadersReceived(): void {}
}

/**
 * A session. Handlers belong to it, storage does not: the host has one browser profile for all partitions.
 *
 * Chromium tells nobody of a permission request, so handlers are asked ahead of time for each origin. Capture devices
 * are the exception: pages ask for them through the bridge, at the moment of use and on behalf of their own window.
 */
export class Session extends StrictEmitter implements Pick<Electron.Session, Implemented> {
  readonly protocol = new Protocol()
  readonly webRequest = new WebRequest()
  private readonly partition: string
  private requestHandler: RequestHandler | null = null
  private checkHandler: CheckHandler | null = null
  private userAgent = ''
  private readonly origins = new Map<string, WebContents>()

  constructor(partition: string) {
    super()
    this.partition = partition
  }

  setPermissionRequestHandler(handler: RequestHandler | null): void {
    this.requestHandler = handler
    this.refreshPermissions()
  }

  setPermissionCheckHandler(handler: CheckHandler | null): void {
    this.checkHandler = handler
    this.refreshPermissions()
  }

  setDevicePermissionHandler(): void {}
  setDisplayMediaRequestHandler(): void {}
  /** Recorded only: Chromium's own verification stands. */
  setCertificateVerifyProc(): void {}
  setSpellCheckerEnabled(): void {}
  setSpellCheckerLanguages(): void {}
  setDownloadPath(): void {}
  setSSLConfig(): void {}
  flushStorageData(): void {}
  async setProxy(): Promise<void> {}
  async closeAllConnections(): Promise<void> {}

  setUserAgent(userAgent: string): void {
    this.userAgent = userAgent
  }

  getUserAgent(): string {
    return this.userAgent
  }

  isPersistent(): boolean {
    return this.partition === '' || this.partition.startsWith('persist:')
  }

  getStoragePath(): string | null {
    return null
  }

  async clearStorageData(options: Electron.ClearStorageDataOptions = {}): Promise<void> {
    const storageTypes = options.storages?.join() ?? 'all'
    const origins = options.origin ? [options.origin] : [...this.origins.keys()]
    for (const origin of origins)
      await host.chrome?.cdp.browser
        .send('Storage.clearDataForOrigin', { origin, storageTypes })
        .catch(() => undefined)
  }

  async clearCache(): Promise<void> {}

  async clearData(): Promise<void> {
    await this.clearStorageData()
  }

  /** Tells Chromium what the handlers allow `contents` on the origin that it is about to load. */
  async preparePermissions(contents: WebContents, pageUrl: string): Promise<void> {
    if (schemeOf(pageUrl) === undefined) return
    const { origin } = new URL(pageUrl)
    this.origins.set(origin, contents)
    await this.applyPermissions(origin, contents)
  }

  /** Whether `contents` may capture now, as its request handler says. */
  mayUseMedia(contents: WebContents, method: string, types: ('audio' | 'video')[]): Promise<boolean> {
    const permission = method === 'getUserMedia' ? 'media' : 'display-capture'
    const url = contents.getURL()
    const details = { requestingUrl: url, securityOrigin: url, isMainFrame: true, mediaTypes: types }
    return this.ask(contents, permission, details)
  }

  private refreshPermissions(): void {
    for (const [origin, contents] of this.origins)
      if (!contents.isDestroyed()) this.applyPermissions(origin, contents).catch(() => undefined)
  }

  private async applyPermissions(origin: string, contents: WebContents): Promise<void> {
    const browser = host.chrome?.cdp.browser
    if (!browser) return
    const set = (name: string, granted: boolean): Promise<void> =>
      browser
        .send('Browser.setPermission', {
          origin,
          permission: { name },
          setting: granted ? 'granted' : 'denied',
        })
        // A Chromium that does not know one of the names keeps its default for it.
        .catch(() => undefined)
    await Promise.all([
      set('microphone', this.check(contents, 'media', origin, 'audio')),
      set('camera', this.check(contents, 'media', origin, 'video')),
      // Pages of an intercepted origin count as public; their servers on this machine would be out of reach.
      set('loopback-network', true),
      set('local-network', true),
      ...permissions.map(async ([chromium, electron]) => {
        const details = { requestingUrl: toAppUrl(`${origin}/`), isMainFrame: true }
        const granted =
          this.check(contents, electron, origin) && (await this.ask(contents, electron, details, 2000))
        await set(chromium, granted)
      }),
    ])
  }

  private check(
    contents: WebContents,
    permission: Permission,
    origin: string,
    mediaType?: 'audio' | 'video',
  ): boolean {
    if (!this.checkHandler) return true
    const requestingUrl = toAppUrl(`${origin}/`)
    const details = {
      isMainFrame: true,
      requestingUrl,
      securityOrigin: requestingUrl,
      ...(mediaType ? { mediaType } : {}),
    }
    return (
      this.checkHandler(contents as unknown as Electron.WebContents, permission, requestingUrl, details) ===
      true
    )
  }

  /** Asks the request handler. With `patience` (ms) a handler that does not answer in time has denied. */
  private ask(
    contents: WebContents,
    permission: Permission,
    details: RequestDetails,
    patience?: number,
  ): Promise<boolean> {
    const { requestHandler } = this
    if (!requestHandler) return Promise.resolve(true)
    return new Promise((resolve) => {
      const timer = patience === undefined ? undefined : setTimeout(() => resolve(false), patience).unref()
      const decide = (granted: boolean): void => {
        clearTimeout(timer)
        resolve(granted === true)
      }
      requestHandler(contents as unknown as Electron.WebContents, permission, decide, details)
    })
  }
}

export const defaultSession = new Session('')
const partitions = new Map<string, Session>()

export const session = strict('session', {
  defaultSession,
  fromPartition(partition: string): Session {
    if (partition === '') return defaultSession
    const known = partitions.get(partition) ?? new Session(partition)
    partitions.set(partition, known)
    return known
  },
})
