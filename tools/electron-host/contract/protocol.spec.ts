import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { firstPage, type Launched, launch, openPage } from './fixture.ts'

let running: Launched
let page: Page
test.beforeAll(async () => {
  running = await launch()
  page = await firstPage(running.app)
})
test.afterAll(() => running?.close())

test('a page of the application scheme is a secure context with module scripts', async () => {
  await expect(page.locator('#from-module')).toHaveText('module loaded')
  expect(await page.evaluate(() => isSecureContext)).toBe(true)
})

test('the content security policy of the handler is enforced', async () => {
  expect(await page.evaluate(() => window.inlineRan)).toBeUndefined()
  await expect.poll(() => page.evaluate(() => window.violations)).toContain('script-src-elem')
  const refused = await page.evaluate(() =>
    fetch('https://example.com/').then(
      () => 'fetched',
      () => 'refused',
    ),
  )
  expect(refused).toBe('refused')
})

test('a page that may connect to nothing still talks to the main process', async () => {
  const { page: sealed } = await openPage(running.app, {}, 'sealed.html')
  const result = await sealed.evaluate(async () => ({
    fetched: await fetch('/bytes').then(
      () => 'fetched',
      () => 'refused',
    ),
    sync: window.api.sync(3),
    echo: await window.api.echo('hello'),
  }))
  expect(result).toEqual({ fetched: 'refused', sync: { doubled: 6 }, echo: 'hello' })
  await sealed.evaluate(() => {
    location.href = 'https://example.com/from-sealed'
  })
  const events = () => running.app.evaluate(() => globalThis.contract.events)
  await expect.poll(events).toContainEqual({ navigate: 'https://example.com/from-sealed' })
  expect(await sealed.title()).toBe('Sealed')
  await sealed.close()
})

test('the handler sees the address, the method and the range, and its status and headers reach the page', async () => {
  const result = await page.evaluate(async () => {
    const part = await fetch('/bytes', { headers: { range: 'bytes=10-13' } })
    const teapot = await fetch('/teapot?x=1')
    return {
      part: {
        status: part.status,
        range: part.headers.get('content-range'),
        bytes: [...new Uint8Array(await part.arrayBuffer())],
      },
      teapot: { status: teapot.status, kind: teapot.headers.get('x-kind'), text: await teapot.text() },
      missing: (await fetch('/nothing.html')).status,
    }
  })
  expect(result).toEqual({
    part: { status: 206, range: 'bytes 10-13/1000', bytes: [10, 11, 12, 13] },
    teapot: { status: 418, kind: 'teapot', text: 'short and stout' },
    missing: 404,
  })
  const requests = await running.app.evaluate(() => globalThis.contract.requests)
  expect(requests).toContainEqual({ url: 'contract://app/bytes', method: 'GET', range: 'bytes=10-13' })
  expect(requests).toContainEqual({ url: 'contract://app/teapot?x=1', method: 'GET', range: null })
})

test('bodies of three megabytes arrive whole', async () => {
  const answer = await page.evaluate(async () => {
    const body = new Uint8Array(3_000_000).map((_, i) => i % 251)
    const response = await fetch('/post', { method: 'POST', body })
    return { ...(await response.json()), expected: body.reduce((a, b) => (a + b) % 65536, 0) }
  })
  expect(answer.length).toBe(3_000_000)
  expect(answer.sum).toBe(answer.expected)
})

test('a media element seeks in a recording of the application scheme', async () => {
  const result = await page.evaluate(async () => {
    const audio = new Audio('/tone.wav')
    audio.preload = 'auto'
    const once = (type: string) =>
      new Promise((resolve, reject) => {
        audio.addEventListener(type, resolve, { once: true })
        audio.addEventListener('error', () => reject(new Error(`media error ${audio.error?.message}`)), {
          once: true,
        })
      })
    await once('canplay')
    const seeked = once('seeked')
    audio.currentTime = 4
    await seeked
    return { duration: Math.round(audio.duration), at: audio.currentTime, seekable: audio.seekable.length }
  })
  expect(result).toEqual({ duration: 5, at: 4, seekable: 1 })
})

test('loadURL rejects for an address that cannot be loaded', async () => {
  const error = await running.app.evaluate(async ({ BrowserWindow }) => {
    const window = new BrowserWindow({ show: false })
    const failed = await window
      .loadURL('http://127.0.0.1:9/')
      .catch((error) => ({ code: error.code, errno: error.errno }))
    window.destroy()
    return failed
  })
  expect(error).toEqual(
    expect.objectContaining({ code: expect.stringMatching(/^ERR_/), errno: expect.any(Number) }),
  )
})

test('a download goes where will-download says', async () => {
  const target = path.join(running.userData, 'saved.txt')
  await running.app.evaluate(({ session }, savePath) => {
    session.defaultSession.once('will-download', (_event, item, contents) => {
      item.setSavePath(savePath)
      const { events } = globalThis.contract
      events.push({ download: item.getFilename(), url: item.getURL(), from: contents.id })
      item.once('done', (_done, state) => events.push({ done: state }))
    })
  }, target)
  await page.locator('#download').click()
  const events = () => running.app.evaluate(() => globalThis.contract.events)
  await expect.poll(events).toContainEqual({ done: 'completed' })
  expect(await events()).toContainEqual({ download: 'file.txt', url: 'contract://app/file.txt', from: 1 })
  expect(readFileSync(target, 'utf8')).toBe('downloaded text')
})

test('the page may be captured as a picture', async () => {
  const size = await running.app.evaluate(async ({ BrowserWindow }) => {
    const image = await BrowserWindow.getAllWindows()[0]!.webContents.capturePage()
    return { ...image.getSize(), png: image.toPNG().subarray(1, 4).toString() }
  })
  expect(size.png).toBe('PNG')
  expect(size.width).toBeGreaterThan(300)
})
