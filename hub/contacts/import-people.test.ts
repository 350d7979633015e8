import { afterEach, beforeEach, expect, it } from 'vitest'
import type { ContactRow } from '../../shared/domain/contact-csv.ts'
import type { ContactId } from '../../shared/lib/ids.ts'
import { fact } from '../lib/fact.ts'
import { startTestHub, type TestConsole, type TestHub } from '../testing.ts'

let hub: TestHub
let office: TestConsole
const identity = (kind: 'phone' | 'email', value: string) => ({
  identityId: `i-${value}` as never,
  kind,
  value,
  strong: true,
  verifiedVia: 'carrier',
})
beforeEach(async () => {
  hub = await startTestHub()
  office = await hub.connectConsole((await hub.addOperator('Boss', { roles: ['admin', 'auditor'] })).token)
  const born = (id: string, displayName: string, identities: ReturnType<typeof identity>[]) =>
    fact('contact.created', id as ContactId, 1, { via: 'import', profile: { displayName, identities } })
  await hub.stores.events.append({
    actor: 't',
    events: [
      born('c-anna', 'Anna', [identity('phone', '+79000000001')]),
      born('c-boris', 'Boris', [identity('email', 'boris@example.com')]),
    ],
  })
})
afterEach(() => hub.stop())

const row = (line: number, more: Partial<ContactRow>): ContactRow => ({
  line,
  phones: [],
  emails: [],
  loyalty: [],
  tags: [],
  fields: {},
  ...more,
})
const importId = 'file-0001'
const run = (dry: boolean, rows: ContactRow[]) => office.ask('people.import', { importId, dry, rows })
const facts = async () => (await hub.stores.events.since(0, 1000)).length

it('says first what would become of each row and changes nothing, then does exactly that, each row once', async () => {
  const rows = [
    row(2, { name: 'Vera', phones: ['+79000000009'], city: 'Gdynia', tags: ['vip'], fields: { floor: '7' } }),
    row(3, {
      name: 'Anna K.',
      phones: ['+79000000001'],
      emails: ['anna@example.com'],
      fields: { floor: '2' },
    }),
    row(4, { name: 'Boris', emails: ['boris@example.com'] }),
    row(5, { name: 'Both', phones: ['+79000000001'], emails: ['boris@example.com'] }),
  ]
  const before = await facts()
  const dry = await run(true, rows)
  expect(await facts()).toBe(before)
  expect(dry.outcomes.map((o) => [o.what, o.changes, o.code])).toEqual([
    ['new', [], undefined],
    ['changed', ['email', 'floor'], undefined],
    ['same', [], undefined],
    ['refused', [], 'IMPORT_ROW_SEVERAL'],
  ])
  expect(dry.outcomes[3]?.people.map((p) => p.name)).toEqual(['Anna', 'Boris'])
  expect((await run(false, rows)).outcomes).toEqual(dry.outcomes)
  const after = await facts()
  // The connection was lost, or another administrator goes on: nothing is taken twice.
  expect((await run(false, rows)).outcomes.map((o) => o.what)).toEqual(['new', 'changed', 'same', 'refused'])
  expect(await facts()).toBe(after)
  const found = async (text: string) => (await office.ask('card.find', { text })).people.map((p) => p.name)
  expect(await found('+79000000009')).toEqual(['Vera'])
  // A name that is known stays, and nobody became somebody else.
  expect(await found('anna@example.com')).toEqual(['Anna'])
  expect(hub.parts.views.people.personOf('c-anna' as ContactId)).toBe('c-anna')
  const { entries } = await office.ask('audit.list', { area: 'people' })
  expect(entries.map((e) => [e.action, e.detail.new, e.detail.changed, e.detail.refused])).toEqual([
    ['people.imported', 1, 1, 1],
    ['people.imported', 1, 1, 1],
  ])
})

it('a row that was refused may come again once its people are linked', async () => {
  const both = [row(2, { phones: ['+79000000001'], emails: ['boris@example.com'], tags: ['vip'] })]
  expect((await run(false, both)).outcomes[0]).toMatchObject({ what: 'refused' })
  await office.ask('card.link', {
    id: 'x-link' as never,
    linkId: 'l-1' as never,
    contactId: 'c-anna' as ContactId,
    withContactId: 'c-boris' as ContactId,
    why: 'the same person',
  })
  expect((await run(false, both)).outcomes[0]).toMatchObject({ what: 'changed', changes: ['tag'] })
})

it('gives everybody out a page at a time, one row a person, and says so in the audit; to administrators only', async () => {
  const many = Array.from({ length: 400 }, (_, i) =>
    row(i + 2, { name: `P${i}`, phones: [`+7900001${String(i).padStart(4, '0')}`] }),
  )
  for (let i = 0; i < many.length; i += 200) await run(false, many.slice(i, i + 200))
  const first = await office.ask('people.export', {})
  const second = await office.ask('people.export', { after: first.after ?? '' })
  expect([first.rows.length, second.rows.length, second.after]).toEqual([300, 102, undefined])
  expect(first.total).toBe(402)
  expect(new Set([...first.rows, ...second.rows].map((r) => r.name)).size).toBe(402)
  const { entries } = await office.ask('audit.list', { area: 'people', limit: 1 })
  expect(entries[0]).toMatchObject({ action: 'people.exported', detail: { people: 402 } })
  const desk = await hub.connectConsole((await hub.addOperator('Lena')).token)
  expect(await desk.request('people.export', {})).toMatchObject({ code: 'FORBIDDEN' })
  expect(await desk.request('people.import', { importId, dry: true, rows: [row(2, {})] })).toMatchObject({
    code: 'FORBIDDEN',
  })
})
