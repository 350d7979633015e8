// The least that shows a call: bare sip.js in the main process, one IPC hop, one empty React page that paints it.
import { readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { app, BrowserWindow, protocol } from 'electron'
import { Registerer, UserAgent } from 'sip.js'

const [server, domain, user, password] = JSON.parse(process.env.FLOOR_LINE)
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
  const window = new BrowserWindow({
    width: 1366,
    height: 768,
    webPreferences: { preload: join(import.meta.dirname, 'preload.cjs'), sandbox: true },
  })
  await window.loadURL('app://floor/index.html')
  const agent = new UserAgent({
    uri: UserAgent.makeURI(`sip:${user}@${domain}`),
    authorizationUsername: user,
    authorizationPassword: password,
    transportOptions: { server, traceSip: false },
    logBuiltinEnabled: false,
    delegate: {
      onInvite: (invitation) => window.webContents.send('call', invitation.remoteIdentity.uri.user),
    },
  })
  await agent.start()
  const registerer = new Registerer(agent)
  registerer.stateChange.addListener((state) => state === 'Registered' && window.webContents.send('ready'))
  await registerer.register()
})
app.on('window-all-closed', () => app.quit())
