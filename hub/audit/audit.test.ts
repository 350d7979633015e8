import { afterEach, beforeEach, expect, it } from 'vitest'
import type { ContactId, LinkId } from '../../shared/lib/ids.ts'
import { fact } from '../lib/fact.ts'
import { commandId, startTestHub, type TestHub } from '../testing.ts'

let hub: TestHub
let now = 1_780_000_000_000
beforeEach(async () => {
  hub = await startTestHub({ now: () => now })
  await hub.stores.events.append({
    actor: 't',
    events: ['c-anna', 'c-anna-2', 'c-boris'].map((id) =>
      fact('contact.created', id as ContactId, now, { via: 'import', profile: { displayName: id } }),
    ),
  })
})
afterEach(() => hub.stop())

it('one place tells who looked at whom, changed what, read and took away the audit; by person, who and when', async () => {
  const lena = await hub.addOperator('Lena')
  const boss = await hub.addOperator('Boss', { roles: ['auditor'] })
  const desk = await hub.connectConsole(lena.token)
  const office = await hub.connectConsole(boss.token)
  const anna = 'c-anna' as ContactId
  await desk.ask('card.open', { contactId: anna })
  await desk.ask('card.open', { contactId: anna })
  await desk.ask('card.set-field', { id: commandId(), contactId: anna, field: 'city', value: 'Гдыня' })
  await desk.ask('card.open', { contactId: 'c-boris' as ContactId })
  const list = async (query: object) => (await office.ask('audit.list', query)).entries.map((e) => e.action)
  expect(await list({ contactId: anna })).toEqual(['card.set-field', 'card.opened'])
  expect(JSON.stringify(await office.ask('audit.list', { contactId: anna }))).not.toContain('Гдыня')
  expect(await list({ actor: lena.operatorId, area: 'card' })).toHaveLength(3)
  now += 11 * 60_000
  await desk.ask('card.open', { contactId: anna })
  expect(await list({ actor: lena.operatorId, from: now })).toEqual(['card.opened'])
  // What was done to a card is of the person that it has become a part of.
  await desk.ask('card.link', {
    id: commandId(),
    linkId: 'l-1' as LinkId,
    contactId: 'c-anna-2' as ContactId,
    withContactId: anna,
    why: 'same number',
  })
  expect(await list({ contactId: 'c-anna-2' as ContactId, area: 'card' })).toHaveLength(4)
  const taken = await office.ask('audit.export', { area: 'card' })
  expect(taken.entries).toHaveLength(5)
  expect(await list({ actor: boss.operatorId, area: 'audit' })).toContain('audit.exported')
  for (const refused of ['audit.list', 'audit.export'] as const)
    expect(await desk.request(refused, {})).toMatchObject({ code: 'FORBIDDEN' })
})
