import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron'
import { type EngineAsk, type EngineBridge, engineChannels } from '../shared/ipc/engine-wire.ts'

let listening: ((event: IpcRendererEvent, ask: EngineAsk) => void) | undefined

/** The media window's door to main: it is asked, it answers, it tells. Main parses everything that comes through. */
const engine: EngineBridge = {
  onAsk(listener) {
    if (listening) ipcRenderer.removeListener(engineChannels.ask, listening)
    listening = (_event, ask) => listener(ask)
    ipcRenderer.on(engineChannels.ask, listening)
  },
  answer: (id, result) => ipcRenderer.send(engineChannels.answer, { id, result }),
  tell: (name, payload) => ipcRenderer.send(engineChannels.tell, { name, payload }),
}

contextBridge.exposeInMainWorld('engine', engine)
