import { expect, type Page, test } from '@playwright/test'
import type { Client } from '../../shared/ipc/derive.ts'
import { type Console, openConsole } from '../support/console.ts'
import { type Customer, openCustomer } from '../support/customer.ts'
import { calls, deskReady, findPeople, lineReady, readPerson, wrapUp } from '../support/desk.ts'
import { hears, hearsMusic } from '../support/ears.ts'
import { hearsCall } from '../support/lab-line.ts'
import { type CustomerPhone, openPhone } from '../support/phone.ts'
import { openSecondConsole } from '../support/second-console.ts'

// Journey 12: an operator asks a colleague at a console of their own, and hands the customer over to them. The switch
// joins the two by REFER with Replaces: from then on nothing of the call is at the first console.

const OPERATOR = 440
const COLLEAGUE = 1700
const CUSTOMER = 1000

const sergey = { name: 'Сергей Панин', number: '+79000001002' }
const timur = { id: 'o-timur', name: 'Тимур Галеев' }

let desk: Console
let other: Console
let customer: Customer
let phone: CustomerPhone
let personId: string

test.describe.configure({ mode: 'serial' })
test.beforeAll(async () => {
  test.setTimeout(180_000)
  ;[desk, customer] = await Promise.all([openConsole({ tone: OPERATOR }), openCustomer({ tone: CUSTOMER })])
  await deskReady(desk.page)
  other = await openSecondConsole(desk, timur.id, { tone: COLLEAGUE })
  await lineReady(other.page)
  phone = await openPhone(customer, await desk.link('phone'), sergey.number)
  personId = (await findPeople(desk.page, sergey.number))[0]?.personId ?? ''
})
test.afterAll(async () => {
  await Promise.all([desk?.close(), other?.close().catch(() => undefined), customer?.close()])
})

const live = async (page: Page) => (await calls(page)).filter((call) => call.phase !== 'ended')
const talking = async (page: Page) => (await live(page)).filter((call) => call.phase === 'connected')
const incoming = (page: Page) => page.getByRole('region', { name: 'Incoming call' })
const facts = async () => (await readPerson(desk.page, personId)).events

/** The colleague is on the phone themselves while the customer calls: so the customer's call rings at one console. */
const presence = (page: Page, state: 'available' | 'away') =>
  page.evaluate(
    (to) => (window as unknown as { operator: Client }).operator.session.setPresence({ presence: to }),
    state,
  )

test('the colleague is asked, and knows whom it is about; the customer hears music meanwhile', async () => {
  await presence(other.page, 'away')
  await phone.call()
  await expect(incoming(desk.page)).toContainText(sergey.name)
  await desk.page.keyboard.press('F12')
  await phone.stands('talking')
  await hears(phone.page, OPERATOR, COLLEAGUE)
  await presence(other.page, 'available')

  await desk.page.keyboard.press('F7')
  const panel = desk.page.getByRole('combobox', { name: 'A name, a queue or a number' })
  await panel.fill(timur.name)
  await expect(desk.page.getByRole('option', { name: timur.name })).toBeVisible()
  await desk.page.keyboard.press('Enter')
  await expect(incoming(other.page)).toBeVisible()
  await other.page.keyboard.press('F12')
  await expect.poll(async () => (await talking(other.page)).length).toBe(1)
  await hearsMusic(phone.page, OPERATOR)
  const [asked] = await talking(other.page)
  await hearsCall(other.page, asked?.callId ?? '')
})

test('handed over: customer and colleague hear each other, and the operator is free', async () => {
  await desk.page.keyboard.press('F7')
  await expect.poll(async () => (await live(desk.page)).length).toBe(0)
  await hears(phone.page, COLLEAGUE, OPERATOR)
  const talks = await talking(other.page)
  expect(talks).toHaveLength(1)
  const [taken] = talks
  await hearsCall(other.page, taken?.callId ?? '')
  expect(taken).toMatchObject({ identifiedBy: 'transfer' })
  expect(taken?.joined).toBeUndefined()
  // Nothing of the sound is at the first console any more: its window may go, and nobody hears of it.
  await wrapUp(desk.page)
  await expect(desk.page.getByText('keep it open')).toHaveCount(0)
})

test('the timeline has one call, with what belonged to it', async () => {
  await phone.hangUp()
  await expect.poll(async () => (await live(other.page)).length).toBe(0)
  await wrapUp(other.page)
  await expect
    .poll(async () => (await facts()).filter((f) => f.type === 'call.ended').length)
    .toBeGreaterThan(2)
  const { timeline } = await readPerson(desk.page, personId)
  const all = timeline.filter((item) => item.kind === 'call')
  const call = all.findLast((item) => item.transfers.length > 0)
  expect(call?.transfers).toMatchObject([{ mode: 'consult' }])
  const legs = all.filter((item) => item.parentCallId === call?.callId)
  expect(legs.map((leg) => leg.outcome)).toEqual(['answered', 'answered'])
  for (const leg of legs) expect(leg.interactionId).toBe(call?.interactionId)
  const offered = (await facts()).filter((f) => f.type === 'interaction.offered')
  const own = offered.filter((f) => f.interactionId === call?.interactionId && !('parentCallId' in f))
  expect(own).toHaveLength(1)
})
