import { expect, type Page, test } from '@playwright/test'
import { firstPage, type Launched, launch } from './fixture.ts'

let running: Launched
let page: Page
test.beforeAll(async () => {
  running = await launch()
  page = await firstPage(running.app)
})
test.afterAll(() => running?.close())

test('the page sees what the preload exposed before its first script runs', async () => {
  expect(await page.evaluate(() => window.apiAtStart)).toBe('object')
  expect(await page.evaluate(() => window.api.text)).toBe('plain')
})

test('the page and the preload share the document and nothing else', async () => {
  const seen = await page.evaluate(() => {
    Object.assign(window, { pageOnly: 'mine' })
    const page = window as unknown as Record<string, unknown>
    return {
      preloadGlobal: typeof page.preloadOnly,
      require: typeof page.require,
      process: typeof page.process,
      module: typeof page.module,
      pageGlobal: window.api.readGlobal('pageOnly') === undefined,
      text: window.api.bodyText().includes('Contract page'),
    }
  })
  expect(seen).toEqual({
    preloadGlobal: 'undefined',
    require: 'undefined',
    process: 'undefined',
    module: 'undefined',
    pageGlobal: true,
    text: true,
  })
})

test('the page finds no name of the runtime on its window', async () => {
  const names = await page.evaluate(() =>
    Object.getOwnPropertyNames(window).filter((name) => /^(__host|binding_|receiver_|__electron)/.test(name)),
  )
  expect(names).toEqual([])
})

test('what was exposed is frozen and cannot be replaced', async () => {
  const result = await page.evaluate(() => {
    const { api } = window
    Reflect.set(api, 'text', 'changed')
    Reflect.set(api.nested.list, 0, 99)
    const replaced = Reflect.set(window, 'api', {})
    const deleted = Reflect.deleteProperty(window, 'api')
    return { text: api.text, first: api.nested.list[0], replaced, deleted, frozen: Object.isFrozen(api) }
  })
  expect(result).toEqual({ text: 'plain', first: 1, replaced: false, deleted: false, frozen: true })
})

test('calls are synchronous, promises stay promises', async () => {
  const result = await page.evaluate(async () => ({
    sum: window.api.add(2, 3),
    later: await window.api.later({ list: [1, 'two'] }),
    isPromise: window.api.later(1) instanceof Promise,
    bytes: (({ isView, sum, back }) => ({
      isView,
      sum,
      back: back instanceof Uint8Array && [...back].join(),
    }))(window.api.bytes(new Uint8Array([1, 2, 3]))),
  }))
  expect(result).toEqual({
    sum: 5,
    later: { list: [1, 'two'] },
    isPromise: true,
    bytes: { isView: true, sum: 6, back: '3,2,1' },
  })
})

test('what the preload throws or rejects arrives as an error of the page with its message', async () => {
  const result = await page.evaluate(async () => {
    const caught = (error: unknown) => ({ ours: error instanceof Error, message: (error as Error).message })
    const results: unknown[] = []
    try {
      window.api.fail()
    } catch (error) {
      results.push(caught(error))
    }
    await window.api.failLater().catch((error) => results.push(caught(error)))
    return results
  })
  expect(result).toEqual([
    { ours: true, message: 'thrown in preload' },
    { ours: true, message: 'rejected in preload' },
  ])
})

test('callbacks of the page are called, and stop being called once they unsubscribe', async () => {
  expect(
    await page.evaluate(() => new Promise((resolve) => window.api.callBack((text) => resolve(text)))),
  ).toBe('from preload')
  await page.evaluate(() => {
    const ticks: unknown[] = []
    Object.assign(window, { ticks, stop: window.api.onTick((...args) => ticks.push(args)) })
  })
  const tick = () =>
    running.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]!.webContents.send('tick', 1, { a: 2 }),
    )
  const ticks = () => page.evaluate(() => (window as unknown as { ticks: unknown[] }).ticks)
  await tick()
  await expect.poll(ticks).toEqual([[1, { a: 2 }]])
  await page.evaluate(() => (window as unknown as { stop(): void }).stop())
  await tick()
  await page.evaluate(() => window.api.echo(1))
  expect(await ticks()).toHaveLength(1)
})

test('a name can be exposed only once', async () => {
  const message = await page.evaluate(() => {
    try {
      window.api.exposeAgain()
      return 'exposed'
    } catch (error) {
      return (error as Error).message
    }
  })
  expect(message).toContain('Cannot bind an API on top of an existing property on the window object')
})

test('the preload is sandboxed, knows its versions and gets its arguments', async () => {
  const { versions, sandboxed, argument } = await page.evaluate(() => window.api)
  expect(versions.electron).toMatch(/^\d+\.\d+\.\d+/)
  expect(versions.chrome).toMatch(/^\d+\./)
  expect({ sandboxed, argument }).toEqual({ sandboxed: true, argument: true })
})

test('a reload keeps the bridge', async () => {
  await page.reload()
  expect(await page.evaluate(() => window.apiAtStart)).toBe('object')
  expect(await page.evaluate(() => window.api.sync(4))).toEqual({ doubled: 8 })
})
