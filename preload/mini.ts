import { contextBridge, ipcRenderer } from 'electron'
import { buildClient } from '../shared/ipc/client.ts'
import type { MiniContract } from '../shared/ipc/mini-contract.ts'
import { miniNames } from '../shared/ipc/mini-names.ts'

// `window.mini`: one call, and what may be done with it. Main checks the sender and every value.
const client = buildClient<MiniContract>(
  {
    invoke: (channel, input) => ipcRenderer.invoke(channel, input),
    on: (channel, listener) => ipcRenderer.on(channel, listener),
  },
  miniNames,
)
contextBridge.exposeInMainWorld('mini', client.mini)
