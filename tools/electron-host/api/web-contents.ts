import { isAbsolute, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type Electron from 'electron'
import type { FromPage, SyncRequest } from '../bridge/messages.ts'
import type { CdpSession } from '../cdp.ts'
import { host, say } from '../host.ts'
import { Navigation } from '../navigation.ts'
import type { LoadError } from '../net-errors.ts'
import { nodeCodec } from '../node-codec.ts'
import { followConsole } from '../page-console.ts'
import { PageLink } from '../page-link.ts'
import { toAppUrl, toPageUrl } from '../schemes.ts'
import { createEvent, strict } from '../strict.ts'
import { dispatchInvoke, dispatchSend, dispatchSync } from './ipc-dispatch.ts'
import { IpcMain } from './ipc-main.ts'
import type { MessagePortMain } from './message-port.ts'
import { NativeImage } from './native-image.ts'
import { PageSettings } from './page-settings.ts'
import { Session, session } from './session.ts'
import type { WebContentsOwner } from './web-contents-owner.ts'
import { WebFrameMain } from './web-frame.ts'

type OpenHandler = Parameters<Electron.WebContents['setWindowOpenHandler']>[0]

type Members = Pick<
  Electron.WebContents,
  | 'id'
  | 'send'
  | 'executeJavaScript'
  | 'loadURL'
  | 'loadFile'
  | 'reload'
  | 'getURL'
  | 'getTitle'
  | 'getType'
  | 'getProcessId'
  | 'isDestroyed'
  | 'isCrashed'
  | 'isLoading'
  | 'isLoadingMainFrame'
  | 'isFocused'
  | 'focus'
  | 'close'
  | 'stop'
  | 'forcefullyCrashRenderer'
  | 'setWindowOpenHandler'
  | 'printToPDF'
>

const all = new Map<number, WebContents>()
let lastId = 0

/** The page of a window. */
export class WebContents extends PageSettings implements Members {
  readonly id = ++lastId
  readonly ipc = new IpcMain()
  readonly hostSession: Session
  readonly mainFrame: WebFrameMain
  readonly hostWebContents = null
  readonly devToolsWebContents = null
  readonly opener = null
  targetId = ''
  private readonly owner: WebContentsOwner
  private readonly preferences: Electron.WebPreferences
  private link: PageLink | undefined
  private navigation: Navigation | undefined
  private openHandler: OpenHandler | undefined
  private title = ''
  private crashed = false
  private destroyed = false
  /** A navigation that the main process asked for is under way. */
  private leaving = false
  constructor(owner: WebContentsOwner, preferences: Electron.WebPreferences) {
    super(preferences)
    this.owner = owner
    this.preferences = preferences
    const given = preferences.session as unknown
    this.hostSession = given instanceof Session ? given : session.fromPartition(preferences.partition ?? '')
    this.mainFrame = new WebFrameMain(this)
    all.set(this.id, this)
  }

  get session(): Session {
    return this.hostSession
  }

  /** Takes over a freshly opened, still paused page: installs the bridge and lets it run. */
  async attach(page: CdpSession): Promise<void> {
    this.page = page
    this.targetId = page.target!.targetId
    this.navigation = new Navigation(page, this.navigationEvents())
    this.link = new PageLink(page, {
      preload: this.preferences.preload,
      additionalArguments: this.preferences.additionalArguments ?? [],
      windowed: host.chrome?.headless === false,
      // A test closes windows through the main process and must not meet the browser's question.
      guardsClose: host.chrome?.headless === false && host.args?.debuggingPort === undefined,
      onMessage: (message) => this.receive(message),
      onPreloadError: (file, error) => this.preloadFailed(file, error),
    })
    followConsole(page, this.mainFrame, (...args) => this.emit('console-message', ...args))
    page.on('Inspector.targetCrashed', () => this.gone('crashed'))
    page.on('Page.javascriptDialogOpening', ({ type, message }) => this.answerDialog(page, type, message))
    await Promise.all([this.navigation.install(), this.link.install(), page.send('Log.enable')])
    await page.send('Runtime.runIfWaitingForDebugger')
  }

  /** The window is gone. */
  dispose(): void {
    if (this.destroyed) return
    this.destroyed = true
    this.link?.ports.dispose()
    all.delete(this.id)
    this.emit('destroyed')
  }

  async loadURL(url: string): Promise<void> {
    await this.owner.open(toPageUrl(url))
    await this.hostSession.preparePermissions(this, toPageUrl(url))
    await host.interception?.refresh()
    this.leaving = true
    await this.navigation!.load(url)
  }

  loadFile(filePath: string, options: Electron.LoadFileOptions = {}): Promise<void> {
    const url = pathToFileURL(isAbsolute(filePath) ? filePath : resolve(host.appPath, filePath))
    for (const [key, value] of Object.entries(options.query ?? {})) url.searchParams.set(key, value)
    if (options.search) url.search = options.search
    if (options.hash) url.hash = options.hash
    return this.loadURL(url.href)
  }

  reload(): void {
    this.leaving = true
    this.page?.send('Page.reload').catch(() => undefined)
  }

  stop(): void {
    this.page?.send('Page.stopLoading').catch(() => undefined)
  }

  send(channel: string, ...args: unknown[]): void {
    if (typeof channel !== 'string') throw new TypeError('Missing required channel argument')
    this.link?.sendToChannel(channel, args)
  }

  postMessage(channel: string, message: unknown, transfer: MessagePortMain[] = []): void {
    this.link?.sendToChannel(channel, [message], transfer)
  }

  // biome-ignore lint/suspicious/noExplicitAny: Electron promises any
  async executeJavaScript(code: string, userGesture = false): Promise<any> {
    await this.owner.open('')
    const options = {
      awaitPromise: true,
      returnByValue: true,
      userGesture,
      allowUnsafeEvalBlockedByCSP: true,
    }
    const { result, exceptionDetails } = await this.page!.send('Runtime.evaluate', {
      expression: code,
      ...options,
    })
    if (!exceptionDetails) return result.value
    throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text)
  }

  async capturePage(rect?: Electron.Rectangle): Promise<NativeImage> {
    const clip = rect && { ...rect, scale: 1 }
    const { data } = await this.page!.send('Page.captureScreenshot', {
      format: 'png',
      ...(clip ? { clip } : {}),
    })
    return new NativeImage(Buffer.from(data, 'base64'))
  }

  async printToPDF(options: Electron.PrintToPDFOptions): Promise<Buffer> {
    const { landscape, printBackground, scale, pageRanges } = options
    const known = Object.entries({ landscape, printBackground, scale, pageRanges }).filter(
      ([, value]) => value !== undefined,
    )
    const { data } = await this.page!.send('Page.printToPDF', Object.fromEntries(known))
    return Buffer.from(data, 'base64')
  }

  /** Answers a synchronous request of the isolated world; the text goes back into the page as it is. */
  async answerSync(text: string): Promise<string> {
    const request = nodeCodec.decode(text) as SyncRequest
    if (request.token !== this.link?.token) return nodeCodec.encode({ ok: false, value: 'not allowed' })
    const value =
      request.kind === 'navigate'
        ? this.mayNavigate(request.url)
        : await dispatchSync(this, request.channel, request.args)
    return nodeCodec.encode({ ok: true, value })
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.openHandler = handler
  }

  close(): void {
    this.owner.close()
  }

  forcefullyCrashRenderer(): void {
    this.page?.send('Page.crash').catch(() => undefined)
  }

  getURL(): string {
    return this.navigation?.url ?? ''
  }

  getTitle(): string {
    return this.title
  }

  getType(): 'window' {
    return 'window'
  }

  getProcessId(): number {
    return this.id
  }

  isDestroyed(): boolean {
    return this.destroyed
  }

  isCrashed(): boolean {
    return this.crashed
  }

  isLoading(): boolean {
    return this.navigation?.loading ?? false
  }

  isLoadingMainFrame(): boolean {
    return this.isLoading()
  }

  focus(): void {
    this.owner.focus()
  }

  isFocused(): boolean {
    return this.owner.isFocused()
  }

  private navigationEvents(): ConstructorParameters<typeof Navigation>[1] {
    const frame = { isMainFrame: true, frame: this.mainFrame }
    return {
      startedLoading: () => this.emit('did-start-loading'),
      stoppedLoading: () => this.emit('did-stop-loading'),
      started: (url, isSameDocument) =>
        this.emit(
          'did-start-navigation',
          createEvent({ url, isSameDocument, ...frame }),
          url,
          isSameDocument,
          true,
          this.id,
          1,
        ),
      navigated: (url) => {
        this.crashed = false
        this.leaving = false
        this.emit('did-navigate', createEvent(), url, 200, 'OK')
        this.emit('did-frame-navigate', createEvent(), url, 200, 'OK', true, this.id, 1)
      },
      navigatedInPage: (url) => this.emit('did-navigate-in-page', createEvent(), url, true, this.id, 1),
      domReady: () => this.emit('dom-ready', createEvent()),
      finished: () => {
        this.applyZoom()
        this.emit('did-frame-finish-load', createEvent(), true, this.id, 1)
        this.emit('did-finish-load')
        this.owner.loaded()
      },
      failed: (error) => this.loadFailed(error),
    }
  }

  private loadFailed({ errno, code, url }: LoadError): void {
    this.emit('did-fail-load', createEvent(), errno, code, url, true, this.id, 1)
  }

  private receive(message: FromPage): void {
    switch (message.kind) {
      case 'invoke':
        void dispatchInvoke(this, message.channel, message.args).then((answer) =>
          this.answer(message, answer),
        )
        break
      case 'send':
        dispatchSend(this, message.channel, message.args, [])
        break
      case 'post':
        dispatchSend(
          this,
          message.channel,
          [message.message],
          message.ports.map((id) => this.link!.ports.take(id)),
        )
        break
      case 'open':
        this.openRequested(message)
        break
      case 'media':
        void this.hostSession
          .mayUseMedia(this, message.method, message.types as ('audio' | 'video')[])
          .then((value) => this.link?.send({ kind: 'answer', id: message.id, ok: true, value }))
        break
      case 'title':
        this.title = message.title
        this.owner.titleChanged(message.title)
        break
      case 'focus':
        this.owner.focusChanged(message.focused)
        break
      case 'bounds':
        this.owner.boundsChanged()
        break
      case 'preload-error':
        this.preloadFailed(
          this.preferences.preload ?? '',
          Object.assign(new Error(message.message), { stack: message.stack }),
        )
        break
    }
  }

  private answer(
    { id, channel }: { id: number; channel: string },
    answer: { ok: boolean; value: unknown },
  ): void {
    try {
      this.link?.send({ kind: 'answer', id, ...answer })
    } catch (error) {
      this.link?.send({
        kind: 'answer',
        id,
        ok: false,
        value: `Error invoking remote method '${channel}': ${error}`,
      })
    }
  }

  private openRequested({
    url,
    frameName,
    features,
    disposition,
  }: Extract<FromPage, { kind: 'open' }>): void {
    const target = toAppUrl(url)
    const referrer = { url: this.getURL(), policy: 'strict-origin-when-cross-origin' } as const
    const answer = this.openHandler?.({ url: target, frameName, features, disposition, referrer }) ?? {
      action: 'allow',
    }
    if (answer.action !== 'allow') return
    const options = answer.overrideBrowserWindowOptions ?? {}
    const child = this.owner.openChild(options, target)
    this.emit('did-create-window', child, { url: target, frameName, options, disposition, referrer })
  }

  private mayNavigate(pageUrl: string): boolean {
    const url = toAppUrl(pageUrl)
    const event = createEvent({
      url,
      isSameDocument: false,
      isMainFrame: true,
      frame: this.mainFrame,
      initiator: this.mainFrame,
    })
    this.emit('will-navigate', event, url, false, true, this.id, 1)
    return !event.defaultPrevented
  }

  private answerDialog(page: CdpSession, type: string, message: string): void {
    const answer = (accept: boolean): void => {
      page.send('Page.handleJavaScriptDialog', { accept }).catch(() => undefined)
    }
    // Before the page is left. Electron's `will-prevent-unload` is not offered: pages have no say.
    if (type === 'beforeunload') return answer(this.leaving || this.destroyed || this.owner.mayClose())
    // Nobody can press a button of a headless browser; a test that is connected answers by itself.
    if (!host.chrome?.headless || host.args?.debuggingPort !== undefined) return
    say(`${type} of a page dismissed: ${message}`)
    answer(false)
  }

  private gone(reason: Electron.RenderProcessGoneDetails['reason']): void {
    this.crashed = true
    this.link?.ports.dispose()
    const details = { reason, exitCode: 5 }
    this.emit('render-process-gone', createEvent(), details)
    host.onRenderProcessGone?.(this, details)
  }

  private preloadFailed(file: string, error: Error): void {
    console.error(`Unable to load preload script: ${file}\n${error.stack ?? error.message}`)
    this.emit('preload-error', createEvent(), file, error)
  }
}

/** The page whose main frame (and so whose DevTools target) has this id. */
export function contentsOfTarget(targetId: string): WebContents | undefined {
  return [...all.values()].find((contents) => contents.targetId === targetId)
}

export const webContents = strict('webContents', {
  getAllWebContents: (): WebContents[] => [...all.values()],
  getFocusedWebContents: (): WebContents | null =>
    [...all.values()].find((contents) => contents.isFocused()) ?? null,
  fromId: (id: number): WebContents | undefined => all.get(id),
  fromDevToolsTargetId: (targetId: string): WebContents | undefined => contentsOfTarget(targetId),
  fromFrame: (frame: WebFrameMain): WebContents | undefined =>
    [...all.values()].find(({ mainFrame }) => mainFrame === frame),
})
