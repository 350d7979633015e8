import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import { mergeSwitches } from './argv.ts'
import { CdpConnection, type CdpSession } from './cdp.ts'
import { findChromium } from './runtime.mjs'

export type ChromeOptions = {
  /** Folder of the browser's profile; made when missing. */
  profileDir: string
  headless: boolean
  /** Port for foreign DevTools clients; nothing listens when absent. */
  debuggingPort?: number
  /** Switches of the application and of the command line. */
  switches: string[]
}

export type NewWindow = {
  blankUrl: string
  width: number
  height: number
  x?: number
  y?: number
  visible: boolean
}

const baseSwitches = [
  '--no-first-run',
  '--no-default-browser-check',
  '--no-service-autorun',
  '--test-type',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-extensions',
  '--disable-breakpad',
  '--disable-infobars',
  '--disable-search-engine-choice-screen',
  '--metrics-recording-only',
  '--password-store=basic',
  '--use-mock-keychain',
  '--disable-quic',
  '--disable-features=Translate,MediaRouter,OptimizationHints,DestroyProfileOnBrowserClose,GlobalMediaControls',
  // Electron neither throttles nor silences what its own windows play unless told so.
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--autoplay-policy=no-user-gesture-required',
]

/** A running Chromium and the pipe to it. Chromium ends by itself when the pipe closes, whatever ended the host. */
export class Chrome {
  readonly cdp: CdpConnection
  readonly headless: boolean
  private readonly process: ChildProcess
  private readonly binary: string
  private readonly options: ChromeOptions
  private readonly attached = new Map<string, CdpSession>()
  private readonly attachWaiters = new Map<string, (session: CdpSession) => void>()
  private nextWindow: ((session: CdpSession) => void) | undefined
  private windowQueue: Promise<unknown> = Promise.resolve()
  private creating = 0

  private constructor(binary: string, options: ChromeOptions, child: ChildProcess) {
    this.binary = binary
    this.options = options
    this.headless = options.headless
    this.process = child
    this.cdp = new CdpConnection(child.stdio[3] as Writable, child.stdio[4] as Readable)
  }

  /** Starts Chromium and waits until it answers. A browser still leaving the same profile is waited for. */
  static async start(options: ChromeOptions): Promise<Chrome> {
    const binary = findChromium()
    if (!binary)
      throw new Error(
        'No Chromium was found. Install one (Debian: apt install chromium) or set CHROMIUM_PATH.',
      )
    mkdirSync(options.profileDir, { recursive: true })
    for (let attempt = 1; ; attempt++) {
      const { child, errors } = spawnBrowser(binary, options)
      const chrome = new Chrome(binary, options, child)
      try {
        await chrome.prepare()
        return chrome
      } catch (error) {
        if (attempt === 8) throw new Error(`Chromium did not start: ${(error as Error).message}\n${errors()}`)
        await delay(250 * attempt)
      }
    }
  }

  /** Calls `listener` when Chromium is gone for whatever reason. */
  onGone(listener: () => void): void {
    this.cdp.browser.onDetached(listener)
  }

  /** Version of the browser, like `156.0.8078.79`. */
  async version(): Promise<string> {
    const { product } = await this.cdp.browser.send('Browser.getVersion')
    return product.slice(product.indexOf('/') + 1)
  }

  /**
   * Opens a blank window and gives its session while the page is still paused, so that scripts can be installed
   * before anything loads. The caller resumes it.
   */
  async openWindow(window: NewWindow): Promise<CdpSession> {
    this.creating++
    try {
      return await (this.headless ? this.openHeadless(window) : this.openApp(window))
    } finally {
      this.creating--
    }
  }

  /** Ends Chromium: asks first, kills after five seconds. */
  async close(): Promise<void> {
    const gone = new Promise<void>((resolve) => this.process.once('exit', () => resolve()))
    if (this.process.exitCode !== null || this.process.signalCode !== null) return
    await Promise.race([
      this.cdp.browser.send('Browser.close').catch(() => undefined),
      delay(1500, undefined, { ref: false }),
    ])
    await Promise.race([gone, delay(5000, undefined, { ref: false })])
    this.kill()
  }

  /** Ends Chromium at once. */
  kill(): void {
    if (this.process.exitCode === null && this.process.signalCode === null) this.process.kill('SIGKILL')
  }

