import { expect, test } from '@playwright/test'
import { type Console, openConsole } from '../support/console.ts'
import { type Customer, openCustomer } from '../support/customer.ts'
import { deskReady } from '../support/desk.ts'
import { expectNoFaults } from '../support/look.ts'
import { clickNotice, isInFront, shownNotices, trayOf, windowShown } from '../support/notices.ts'
import { type Visitor, visitShop } from '../support/shop.ts'

// Nothing is missed: what a customer does while the operator is elsewhere is shown until it was seen, and a click leads
// to it, also from a window that is hidden, minimised or was loaded anew.

let desk: Console
let customer: Customer
let visitor: Visitor

test.describe.configure({ mode: 'serial' })
test.beforeAll(async () => {
  ;[desk, customer] = await Promise.all([openConsole(), openCustomer()])
  await deskReady(desk.page)
  visitor = await visitShop(customer.page, `${await desk.link('shop')}/en/`)
})
test.afterAll(async () => {
  await Promise.all([desk?.close(), customer?.close()])
})

const told = (words: string) =>
  expect.poll(async () =>
    (await shownNotices(desk)).filter(({ title, body }) => `${title} ${body}`.includes(words)),
  )
const said = (text: string) => desk.page.getByTestId('message').filter({ hasText: text })

test('an offer is shown until somebody deals with it, and a click opens who waits', async () => {
  await windowShown(desk, 'hidden')
  await visitor.write('Do you deliver on Sunday?')
  await told('Do you deliver on Sunday?').toMatchObject([{ urgency: 'critical', timeoutType: 'never' }])
  await expect.poll(async () => (await trayOf(desk)).toolTip).toContain('not seen')
  await clickNotice(desk, 'Do you deliver on Sunday?')
  await expect.poll(() => isInFront(desk)).toBe(true)
  await expect(said('Do you deliver on Sunday?')).toBeVisible()
  await told('Do you deliver on Sunday?').toEqual([])
  await desk.page.getByTestId('composer').getByRole('button', { name: 'Accept' }).click()
  await expect(desk.page.getByRole('textbox', { name: 'Reply' })).toBeVisible()
})

test('what is looked at is not told', async () => {
  await visitor.write('And on Monday?')
  await expect(said('And on Monday?')).toBeVisible()
  await told('And on Monday?').toEqual([])
})

test('a click leads to the words from another person, after the page was loaded anew', async () => {
  await desk.page.getByTestId('inbox-row').first().click()
  await windowShown(desk, 'minimised')
  await visitor.write('Hello? The entrance is from the yard')
  await told('The entrance is from the yard').toHaveLength(1)
  await desk.page.reload()
  await clickNotice(desk, 'The entrance is from the yard')
  await expect.poll(() => isInFront(desk)).toBe(true)
  await expect(said('The entrance is from the yard')).toBeVisible()
  await told('The entrance is from the yard').toEqual([])
})

test('the notice centre keeps what was told, and is quiet when asked to', async () => {
  await desk.page.keyboard.press('Alt+KeyY')
  const centre = desk.page.getByTestId('notice-centre')
  await expect(centre).toContainText('The entrance is from the yard')
  await centre.getByRole('button', { name: 'Do not disturb' }).click()
  await desk.page.getByRole('menuitem', { name: '1 hour' }).click()
  await expect(centre).toContainText('Do not disturb until')
  await expect.poll(async () => (await trayOf(desk)).toolTip).toContain('Do not disturb')
  await windowShown(desk, 'blurred')
  await visitor.write('Thank you!')
  await expect(centre).toContainText('Thank you!')
  await told('Thank you!').toEqual([])
  await expectNoFaults(desk.page)
})
