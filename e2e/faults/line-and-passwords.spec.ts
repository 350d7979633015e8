import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import type { Client } from '../../shared/ipc/derive.ts'
import { type Console, openConsole } from '../support/console.ts'
import { type Customer, openCustomer } from '../support/customer.ts'
import { calls, deskReady, findPeople, lineReady, readPerson } from '../support/desk.ts'
import { hears } from '../support/ears.ts'
import { malformed } from '../support/malformed.ts'
import { expectSentence, speak } from '../support/sentences.ts'
import { type Between, callFrom, domain, standBetween, startSwitch } from '../support/switch.ts'

// What a line may be told, and the words that open it and the hub: nonsense on the wire, a wrong SIP password, a wrong
// password at sign-in.

const caller = '+48125550177'
const [operatorTone, callerTone] = [440, 1000]
let desk: Console
let customer: Customer
let pbx: Awaited<ReturnType<typeof startSwitch>>
let wire: Between

test.describe.configure({ mode: 'serial' })
test.beforeAll(async () => {
  ;[desk, customer, pbx] = await Promise.all([
    openConsole({ tone: operatorTone }),
    openCustomer({ tone: callerTone }),
    startSwitch({ operator: 'right password', [caller]: 'caller' }),
  ])
  wire = await standBetween(pbx.url)
  await Promise.all([deskReady(desk.page), customer.open(await desk.link('health'))])
})
test.afterAll(async () => {
  wire?.stop()
  pbx?.stop()
  await Promise.all([desk?.close(), customer?.close()])
})

/** Types the line into the settings, as they are open. */
async function fillLine(page: Page, password: string): Promise<void> {
  await page.getByText('Your own PBX', { exact: true }).click()
  await page.getByLabel('PBX address').fill(wire.url)
  await page.getByLabel('Extension', { exact: true }).fill('operator')
  await page.getByLabel('Line password').fill(password)
  await page.getByLabel('Domain (realm)').fill(domain)
}
const facts = async () => (await desk.health()).position

test('a wrong SIP password: the test of the line and its state say so, nothing is hammered or written down', async () => {
  const { page } = desk
  const before = await facts()
  await page.keyboard.press('Control+Comma')
  await fillLine(page, 'wrong password')
  await page.getByRole('button', { name: 'Test this line' }).click()
  const result = page.getByRole('status').filter({ hasText: 'Copy for the administrator' })
  await expect(result).toBeVisible()
  await expectSentence(page, page.getByRole('main').getByRole('status').nth(1), 'LINE_WRONG_PASSWORD')
  const tested = wire.sent.length
  expect(tested, 'one question and one answer to the challenge').toBe(2)

  await page.getByRole('button', { name: 'Save' }).click()
  const state = page.getByRole('main').getByRole('status').first()
  await expectSentence(page, state, 'LINE_WRONG_PASSWORD')
  expect(wire.sent.length - tested).toBeLessThanOrEqual(4)
  expect(await readFile(join(desk.profile, 'config.json'), 'utf8')).not.toContain('wrong password')
  expect(desk.output()).not.toContain('wrong password')

  await page.getByLabel('Line password').fill('right password')
  await page.getByRole('button', { name: 'Save' }).click()
  await lineReady(page)
  expect(await facts()).toBe(before)
})

test('malformed SIP rings nobody, and the next call on the same line is heard both ways', async () => {
  const { page } = desk
  const before = await facts()
  const register = wire.sent.findLast((text) => text.startsWith('REGISTER'))
  if (!register) throw new Error('the line never registered')
  const seen: string[] = []
  await page.exposeFunction('callSeen', (callId: string) => void seen.push(callId))
  await page.evaluate(() => {
    const { operator, callSeen } = window as unknown as { operator: Client; callSeen(id: string): void }
    operator.softphone.onChanged(({ calls }) => {
      for (const { callId } of calls) callSeen(callId)
    })
  })
  for (const frame of malformed(register)) wire.inject(frame)

  const call = await callFrom(customer.page, pbx.url, caller, 'caller', 'operator')
  const pop = page.getByRole('region', { name: 'Incoming call' })
  await expect(pop).toContainText('+48 125 550 177')
  const [ringing, ...more] = await calls(page)
  expect(more).toEqual([])
  for (const callId of new Set(seen)) expect(callId).toBe(ringing?.callId)
  await page.keyboard.press('F12')
  await call.answered()
  await hears(customer.page, operatorTone, callerTone)
  await call.hangUp()
  await expect.poll(async () => (await calls(page)).map((c) => c.phase)).toEqual(['ended'])
  await page.keyboard.press('F9')

  // The call has led to the desk.
  await page.keyboard.press('Control+Comma')
  for (const [language, words] of [
    ['ru', 'линия operator на связи'],
    ['pl', 'linia operator działa'],
    ['en', 'line operator is up'],
  ] as const) {
    await speak(page, language)
    await expect(page.getByRole('main').getByRole('status').first()).toContainText(words)
  }
  expect(await findPeople(page, 'phantom')).toEqual([])
  const [person] = await findPeople(page, caller)
  const { timeline } = await readPerson(page, person?.personId ?? '')
  expect(timeline.filter((item) => item.kind === 'call')).toMatchObject([{ outcome: 'answered' }])
  expect(await facts()).toBeGreaterThan(before)
})

test('a wrong hub password: the form says so, keeps the login and lets nobody in', async () => {
  const { page } = desk
  await page.evaluate(() => (window as unknown as { operator: Client }).operator.hub.useData({ data: 'own' }))
  await page.getByLabel('Name', { exact: true }).fill('Lampa')
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByLabel('Your name').fill('Zofia Maj')
  await page.getByLabel('Login').fill('zofia')
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByLabel('Password', { exact: true }).fill('a lamp at the window')
  await page.getByRole('button', { name: 'Create the company' }).click()
  await expect(page.getByTestId('strip')).toBeVisible()
  const before = await facts()
  await page.evaluate(() => (window as unknown as { operator: Client }).operator.session.logout({}))

  await page.getByLabel('Login').fill('zofia')
  await page.getByLabel('Password', { exact: true }).fill('a lamp at the door')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expectSentence(page, page.getByRole('alert'), 'AUTH_WRONG_PASSWORD')
  await expect(page.getByLabel('Login')).toHaveValue('zofia')
  await expect(page.getByLabel('Password', { exact: true })).toHaveValue('')
  await expect(page.getByTestId('strip')).toBeHidden()
  const inside = await page.evaluate(() =>
    (window as unknown as { operator: Client }).operator.inbox.list({}),
  )
  expect(inside.ok && inside.value.rows).toEqual([])

  await page.getByLabel('Password', { exact: true }).fill('a lamp at the window')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByTestId('strip')).toBeVisible()
  expect(await facts()).toBe(before)
})
