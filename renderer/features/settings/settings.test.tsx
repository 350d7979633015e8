// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest'
import { usePreference } from '../../bridge/mirrors.ts'
import { button, click, makeWindow, press, settle, type } from '../../testing/mount.tsx'
import { SettingsScreen, type SettingsSection } from './index.ts'

let w: Awaited<ReturnType<typeof makeWindow>>
const open = async (initial: SettingsSection, roles: string[] = ['operator', 'admin']) => {
  w = await makeWindow()
  await settle(() => w.control.setSession({ me: { ...w.world.me, roles: roles as never } }))
  await w.show(<SettingsScreen initial={initial} onOpenPerson={() => undefined} />)
}
const field = (label: RegExp) => {
  const found = [...document.querySelectorAll('label')].find((l) => label.test(l.textContent ?? ''))
  return document.getElementById(found?.getAttribute('for') ?? '')
}
const chooseOwn = () =>
  settle(() => document.querySelector<HTMLInputElement>('input[type="radio"][value="own"]')?.click())
afterEach(() => w.close())

describe('the phone line', () => {
  it('is tested with what is typed, before anything is saved, and its result stands there in words', async () => {
    await open('line')
    await chooseOwn()
    await type(field(/PBX address/), 'wss://pbx.example.com/ws')
    await type(field(/Extension/), '204')
    await type(field(/Line password/), 'secret')
    const value = { ok: false, steps: [{ step: 'reach', ok: false, code: 'LINE_UNREACHABLE' }] }
    Object.assign(w.bridge.line, { test: async () => ({ ok: true, value }) })
    await click(/Test this line/)
    expect(w.text()).toContain('The phone server does not answer at this address')
    expect(w.text()).toContain('Check the address and port')
    expect(w.asked('line.save')).toEqual([])
  })

  it('is not tried without an address', async () => {
    await open('line')
    await chooseOwn()
    await click(/Test this line/)
    expect(w.text()).toContain('Fill this in')
    expect(w.asked('line.test')).toEqual([])
  })

  it('tells what to type for the PBX that stands there, and types nothing itself', async () => {
    await open('line')
    await chooseOwn()
    const which = () => document.querySelector<HTMLInputElement>('input[aria-label="Which PBX: a hint"]')
    await settle(() => which()?.click())
    const option = [...document.querySelectorAll<HTMLElement>('[role="option"]')].find(
      (one) => one.textContent === 'Gateway to UDP, TCP, TLS',
    )
    await settle(() => option?.click())
    expect(w.text()).toContain('wss://GATEWAY:8443')
    expect((field(/PBX address/) as HTMLInputElement).value).toBe('')
  })

  it('says where its password is kept, and never shows it again', async () => {
    await open('line')
    await chooseOwn()
    await type(field(/PBX address/), 'wss://pbx.example.com/ws')
    await type(field(/Extension/), '204')
    await type(field(/Line password/), 'secret')
    expect(w.text()).toContain('Kept in the system keychain')
    await settle(() => document.querySelector('form')?.requestSubmit())
    expect(w.asked('line.save')).toMatchObject([{ mode: 'own', password: 'secret' }])
    expect((field(/Line password/) as HTMLInputElement).value).toBe('')
  })
})

describe('the team', () => {
  it('is for administrators', async () => {
    await open('team', ['operator'])
    expect(w.text()).not.toContain('Add a person')
  })

  it('takes somebody new with a first password of ten characters', async () => {
    await open('team')
    await type(field(/^Name/), 'Igor')
    await type(field(/^Login/), 'igor')
    await type(field(/First password/), 'short')
    const submit = () => settle(() => document.querySelector('form')?.requestSubmit())
    await submit()
    expect(w.asked('admin.addOperator')).toEqual([])
    await type(field(/First password/), 'long enough now')
    await submit()
    expect(w.asked('admin.addOperator')).toMatchObject([{ login: 'igor', roles: ['operator'] }])
    expect(w.text()).toContain('Igor')
  })
})

