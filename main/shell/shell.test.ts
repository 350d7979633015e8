import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accelerator, callKeys } from '../../shared/keys/call-keys.ts'
import type { CallId } from '../../shared/lib/ids.ts'
import { incomingCall } from '../../shared/softphone/call.ts'
import { externalUrl, mayNavigate, mayOpenDevice, mayUse } from './guards.ts'
import { createPageServer } from './protocol.ts'
import { announce } from './terminal.ts'
import { windowKinds, windowOptions } from './window-options.ts'

describe('every window', () => {
  test.each(windowKinds)('(%s) is sandboxed, isolated and without Node', (kind) => {
    const { webPreferences } = windowOptions({ kind, preload: '/p.cjs', platform: 'linux' })
    expect(webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
    })
  })

  test('of a call that rings stands over everything and has no keyboard of its own', () => {
    const at = (platform: string) => windowOptions({ kind: 'mini', preload: '/m.cjs', platform })
    for (const platform of ['win32', 'darwin', 'linux'])
      expect(at(platform)).toMatchObject({
        show: false,
        width: 360,
        height: 120,
        alwaysOnTop: true,
        skipTaskbar: true,
        frame: false,
        resizable: false,
      })
    expect(at('win32').focusable).toBe(false)
    expect(at('darwin')).toMatchObject({ focusable: false, type: 'panel' })
    expect(at('linux').webPreferences).not.toHaveProperty('partition')
  })

  test('is made in the one place that guards it', () => {
    const root = join(import.meta.dirname, '..')
    const makers = globSync('**/*.ts', { cwd: root }).filter(
      (file) =>
        !file.endsWith('.test.ts') &&
        /new (BrowserWindow|BrowserView|WebContentsView)\(/.test(readFileSync(join(root, file), 'utf8')),
    )
    expect(makers.map((file) => file.replaceAll('\\', '/'))).toEqual(['shell/windows.ts'])
  })

  test('of the operator opens where it was, unless that screen is gone', () => {
    const bounds = { x: 2000, y: 50, width: 1400, height: 900, maximized: false }
    const at = (displays: { x: number; y: number; width: number; height: number }[]) =>
      windowOptions({ kind: 'operator', preload: '', platform: 'linux', bounds, displays })
    expect(at([{ x: 1920, y: 0, width: 1920, height: 1080 }])).toMatchObject({ x: 2000, y: 50, width: 1400 })
    expect(at([{ x: 0, y: 0, width: 1920, height: 1080 }])).not.toHaveProperty('x')
  })

  test('of the operator is never smaller than its layout', () => {
    const bounds = { x: 0, y: 0, width: 100, height: 100, maximized: false }
    expect(windowOptions({ kind: 'operator', preload: '', platform: 'linux', bounds })).toMatchObject({
      width: 960,
      height: 600,
      minWidth: 960,
      minHeight: 600,
    })
  })
})

