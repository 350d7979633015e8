import { expect, test } from '@playwright/test'
import { type Colleague, openColleague } from '../support/colleague.ts'
import { type Console, openConsole } from '../support/console.ts'
import { type Customer, openCustomer } from '../support/customer.ts'
import { deskReady } from '../support/desk.ts'
import { expectNoFaults, measures } from '../support/look.ts'
import { lookAt, type Visitor, visitShop } from '../support/shop.ts'

// Journey 1: a visitor of the shop writes, an operator takes the conversation, and they talk until it is closed and
// opened again.

const asked = 'Do you deliver on Saturday?'
const sofa = 'Laguna 3-seat sofa bed, grey'
const lamp = 'Heron floor lamp'

let desk: Console
let customer: Customer
let visitor: Visitor
let colleague: Colleague
let conversationId: string

test.describe.configure({ mode: 'serial' })
test.beforeAll(async () => {
  ;[desk, customer] = await Promise.all([openConsole(), openCustomer()])
  await deskReady(desk.page)
  colleague = await openColleague(desk, 'o-max')
})
test.afterAll(async () => {
  colleague?.close()
  await Promise.all([desk?.close(), customer?.close()])
})

const row = () => desk.page.getByTestId('inbox-row').filter({ hasText: 'Site visitor' })
const said = (text: string) => desk.page.getByTestId('message').filter({ hasText: text })
const timeline = () => desk.page.getByTestId('timeline')
const tab = (name: RegExp) => desk.page.getByRole('tab', { name })

test('a visitor who wrote is offered in the queue', async () => {
  const link = await desk.link('shop')
  visitor = await visitShop(customer.page, `${link}/en/?utm_source=yandex&utm_medium=cpc&utm_campaign=autumn`)
  await lookAt(visitor.page, sofa)
  await lookAt(visitor.page, lamp)
  await visitor.page.getByRole('button', { name: 'Add to cart' }).click()
  await visitor.write(asked)
  await expect(visitor.message(asked)).toHaveAttribute('data-mark', /^(sent|delivered)$/)
  await expect(visitor.widget.locator('[data-part=consent]')).toContainText('show us what you looked at')
  await visitor.widget.getByRole('button', { name: 'Remember' }).click()

  await expect(desk.page.getByTestId('notice').filter({ hasText: 'New in the queue' })).toContainText(
    'Accept',
  )
  await tab(/^Queue/).click()
  await desk.page.getByRole('listbox').hover()
  await desk.page.mouse.wheel(0, 10_000)
  await expect(row()).toContainText(asked)
  const mine = (await colleague.rows()).filter((r) => r.lastText === asked)
  expect(mine).toMatchObject([{ status: 'queued', channel: 'site' }])
  conversationId = mine[0]?.conversationId ?? ''
})

test('the one who accepts first has it, and the others see who', async () => {
  await row().click()
  await expect(desk.page.getByTestId('composer')).toContainText('The conversation is in the queue')
  await desk.page.getByTestId('composer').getByRole('button', { name: 'Accept' }).click()
  await expect(desk.page.getByRole('textbox', { name: 'Reply' })).toBeVisible()
  expect(await colleague.accept(conversationId)).toMatchObject({ ok: false, code: 'CONVERSATION_TAKEN' })
  const theirs = (await colleague.rows()).find((r) => r.conversationId === conversationId)
  expect(theirs).toMatchObject({ status: 'open', operatorId: 'o-lena' })
})

test('the visit, the cart and the words stand on one timeline, with the card beside it', async () => {
  const { page } = desk
  await expect(timeline()).toContainText(/Visit from .*Yandex/i)
  await expect(timeline()).toContainText('autumn')
  await expect(timeline()).toContainText(`Viewed ${sofa}`)
  await expect(timeline()).toContainText(`Viewed ${lamp}`)
  await expect(timeline()).toContainText(`In the cart ${lamp}`)
  await expect(said(asked)).toBeVisible()
  await expect(page.getByTestId('card')).toContainText('Site visitor')
  await measures(page.getByTestId('rail'), { width: 56 })
  await measures(page.getByTestId('list'), { width: 300 })
  await measures(page.getByTestId('card').locator('..'), { width: 340 })
})

