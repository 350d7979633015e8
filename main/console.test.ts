import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { contractNames } from '../shared/ipc/names.ts'
import type { ConversationId, MessageId } from '../shared/lib/ids.ts'
import { fail, ok } from '../shared/lib/result.ts'
import { defaultProfile } from '../shared/softphone/line.ts'
import { createConsole } from './console.ts'
import { readEnvironment } from './environment.ts'
import { silentLogger } from './log/logger.ts'
import { createSecrets } from './settings/secrets.ts'
import { openSettings } from './settings/settings.ts'
import { FakeChild } from './testing/fake-child.ts'
import { company, type FakeHub, signedIn, startFakeHub, until } from './testing/fake-hub.ts'
import { noWindows } from './testing/no-windows.ts'

const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

const switchConfig = { domain: 'demo.local', users: [{ user: '101', password: 'p' }], groups: {} }

/** The whole of main without windows: a real socket to a fake hub, processes and keyring played by the test. */
async function desk(
  hub: FakeHub,
  o: { userData?: string; kept?: { settings?: unknown }; keyring?: boolean; away?: boolean } = {},
) {
  const userData = o.userData ?? mkdtempSync(join(tmpdir(), 'console-'))
  const events: { what: string; payload: unknown }[] = []
  const hubs: FakeChild[] = []
  const switches: FakeChild[] = []
  const settings = openSettings(
    {
      read: () => o.kept?.settings as never,
      write: (now) => {
        if (o.kept) o.kept.settings = structuredClone(now)
      },
      setAside: () => {},
    },
    'en',
  )
  const console = createConsole({
    userData,
    demoDir: '/demo',
    soundsDir: '/sounds',
    spelling: { by: 'nobody', languages: [] },
    downloads: () => '/downloads',
    chooseSound: async () => undefined,
    pagesDir: '/pages',
    environment: readEnvironment({ KOMMUTATOR_LIVE: 'off', KOMMUTATOR_UNDO: '0', KOMMUTATOR_AS: 'anna' }, [
      ...(o.kept ? [] : ['--fresh-demo']),
    ]),
    settings,
    secrets: createSecrets(
      {
        isEncryptionAvailable: () => o.keyring ?? false,
        getSelectedStorageBackend: () => 'gnome_libsecret',
        encryptString: (text) => Buffer.from([...text].reverse().join('')),
        decryptString: (sealed) => [...sealed.toString()].reverse().join(''),
      },
      'linux',
    ),
    transport: { send: () => {}, onMessage: () => () => {} },
    reloadEngine: () => {},
    forkHub() {
      const child = new FakeChild(({ type, options }) => {
        if (type !== 'start' || o.away) return undefined
        const demo = (options as { data: string }).data === 'demo'
        hub.answers['setup.state'] = () => ok({ company: demo, demo, name: demo ? company.name : {} })
        return {
          type: 'ready',
          url: hub.url,
          port: 1,
          switchConfig,
          ...(demo ? { demoToken: 'session-1' } : {}),
        }
      })
      hubs.push(child)
      return child
    },
    forkSwitch() {
      const child = new FakeChild(() => ({ type: 'ready', url: 'ws://127.0.0.1:9' }))
      switches.push(child)
      return child
    },
    publish: (area, name, payload) => events.push({ what: `${area}.${String(name)}`, payload }),
    app: {
      about: { version: '1', runtime: 'test', platform: 'linux' },
      openExternal: async () => {},
      copy: () => {},
    },
    showInFolder: () => {},
    onPreferences: () => {},
    onCalls: () => {},
    ...noWindows,
    onEmbeddedReady: () => {},
    onDemoCall: () => {},
    log: silentLogger,
  })
  await console.start()
  cleanups.push(async () => {
    await console.stop()
    if (!o.userData) rmSync(userData, { recursive: true, force: true })
  })
  const session = () => console.hub.session.state
  return { console, events, hubs, switches, settings, session, userData }
}

async function hub() {
  const fake = await startFakeHub()
  cleanups.push(() => fake.close())
  return fake
}

const petr = {
  personId: 'c1',
  contactIds: ['c1'],
  cardEvents: [],
  events: [
    {
      ...{ eventId: 'e9', type: 'message.received', contactId: 'c1', position: 9, seq: 1, occurredAt: 9 },
      ...{
        conversationId: 'v1',
        messageId: 'm9',
        channel: 'site',
        accountId: 'a1',
        text: 'Where is my lamp?',
      },
    },
  ],
  rows: [],
  position: 10,
} as never
const row = {
  ...{ conversationId: 'v1', contactId: 'c1', personId: 'c1', name: 'Petr', named: true, channel: 'site' },
  ...{
    status: 'open',
    operatorId: 'anna',
    lastText: 'Where is my lamp?',
    lastBy: 'customer',
    lastAt: Date.now(),
  },
  ...{ unread: 1, position: 9 },
} as never