describe('the guards', () => {
  test.each([
    ['https://example.org/a?b=c', true],
    ['mailto:anna@example.org', true],
    ['tel:+48500000001', true],
    ['http://example.org', true],
    ['http://user@example.org', false],
    ['file:///etc/passwd', false],
    ['javascript:alert(1)', false],
    ['data:text/html,x', false],
    ['smb://host/share', false],
    ['https://user:password@example.org', false],
    ['app://console/', false],
    ['C:\\Windows\\system32', false],
    [`https://example.org/${'a'.repeat(3000)}`, false],
  ])('%s may be opened outside: %s', (url, allowed) => {
    expect(externalUrl(url) !== undefined).toBe(allowed)
  })

  test.each([
    ['the microphone for the media window', 'media', 'app://engine/engine.html', ['audio'], true],
    ['counting devices in the media window', 'media', 'app://engine/', [], true],
    ['the camera', 'media', 'app://engine/', ['video'], false],
    ['camera and microphone together', 'media', 'app://engine/', ['audio', 'video'], false],
    ['the microphone for the call window', 'media', 'app://mini/', ['audio'], false],
    ['notifications for the call window', 'notifications', 'app://mini/', [], false],
    ['the microphone for the console page', 'media', 'app://console/', ['audio'], false],
    ['the microphone for a page from the web', 'media', 'https://example.org/', ['audio'], false],
    ['notifications for the console', 'notifications', 'app://console/', [], true],
    ['a speaker for the media window', 'speaker-selection', 'app://engine/', [], true],
    ['the place of the operator', 'geolocation', 'app://console/', [], false],
    ['the clipboard', 'clipboard-read', 'app://console/', [], false],
    ['HID devices at all for the media window', 'hid', 'app://engine/', [], true],
    ['HID devices for the console page', 'hid', 'app://console/', [], false],
    ['devices on USB', 'usb', 'app://console/', [], false],
    ['opening another program', 'openExternal', 'app://console/', [], false],
  ])('%s: %s', (_, permission, url, media, allowed) => {
    expect(mayUse({ permission, url, isMainFrame: true, media })).toBe(allowed)
    expect(mayUse({ permission, url, isMainFrame: false, media })).toBe(false)
  })

  test('only headsets of known makers are opened, and only by the media window', () => {
    const headset = { vendorId: 0x0b0e, collections: [{ usagePage: 0x0c }, { usagePage: 0x0b }] }
    const ask = (device: object, o: { origin?: string; deviceType?: string } = {}) =>
      mayOpenDevice({ deviceType: 'hid', origin: 'app://engine', device, ...o })
    expect(ask(headset)).toBe(true)
    expect(ask(headset, { origin: 'app://console' })).toBe(false)
    expect(ask(headset, { origin: 'https://engine' })).toBe(false)
    expect(ask(headset, { deviceType: 'usb' })).toBe(false)
    expect(ask({ ...headset, vendorId: 0x1050 })).toBe(false)
    expect(ask({ ...headset, collections: [{ usagePage: 0x01 }, { usagePage: 0xf1d0 }] })).toBe(false)
    expect(ask({ vendorId: 0x0b0e })).toBe(false)
    expect(ask({})).toBe(false)
  })

  test('pages stay where they are', () => {
    const here = 'app://console/index.html'
    expect(mayNavigate(here, 'app://console/index.html#x')).toBe(true)
    for (const there of [
      'https://example.org',
      'app://engine/engine.html',
      'app://mini/mini.html',
      'app://console/other.html',
      'file:///x',
    ])
      expect(mayNavigate(here, there)).toBe(false)
  })
})

