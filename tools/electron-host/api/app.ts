import { spawn } from 'node:child_process'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type Electron from 'electron'
import { host, say } from '../host.ts'
import { SingleInstanceLock } from '../single-instance.ts'
import { createEvent, StrictEmitter } from '../strict.ts'
import { CommandLine } from './command-line.ts'
import { NativeImage } from './native-image.ts'

type Members = Pick<
  Electron.App,
  | 'name'
  | 'getName'
  | 'setName'
  | 'getVersion'
  | 'getAppPath'
  | 'getPath'
  | 'setPath'
  | 'setAppLogsPath'
  | 'getLocale'
  | 'getSystemLocale'
  | 'getLocaleCountryCode'
  | 'getPreferredSystemLanguages'
  | 'isPackaged'
  | 'isReady'
  | 'whenReady'
  | 'quit'
  | 'exit'
  | 'relaunch'
  | 'focus'
  | 'hide'
  | 'show'
  | 'isHidden'
  | 'requestSingleInstanceLock'
  | 'hasSingleInstanceLock'
  | 'releaseSingleInstanceLock'
  | 'setAsDefaultProtocolClient'
  | 'removeAsDefaultProtocolClient'
  | 'isDefaultProtocolClient'
  | 'setLoginItemSettings'
  | 'getLoginItemSettings'
  | 'setBadgeCount'
  | 'getBadgeCount'
  | 'badgeCount'
  | 'setAppUserModelId'
  | 'setDesktopName'
  | 'setJumpList'
  | 'setUserTasks'
  | 'setAboutPanelOptions'
  | 'showAboutPanel'
  | 'enableSandbox'
  | 'disableHardwareAcceleration'
  | 'disableDomainBlockingFor3DAPIs'
  | 'isHardwareAccelerationEnabled'
  | 'addRecentDocument'
  | 'clearRecentDocuments'
  | 'getAppMetrics'
  | 'userAgentFallback'
  | 'dock'
  | 'runningUnderARM64Translation'
  | 'configureHostResolver'
  | 'isAccessibilitySupportEnabled'
  | 'setAccessibilitySupportEnabled'
>

const launcher = fileURLToPath(
  new URL(process.platform === 'win32' ? '../dist/electron.cmd' : '../dist/electron', import.meta.url),
)

/** Electron's `app`. What belongs to a desktop (login items, badges, protocols) is recorded and read back. */
class App extends StrictEmitter implements Members {
  readonly commandLine = new CommandLine()
  readonly isPackaged = false
  readonly dock = undefined
  readonly runningUnderARM64Translation = false
  userAgentFallback = ''
  private readonly paths = new Map<string, string>()
  private readonly protocols = new Set<string>()
  private readonly readyPromise: Promise<void>
  private becomeReady: () => void = () => undefined
  private givenName: string | undefined
  private lock: SingleInstanceLock | undefined
  private loginItems: Electron.Settings = {}
  private badge = 0
  private quitting = false
  private relaunchOptions: Electron.RelaunchOptions | undefined

  constructor() {
    super()
    this.readyPromise = new Promise((resolve) => {
      this.becomeReady = resolve
    })
  }

  get name(): string {
    return this.givenName ?? host.manifest.productName ?? host.manifest.name ?? 'Electron'
  }

  set name(name: string) {
    this.givenName = name
  }

  getName(): string {
    return this.name
  }

  setName(name: string): void {
    this.name = name
  }

  getVersion(): string {
    return host.manifest.version ?? '0.0.0'
  }

  getAppPath(): string {
    return host.appPath
  }

  isReady(): boolean {
    return host.ready
  }

  whenReady(): Promise<void> {
    return this.readyPromise
  }

  /** The host has started: fires `ready` once. */
  markReady(): void {
    if (host.exiting) return
    host.ready = true
    this.becomeReady()
    this.emit('will-finish-launching')
    this.emit('ready', createEvent(), {})
  }

  getPath(name: string): string {
    const given = this.paths.get(name)
    if (given !== undefined) return given
    const home = os.homedir()
    const inHome = (folder: string): string => path.join(home, folder)
    switch (name) {
      case 'home':
        return home
      case 'appData':
        return appDataFolder()
      case 'userData':
        return path.resolve(host.args?.userDataDir || path.join(this.getPath('appData'), this.name))
      case 'sessionData':
        return this.getPath('userData')
      case 'logs':
        return path.join(this.getPath('userData'), 'logs')
      case 'crashDumps':
        return path.join(this.getPath('userData'), 'Crashpad')
      case 'temp':
        return os.tmpdir()
      case 'exe':
      case 'module':
        return launcher
      case 'assets':
        return process.resourcesPath
      case 'desktop':
      case 'documents':
      case 'downloads':
      case 'music':
      case 'pictures':
      case 'videos':
        return inHome(name[0]!.toUpperCase() + name.slice(1))
      default:
        throw new Error(`Failed to get '${name}' path`)
    }
  }

  setPath(name: string, value: string): void {
    if (!path.isAbsolute(value)) throw new Error('Path must be absolute')
    this.paths.set(name, value)
  }

  setAppLogsPath(value?: string): void {
    this.setPath('logs', value ?? path.join(this.getPath('userData'), 'logs'))
  }

  getLocale(): string {
    return this.commandLine.getSwitchValue('lang') || languageSwitch() || this.getSystemLocale()
  }

