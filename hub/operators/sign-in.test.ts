import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { HubInput } from '../../shared/protocol/hub-protocol.ts'
import { commandId, startTestHub, type TestHub } from '../testing.ts'
import { hashPassword, verifyPassword } from './passwords.ts'

let hub: TestHub
afterEach(() => hub?.stop())

const setup = (): HubInput<'setup.create'> => ({
  id: commandId(),
  companyName: 'Bakery',
  name: 'Ada Admin',
  login: 'ada',
  password: 'correct horse battery',
  language: 'en',
})

describe('a password', () => {
  it('is kept as a salted hash that says its algorithm', async () => {
    const hash = await hashPassword('correct horse battery')
    expect(hash).toMatch(/^(argon2id|scrypt)\$/)
    expect(await hashPassword('correct horse battery')).not.toBe(hash)
    expect(await verifyPassword('correct horse battery', hash)).toBe(true)
    expect(await verifyPassword('Correct horse battery', hash)).toBe(false)
    expect(await verifyPassword('correct horse battery', undefined)).toBe(false)
  })

  it('hashed by scrypt is understood where argon2 is to be had', async () => {
    const { scryptSync } = await import('node:crypto')
    const salt = Buffer.from('0123456789abcdef')
    const key = scryptSync('old password', salt, 32, { N: 1024, r: 8, p: 1 })
    const hash = ['scrypt', 1024, 8, 1, salt.toString('base64url'), key.toString('base64url')].join('$')
    expect(await verifyPassword('old password', hash)).toBe(true)
    expect(await verifyPassword('new password', hash)).toBe(false)
  })
})

describe('the first administrator', () => {
  it('makes the company once, with a password of their own', async () => {
    hub = await startTestHub({ company: false })
    const desk = await hub.connectConsole()
    expect(await desk.ask('setup.state', {})).toMatchObject({ company: false, demo: false })
    expect(await desk.request('session.login', { login: 'ada', password: 'x' })).toMatchObject({
      code: 'SETUP_NEEDED',
    })
    expect(await desk.request('setup.create', { ...setup(), password: 'short' })).toMatchObject({
      code: 'PASSWORD_WEAK',
    })
    const first = setup()
    const made = await desk.ask('setup.create', first)
    expect(made.me).toMatchObject({ login: 'ada', roles: ['admin', 'operator'] })
    expect(made.company).toMatchObject({
      demo: false,
      name: { en: 'Bakery' },
      queues: [{ queueId: 'q-main' }],
    })
    expect(made.company.accounts.map((a) => a.kind)).toEqual(['site', 'voice'])
    const repeated = await desk.ask('setup.create', first)
    expect(repeated.me.operatorId).toBe(made.me.operatorId)
    const other = await hub.connectConsole()
    expect(await other.request('setup.create', setup())).toMatchObject({ code: 'SETUP_DONE' })
    const { statusCode } = await hub.fastify.inject({ url: '/health' })
    expect(statusCode).toBe(200)
  })

  it('adds operators, whom every console then knows, and the switch too', async () => {
    hub = await startTestHub({ company: false })
    const desk = await hub.connectConsole()
    await desk.ask('setup.create', setup())
    const told: number[] = []
    hub.onSwitchConfig((config) => told.push(config.users.length))
    const lena = {
      id: commandId(),
      name: 'Lena',
      login: 'lena',
      password: 'a long password',
      roles: ['operator' as const],
    }
    const made = await desk.ask('admin.add-operator', lena)
    expect(await desk.ask('admin.add-operator', lena)).toEqual(made)
    expect(await desk.request('admin.add-operator', { ...lena, id: commandId() })).toMatchObject({
      code: 'LOGIN_TAKEN',
    })
    expect(
      await desk.request('admin.add-operator', { ...lena, id: commandId(), login: 'x2', password: 'short' }),
    ).toMatchObject({ code: 'PASSWORD_WEAK' })
    await desk.hear('company', (c) => c.operators.some((o) => o.name === 'Lena'))
    expect(told).toEqual([2])
    expect(hub.switchConfig().groups['q-main']).toHaveLength(2)
    const hers = await hub.connectConsole()
    const signedIn = await hers.ask('session.login', { login: 'LENA', password: 'a long password' })
    expect(signedIn.line).toBeUndefined()
    hub.setSwitch({ url: 'ws://127.0.0.1:7341' })
    const again = await hers.ask('session.resume', { token: signedIn.token })
    const user = hub.switchConfig().users.find((u) => u.user === made.operatorId)
    expect(again.line).toEqual({
      server: 'ws://127.0.0.1:7341',
      domain: 'demo.kommutator.example',
      user: made.operatorId,
      password: user?.password,
      demo: true,
    })
    expect(JSON.stringify(again)).not.toContain('passwordHash')
  })
})

