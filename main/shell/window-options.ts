import type { BrowserWindowConstructorOptions } from 'electron'
import { MINI_SIZE } from '../mini/place.ts'

export const MIN_WIDTH = 960
export const MIN_HEIGHT = 600

/**
 * The media window's own session. On disk, since the ids of microphones and speakers are salted by it: the operator's
 * choice must still name the same device after a restart.
 */
export const ENGINE_PARTITION = 'persist:engine'

/** In memory: a demo customer's browser forgets everything. */
const CALLER_PARTITION = 'demo-caller'

export type Bounds = { x: number; y: number; width: number; height: number; maximized: boolean }
/** `caller`: a customer of the living demo, in a browser of their own that nobody sees. */
export const windowKinds = ['operator', 'engine', 'caller', 'mini', 'pop-out'] as const
export type WindowKind = (typeof windowKinds)[number]

export type WindowRequest = {
  kind: WindowKind
  preload?: string | undefined
  platform: string
  bounds?: Bounds | undefined
  /** Areas of the displays that are there now; remembered bounds outside of them are forgotten. */
  displays?: readonly { x: number; y: number; width: number; height: number }[]
  icon?: string
}

/** What every window of the program is made with. Nothing here depends on a page, and no caller can weaken it. */
export function windowOptions(request: WindowRequest): BrowserWindowConstructorOptions {
  const { kind, preload } = request
  return {
    ...(kind === 'operator' || kind === 'pop-out'
      ? operatorFrame(request)
      : kind === 'mini'
        ? miniFrame(request)
        : unseenFrame),
    webPreferences: {
      ...(preload ? { preload } : {}),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: kind === 'operator' || kind === 'pop-out',
      // What rings must be drawn at once, also in a window that has been hidden for an hour.
      ...(kind === 'mini' ? { backgroundThrottling: false } : {}),
      ...(kind === 'engine' || kind === 'caller'
        ? {
            partition: kind === 'engine' ? ENGINE_PARTITION : CALLER_PARTITION,
            backgroundThrottling: false,
            autoplayPolicy: 'no-user-gesture-required' as const,
          }
        : {}),
    },
  }
}

/** Never seen: these windows exist because sound lives where a browser is. */
const unseenFrame: BrowserWindowConstructorOptions = {
  show: false,
  width: 320,
  height: 240,
  skipTaskbar: true,
  focusable: false,
  title: 'Kommutator sound',
}

/**
 * The small call window: over everything, without a frame, and without the keyboard. On Linux a window that cannot have
 * the keyboard is no window of the desktop at all; there it is only shown without being made active.
 */
function miniFrame({ platform }: WindowRequest): BrowserWindowConstructorOptions {
  return {
    show: false,
    title: 'Kommutator',
    ...MINI_SIZE,
    frame: false,
    resizable: false,
    minimizable: false,
    maximizable: false,
    fullscreenable: false,
    skipTaskbar: true,
    alwaysOnTop: true,
    focusable: platform === 'linux',
    ...(platform === 'darwin' ? { type: 'panel' } : {}),
  }
}

function operatorFrame({
  kind,
  bounds,
  displays = [],
  platform,
  icon,
}: WindowRequest): BrowserWindowConstructorOptions {
  const seen =
    bounds &&
    displays.some(
      (d) =>
        bounds.x + bounds.width > d.x + 80 &&
        bounds.x < d.x + d.width - 80 &&
        bounds.y >= d.y - 20 &&
        bounds.y < d.y + d.height - 80,
    )
  const single = kind === 'pop-out'
  const least = single ? { width: 440, height: 480 } : { width: MIN_WIDTH, height: MIN_HEIGHT }
  const usual = single ? { width: 620, height: 760 } : { width: 1366, height: 820 }
  return {
    show: false,
    title: 'Kommutator',
    minWidth: least.width,
    minHeight: least.height,
    width: Math.max(least.width, bounds?.width ?? usual.width),
    height: Math.max(least.height, bounds?.height ?? usual.height),
    ...(seen ? { x: bounds.x, y: bounds.y } : {}),
    autoHideMenuBar: true,
    ...(icon ? { icon } : {}),
    ...(platform === 'darwin' || platform === 'win32'
      ? { titleBarStyle: 'hidden' as const, titleBarOverlay: { height: 40 } }
      : {}),
  }
}
