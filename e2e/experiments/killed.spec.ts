import { expect, test } from '@playwright/test'
import { dominance } from '../../tools/media/tones.ts'
import { type Console, openConsole } from '../support/console.ts'
import { type Customer, listen, openCustomer } from '../support/customer.ts'
import { beingRecorded, calls, deskReady, findPeople, lastCall, lineReady, wrapUp } from '../support/desk.ts'
import { type CustomerPhone, openPhone } from '../support/phone.ts'
import { killPart } from '../support/processes.ts'
import { fetchRecording, secondsOf, toneBySecond, weakestTones } from '../support/recording.ts'

// Experiment b: the hub and then the switch are killed with -9 in the middle of a call. The call goes on, both come
// back by themselves, either side can end the call, and the recording is whole. On Kamailio: see journey 7.

const [operatorTone, customerTone] = [440, 1000]
const oleg = { name: 'Олег Назаров', number: '+79000001005' }

let desk: Console
let customer: Customer
let phone: CustomerPhone
let personId: string

test.describe.configure({ mode: 'serial' })
test.beforeAll(async () => {
  ;[desk, customer] = await Promise.all([
    openConsole({ tone: operatorTone }),
    openCustomer({ tone: customerTone }),
  ])
  await deskReady(desk.page)
  phone = await openPhone(customer, await desk.link('phone'), oleg.number)
  const [hit] = await findPeople(desk.page, oleg.number)
  personId = hit?.personId ?? ''
})
test.afterAll(async () => {
  await Promise.all([desk?.close(), customer?.close()])
})

const talking = async () => (await calls(desk.page)).find((call) => call.phase === 'connected')

/** The customer hears the operator and nobody else. */
async function heard(): Promise<void> {
  await expect(async () => {
    const { samples, rate } = await listen(phone.page)
    expect(dominance(samples, rate, operatorTone, customerTone)).toBeGreaterThan(20)
  }).toPass({ timeout: 15_000 })
}

async function talk(): Promise<void> {
  await phone.call('q-sales')
  await expect(desk.page.getByRole('region', { name: 'Incoming call' })).toContainText(oleg.name)
  await desk.page.keyboard.press('F12')
  await phone.stands('talking')
  await beingRecorded(desk.page)
  await heard()
}

/** The link of both sides to the switch is there again. */
async function registered(): Promise<void> {
  await lineReady(desk.page)
  const last = async () => (await calls(desk.page)).at(-1)
  await expect.poll(last, { timeout: 30_000 }).toMatchObject({ phase: 'connected', linked: true })
  await expect(phone.page.locator('.sentence')).toHaveText('Talking', { timeout: 30_000 })
}

/** What lies on the timeline of the call that has just ended; its recording lasts as long as the talk and has both voices all through. */
async function whole(endedBy: 'operator' | 'customer'): Promise<void> {
  await wrapUp(desk.page)
  const kept = { outcome: 'answered', endedBy, recording: { kept: true, cutShort: false } }
  await expect.poll(() => lastCall(desk.page, personId), { timeout: 30_000 }).toMatchObject(kept)
  const call = await lastCall(desk.page, personId)
  if (!call?.recording) throw new Error('there is no recording')
  const sound = await fetchRecording(desk.page, call.recording.recordingId)
  expect(Math.abs(secondsOf(sound) - call.talkSeconds)).toBeLessThan(2)
  const weakest = weakestTones(sound, operatorTone, customerTone)
  const heard = toneBySecond(sound, operatorTone, customerTone)
  expect(weakest.operator, heard).toBeGreaterThan(20)
  expect(weakest.customer, heard).toBeGreaterThan(20)
}

test('the hub and then the switch are killed in a call, and the operator ends it', async () => {
  await talk()
  await killPart(desk, 'hub')
  expect(await talking()).toMatchObject({ linked: true, recording: 'on' })
  await heard()
  await expect(desk.page.getByTestId('hub-state')).toContainText('online', { timeout: 30_000 })

  await killPart(desk, 'demo switch')
  expect(await talking()).toBeDefined()
  await heard()
  await registered()
  await heard()
  await desk.page.keyboard.press('F10')
  await phone.told('The call has ended: they hung up')
  await whole('operator')
})

test('the switch is killed in a call, and the customer ends it', async () => {
  await talk()
  await killPart(desk, 'demo switch')
  await heard()
  await registered()
  await phone.hangUp()
  await phone.told('The call has ended')
  await expect.poll(talking).toBeUndefined()
  await whole('customer')
})

test('the hub is killed while a call ends, and the end and the recording arrive when it is back', async () => {
  await talk()
  const killed = killPart(desk, 'hub')
  await phone.hangUp()
  await phone.told('The call has ended')
  await killed
  await expect(desk.page.getByTestId('hub-state')).toContainText('online', { timeout: 30_000 })
  await whole('customer')
})
