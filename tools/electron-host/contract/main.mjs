// A small application for the contract suite: plain Electron, no knowledge of what runs it.
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import electron, {
  app,
  BrowserWindow,
  ipcMain,
  MessageChannelMain,
  protocol,
  session,
  utilityProcess,
} from 'electron'
import Store from 'electron-store'

const here = import.meta.dirname
const types = { '.html': 'text/html', '.js': 'text/javascript', '.wav': 'audio/wav' }
const sealed = "default-src 'none'; script-src 'self'; connect-src 'none'"
const policy = "default-src 'self'; media-src 'self' blob:; connect-src 'self'; script-src 'self'"
const store = new Store({ name: 'contract', defaults: { starts: 0 } })
store.set('starts', store.get('starts') + 1)

const contract = {
  events: [],
  seconds: [],
  requests: [],
  permissions: [],
  allowMedia: true,
  store: { path: store.path, starts: store.get('starts') },
  sameModule: createRequire(import.meta.url)('electron').app === app && electron.app === app,
  openWindow,
  forkUtility: (args = [], options = {}) =>
    utilityProcess.fork(path.join(here, 'utility.mjs'), args, options),
}
globalThis.contract = contract

protocol.registerSchemesAsPrivileged([
  { scheme: 'contract', privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
])

if (!app.requestSingleInstanceLock({ from: 'contract' })) app.quit()
app.on('second-instance', (_event, argv, workingDirectory, data) =>
  contract.seconds.push({ argv, workingDirectory, data }),
)
for (const name of ['before-quit', 'will-quit', 'quit', 'window-all-closed'])
  app.on(name, () => console.log(`event ${name}`))
if (process.argv.includes('--stay-open'))
  app.on('window-all-closed', () => contract.events.push('window-all-closed'))
else app.on('window-all-closed', () => app.quit())

ipcMain.handle('echo', (_event, ...args) => (args.length > 1 ? args : args[0]))
ipcMain.handle('fail', () => {
  throw new TypeError('on purpose')
})
ipcMain.handle('who', (event) => ({
  url: event.senderFrame.url,
  origin: event.senderFrame.origin,
  contents: event.sender.id,
  window: BrowserWindow.fromWebContents(event.sender)?.id,
}))
ipcMain.on('sync', (event, value) => {
  event.returnValue = { doubled: value * 2 }
})
ipcMain.on('reply', (event, value) => event.reply('replied', value))
ipcMain.on('port-to-main', (event) => {
  const [port] = event.ports
  port.on('message', ({ data }) => port.postMessage({ pong: data }))
  port.on('close', () => contract.events.push('port closed'))
  port.start()
})
ipcMain.on('port-from-main', (event) => {
  const { port1, port2 } = new MessageChannelMain()
  port1.on('message', ({ data }) => port1.postMessage({ main: data }))
  port1.start()
  event.sender.postMessage('port', null, [port2])
})
ipcMain.on('relay', (event, message) => {
  for (const window of BrowserWindow.getAllWindows())
    if (window.webContents !== event.sender) window.webContents.send('relayed', message)
})

app.whenReady().then(async () => {
  session.defaultSession.setPermissionRequestHandler((contents, permission, callback, details) => {
    contract.permissions.push({ permission, contents: contents.id, types: details.mediaTypes })
    callback(permission !== 'media' || contract.allowMedia)
  })
  protocol.handle('contract', serve)
  const other = session.fromPartition('other')
  other.protocol.handle('contract', serve)
  other.setPermissionRequestHandler((_contents, _permission, callback) => callback(false))
  if (!process.argv.includes('--no-window')) await openWindow()
  contract.loaded = true
})

async function openWindow(options = {}, page = 'index.html') {
  const window = new BrowserWindow({
    width: 800,
    height: 600,
    ...options,
    webPreferences: {
      preload: path.join(here, 'preload.cjs'),
      sandbox: true,
      additionalArguments: ['--contract-argument=1'],
      ...options.webPreferences,
    },
  })
  window.webContents.setWindowOpenHandler(({ url, disposition }) => {
    contract.events.push({ open: url, disposition })
    return { action: 'deny' }
  })
  window.webContents.on('will-navigate', (event, url) => {
    contract.events.push({ navigate: url })
    if (!url.startsWith('contract:')) event.preventDefault()
  })
  await window.loadURL(`contract://app/${page}`)
  return window.id
}

async function serve(request) {
  const { pathname } = new URL(request.url)
  const body = request.method === 'POST' ? new Uint8Array(await request.arrayBuffer()) : undefined
  contract.requests.push({ url: request.url, method: request.method, range: request.headers.get('range') })
  if (pathname === '/post')
    return Response.json({ length: body.length, sum: body.reduce((a, b) => (a + b) % 65536, 0) })
  if (pathname === '/teapot')
    return new Response('short and stout', { status: 418, headers: { 'x-kind': 'teapot' } })
  if (pathname === '/file.txt')
    return new Response('downloaded text', {
      headers: { 'content-disposition': 'attachment; filename="file.txt"' },
    })
  if (pathname === '/tone.wav') return ranged(request, tone(), 'audio/wav')
  if (pathname === '/bytes')
    return ranged(
      request,
      Uint8Array.from({ length: 1000 }, (_, i) => i % 256),
      'application/octet-stream',
    )
  try {
    const file = path.join(here, 'pages', path.basename(pathname))
    const headers = {
      'content-type': types[path.extname(file)],
      'content-security-policy': pathname === '/sealed.html' ? sealed : policy,
    }
    return new Response(await readFile(file), { headers })
  } catch {
    return new Response('no such page', { status: 404 })
  }
}

function ranged(request, bytes, type) {
  const match = /^bytes=(\d+)-(\d*)$/.exec(request.headers.get('range') ?? '')
  const headers = { 'content-type': type, 'accept-ranges': 'bytes' }
  if (!match) return new Response(bytes, { headers: { ...headers, 'content-length': String(bytes.length) } })
  const start = Number(match[1])
  const end = Math.min(match[2] ? Number(match[2]) : bytes.length - 1, bytes.length - 1)
  return new Response(bytes.subarray(start, end + 1), {
    status: 206,
    headers: {
      ...headers,
      'content-range': `bytes ${start}-${end}/${bytes.length}`,
      'content-length': String(end - start + 1),
    },
  })
}

/** Five seconds of 440 Hz: 16-bit mono at 16 kHz, as a WAV file. */
function tone() {
  const samples = 5 * 16_000
  const file = Buffer.alloc(44 + samples * 2)
  file.write('RIFF')
  file.writeUInt32LE(36 + samples * 2, 4)
  file.write('WAVEfmt ', 8)
  file.writeUInt32LE(16, 16)
  file.writeUInt16LE(1, 20)
  file.writeUInt16LE(1, 22)
  file.writeUInt32LE(16_000, 24)
  file.writeUInt32LE(32_000, 28)
  file.writeUInt16LE(2, 32)
  file.writeUInt16LE(16, 34)
  file.write('data', 36)
  file.writeUInt32LE(samples * 2, 40)
  for (let i = 0; i < samples; i++)
    file.writeInt16LE(Math.sin((i * 440 * 2 * Math.PI) / 16_000) * 9000, 44 + i * 2)
  return new Uint8Array(file)
}
