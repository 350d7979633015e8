import { afterEach, beforeEach, expect, it } from 'vitest'
import type { ContactId } from '../../shared/lib/ids.ts'
import { fact } from '../lib/fact.ts'
import { commandId, startTestHub, type TestConsole, type TestHub } from '../testing.ts'

const anna = 'c-anna' as ContactId
let hub: TestHub
let admin: TestConsole
let lena: TestConsole
beforeEach(async () => {
  hub = await startTestHub()
  admin = await hub.connectConsole((await hub.addOperator('Admin', { roles: ['admin', 'operator'] })).token)
  lena = await hub.connectConsole((await hub.addOperator('Lena')).token)
  const born = fact('contact.created', anna, 1, { via: 'card-import', profile: { displayName: 'Anna' } })
  await hub.stores.events.append({ actor: 'test', events: [born] })
})
afterEach(() => hub.stop())

const mark = (field: string, kind: 'text' | 'payment', desk = admin) =>
  desk.request('admin.set-field-kind', { id: commandId(), field, kind })
async function written(field: string, value: string) {
  await lena.ask('card.set-field', { id: commandId(), contactId: anna, field, value })
  const facts = await hub.stores.events.recent(anna, ['field.set'], 1)
  return facts.map((e) => (e.type === 'field.set' ? e.value : ''))[0]
}

it('any field can be marked as one for card data: from then on card data in it is kept masked', async () => {
  // A card number is masked wherever it is written; its date only where card data belongs.
  const card = '12/27'
  expect(await written('deposit', card)).toBe(card)
  expect(await mark(' bot.deposit ', 'payment')).toMatchObject({ ok: true })
  expect(hub.parts.book.get().fieldKinds).toMatchObject({ paymentCard: 'payment', deposit: 'payment' })
  expect(await written('deposit', card)).toBe('••/••')
  expect(await written('bot.deposit', card)).toBe('••/••')
  await mark('deposit', 'text')
  expect(await written('deposit', card)).toBe(card)
  const noted = (await hub.stores.audit.list({ area: 'admin', limit: 10 })).map((e) => e.detail)
  expect(noted.filter((detail) => 'field' in (detail ?? {}))).toHaveLength(2)
})

it('is for administrators', async () => {
  expect(await mark('deposit', 'payment', lena)).toMatchObject({ code: 'FORBIDDEN' })
})
