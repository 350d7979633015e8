import type Electron from 'electron'
import { StrictEmitter } from '../strict.ts'

type Handler = Parameters<Electron.IpcMain['handle']>[1]

/** Electron's ipcMain; also the shape of `webContents.ipc`. */
export class IpcMain
  extends StrictEmitter
  implements Pick<Electron.IpcMain, 'handle' | 'handleOnce' | 'removeHandler'>
{
  private readonly handlers = new Map<string, Handler>()

  constructor() {
    super()
    // An error event of a page is a message like any other and must not throw.
    this.on('error', () => undefined)
  }

  handle(channel: string, listener: Handler): void {
    if (this.handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`)
    if (typeof listener !== 'function')
      throw new TypeError(`Expected handler to be a function, but found type '${typeof listener}'`)
    this.handlers.set(channel, listener)
  }

  handleOnce(channel: string, listener: Handler): void {
    this.handle(channel, (event, ...args) => {
      this.removeHandler(channel)
      return listener(event, ...args)
    })
  }

  removeHandler(channel: string): void {
    this.handlers.delete(channel)
  }

  /** The handler of a channel, for the host's own dispatch. */
  handlerOf(channel: string): Handler | undefined {
    return this.handlers.get(channel)
  }
}

export const ipcMain = new IpcMain()