describe('signing in', () => {
  it('tells a wrong password and an unknown login alike, and locks both alike', async () => {
    let now = 1_790_000_000_000
    hub = await startTestHub({ company: false, now: () => now })
    const desk = await hub.connectConsole()
    await desk.ask('setup.create', setup())
    const other = await hub.connectConsole()
    const attempt = async (login: string, password: string) => {
      const answer = await other.request('session.login', { login, password })
      return answer.ok ? 'ok' : answer.code
    }
    for (const login of ['ada', 'nobody']) {
      for (let i = 0; i < 5; i++) expect(await attempt(login, 'wrong password')).toBe('AUTH_WRONG_PASSWORD')
      expect(await attempt(login, 'wrong password')).toBe('AUTH_LOCKED')
    }
    expect(await attempt('ada', 'correct horse battery')).toBe('AUTH_LOCKED')
    now += 61_000
    expect(await attempt('ada', 'correct horse battery')).toBe('ok')
  })

  it('outlives a restart by its token, until that has run out', async () => {
    let now = 1_790_000_000_000
    hub = await startTestHub({ now: () => now })
    const { token } = await hub.addOperator('Lena')
    hub = await hub.restart()
    const desk = await hub.connectConsole(token)
    expect((await desk.ask('session.resume', { token })).me.name).toBe('Lena')
    now += 31 * 86_400_000
    expect(await desk.request('session.resume', { token })).toMatchObject({ code: 'AUTH_EXPIRED' })
  })

  it('keeps its keys to itself', async () => {
    hub = await startTestHub()
    const { mode } = await stat(join(hub.dataDir, 'keys.json'))
    expect(mode & 0o777).toBe(0o600)
    const before = hub.switchConfig()
    hub = await hub.restart()
    expect(hub.switchConfig().tokenPublicKey).toEqual(before.tokenPublicKey)
    expect(hub.switchConfig().cdr.secret).toBe(before.cdr.secret)
    expect(hub.switchConfig().tokenPublicKey).not.toHaveProperty('d')
  })
})

describe('presence', () => {
  it('is what was chosen while a console is there, and offline without one', async () => {
    hub = await startTestHub()
    const lena = await hub.addOperator('Lena')
    const watcher = await hub.connectConsole((await hub.addOperator('Watcher')).token)
    const desk = await hub.connectConsole(lena.token)
    const hers = (presence: string) =>
      watcher.hear('presence', (p) => p.operatorId === lena.operatorId && p.presence === presence)
    await hers('available')
    await desk.ask('presence.set', { presence: 'away' })
    await hers('away')
    desk.close()
    await hers('offline')
    const back = await hub.connectConsole(lena.token)
    expect((await back.ask('session.resume', { token: lena.token })).presence).toBe('away')
    const told = back.heard('presences').flatMap(({ lines }) => lines)
    expect(told).toContainEqual(expect.objectContaining({ operatorId: lena.operatorId, presence: 'away' }))
  })
})
