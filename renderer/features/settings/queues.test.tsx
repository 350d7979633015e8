// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest'
import { queuesCsv } from '../../../shared/domain/queue-csv.ts'
import { defaultRules, routingOf } from '../../../shared/domain/routing-settings.ts'
import type { OperatorId, QueueId } from '../../../shared/lib/ids.ts'
import { button, click, makeWindow, press, settle, type } from '../../testing/mount.tsx'
import { SettingsScreen, type SettingsSection } from './index.ts'

let w: Awaited<ReturnType<typeof makeWindow>>
const open = async (initial: SettingsSection) => {
  w = await makeWindow()
  await settle(() => w.control.setSession({ me: { ...w.world.me, roles: ['operator', 'admin'] } }))
  await w.show(<SettingsScreen initial={initial} onOpenPerson={() => undefined} />)
}
afterEach(() => w.close())

const named = (label: string, within: ParentNode = document) => {
  const bare = within.querySelector<HTMLInputElement>(`input[aria-label="${label}"]`)
  if (bare) return bare
  const found = [...within.querySelectorAll('label')].find((l) => l.textContent === label)
  return document.getElementById(found?.getAttribute('for') ?? '') as HTMLInputElement | null
}
const commit = async (label: string, text: string) => {
  await type(named(label), text)
  await settle(() => named(label)?.focus())
  await settle(() =>
    named(label)?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true })),
  )
}
const routing = () => routingOf(w.world.company)
const queue = (id: string) => w.world.company.queues.find((q) => q.queueId === id)
const rules = (id: string) => routing().queues.find((q) => q.queueId === id)
const choose = async (label: string, option: string) => {
  await settle(() => named(label)?.click())
  const found = [...document.querySelectorAll<HTMLElement>('[role="option"]')].filter(
    (one) => one.textContent === option,
  )
  await settle(() => found.at(-1)?.click())
}
const choosing = async (label: RegExp, text: string) => {
  const input = [...document.querySelectorAll<HTMLInputElement>('input[type="file"]')].find((one) =>
    label.test(one.getAttribute('aria-label') ?? ''),
  )
  await settle(async () => {
    Object.defineProperty(input, 'files', { value: [new File([text], 'a.csv')], configurable: true })
    input?.dispatchEvent(new Event('change', { bubbles: true }))
    await new Promise((resolve) => setTimeout(resolve, 20))
  })
}

describe('queues', () => {
  it('are made, named in each language, put away and brought back', async () => {
    await open('queues')
    await type(named('Name of a queue'), 'Repairs')
    await settle(() =>
      button(/Add a queue/)
        .closest('form')
        ?.requestSubmit(),
    )
    const made = w.world.company.queues.at(-1)
    expect(made?.name).toEqual({ ru: 'Repairs', pl: 'Repairs', en: 'Repairs' })
    await commit('Name, RU', 'Ремонт')
    expect(queue(made?.queueId ?? '')?.name).toEqual({ ru: 'Ремонт', pl: 'Repairs', en: 'Repairs' })
    await click(/^Archive$/)
    expect(queue(made?.queueId ?? '')?.archived).toBe(true)
    expect(document.querySelectorAll('[data-testid="queue-rules"]')).toHaveLength(2)
    await click(/^Bring back$/)
    expect(queue(made?.queueId ?? '')).toEqual({ queueId: made?.queueId, name: expect.anything() })
  })

  it('ask in an order that is made by hand', async () => {
    await open('queues')
    const inOrder = { ...defaultRules('q-furniture' as QueueId), distribution: 'in-order' as const }
    await settle(() => w.bridge.routing.change({ routing: { queues: [inOrder] } }))
    await click(/Furniture/)
    await choose('Add to the order', 'Igor Safin')
    await choose('Add to the order', 'Anna Lebedeva')
    expect(rules('q-furniture')?.order).toEqual(['o-igor', 'o-anna'])
    await click(/Anna Lebedeva: earlier/)
    expect(rules('q-furniture')?.order).toEqual(['o-anna', 'o-igor'])
    await click(/Anna Lebedeva: leave out/)
    expect(rules('q-furniture')).toMatchObject({ distribution: 'in-order', order: ['o-igor'] })
  })

  it('answer outside their hours once they have hours', async () => {
    await open('queues')
    await click(/Add working hours/)
    await click(/Furniture/)
    expect(named('Answer outside the hours, EN')).toBeNull()
    await choose('Working hours', 'Working hours 1')
    await commit('Answer outside the hours, EN', 'We open at nine')
    const label = [...document.querySelectorAll('label')].find((l) =>
      l.textContent?.startsWith('Offer to leave a contact'),
    )
    const form = document.getElementById(label?.htmlFor ?? '')
    await settle(() => form?.click())
    expect(rules('q-furniture')?.offHours).toEqual({ reply: { en: 'We open at nine' }, form: true })
  })

  it('keep holidays that can be, and say what is wrong with others', async () => {
    await open('queues')
    await click(/Add working hours/)
    await click(/Add a holiday/)
    await commit('Holiday 1: date', '31-12')
    expect(w.text()).toContain('12-31 every year')
    await commit('Holiday 1: date', '12-31')
    await commit('Holiday 1: hours', '10:00-14:00')
    expect(routing().schedules[0]?.holidays).toEqual([
      { date: '12-31', name: '', periods: [{ from: 600, to: 840 }] },
    ])
  })

  it('come back from a table only after what would change has been seen', async () => {
    await open('queues')
    const table = queuesCsv(w.world.company)
    await choosing(/Rules of queues/, table.replace('q-furniture,Мебель', 'q-furniture,Диваны'))
    expect(w.text()).toContain('Диваны')
    expect(queue('q-furniture')?.name.ru).toBe('Мебель')
    await click(/^Take$/)
    expect(queue('q-furniture')?.name.ru).toBe('Диваны')
    await choosing(/Rules of queues/, 'queue,priority\nq-furniture,12')
    expect(w.text()).toContain('Row 2priority: 12This row has a value that cannot be')
    expect(button(/^Take$/).disabled).toBe(true)
    await choosing(/Rules of queues/, 'nothing of the kind')
    expect(document.querySelector('section[aria-label="What would change"]')).toBeNull()
  })
})

