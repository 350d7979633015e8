import { expect } from '@playwright/test'
import { type DomainEvent, parseEvent } from '../../shared/domain/event.ts'
import type { Console } from './console.ts'
import { openConsole } from './console.ts'
import { type Customer, openCustomer } from './customer.ts'
import { beingRecorded, calls, deskReady, findPeople, lineReady, readPerson, wrapUp } from './desk.ts'
import { hears } from './ears.ts'
import { type CustomerPhone, openPhone } from './phone.ts'

export const operatorTone = 440
export const customerTone = 1000
const oleg = { name: 'Олег Назаров', number: '+79000001005' }

/** A console and a customer's telephone, each with a tone of its own, and a call between them. */
export type Stage = {
  desk: Console
  customer: Customer
  phone: CustomerPhone
  personId: string
  /** The customer calls, the operator answers, both hear each other and it is recorded. */
  talk(): Promise<void>
  close(): Promise<void>
}

export async function setStage(): Promise<Stage> {
  const [desk, customer] = await Promise.all([
    openConsole({ tone: operatorTone }),
    openCustomer({ tone: customerTone }),
  ])
  await deskReady(desk.page)
  const phone = await openPhone(customer, await desk.link('phone'), oleg.number)
  const [hit] = await findPeople(desk.page, oleg.number)
  return {
    desk,
    customer,
    phone,
    personId: hit?.personId ?? '',
    async talk() {
      await phone.call('q-sales')
      await expect(desk.page.getByRole('region', { name: 'Incoming call' })).toContainText(oleg.name)
      await desk.page.keyboard.press('F12')
      await phone.stands('talking')
      await beingRecorded(desk.page)
      await hears(phone.page, operatorTone, customerTone)
    },
    async close() {
      await Promise.all([desk.close(), customer.close()])
    },
  }
}

export const talking = async (desk: Console) =>
  (await calls(desk.page)).find((call) => call.phase === 'connected')

/** The customer hangs up, and the console hears of it: the other side's BYE finds its way. */
export async function customerEnds({ desk, phone }: Stage): Promise<void> {
  await phone.hangUp()
  await phone.told('The call has ended')
  await expect.poll(() => talking(desk), { timeout: 10_000 }).toBeUndefined()
  await wrapUp(desk.page)
}

/** The line is registered and the call can be ended by both sides again. */
export async function whole({ desk, phone }: Stage): Promise<void> {
  await lineReady(desk.page)
  await expect.poll(() => talking(desk), { timeout: 30_000 }).toMatchObject({ linked: true })
  await expect(phone.page.locator('.sentence')).toHaveText('Talking', { timeout: 30_000 })
}

/** The recordings of a person's last call, oldest first. */
export async function recordingsOf({ desk, personId }: Stage): Promise<DomainEvent<'recording.available'>[]> {
  const { events } = await readPerson(desk.page, personId)
  const facts = events.map(parseEvent).flatMap((e) => (e?.type === 'recording.available' ? [e] : []))
  return facts.filter(({ callId }) => callId === facts.at(-1)?.callId)
}

/** Kills the renderer of one of the console's windows, as a crash would. */
export async function crash(desk: Console, page: 'engine.html' | 'index.html'): Promise<void> {
  await desk.app.evaluate(({ BrowserWindow }, wanted) => {
    const window = BrowserWindow.getAllWindows().find((w) => w.webContents.getURL().includes(wanted))
    if (!window) throw new Error('there is no such window')
    window.webContents.forcefullyCrashRenderer()
  }, page)
}
