const { contextBridge, ipcRenderer } = require('electron')
contextBridge.exposeInMainWorld('floor', {
  onCall: (listener) => ipcRenderer.on('call', (_event, user) => listener(user)),
  onReady: (listener) => ipcRenderer.on('ready', () => listener()),
})
