import { afterEach, beforeEach, expect, it } from 'vitest'
import { isOpen, projectCases } from '../../shared/domain/case.ts'
import { parseEvent } from '../../shared/domain/event.ts'
import type { CallId, ContactId } from '../../shared/lib/ids.ts'
import { newId } from '../../shared/lib/ids.ts'
import { commandId, startTestHub, type TestConsole, type TestHub } from '../testing.ts'

let hub: TestHub
let desk: TestConsole
let contactId: ContactId
beforeEach(async () => {
  hub = await startTestHub()
  desk = await hub.connectConsole((await hub.addOperator('Lena')).token)
  const report = { callId: newId<CallId>(), at: Date.now(), direction: 'in' as const, remote: '+79000000001' }
  ;({ contactId } = await desk.ask('call.report', { ...report, id: commandId(), what: 'offered' }))
})
afterEach(() => hub.stop())

const cases = async () => {
  const { cardEvents } = await desk.ask('card.open', { contactId })
  return projectCases(cardEvents.flatMap((e) => parseEvent(e) ?? []))
}
const open = (caseId: string, id = commandId()) =>
  desk.ask('case.open', { id, caseId, contactId, title: 'Broken chair' })

it('a case opens once, changes, takes items in, closes and opens again', async () => {
  const id = commandId()
  await open('k-1', id)
  await open('k-1', id)
  await desk.ask('case.change', {
    id: commandId(),
    caseId: 'k-1',
    contactId,
    step: { text: 'Ask the factory', dueAt: 99 },
  })
  await desk.ask('case.place', { id: commandId(), contactId, itemId: 'message:m', caseId: 'k-1' })
  await desk.ask('case.close', { id: commandId(), caseId: 'k-1', contactId })
  const closed = await cases()
  expect(closed.list).toMatchObject([
    { caseId: 'k-1', title: 'Broken chair', step: { text: 'Ask the factory' } },
  ])
  expect(closed.list.map(isOpen)).toEqual([false])
  expect(closed.placed.get('message:m')).toBe('k-1')
  await desk.ask('case.reopen', { id: commandId(), caseId: 'k-1', contactId })
  expect((await cases()).list.map(isOpen)).toEqual([true])
})

it('a case that is not there cannot be changed or given anything, and one that is cannot be opened anew', async () => {
  await open('k-1')
  expect(
    await desk.request('case.open', { id: commandId(), caseId: 'k-1', contactId, title: 'x' }),
  ).toMatchObject({
    ok: false,
    code: 'INVALID_INPUT',
  })
  for (const answer of [
    await desk.request('case.close', { id: commandId(), caseId: 'k-9', contactId }),
    await desk.request('case.place', { id: commandId(), contactId, itemId: 'm', caseId: 'k-9' }),
    await desk.request('case.open', {
      id: commandId(),
      caseId: 'k-2',
      contactId: 'c-nobody' as ContactId,
      title: 'x',
    }),
  ])
    expect(answer).toMatchObject({ ok: false, code: 'NOT_FOUND' })
})

it('the company makes fields of its own; a required one keeps a case open until it is filled, and with what fits', async () => {
  const fields = [
    {
      fieldId: 'part',
      of: 'case' as const,
      label: { ru: 'Деталь', pl: 'Część', en: 'Part' },
      kind: 'choice' as const,
      choices: ['leg', 'seat'],
      required: true,
    },
  ]
  expect(await desk.request('admin.set-fields', { id: commandId(), fields })).toMatchObject({
    ok: false,
    code: 'FORBIDDEN',
  })
  const admin = await hub.connectConsole((await hub.addOperator('Root', { roles: ['admin'] })).token)
  await admin.ask('admin.set-fields', { id: commandId(), fields })
  const twice = await admin.request('admin.set-fields', { id: commandId(), fields: [...fields, ...fields] })
  expect(twice).toMatchObject({ ok: false, code: 'FIELD_TWICE' })

  await open('k-1')
  const close = () => desk.request('case.close', { id: commandId(), caseId: 'k-1', contactId })
  const fill = (part: string) =>
    desk.request('case.change', { id: commandId(), caseId: 'k-1', contactId, fields: { part } })
  expect(await close()).toMatchObject({ ok: false, code: 'CASE_FIELDS_MISSING' })
  expect(await fill('roof')).toMatchObject({ ok: false, code: 'INVALID_INPUT' })
  expect(await fill('leg')).toMatchObject({ ok: true })
  expect(await close()).toMatchObject({ ok: true })
})
