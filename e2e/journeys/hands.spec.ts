import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { jabra } from '../../renderer/engine/headset/testing/fixtures.ts'
import { type Console, openConsole } from '../support/console.ts'
import { type Customer, openCustomer } from '../support/customer.ts'
import { calls, deskReady } from '../support/desk.ts'
import { hears, hearsNothing } from '../support/ears.ts'
import { type PluggedHeadset, plugIn, windowOf } from '../support/headset.ts'
import { type CustomerPhone, openPhone } from '../support/phone.ts'

// A call by everything that is no screen of the desk: the headset's buttons, the small call window, the command line.

const OPERATOR = 440
const CUSTOMER = 1000
/** Bits of the headset's one output report: mute, off-hook, ring, hold, microphone, ringer. */
const MUTE = 1
const OFF_HOOK = 2
const RING = 4 | 32
const HOLD = 8

let desk: Console
let customer: Customer
let phone: CustomerPhone
let headset: PluggedHeadset
let mini: Page

test.describe.configure({ mode: 'serial' })
test.beforeAll(async () => {
  ;[desk, customer] = await Promise.all([openConsole({ tone: OPERATOR }), openCustomer({ tone: CUSTOMER })])
  await deskReady(desk.page)
  headset = await plugIn(desk.app, jabra)
  mini = await windowOf(desk.app, 'mini.html')
  phone = await openPhone(customer, await desk.link('phone'), '+79000007701')
})
test.afterAll(async () => {
  await Promise.all([desk?.close(), customer?.close()])
})

const lights = () => expect.poll(async () => (await headset.shown(2))[0] ?? 0)
const front = async () => (await calls(desk.page)).find((call) => call.phase !== 'ended')
const state = () => expect.poll(async () => (await front())?.phase)
const muted = () => expect.poll(async () => (await front())?.muted)

/** The operator works in another program, or comes back. */
const inFront = (on: boolean) =>
  desk.app.evaluate(({ BrowserWindow }, shown) => {
    const window = BrowserWindow.getAllWindows().find((one) =>
      one.webContents.getURL().includes('index.html'),
    )
    if (shown) window?.focus()
    else window?.blur()
  }, on)
const miniShown = () =>
  expect.poll(() =>
    desk.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()
        .find((one) => one.webContents.getURL().includes('mini.html'))
        ?.isVisible(),
    ),
  )
const focusedWindow = () =>
  desk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getFocusedWindow()?.webContents.getURL() ?? '')

async function doneWith(page: Page): Promise<void> {
  const dock = page.getByRole('region', { name: 'Wrap-up' })
  await expect(dock).toBeVisible()
  await page.keyboard.press('F9')
  await expect(dock).toBeHidden()
}

test('the headset rings, answers, mutes the call that is heard, holds, and hangs up; its lights follow', async () => {
  await phone.call()
  await state().toBe('offered')
  await lights().toBe(RING)
  await headset.press('hook on')
  await phone.stands('talking')
  await lights().toBe(OFF_HOOK)
  await hears(phone.page, OPERATOR, CUSTOMER)

  await headset.press('mute down, in a call')
  await headset.press('mute up, in a call')
  await muted().toBe(true)
  await lights().toBe(OFF_HOOK | MUTE)
  await expect(desk.page.getByRole('article', { name: /^Call: / })).toContainText('Muted')
  await hearsNothing(phone.page)

  // There is one mute: the key takes back what the headset did, and the light goes out.
  await desk.page.keyboard.press('F8')
  await muted().toBe(false)
  await lights().toBe(OFF_HOOK)
  await hears(phone.page, OPERATOR, CUSTOMER)

  await headset.press('flash down, in a call')
  await headset.press('flash up, in a call')
  await lights().toBe(HOLD)
  await headset.press('flash down')
  await headset.press('flash up')
  await lights().toBe(OFF_HOOK)

  await headset.press('hook off')
  await phone.stands('ended')
  await lights().toBe(0)
  await doneWith(desk.page)
})

test('the small window comes up without the keyboard, and typing answers nothing', async () => {
  await inFront(false)
  await phone.call()
  await miniShown().toBe(true)
  await expect(mini.getByTestId('mini')).toContainText('+7 900 000-77-01')
  await expect(mini.getByRole('button', { name: /Answer/ })).toContainText('F12')
  expect(await focusedWindow()).not.toContain('mini.html')
  for (const key of ['Enter', 'Space', 'KeyA', 'Escape', 'Digit1']) await mini.keyboard.press(key)
  await state().toBe('offered')
})

test('Enter answers once it was clicked, and the desk comes to the front with the card', async () => {
  await mini.getByTestId('mini').click({ position: { x: 180, y: 62 } })
  await expect(mini.getByTestId('mini')).toHaveAttribute('data-armed', 'true')
  await mini.keyboard.press('Enter')
  await phone.stands('talking')
  await miniShown().toBe(false)
  expect(await focusedWindow()).toContain('index.html')
  await phone.hangUp()
  await doneWith(desk.page)
})

test('it is moved by hand and comes up where it was left; what was put off hears busy', async () => {
  await inFront(false)
  await phone.call()
  await miniShown().toBe(true)
  const place = () =>
    desk.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()
        .find((one) => one.webContents.getURL().includes('mini.html'))
        ?.getBounds(),
    )
  const before = await place()
  await mini.mouse.move(180, 62)
  await mini.mouse.down()
  await mini.mouse.move(120, 102, { steps: 4 })
  await mini.mouse.up()
  await expect.poll(place).not.toEqual(before)
  const after = await place()
  await mini.getByRole('button', { name: /remind me/ }).click()
  await phone.stands('ended')
  await miniShown().toBe(false)
  await phone.call()
  await miniShown().toBe(true)
  expect(await place()).toEqual(after)
  await phone.hangUp()
  await miniShown().toBe(false)
  await inFront(true)
})

test('a second start of the program answers, mutes and hangs up, and only proposes a number', async () => {
  const order = async (...args: string[]) => {
    const child = spawn(
      join(import.meta.dirname, '../../node_modules/.bin/node'),
      ['tools/electron-host/launch.mjs', '.', `--user-data-dir=${desk.profile}`, ...args],
      { cwd: join(import.meta.dirname, '../..'), stdio: 'ignore' },
    )
    await once(child, 'exit')
  }
  await phone.call()
  await state().toBe('offered')
  await order('--answer')
  await phone.stands('talking')
  await order('--mute')
  await muted().toBe(true)
  await order('--hangup')
  await phone.stands('ended')
  await doneWith(desk.page)
  await order('--dial', '+7 900 000-77-02')
  await expect(desk.page.getByRole('dialog').getByRole('textbox')).toHaveValue(/900/)
  expect(await front()).toBeUndefined()
})