  private async prepare(): Promise<void> {
    const { browser } = this.cdp
    browser.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
      const session = this.cdp.session(sessionId)
      if (!session) return
      this.attached.set(targetInfo.targetId, session)
      session.onDetached(() => this.attached.delete(targetInfo.targetId))
      this.place(session, targetInfo.openerId !== undefined)
    })
    const filter = [{ type: 'page' }, { exclude: true }]
    await browser.send('Target.setAutoAttach', {
      autoAttach: true,
      waitForDebuggerOnStart: true,
      flatten: true,
      filter,
    })
    await browser.send('Target.setDiscoverTargets', { discover: true, filter })
  }

  private place(session: CdpSession, isPopup: boolean): void {
    const { targetId } = session.target!
    const waiter = this.attachWaiters.get(targetId)
    if (waiter) return waiter(session)
    if (this.nextWindow && !isPopup) return this.nextWindow(session)
    if (this.creating > 0 && this.headless && !isPopup) return
    // Nobody asked for this page: a popup that came past the bridge, or a window of the browser's own.
    session.send('Runtime.runIfWaitingForDebugger').catch(() => undefined)
    this.cdp.browser.send('Target.closeTarget', { targetId }).catch(() => undefined)
  }

  private async openHeadless({ width, height, x, y, visible }: NewWindow): Promise<CdpSession> {
    const place = x === undefined || y === undefined ? {} : { left: x, top: y }
    const { targetId } = await this.cdp.browser.send('Target.createTarget', {
      url: 'about:blank',
      newWindow: true,
      width,
      height,
      ...place,
      background: !visible,
    })
    const session = this.attached.get(targetId)
    if (session) return session
    return new Promise((resolve) => {
      this.attachWaiters.set(targetId, (late) => {
        this.attachWaiters.delete(targetId)
        resolve(late)
      })
    })
  }

  // DevTools cannot open an application window, but a second start of the browser with the same profile can; it hands
  // the request to the running one and exits. One at a time, since nothing ties the new page to the request.
  private openApp({ blankUrl }: NewWindow): Promise<CdpSession> {
    const turn = this.windowQueue.then(async () => {
      const arrived = new Promise<CdpSession>((resolve) => {
        this.nextWindow = resolve
      })
      // With a pipe of its own it cannot outlive the host, should it find no browser to hand the request to.
      const args = [...commonArguments(this.options), `--app=${blankUrl}`, '--remote-debugging-pipe']
      const child = spawn(this.binary, args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] })
      for (const pipe of child.stdio) pipe?.on('error', () => undefined)
      child.on('error', () => undefined)
      const session = await Promise.race([arrived, delay(20_000, undefined, { ref: false })])
      this.nextWindow = undefined
      if (!session) throw new Error('Chromium opened no window within 20 seconds')
      return session
    })
    this.windowQueue = turn.catch(() => undefined)
    return turn
  }
}

function commonArguments(options: ChromeOptions): string[] {
  const isRoot = process.getuid?.() === 0
  return mergeSwitches([
    ...baseSwitches,
    // Chromium's sandbox refuses to run for root; everybody else keeps it.
    ...(isRoot ? ['--no-sandbox'] : []),
    ...(options.headless || (process.platform === 'linux' && !existsSync('/dev/dri'))
      ? ['--disable-gpu']
      : []),
    ...(!options.headless && process.platform === 'linux' && process.env.DISPLAY
      ? ['--ozone-platform=x11']
      : []),
    ...options.switches,
    `--user-data-dir=${path.resolve(options.profileDir)}`,
  ])
}

function spawnBrowser(binary: string, options: ChromeOptions): { child: ChildProcess; errors: () => string } {
  const args = [
    ...commonArguments(options),
    ...(options.headless ? ['--headless'] : []),
    ...(options.debuggingPort === undefined ? [] : [`--remote-debugging-port=${options.debuggingPort}`]),
    '--remote-debugging-pipe',
    '--no-startup-window',
  ]
  // A process group of its own: Ctrl+C in a terminal must reach the application first.
  const child = spawn(binary, args, { stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'], detached: true })
  let text = ''
  let announced = false
  child.on('error', (error) => {
    text += error.message
  })
  child.stderr?.on('data', (chunk: Buffer) => {
    text = (text + chunk).slice(-4000)
    const line = announced ? null : /^DevTools listening on ws:\S+(?=\r?\n)/m.exec(text)
    if (!line) return
    announced = true
    process.stderr.write(`${line[0]}\n`)
  })
  return { child, errors: () => text }
}
