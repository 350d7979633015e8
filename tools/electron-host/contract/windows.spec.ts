import { expect, type Page, test } from '@playwright/test'
import { firstPage, type Launched, launch, openPage } from './fixture.ts'

let running: Launched
let page: Page
test.beforeAll(async () => {
  running = await launch(['--stay-open'])
  page = await firstPage(running.app)
})
test.afterAll(() => running?.close())
const events = () => running.app.evaluate(() => globalThis.contract.events)

test('a window has the size, the title and the identity that it was given', async () => {
  const window = await running.app.browserWindow(page)
  const state = await window.evaluate((win) => ({
    title: win.getTitle(),
    width: win.getBounds().width,
    height: win.getBounds().height,
    url: win.webContents.getURL(),
    visible: win.isVisible(),
    destroyed: win.isDestroyed(),
  }))
  expect(state).toEqual({
    title: 'Contract',
    width: 800,
    height: 600,
    url: 'contract://app/index.html',
    visible: true,
    destroyed: false,
  })
})

test('bounds can be set and read back, and the page follows', async () => {
  const window = await running.app.browserWindow(page)
  const before = await page.evaluate(() => innerWidth)
  await window.evaluate((win) => win.setSize(900, 650))
  expect(await window.evaluate((win) => win.getSize())).toEqual([900, 650])
  await expect.poll(() => page.evaluate(() => innerWidth)).toBe(before + 100)
})

test('always-on-top is remembered and announced', async () => {
  const window = await running.app.browserWindow(page)
  const states = await window.evaluate((win) => {
    const seen: boolean[] = []
    win.on('always-on-top-changed', (_event: unknown, onTop: boolean) => seen.push(onTop))
    win.setAlwaysOnTop(true)
    seen.push(win.isAlwaysOnTop())
    win.setAlwaysOnTop(false)
    return [...seen, win.isAlwaysOnTop()]
  })
  expect(states).toEqual([true, true, false, false])
})

test('a hidden window is loaded, keeps its timers, and can be shown and hidden', async () => {
  const hidden = await openPage(running.app, { show: false })
  const state = () =>
    running.app.evaluate(({ BrowserWindow }, id) => BrowserWindow.fromId(id)!.isVisible(), hidden.id)
  expect(await state()).toBe(false)
  const elapsed = await hidden.page.evaluate(async () => {
    const start = performance.now()
    for (let i = 0; i < 20; i++) await new Promise((resolve) => setTimeout(resolve, 10))
    return performance.now() - start
  })
  expect(elapsed).toBeLessThan(1500)
  const seen = await running.app.evaluate(({ BrowserWindow }, id) => {
    const win = BrowserWindow.fromId(id)!
    const names: string[] = []
    win.on('show', () => names.push('show'))
    win.on('hide', () => names.push('hide'))
    win.showInactive()
    const shown = win.isVisible()
    win.hide()
    return { names, shown, hidden: win.isVisible() }
  }, hidden.id)
  expect(seen).toEqual({ names: ['show', 'hide'], shown: true, hidden: false })
  await running.app.evaluate(({ BrowserWindow }, id) => BrowserWindow.fromId(id)!.destroy(), hidden.id)
})

test('ready-to-show comes once the page has been loaded', async () => {
  const fired = await running.app.evaluate(async ({ BrowserWindow }) => {
    const win = new BrowserWindow({ show: false })
    const ready = new Promise<string>((resolve) => win.once('ready-to-show', () => resolve('ready')))
    await win.loadURL('contract://app/other.html')
    const result = await ready
    win.destroy()
    return result
  })
  expect(fired).toBe('ready')
})

test('a close listener keeps the window, destroy does not ask it', async () => {
  const { page: second, id } = await openPage(running.app)
  const result = await running.app.evaluate(({ BrowserWindow }, windowId) => {
    const win = BrowserWindow.fromId(windowId)!
    let asked = 0
    win.on('close', (event) => {
      asked++
      event.preventDefault()
    })
    win.close()
    const kept = !win.isDestroyed()
    const closed = new Promise((resolve) => win.once('closed', () => resolve(true)))
    win.destroy()
    return closed.then(() => ({
      kept,
      asked,
      left: BrowserWindow.getAllWindows().length,
      found: BrowserWindow.fromId(windowId),
    }))
  }, id)
  expect(result).toEqual({ kept: true, asked: 1, left: 1, found: null })
  await expect.poll(() => second.isClosed()).toBe(true)
})

test('a page that is closed takes its window along', async () => {
  const { page: second, id } = await openPage(running.app)
  await second.close()
  await expect
    .poll(() =>
      running.app.evaluate(({ BrowserWindow }, windowId) => BrowserWindow.fromId(windowId) === null, id),
    )
    .toBe(true)
})