describe('load', () => {
  it('has breaks with names and limits, and how much one takes at once', async () => {
    await open('load')
    await type(named('Name of a break'), 'Gym')
    await settle(() =>
      button(/Add a break/)
        .closest('form')
        ?.requestSubmit(),
    )
    const made = routing().breaks.at(-1)
    expect(made).toMatchObject({ name: { en: 'Gym' }, presence: 'away' })
    await click(/Remove: Gym/)
    expect(routing().breaks.map((b) => b.name.en)).not.toContain('Gym')
    await type(named('Telegram'), '2')
    expect(routing().capacity.channels).toEqual({ telegram: 2 })
    await type(named('In all'), '5')
    expect(routing().capacity.total).toBe(5)
  })
})

describe('a member of the team', () => {
  const igor = 'o-igor' as OperatorId
  it('is given and loses roles; a last role and one’s own administration stay', async () => {
    await open('team')
    await click(/Igor Safin$/)
    const chip = (value: string) =>
      document.querySelector<HTMLInputElement>(`td[colspan] input[value="${value}"]`)
    expect(chip('operator')?.disabled).toBe(true)
    await settle(() => chip('privacy')?.click())
    expect(w.asked('admin.setRoles')).toEqual([{ operatorId: igor, roles: ['operator', 'privacy'] }])
    await settle(() => chip('operator')?.click())
    expect(w.asked('admin.setRoles').at(-1)).toEqual({ operatorId: igor, roles: ['privacy'] })
  })

  it('works for queues, in teams and with skills of their own, and a skill that is removed is gone everywhere', async () => {
    await open('team')
    await type(named('Name of a team'), 'Evening')
    await settle(() =>
      button(/Add a team/)
        .closest('form')
        ?.requestSubmit(),
    )
    await type(named('Name of a skill'), 'Polish')
    await settle(() =>
      button(/Add a skill/)
        .closest('form')
        ?.requestSubmit(),
    )
    await click(/Igor Safin$/)
    await choose('Teams', 'Evening')
    await choose('Skills', 'Polish')
    expect(routing().teams[0]).toMatchObject({ name: 'Evening', operatorIds: [igor] })
    expect(routing().operators).toEqual([{ operatorId: igor, skillIds: [routing().skills[0]?.skillId] }])
    await press('Escape')
    await click(/Remove the skill: Polish/)
    expect(routing().operators[0]?.skillIds).toEqual([])
    await click(/Archive: Evening/)
    expect(routing().teams[0]?.archived).toBe(true)
    expect(w.text()).toContain('Evening, archived')
    const orders = 'q-orders' as QueueId
    expect(w.world.company.operators.find((o) => o.operatorId === igor)?.queueIds).toContain(orders)
  })
})
