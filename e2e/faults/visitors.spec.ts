import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { WebSocket } from 'ws'
import { connectVisitor } from '../../hub/testing.ts'
import { fill, refusal, texts } from '../../hub/widget/client/texts.ts'
import type { WidgetApi } from '../../hub/widget/client/widget.ts'
import { sentence } from '../../shared/lib/errors.ts'
import { type MessageId, newId } from '../../shared/lib/ids.ts'
import { languages } from '../../shared/lib/language.ts'
import { type Console, openConsole } from '../support/console.ts'
import { type Customer, openCustomer } from '../support/customer.ts'
import { deskReady, inbox, readPerson } from '../support/desk.ts'
import { expectSentence } from '../support/sentences.ts'
import { type Visitor, visitShop } from '../support/shop.ts'
import { isRoot, type SmallDisk, smallDisk } from '../support/small-disk.ts'

// What visitors may send, and what they are told when the server's disk is full.

const markup = `<script>window.hacked = 1</script><img src=x onerror="window.hacked = 1"> & <b>bold</b>`
let desk: Console
let customer: Customer
let visitor: Visitor
let profile: string
let disk: SmallDisk | undefined
let contactId: string

test.describe.configure({ mode: 'serial', timeout: 60_000 })
test.beforeAll(async () => {
  profile = await mkdtemp(join(tmpdir(), 'kommutator-console-'))
  if (isRoot) disk = smallDisk(join(profile, 'demo'), 64)
  ;[desk, customer] = await Promise.all([openConsole({ profile }), openCustomer()])
  await deskReady(desk.page)
})
test.afterAll(async () => {
  await Promise.all([desk?.close(), customer?.close()])
  disk?.remove()
  await rm(profile, { recursive: true, force: true })
})

const shop = { ru: '/', pl: '/pl/', en: '/en/' } as const
const visit = async (language: keyof typeof shop) => {
  await customer.page.goto(`${await desk.link('shop')}${shop[language]}`)
  await expect(visitor.widget).toHaveAttribute('data-link', 'online')
  await customer.page.evaluate(() => (window as unknown as { kommutator: WidgetApi }).kommutator.open())
}
const field = () => visitor.widget.getByRole('textbox')
const send = async (text: string) => {
  await field().fill(text)
  await field().press('Enter')
}
const facts = async () => (await desk.health()).position
/** Texts of the visitor that the hub holds, in their order. */
const held = async (of = contactId) => {
  const { events } = await readPerson(desk.page, of)
  return events.flatMap((event) => (event.type === 'message.received' ? [String(event.text)] : []))
}
const sent = (text: string) =>
  expect(visitor.message(text)).toHaveAttribute('data-mark', /^(sent|delivered|read)$/, { timeout: 30_000 })

test('scripts are words, on both sides', async () => {
  const dialogs: string[] = []
  for (const page of [desk.page, customer.page])
    page.on('dialog', (dialog) => {
      dialogs.push(dialog.message())
      void dialog.dismiss()
    })
  visitor = await visitShop(customer.page, `${await desk.link('shop')}/en/`)
  await visitor.write(markup)
  await sent(markup)
  const mine = async () => (await inbox(desk.page)).find((r) => r.lastText === markup)
  await expect.poll(mine).toBeTruthy()
  contactId = (await mine())?.contactId ?? ''

  await desk.page.getByRole('tab', { name: /^Queue/ }).click()
  const row = desk.page.getByTestId('inbox-row').filter({ hasText: 'Site visitor' })
  await desk.page.getByRole('listbox').hover()
  await desk.page.mouse.wheel(0, 10_000)
  await row.click()
  await desk.page.getByTestId('composer').getByRole('button', { name: 'Accept' }).click()
  await expect(desk.page.getByTestId('message').filter({ hasText: markup })).toHaveCount(1)
  await desk.page.getByRole('textbox', { name: 'Reply' }).fill(`You wrote: ${markup}`)
  await desk.page.keyboard.press('Enter')
  await expect(visitor.message(`You wrote: ${markup}`)).toHaveCount(1)

  for (const page of [desk.page, customer.page])
    expect(await page.evaluate(() => 'hacked' in window)).toBe(false)
  expect(dialogs).toEqual([])
  expect(await held()).toEqual([markup])
})

