import { expect, test } from '@playwright/test'
import { type Console, openConsole } from '../support/console.ts'
import { type Customer, openCustomer } from '../support/customer.ts'
import { calls, deskReady, findPeople, goTo, lastCall, wrapUp } from '../support/desk.ts'
import { type CustomerPhone, openPhone } from '../support/phone.ts'

// Journey 4: the operator calls back with one key; and every way in which a call can come to nothing, or come while
// another is on, ends in a true line on the timeline and a true sentence for the customer.

const sergey = { name: 'Сергей Панин', number: '+79000001002' }
const maria = { name: 'Мария Зотова', number: '+79000001003' }
const ringSeconds = 8

let desk: Console
let customer: Customer
let phone: CustomerPhone
let second: CustomerPhone
const idOf = new Map<string, string>()

test.describe.configure({ mode: 'serial' })
test.beforeAll(async () => {
  ;[desk, customer] = await Promise.all([
    openConsole({ env: { KOMMUTATOR_RING_SECONDS: String(ringSeconds) } }),
    openCustomer(),
  ])
  await deskReady(desk.page)
  const link = await desk.link('phone')
  ;[phone, second] = await Promise.all([
    openPhone(customer, link, sergey.number),
    openPhone(customer, link, maria.number),
  ])
  for (const { name, number } of [sergey, maria]) {
    const [hit] = await findPeople(desk.page, number)
    expect(hit?.name).toBe(name)
    idOf.set(name, hit?.personId ?? '')
  }
})
test.afterAll(async () => {
  await Promise.all([desk?.close(), customer?.close()])
})

const pop = () => desk.page.getByRole('region', { name: 'Incoming call' })
const bar = (name: string) => desk.page.getByRole('article', { name: `Call: ${name}` })

/** The last call of this person as the hub has it. */
const tells = (who: { name: string }, item: Record<string, unknown>) =>
  expect.poll(() => lastCall(desk.page, idOf.get(who.name) ?? '')).toMatchObject(item)

test('one key calls back from the card, and the phone page rings and answers', async () => {
  await goTo(desk.page, sergey.number, sergey.name)
  await desk.page.keyboard.press('Alt+KeyC')
  await phone.stands('offered')
  await expect(phone.page.locator('.sentence')).toHaveText('Incoming call')
  await expect(bar(sergey.name)).toContainText('Ringing there')
  await phone.answer()
  await phone.stands('talking')
  await expect(bar(sergey.name)).toContainText('Rec')
  await expect.poll(async () => (await calls(desk.page))[0]?.phase).toBe('connected')
  await phone.hangUp()
  await phone.told('The call has ended')
  await wrapUp(desk.page)
  await tells(sergey, { direction: 'out', outcome: 'answered', endedBy: 'customer' })
  await expect(desk.page.getByTestId('call').last()).toContainText('Outgoing call')
})

test('a customer who does not answer a call back leaves a true line too', async () => {
  await desk.page.keyboard.press('Alt+KeyC')
  await phone.stands('offered')
  await phone.decline()
  await phone.told('You declined the call')
  await tells(sergey, { direction: 'out', outcome: 'declined' })
  await expect(desk.page.getByTestId('call').last()).toContainText('declined')
})

test('a caller who gives up is a missed call', async () => {
  await phone.call('q-sales')
  await expect(pop()).toContainText(sergey.name)
  await phone.hangUp()
  await phone.told('You cancelled the call')
  await expect(pop()).toBeHidden()
  await tells(sergey, { direction: 'in', outcome: 'abandoned', talkSeconds: 0 })
  await expect(desk.page.getByTestId('fact').last()).toContainText('Missed call')
  await expect(desk.page.getByTestId('fact').last()).toContainText('Call back')
})

test('a call that nobody takes rings out', async () => {
  await phone.call('q-sales')
  await expect(pop()).toContainText(sergey.name)
  await phone.told('Nobody answered. Try again')
  await expect(pop()).toBeHidden()
  await tells(sergey, { outcome: 'no-answer', waitSeconds: expect.any(Number) })
  expect((await lastCall(desk.page, idOf.get(sergey.name) ?? ''))?.waitSeconds).toBeGreaterThan(
    ringSeconds - 2,
  )
  await expect(desk.page.getByTestId('fact').last()).toContainText('Missed call')
})

test('a call that the operator declines says so', async () => {
  await phone.call('q-sales')
  await expect(pop()).toContainText(sergey.name)
  await desk.page.keyboard.press('F10')
  await phone.told('The call was declined. Try later')
  await tells(sergey, { outcome: 'declined' })
  await expect(desk.page.getByTestId('fact').last()).toContainText('Call declined')
})

test('an operator who is away is not rung', async () => {
  await desk.page.getByRole('button', { name: /Available/ }).click()
  await desk.page.getByRole('menuitem', { name: /Away/ }).click()
  await expect(desk.page.getByRole('button', { name: /Away/ })).toBeVisible()
  const before = new Set((await calls(desk.page)).map((call) => call.callId))
  await phone.call('q-sales')
  await phone.told('Nobody can take the call now. Try later')
  expect((await calls(desk.page)).filter((call) => !before.has(call.callId))).toEqual([])
  await tells(sergey, { outcome: 'nobody-available' })
  await expect(desk.page.getByTestId('fact').last()).toContainText('nobody was available')
  await desk.page.keyboard.press('F9')
  await expect(desk.page.getByRole('button', { name: /Available/ })).toBeVisible()
})

test('a second call waits while the first goes on: declined, then answered with the first on hold', async () => {
  await phone.call('q-sales')
  await expect(pop()).toContainText(sergey.name)
  await desk.page.keyboard.press('F12')
  await phone.stands('talking')

  await second.call('q-sales')
  await expect(bar(maria.name)).toContainText('Answer, hold current')
  await expect(pop()).toBeHidden()
  await bar(maria.name).getByRole('button', { name: 'Decline' }).click()
  await second.told('The call was declined. Try later')
  await tells(maria, { outcome: 'declined' })
  await phone.stands('talking')

  await second.call('q-sales')
  await expect(bar(maria.name)).toContainText('Answer, hold current')
  await desk.page.keyboard.press('F12')
  await second.stands('talking')
  await expect(phone.page.locator('.sentence')).toHaveText('You are on hold, please stay on the line')
  await expect(bar(sergey.name)).toContainText('on hold')
  await desk.page.keyboard.press('F10')
  await second.told('The call has ended: they hung up')
  await tells(maria, { outcome: 'answered', endedBy: 'operator' })

  await desk.page.keyboard.press('F6')
  await expect(phone.page.locator('.sentence')).toHaveText('Talking')
  await phone.hangUp()
  await phone.told('The call has ended')
  await tells(sergey, { outcome: 'answered', endedBy: 'customer', holds: [{}] })
  expect((await lastCall(desk.page, idOf.get(sergey.name) ?? ''))?.holdSeconds).toBeGreaterThan(0)
})
