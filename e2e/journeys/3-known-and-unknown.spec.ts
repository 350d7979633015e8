import { expect, test } from '@playwright/test'
import { type Console, openConsole } from '../support/console.ts'
import { type Customer, openCustomer } from '../support/customer.ts'
import { beingRecorded, calls, deskReady, findPeople, readPerson, wrapUp } from '../support/desk.ts'
import { openPhone } from '../support/phone.ts'

// Journey 3: a number that belongs to somebody is recognised before the answer; one that does not makes a new card,
// which is linked with another and set free again without a trace.

const known = { name: 'Анна Ковалёва', number: '+79000001001' }
const unknown = '+79005550199'

let desk: Console
let customer: Customer

test.describe.configure({ mode: 'serial' })
test.beforeAll(async () => {
  ;[desk, customer] = await Promise.all([openConsole(), openCustomer()])
  await deskReady(desk.page)
})
test.afterAll(async () => {
  await Promise.all([desk?.close(), customer?.close()])
})

test('a known number is recognised before the answer, and the card is open', async () => {
  const { page } = desk
  const [person] = await findPeople(page, known.number)
  expect(person?.name).toBe(known.name)
  const phone = await openPhone(customer, await desk.link('phone'), known.number)
  await phone.call('q-sales')
  const pop = page.getByRole('region', { name: 'Incoming call' })
  await expect(pop).toContainText(known.name)
  await expect(pop).not.toContainText('not in base')
  await expect(page.getByTestId('card-name')).toContainText(known.name)
  const [ringing] = await calls(page)
  expect(ringing).toMatchObject({ phase: 'offered', contactId: person?.personId, remoteName: known.name })

  await page.keyboard.press('F12')
  await phone.stands('talking')
  await expect(page.getByTestId('timeline')).toContainText('Talking now')
  await page.keyboard.press('F10')
  await phone.told('The call has ended: they hung up')
  await wrapUp(page)
  await expect(page.getByTestId('call').last()).toContainText('Incoming call')
  await phone.page.close()
})

test('an unknown number makes a card that is linked with another, and unlinking gives both back exactly', async () => {
  const { page } = desk
  expect(await findPeople(page, unknown)).toEqual([])
  const phone = await openPhone(customer, await desk.link('phone'), unknown)
  await phone.call('q-sales')
  await expect(page.getByRole('region', { name: 'Incoming call' })).toContainText('not in base')
  await page.keyboard.press('F12')
  await phone.stands('talking')
  await beingRecorded(page)
  await phone.hangUp()
  await phone.told('The call has ended')
  await wrapUp(page)
  await expect(page.getByTestId('card')).toContainText('+7 900 555-01-99')

  const [hit] = await findPeople(page, unknown)
  const [theirs] = await findPeople(page, known.number)
  if (!hit || !theirs) throw new Error('one of the cards is not to be found')
  await expect(async () => {
    const { timeline } = await readPerson(page, hit.personId)
    const call = timeline.find((item) => item.kind === 'call')
    expect(call).toMatchObject({ outcome: 'answered', recording: { recordingId: expect.any(String) } })
  }).toPass({ timeout: 15_000 })
  const before = {
    caller: await readPerson(page, hit.personId),
    other: await readPerson(page, theirs.personId),
  }
  expect(before.other.events.length).toBeGreaterThan(10)

  await page.keyboard.press('Alt+KeyU')
  await page.getByTestId('finder-field').fill('Ковалёва')
  await page.getByRole('option', { name: known.name }).click()
  const confirm = page.getByTestId('link-confirm')
  await expect(confirm).toContainText('+7 900 555-01-99')
  await expect(confirm).toContainText(known.name)
  await page.getByTestId('link-why').fill('Said so on the phone')
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('notice')).toContainText('Cards linked')
  await expect(page.getByTestId('card-name')).toContainText(known.name)
  await expect(page.getByTestId('timeline')).toContainText('Said so on the phone')

  const linked = await readPerson(page, hit.personId)
  expect(linked.contactIds).toEqual([...before.caller.contactIds, ...before.other.contactIds].sort())
  const ids = (items: readonly { id: string }[]) => items.map((item) => item.id).sort()
  const link = linked.timeline.filter((item) => item.kind === 'link').at(-1)
  expect(ids(linked.timeline)).toEqual(
    ids([...before.caller.timeline, ...before.other.timeline, ...(link ? [link] : [])]),
  )
  expect(link).toMatchObject({ why: 'Said so on the phone' })

  // Either of the two cards leads to the one person.
  expect((await readPerson(page, theirs.personId)).personId).toBe(linked.personId)
  await page.getByTestId('why').click()
  const why = page.getByTestId('why-panel').locator('> div', { hasText: 'Said so on the phone' })
  await why.getByRole('button', { name: 'Unlink' }).click()
  await expect(page.getByTestId('notice').last()).toContainText('unlinked', { ignoreCase: true })

  const after = {
    caller: await readPerson(page, hit.personId),
    other: await readPerson(page, theirs.personId),
  }
  for (const side of ['caller', 'other'] as const) {
    expect(after[side].personId).toBe(before[side].personId)
    expect(after[side].contactIds).toEqual(before[side].contactIds)
    expect(after[side].timeline).toEqual(before[side].timeline)
    const told = after[side].events.filter((event) => !/^contact\.(un)?linked$/.test(event.type))
    expect(told).toEqual(before[side].events.filter((event) => !/^contact\.(un)?linked$/.test(event.type)))
  }
  await phone.page.close()
})
