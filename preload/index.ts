import { contextBridge, ipcRenderer } from 'electron'
import { buildClient } from '../shared/ipc/client.ts'

// `window.operator`: all that the operator's page can reach. Main checks the sender and every value.
contextBridge.exposeInMainWorld(
  'operator',
  buildClient({
    invoke: (channel, input) => ipcRenderer.invoke(channel, input),
    on: (channel, listener) => ipcRenderer.on(channel, listener),
  }),
)
