import { type ChildProcess, spawn } from 'node:child_process'
import { expect, test } from '@playwright/test'
import { type Console, openConsole } from '../support/console.ts'
import { type Customer, openCustomer } from '../support/customer.ts'
import { calls, deskReady, goTo } from '../support/desk.ts'
import { hears } from '../support/ears.ts'
import { type CustomerPhone, openPhone } from '../support/phone.ts'

// Experiment (a): one call after another between the console and a customer's browser, through host, media window and
// switch, each way in turn, while something else keeps a core busy.

const CALLS = 30
const OPERATOR = 440
const CUSTOMER = 1000
const sergey = { name: 'Сергей Панин', number: '+79000001002' }

let desk: Console
let customer: Customer
let phone: CustomerPhone
let busy: ChildProcess

test.beforeAll(async () => {
  ;[desk, customer] = await Promise.all([openConsole({ tone: OPERATOR }), openCustomer({ tone: CUSTOMER })])
  await deskReady(desk.page)
  phone = await openPhone(customer, await desk.link('phone'), sergey.number)
  await goTo(desk.page, sergey.number, sergey.name)
  busy = spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' })
})
test.afterAll(async () => {
  busy?.kill('SIGKILL')
  await Promise.all([desk?.close(), customer?.close()])
})

const phases = async () => (await calls(desk.page)).map((call) => call.phase)

async function begin(outgoing: boolean): Promise<void> {
  if (outgoing) {
    await desk.page.keyboard.press('Alt+KeyC')
    await phone.stands('offered')
    return phone.answer()
  }
  await phone.call('q-sales')
  await expect(desk.page.getByRole('region', { name: 'Incoming call' })).toContainText(sergey.name)
  await desk.page.keyboard.press('F12')
}

test('thirty calls beside a busy core: each is answered, heard and ended', async () => {
  test.setTimeout(600_000)
  const slowest = { begun: 0, heard: 0 }
  for (let n = 1; n <= CALLS; n++)
    await test.step(`call ${n}`, async () => {
      const began = Date.now()
      await begin(n % 2 === 1)
      await phone.stands('talking')
      slowest.begun = Math.max(slowest.begun, Date.now() - began)
      const talking = Date.now()
      await hears(phone.page, OPERATOR, CUSTOMER)
      slowest.heard = Math.max(slowest.heard, Date.now() - talking)
      const on = (await calls(desk.page)).filter((call) => call.phase === 'connected')
      expect(on).toMatchObject([{ recording: 'on', linked: true }])
      await desk.page.keyboard.press('F10')
      await phone.told('The call has ended: they hung up')
      await expect.poll(phases).not.toContain('connected')
      // The outcome is saved, so that the operator is there for the next one.
      await desk.page.keyboard.press('F9')
      await expect(desk.page.getByRole('region', { name: 'Wrap-up' })).toBeHidden()
    })
  console.log(`slowest of ${CALLS}: begun in ${slowest.begun} ms, heard in ${slowest.heard} ms`)
  expect(busy.exitCode).toBeNull()
})
