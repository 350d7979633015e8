import { afterEach, describe, expect, test } from 'vitest'
import type { EventWire } from '../../shared/domain/event.ts'
import { fail, ok } from '../../shared/lib/result.ts'
import { silentLogger } from '../log/logger.ts'
import { type FakeHub, signedIn, startFakeHub, until } from '../testing/fake-hub.ts'
import { createHubClient, type HubClient } from './hub-client.ts'
import { createSession, type TokenStore } from './session.ts'
import { createStream } from './stream.ts'

const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

async function hubAndClient(answers: Parameters<typeof startFakeHub>[0] = {}, timeoutMs = 20_000) {
  const hub = await startFakeHub(answers)
  const client = createHubClient(silentLogger, timeoutMs)
  cleanups.push(
    () => hub.close(),
    () => client.disconnect(),
  )
  client.connect({ url: hub.url })
  await until(() => client.link.state === 'online')
  return { hub, client }
}

describe('the link to the hub', () => {
  test('carries a request and brings its parsed answer', async () => {
    const { client } = await hubAndClient()
    expect(await client.request('inbox.list', {})).toEqual(ok({ rows: [], position: 10 }))
  })

  test('says HUB_TIMEOUT when the hub is silent and HUB_OFFLINE when it is not there', async () => {
    const { hub, client } = await hubAndClient({ 'inbox.list': () => 'silence' }, 100)
    expect(await client.request('inbox.list', {})).toMatchObject({ code: 'HUB_TIMEOUT' })
    await hub.close()
    await until(() => client.link.state === 'offline')
    expect(await client.request('inbox.list', {})).toMatchObject({ code: 'HUB_OFFLINE' })
  })

  test('does not take in an answer of another shape', async () => {
    const { client } = await hubAndClient({ 'inbox.list': () => ({ ok: true, value: { rows: 7 } }) })
    expect(await client.request('inbox.list', {})).toMatchObject({ code: 'HUB_PROTOCOL' })
  })

  test('passes a refusal on by its code', async () => {
    const { client } = await hubAndClient({ 'inbox.list': () => fail('FORBIDDEN') })
    expect(await client.request('inbox.list', {})).toMatchObject({ code: 'FORBIDDEN' })
  })

  test('comes back by itself, also after the hub has cut it on purpose', async () => {
    const { hub, client } = await hubAndClient()
    const states: string[] = []
    client.onLink(({ state }) => states.push(state))
    hub.cut()
    await until(() => states.includes('offline'))
    await until(() => client.link.state === 'online')
  })

  test('drops pushes that are malformed', async () => {
    const { hub, client } = await hubAndClient()
    const heard: unknown[] = []
    client.on('presence', (presence) => heard.push(presence))
    hub.push('presence', { operatorId: 'anna' } as never)
    hub.push('presence', { operatorId: 'anna', presence: 'busy', since: 1 } as never)
    await until(() => heard.length)
    expect(heard).toEqual([{ operatorId: 'anna', presence: 'busy', since: 1 }])
  })
})

function sessionOn(client: HubClient, o: { stored?: string; demoToken?: string } = {}) {
  const kept = { token: o.stored }
  const tokens: TokenStore = {
    read: () => kept.token,
    write(token) {
      kept.token = token
    },
    forget() {
      kept.token = undefined
    },
  }
  const seen: string[] = []
  const session = createSession({
    hub: client,
    tokens,
    demoToken: () => o.demoToken,
    onChange: (state) => seen.push(state.state),
    onSignedIn: () => seen.push('welcome'),
    onSignedOut: () => seen.push('goodbye'),
    onPresence: () => {},
  })
  return { session, kept, seen }
}