/** A shift with a hub, which then goes away with the program; what is left of it on the disk. */
async function shift(keyring: boolean) {
  const fake = await hub()
  const kept: { settings?: unknown } = {}
  const userData = mkdtempSync(join(tmpdir(), 'console-'))
  cleanups.push(() => rmSync(userData, { recursive: true, force: true }))
  fake.answers['inbox.list'] = () => ok({ rows: [row], position: 10 })
  fake.answers['card.open'] = () => ok(petr)
  const first = await desk(fake, { kept, keyring, userData })
  await until(() => first.console.hub.inbox.rows.length === 1)
  await first.console.handlers.card.open({ contactId: 'c1' as never })
  await first.console.stop()
  await fake.close()
  return { kept, userData, fake }
}

describe('a console that is started while its hub is away', () => {
  test('goes on with what lies here, where the keyring has the key', async () => {
    const { kept, userData, fake } = await shift(true)
    const { console, session, events } = await desk(fake, { kept, userData, keyring: true, away: true })
    expect(session()).toMatchObject({ state: 'signed-in', me: { operatorId: 'anna' }, presence: 'offline' })
    expect(console.hub.inbox.rows).toMatchObject([{ conversationId: 'v1', lastText: 'Where is my lamp?' }])
    const opened = await console.handlers.card.open({ contactId: 'c1' as never })
    expect(opened).toMatchObject({ ok: true, value: { personId: 'c1', events: [{ eventId: 'e9' }] } })
    expect(await console.handlers.search.said({ text: 'lamps ' })).toMatchObject({
      value: { local: true, hits: [{ eventId: 'e9', personId: 'c1' }] },
    })
    expect(await console.handlers.card.open({ contactId: 'c2' as never })).toMatchObject({
      code: 'REPLICA_MISSING',
    })
    expect(await console.handlers.conversation.accept({ conversationId: 'v1' as never })).toMatchObject({
      code: 'HUB_NEEDED',
    })
    expect(
      await console.handlers.writing.addNote({
        ...{ noteId: 'n1' as never, contactId: 'c1' as never, key: 'note:c1', text: 'call back' },
        ...{ mentions: [], files: [] },
      }),
    ).toEqual(ok({}))
    expect(await console.handlers.conversation.close({ conversationId: 'v1' as never })).toEqual(ok({}))
    expect(await console.handlers.offline.waiting({})).toMatchObject({
      value: { list: [{ what: 'note', state: 'kept' }, { what: 'close' }] },
    })
    expect(console.hub.inbox.rows).toMatchObject([{ status: 'closed' }])
    expect(events.some((one) => one.what === 'inbox.changed')).toBe(true)
    expect(console.hub.connection.state.dataAt).toBeGreaterThan(0)
  })

  test('says that its key is with the hub, where there is no keyring', async () => {
    const { kept, userData, fake } = await shift(false)
    expect(JSON.stringify(kept)).not.toContain('localKey')
    const { console, session } = await desk(fake, { kept, userData, away: true })
    expect(session()).toMatchObject({ state: 'unknown', locked: true })
    expect(console.hub.inbox.rows).toEqual([])
    expect(await console.handlers.card.open({ contactId: 'c1' as never })).toMatchObject({
      code: 'HUB_OFFLINE',
    })
  })

  test('keeps nothing of an operator who may work no longer', async () => {
    const { kept, userData, fake } = await shift(true)
    await fake.reopen()
    fake.answers['session.resume'] = () => fail('AUTH_EXPIRED')
    fake.answers['replica.keep'] = () => ok({ keep: false })
    const { session } = await desk(fake, { kept, userData, keyring: true })
    await until(() => session().state === 'signed-out')
    await until(() => fake.asked.some(({ name }) => name === 'replica.keep'))
    await until(() => readdirSync(join(userData, 'replica')).length === 0)
    expect(JSON.stringify(kept)).not.toContain('localKey')
  })
})