test('a megabyte of text stays with its writer, who is told how long it is; the hub refuses it too', async () => {
  const before = await facts()
  const long = 'x'.repeat(1_000_000)
  for (const language of languages) {
    await visit(language)
    const told = (n: number) => visitor.widget.getByText(fill(texts[language].tooLong, { n, max: 4000 }))
    await send('y'.repeat(4001))
    await expect(told(4001)).toBeVisible()
    await field().fill('my own words')
    await field().evaluate((element, text) => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/plain', text)
      element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
    }, long)
    await expect(told(long.length)).toBeVisible()
    await expect(field()).toHaveValue('my own words')
    await field().fill('')
  }
  const rude = await connectVisitor(await desk.hub())
  await rude.hello({ consent: false })
  const answer = await rude.request('message', { messageId: newId<MessageId>(), text: long })
  expect(answer).toMatchObject({ ok: false, code: 'TOO_LARGE' })
  for (const language of languages)
    expect(refusal('TOO_LARGE', language)).toBe(sentence('TOO_LARGE', language))
  rude.close()
  expect(await facts()).toBe(before)
  expect(await held()).toEqual([markup])
})

test('what is no text is cut out or cut off, and the hub goes on', async () => {
  await visit('en')
  await field().evaluate((element) => {
    ;(element as HTMLTextAreaElement).value = `half ${String.fromCharCode(0xd83d)} a smile`
    element.dispatchEvent(new Event('input', { bubbles: true }))
  })
  await field().press('Enter')
  await sent('a smile')
  expect(await held()).toEqual([markup, 'half \ufffd a smile'])

  const before = await facts()
  const raw = new WebSocket(
    `${(await desk.hub()).replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`,
  )
  const closed = new Promise<number>((resolve) => raw.on('close', resolve))
  await new Promise((resolve) => raw.once('message', resolve))
  const bytes = Buffer.concat([Buffer.from('40/widget,{"protocol":1,"x":"'), Buffer.from([0xff, 0xc3, 0x28])])
  raw.send(bytes, { binary: false })
  // RFC 6455 7.4.1: 1007 is a text that is no UTF-8.
  expect(await closed).toBe(1007)
  expect(await facts()).toBe(before)
  await send('still here')
  await sent('still here')
})

test('a flood is told to slow down, and everything that was written arrives once, in its order', async () => {
  const flood = (language: string) => Array.from({ length: 14 }, (_, i) => `flood ${language} ${i}.`)
  const before = await held()
  for (const language of ['pl', 'ru', 'en'] as const) {
    await visit(language)
    await field().evaluate((element, texts) => {
      const box = element as HTMLTextAreaElement
      for (const text of texts) {
        box.value = text
        box.form?.requestSubmit()
      }
    }, flood(language))
    await expect(visitor.widget.getByText(refusal('VISITOR_TOO_FAST', language))).toBeVisible()
    // The Polish shop is another site, on which our visitor is another one.
    if (language === 'pl') for (const text of flood('pl')) await sent(text)
  }
  for (const text of [...flood('ru'), ...flood('en')]) await sent(text)
  expect(await held()).toEqual([...before, ...flood('ru'), ...flood('en')])
  const polish = (await inbox(desk.page)).find((row) => row.lastText === 'flood pl 13.')
  expect(await held(polish?.contactId)).toEqual(flood('pl'))
})

test('a full disk is told to both sides, and what they wrote goes out when there is room', async () => {
  test.skip(!disk && !process.env.CI, 'only root can mount a small disk')
  if (!disk) throw new Error('needs root')
  const { page } = desk
  await visit('en')
  const before = await held()
  disk.fill()
  await send('is anybody there?')
  for (const language of languages) {
    await visit(language)
    if (language === 'pl') await send('jest tam kto?')
    await expect(visitor.widget.getByText(refusal('HUB_DISK_FULL', language))).toBeVisible()
  }
  await page.getByRole('textbox', { name: 'Reply' }).fill('One moment')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Alt+KeyN')
  const composer = page.getByTestId('composer')
  await composer.getByRole('textbox').fill('asked about the disk')
  await page.keyboard.press('Enter')
  await expectSentence(page, composer, 'HUB_DISK_FULL')
  await expect(composer.getByRole('textbox')).toHaveValue('asked about the disk')
  expect((await desk.health()).ok, 'the hub goes on').toBe(true)
  expect(await held()).toEqual(before)

  disk.free()
  await composer.getByRole('textbox').press('Enter')
  await expect(page.getByTestId('note')).toContainText('asked about the disk')
  await sent('is anybody there?')
  await expect(visitor.message('One moment')).toHaveCount(1, { timeout: 40_000 })
  expect(await held()).toEqual([...before, 'is anybody there?'])
  const { events } = await readPerson(page, contactId)
  expect(events.filter((event) => event.type === 'message.sent' && event.text === 'One moment')).toHaveLength(
    1,
  )
  await visit('pl')
  await sent('jest tam kto?')
})
