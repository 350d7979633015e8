// A sandboxed preload: one file, require('electron') only.
const { contextBridge, ipcRenderer } = require('electron')

globalThis.preloadOnly = 'secret'
const listeners = new Set()
ipcRenderer.on('tick', (_event, ...args) => {
  for (const listener of listeners) listener(...args)
})

contextBridge.exposeInMainWorld('api', {
  text: 'plain',
  nested: { list: [1, 2, 3] },
  versions: {
    electron: process.versions.electron,
    chrome: process.versions.chrome,
    node: process.versions.node,
  },
  sandboxed: process.sandboxed === true,
  argument: process.argv.includes('--contract-argument=1'),
  readGlobal: (name) => globalThis[name],
  bodyText: () => document.body.textContent,
  add: (a, b) => a + b,
  fail: () => {
    throw new RangeError('thrown in preload')
  },
  later: async (value) => value,
  failLater: async () => {
    throw new Error('rejected in preload')
  },
  callBack: (callback) => callback('from preload'),
  bytes: (view) => ({
    isView: view instanceof Uint8Array,
    sum: view.reduce((a, b) => a + b, 0),
    back: new Uint8Array([3, 2, 1]),
  }),
  exposeAgain: () => contextBridge.exposeInMainWorld('api', {}),
  onTick: (listener) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
  echo: (...args) => ipcRenderer.invoke('echo', ...args),
  invoke: (channel, ...args) => ipcRenderer.invoke(channel, ...args),
  send: (channel, ...args) => ipcRenderer.send(channel, ...args),
  sync: (value) => ipcRenderer.sendSync('sync', value),
  next: (channel) => new Promise((resolve) => ipcRenderer.once(channel, (_event, ...args) => resolve(args))),
  roundTrip,
  cloneFunction: () => {
    try {
      ipcRenderer.send('echo', () => 1)
      return 'sent'
    } catch (error) {
      return error.message
    }
  },
  portToMain: () =>
    new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = ({ data }) => {
        port1.close()
        resolve(data)
      }
      ipcRenderer.postMessage('port-to-main', null, [port2])
      port1.postMessage('ping')
    }),
  portFromMain: () =>
    new Promise((resolve) => {
      ipcRenderer.once('port', ({ ports: [port] }) => {
        port.onmessage = ({ data }) => resolve(data)
        port.postMessage('hello')
      })
      ipcRenderer.send('port-from-main')
    }),
})

/** What structured clone must keep, checked on this side after a trip to the main process and back. */
async function roundTrip() {
  const value = await ipcRenderer.invoke('echo', {
    nothing: undefined,
    nil: null,
    nan: Number.NaN,
    infinite: -Infinity,
    big: 12345678901234567890n,
    date: new Date(86_400_000),
    map: new Map([['key', { deep: [1, undefined] }]]),
    set: new Set([1, 'two']),
    pattern: /a+b/gi,
    bytes: new Uint8Array([1, 2, 255]),
    floats: new Float32Array([0.5, -2]),
    buffer: new Uint8Array([9, 8]).buffer,
    error: new TypeError('typed'),
    $: 'a key of its own',
    list: [undefined, null, 1],
  })
  return {
    nothing: 'nothing' in value && value.nothing === undefined,
    nil: value.nil === null,
    nan: Number.isNaN(value.nan),
    infinite: value.infinite === -Infinity,
    big: value.big === 12345678901234567890n,
    date: value.date instanceof Date && value.date.getTime() === 86_400_000,
    map:
      value.map instanceof Map &&
      value.map.get('key').deep[0] === 1 &&
      value.map.get('key').deep.length === 2,
    set: value.set instanceof Set && value.set.has('two'),
    pattern: value.pattern instanceof RegExp && value.pattern.flags === 'gi',
    bytes: value.bytes instanceof Uint8Array && value.bytes[2] === 255,
    floats: value.floats instanceof Float32Array && value.floats[1] === -2,
    buffer: value.buffer instanceof ArrayBuffer && value.buffer.byteLength === 2,
    error: value.error instanceof Error && value.error.message === 'typed',
    dollar: value.$ === 'a key of its own',
    list: value.list.length === 3 && value.list[0] === undefined,
  }
}
