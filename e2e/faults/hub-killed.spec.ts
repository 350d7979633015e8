import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect, type Page, test } from '@playwright/test'
import type { Client } from '../../shared/ipc/derive.ts'
import { sentence } from '../../shared/lib/errors.ts'
import { type Console, openConsole } from '../support/console.ts'
import { type Customer, openCustomer } from '../support/customer.ts'
import { calls, deskReady, inbox, lineReady, readPerson } from '../support/desk.ts'
import { hears } from '../support/ears.ts'
import { speak } from '../support/sentences.ts'
import { type Visitor, visitShop } from '../support/shop.ts'

// The hub is ended with -9 at 22 points, seeded, while a visitor writes, an operator replies and a call is on. The call
// goes on, and in the end sender, hub and receiver hold the same messages and calls, each of them once.

const seed = Number(process.env.KOMMUTATOR_SEED ?? 20_260)
const [operatorTone, visitorTone] = [440, 1000]
let desk: Console
let customer: Customer
let visitor: Visitor
let contactId: string
const said: string[] = []
const answered: string[] = []
let kills = 0

test.describe.configure({ mode: 'serial', timeout: 300_000 })
test.beforeAll(async () => {
  ;[desk, customer] = await Promise.all([
    openConsole({ tone: operatorTone }),
    openCustomer({ tone: visitorTone }),
  ])
  await deskReady(desk.page)
  await keepWhatComes(desk.page)
})
test.afterAll(async () => {
  await Promise.all([desk?.close(), customer?.close()])
})