describe('the keys', () => {
  it('can be moved; while one is being pressed no command acts, and a taken one is refused by name', async () => {
    await open('keys')
    const id = w.control.phone.ring({ remote: '+79000001234' })
    await click(/Change Mute/)
    await press('F12', button(/Change Mute/))
    expect(w.text()).toContain('Taken: Answer')
    expect(w.control.phone.calls.find((c) => c.callId === id)?.phase).toBe('offered')
    await click(/Change Mute/)
    await press('F11', button(/Change Mute/))
    expect(w.asked('app.setPreferences').at(-1)).toEqual({ keys: { 'call.mute': 'F11' } })
  })
})

describe('the look', () => {
  it('is kept by main and told back', async () => {
    await open('look')
    const Theme = () => <i>{usePreference((p) => p.theme)}</i>
    await settle(() => document.querySelector<HTMLInputElement>('input[value="dark"]')?.click())
    await w.show(<Theme />)
    expect(w.text()).toContain('dark')
  })
})

describe('recordings that wait', () => {
  it('are counted while the server is away, and are nothing to tell of otherwise', async () => {
    await open('server')
    expect(w.text()).not.toContain('wait for the server')
    await settle(() => w.control.setHub({ state: 'offline' }))
    expect(w.text()).toContain('41 recordings wait for the server and stay here until it has them')
  })
})

describe('leaving the demo', () => {
  it('is asked twice and never done in the middle of a call', async () => {
    await open('server')
    let id = ''
    await settle(() => {
      id = w.control.phone.ring({ remote: '+79000001234' })
    })
    await click(/Go to your own company/)
    expect(w.text()).toContain('Finish the call first')
    expect(button(/^Go$/).disabled).toBe(true)
    await settle(() => w.control.phone.send(id, { type: 'cancelled', elsewhere: false }))
    await click(/^Go$/)
    expect(w.asked('hub.useData')).toEqual([{ data: 'own' }])
  })
})

describe('the headset', () => {
  it('lights the button that was pressed, and tells of one that means nothing', async () => {
    await open('sound')
    const lit = () => document.querySelector('[data-lit="true"]')?.textContent
    const say = (pressed: { button: 'mute' | 'hook' | 'other'; down: boolean; key?: string }) =>
      settle(() => w.control.publish('headset', 'press', { key: '0b0e:30a2', ...pressed }))
    await say({ button: 'mute', down: true, key: '047f:c056' })
    expect(lit()).toBeUndefined()
    await say({ button: 'mute', down: true })
    expect(lit()).toBe('Mute')
    await say({ button: 'other', down: true })
    expect(lit()).toBeUndefined()
    expect(w.text()).toContain('This button of this headset means nothing to the program')
  })

  it('that another program holds says so, and can be asked for again', async () => {
    await open('sound')
    await settle(() => void w.bridge.app.setPreferences({ headset: '047f:c056' }))
    expect(w.text()).toContain("The headset's buttons are taken by another program")
    await click(/Try again/)
    expect(w.asked('headset.choose')).toEqual([{ key: '047f:c056' }])
  })
})

describe('the list of keys', () => {
  it('is searched by name and by key', async () => {
    await open('keys')
    const rows = () => [...document.querySelectorAll('button[aria-label^="Change"]')].length
    const all = rows()
    await type(document.querySelector('input[aria-label="Find a command or a key"]'), 'f12')
    expect(rows()).toBe(1)
    expect(w.text()).toContain('Answer')
    await type(document.querySelector('input[aria-label="Find a command or a key"]'), 'hang')
    expect(rows()).toBe(1)
    expect(all).toBeGreaterThan(20)
  })

  it('refuses what the system keeps, with the reason', async () => {
    await open('keys')
    await click(/Change Mute, now F8/)
    await settle(() =>
      window.dispatchEvent(
        new KeyboardEvent('keydown', {
          code: 'F4',
          key: 'F4',
          altKey: true,
          bubbles: true,
          cancelable: true,
        }),
      ),
    )
    expect(w.text()).toContain('The operating system keeps this key')
    expect(w.asked('app.setPreferences')).toEqual([])
  })
})
