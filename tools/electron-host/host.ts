import type Electron from 'electron'
import type { WebContents } from './api/web-contents.ts'
import type { HostArguments } from './argv.ts'
import type { Chrome } from './chrome.ts'
import type { FetchInterception } from './fetch-interception.ts'

/** The application's manifest, as far as Electron reads it. */
export type Manifest = { name?: string; productName?: string; version?: string; main?: string }

/** A window, as far as quitting the application needs it. */
export type Closable = { tryClose(): boolean; destroy(): void }

/** State of this one host process that several APIs share. */
export const host = {
  args: undefined as HostArguments | undefined,
  appPath: process.cwd(),
  manifest: {} as Manifest,
  /** Arguments as given, for the second-instance event. */
  rawArguments: [] as string[],
  chrome: undefined as Chrome | undefined,
  interception: undefined as FetchInterception | undefined,
  onRenderProcessGone: undefined as
    | ((contents: WebContents, details: Electron.RenderProcessGoneDetails) => void)
    | undefined,
  /** Set by the window module; empty until a window was made. */
  listWindows: (): Closable[] => [],
  ready: false,
  /** Set once quitting can no longer be prevented. */
  exiting: false,
  /** Awaited in turn when the process ends in good order. */
  onShutdown: [] as (() => Promise<void>)[],
}

/** Chromium windows are drawn only where a display is and nobody asked for headless. */
export function isHeadless(): boolean {
  if (process.env.KOMMUTATOR_HEADLESS === '1' || host.args?.headless) return true
  return process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY
}

/** A line about the host itself, on standard error. */
export const say = (text: string): void => {
  process.stderr.write(`[host] ${text}\n`)
}
