import type { createCodec } from '../codec.ts'
import type { createEndpoint } from './endpoint.ts'
import type { bridgeServices } from './main-world.ts'
import type { FromPage, SyncRequest, ToPage, WindowDisposition } from './messages.ts'

export type IsolatedWorldConfig = {
  token: string
  /** Name of the DevTools binding that carries messages to the host. */
  binding: string
  /** Name of the global that the host calls with messages for the page. */
  receiver: string
  syncPath: string
  /** Real windows: focus and bounds are what the window manager makes of them. */
  windowed: boolean
  /** Ask before the window's own close button takes the page away. */
  guardsClose: boolean
  process: Record<string, unknown>
}

type Preload = (
  require: (name: string) => unknown,
  module: { exports: unknown },
  exports: unknown,
  process: unknown,
) => void
type Listener = (event: unknown, ...args: unknown[]) => void

/**
 * The half of the bridge in the isolated world: runs the sandboxed preload with `require('electron')`, carries its
 * IPC to the host, and reports what Electron's main process would see by itself (title, focus, popups, navigations).
 *
 * Sent to pages as source text: it may use nothing from this module's scope.
 */
export function startIsolatedWorld(
  endpointOf: typeof createEndpoint,
  codecOf: typeof createCodec,
  services: typeof bridgeServices,
  config: IsolatedWorldConfig,
  preload: Preload,
): void {
  if (window !== window.top) return

  type Base64Bytes = Uint8Array & { toBase64(): string }
  type Base64Statics = { fromBase64(text: string): Uint8Array<ArrayBuffer> }
  const codec = codecOf({
    encode: (bytes) => (bytes as Base64Bytes).toBase64(),
    decode: (text) => (Uint8Array as unknown as Base64Statics).fromBase64(text),
  })
  const scope = globalThis as unknown as Record<string, (text: string) => void>
  const toHost = scope[config.binding]!
  const post = (message: FromPage): void => toHost(codec.encode(message))

  let lastId = 0
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
  const listeners = new Map<string, Listener[]>()
  const ports = new Map<string, MessagePort>()

  const askHost = (build: (id: number) => FromPage): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const id = ++lastId
      post(build(id))
      waiting.set(id, { resolve, reject })
    })

  // Chromium tells nobody that the other end of a port was closed, so ports made here remember their other end.
  const otherEnd = new WeakMap<MessagePort, MessagePort>()
  const carried = new WeakMap<MessagePort, string>()
  const NativeChannel = MessageChannel
  globalThis.MessageChannel = class extends NativeChannel {
    constructor() {
      super()
      otherEnd.set(this.port1, this.port2)
      otherEnd.set(this.port2, this.port1)
    }
  }
  const closeNatively = MessagePort.prototype.close
  MessagePort.prototype.close = function () {
    closeNatively.call(this)
    const id = carried.get(otherEnd.get(this)!)
    // After the messages that are still on their way to the other end.
    if (id !== undefined) setTimeout(() => post({ kind: 'port-closed', id }))
  }

  const wirePort = (id: string, port: MessagePort): string => {
    ports.set(id, port)
    carried.set(port, id)
    port.addEventListener('message', ({ data }) => post({ kind: 'port', id, data }))
    port.start()
    return id
  }

  const askSync = (request: SyncRequest): unknown => {
    const call = new XMLHttpRequest()
    call.open('POST', config.syncPath, false)
    call.send(codec.encode(request))
    const answer = codec.decode(call.responseText) as { ok: boolean; value: unknown }
    if (!answer.ok) throw new Error(String(answer.value))
    return answer.value
  }

  const append = (channel: string, listener: Listener): void => {
    listeners.set(channel, [...(listeners.get(channel) ?? []), listener])
  }
  const ipcRenderer = {
    invoke: (channel: string, ...args: unknown[]) => askHost((id) => ({ kind: 'invoke', id, channel, args })),
    send: (channel: string, ...args: unknown[]) => post({ kind: 'send', channel, args }),
    sendSync: (channel: string, ...args: unknown[]) =>
      askSync({ kind: 'send', token: config.token, channel, args }),
    postMessage(channel: string, message: unknown, transfer: MessagePort[] = []) {
      const ids = transfer.map(() => `page-${++lastId}`)
      post({ kind: 'post', channel, message, ports: ids })
      for (const [index, port] of transfer.entries()) wirePort(ids[index]!, port)
    },
    on(channel: string, listener: Listener) {
      append(channel, listener)
      return ipcRenderer
    },
    once(channel: string, listener: Listener) {
      const once = Object.assign(
        (event: unknown, ...args: unknown[]) => {
          ipcRenderer.off(channel, once)
          listener(event, ...args)
        },
        { listener },
      )
      append(channel, once)
      return ipcRenderer
    },
    off(channel: string, listener: Listener) {
      const all = listeners.get(channel) ?? []
      const index = all.findLastIndex(
        (item) => item === listener || (item as { listener?: Listener }).listener === listener,
      )
      listeners.set(channel, all.toSpliced(index, index === -1 ? 0 : 1))
      return ipcRenderer
    },
    addListener: (channel: string, listener: Listener) => ipcRenderer.on(channel, listener),
    removeListener: (channel: string, listener: Listener) => ipcRenderer.off(channel, listener),
    removeAllListeners(channel?: string) {
      if (channel === undefined) listeners.clear()
      else listeners.delete(channel)
      return ipcRenderer
    },
    listenerCount: (channel: string) => listeners.get(channel)?.length ?? 0,
    listeners: (channel: string) => [...(listeners.get(channel) ?? [])],
    eventNames: () => [...listeners.keys()],
    setMaxListeners: () => ipcRenderer,
    emit(channel: string, ...args: [unknown, ...unknown[]]) {
      const all = listeners.get(channel) ?? []
      for (const listener of all) listener(...args)
      return all.length > 0
    },
  }

  const receive = (message: ToPage): void => {
    if (message.kind === 'answer') {
      const waiter = waiting.get(message.id)
      waiting.delete(message.id)
      if (message.ok) waiter?.resolve(message.value)
      else waiter?.reject(new Error(String(message.value)))
    } else if (message.kind === 'message') {
      const opened = message.ports.map((id) => {
        const { port1, port2 } = new MessageChannel()
        wirePort(id, port1)
        return port2
      })
      ipcRenderer.emit(message.channel, { sender: ipcRenderer, ports: opened, senderId: 0 }, ...message.args)
    } else if (message.kind === 'port') {
      ports.get(message.id)?.postMessage(message.data)
    } else {
      ports.get(message.id)?.close()
      ports.delete(message.id)
    }
  }
  Object.defineProperty(globalThis, config.receiver, {
    value: (text: string) => receive(codec.decode(text) as ToPage),
  })

  const node = document.createElement('i')
  const endpoint = endpointOf(node, 'i', 'm')
  const reportOpen = (
    url: string,
    frameName: string,
    features: string,
    disposition: WindowDisposition,
  ): void => post({ kind: 'open', url, frameName, features, disposition })
  endpoint.serve(services.open, reportOpen)
  endpoint.serve(services.mayUseMedia, (method: 'getUserMedia' | 'getDisplayMedia', types: string[]) =>
    askHost((id) => ({ kind: 'media', id, method, types })),
  )
  window.dispatchEvent(new MouseEvent(`host-${config.token}`, { relatedTarget: node }))

  const reportTitle = (): void => {
    if (!document.title || document.title === lastTitle) return
    lastTitle = document.title
    post({ kind: 'title', title: lastTitle })
  }
  let lastTitle = ''
  new MutationObserver(reportTitle).observe(document, { subtree: true, childList: true, characterData: true })
  window.addEventListener('DOMContentLoaded', reportTitle)

  if (config.windowed) {
    // The page's own numbers are late or zero at times: the host asks the browser when it hears of a change.
    const reportBounds = (): void => post({ kind: 'bounds' })
    window.addEventListener('resize', reportBounds)
    document.addEventListener('visibilitychange', reportBounds)
    for (const type of ['focus', 'blur'])
      window.addEventListener(type, () => {
        post({ kind: 'focus', focused: type === 'focus' })
        reportBounds()
      })
  }

  // Links that would open a window of the browser: the host decides, as for window.open.
  const onLink = (event: MouseEvent): void => {
    const link = event.composedPath().find((item) => item instanceof HTMLAnchorElement)
    if (!link?.href || event.defaultPrevented || event.button > 1) return
    const inNewTab = event.button === 1 || event.ctrlKey || event.metaKey || event.shiftKey
    if (!inNewTab && ['', '_self', '_top', '_parent'].includes(link.target)) return
    event.preventDefault()
    const background = event.button === 1 || event.ctrlKey || event.metaKey
    reportOpen(
      link.href,
      link.target,
      '',
      event.shiftKey ? 'new-window' : background ? 'background-tab' : 'foreground-tab',
    )
  }
  window.addEventListener('click', onLink)
  window.addEventListener('auxclick', onLink)

  // What the browser's own keys do (new windows, printing, reloading) is no part of an application without a menu.
  const browserKeys = /^(Key[NTWPSUOJHGDR]|F5)$/
  window.addEventListener('keydown', (event) => {
    const withControl = (event.ctrlKey || event.metaKey) && !event.altKey
    if (browserKeys.test(event.code) && (withControl || event.code === 'F5')) event.preventDefault()
  })

  type NavigateEvent = Event & {
    navigationType: string
    downloadRequest: string | null
    destination: { url: string; sameDocument: boolean }
  }
  type Navigation = EventTarget & {
    addEventListener(type: 'navigate', listener: (event: NavigateEvent) => void): void
  }
  const { navigation } = window as unknown as { navigation: Navigation }
  const mayLeave = (event: NavigateEvent): boolean => {
    if (!event.cancelable || event.navigationType === 'traverse' || location.protocol !== 'https:')
      return true
    try {
      return askSync({ kind: 'navigate', token: config.token, url: event.destination.url }) === true
    } catch {
      // A policy in the document may forbid the question; nobody can allow the navigation then.
      return false
    }
  }
  let leaving = false
  navigation.addEventListener('navigate', (event) => {
    if (event.destination.sameDocument || event.downloadRequest !== null) return
    leaving = mayLeave(event)
    if (!leaving) event.preventDefault()
    // A navigation that ends in a download leaves the page where it is.
    else setTimeout(() => (leaving = false), 2000)
  })
  if (config.guardsClose)
    window.addEventListener('beforeunload', (event) => {
      if (!leaving) event.preventDefault()
    })

  const contextBridge = {
    exposeInMainWorld: (key: string, api: unknown) => {
      endpoint.call(services.expose, [key, api])
    },
  }
  const webUtils = {
    getPathForFile: (): never => {
      throw new Error('not implemented in host: webUtils.getPathForFile')
    },
  }
  const strict = <T extends object>(name: string, members: T): T =>
    new Proxy(members, {
      get(target, key, receiver) {
        if (typeof key === 'symbol' || key in target || key === 'then' || key === 'toJSON')
          return Reflect.get(target, key, receiver)
        throw new Error(`not implemented in host: ${name}.${key}`)
      },
    })
  const electron = strict('electron', {
    ipcRenderer: strict('ipcRenderer', ipcRenderer),
    contextBridge: strict('contextBridge', contextBridge),
    webUtils: strict('webUtils', webUtils),
  })
  const require = (name: string): unknown => {
    if (name === 'electron' || name === 'electron/renderer' || name === 'electron/common') return electron
    throw new Error(`module not found: ${name}`)
  }
  const module = { exports: {} }
  try {
    preload(require, module, module.exports, config.process)
  } catch (error) {
    const { message, stack } = error as Error
    console.error('Unable to load preload script', error)
    post({ kind: 'preload-error', message, stack: stack ?? '' })
  }
}