describe('the session', () => {
  test('of the demo begins by itself', async () => {
    const { client } = await hubAndClient()
    const { session, kept } = sessionOn(client, { demoToken: 'session-1' })
    await session.begin()
    expect(session.state).toMatchObject({ state: 'signed-in', demo: true, presence: 'available' })
    expect(kept.token).toBe('session-1')
    expect(session.clockOffset).toBeGreaterThan(55_000)
  })

  test('after signing out does not begin by itself again', async () => {
    const { client } = await hubAndClient()
    const { session, kept, seen } = sessionOn(client, { demoToken: 'session-1' })
    await session.begin()
    await session.logout()
    await session.begin()
    expect(session.state.state).toBe('signed-out')
    expect(kept.token).toBeUndefined()
    expect(seen).toContain('goodbye')
  })

  test('that has run out says so, and the sign-in page comes', async () => {
    const { client } = await hubAndClient()
    const { session } = sessionOn(client, { stored: 'old' })
    await session.begin()
    expect(session.state).toMatchObject({ state: 'signed-out', code: 'AUTH_EXPIRED' })
  })

  test('is kept while the hub is only away', async () => {
    const { client } = await hubAndClient({ 'session.resume': () => fail('HUB_STORAGE') })
    const { session, kept } = sessionOn(client, { stored: 'session-1' })
    await session.begin()
    expect(kept.token).toBe('session-1')
    expect(session.state.code).toBe('HUB_STORAGE')
  })

  test('of a hub without a company is its set-up', async () => {
    const { client } = await hubAndClient({
      'setup.state': () => ok({ company: false, demo: false, name: {} }),
      'setup.create': () => ok(signedIn('first')),
    })
    const { session } = sessionOn(client)
    await session.begin()
    expect(session.state.state).toBe('setup')
    const made = await session.create({
      companyName: 'Mine',
      name: 'Anna',
      login: 'anna',
      password: 'correct horse',
      language: 'en',
    })
    expect(made).toEqual(ok({}))
    expect(session.state.state).toBe('signed-in')
  })

  test('with a wrong password stays signed out and says why', async () => {
    const { client } = await hubAndClient({ 'session.login': () => fail('AUTH_WRONG_PASSWORD') })
    const { session } = sessionOn(client)
    await session.begin()
    expect(await session.login({ login: 'anna', password: 'no' })).toMatchObject({
      code: 'AUTH_WRONG_PASSWORD',
    })
    expect(session.state.state).toBe('signed-out')
  })

  test('that the hub ends is over here too', async () => {
    const { hub, client } = await hubAndClient()
    const { session } = sessionOn(client, { demoToken: 'session-1' })
    await session.begin()
    hub.push('session-ended', { code: 'AUTH_EXPIRED' })
    await until(() => session.state.state === 'signed-out')
    expect(session.state.code).toBe('AUTH_EXPIRED')
  })

  test('follows presence and company as the hub tells them', async () => {
    const { hub, client } = await hubAndClient()
    const { session } = sessionOn(client, { demoToken: 'session-1' })
    await session.begin()
    hub.push('presence', { operatorId: 'anna', presence: 'away', since: 1 } as never)
    hub.push('company', { ...signedIn().company, name: { en: 'New name' } })
    await until(() => session.state.company?.name.en === 'New name')
    expect(session.state.presence).toBe('away')
  })
})

describe('the stream of facts', () => {
  const fact = (position: number): EventWire =>
    ({
      eventId: `e${position}`,
      type: 'note.added',
      contactId: 'c',
      position,
      seq: position,
      occurredAt: 1,
    }) as EventWire
  const facts = (after: number, upTo: number) =>
    Array.from({ length: upTo - after }, (_, i) => fact(after + 1 + i))

  function streamOn(client: HubClient) {
    const positions: number[] = []
    let resets = 0
    const stream = createStream({
      hub: client,
      onEvents: (events) => positions.push(...events.map((e) => e.position)),
      onReset: () => {
        resets++
      },
      log: silentLogger,
    })
    return { stream, positions, resets: () => resets }
  }

  test('is whole after a gap, in order and without repeats', async () => {
    const { hub, client } = await hubAndClient({
      'stream.since': ({ position }) =>
        ok({ after: position, upTo: 20, events: facts(position, 20), reset: false }),
    })
    const { stream, positions } = streamOn(client)
    stream.beginAt(10)
    hub.push('stream', { after: 10, upTo: 12, events: facts(10, 12), rows: [] })
    hub.push('stream', { after: 11, upTo: 13, events: facts(11, 13), rows: [] })
    hub.push('stream', { after: 15, upTo: 16, events: facts(15, 16), rows: [] })
    await until(() => stream.position === 20)
    expect(positions).toEqual([11, 12, 13, 14, 15, 16, 17, 18, 19, 20])
  })

  test('asks as often as the hub hands out stretches', async () => {
    const { client } = await hubAndClient({
      'stream.since': ({ position }) => {
        const upTo = Math.min(position + 3, 20)
        return ok({ after: position, upTo, events: facts(position, upTo), reset: false })
      },
    })
    const { stream, positions } = streamOn(client)
    stream.beginAt(10)
    expect(await stream.catchUp()).toBe(true)
    expect(positions).toHaveLength(10)
  })

  test('that cannot be resumed begins anew where the hub is now', async () => {
    const { client } = await hubAndClient({
      'stream.since': () => ok({ after: 0, upTo: 99, events: [], reset: true }),
    })
    const { stream, positions, resets } = streamOn(client)
    stream.beginAt(10)
    await stream.catchUp()
    expect(resets()).toBe(1)
    expect(positions).toEqual([])
    expect(stream.position).toBe(99)
  })
})

test('two hubs never mix: what belongs to the one left behind is not heard any more', async () => {
  const { hub: first, client } = await hubAndClient()
  const second: FakeHub = await startFakeHub()
  cleanups.push(() => second.close())
  const heard: string[] = []
  client.on('presence', ({ operatorId }) => heard.push(operatorId))
  client.connect({ url: second.url })
  await until(() => client.link.state === 'online')
  first.push('presence', { operatorId: 'old', presence: 'away', since: 1 } as never)
  second.push('presence', { operatorId: 'new', presence: 'away', since: 1 } as never)
  await until(() => heard.length)
  expect(heard).toEqual(['new'])
})
