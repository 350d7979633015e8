import { expect, type Page, test } from '@playwright/test'
import type { ErrorCode } from '../../shared/lib/errors.ts'
import { sentence } from '../../shared/lib/errors.ts'
import { languages } from '../../shared/lib/language.ts'
import { type Console, openConsole } from '../support/console.ts'
import { type Customer, openCustomer } from '../support/customer.ts'
import { calls, deskReady, findPeople, readPerson } from '../support/desk.ts'
import { hears } from '../support/ears.ts'
import { openPhone } from '../support/phone.ts'
import { speak } from '../support/sentences.ts'

// An operator without a microphone: told before the first call and again when one cannot be answered; the customer is
// told, too, and the call stands on the timeline as what it was.

const [operatorTone, callerTone] = [440, 1000]
const person = { name: 'Анна Ковалёва', number: '+79000001001' }
let desk: Console
let customer: Customer

test.describe.configure({ mode: 'serial' })
test.beforeAll(async () => {
  ;[desk, customer] = await Promise.all([
    openConsole({ tone: operatorTone }),
    openCustomer({ tone: callerTone }),
  ])
  await deskReady(desk.page)
})
test.afterAll(async () => {
  await Promise.all([desk?.close(), customer?.close()])
})

function soundWindow(): Page {
  const page = desk.app.windows().find((window) => window.url().includes('engine'))
  if (!page) throw new Error('no window makes the sound')
  return page
}

/** From its next start on the sound's window finds the microphone so: refused by the system, absent, or as it is. */
async function microphoneIs(error: 'NotAllowedError' | 'NotFoundError' | undefined): Promise<void> {
  await soundWindow().addInitScript((name) => {
    const { mediaDevices } = navigator
    const kept = mediaDevices as MediaDevices & { native?: MediaDevices['getUserMedia'] }
    kept.native ??= mediaDevices.getUserMedia.bind(mediaDevices)
    mediaDevices.getUserMedia = name
      ? () => Promise.reject(new DOMException('of the test', name))
      : kept.native
  }, error)
  await soundWindow().reload()
}
const callsOf = async () => {
  const [known] = await findPeople(desk.page, person.number)
  const { timeline } = await readPerson(desk.page, known?.personId ?? '')
  return timeline.filter((item) => item.kind === 'call')
}

for (const [error, code] of [
  ['NotAllowedError', 'MIC_DENIED'],
  ['NotFoundError', 'MIC_MISSING'],
] as const satisfies readonly (readonly [string, ErrorCode])[])
  test(`${code}: a call that is answered without it fails in words on both sides and is kept`, async () => {
    const { page } = desk
    const notices = page.getByTestId('notice')
    for (const language of languages) {
      await speak(page, language)
      await microphoneIs(error)
      await expect(notices.filter({ hasText: sentence(code, language) }).first()).toBeVisible()
    }
    const before = await callsOf()
    const phone = await openPhone(customer, await desk.link('phone'), person.number)
    await phone.call('q-sales')
    await expect(page.getByRole('region', { name: 'Incoming call' })).toContainText(person.name)
    await page.keyboard.press('F12')
    await phone.told('Nobody can take the call now. Try later')
    await expect(
      notices.filter({ hasText: sentence(code, 'en') }).filter({ hasText: person.name }),
    ).toBeVisible()
    expect((await calls(page)).filter((call) => call.phase !== 'ended')).toEqual([])
    await expect.poll(async () => (await callsOf()).length).toBe(before.length + 1)
    expect((await callsOf()).at(-1)).toMatchObject({ outcome: 'failed' })
    await phone.page.close()
  })

test('with the microphone back the next call is answered and heard', async () => {
  const { page } = desk
  await microphoneIs(undefined)
  const phone = await openPhone(customer, await desk.link('phone'), person.number)
  await phone.call('q-sales')
  await expect(page.getByRole('region', { name: 'Incoming call' })).toContainText(person.name)
  await page.keyboard.press('F12')
  await phone.stands('talking')
  await hears(phone.page, operatorTone, callerTone)
  await phone.hangUp()
  await expect.poll(async () => (await callsOf()).at(-1)?.outcome).toBe('answered')
})
