// The least that shows a long list: one window, one React page, rows of plain text that are in its memory already.
import { readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { app, BrowserWindow, protocol } from 'electron'

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
  const window = new BrowserWindow({ width: 1366, height: 768, webPreferences: { sandbox: true } })
  await window.loadURL(`app://floor/index.html?rows=${process.env.FLOOR_ROWS}`)
})
app.on('window-all-closed', () => app.quit())
