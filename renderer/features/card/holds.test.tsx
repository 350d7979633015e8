// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Role } from '../../../shared/domain/company.ts'
import type { ContactId } from '../../../shared/lib/ids.ts'
import { button, click, makeWindow, settle, type } from '../../testing/mount.tsx'
import { personOf } from '../person/index.ts'
import { CardPane } from './index.ts'

const petr = 'c-petr' as ContactId
let w: Awaited<ReturnType<typeof makeWindow>>
const show = async (roles: Role[]) => {
  await settle(() => w.control.setSession({ me: { ...w.control.world.me, roles } }))
  await w.show(<CardPane />)
  await settle(() => personOf(w.bridge).getState().open(petr))
}
const menu = () => settle(() => document.querySelector<HTMLElement>('[data-testid="card-menu"]')?.click())
const standing = () => [...document.querySelectorAll('[data-testid="person-hold"]')].map((e) => e.textContent)
const submit = async (why: string) => {
  const form = document.querySelector('form')
  await type(form?.querySelector('input') ?? null, why)
  await settle(() => form?.requestSubmit())
}
beforeEach(async () => {
  w = await makeWindow()
})
afterEach(() => w.close())

describe('a legal hold on a person', () => {
  it('is placed from the menu of their card with a reason, stands on it, and is lifted there', async () => {
    await show(['operator', 'auditor'])
    await menu()
    await click(/Place a legal hold…/)
    await submit('  ')
    expect(w.asked('recordings.placeHold')).toEqual([])
    await submit('claim 12/26')
    expect(w.asked('recordings.placeHold')).toEqual([
      { holdId: expect.any(String), contactId: petr, why: 'claim 12/26' },
    ])
    expect(standing()).toEqual([expect.stringMatching(/Legal hold.*claim 12.26/)])
    expect(document.querySelector('form')).toBeNull()
    await click(/Lift the legal hold/)
    await submit('settled')
    expect(w.asked('recordings.liftHold')).toMatchObject([{ contactId: petr, why: 'settled' }])
    expect(standing()).toEqual([])
  })

  it('is lifted from the card that it was placed on, whichever of the person it is', async () => {
    const other = w.control.world.membersOf(petr).find((id) => id !== petr) as ContactId
    w.control.world.append({
      type: 'legal-hold.placed',
      contactId: other,
      holdId: 'h-1',
      why: 'court',
      operatorId: w.control.world.me.operatorId,
    })
    await show(['admin'])
    await click(/Lift the legal hold/)
    await submit('settled')
    expect(w.asked('recordings.liftHold')).toEqual([{ holdId: 'h-1', contactId: other, why: 'settled' }])
  })

  it('is seen by every operator, who can neither place nor lift one', async () => {
    w.control.world.append({
      type: 'legal-hold.placed',
      contactId: petr,
      holdId: 'h-1',
      why: 'court',
      operatorId: w.control.world.me.operatorId,
    })
    await show(['operator', 'supervisor'])
    expect(standing()).toHaveLength(1)
    expect(() => button(/Lift the legal hold/)).toThrow()
    await menu()
    expect(() => button(/Place a legal hold/)).toThrow()
  })
})
