import type Electron from 'electron'
import type { CdpSession } from '../cdp.ts'
import { say } from '../host.ts'
import { StrictEmitter } from '../strict.ts'

type Members = Pick<
  Electron.WebContents,
  | 'setZoomFactor'
  | 'getZoomFactor'
  | 'setZoomLevel'
  | 'getZoomLevel'
  | 'setVisualZoomLevelLimits'
  | 'setIgnoreMenuShortcuts'
  | 'setAudioMuted'
  | 'isAudioMuted'
  | 'setBackgroundThrottling'
  | 'getBackgroundThrottling'
  | 'setUserAgent'
  | 'getUserAgent'
  | 'setWebRTCIPHandlingPolicy'
  | 'getWebRTCIPHandlingPolicy'
  | 'openDevTools'
  | 'closeDevTools'
  | 'toggleDevTools'
  | 'isDevToolsOpened'
  | 'isDevToolsFocused'
  | 'insertCSS'
  | 'removeInsertedCSS'
>

/** How a page is shown. What Chromium cannot be told from outside is remembered only. */
export abstract class PageSettings extends StrictEmitter implements Members {
  protected page: CdpSession | undefined
  private zoom: number
  private zoomed = false
  private muted = false
  private throttling: boolean
  private userAgent = ''
  private rtcPolicy = 'default'
  private readonly styles = new Set<string>()
  private lastStyle = 0

  constructor({ zoomFactor = 1, backgroundThrottling = true }: Electron.WebPreferences) {
    super()
    this.zoom = zoomFactor
    this.throttling = backgroundThrottling
  }

  abstract executeJavaScript(code: string): Promise<unknown>

  setZoomFactor(factor: number): void {
    this.zoom = factor
    this.applyZoom()
  }

  getZoomFactor(): number {
    return this.zoom
  }

  setZoomLevel(level: number): void {
    this.setZoomFactor(1.2 ** level)
  }

  getZoomLevel(): number {
    return Math.log(this.zoom) / Math.log(1.2)
  }

  async setVisualZoomLevelLimits(): Promise<void> {}
  setIgnoreMenuShortcuts(): void {}
  setAudioMuted(muted: boolean): void {
    this.muted = muted
  }

  isAudioMuted(): boolean {
    return this.muted
  }

  setBackgroundThrottling(allowed: boolean): void {
    this.throttling = allowed
  }

  getBackgroundThrottling(): boolean {
    return this.throttling
  }

  setUserAgent(userAgent: string): void {
    this.userAgent = userAgent
    this.page?.send('Emulation.setUserAgentOverride', { userAgent }).catch(() => undefined)
  }

  getUserAgent(): string {
    return this.userAgent
  }

  setWebRTCIPHandlingPolicy(policy: string): void {
    this.rtcPolicy = policy
  }

  getWebRTCIPHandlingPolicy(): string {
    return this.rtcPolicy
  }

  openDevTools(): void {
    say('developer tools: open chrome://inspect in a browser, with --remote-debugging-port given to the host')
  }

  closeDevTools(): void {}
  toggleDevTools(): void {
    this.openDevTools()
  }

  isDevToolsOpened(): boolean {
    return false
  }

  isDevToolsFocused(): boolean {
    return false
  }

  async insertCSS(css: string): Promise<string> {
    const key = `host-css-${++this.lastStyle}`
    this.styles.add(key)
    await this.executeJavaScript(
      `{const s=new CSSStyleSheet();s.replaceSync(${JSON.stringify(css)});document.adoptedStyleSheets.push(s);(document.hostSheets??={})['${key}']=s}`,
    )
    return key
  }

  async removeInsertedCSS(key: string): Promise<void> {
    if (!this.styles.delete(key)) return
    await this.executeJavaScript(
      `document.adoptedStyleSheets=document.adoptedStyleSheets.filter(s=>s!==document.hostSheets?.['${key}'])`,
    )
  }

  /** Sends a media feature to the page, like the colour scheme that nativeTheme asks for. */
  emulateColorScheme(scheme: 'light' | 'dark' | ''): void {
    const features = [{ name: 'prefers-color-scheme', value: scheme }]
    this.page?.send('Emulation.setEmulatedMedia', { features }).catch(() => undefined)
  }

  protected applyZoom(): void {
    if (this.zoom === 1 && !this.zoomed) return
    this.zoomed = true
    this.page
      ?.send('Runtime.evaluate', { expression: `document.documentElement.style.zoom=${this.zoom}` })
      .catch(() => undefined)
  }
}