test('both sides write at once, see each other type, and see what was read', async () => {
  const { page } = desk
  await expect(visitor.message(asked)).toHaveAttribute('data-mark', 'read')
  await page.getByRole('textbox', { name: 'Reply' }).click()
  await page.keyboard.type('Yes, from 9 ')
  await expect(visitor.widget.locator('[data-part=typing]')).toContainText('is typing')
  await visitor.widget.getByRole('textbox').click()
  await visitor.page.keyboard.type('I am in no hu')
  await expect(timeline()).toContainText('is typing')

  await page.keyboard.type('to 21')
  await Promise.all([
    page.keyboard.press('Enter'),
    visitor.page.keyboard.type('rry').then(() => visitor.page.keyboard.press('Enter')),
  ])
  await expect(visitor.message('Yes, from 9 to 21')).toBeVisible()
  await expect(said('I am in no hurry')).toBeVisible()
  await expect(timeline()).not.toContainText('is typing')
  await expect(visitor.widget.locator('[data-part=typing]')).toBeHidden()
  await expect(said('Yes, from 9 to 21').getByTestId('receipt')).toHaveAttribute('data-receipt', 'read')
  await expect(visitor.message('I am in no hurry')).toHaveAttribute('data-mark', 'read')

  // A message to a visitor whose chat is closed has arrived, and nobody has read it.
  await visitor.widget.getByRole('button', { name: 'Close chat' }).last().click()
  await page.keyboard.type('Shall I reserve it?')
  await page.keyboard.press('Enter')
  await expect(visitor.widget).toHaveAttribute('data-unread', '1')
  const receipt = said('Shall I reserve it?').getByTestId('receipt')
  await expect(receipt).toHaveAttribute('data-receipt', 'delivered')
  await visitor.widget.getByRole('button', { name: 'Open chat, unread: 1' }).click()
  await expect(receipt).toHaveAttribute('data-receipt', 'read')
})

test('a reload of either side loses nothing and doubles nothing', async () => {
  const words = [asked, 'Yes, from 9 to 21', 'I am in no hurry', 'Shall I reserve it?']
  await Promise.all([desk.page.reload(), visitor.page.reload()])
  await expect(visitor.widget).toHaveAttribute('data-link', 'online')
  for (const text of words) await expect(visitor.message(text)).toHaveCount(1)
  await row().click()
  for (const text of words) await expect(said(text)).toHaveCount(1)
  await visitor.write('Yes please')
  await expect(said('Yes please')).toHaveCount(1)
  await desk.page.getByRole('textbox', { name: 'Reply' }).click()
  await desk.page.keyboard.type('Done')
  await desk.page.keyboard.press('Enter')
  await expect(visitor.message('Done')).toHaveCount(1)
})

test('axe finds nothing wrong with the desk, light and dark', async () => {
  await expectNoFaults(desk.page)
})

test('a closed conversation opens again when the customer writes, for whoever takes it', async () => {
  const { page } = desk
  await page.keyboard.press('Alt+KeyE')
  await expect(timeline()).toContainText('Conversation closed')
  await expect(page.getByTestId('composer')).toContainText('The conversation is closed')
  await expect(row()).toHaveCount(0)

  await visitor.write('One more thing')
  await expect(said('One more thing')).toHaveCount(1)
  await expect(page.getByTestId('composer')).toContainText('The conversation is in the queue')
  expect(await colleague.accept(conversationId)).toMatchObject({ ok: true })
  await expect(page.getByTestId('composer')).toContainText('Taken by Максим Дубов')
  await expect(visitor.widget.locator('header')).toContainText('Максим')
})