test('window.open and links to new windows go to the handler, which may deny them', async () => {
  const count = running.app.windows().length
  expect(await page.evaluate(() => window.open('https://example.com/popup'))).toBeNull()
  await page.locator('#blank').click()
  await expect.poll(events).toContainEqual(expect.objectContaining({ open: 'https://example.com/popup' }))
  await expect.poll(events).toContainEqual(expect.objectContaining({ open: 'https://example.com/blank' }))
  expect(running.app.windows().length).toBe(count)
})

test('window.open that the handler allows makes a window', async () => {
  const arrived = running.app.waitForEvent('window')
  await running.app.evaluate(({ BrowserWindow }) => {
    const { webContents } = BrowserWindow.getAllWindows()[0]!
    webContents.setWindowOpenHandler(() => ({
      action: 'allow',
      overrideBrowserWindowOptions: { width: 400, height: 300 },
    }))
    webContents.once('did-create-window', (_window, { url }) =>
      globalThis.contract.events.push({ created: url }),
    )
  })
  await page.evaluate(() => void window.open('/other.html'))
  const child = await arrived
  await expect(child).toHaveTitle('Other')
  expect(await events()).toContainEqual({ created: 'contract://app/other.html' })
  await child.close()
})

test('a navigation that will-navigate prevents does not happen', async () => {
  await page.locator('#away').click()
  await expect.poll(events).toContainEqual({ navigate: 'https://example.com/away' })
  await page.evaluate(() => {
    location.href = 'https://example.com/script'
  })
  await expect.poll(events).toContainEqual({ navigate: 'https://example.com/script' })
  expect(await page.evaluate(() => document.title)).toBe('Contract')
  expect(await page.evaluate(() => window.api.add(1, 1))).toBe(2)
})

test('a navigation inside the application goes on and tells about itself', async () => {
  await running.app.evaluate(({ BrowserWindow }) => {
    const { webContents } = BrowserWindow.getAllWindows()[0]!
    const { events } = globalThis.contract
    webContents.once('did-navigate', (_event, url) => events.push({ navigated: url }))
    webContents.once('dom-ready', () => events.push('dom-ready'))
    webContents.once('did-finish-load', () => events.push('did-finish-load'))
  })
  await page.locator('#inside').click()
  await expect(page).toHaveTitle('Other')
  await expect.poll(events).toContain('did-finish-load')
  expect(await events()).toEqual(
    expect.arrayContaining([
      { navigate: 'contract://app/other.html' },
      { navigated: 'contract://app/other.html' },
      'dom-ready',
    ]),
  )
  expect(await page.evaluate(() => window.apiAtStart)).toBe('object')
})

test('a change of the fragment is a navigation within the page', async () => {
  await running.app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]!.webContents.once('did-navigate-in-page', (_event, url) =>
      globalThis.contract.events.push({ inPage: url }),
    )
  })
  await page.evaluate(() => {
    location.hash = 'part'
  })
  await expect.poll(events).toContainEqual({ inPage: 'contract://app/other.html#part' })
})

test('console messages of the page reach the main process', async () => {
  await running.app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]!.webContents.on('console-message', ({ level, message }) =>
      globalThis.contract.events.push({ level, message }),
    )
  })
  await page.evaluate(() => console.warn('careful', 1))
  await expect.poll(events).toContainEqual({ level: 'warning', message: 'careful 1' })
})

test('a crashed page is announced, and a reload brings the bridge back', async () => {
  const { page: second, id } = await openPage(running.app)
  const reason = await running.app.evaluate(({ BrowserWindow }, windowId) => {
    const { webContents } = BrowserWindow.fromId(windowId)!
    const gone = new Promise<string>((resolve) =>
      webContents.once('render-process-gone', (_event, details) => resolve(details.reason)),
    )
    webContents.forcefullyCrashRenderer()
    return gone
  }, id)
  expect(['crashed', 'killed']).toContain(reason)
  const sum = await running.app.evaluate(async ({ BrowserWindow }, windowId) => {
    const { webContents } = BrowserWindow.fromId(windowId)!
    const loaded = new Promise<void>((resolve) => webContents.once('did-finish-load', () => resolve()))
    webContents.reload()
    await loaded
    return webContents.executeJavaScript('window.api.sync(5)')
  }, id)
  expect(sum).toEqual({ doubled: 10 })
  await running.app.evaluate(({ BrowserWindow }, windowId) => BrowserWindow.fromId(windowId)!.destroy(), id)
  await expect.poll(() => second.isClosed()).toBe(true)
})
