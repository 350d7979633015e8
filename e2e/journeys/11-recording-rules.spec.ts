import { expect, test } from '@playwright/test'
import type { Client } from '../../shared/ipc/derive.ts'
import { loudness, measure, stretch } from '../../tools/media/tones.ts'
import { type Console, openConsole } from '../support/console.ts'
import { type Customer, listen, openCustomer } from '../support/customer.ts'
import { beingRecorded, calls, deskReady, goTo, lastCall, wrapUp } from '../support/desk.ts'
import { hears } from '../support/ears.ts'
import { type CustomerPhone, openPhone } from '../support/phone.ts'
import { fetchRecording, secondsOf } from '../support/recording.ts'

// Journey 11: a rule says which calls are recorded and that their callers are told; a pause keeps card data out.

const [operator, customer, beep] = [440, 2000, 1000]
const speech = -45
const silence = -60
const sergey = { name: 'Сергей Панин', number: '+79000001002' }

let desk: Console
let browser: Customer
let phone: CustomerPhone
let contactId: string

test.describe.configure({ mode: 'serial' })
test.beforeAll(async () => {
  ;[desk, browser] = await Promise.all([
    openConsole({ tone: operator, as: 'a-roman' }),
    openCustomer({ tone: customer }),
  ])
  await deskReady(desk.page)
  phone = await openPhone(browser, await desk.link('phone'), sergey.number)
})
test.afterAll(async () => {
  await Promise.all([desk?.close(), browser?.close()])
})

const bar = () => desk.page.getByRole('article', { name: `Call: ${sergey.name}` })
const talked = async () => (await calls(desk.page)).find((call) => call.phase === 'connected')

test('incoming calls are to be recorded and announced, and no others', async () => {
  const answer = await desk.page.evaluate(() =>
    (window as unknown as { operator: Client }).operator.admin.setSettings({
      recordingRules: {
        rules: [
          {
            ruleId: 'incoming',
            direction: 'in',
            record: true,
            announcement: { kind: 'tone' },
            keepDays: 180,
          },
        ],
        otherwise: { record: false, announcement: { kind: 'none' } },
        pauseLimitSeconds: 180,
      },
    }),
  )
  expect(answer).toMatchObject({ ok: true })
})

test('the caller hears that it is recorded, and while it is paused nothing of either side is kept', async () => {
  const { page } = desk
  await phone.call('q-sales')
  await expect(page.getByRole('region', { name: 'Incoming call' })).toContainText(sergey.name)
  await page.keyboard.press('F12')
  await expect(async () => {
    const { samples, rate } = await listen(phone.page)
    expect(measure(samples, rate, beep)).toBeGreaterThan(speech)
  }).toPass({ timeout: 10_000, intervals: [0] })
  await beingRecorded(page)
  await hears(phone.page, operator, customer)
  contactId = (await talked())?.contactId ?? ''

  await page.keyboard.press('Shift+F6')
  await expect.poll(async () => (await talked())?.recording).toBe('paused')
  await expect(bar()).toContainText('Paused: card data')
  await hears(phone.page, operator, customer)
  await page.waitForTimeout(3000)
  await page.keyboard.press('Shift+F6')
  await beingRecorded(page)
  await hears(phone.page, operator, customer)
  await page.keyboard.press('F10')
  await wrapUp(page)

  await expect
    .poll(() => lastCall(page, contactId), { timeout: 30_000 })
    .toMatchObject({
      announcedAt: expect.any(Number),
      recording: { kept: true },
      pauses: [{ reason: 'operator' }],
    })
  const call = await lastCall(page, contactId)
  const [pause] = call?.pauses ?? []
  expect(pause?.seconds).toBeGreaterThan(3)
  const { left, right, rate } = await fetchRecording(page, call?.recording?.recordingId ?? '')
  expect(secondsOf({ left, right, rate })).toBeCloseTo(call?.talkSeconds ?? 0, -0.5)
  // The stretch that is silent on both sides is as long as the pause, and outside of it both are heard.
  const steps = Array.from({ length: Math.floor(secondsOf({ left, right, rate }) * 2) }, (_, n) => n / 2)
  const silent = steps.filter((at) =>
    [left, right].every((side) => loudness(stretch(side, rate, at, at + 0.5)) < silence),
  )
  expect(silent.length / 2).toBeGreaterThan((pause?.seconds ?? 0) - 1.5)
  const [from = 0, to = 0] = [silent[0], silent.at(-1)]
  expect(to - from + 0.5).toBe(silent.length / 2)
  for (const [at, until] of [
    [Math.max(0, from - 2), from],
    [to + 1, to + 2],
  ] as const) {
    expect(measure(stretch(left, rate, at, until), rate, operator)).toBeGreaterThan(speech)
    expect(measure(stretch(right, rate, at, until), rate, customer)).toBeGreaterThan(speech)
  }
})

test('the player shows the pause, takes a comment at its second, and plays', async () => {
  const { page } = desk
  const player = page.getByTestId('call').last()
  await expect(player).toContainText('The customer was told')
  await expect(player.getByTitle(/Recording paused .*: card data/)).toBeVisible()
  await player.getByRole('slider').focus()
  await page.keyboard.press('Space')
  await page.waitForTimeout(1500)
  await page.keyboard.press('Space')
  await page.keyboard.press('KeyC')
  await page.getByRole('textbox', { name: /Comment at/ }).fill('Said the order number')
  await page.keyboard.press('Enter')
  await expect(player).toContainText('Said the order number')
  await expect
    .poll(async () => (await lastCall(page, contactId))?.comments)
    .toMatchObject([{ text: 'Said the order number' }])
})

test('a call that the rule does not speak of is not recorded', async () => {
  const { page } = desk
  await goTo(page, sergey.number, sergey.name)
  await page.keyboard.press('Alt+KeyC')
  await phone.stands('offered')
  await phone.answer()
  await phone.stands('talking')
  await hears(phone.page, operator, customer)
  expect((await talked())?.recording).toBe('off')
  await expect(bar()).toContainText('not recorded')
  await page.keyboard.press('F10')
  await wrapUp(page)
  const call = await lastCall(page, contactId)
  expect(call?.recording).toBeUndefined()
})
