// One window with one page that may use the microphone.
import { readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { app, BrowserWindow, protocol, session } from 'electron'

const pages = process.env.FLOOR_PAGES
const types = { '.html': 'text/html', '.js': 'text/javascript' }
protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }])

app.whenReady().then(async () => {
  protocol.handle('app', (request) => {
    const file = join(pages, new URL(request.url).pathname)
    return new Response(readFileSync(file), {
      headers: { 'content-type': types[extname(file)] ?? 'text/plain' },
    })
  })
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(true))
  session.defaultSession.setPermissionCheckHandler(() => true)
  const window = new BrowserWindow({ width: 800, height: 600, webPreferences: { sandbox: true } })
  await window.loadURL(`app://floor/index.html?line=${encodeURIComponent(process.env.FLOOR_LINE)}`)
})
app.on('window-all-closed', () => app.quit())
