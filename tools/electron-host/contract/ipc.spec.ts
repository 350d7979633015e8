import { expect, type Page, test } from '@playwright/test'
import { firstPage, type Launched, launch } from './fixture.ts'

let running: Launched
let page: Page
test.beforeAll(async () => {
  running = await launch()
  page = await firstPage(running.app)
})
test.afterAll(() => running?.close())

test('a message keeps every type that structured clone keeps', async () => {
  const kept = await page.evaluate(() => window.api.roundTrip())
  expect(Object.entries(kept).filter(([, same]) => !same)).toEqual([])
  expect(Object.keys(kept).length).toBeGreaterThan(10)
})

test('a function cannot be sent', async () => {
  expect(await page.evaluate(() => window.api.cloneFunction())).toContain('could not be cloned')
})

test('an error of a handler is worded as Electron words it', async () => {
  const messages = await page.evaluate(() =>
    Promise.all(
      ['fail', 'nobody'].map((channel) => window.api.invoke(channel).catch((error: Error) => error.message)),
    ),
  )
  expect(messages).toEqual([
    "Error invoking remote method 'fail': TypeError: on purpose",
    "Error invoking remote method 'nobody': Error: No handler registered for 'nobody'",
  ])
})

test('a handler knows who asks', async () => {
  expect(await page.evaluate(() => window.api.invoke('who'))).toEqual({
    url: 'contract://app/index.html',
    origin: 'contract://app',
    contents: 1,
    window: 1,
  })
})

test('a synchronous message is answered before the call returns', async () => {
  expect(await page.evaluate(() => window.api.sync(21))).toEqual({ doubled: 42 })
})

test('event.reply answers the page that asked', async () => {
  const reply = page.evaluate(() => {
    const answered = window.api.next('replied')
    window.api.send('reply', { n: 1 })
    return answered
  })
  expect(await reply).toEqual([{ n: 1 }])
})

test('messages keep their order in both directions', async () => {
  await page.evaluate(() => {
    const seen: number[] = []
    Object.assign(window, { seen })
    window.api.onTick((n) => seen.push(n as number))
  })
  await running.app.evaluate(({ BrowserWindow }) => {
    const { webContents } = BrowserWindow.getAllWindows()[0]!
    for (let i = 0; i < 200; i++) webContents.send('tick', i)
  })
  const seen = () => page.evaluate(() => (window as unknown as { seen: number[] }).seen)
  await expect.poll(async () => (await seen()).length).toBe(200)
  expect(await seen()).toEqual(Array.from({ length: 200 }, (_, i) => i))

  await running.app.evaluate(({ ipcMain }) => {
    ipcMain.on('numbered', (_event, n) => globalThis.contract.events.push(n))
  })
  await page.evaluate(async () => {
    for (let i = 0; i < 200; i++) window.api.send('numbered', i)
    await window.api.echo('flush')
  })
  const arrived = await running.app.evaluate(() =>
    globalThis.contract.events.filter((item) => typeof item === 'number'),
  )
  expect(arrived).toEqual(Array.from({ length: 200 }, (_, i) => i))
})

test('a second handler of a channel is refused, a removed one is gone', async () => {
  const result = await running.app.evaluate(({ ipcMain }) => {
    ipcMain.handle('twice', () => 1)
    let message = ''
    try {
      ipcMain.handle('twice', () => 2)
    } catch (error) {
      message = (error as Error).message
    }
    ipcMain.removeHandler('twice')
    return message
  })
  expect(result).toBe("Attempted to register a second handler for 'twice'")
  await expect(page.evaluate(() => window.api.invoke('twice'))).rejects.toThrow('No handler registered')
})

test('handleOnce answers once', async () => {
  await running.app.evaluate(({ ipcMain }) => ipcMain.handleOnce('once', () => 'first'))
  expect(await page.evaluate(() => window.api.invoke('once'))).toBe('first')
  await expect(page.evaluate(() => window.api.invoke('once'))).rejects.toThrow('No handler registered')
})

test('a port that the page sends talks to the main process until it is closed', async () => {
  expect(await page.evaluate(() => window.api.portToMain())).toEqual({ pong: 'ping' })
  await expect
    .poll(() => running.app.evaluate(() => globalThis.contract.events.includes('port closed')))
    .toBe(true)
})

test('a port that the main process sends talks to the page', async () => {
  expect(await page.evaluate(() => window.api.portFromMain())).toEqual({ main: 'hello' })
})

test('the main process runs code in the page', async () => {
  const result = await running.app.evaluate(async ({ BrowserWindow }) => {
    const { webContents } = BrowserWindow.getAllWindows()[0]!
    const failure = await webContents
      .executeJavaScript('Promise.reject(new Error("no"))')
      .catch((error: Error) => error.message)
    return { sum: await webContents.executeJavaScript('Promise.resolve(40 + 2)'), failure }
  })
  expect(result.sum).toBe(42)
  expect(result.failure).toContain('no')
})
