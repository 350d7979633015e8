import { expect, type Page, test } from '@playwright/test'
import type { Client } from '../../shared/ipc/derive.ts'
import { measure } from '../../tools/media/tones.ts'
import { type Console, openConsole } from '../support/console.ts'
import { type Customer, listen, openCustomer } from '../support/customer.ts'
import { calls, deskReady, lineReady } from '../support/desk.ts'
import { type CustomerPhone, openPhone } from '../support/phone.ts'
import { auditOf, openSecondConsole } from '../support/second-console.ts'

// Journey 9: a supervisor at a console of their own joins an operator's call, and everybody hears what they should.

const OPERATOR = 440
const SUPERVISOR = 1000
const CUSTOMER = 2000
const SUPERVISOR_ID = 's-irina'

let desk: Console
let chief: Console
let customer: Customer
let phone: CustomerPhone
let operatorId: string

test.describe.configure({ mode: 'serial' })
test.beforeAll(async () => {
  test.setTimeout(180_000)
  ;[desk, customer] = await Promise.all([openConsole({ tone: OPERATOR }), openCustomer({ tone: CUSTOMER })])
  await deskReady(desk.page)
  operatorId = await meOf(desk.page)
  chief = await openSecondConsole(desk, SUPERVISOR_ID, { tone: SUPERVISOR })
  phone = await openPhone(customer, await desk.link('phone'), '+79000004477')
  await phone.call()
  await expect(desk.page.getByRole('region', { name: 'Incoming call' })).toBeVisible({ timeout: 20_000 })
  await desk.page.keyboard.press('F12')
  await phone.stands('talking')
})
test.afterAll(async () => {
  await Promise.all([desk?.close(), chief?.close().catch(() => undefined), customer?.close()])
})

const meOf = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const answer = await (window as unknown as { operator: Client }).operator.session.state({})
    return answer.ok ? (answer.value.me?.operatorId ?? '') : ''
  })
const tile = () => chief.page.locator(`[data-operator="${operatorId}"]`)
const panel = () => chief.page.getByTestId('listen-panel')
const badge = () => desk.page.getByTestId('listened')

/** Waits until the customer hears exactly these of the two voices. */
const customerHears = (wanted: number[]) =>
  expect
    .poll(
      async () => {
        const { samples, rate } = await listen(phone.page)
        return [OPERATOR, SUPERVISOR].filter((hz) => measure(samples, rate, hz) > -45)
      },
      { timeout: 20_000, intervals: [0] },
    )
    .toEqual(wanted)

test('the wall shows the call as the operator’s console has it', async () => {
  await chief.page.keyboard.press('Alt+KeyW')
  await expect(tile()).toContainText('talking', { timeout: 15_000 })
  await expect(tile()).toContainText('+7 900 000-44-77')
  await customerHears([OPERATOR])
})

test('Enter on the tile listens: the operator sees it, the customer hears nothing of it', async () => {
  await tile().focus()
  const began = Date.now()
  await chief.page.keyboard.press('Enter')
  await expect(panel()).toContainText('Nobody hears you', { timeout: 5000 })
  test.info().annotations.push({ type: 'joined', description: `${Date.now() - began} ms` })
  await expect(panel().getByTestId('who-hears')).toHaveAttribute('data-arrows', /customer>you operator>you$/)
  await expect(badge()).toContainText('listens')
  await expect(panel().getByTestId('badge-line')).toContainText('sees that you listen')
  await customerHears([OPERATOR])
})

test('a whisper is for the operator, what is said aloud for the customer too, and a talk taken over for them alone', async () => {
  await chief.page.keyboard.press('KeyW')
  await expect(panel()).toContainText('The customer does not')
  await expect(badge()).toContainText('whispers to you')
  await customerHears([OPERATOR])

  await chief.page.keyboard.press('KeyB')
  await expect(chief.page.getByRole('alertdialog')).toBeVisible()
  await customerHears([OPERATOR])
  await chief.page.keyboard.press('KeyB')
  await expect(panel()).toContainText('Everybody hears you')
  await customerHears([OPERATOR, SUPERVISOR])

  await chief.page.keyboard.press('KeyT')
  await chief.page.keyboard.press('KeyT')
  await expect(panel()).toContainText('You speak with the customer')
  await expect(badge()).toContainText('you are not heard')
  await customerHears([SUPERVISOR])

  await chief.page.keyboard.press('KeyL')
  await customerHears([OPERATOR])
  await chief.page.keyboard.press('KeyS')
  await expect(badge()).toBeHidden()
  await customerHears([OPERATOR])
})

test('a hand goes up with the call, is taken and answered', async () => {
  await desk.page.keyboard.press('Alt+KeyH')
  await desk.page.getByLabel('What do you need').fill('refund without a receipt')
  await desk.page.keyboard.press('Enter')
  await expect(tile()).toContainText('refund without a receipt')
  await expect(tile()).toHaveAttribute('data-alarm', 'true')
  await panel().getByRole('button', { name: 'I take it' }).click()
  await expect(desk.page.getByTestId('notice').filter({ hasText: 'is on it' })).toBeVisible()
  await panel().getByRole('button', { name: 'Answered' }).click()
  await expect(tile()).not.toContainText('refund without a receipt')
})

test('a supervisor changes a state with a reason, and the operator is told', async () => {
  await panel().getByRole('button', { name: 'Change status' }).click()
  await chief.page.getByLabel('Reason').fill('lunch at noon')
  await chief.page.keyboard.press('Enter')
  await expect(desk.page.getByTestId('notice').filter({ hasText: 'lunch at noon' })).toBeVisible()
  expect(auditOf(desk, 'presence')).toMatchObject([
    { actor: SUPERVISOR_ID, detail: { reason: 'lunch at noon' } },
  ])
})

test('a supervisor’s console that dies is off the call, which goes on; every step is in the audit', async () => {
  await tile().focus()
  await chief.page.keyboard.press('Enter')
  await expect(badge()).toContainText('listens')
  await chief.close()
  await expect(badge()).toBeHidden({ timeout: 20_000 })
  expect((await calls(desk.page)).find((call) => call.phase === 'connected')).toBeDefined()
  await customerHears([OPERATOR])
  await expect.poll(() => auditOf(desk, 'supervision').at(-1)?.action).toBe('supervision.ended')
  const steps = auditOf(desk, 'supervision')
  expect(steps.every((step) => step.actor === SUPERVISOR_ID)).toBe(true)
  expect(steps.map((step) => step.detail.mode ?? step.action.split('.')[1])).toEqual([
    'listen',
    'whisper',
    'barge',
    'takeover',
    'listen',
    'ended',
    'listen',
    'ended',
  ])
})

test('a talk that was taken over moves to the supervisor’s own line, and the operator is free', async () => {
  test.setTimeout(180_000)
  chief = await openSecondConsole(desk, SUPERVISOR_ID, { tone: SUPERVISOR })
  await lineReady(chief.page)
  await chief.page.keyboard.press('Alt+KeyW')
  await expect(tile()).toContainText('talking', { timeout: 15_000 })
  await tile().click()
  await chief.page.keyboard.press('KeyT')
  await chief.page.keyboard.press('KeyT')
  await expect(panel()).toContainText('You speak with the customer')
  await customerHears([SUPERVISOR])
  await chief.page.keyboard.press('KeyT')
  const talks = async (page: Page) => (await calls(page)).some((call) => call.phase === 'connected')
  await expect.poll(() => talks(chief.page), { timeout: 30_000 }).toBe(true)
  await expect.poll(() => talks(desk.page), { timeout: 30_000 }).toBe(false)
  await customerHears([SUPERVISOR])
})
