import { expect, type Page, test } from '@playwright/test'
import { sentence } from '../../shared/lib/errors.ts'
import { type Console, openConsole } from '../support/console.ts'
import { type Customer, openCustomer } from '../support/customer.ts'
import { inbox } from '../support/desk.ts'
import { freePort } from '../support/port.ts'
import { visitShop } from '../support/shop.ts'
import { startSite } from '../support/site.ts'
import { domain, startSwitch } from '../support/switch.ts'

// Journey 6: the demo is left for an own company with no default password; two operators come in, one of them from
// another computer's console over TLS; a line of one's own is tested before it is saved.

const admin = { name: 'Anna Lebedeva', login: 'anna', password: 'copper kettle 9' }
const people = [
  { name: 'Jan Nowak', login: 'jan', password: 'first password J' },
  { name: 'Olga Petrova', login: 'olga', password: 'first password O' },
] as const
const asked = 'Is the workshop open today?'

let desk: Console
let second: Console
let customer: Customer
let site: Awaited<ReturnType<typeof startSite>>
let address: string
let fingerprint: string

test.describe.configure({ mode: 'serial' })
test.beforeAll(async () => {
  ;[desk, customer] = await Promise.all([openConsole(), openCustomer()])
  site = await startSite(await desk.hub())
})
test.afterAll(async () => {
  site?.stop()
  await Promise.all([second?.close(), desk?.close(), customer?.close()])
})

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })
const online = (page: Page) =>
  expect(page.getByTestId('hub-state')).toContainText('online', { timeout: 60_000 })
const section = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Settings' }).getByRole('button', { name }).click()

test('the demo is left for an empty company, whose first administrator chooses a password', async () => {
  const { page } = desk
  await online(page)
  await page.keyboard.press('Control+Comma')
  await section(page, 'Server and data')
  await button(page, 'Go to your own company').click()
  await button(page, 'Go').last().click()

  await expect(page.getByRole('heading', { name: 'Set up your company' })).toBeVisible({ timeout: 30_000 })
  await page.getByLabel('Name').fill('Northwood Workshop')
  await button(page, 'Next').click()
  await page.getByLabel('Your name').fill(admin.name)
  await page.getByLabel('Login').fill(admin.login)
  await button(page, 'Next').click()
  const password = page.getByRole('textbox', { name: 'Password' })
  for (const weak of ['', 'short', `${admin.login}-${admin.login}-1`]) {
    await password.fill(weak)
    await button(page, 'Create the company').click()
    await expect(page.getByRole('heading', { name: 'Set up your company' })).toBeVisible()
  }
  await password.fill(admin.password)
  await button(page, 'Create the company').click()
  await online(page)
  await expect(button(page, `${admin.name}: Available`)).toBeVisible()
  expect(await inbox(page)).toEqual([])
})

test('two operators are added, each with a first password', async () => {
  const { page } = desk
  await page.keyboard.press('Control+Comma')
  await section(page, 'Team')
  const form = page.locator('form', { has: page.getByRole('heading', { name: 'Add a person' }) })
  for (const { name, login, password } of people) {
    await form.getByLabel('Name', { exact: true }).fill(name)
    await form.getByLabel('Login').fill(login)
    await form.getByLabel('First password').fill('too short')
    await form.getByRole('button', { name: 'Add a person' }).click()
    await expect(page.getByRole('row', { name })).toBeHidden()
    await form.getByLabel('First password').fill(password)
    await form.getByRole('button', { name: 'Add a person' }).click()
    await expect(page.getByRole('row', { name })).toContainText('operator')
  }
})

test('the hub lets other desks in over TLS, and tells its address and fingerprint', async () => {
  const { page } = desk
  await section(page, 'Server and data')
  await page.getByLabel('Port').fill(String(await freePort()))
  await page.getByRole('switch', { name: 'Let them in to this server' }).click()
  await expect(page.getByText(/^https:\/\/localhost:\d+$/)).toBeVisible({ timeout: 30_000 })
  address = (await page.getByText(/^https:\/\/localhost:\d+$/).textContent()) ?? ''
  fingerprint = (await page.locator('code').textContent()) ?? ''
  expect(fingerprint).toMatch(/^([0-9A-F]{2}[: ]?){32}$/)
  await online(page)
})

test('a second console confirms the fingerprint, and one of the operators signs in there', async () => {
  second = await openConsole({ data: 'own' })
  const { page } = second
  await button(page, 'Another server').click()
  await page.getByLabel('Server address').fill(address.replace('https://', ''))
  await button(page, 'Look it up').click()
  const found = page.getByRole('status')
  await expect(found).toContainText('Northwood Workshop')
  await expect(found).toContainText(fingerprint)
  await button(page, 'It matches, connect').click()

  const [jan] = people
  await page.getByLabel('Login').fill(jan.login)
  await page.getByRole('textbox', { name: 'Password' }).fill('not the password')
  await button(page, 'Sign in').click()
  await expect(page.getByRole('alert')).toContainText(sentence('AUTH_WRONG_PASSWORD', 'en'))
  await page.getByRole('textbox', { name: 'Password' }).fill(jan.password)
  await button(page, 'Sign in').click()
  await online(page)
  await expect(button(page, `${jan.name}: Available`)).toBeVisible()
})

test('a conversation from the site reaches both, and the one who accepts it is seen by the other', async () => {
  const visitor = await visitShop(customer.page, site.url)
  await visitor.write(asked)
  await desk.page.keyboard.press('Control+Comma')
  for (const { page } of [desk, second]) {
    await page.getByRole('tab', { name: /^Queue/ }).click()
    await expect(page.getByTestId('inbox-row')).toContainText(asked)
  }
  await second.page.getByTestId('inbox-row').click()
  await second.page.getByTestId('composer').getByRole('button', { name: 'Accept' }).click()
  await second.page.getByRole('textbox', { name: 'Reply' }).fill('Until six')
  await second.page.keyboard.press('Enter')
  await expect(visitor.message('Until six')).toBeVisible()
  await desk.page.getByRole('tab', { name: 'All' }).click()
  await desk.page.getByTestId('inbox-row').filter({ hasText: 'Until six' }).click()
  await expect(desk.page.getByTestId('timeline')).toContainText('Until six')
  await expect(desk.page.getByTestId('centre')).toContainText(people[0].name)
})

test('a line of one’s own is tested in words before it is saved', async () => {
  const pbx = await startSwitch({ '201': 'line password' })
  try {
    const { page } = second
    await page.keyboard.press('Control+Comma')
    await section(page, 'Phone line')
    await page.getByText('Your own PBX', { exact: true }).click()
    await page.getByLabel('PBX address').fill(pbx.url)
    await page.getByLabel('Extension', { exact: true }).fill('201')
    await page.getByLabel('Domain (realm)').fill(domain)
    await page.getByLabel('Line password').fill('guessed')
    await button(page, 'Test this line').click()
    const result = page.getByRole('status').filter({ has: page.locator('ol') })
    await expect(result).toContainText(sentence('LINE_WRONG_PASSWORD', 'en'))
    await expect(result).toContainText('Type the line’s password anew')
    await page.getByLabel('Line password').fill('line password')
    await button(page, 'Test this line').click()
    await expect(result).toContainText('The line works')
    await expect(result).toContainText('took extension 201')
    await button(page, 'Save').click()
    await expect(page.getByText('line 201 is up')).toBeVisible()
  } finally {
    pbx.stop()
  }
})