describe('the page server', () => {
  let folder: string
  const asked: string[] = []
  const get = (path: string, init?: RequestInit) =>
    createPageServer({
      folder,
      file: async (id) => new Response(id),
      recording: async (id, request) => {
        asked.push(`${id} ${request.headers.get('range')}`)
        return new Response('bytes', { status: 206, headers: { 'content-range': 'bytes 0-4/10' } })
      },
    })(new Request(`app://${path}`, init))

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'pages-'))
    mkdirSync(join(folder, 'assets'))
    writeFileSync(join(folder, 'index.html'), '<html><head><meta name="csp-nonce" content=""></head></html>')
    writeFileSync(join(folder, 'mini.html'), '<html><head><meta name="csp-nonce" content=""></head></html>')
    writeFileSync(join(folder, 'engine.html'), '<html><head></head></html>')
    writeFileSync(join(folder, 'assets', 'index-a1.js'), 'export {}')
    writeFileSync(join(folder, 'assets', 'notes.txt'), 'not served')
    writeFileSync(join(folder, 'secret.js'), 'not served')
    symlinkSync('/etc/hostname', join(folder, 'assets', 'link.js'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('gives the page a nonce of its own at every load, the same in header and meta', async () => {
    const nonces = new Set<string>()
    for (let i = 0; i < 5; i++) {
      const page = await get('console/index.html')
      const policy = page.headers.get('content-security-policy') ?? ''
      const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? ''
      expect(await page.text()).toContain(`content="${nonce}"`)
      nonces.add(nonce)
    }
    expect(nonces.size).toBe(5)
  })

  test('lets the page connect to nothing but itself and run nothing inline', async () => {
    const policy = (await get('console/')).headers.get('content-security-policy')
    for (const rule of [
      "default-src 'none'",
      "script-src 'self';",
      "connect-src 'self'",
      "object-src 'none'",
      "base-uri 'none'",
      "frame-src 'none'",
      "form-action 'none'",
    ])
      expect(policy).toContain(rule)
    expect(policy).not.toMatch(/unsafe|\*|https?:/)
  })

  test.each([
    'console/secret.js',
    'console/assets/../secret.js',
    'console/assets/%2e%2e/secret.js',
    'console/assets/..%2fsecret.js',
    'console/assets/notes.txt',
    'console/assets/link.js',
    'console/assets/missing.js',
    'console/engine.html',
    'console/mini.html',
    'mini/index.html',
    'mini/engine.html',
    'mini/media/recordings/r1',
    'engine/mini.html',
    'engine/index.html',
    'engine/media/recordings/r1',
    'elsewhere/index.html',
    'console/media/recordings/../../secret',
  ])('does not give %s', async (path) => {
    expect((await get(path)).status).toBe(404)
  })

  test('gives what the page is made of', async () => {
    const script = await get('console/assets/index-a1.js')
    expect(script.headers.get('content-type')).toContain('javascript')
    expect(await script.text()).toBe('export {}')
    expect((await get('engine/engine.html')).status).toBe(200)
    const mini = (await get('mini/mini.html')).headers.get('content-security-policy')
    expect(mini).toContain("connect-src 'none'")
    expect(mini).not.toMatch(/unsafe|\*|https?:/)
  })

  test('takes nothing in', async () => {
    expect((await get('console/index.html', { method: 'POST', body: 'x' })).status).toBe(405)
  })

  test('hands a recording on with the stretch that was asked for', async () => {
    const part = await get('console/media/recordings/rec-1', { headers: { range: 'bytes=0-4' } })
    expect(part.status).toBe(206)
    expect(asked).toEqual(['rec-1 bytes=0-4'])
  })
})

describe('keys that work in every program', () => {
  const call = incomingCall({ callId: 'c1' as CallId, remote: '101', offeredAt: 0 })

  test('are taken only while there is a call', () => {
    expect(callKeys([], {}, 'linux').size).toBe(0)
    expect(callKeys([{ ...call, phase: 'ended' }], {}, 'linux').size).toBe(0)
    expect(Object.fromEntries(callKeys([call], {}, 'linux'))).toEqual({
      F12: 'call.answer',
      F10: 'call.hangup',
      F6: 'call.hold',
      F8: 'call.mute',
      'Shift+F9': 'call.window',
      'Shift+F6': 'call.pause-recording',
    })
  })

  test('leave F12 to Windows, and follow the operator who moved them', () => {
    expect(callKeys([call], {}, 'win32').get('Control+F12')).toBe('call.answer')
    expect(callKeys([call], { 'call.hangup': 'Control+Shift+KeyH' }, 'linux').get('Control+Shift+H')).toBe(
      'call.hangup',
    )
  })

  test('are never bare letters', () => {
    expect(accelerator('KeyH')).toBeUndefined()
    expect(accelerator('Space')).toBeUndefined()
  })
})

test('the terminal gets three links once, and only when it started the program', () => {
  const printed: string[] = []
  const tell = announce({ KOMMUTATOR_TERMINAL: '1' }, (text) => printed.push(text))
  tell('http://127.0.0.1:7340')
  tell('http://127.0.0.1:7340')
  expect(printed).toHaveLength(1)
  expect(printed[0]?.match(/http:\S+/g)).toEqual([
    'http://127.0.0.1:7340/demo/shop',
    'http://127.0.0.1:7340/demo/phone',
    'http://127.0.0.1:7340/health',
  ])
  announce({}, (text) => printed.push(text))('http://127.0.0.1:7340')
  expect(printed).toHaveLength(1)
})
