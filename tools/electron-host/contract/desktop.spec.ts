import { expect, test } from '@playwright/test'
import { type Launched, launch, runtime } from './fixture.ts'

let running: Launched
test.beforeAll(async () => {
  running = await launch(['--stay-open'])
})
test.afterAll(() => running?.close())

test('a secret comes back from safe storage, and is not readable in between', async () => {
  const result = await running.app.evaluate(({ safeStorage }) => {
    if (!safeStorage.isEncryptionAvailable()) return 'unavailable'
    const sealed = safeStorage.encryptString('s3cret ключ')
    let refused = false
    try {
      safeStorage.decryptString(Buffer.from('v1h not sealed by anybody at all, ever'))
    } catch {
      refused = true
    }
    return { hidden: !sealed.includes('s3cret'), back: safeStorage.decryptString(sealed), refused }
  })
  test.skip(result === 'unavailable', 'no key store on this machine')
  expect(result).toEqual({ hidden: true, back: 's3cret ключ', refused: true })
})

test('the theme source decides whether colours are dark', async () => {
  const states = await running.app.evaluate(({ nativeTheme }) => {
    nativeTheme.themeSource = 'dark'
    const dark = nativeTheme.shouldUseDarkColors
    nativeTheme.themeSource = 'light'
    return [dark, nativeTheme.shouldUseDarkColors]
  })
  expect(states).toEqual([true, false])
})

test('menus are found by id and clicked from code', async () => {
  const result = await running.app.evaluate(({ Menu }) => {
    const clicked: string[] = []
    const menu = Menu.buildFromTemplate([
      {
        label: 'File',
        submenu: [{ id: 'open', label: 'Open', accelerator: 'Ctrl+O', click: ({ id }) => clicked.push(id) }],
      },
      { type: 'separator' },
      { id: 'check', label: 'Check', type: 'checkbox', checked: true },
    ])
    Menu.setApplicationMenu(menu)
    menu.getMenuItemById('open')!.click()
    const box = menu.getMenuItemById('check')!
    const types = menu.items.map(({ type }) => type)
    const isApplicationMenu = Menu.getApplicationMenu() === menu
    return { clicked, checked: box.checked, types, isApplicationMenu, none: menu.getMenuItemById('nobody') }
  })
  expect(result).toEqual({
    clicked: ['open'],
    checked: true,
    types: ['submenu', 'separator', 'checkbox'],
    isApplicationMenu: true,
    none: null,
  })
})

test('power events, notifications and the tray can be driven from a test', async () => {
  const seen = await running.app.evaluate(({ powerMonitor, Notification, Tray, nativeImage }) => {
    const names: string[] = []
    powerMonitor.on('suspend', () => names.push('suspend'))
    powerMonitor.emit('suspend')
    const notification = new Notification({ title: 'Call', body: 'from a customer' })
    notification.on('click', () => names.push(`click ${notification.title}`))
    notification.emit('click', {})
    const pixel =
      'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
    const tray = new Tray(nativeImage.createFromDataURL(pixel))
    tray.setToolTip('Contract')
    tray.on('click', () => names.push('tray'))
    tray.emit('click')
    tray.destroy()
    return { names, size: nativeImage.createFromDataURL(pixel).getSize(), destroyed: tray.isDestroyed() }
  })
  expect(seen).toEqual({
    names: ['suspend', 'click Call', 'tray'],
    size: { width: 1, height: 1 },
    destroyed: true,
  })
})

test('text goes to the clipboard and back', async () => {
  const text = await running.app.evaluate(async ({ clipboard }) => {
    await clipboard.writeText('+48 22 123 45 67')
    return clipboard.readText()
  })
  expect(text).toBe('+48 22 123 45 67')
})

test('a member that the host lacks throws and is never undefined', async () => {
  test.skip(runtime.kind === 'electron', 'about the host only')
  const messages = await running.app.evaluate((electron) => {
    const message = (read: () => unknown): string => {
      try {
        return `gave ${String(read())}`
      } catch (error) {
        return (error as Error).message
      }
    }
    const win = electron.BrowserWindow.getAllWindows()[0]!
    return [
      message(() => win.setVibrancy),
      message(() => win.webContents.navigationHistory),
      message(() => electron.app.showEmojiPanel()),
      message(() => electron.dialog.showCertificateTrustDialog),
      message(() => new electron.TouchBar({ items: [] })),
      message(() => electron.desktopCapturer.getSources({ types: ['screen'] })),
      message(() => electron.BrowserWindow.fromBrowserView),
      message(() => electron.session.defaultSession.cookies),
      message(() => (electron as unknown as Record<string, unknown>).nonsense),
    ]
  })
  expect(messages).toEqual([
    'not implemented in host: BrowserWindow.setVibrancy',
    'not implemented in host: WebContents.navigationHistory',
    'not implemented in host: App.showEmojiPanel',
    'not implemented in host: dialog.showCertificateTrustDialog',
    'not implemented in host: TouchBar',
    'not implemented in host: desktopCapturer.getSources',
    'not implemented in host: BrowserWindow.fromBrowserView',
    'not implemented in host: Session.cookies',
    'not implemented in host: electron.nonsense',
  ])
})
