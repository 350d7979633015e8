import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { connectVisitor } from '../../hub/testing.ts'
import type { Client } from '../../shared/ipc/derive.ts'
import { newId } from '../../shared/lib/ids.ts'
import { type Console, openConsole } from '../support/console.ts'
import { type Customer, openCustomer } from '../support/customer.ts'
import { deskReady, inbox, lineReady, readPerson } from '../support/desk.ts'
import { openPhone } from '../support/phone.ts'
import { freePort } from '../support/port.ts'
import { auditOf, openSecondConsole } from '../support/second-console.ts'

// Journey 14: the hub's computer goes down in mid-shift. The operator, at another one, goes on: opens a card, searches,
// writes a note and a message, gives a call its outcome; their console is killed and started again meanwhile. When the hub
// is back everything is there once, on both.

const timur = 'o-timur'
const caller = { name: 'Сергей Панин', number: '+79000001002' }
const keyring = { KOMMUTATOR_HOST_KEYRING: '1' }
let port: number
let folder: string
let host: Console
let desk: Console
let customer: Customer
let asked: string

const openHost = () =>
  openConsole({ profile: join(folder, 'host'), env: { KOMMUTATOR_HUB_PORT: String(port) } })
const openDesk = (env: Record<string, string> = keyring) =>
  openConsole({ profile: join(folder, 'desk'), env: { ...env, KOMMUTATOR_DATA: '' } })
const kill = async (console: Console) => {
  console.app.process().kill('SIGKILL')
  await console.page
    .context()
    .close()
    .catch(() => undefined)
}
const operator = (page: Page) => ({
  presence: (to: 'available' | 'away') =>
    page.evaluate(
      (presence) => (window as unknown as { operator: Client }).operator.session.setPresence({ presence }),
      to,
    ),
  accept: (conversationId: string) =>
    page.evaluate(
      (id) =>
        (window as unknown as { operator: Client }).operator.conversation.accept({
          conversationId: id as never,
        }),
      conversationId,
    ),
  waiting: () =>
    page.evaluate(async () => {
      const answer = await (window as unknown as { operator: Client }).operator.offline.waiting({})
      return answer.ok ? answer.value.list.filter((one) => one.state !== 'sent').map((one) => one.what) : []
    }),
})
const banner = () => desk.page.getByTestId('offline-banner')
const said = (text: string) => desk.page.getByTestId('message').filter({ hasText: text })

async function customerSays(text: string): Promise<string> {
  const visitor = await connectVisitor(await host.hub())
  await visitor.hello()
  await visitor.ask('message', { messageId: newId<string>() as never, text })
  visitor.close()
  const row = async () => (await inbox(desk.page)).find((one) => one.lastText === text)
  await expect.poll(row, { timeout: 20_000 }).toBeTruthy()
  return (await row())?.conversationId ?? ''
}

test.describe.configure({ mode: 'serial' })
test.beforeAll(async () => {
  test.setTimeout(180_000)
  folder = await mkdtemp(join(tmpdir(), 'kommutator-offline-'))
  await Promise.all(['host', 'desk'].map((name) => mkdir(join(folder, name))))
  port = await freePort()
  ;[host, customer] = await Promise.all([openHost(), openCustomer()])
  await deskReady(host.page)
  desk = await openSecondConsole(host, timur, { profile: join(folder, 'desk'), env: keyring })
  await lineReady(desk.page)
})
test.afterAll(async () => {
  await Promise.all([
    host?.close().catch(() => undefined),
    desk?.close().catch(() => undefined),
    customer?.close(),
  ])
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
})

test('the hub goes down in mid-shift, and the work goes on', async () => {
  const { page } = desk
  asked = await customerSays('Do you have the tall heron lamp?')
  await operator(page).accept(asked)
  // Its card comes by itself, without having been opened.
  await expect.poll(() => auditOf(host, 'replica').length, { timeout: 20_000 }).toBeGreaterThan(0)

  await operator(host.page).presence('away')
  const phone = await openPhone(customer, await host.link('phone'), caller.number)
  await phone.call()
  await expect(page.getByRole('region', { name: 'Incoming call' })).toContainText(caller.name)
  await page.keyboard.press('F12')
  await phone.stands('talking')
  await phone.hangUp()
  const dock = page.getByRole('region', { name: 'Wrap-up' })
  await expect(dock).toBeVisible({ timeout: 20_000 })
  await kill(host)
  await expect(banner()).toContainText('Offline for', { timeout: 20_000 })
  await page.keyboard.press('F9')
  await expect(dock).toBeHidden()

  await page.getByTestId('inbox-row').filter({ hasText: 'heron lamp' }).first().click()
  await expect(said('Do you have the tall heron lamp?')).toHaveCount(1)
  await page.keyboard.press('Control+Shift+KeyF')
  await page.getByTestId('search-field').fill('lamps ')
  await expect(page.getByTestId('search-hit').filter({ hasText: 'heron' })).toHaveCount(1)
  await expect(page.getByTestId('search-pane')).toContainText('only the copy on this computer')
  await page.getByTestId('search-field').press('Escape')
  await page.getByTestId('search-field').press('Escape')

  const reply = page.getByRole('textbox', { name: 'Reply' })
  await reply.fill('Two of them, in brass')
  await page.getByTestId('send').click()
  await expect(said('Two of them, in brass')).toContainText('Waiting')
  await page.keyboard.press('Alt+KeyN')
  await page.getByRole('textbox', { name: 'Note' }).fill('Wants it before Friday')
  await page.getByTestId('send').click()
  await expect(page.getByTestId('waiting').filter({ hasText: 'Wants it before Friday' })).toBeVisible()
  await expect(banner()).toContainText('3 things go out by themselves')
})

test('the console is killed and started again meanwhile: without a keyring its key is with the hub, with one it goes on', async () => {
  await kill(desk)
  desk = await openDesk({})
  await expect(desk.page.getByTestId('locked')).toBeVisible({ timeout: 30_000 })
  await kill(desk)
  desk = await openDesk()
  await expect(banner()).toContainText('3 things go out by themselves', { timeout: 30_000 })
  await desk.page.getByTestId('inbox-row').filter({ hasText: 'heron lamp' }).first().click()
  await expect(said('Do you have the tall heron lamp?')).toHaveCount(1)
  await expect(said('Two of them, in brass')).toHaveCount(1)
  expect((await operator(desk.page).waiting()).sort()).toEqual(['note', 'outcome'])
})

test('the hub is back, and everything is there once, on both', async () => {
  host = await openHost()
  await deskReady(host.page)
  await expect(desk.page.getByTestId('hub-state')).toContainText('online', { timeout: 60_000 })
  await expect.poll(() => operator(desk.page).waiting(), { timeout: 30_000 }).toEqual([])
  await expect(banner()).toBeHidden()
  const row = (await inbox(host.page)).find((one) => one.conversationId === asked)
  const ids: string[][] = []
  for (const { page } of [host, desk]) {
    const { events } = await readPerson(page, row?.contactId ?? '')
    ids.push(events.map((event) => event.eventId))
    const count = (type: string, text: string) =>
      events.filter((event) => event.type === type && String(event.text).includes(text)).length
    expect(count('message.sent', 'Two of them, in brass')).toBe(1)
    expect(count('note.added', 'Wants it before Friday')).toBe(1)
  }
  expect(ids[0]).toEqual(ids[1])
  await expect(said('Two of them, in brass')).toHaveCount(1)
  await expect(desk.page.getByTestId('note').filter({ hasText: 'Wants it before Friday' })).toHaveCount(1)
  await expect(desk.page.getByTestId('waiting')).toHaveCount(0)
})
