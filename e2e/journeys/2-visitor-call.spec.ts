import { expect, test } from '@playwright/test'
import { dominance, loudness, stretch } from '../../tools/media/tones.ts'
import { type Console, openConsole } from '../support/console.ts'
import { type Customer, openCustomer } from '../support/customer.ts'
import { calls, deskReady, lastCall } from '../support/desk.ts'
import { CLEAR, hears, hearsMusic, hearsNothing } from '../support/ears.ts'
import { measures } from '../support/look.ts'
import { fetchRecording, jump, secondsOf, sourceOf } from '../support/recording.ts'
import { type Visitor, visitShop } from '../support/shop.ts'

// Journey 2: the visitor who writes calls too, and what was said lies between the messages.

const OPERATOR = 440
const CUSTOMER = 1000
const before = 'May I call you?'
const after = 'Thank you for the call'

let desk: Console
let customer: Customer
let visitor: Visitor
let contactId: string

test.describe.configure({ mode: 'serial' })
test.beforeAll(async () => {
  ;[desk, customer] = await Promise.all([openConsole({ tone: OPERATOR }), openCustomer({ tone: CUSTOMER })])
  await deskReady(desk.page)
  visitor = await visitShop(customer.page, `${await desk.link('shop')}/en/`)
})
test.afterAll(async () => {
  await Promise.all([desk?.close(), customer?.close()])
})

const bar = () => desk.page.getByRole('article', { name: 'Call: Site visitor' })
const player = () => desk.page.getByTestId('call').last()

test('a call from the widget rings with the card of that very person open', async () => {
  const { page } = desk
  await visitor.write(before)
  await page.getByRole('tab', { name: /^Queue/ }).click()
  await page.getByRole('listbox').hover()
  await page.mouse.wheel(0, 10_000)
  await expect(page.getByTestId('inbox-row').filter({ hasText: before })).toBeVisible()

  await visitor.call()
  const pop = page.getByRole('region', { name: 'Incoming call' })
  await expect(pop).toContainText('Site visitor')
  await expect(page.getByTestId('card')).toContainText('Browser on the site')
  await expect(page.getByTestId('message').filter({ hasText: before })).toBeVisible()
  const [ringing] = await calls(page)
  expect(ringing).toMatchObject({ phase: 'offered', identifiedBy: 'token' })
  contactId = ringing?.contactId ?? ''
  await visitor.callStands('ringing')
})

test('they talk: each side hears the other, mute is silent, and on hold there is music and nothing of the room', async () => {
  const { page } = desk
  await page.keyboard.press('F12')
  await visitor.callStands('talking')
  await expect(visitor.widget).toContainText('the call is recorded')
  await measures(bar(), { height: 52 })
  await expect(bar()).toContainText('Rec')
  await hears(visitor.page, OPERATOR, CUSTOMER)

  await page.keyboard.press('F8')
  await expect(bar()).toContainText('Muted')
  await hearsNothing(visitor.page)
  await page.keyboard.press('F8')
  await hears(visitor.page, OPERATOR, CUSTOMER)

  await page.keyboard.press('F6')
  await expect(bar()).toContainText('on hold')
  await expect(visitor.widget).toContainText('You are on hold, please stay on the line')
  await hearsMusic(visitor.page, OPERATOR)
  await page.keyboard.press('F6')
  await expect(visitor.widget).toContainText('Talking')
  await hears(visitor.page, OPERATOR, CUSTOMER)
})

test('two seconds after the hang-up the recording lies between the messages', async () => {
  const { page } = desk
  await page.keyboard.press('F10')
  await expect(player().getByRole('slider')).toBeVisible({ timeout: 2000 })
  await visitor.callStands('ended')
  await expect(visitor.widget).toContainText('The call has ended: they hung up')

  const outcomes = page.getByRole('region', { name: 'Wrap-up' }).getByRole('radio')
  await page.keyboard.press('Digit1')
  await expect(outcomes.first()).toBeChecked()
  await page.keyboard.press('F9')
  await expect(page.getByRole('region', { name: 'Wrap-up' })).toBeHidden()
  await visitor.write(after)
  await expect(page.getByTestId('message').filter({ hasText: after })).toBeVisible()
  const order = await page
    .getByTestId('timeline')
    .locator('[data-testid=message], [data-testid=call]')
    .evaluateAll((all) => all.map((one) => one.getAttribute('data-testid')))
  expect(order).toEqual(['message', 'call', 'message'])
  const call = await lastCall(page, contactId)
  expect(call).toMatchObject({ outcome: 'answered' })
  expect(call?.dispositionId).toBeTruthy()
  const { holds = [], talkSeconds = 0, holdSeconds = 0, recording } = call ?? {}
  expect(holds).toMatchObject([{ seconds: holdSeconds }])
  expect(holdSeconds).toBeGreaterThan(0.5)
  expect(talkSeconds + holdSeconds).toBeCloseTo(recording?.seconds ?? 0, 0)
})

test('the recording has a waveform of both voices, can be moved through, and played faster', async () => {
  const { page } = desk
  const lanes = player().getByRole('slider')
  const call = await lastCall(page, contactId)
  const part = call?.recording
  expect(Math.max(...(part?.peaks?.operator ?? []))).toBeGreaterThan(0.1)
  expect(Math.max(...(part?.peaks?.customer ?? []))).toBeGreaterThan(0.1)
  const seconds = part?.seconds ?? 0

  const box = await lanes.boundingBox()
  await lanes.click({ position: { x: (box?.width ?? 0) / 2, y: 10 } })
  await expect
    .poll(async () => Number(await lanes.getAttribute('aria-valuenow')))
    .toBeCloseTo(seconds / 2, -0.5)
  await player().getByRole('button', { name: 'Speed 1×' }).click()
  await player().getByRole('button', { name: 'Play the recording' }).click()
  await expect(player().getByRole('button', { name: 'Pause' })).toBeVisible()
  await expect
    .poll(async () => Number(await lanes.getAttribute('aria-valuenow')))
    .toBeGreaterThan(seconds / 2 + 1)

  const src = await sourceOf(page, part?.recordingId ?? '')
  const { duration, at } = await jump(page, src, seconds / 2)
  expect(duration).toBeCloseTo(seconds, 0)
  expect(at).toBeCloseTo(seconds / 2, 1)
})

test('it holds what was said, the operator left and the customer right', async () => {
  const { page } = desk
  const call = await lastCall(page, contactId)
  const sound = await fetchRecording(page, call?.recording?.recordingId ?? '')
  const { left, right, rate } = sound
  expect(dominance(left, rate, OPERATOR, CUSTOMER)).toBeGreaterThanOrEqual(CLEAR)
  expect(dominance(right, rate, CUSTOMER, OPERATOR)).toBeGreaterThanOrEqual(CLEAR)
  expect(secondsOf(sound)).toBeCloseTo(call?.recording?.seconds ?? 0, 0)
  // The customer did not fall silent while the operator was muted.
  expect(loudness(stretch(right, rate, 1, 2))).toBeGreaterThan(-40)
})