describe('the console', () => {
  test('has a handler for every request of the contract', async () => {
    const { console } = await desk(await hub())
    for (const [area, { requests }] of Object.entries(contractNames))
      expect(Object.keys(console.handlers[area as 'app']).sort()).toEqual([...requests].sort())
  })

  test('starts its hub and its switch, and signs in to the demo by itself', async () => {
    const { console, hubs, switches, session, userData } = await desk(await hub())
    await until(() => session().state === 'signed-in')
    expect(hubs[0]?.heard[0]).toEqual({
      type: 'start',
      options: {
        dataDir: join(userData, 'demo'),
        host: '127.0.0.1',
        port: 7340,
        data: 'demo',
        assetsDir: '/pages',
        liveLoop: false,
        demoDir: '/demo',
        demoLogin: true,
        demoOperatorId: 'anna',
        freshDemo: true,
      },
    })
    expect(switches[0]?.heard[0]).toMatchObject({
      type: 'configure',
      config: { host: '127.0.0.1', domain: 'demo.local' },
    })
    await until(() => hubs[0]?.heard.some((m) => m.type === 'switch' && m.url === 'ws://127.0.0.1:9'))
    expect(console.hub.connection.state).toMatchObject({ state: 'online', embedded: true })
  })

  test('gets its line although it was signed in before the demo switch was up', async () => {
    const fake = await hub()
    const { console, session } = await desk(fake)
    await until(() => session().state === 'signed-in')
    expect(console.phone.lines[0]?.state).toBe('off')
    const line = { server: 'ws://127.0.0.1:9', domain: 'demo.local', user: '101', password: 'p', demo: true }
    fake.answers['session.resume'] = () => ok(signedIn('session-1', { line }))
    await until(() => console.phone.lines[0]?.user === '101')
  })

  test('goes on when its hub is killed, and knows everything again when it is back', async () => {
    const fake = await hub()
    const { console, hubs, session } = await desk(fake)
    await until(() => session().state === 'signed-in')
    // Answers come in order: after this one the inbox and its position are known.
    await console.hub.client.request('setup.state', {})
    await fake.close()
    hubs[0]?.emit('exit', 9)
    await until(() => console.hub.connection.state.state === 'offline')
    expect(session().state).toBe('signed-in')
    const kept = await console.handlers.writing.send({
      messageId: 'm1' as MessageId,
      conversationId: 'v1' as ConversationId,
      key: 'reply:v1',
      text: 'while you were away',
      files: [],
    })
    expect(kept).toMatchObject({ ok: true })
    await expect
      .poll(() => console.handlers.writing.outgoing({}))
      .toMatchObject({ value: { list: [{ messageId: 'm1', state: 'kept' }] } })
    fake.answers['message.send'] = () => ok({ position: 11, at: 5 })
    fake.answers['stream.since'] = ({ position }) =>
      ok({ after: position, upTo: position, events: [], reset: false })
    await fake.reopen()
    await until(() => console.hub.connection.state.state === 'online')
    await until(() => fake.asked.some(({ name }) => name === 'message.send'))
    await until(() => fake.asked.some(({ name }) => name === 'stream.since'))
    expect(console.hub.outbox.waiting).toBe(0)
  })

  test('leaves the demo for a company of its own, which begins with its set-up, and comes back', async () => {
    const { console, hubs, switches, session, userData } = await desk(await hub())
    await until(() => session().state === 'signed-in')
    expect(await console.handlers.hub.useData({ data: 'own' })).toEqual(ok({}))
    await until(() => session().state === 'setup')
    const second = hubs[1]?.heard[0]?.options as Record<string, unknown>
    expect(second).toMatchObject({ data: 'own', dataDir: join(userData, 'own'), liveLoop: false })
    expect(second).not.toHaveProperty('demoLogin')
    expect(hubs[0]?.heard.at(-1)).toEqual({ type: 'stop' })
    await until(() => switches.length === 2)
    await console.handlers.hub.useData({ data: 'demo' })
    await until(() => session().state === 'signed-in')
    expect(hubs[2]?.heard[0]?.options).not.toHaveProperty('freshDemo')
  })

  test('leaves its own hub for another, whose operator signs in', async () => {
    const there = await hub()
    const { console, session, hubs, switches } = await desk(await hub())
    await until(() => session().state === 'signed-in' && switches.length)
    there.answers['session.login'] = () => ok(signedIn('there'))
    const probed = await console.handlers.hub.probe({ url: there.url })
    expect(probed).toMatchObject({ ok: true, value: { name: company.name, trusted: true, setup: false } })
    expect(await console.handlers.hub.use({ url: there.url })).toEqual(ok({}))
    await until(() => session().state === 'signed-out')
    expect(hubs[0]?.heard.at(-1)).toEqual({ type: 'stop' })
    await console.handlers.session.login({ login: 'anna', password: 'p' })
    expect(session().state).toBe('signed-in')
    expect(console.hub.connection.state).toMatchObject({ embedded: false, url: there.url })
  })

  test('opens its hub to others only for an administrator', async () => {
    const fake = await hub()
    const { console, hubs, session } = await desk(fake)
    await until(() => session().state === 'signed-in')
    expect(await console.handlers.admin.share({ on: true })).toMatchObject({ code: 'FORBIDDEN' })
    fake.answers['session.resume'] = () =>
      ok(signedIn('session-1', { me: { ...signedIn().me, roles: ['admin'] } }))
    await console.hub.session.begin()
    // The console may just be asking by itself, for its line; then that answer counts.
    await until(() => session().me?.roles.includes('admin'))
    expect(await console.handlers.admin.share({ on: true, port: 7400 })).toEqual(ok({}))
    await until(() => hubs.length === 2)
    expect(hubs[1]?.heard[0]?.options).toMatchObject({ tls: { host: '0.0.0.0', port: 7400 } })
    await until(() => console.hub.connection.state.state === 'online')
  })

  test('stops the demo switch once a line of its own is set up', async () => {
    const { console, switches, settings, session } = await desk(await hub())
    await until(() => session().state === 'signed-in' && switches.length)
    const saved = await console.handlers.line.save({
      ...defaultProfile(),
      mode: 'own',
      server: 'wss://pbx.example/ws',
      user: '201',
      authUser: '',
      domain: '',
      caFile: '',
      password: 'hush',
    })
    expect(saved).toMatchObject({ ok: true, value: { lines: [{ hasPassword: true, passwordKept: false }] } })
    expect(JSON.stringify(saved)).not.toContain('hush')
    expect(JSON.stringify(settings.get())).not.toContain('hush')
    await until(() => console.hub.demoSwitch.at.url === undefined)
    // The demo company is still loaded, so that line may not be used.
    await until(() => console.phone.lines[0]?.code === 'CALL_DEMO_ONLY')
  })

  test('keeps several lines, each with a password of its own, and forgets one that is removed', async () => {
    const { console, settings, session } = await desk(await hub())
    await until(() => session().state === 'signed-in')
    const { line } = console.handlers
    const account = {
      mode: 'own',
      server: 'wss://pbx.example/ws',
      authUser: '',
      domain: '',
      caFile: '',
    } as const
    await line.save({ ...defaultProfile('shop'), ...account, name: 'Shop', user: '900', password: 'one' })
    await line.save({ ...defaultProfile('opt'), ...account, name: 'Opt', user: '700' })
    await line.save({ ...defaultProfile('shop'), ...account, name: 'Aurora', user: '900' })
    const told = await line.settings({})
    expect(told.ok && told.value.lines.map((l) => [l.lineId, l.name, l.hasPassword])).toEqual([
      ['main', '', false],
      ['shop', 'Aurora', true],
      ['opt', 'Opt', false],
    ])
    await until(() => console.phone.lines.length === 3)
    expect(await line.remove({ lineId: 'main' })).toMatchObject({ code: 'NOT_FOUND' })
    await line.remove({ lineId: 'shop' })
    await until(() => console.phone.lines.length === 2)
    await line.save({ ...defaultProfile('shop'), ...account, name: 'Shop', user: '900' })
    const again = await line.settings({})
    expect(again.ok && again.value.lines.find((l) => l.lineId === 'shop')?.hasPassword).toBe(false)
    expect(settings.get().lines[0]).toMatchObject({ lineId: 'main', mode: 'demo' })
  })

  test('tells the window when a message that was kept is refused for good', async () => {
    const fake = await hub()
    const { console, events, session } = await desk(fake)
    await until(() => session().state === 'signed-in')
    fake.answers['message.send'] = () => fail('HUB_STORAGE')
    const input = {
      messageId: 'm1' as MessageId,
      conversationId: 'v1' as ConversationId,
      key: 'reply:v1',
      text: 'hello',
      files: [],
    }
    expect(await console.handlers.writing.send(input)).toMatchObject({ ok: true })
    await until(() => fake.asked.some(({ name }) => name === 'message.send'))
    fake.answers['message.send'] = () => fail('CONVERSATION_CLOSED')
    await until(() => events.some((e) => e.what === 'writing.draft'))
    expect(events.find((e) => e.what === 'writing.draft')?.payload).toMatchObject({
      code: 'CONVERSATION_CLOSED',
      draft: { key: 'reply:v1', text: 'hello' },
    })
    expect(await console.handlers.writing.drafts({})).toMatchObject({
      value: { drafts: [{ text: 'hello' }] },
    })
  })
})
