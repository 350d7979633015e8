// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest'
import { click, makeWindow, settle, type } from '../../testing/mount.tsx'
import { SessionGate } from './index.ts'
import { checkPassword, readableFingerprint } from './password.ts'

let w: Awaited<ReturnType<typeof makeWindow>>
const open = async (options: Parameters<typeof makeWindow>[0] = {}) => {
  w = await makeWindow({ signedIn: false, ...options })
  await w.show(<SessionGate>the console</SessionGate>)
}
const field = (label: RegExp) => {
  const found = [...document.querySelectorAll('label')].find((l) => label.test(l.textContent ?? ''))
  return document.getElementById(found?.getAttribute('for') ?? '')
}
const submit = () => settle(() => document.querySelector('form')?.requestSubmit())
afterEach(() => w.close())

describe('signing in', () => {
  it('lets in who knows the password', async () => {
    await open()
    await type(field(/Login/), 'anna')
    await type(field(/Password/), 'right')
    await submit()
    expect(w.text()).toContain('the console')
  })

  it.each([
    ['en', 'Login or password is wrong'],
    ['ru', 'Неверный логин или пароль'],
    ['pl', 'Zły login lub hasło'],
  ] as const)('says in %s what was wrong, and keeps the login', async (language, said) => {
    await open({ language })
    await type(document.querySelector('input'), 'anna')
    await type(document.querySelectorAll('input')[1] ?? null, 'wrong')
    await submit()
    expect(document.querySelector('[role="alert"]')?.textContent).toBe(said)
    expect(document.querySelector('input')?.value).toBe('anna')
    expect(document.querySelectorAll('input')[1]?.value).toBe('')
  })

  it('asks for what was left out instead of asking the hub', async () => {
    await open()
    await submit()
    expect(w.text()).toContain('Fill this in')
    expect(w.asked('session.login')).toEqual([])
  })

  it('tells of Caps Lock and of a Cyrillic layout while the password is typed', async () => {
    await open()
    const typed = Object.assign(new KeyboardEvent('keydown', { key: 'Ф', code: 'KeyA', bubbles: true }), {
      getModifierState: (name: string) => name === 'CapsLock',
    })
    await settle(() => field(/Password/)?.dispatchEvent(typed))
    expect(w.text()).toContain('Caps Lock is on, keyboard layout RU')
  })
})

describe('another server', () => {
  it('is shown with its fingerprint before it is used, and used only when that was confirmed', async () => {
    await open()
    const value = { name: { en: 'Northwood' }, fingerprint: 'ab'.repeat(32), trusted: false, setup: false }
    Object.assign(w.bridge.hub, { probe: async () => ({ ok: true, value }) })
    await click(/Another server/)
    await type(field(/Server address/), 'hub.example:7343')
    await submit()
    expect(w.text()).toContain('Northwood')
    expect(w.text()).toContain('AB:AB:AB:AB AB:AB')
    expect(w.asked('hub.use')).toEqual([])
    await click(/It matches/)
    expect(w.asked('hub.use')).toEqual([{ url: 'https://hub.example:7343', fingerprint: 'ab'.repeat(32) }])
  })

  it('that does not answer is told in its sentence', async () => {
    await open()
    w.control.failNext('hub.probe', 'HUB_OFFLINE')
    await click(/Another server/)
    await type(field(/Server address/), 'hub.example')
    await submit()
    expect(document.querySelector('[role="alert"]')?.textContent).toContain('No connection to the server')
  })
})

describe('an empty hub', () => {
  it('gets its first administrator in three steps, with no password by default', async () => {
    await open()
    await settle(() => w.control.setSession({ state: 'setup', demo: false }))
    await submit()
    expect(w.text()).toContain('Fill this in')
    await type(document.querySelector('input'), 'Northwood')
    await submit()
    await type(field(/Your name/), 'Anna Lebedeva')
    await type(field(/Login/), 'anna')
    await submit()
    await type(document.querySelector('input'), 'short')
    expect(w.text()).toContain('5 more')
    await submit()
    expect(w.asked('session.create')).toEqual([])
    await type(document.querySelector('input'), 'long enough now')
    await submit()
    expect(w.asked('session.create')).toEqual([
      { companyName: 'Northwood', name: 'Anna Lebedeva', login: 'anna', password: 'long enough now' },
    ])
    expect(w.text()).toContain('the console')
  })
})

describe('an empty hub, opened where a colleague already has one', () => {
  it('leads to that other one', async () => {
    await open()
    await settle(() => w.control.setSession({ state: 'setup', demo: false }))
    await click(/Another server/)
    expect(field(/Server address/)).toBeTruthy()
  })
})

describe('while the hub is away', () => {
  it('says so with one thing to do', async () => {
    await open()
    await settle(() => {
      w.control.setSession({ state: 'unknown' })
      w.control.setHub({ state: 'failed', code: 'HUB_PORT_TAKEN' })
    })
    expect(w.text()).toContain("The server's port is taken by another program")
    await click(/Retry/)
    expect(w.asked('hub.retry')).toHaveLength(1)
  })

  it('does not throw out who is signed in', async () => {
    await open({ signedIn: true })
    await settle(() => w.control.setHub({ state: 'offline' }))
    expect(w.text()).toContain('the console')
  })
})

describe('a password', () => {
  it('needs ten characters and is not the login', () => {
    expect(checkPassword('anna-anna-anna', 'anna').good).toBe(false)
    expect(checkPassword('nine char', 'anna')).toMatchObject({ longEnough: false, missing: 1 })
    expect(checkPassword('ten chars!', '')).toMatchObject({ good: true })
  })
  it('of a certificate, its fingerprint, can be read out in groups', () => {
    expect(readableFingerprint('SHA256:aabbccddee')).not.toContain('S')
    expect(readableFingerprint('aa:bb:cc:dd:ee')).toBe('AA:BB:CC:DD EE')
  })
})
