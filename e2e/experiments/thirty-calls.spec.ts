import { type ChildProcess, spawn } from 'node:child_process'
import { expect, test } from '@playwright/test'
import { type Console, openConsole } from '../support/console.ts'
import { type Customer, openCustomer } from '../support/customer.ts'
import { calls, deskReady } from '../support/desk.ts'
import { hears } from '../support/ears.ts'
import { type Visitor, visitShop } from '../support/shop.ts'

// Experiment (a): one call after another between the console and a visitor, through host, media window and switch,
// while something else keeps a core busy.

const CALLS = 30
const OPERATOR = 440
const CUSTOMER = 1000

let desk: Console
let customer: Customer
let visitor: Visitor
let busy: ChildProcess

test.beforeAll(async () => {
  ;[desk, customer] = await Promise.all([openConsole({ tone: OPERATOR }), openCustomer({ tone: CUSTOMER })])
  await deskReady(desk.page)
  visitor = await visitShop(customer.page, `${await desk.link('shop')}/en/`)
  busy = spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' })
})
test.afterAll(async () => {
  busy?.kill('SIGKILL')
  await Promise.all([desk?.close(), customer?.close()])
})

test('thirty calls beside a busy core: each is answered, heard and ended', async () => {
  test.setTimeout(300_000)
  const { page } = desk
  const slowest = { answer: 0, sound: 0 }
  for (let n = 1; n <= CALLS; n++)
    await test.step(`call ${n}`, async () => {
      await visitor.call()
      await expect.poll(async () => (await calls(page)).map((c) => c.phase)).toContain('offered')
      const pressed = Date.now()
      await page.keyboard.press('F12')
      await visitor.callStands('talking')
      const talking = Date.now()
      await hears(visitor.page, OPERATOR, CUSTOMER)
      slowest.answer = Math.max(slowest.answer, talking - pressed)
      slowest.sound = Math.max(slowest.sound, Date.now() - talking)
      const [call] = (await calls(page)).filter((c) => c.phase === 'connected')
      expect(call).toMatchObject({ recording: 'on', linked: true })
      await page.keyboard.press('F10')
      await visitor.callStands('ended')
      await expect(visitor.widget).toContainText('The call has ended: they hung up')
      // The outcome is chosen, so that the next one rings.
      await page.keyboard.press('F9')
      await expect
        .poll(async () => (await calls(page)).filter((c) => c.phase !== 'ended' || c.after === 'wrap-up'))
        .toEqual([])
    })
  console.log(`slowest of ${CALLS}: answered in ${slowest.answer} ms, heard in ${slowest.sound} ms`)
  expect(busy.exitCode).toBeNull()
})
