import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import { wavFile } from '../../media/wav.ts'
import { findRuntime } from '../runtime.mjs'

export const root = path.resolve(import.meta.dirname, '../../..')
export const runtime = findRuntime(root)

/** What the contract page's preload exposes. */
export type ContractApi = {
  text: string
  nested: { list: number[] }
  versions: Record<string, string>
  sandboxed: boolean
  argument: boolean
  readGlobal(name: string): unknown
  bodyText(): string
  add(a: number, b: number): number
  fail(): void
  later<T>(value: T): Promise<T>
  failLater(): Promise<void>
  callBack(callback: (text: string) => void): void
  bytes(view: Uint8Array): { isView: boolean; sum: number; back: Uint8Array }
  exposeAgain(): void
  onTick(listener: (...args: unknown[]) => void): () => void
  echo(...args: unknown[]): Promise<unknown>
  invoke(channel: string, ...args: unknown[]): Promise<unknown>
  send(channel: string, ...args: unknown[]): void
  sync(value: number): { doubled: number }
  next(channel: string): Promise<unknown[]>
  roundTrip(): Promise<Record<string, boolean>>
  cloneFunction(): string
  portToMain(): Promise<unknown>
  portFromMain(): Promise<unknown>
}

/** What the contract application keeps on its `globalThis`. */
export type Contract = {
  events: unknown[]
  seconds: { argv: string[]; workingDirectory: string; data: unknown }[]
  requests: { url: string; method: string; range: string | null }[]
  permissions: { permission: string; contents: number; types?: string[] }[]
  allowMedia: boolean
  loaded?: boolean
  store: { path: string; starts: number }
  sameModule: boolean
  openWindow(options?: Electron.BrowserWindowConstructorOptions, page?: string): Promise<number>
  forkUtility(args?: string[], options?: Electron.ForkOptions): Electron.UtilityProcess
}

declare global {
  interface Window {
    api: ContractApi
    apiAtStart: string
    inlineRan?: boolean
    violations: string[]
  }
  var contract: Contract
}

export type Launched = { app: ElectronApplication; userData: string; close(): Promise<void> }

/** Starts the contract application in a profile of its own. */
export async function launch(args: string[] = [], userData = newProfile()): Promise<Launched> {
  const app = await _electron.launch({
    cwd: root,
    args: [import.meta.dirname, `--user-data-dir=${userData}`, ...args],
  })
  await app.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const timer = setInterval(() => {
          if (!globalThis.contract.loaded) return
          clearInterval(timer)
          resolve()
        }, 20)
      }),
  )
  return {
    app,
    userData,
    async close() {
      await app.close()
      rmSync(userData, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
    },
  }
}

/** A new, empty profile folder. */
export const newProfile = (): string => mkdtempSync(path.join(tmpdir(), 'contract-'))

/** The application's first page, loaded. */
export async function firstPage(app: ElectronApplication): Promise<Page> {
  const page = await app.firstWindow()
  await page.waitForURL(/index\.html/)
  return page
}

/** Opens one more window and gives its page. */
export async function openPage(
  app: ElectronApplication,
  options: { show?: boolean; webPreferences?: { partition: string } } = {},
  name = 'index.html',
): Promise<{ page: Page; id: number }> {
  const arrived = app.waitForEvent('window')
  const id = await app.evaluate(
    (_electron, given) => globalThis.contract.openWindow(given.options, given.name),
    { options, name },
  )
  const page = await arrived
  await page.waitForURL((url) => url.pathname === `/${name}`)
  return { page, id }
}

/** Chromium switches for a microphone that plays `hertz` from a file. */
export function fakeMicrophone(hertz: number): string[] {
  const file = path.join(newProfile(), 'tone.wav')
  const rate = 48_000
  const tone = wavFile(
    { rate, frames: rate * 2 },
    (frame) => 0.37 * Math.sin((2 * Math.PI * hertz * frame) / rate),
  )
  writeFileSync(file, tone)
  return ['--use-fake-device-for-media-stream', `--use-file-for-fake-audio-capture=${file}`]
}
