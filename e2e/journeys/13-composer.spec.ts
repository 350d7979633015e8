import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { type Console, openConsole } from '../support/console.ts'
import { type Customer, openCustomer } from '../support/customer.ts'
import { deskReady } from '../support/desk.ts'
import { type Visitor, visitShop } from '../support/shop.ts'

// Journey 13: an operator writes to a visitor: held and taken back, a template with a blank, files both ways, a draft and
// a held message that outlive a kill, and a message for later that the hub sends.

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAADCAYAAAC56t6BAAAAC0lEQVR4nGNgwAcAAB4AAaDFxo0AAAAASUVORK5CYII=',
  'base64',
)
const asked = 'Is the lamp in stock?'
let desk: Console
let customer: Customer
let visitor: Visitor

test.describe.configure({ mode: 'serial' })
test.beforeAll(async () => {
  ;[desk, customer] = await Promise.all([openConsole({ env: { KOMMUTATOR_UNDO: '6' } }), openCustomer()])
  await deskReady(desk.page)
  visitor = await visitShop(customer.page, `${await desk.link('shop')}/en/`)
  await visitor.write(asked)
  await desk.page.getByTestId('notice').getByRole('button', { name: 'Accept' }).click()
})
test.afterAll(() => Promise.all([desk?.close(), customer?.close()]))

const field = () => desk.page.getByRole('textbox', { name: 'Reply' })
const said = (text: string) => desk.page.getByTestId('message').filter({ hasText: text })
const bar = () => desk.page.getByTestId('undo-bar')
const write = async (text: string) => {
  await field().click()
  await desk.page.keyboard.type(text)
}

test('a message is held, comes back on Ctrl Z, and leaves when its seconds are over', async () => {
  const { page } = desk
  await write('Yes, two of them')
  await page.keyboard.press('Enter')
  await expect(bar()).toContainText('Sends in')
  await page.keyboard.press('Control+KeyZ')
  await expect(bar()).toBeHidden()
  await expect(field()).toHaveValue('Yes, two of them')
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('enter-question')).toBeVisible()
  await page.getByRole('button', { name: 'Yes, send' }).click()
  await expect(visitor.message('Yes, two of them')).toBeVisible({ timeout: 20_000 })
  await expect(visitor.message('Yes, two of them')).toHaveCount(1)
  await expect(bar()).toBeHidden()
})

test('a slash finds a template, and its blank keeps it here until it is filled', async () => {
  const { page } = desk
  await write('/зам')
  await expect(page.getByTestId('templates')).toContainText('Запись на замер')
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('send')).toBeDisabled()
  await expect(page.getByTestId('composer')).toContainText('fill 2 blanks')
  await page.keyboard.type('12 May')
  await page.keyboard.press('Tab')
  await page.keyboard.type('10:00')
  await expect(page.getByTestId('send')).toBeEnabled()
  await page.getByTestId('send').click()
  await page.getByRole('button', { name: 'Send now' }).click()
  await expect(visitor.message('12 May, 10:00')).toBeVisible()
})

test('files go both ways, with a picture where it belongs', async () => {
  const { page, profile } = desk
  const picture = join(profile, 'plan.png')
  await writeFile(picture, png)
  await page.getByTestId('file-chooser').setInputFiles(picture)
  await expect(page.getByTestId('draft-files')).toContainText('plan.png')
  await expect(page.locator('[data-testid=draft-files] [data-state=ready]')).toHaveCount(1)
  await page.getByTestId('send').click()
  await page.getByRole('button', { name: 'Send now' }).click()
  await expect(visitor.widget.locator('.msg img')).toHaveAttribute('alt', 'plan.png')
  await expect(page.getByRole('img', { name: 'plan.png' })).toBeVisible()

  await visitor.widget.locator('input[type=file]').setInputFiles(picture)
  await expect(page.getByRole('img', { name: 'plan.png' })).toHaveCount(2)
  await expect(visitor.widget.locator('.msg.own img')).toHaveCount(1)
})

test('what is written for later is held by the hub, and can be changed', async () => {
  const { page } = desk
  await write('See you tomorrow')
  await page.getByRole('button', { name: 'Send later' }).click()
  await page.getByRole('menuitem', { name: 'In an hour' }).click()
  const later = page.getByTestId('scheduled').filter({ hasText: 'See you tomorrow' })
  await expect(later).toContainText('The server sends it')
  await later.getByRole('button', { name: 'Cancel' }).click()
  await expect(later).toBeHidden()
})

test('a draft and a held message outlive a kill', async () => {
  const { page, profile } = desk
  await write('Sent just before')
  await page.keyboard.press('Enter')
  await expect(bar()).toBeVisible()
  await page.keyboard.type('And half a')
  await expect(page.getByTestId('composer')).toContainText('draft saved')
  await page.waitForTimeout(1000)
  desk.app.process().kill('SIGKILL')
  await page
    .context()
    .close()
    .catch(() => undefined)
  desk = await openConsole({ profile, env: { KOMMUTATOR_UNDO: '6' } })
  await deskReady(desk.page)
  await desk.page.getByTestId('inbox-row').filter({ hasText: 'Site visitor' }).first().click()
  await expect(field()).toHaveValue('And half a')
  await expect(said('Sent just before')).toHaveCount(1, { timeout: 20_000 })
})
