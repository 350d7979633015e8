import type Electron from 'electron'
import { ipcMain } from './ipc-main.ts'
import type { MessagePortMain } from './message-port.ts'
import type { WebContents } from './web-contents.ts'

type Answer = { ok: boolean; value: unknown }

const eventBase = (sender: WebContents) => ({
  type: 'frame' as const,
  sender,
  senderFrame: sender.mainFrame,
  processId: sender.id,
  frameId: 1,
  defaultPrevented: false,
  preventDefault(): void {},
})

/** `ipcRenderer.invoke`: the page's own `ipc` first, then ipcMain. Failures come back worded as Electron words them. */
export async function dispatchInvoke(sender: WebContents, channel: string, args: unknown[]): Promise<Answer> {
  try {
    const handler = sender.ipc.handlerOf(channel) ?? ipcMain.handlerOf(channel)
    if (!handler) throw new Error(`No handler registered for '${channel}'`)
    const event = eventBase(sender) as unknown as Electron.IpcMainInvokeEvent
    return { ok: true, value: await handler(event, ...args) }
  } catch (error) {
    console.error(`Error occurred in handler for '${channel}':`, error)
    return { ok: false, value: `Error invoking remote method '${channel}': ${error}` }
  }
}

/** `ipcRenderer.send` and `ipcRenderer.postMessage`. */
export function dispatchSend(
  sender: WebContents,
  channel: string,
  args: unknown[],
  ports: MessagePortMain[],
): void {
  const event = {
    ...eventBase(sender),
    ports,
    reply: (to: string, ...values: unknown[]) => sender.send(to, ...values),
  }
  sender.emit('ipc-message', event, channel, ...args)
  sender.ipc.emit(channel, event, ...args)
  ipcMain.emit(channel, event, ...args)
}

/** `ipcRenderer.sendSync`: answers when a listener sets `event.returnValue`; with no listener there is no answer. */
export function dispatchSync(sender: WebContents, channel: string, args: unknown[]): Promise<unknown> {
  return new Promise((resolve) => {
    const event = {
      ...eventBase(sender),
      ports: [],
      reply: (to: string, ...values: unknown[]) => sender.send(to, ...values),
      get returnValue(): unknown {
        return undefined
      },
      set returnValue(value: unknown) {
        resolve(value)
      },
    }
    sender.emit('ipc-message-sync', event, channel, ...args)
    const heard = [sender.ipc.emit(channel, event, ...args), ipcMain.emit(channel, event, ...args)]
    if (!heard.includes(true)) resolve(undefined)
  })
}