  getSystemLocale(): string {
    return Intl.DateTimeFormat().resolvedOptions().locale
  }

  getLocaleCountryCode(): string {
    return new Intl.Locale(this.getSystemLocale()).region ?? ''
  }

  getPreferredSystemLanguages(): string[] {
    return [this.getSystemLocale()]
  }

  requestSingleInstanceLock(additionalData?: Record<string, unknown>): boolean {
    this.lock ??= new SingleInstanceLock(this.getPath('userData'), ({ argv, workingDirectory, data }) =>
      this.emit('second-instance', createEvent(), argv, workingDirectory, data),
    )
    return this.lock.acquire({ argv: process.argv, workingDirectory: process.cwd(), data: additionalData })
  }

  hasSingleInstanceLock(): boolean {
    return this.lock?.held ?? false
  }

  releaseSingleInstanceLock(): void {
    this.lock?.release()
  }

  quit(): void {
    if (this.quitting) return
    this.quitting = true
    const event = createEvent()
    this.emit('before-quit', event)
    if (event.defaultPrevented) {
      this.quitting = false
      return
    }
    for (const window of host.listWindows()) {
      if (window.tryClose()) continue
      this.quitting = false
      return
    }
    this.leave(0)
  }

  exit(exitCode = 0): void {
    if (host.exiting) return
    host.exiting = true
    for (const window of host.listWindows()) window.destroy()
    this.end(exitCode)
  }

  /** Called by the window that was the last one. */
  lastWindowClosed(): void {
    if (this.quitting || host.exiting) return
    if (this.listenerCount('window-all-closed') > 0) this.emit('window-all-closed')
    else this.quit()
  }

  relaunch(options: Electron.RelaunchOptions = {}): void {
    this.relaunchOptions = options
  }

  focus(): void {}
  hide(): void {}
  show(): void {}

  isHidden(): boolean {
    return false
  }

  setAsDefaultProtocolClient(protocol: string): boolean {
    this.protocols.add(protocol)
    return true
  }

  removeAsDefaultProtocolClient(protocol: string): boolean {
    return this.protocols.delete(protocol)
  }

  isDefaultProtocolClient(protocol: string): boolean {
    return this.protocols.has(protocol)
  }

  setLoginItemSettings(settings: Electron.Settings): void {
    this.loginItems = { ...settings }
  }

  getLoginItemSettings(): Electron.LoginItemSettings {
    return {
      openAtLogin: this.loginItems.openAtLogin ?? false,
      wasOpenedAtLogin: false,
      status: this.loginItems.openAtLogin ? 'enabled' : 'not-registered',
      executableWillLaunchAtLogin: this.loginItems.openAtLogin ?? false,
      launchItems: [],
    }
  }

  get badgeCount(): number {
    return this.badge
  }

  set badgeCount(count: number) {
    this.badge = count
  }

  setBadgeCount(count = 0): boolean {
    this.badge = count
    return true
  }

  getBadgeCount(): number {
    return this.badge
  }

  setJumpList(): 'ok' {
    return 'ok'
  }

  setUserTasks(): boolean {
    return true
  }

  isHardwareAccelerationEnabled(): boolean {
    return false
  }

  isAccessibilitySupportEnabled(): boolean {
    return false
  }

  getAppMetrics(): Electron.ProcessMetric[] {
    return []
  }

  setAccessibilitySupportEnabled(): void {}
  setAppUserModelId(): void {}
  setDesktopName(): void {}
  setAboutPanelOptions(): void {}
  showAboutPanel(): void {}
  enableSandbox(): void {}
  disableHardwareAcceleration(): void {}
  disableDomainBlockingFor3DAPIs(): void {}
  addRecentDocument(): void {}
  clearRecentDocuments(): void {}
  configureHostResolver(): void {}

  async getFileIcon(): Promise<NativeImage> {
    return new NativeImage(Buffer.alloc(0))
  }

  private leave(exitCode: number): void {
    const event = createEvent()
    this.emit('will-quit', event)
    if (event.defaultPrevented) {
      this.quitting = false
      return
    }
    host.exiting = true
    this.end(exitCode)
  }

  private end(exitCode: number): void {
    this.emit('quit', createEvent(), exitCode)
    void this.shutDown(exitCode)
  }

  private async shutDown(exitCode: number): Promise<void> {
    for (const step of host.onShutdown)
      await step().catch((error: Error) => say(`while quitting: ${error.message}`))
    this.lock?.release()
    if (this.relaunchOptions) {
      const { execPath = launcher, args = process.argv.slice(1) } = this.relaunchOptions
      spawn(execPath, args, { detached: true, stdio: 'ignore' }).unref()
    }
    process.exit(exitCode)
  }
}

export const app = new App()

function appDataFolder(): string {
  if (process.platform === 'win32')
    return process.env.APPDATA ?? path.join(os.homedir(), 'AppData', 'Roaming')
  if (process.platform === 'darwin') return path.join(os.homedir(), 'Library', 'Application Support')
  return process.env.XDG_CONFIG_HOME ?? path.join(os.homedir(), '.config')
}

const languageSwitch = (): string =>
  host.args?.chromiumSwitches.find((text) => text.startsWith('--lang='))?.slice('--lang='.length) ?? ''
