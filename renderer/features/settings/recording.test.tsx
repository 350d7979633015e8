// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { plainPolicy } from '../../../shared/domain/recording-rules.ts'
import type { CallId, ContactId, OperatorId } from '../../../shared/lib/ids.ts'
import { button, click, makeWindow, settle, type } from '../../testing/mount.tsx'
import { SettingsScreen } from './index.ts'

const opened: string[] = []
let w: Awaited<ReturnType<typeof makeWindow>>
const open = async (
  section: 'recording' | 'place' | 'audit' | 'holds',
  roles: ('admin' | 'auditor' | 'supervisor' | 'operator')[],
) => {
  await settle(() => w.control.setSession({ me: { ...w.control.world.me, roles } }))
  await w.show(<SettingsScreen initial={section} onOpenPerson={(id) => opened.push(id)} />)
  await settle(() => undefined)
}
const text = () => document.body.textContent ?? ''
beforeEach(async () => {
  w = await makeWindow()
})
afterEach(() => w.close())

describe('the rules of recording', () => {
  it('are edited, explained on a call, and saved as a whole', async () => {
    await open('recording', ['admin'])
    expect(text()).toContain('recorded, kept without an end (by the rest)')
    await click(/Add a rule/)
    expect(text()).toContain('recorded, kept without an end (rule 1)')
    await click(/Add a rule/)
    expect(document.querySelectorAll('[role="img"][aria-label*="never decides"]')).toHaveLength(1)
    await settle(() => document.querySelectorAll<HTMLInputElement>('tbody [role="switch"]')[0]?.click())
    expect(text()).toContain('not recorded (rule 1)')
    await click(/^Save/)
    const [saved] = w.asked('admin.setSettings') as { recordingRules: ReturnType<typeof plainPolicy> }[]
    expect(saved?.recordingRules.rules).toMatchObject([{ record: false }, { record: true }])
    expect(saved?.recordingRules.otherwise).toEqual(plainPolicy(true).otherwise)
  })

  it('say which fields are for card data, also those without a label', async () => {
    await open('recording', ['admin'])
    const fields = () =>
      [...document.querySelectorAll<HTMLInputElement>('input[role="switch"]')].flatMap((field) =>
        field.labels?.[0]?.textContent ? [[field.labels[0].textContent, field.checked]] : [],
      )
    expect(fields()).toContainEqual(['Payment card', true])
    const budget = [...document.querySelectorAll('label')].find((label) => label.textContent === 'Budget')
    await settle(() => budget?.click())
    expect(w.asked('admin.setFieldKind')).toEqual([{ field: 'budget', kind: 'payment' }])
    expect(fields()).toContainEqual(['Budget', true])
    const name = document.querySelector<HTMLInputElement>('input[placeholder="name of the field"]')
    await type(name, 'depositCard')
    await settle(() => name?.form?.requestSubmit())
    expect(fields()).toContainEqual(['depositCard', true])
    expect(name?.value).toBe('')
  })

  it('are for administrators', async () => {
    await open('recording', ['operator'])
    expect(text()).not.toContain('Add a rule')
  })
})

describe('recordings of the PBX in doubt', () => {
  it('are shown with their candidates and reasons, and placed or discarded by hand', async () => {
    await open('place', ['supervisor'])
    expect(text()).toContain('the same number')
    expect(text()).toContain('No call of that time comes near')
    expect(text()).toContain('came damaged')
    await click(/This one/)
    expect(w.asked('recordings.place')).toMatchObject([{ intakeId: 'i-1' }])
    expect(text()).not.toContain('the same number')
    await click(/^Discard/)
    expect(button(/^Discard/).disabled).toBe(true)
  })
})

describe('legal holds', () => {
  const petr = 'c-petr' as ContactId
  beforeEach(() =>
    settle(() => {
      const held = { type: 'legal-hold.placed', contactId: petr, operatorId: 'o-igor' as OperatorId } as const
      w.control.world.append({ ...held, holdId: 'h-all', why: 'claim 12/26', at: Date.now() - 1000 })
      w.control.world.append({ ...held, holdId: 'h-call', why: 'court', callId: 'call-2' as CallId })
    }),
  )

  it('stand in a list with whose they are and why, and are lifted there with a reason', async () => {
    await open('holds', ['auditor'])
    expect([...document.querySelectorAll('tbody tr')].map((row) => row.textContent)).toEqual([
      expect.stringMatching(/Petr Ilyich.*call of .*court.*Igor/),
      expect.stringMatching(/Petr Ilyich.*every recording.*claim 12.26/),
    ])
    await click(/Petr Ilyich/)
    expect(opened).toEqual(['c-petr'])
    await click(/Lift the legal hold/)
    const form = document.querySelector('form')
    expect(form?.querySelector('button')?.disabled).toBe(true)
    await type(form?.querySelector('input') ?? null, 'settled')
    await settle(() => form?.requestSubmit())
    expect(w.asked('recordings.liftHold')).toEqual([
      { holdId: 'h-call', contactId: 'c-petr', why: 'settled' },
    ])
    expect(document.querySelectorAll('tbody tr')).toHaveLength(1)
  })

  it('are not for operators', async () => {
    await open('holds', ['operator', 'supervisor'])
    expect(w.asked('recordings.holds')).toEqual([])
  })
})

describe('the audit', () => {
  it('says who listened to what, for auditors', async () => {
    await open('audit', ['auditor'])
    expect(text()).toContain('plays the recording')
    expect(text()).toContain('0:00–0:42, 1:58–4:06')
    expect(w.asked('admin.audit')).toEqual([{ limit: 100 }])
  })
})
