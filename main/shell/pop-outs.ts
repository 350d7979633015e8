import type { BrowserWindow } from 'electron'
import type { Contract } from '../../shared/ipc/contract.ts'
import type { AreaHandlers } from '../../shared/ipc/derive.ts'
import { mostPopOuts, type PopOut, type Stood } from '../../shared/ipc/windows-contract.ts'
import { newId } from '../../shared/lib/ids.ts'
import { fail, ok } from '../../shared/lib/result.ts'
import type { Logger } from '../log/logger.ts'
import { CONSOLE_ORIGIN } from './trust.ts'
import type { Bounds } from './window-options.ts'

/** What of a window is used here; `BrowserWindow` is one. */
export type PopOutWindow = Pick<
  BrowserWindow,
  | 'loadURL'
  | 'show'
  | 'focus'
  | 'restore'
  | 'isMinimized'
  | 'isFocused'
  | 'isMaximized'
  | 'maximize'
  | 'getNormalBounds'
  | 'isDestroyed'
  | 'destroy'
> & {
  readonly webContents: Pick<BrowserWindow['webContents'], 'id' | 'send' | 'isDestroyed'>
  on(event: 'closed' | 'resize' | 'move' | 'focus', listener: () => void): unknown
  once(event: 'ready-to-show', listener: () => void): unknown
}

export type PopOutsOptions = {
  /** One that stands where it was, unless that display is gone. */
  make(bounds: Bounds | undefined): PopOutWindow
  /** What stands now; kept, so that it stands there again after a restart. */
  onChange(list: PopOut[]): void
  onReturned(stood: Stood, popOutId: string): void
  onFocus(): void
  log: Logger
}

/** Windows of one conversation each. They have the page, the preload and the rights of the desk, and neither sound nor phone. */
export type PopOuts = {
  readonly list: PopOut[]
  handlers: AreaHandlers<Contract['windows']>
  open(stood: Omit<PopOut, 'popOutId'>): boolean
  owns(webContentsId: number): boolean
  /** The one that has the keyboard. */
  readonly focused: string | undefined
  send(channel: string, payload: unknown): void
  /** The program ends: the windows go, and what stood is remembered. */
  dispose(): void
}

const movePauseMs = 500

export function createPopOuts(options: PopOutsOptions): PopOuts {
  const { log } = options
  const windows = new Map<string, { stood: PopOut; window: PopOutWindow; timer?: NodeJS.Timeout }>()
  let disposed = false

  const list = () => [...windows.values()].map(({ stood }) => stood)
  const changed = () => {
    if (!disposed) options.onChange(list())
  }

  const open: PopOuts['open'] = (wanted) => {
    const known = [...windows.values()].find(
      ({ stood }) => stood.contactId === wanted.contactId && stood.conversationId === wanted.conversationId,
    )
    if (known) {
      if (known.window.isMinimized()) known.window.restore()
      known.window.show()
      known.window.focus()
      return true
    }
    if (windows.size >= mostPopOuts) return false
    const popOutId = newId<string>()
    const window = options.make(wanted.bounds)
    const entry: { stood: PopOut; window: PopOutWindow; timer?: NodeJS.Timeout } = {
      stood: { ...wanted, popOutId },
      window,
    }
    windows.set(popOutId, entry)
    window.once('ready-to-show', () => {
      if (wanted.bounds?.maximized) window.maximize()
      window.show()
    })
    const moved = () => {
      clearTimeout(entry.timer)
      entry.timer = setTimeout(() => {
        if (window.isDestroyed() || window.isMinimized()) return
        const bounds = { ...window.getNormalBounds(), maximized: window.isMaximized() }
        entry.stood = { ...entry.stood, bounds }
        changed()
      }, movePauseMs)
    }
    window.on('resize', moved)
    window.on('move', moved)
    window.on('focus', options.onFocus)
    window.on('closed', () => {
      clearTimeout(entry.timer)
      if (!windows.delete(popOutId)) return
      changed()
      const { contactId, conversationId } = entry.stood
      if (!disposed)
        options.onReturned({ contactId, ...(conversationId ? { conversationId } : {}) }, popOutId)
    })
    const query = new URLSearchParams({
      popOut: popOutId,
      contact: wanted.contactId,
      ...(wanted.conversationId ? { conversation: wanted.conversationId } : {}),
    })
    window
      .loadURL(`${CONSOLE_ORIGIN}/index.html?${query}`)
      .catch((error: unknown) => log.error('page did not load', { error }))
    changed()
    return true
  }
  /** Away without coming back: something else takes its place. */
  const drop = (popOutId: string) => {
    const entry = windows.get(popOutId)
    clearTimeout(entry?.timer)
    windows.delete(popOutId)
    entry?.window.destroy()
  }

  return {
    get list() {
      return list()
    },
    open,
    owns: (id) =>
      [...windows.values()].some(({ window }) => !window.isDestroyed() && window.webContents.id === id),
    get focused() {
      for (const [popOutId, { window }] of windows)
        if (!window.isDestroyed() && window.isFocused()) return popOutId
      return undefined
    },
    send(channel, payload) {
      for (const { window } of windows.values())
        if (!window.isDestroyed() && !window.webContents.isDestroyed())
          window.webContents.send(channel, payload)
    },
    dispose() {
      disposed = true
      for (const popOutId of [...windows.keys()]) drop(popOutId)
    },
    handlers: {
      list: async () => ok({ popOuts: list() }),
      popOut: async (stood) => (open(stood) ? ok({}) : fail('WINDOWS_ENOUGH')),
      async close({ popOutId }) {
        windows.get(popOutId)?.window.destroy()
        return ok({})
      },
      async arrange({ popOuts }) {
        for (const popOutId of [...windows.keys()]) drop(popOutId)
        for (const one of popOuts) open(one)
        changed()
        return ok({})
      },
    },
  }
}
