import { expect, test } from '@playwright/test'
import { type Console, openConsole } from '../support/console.ts'
import { type Customer, openCustomer } from '../support/customer.ts'
import { calls, deskReady, findPeople, readPerson, wrapUp } from '../support/desk.ts'
import { hears, hearsMusic } from '../support/ears.ts'
import { type CustomerPhone, openPhone } from '../support/phone.ts'

// Journey 8: a customer is passed on, taken back while it still rings, and talked with three at a time. Each of the
// three speaks a tone of their own, and what reaches each of the others is measured after their decoder.

const OPERATOR = 440
const CUSTOMER = 1000
const EXPERT = 1700
/** Nobody speaks this one. */
const NOBODY = 2600

const sergey = { name: 'Сергей Панин', number: '+79000001002' }
const expert = '+79000009908'

let desk: Console
let mine: Customer
let theirs: Customer
let customer: CustomerPhone
let target: CustomerPhone
let personId: string

test.describe.configure({ mode: 'serial' })
test.beforeAll(async () => {
  ;[desk, mine, theirs] = await Promise.all([
    openConsole({ tone: OPERATOR }),
    openCustomer({ tone: CUSTOMER }),
    openCustomer({ tone: EXPERT }),
  ])
  await deskReady(desk.page)
  const link = await desk.link('phone')
  ;[customer, target] = await Promise.all([
    openPhone(mine, link, sergey.number),
    openPhone(theirs, link, expert),
  ])
  personId = (await findPeople(desk.page, sergey.number))[0]?.personId ?? ''
})
test.afterAll(async () => {
  await Promise.all([desk?.close(), mine?.close(), theirs?.close()])
})

const bar = (name: string | RegExp) => desk.page.getByRole('article', { name })
const panel = () => desk.page.getByRole('combobox', { name: 'A name, a queue or a number' })

/** The customer calls, and is talked to. */
async function talk(): Promise<void> {
  await customer.call()
  await expect(desk.page.getByRole('region', { name: 'Incoming call' })).toContainText(sergey.name)
  await desk.page.keyboard.press('F12')
  await customer.stands('talking')
  await hears(customer.page, OPERATOR, EXPERT)
}

async function passOn(keys: 'Enter' | 'Control+Enter'): Promise<void> {
  await desk.page.keyboard.press('F7')
  await panel().fill('8 (900) 000-99-08')
  await desk.page.keyboard.press(keys)
  await target.stands('offered')
}

/** Facts of this kind on the customer's card. */
const facts = async (type: string) =>
  (await readPerson(desk.page, personId)).events.filter((event) => event.type === type)

test('a customer who is passed on is taken back by one key while it rings', async () => {
  await talk()
  await passOn('Control+Enter')
  await hearsMusic(customer.page, OPERATOR)
  await expect(bar(`Call: ${sergey.name}`)).toContainText('the customer can still be pulled back')
  await desk.page.keyboard.press('F4')
  await target.stands('ended')
  await hears(customer.page, OPERATOR, EXPERT)
  expect(await facts('call.transferred')).toHaveLength(0)
})

test('whoever declines leaves the customer with the operator, and that is said', async () => {
  await passOn('Control+Enter')
  await target.decline()
  await expect(desk.page.getByText(`${sergey.name} is with you again, the call is not lost`)).toBeVisible()
  await hears(customer.page, OPERATOR, EXPERT)
})

test('the two talk the moment the target answers, and the operator is neither heard nor hears', async () => {
  await passOn('Control+Enter')
  await target.answer()
  await target.stands('talking')
  await hears(target.page, CUSTOMER, OPERATOR)
  await hears(customer.page, EXPERT, OPERATOR)
  await expect(desk.page.getByText('keep it open').first()).toBeVisible()
  await expect.poll(() => facts('call.transferred')).toMatchObject([{ mode: 'blind' }])
  await target.hangUp()
  await customer.stands('ended')
  await wrapUp(desk.page)
})

test('the operator asks first: each hears only whom they talk with, and swaps by one key', async () => {
  await talk()
  await passOn('Enter')
  await target.answer()
  await target.stands('talking')
  await hears(target.page, OPERATOR, CUSTOMER)
  await hearsMusic(customer.page, OPERATOR)
  await desk.page.keyboard.press('F6')
  await hears(customer.page, OPERATOR, EXPERT)
  await hearsMusic(target.page, OPERATOR)
  await desk.page.keyboard.press('F6')
  await hears(target.page, OPERATOR, CUSTOMER)
})

test('three talk with each other: everybody hears the two others', async () => {
  await desk.page.keyboard.press('F2')
  await expect(bar(`Call: ${sergey.name}`)).toContainText('+7 900 000-99-08')
  for (const [ear, voices] of [
    [customer.page, [OPERATOR, EXPERT]],
    [target.page, [OPERATOR, CUSTOMER]],
  ] as const)
    for (const voice of voices) await hears(ear, voice, NOBODY)
  await expect.poll(() => facts('call.joined')).toHaveLength(1)
})

test('the operator leaves, and the two go on without them', async () => {
  await desk.page.keyboard.press('F7')
  await hears(customer.page, EXPERT, OPERATOR)
  await hears(target.page, CUSTOMER, OPERATOR)
  await expect.poll(() => facts('call.transferred')).toHaveLength(2)
  await customer.hangUp()
  await target.stands('ended')
  await expect.poll(async () => (await calls(desk.page)).filter((call) => call.phase !== 'ended')).toEqual([])
  await wrapUp(desk.page)
  const { timeline } = await readPerson(desk.page, personId)
  const talks = timeline.filter((item) => item.kind === 'call' && item.transfers.length > 0)
  expect(talks).toHaveLength(2)
  // The calls to the target are legs of the customer's own interaction.
  const legs = timeline.filter((item) => item.kind === 'call' && item.parentCallId !== undefined)
  const interactions = new Set(talks.map((item) => (item.kind === 'call' ? item.interactionId : undefined)))
  for (const leg of legs) expect(leg.kind === 'call' && interactions.has(leg.interactionId)).toBe(true)
  expect(legs.length).toBeGreaterThanOrEqual(2)
})
