import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser as Chromium, Page as OperatorPage } from '@playwright/test'
import type { Browser, Page } from 'puppeteer-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { chromiumPath, launchChromium } from './testing/chromium.ts'
import { ears } from './testing/ears.ts'
import { firefoxPath, launchFirefox } from './testing/firefox.ts'
import { operatorScript } from './testing/operator-page.ts'
import { type RunningSwitch, runSwitch } from './testing/run-switch.ts'
import { StubHub } from './testing/stub-hub.ts'

const assets = join(import.meta.dirname, '../../out/pages')
const path = firefoxPath()
const operatorBrowser = chromiumPath()
/** A machine that tests for everybody must have both browsers; on a developer's own they may be missing. */
const ready = Boolean(path && operatorBrowser && existsSync(join(assets, 'widget/widget.js')))
if (!ready && process.env.CI === 'true')
  throw new Error('Firefox, Chromium or the built pages are missing (npm run build)')

const OPERATOR_TONE = 660
/** Firefox's fake microphone: one steady tone. */
const VISITOR_TONE = 1000

describe.skipIf(!ready)('the widget in Firefox', () => {
  let browser: Browser
  let chromium: Chromium
  let hub: StubHub
  let demo: RunningSwitch
  const pages: { close(): Promise<void> }[] = []

  beforeAll(async () => {
    hub = await StubHub.start({ assets })
    demo = await runSwitch(hub.switchConfig)
    hub.switchUrl = demo.url
    const html = 'text/html; charset=utf-8'
    hub.extraFiles.set('/operator.js', {
      type: 'text/javascript; charset=utf-8',
      body: await operatorScript(),
    })
    hub.extraFiles.set('/operator', {
      type: html,
      body: '<!doctype html><title>operator</title><script src="/operator.js"></script>',
    })
    hub.extraFiles.set('/hostile', {
      type: html,
      body: `<!doctype html><title>hostile</title>
        <style>
          * { all: unset !important; display: none !important; font-size: 60px !important; color: red !important }
          html, body, p { display: block !important; font-size: 16px !important; color: green !important }
          button { position: static !important; width: 500px !important }
        </style>
        <p>host</p><script src="/widget/widget.js" data-account="ca-site-ru" async></script>`,
    })
    browser = await launchFirefox(path ?? '')
    chromium = await launchChromium(operatorBrowser ?? '')
  })
  afterEach(async () => {
    for (const page of pages.splice(0)) await page.close().catch(() => {})
    hub.messages.splice(0)
    hub.heard.splice(0)
  })
  afterAll(async () => {
    await browser?.close()
    await chromium?.close()
    await hub?.close()
    await demo?.kill()
  })

  async function open(address: string): Promise<Page> {
    const page = await browser.newPage()
    pages.push(page)
    await page.evaluateOnNewDocument(ears)
    await page.setViewport({ width: 1280, height: 800 })
    await page.goto(hub.url + address)
    return page
  }
  async function openShop(address = '/demo/shop/'): Promise<Page> {
    const page = await open(address)
    await is(page, 'link', 'online')
    return page
  }
  /** Waits until the widget's element says so. */
  const is = (page: Page, fact: string, value: string) =>
    page.waitForFunction(`document.querySelector('kommutator-widget')?.dataset.${fact} === '${value}'`, {
      timeout: 20_000,
      polling: 50,
    })
  const inside = (selector: string) => `kommutator-widget >>> ${selector}`
  const textOf = (page: Page, selector: string) =>
    page.evaluate(
      `document.querySelector('kommutator-widget').shadowRoot.querySelector('${selector}')?.innerText ?? ''`,
    ) as Promise<string>
  async function press(page: Page, selector: string) {
    const found = await page.waitForSelector(inside(selector), { visible: true, timeout: 10_000 })
    await found?.click()
  }
  async function write(page: Page, text: string) {
    await press(page, 'textarea')
    await page.keyboard.type(text)
    await page.keyboard.press('Enter')
  }
  async function operatorPage(): Promise<OperatorPage> {
    const page = await chromium.newPage()
    pages.push(page)
    await page.goto(`${hub.url}/operator`)
    await page.evaluate(`operator.connect('${hub.switchUrl}', 'demo.test', 'pw')`)
    await page.waitForFunction(`document.title === 'registered'`)
    return page
  }
  async function callAndAnswer(): Promise<{ visitor: Page; operator: OperatorPage }> {
    const operator = await operatorPage()
    const visitor = await openShop()
    await visitor.bringToFront()
    await press(visitor, '.launcher')
    await press(visitor, '.head button')
    expect(await textOf(visitor, '.sheet')).toContain('Разговор записывается')
    expect(hub.saidBy('call')).toEqual([])
    await press(visitor, '[data-part=start-call]')
    await is(visitor, 'call', 'ringing')
    expect(await operator.title()).toBe('offered with token')
    await operator.evaluate('operator.answer()')
    await is(visitor, 'call', 'talking')
    return { visitor, operator }
  }
  /** The visitor's tone comes out of the operator's decoder, at least 20 dB (ten times) above the operator's own. */
  const operatorHears = (page: OperatorPage) =>
    page.waitForFunction(
      `(() => { const [a, b] = operator.hears([${VISITOR_TONE}, ${OPERATOR_TONE}]); return a > 0.003 && a > 10 * b })()`,
      null,
      { timeout: 15_000, polling: 200 },
    )
  /** Sound, and not merely packets, goes on coming out of the visitor's decoder. */
  async function visitorHears(page: Page) {
    const before = (await page.evaluate('heard()')) as { packets: number; energy: number }
    await page.waitForFunction(
      `heard().then(({ packets, energy }) => packets > ${before.packets + 25} && energy > ${before.energy + 0.001})`,
      { timeout: 15_000, polling: 200 },
    )
  }

  it('chats both ways, with typing and marks, and shows hostile words as words', async () => {
    const page = await openShop()
    await press(page, '.launcher')
    await write(page, '<img src=x onerror=alert(1)> привет')
    await page.waitForFunction(
      `document.querySelector('kommutator-widget').shadowRoot.querySelector('[data-mark=sent]')`,
    )
    hub.push('typing', { on: true, name: 'Анна' })
    await page.waitForFunction(
      `document.querySelector('kommutator-widget').shadowRoot.querySelector('[data-part=typing]')?.innerText.includes('Анна печатает')`,
    )
    hub.push('receipt', { messageId: hub.messages[0]?.messageId, receipt: 'read' })
    hub.say('Добрый день')
    await page.waitForFunction(
      `document.querySelector('kommutator-widget').shadowRoot.querySelector('[data-mark=read]')`,
    )
    const thread = await textOf(page, '.thread')
    expect(thread).toContain('<img src=x onerror=alert(1)> привет')
    expect(thread).toContain('Добрый день')
    expect(hub.saidBy('message')).toHaveLength(1)
    expect(hub.saidBy('seen').length).toBeGreaterThan(0)
  })

  it('is still open, with the same thread and the same visit, after a page change and a reload', async () => {
    const page = await openShop('/demo/shop/?utm_source=vk&utm_medium=cpc&rb_clickid=9')
    await press(page, '.launcher')
    await write(page, 'раз')
    await page.waitForFunction(
      `document.querySelector('kommutator-widget').shadowRoot.querySelector('[data-mark=sent]')`,
    )
    await press(page, '[data-part=consent] .primary')
    await page.goto(`${hub.url}/demo/shop/?product=p-004`)
    await is(page, 'link', 'online')
    expect(await textOf(page, '.thread')).toContain('раз')
    await page.reload()
    await is(page, 'link', 'online')
    expect(await textOf(page, '.thread')).toContain('раз')
    const hellos = hub.saidBy('hello').map((h) => h.input)
    expect(new Set(hellos.map((h) => h.visitId)).size).toBe(1)
    expect(hellos.at(-1)?.source).toMatchObject({ channel: 'paid', rb_clickid: '9' })
    expect(hub.saidBy('product').map((p) => p.input.productId)).toContain('p-004')
  })

  it('keeps a message that was written without a link and sends it once', async () => {
    const page = await openShop()
    await press(page, '.launcher')
    const back = await hub.away()
    await is(page, 'link', 'offline')
    expect(await textOf(page, '.banner')).toBe('Нет связи. Сообщения подождут и уйдут сами')
    await write(page, 'подожду')
    await page.waitForFunction(
      `document.querySelector('kommutator-widget').shadowRoot.querySelector('[data-mark=waiting]')`,
    )
    await back()
    await is(page, 'link', 'online')
    await page.waitForFunction(
      `document.querySelector('kommutator-widget').shadowRoot.querySelector('[data-mark=sent]')`,
    )
    expect(hub.messages.filter((m) => m.text === 'подожду')).toHaveLength(1)
  })

  it('cannot be broken by the page around it, and does not break that page', async () => {
    const page = await open('/hostile')
    await is(page, 'link', 'online')
    const box = (await page.evaluate(`(() => {
      const button = document.querySelector('kommutator-widget').shadowRoot.querySelector('.launcher')
      const { width, height, right, bottom } = button.getBoundingClientRect()
      const style = getComputedStyle(document.querySelector('p'))
      const strange = Object.keys(window).filter((key) => /kommutator/i.test(key))
      return { width, height, right: innerWidth - right, bottom: innerHeight - bottom,
        host: [style.display, style.color, style.fontSize], strange, sheets: document.styleSheets.length }
    })()`)) as Record<string, unknown>
    expect(box).toMatchObject({
      width: 56,
      height: 56,
      right: 24,
      bottom: 24,
      host: ['block', 'rgb(0, 128, 0)', '16px'],
      strange: ['kommutator'],
      sheets: 1,
    })
  })

  it('calls with the visitor warned, is heard both ways, is muted, and hangs up', async () => {
    const { visitor, operator } = await callAndAnswer()
    await visitorHears(visitor)
    await operatorHears(operator)
    await press(visitor, '[aria-label="Выключить микрофон"]')
    await operator.waitForFunction(`operator.hears([${VISITOR_TONE}])[0] < 0.0005`, null, { timeout: 10_000 })
    expect(await textOf(visitor, '.callbar')).toContain('разговор записывается')
    await press(visitor, '.cb.end')
    await is(visitor, 'outcome', 'hung-up')
    await operator.waitForFunction(`document.title === 'Terminated'`)
  })

  it('goes on talking while the switch is killed and started again, and hears the operator hang up', async () => {
    const { visitor, operator } = await callAndAnswer()
    await visitorHears(visitor)
    await demo.kill()
    await visitor.waitForFunction(
      `document.querySelector('kommutator-widget').shadowRoot.querySelector('.callbar.warn')`,
    )
    await visitorHears(visitor)
    demo = await runSwitch(hub.switchConfig, demo.port)
    await visitor.waitForFunction(
      `!document.querySelector('kommutator-widget').shadowRoot.querySelector('.callbar.warn')`,
      { timeout: 20_000 },
    )
    await operator.evaluate('operator.hangUp()')
    await is(visitor, 'outcome', 'they-hung-up')
  })

  it("rings on the customer's phone page when the operator calls back, and says no when it is told to", async () => {
    const operator = await operatorPage()
    const phone = await open('/demo/phone/?language=ru&number=%2B79000000002')
    const shows = (fact: string, value: string) =>
      phone.waitForFunction(`document.body.dataset.${fact} === '${value}'`, { timeout: 20_000, polling: 50 })
    await shows('line', 'ready')
    await operator.evaluate(`operator.call('+79000000002')`)
    await shows('call', 'offered')
    await (await phone.waitForSelector('[data-part=accept]'))?.click()
    await shows('call', 'talking')
    await visitorHears(phone)
    await operatorHears(operator)
    await operator.evaluate('operator.hangUp()')
    await shows('outcome', 'they-hung-up')
    await operator.evaluate(`operator.call('+79000000002')`)
    await shows('call', 'offered')
    await (await phone.waitForSelector('[data-part=decline]'))?.click()
    await operator.waitForFunction(`document.title === 'rejected 603'`)
    await shows('outcome', 'you-declined')
  })

  it.each([
    [603, 'declined', 'Звонок отклонили. Попробуйте позже'],
    [486, 'busy', 'Линия занята. Попробуйте через минуту'],
    [480, 'nobody-available', 'Сейчас никто не может ответить. Попробуйте позже'],
  ])('tells the truth about a call that ended with %i', async (status, outcome, sentence) => {
    const operator = await operatorPage()
    const visitor = await openShop()
    await visitor.bringToFront()
    await press(visitor, '.launcher')
    await press(visitor, '.head button')
    await press(visitor, '[data-part=start-call]')
    await is(visitor, 'call', 'ringing')
    await operator.evaluate(`operator.reject(${status})`)
    await is(visitor, 'outcome', outcome)
    expect(await textOf(visitor, '.callbar')).toContain(sentence)
  })
})
