// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest'
import { defaultSupervision } from '../../../shared/supervision/settings.ts'
import { button, makeWindow, settle, type } from '../../testing/mount.tsx'
import { SettingsScreen } from './index.ts'

let w: Awaited<ReturnType<typeof makeWindow>>
afterEach(() => w.close())
const open = async (roles: string[]) => {
  w = await makeWindow()
  await settle(() => w.control.setSession({ me: { ...w.world.me, roles: roles as never } }))
  await w.show(<SettingsScreen initial="supervision" onOpenPerson={() => undefined} />)
}
const choose = (value: string) =>
  settle(() => document.querySelector<HTMLInputElement>(`input[type="radio"][value="${value}"]`)?.click())
const save = (nth: number) =>
  settle(() =>
    [...document.querySelectorAll('button')].filter((b) => /Save/.test(b.textContent ?? ''))[nth]?.click(),
  )

describe('supervision', () => {
  it('is for administrators', async () => {
    await open(['operator', 'supervisor'])
    expect(w.text()).not.toContain('What the operator sees')
  })

  it('keeps who sees the badge, and the codes of the phone system with their usual ones shown', async () => {
    await open(['admin'])
    await choose('speaking')
    await choose('asterisk')
    const [listen] = document.querySelectorAll<HTMLInputElement>('input[placeholder="*222{ext}"]')
    await type(listen ?? null, '*77{ext}')
    await save(0)
    expect(w.asked('admin.setSettings')).toEqual([
      {
        supervision: {
          ...defaultSupervision,
          badge: 'speaking',
          monitoring: { by: 'asterisk', listen: '*77{ext}', whisper: '', barge: '' },
        },
      },
    ])
  })

  it('lets a supervisor have the calls of some queues alone', async () => {
    await open(['admin'])
    const { company } = w.world
    const [first, ...others] = company.operators
    if (!first) throw new Error('nobody works here')
    const boss = { ...first, name: 'Vera Kim', roles: ['supervisor' as const] }
    await settle(() => w.control.setSession({ company: { ...company, operators: [boss, ...others] } }))
    const field = document.querySelector<HTMLInputElement>('input[aria-label="Queues open to Vera Kim"]')
    await settle(() => field?.click())
    await settle(() => document.querySelector<HTMLElement>('[role="option"]')?.click())
    expect(w.asked('admin.setScope')).toEqual([
      { operatorId: boss.operatorId, supervises: [company.queues[0]?.queueId] },
    ])
  })

  it('keeps the TURN servers; a secret is sent once and never shown', async () => {
    await open(['admin'])
    await type(document.querySelector('textarea'), 'turn:turn.example.com:3478\nstun:turn.example.com:3478')
    await type(document.querySelector('input[type="password"]'), 'north')
    await save(1)
    const urls = ['turn:turn.example.com:3478', 'stun:turn.example.com:3478']
    const set = { urls, auth: 'shared-secret', username: '', relayOnly: false }
    expect(w.asked('supervision.setTurn')).toEqual([{ ...set, secret: 'north' }])
    await save(1)
    expect(w.asked('supervision.setTurn')[1]).toEqual(set)
    expect(button(/Save/)).toBeDefined()
  })
})
