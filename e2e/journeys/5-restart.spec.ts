import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { type Console, openConsole } from '../support/console.ts'
import { openCustomer } from '../support/customer.ts'
import {
  beingRecorded,
  deskReady,
  findPeople,
  goTo,
  inbox,
  lastCall,
  type Person,
  readPerson,
  wrapUp,
} from '../support/desk.ts'
import { openPhone } from '../support/phone.ts'
import { visitShop } from '../support/shop.ts'

// Journey 5: after a chat and a call everything is closed and started again on the same data: nothing is lost, nothing
// is there twice, and the log goes on where it stopped.

const caller = { name: 'Денис Карпов', number: '+79000001004' }
const asked = 'Will the blue one come back?'
const answered = 'In March, we think'

/** All that must be the same after a restart. */
type Kept = { position: number; visitor: Person; caller: Person; rows: string[] }

let profile: string
let visitorId: string
let callerId: string

async function kept(desk: Console): Promise<Kept> {
  const { page } = desk
  return {
    position: (await desk.health()).position,
    visitor: await readPerson(page, visitorId),
    caller: await readPerson(page, callerId),
    rows: (await inbox(page)).map((row) => JSON.stringify(row)).sort(),
  }
}

test.describe.configure({ mode: 'serial' })
test.beforeAll(async () => {
  profile = await mkdtemp(join(tmpdir(), 'kommutator-restart-'))
})
test.afterAll(async () => {
  await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
})

let before: Kept

test('a chat and a call are held, and everything is closed', async () => {
  const [desk, customer] = await Promise.all([openConsole({ profile }), openCustomer()])
  try {
    const { page } = desk
    await deskReady(page)
    const visitor = await visitShop(customer.page, `${await desk.link('shop')}/en/`)
    await visitor.write(asked)
    await expect
      .poll(async () => (await inbox(page)).find((row) => row.lastText === asked)?.status)
      .toBe('queued')
    const row = (await inbox(page)).find((r) => r.lastText === asked)
    visitorId = row?.contactId ?? ''
    await page.getByRole('tab', { name: /^Queue/ }).click()
    await page.getByRole('listbox').hover()
    await page.mouse.wheel(0, 10_000)
    await page.getByTestId('inbox-row').filter({ hasText: asked }).click()
    await page.getByTestId('composer').getByRole('button', { name: 'Accept' }).click()
    await page.getByRole('textbox', { name: 'Reply' }).fill(answered)
    await page.keyboard.press('Enter')
    await expect(visitor.message(answered)).toBeVisible()

    const phone = await openPhone(customer, await desk.link('phone'), caller.number)
    const [hit] = await findPeople(page, caller.number)
    callerId = hit?.personId ?? ''
    await phone.call('q-sales')
    await expect(page.getByRole('region', { name: 'Incoming call' })).toContainText(caller.name)
    await page.keyboard.press('F12')
    await phone.stands('talking')
    await beingRecorded(page)
    await phone.hangUp()
    await phone.told('The call has ended')
    await wrapUp(page)
    await expect
      .poll(() => lastCall(page, callerId), { timeout: 15_000 })
      .toMatchObject({ outcome: 'answered', recording: { kept: true } })
    await Promise.all([visitor.page.close(), phone.page.close()])
    before = await kept(desk)
  } finally {
    await Promise.all([desk.close(), customer.close()])
  }
})

test('started again, nothing is lost and nothing is there twice, and the log goes on', async () => {
  const desk = await openConsole({ profile })
  try {
    const { page } = desk
    await deskReady(page)
    await expect.poll(async () => (await inbox(page)).length).toBe(before.rows.length)
    const after = await kept(desk)
    for (const who of ['visitor', 'caller'] as const) {
      const ids = after[who].events.map((event) => event.eventId)
      expect(ids).toEqual(before[who].events.map((event) => event.eventId))
      expect(new Set(ids).size).toBe(ids.length)
    }
    expect(after).toEqual(before)

    await goTo(page, caller.number, caller.name)
    await expect(page.getByTestId('call').last()).toContainText('Incoming call')
    await page.getByTestId('call').last().getByRole('button', { name: 'Play the recording' }).click()
    await expect(page.getByTestId('call').last().getByRole('button', { name: 'Pause' })).toBeVisible()

    await page.keyboard.press('Alt+KeyN')
    await page.keyboard.type('Still here after the restart')
    await page.keyboard.press('Enter')
    await expect(page.getByTestId('note').last()).toContainText('Still here after the restart')
    const more = await readPerson(page, callerId)
    expect(more.events.slice(0, -1)).toEqual(before.caller.events)
    expect(more.events.at(-1)).toMatchObject({ type: 'note.added', position: before.position + 1 })
  } finally {
    await desk.close()
  }
})
