// The least that paints a message: a window on a page that a bare socket.io server serves.
import { app, BrowserWindow } from 'electron'

app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1366, height: 768, webPreferences: { sandbox: true } })
  return window.loadURL(process.env.FLOOR_URL)
})
app.on('window-all-closed', () => app.quit())