/** Seeded, uniform in [0, 1): mulberry32. */
function generator(from: number): () => number {
  let state = from
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
const random = generator(seed)
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Every message that the window has been told of, for good: what the operator has received. */
const keepWhatComes = (page: Page) =>
  page.evaluate(() => {
    const kept: string[] = []
    const { operator } = Object.assign(window as unknown as { operator: Client }, { kept })
    operator.card.onEvents(({ events }) => {
      for (const event of events)
        if (event.type === 'message.received' || event.type === 'message.sent')
          kept.push(String(event.messageId))
    })
  })
const windowHolds = (page: Page) =>
  page.evaluate(() => [...new Set((window as unknown as { kept: string[] }).kept)].sort())

/** Does it, and ends the hub somewhere within the next 400 ms; resolves when another hub answers. */
async function killAmid(doing: () => Promise<unknown>, within = 400): Promise<void> {
  const { pid } = await desk.health()
  if (!pid) throw new Error('the hub does not tell its process')
  const done = doing()
  await pause(random() * within)
  process.kill(pid, 'SIGKILL')
  kills++
  await done
  await expect
    .poll(
      async () => {
        // What "Check now" does: nobody waits for the next try by itself, which comes later with every fall.
        await desk.page.evaluate(() => (window as unknown as { operator: Client }).operator.hub.retry({}))
        return (await desk.health().catch(() => undefined))?.pid ?? pid
      },
      { timeout: 30_000, intervals: [250] },
    )
    .not.toBe(pid)
}
const bothBack = async () => {
  await expect(desk.page.getByTestId('hub-state')).toContainText(/online/i, { timeout: 20_000 })
  await expect(visitor.widget).toHaveAttribute('data-link', 'online', { timeout: 20_000 })
}

/** Both write, at once. */
const bothWrite = (n: number) => async () => {
  said.push(`question ${n}.`)
  answered.push(`answer ${n}.`)
  const reply = desk.page.getByRole('textbox', { name: 'Reply' })
  await Promise.all([
    visitor.write(`question ${n}.`),
    reply.fill(`answer ${n}.`).then(() => reply.press('Enter')),
  ])
}
const callsOf = async () =>
  (await readPerson(desk.page, contactId)).timeline.filter((item) => item.kind === 'call')

test('in a chat', async () => {
  const { page } = desk
  visitor = await visitShop(customer.page, `${await desk.link('shop')}/en/`)
  said.push('is anybody there?')
  await visitor.write('is anybody there?')
  await expect(visitor.message('is anybody there?')).toHaveAttribute('data-mark', /sent|delivered/)
  const mine = async () => (await inbox(page)).find((row) => row.lastText === 'is anybody there?')
  await expect.poll(mine).toBeTruthy()
  contactId = (await mine())?.contactId ?? ''
  await page.getByRole('tab', { name: /^Queue/ }).click()
  await page.getByRole('listbox').hover()
  await page.mouse.wheel(0, 10_000)
  await page.getByTestId('inbox-row').filter({ hasText: 'is anybody there?' }).click()
  await page.getByTestId('composer').getByRole('button', { name: 'Accept' }).click()
  await expect(page.getByRole('textbox', { name: 'Reply' })).toBeVisible()
  for (let n = 0; n < 9; n++) {
    await killAmid(bothWrite(n))
    // Some fall upon a hub that has only just come back.
    if (random() < 0.7) await bothBack()
  }
  await bothBack()
})

test('in a call, which goes on', async () => {
  await lineReady(desk.page)
  await visitor.call()
  await visitor.callStands('ringing')
  await expect(desk.page.getByRole('region', { name: 'Incoming call' })).toBeVisible()
  await killAmid(async () => desk.page.keyboard.press('F12'))
  await visitor.callStands('talking')
  const [talking] = await calls(desk.page)
  for (let n = 9; n < 18; n++) {
    await killAmid(bothWrite(n))
    if (random() < 0.7) await bothBack()
    expect(await calls(desk.page)).toMatchObject([
      { callId: talking?.callId, phase: 'connected', linked: true },
    ])
    await visitor.callStands('talking')
  }
  await bothBack()
  await hears(visitor.page, operatorTone, visitorTone)
  await killAmid(async () => desk.page.keyboard.press('F10'))
  await visitor.callStands('ended')
  await killAmid(async () => desk.page.keyboard.press('F9'))
  await killAmid(async () => undefined)
  expect(kills).toBeGreaterThanOrEqual(20)
})

test('sender, hub and receiver hold the same in the end, each once', async () => {
  const { page } = desk
  await bothBack()
  await lineReady(page)
  const bubbles = visitor.widget.locator('.msg[data-message]')
  await expect(bubbles).toHaveCount(said.length + answered.length, { timeout: 60_000 })
  for (const mark of ['waiting', 'sending', 'failed'])
    await expect(visitor.widget.locator(`.msg.own[data-mark=${mark}]`)).toHaveCount(0, { timeout: 30_000 })

  const { events } = await readPerson(page, contactId)
  const messages = events.filter((e) => e.type === 'message.received' || e.type === 'message.sent')
  const textsOf = (type: string) => messages.flatMap((e) => (e.type === type ? [String(e.text)] : []))
  expect(textsOf('message.received').sort()).toEqual([...said].sort())
  expect(textsOf('message.sent').sort()).toEqual([...answered].sort())
  const inHub = messages.map((e) => String(e.messageId)).sort()
  expect(
    await bubbles.evaluateAll((all) => all.map((one) => one.getAttribute('data-message')).sort()),
  ).toEqual(inHub)
  // The first words came before the card was open.
  const first = String(messages[0]?.messageId)
  await expect.poll(async () => [...(await windowHolds(page)), first].sort()).toEqual(inHub)
  await expect(page.getByTestId('message').filter({ hasText: 'answer 17.' })).toHaveCount(1)

  await expect
    .poll(async () => (await callsOf())[0]?.recording?.recordingId, { timeout: 30_000 })
    .toBeTruthy()
  expect(await callsOf()).toMatchObject([{ outcome: 'answered' }])
  const { events: all } = await readPerson(page, contactId)
  for (const type of ['call.answered', 'call.ended', 'recording.available'])
    expect(all.filter((e) => e.type === type).length, type).toBe(1)
})

test('an outage that lasts is told in words, and what was written meanwhile waits for its end', async () => {
  const { page } = desk
  const { pid } = await desk.health()
  const port = Number(new URL(await desk.hub()).port)
  const before = await callsOf()
  process.kill(pid ?? 0, 'SIGKILL')
  // Somebody else takes its port before it is started again.
  const squatter = createServer((socket) => socket.destroy())
  await expect(async () => {
    squatter.listen(port, '127.0.0.1')
    await once(squatter, 'listening')
  }).toPass({ intervals: [20] })
  await visitor.write('and now?')
  await expect(visitor.message('and now?')).toHaveAttribute('data-mark', 'waiting')
  const banner = page.getByTestId('offline-banner')
  for (const [language, lost, works] of [
    ['ru', 'Нет связи с сервером', 'Звонки работают.'],
    ['pl', 'Brak łączności z serwerem', 'Rozmowy działają.'],
    ['en', 'Offline for', 'Calls work.'],
  ] as const) {
    await speak(page, language)
    await expect(banner).toContainText(lost)
    await expect(banner).toContainText(works)
    await expect(banner).toContainText(sentence('HUB_PORT_TAKEN', language))
  }
  squatter.close()
  await once(squatter, 'close')
  await banner.getByRole('button', { name: 'Check now' }).click()
  await bothBack()
  await expect(visitor.message('and now?')).toHaveAttribute('data-mark', /sent|delivered|read/, {
    timeout: 20_000,
  })
  expect(await callsOf()).toEqual(before)
})
