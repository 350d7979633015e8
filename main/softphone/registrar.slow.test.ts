import { afterEach, describe, expect, test } from 'vitest'
import { pause, phone } from './testing/phone.ts'
import { field, invite, respond, type Scripted, scriptedServer } from './testing/scripted-server.ts'
import { setUp, talking } from './testing/talking.ts'

const escaped: unknown[] = []
const onEscape = (error: unknown) => escaped.push(error)
process.on('uncaughtException', onEscape)
process.on('unhandledRejection', onEscape)
afterEach(() => expect(escaped.splice(0)).toEqual([]))

const challenge = (more = '') =>
  `WWW-Authenticate: Digest realm="demo.test", nonce="${Math.random()}", algorithm=MD5, qop="auth"${more}`

async function against(registrar: Scripted['answers'][string], timing = {}) {
  const server = await scriptedServer()
  server.answers.REGISTER = registrar as (text: string) => string | undefined
  const alice = phone(server.account, { registerMs: 500, firstRetryMs: 20, ...timing })
  await alice.start()
  /** The registrar comes to its senses: the line is registered, and a call rings. */
  const healed = async () => {
    server.answers.REGISTER = () => undefined
    alice.reconnect('asked to')
    await alice.line('registered')
    server.send(invite(server.received.filter((m) => m.startsWith('REGISTER')).at(-1) ?? ''))
    await alice.next('incoming')
  }
  const registers = () => server.received.filter((m) => m.startsWith('REGISTER'))
  return { server, alice, healed, registers }
}

describe('what a registrar may answer', () => {
  test.each([
    ['500', (t: string) => respond(t, '500 Server Error'), 'LINE_REFUSED'],
    [
      'a redirection',
      (t: string) => respond(t, '302 Moved', ['Contact: <sip:evil@elsewhere.test>']),
      'LINE_REFUSED',
    ],
    ['423 without a time', (t: string) => respond(t, '423 Interval Too Brief'), 'LINE_REFUSED'],
    [
      '423 with a time without end',
      (t: string) => respond(t, '423 Interval Too Brief', ['Min-Expires: 99999999']),
      'LINE_REFUSED',
    ],
    [
      'a new nonce for ever',
      (t: string) => respond(t, '401 Unauthorized', [challenge()]),
      'LINE_WRONG_PASSWORD',
    ],
    [
      '407 for ever',
      (t: string) => respond(t, '407 Proxy Authentication Required', [challenge().replace('WWW', 'Proxy')]),
      'LINE_WRONG_PASSWORD',
    ],
    [
      'a nonce that is always too old',
      (t: string) => respond(t, '401 Unauthorized', [challenge(', stale=true')]),
      'LINE_REFUSED',
    ],
    [
      'a challenge that nobody here can answer',
      (t: string) => respond(t, '401 Unauthorized', [challenge().replace('MD5', 'SHA-512-256')]),
      'LINE_REFUSED',
    ],
    ['401 without a challenge', (t: string) => respond(t, '401 Unauthorized'), 'LINE_WRONG_PASSWORD'],
    [
      'a challenge of nothing',
      (t: string) => respond(t, '401 Unauthorized', ['WWW-Authenticate: Digest']),
      'LINE_WRONG_PASSWORD',
    ],
    ['600', (t: string) => respond(t, '600 Busy Everywhere'), 'LINE_REFUSED'],
  ])('%s: told in words, not asked without end, and it comes back', async (_, answer, code) => {
    const { alice, healed, registers } = await against(answer)
    expect(await alice.line('refused')).toMatchObject({ code })
    expect(registers().length).toBeLessThanOrEqual(4)
    await healed()
  })

  test('423 that asks for ever more time is not followed for ever', async () => {
    let least = 300
    const { alice, healed, registers } = await against((t) =>
      respond(t, '423 Interval Too Brief', [`Min-Expires: ${++least}`]),
    )
    expect(await alice.line('refused')).toMatchObject({ code: 'LINE_REFUSED' })
    expect(registers()).toHaveLength(4)
    await healed()
  })

  test.each([
    ['no Contact at all', () => [], 270],
    ['a negative time', (own: string) => [`Contact: ${own};expires=-5`], 270],
    ['no time that makes sense', (own: string) => [`Contact: ${own};expires=soon`], 270],
    ['a time without end', (own: string) => [`Contact: ${own};expires=99999999999`], 77_760],
    [
      'other phones’ Contacts too',
      (own: string) => ['Contact: <sip:x@y.invalid>;expires=2', `Contact: ${own};expires=200`],
      180,
    ],
    [
      'all Contacts in one line',
      (own: string) => [`Contact: <sip:x@y.invalid>;expires=2, ${own};expires=200`],
      180,
    ],
    ['the time in a header', (own: string) => [`Contact: ${own}`, 'Expires: 100'], 90],
  ])('200 with %s: registered, and refreshed in good time', async (_, contacts, seconds) => {
    const timers: number[] = []
    const { setTimeout: real } = globalThis
    globalThis.setTimeout = ((run: () => void, ms?: number, ...rest: unknown[]) => {
      timers.push(Math.round((ms ?? 0) / 1000))
      return real(run, ms, ...(rest as []))
    }) as typeof setTimeout
    try {
      const { alice } = await against((t) => {
        const own = field(t, 'Contact').replace(/;expires=.*$/, '')
        return respond(t, '200 OK', contacts(own.replace(/;\+sip.*$/, '')))
      })
      await alice.line('registered')
      expect(timers).toContain(seconds)
    } finally {
      globalThis.setTimeout = real
    }
  })

  test('503 with a time to wait: not asked before that', async () => {
    const { alice, registers, server } = await against((t) => respond(t, '503 Busy', ['Retry-After: 1']))
    expect(await alice.line('refused')).toMatchObject({ code: 'LINE_REFUSED', retryInMs: 1000 })
    const at = Date.now()
    server.answers.REGISTER = () => undefined
    await alice.line('registered')
    expect(Date.now() - at).toBeGreaterThan(900)
    expect(registers()).toHaveLength(2)
  })

  test('a call that goes on outlives a registrar that refuses the refresh, and is whole when it takes us again', async () => {
    const set = await setUp({ expiresSeconds: 1 })
    set.server.answers.REGISTER = (t) => respond(t, '500 Server Error')
    await talking(set)
    await set.alice.line('refused')
    expect(set.alice.story('call-1')).toEqual(['incoming', 'accepted'])
    set.server.answers.REGISTER = () => undefined
    await set.alice.line('registered')
    await set.server.next(/^INVITE/)
  })
})

describe('the link', () => {
  test('a REGISTER that was under way when the link broke does not hold up the next', async () => {
    const { server, alice } = await against(() => '', { registerMs: 20_000 })
    await server.next(/^REGISTER/)
    server.answers.REGISTER = () => undefined
    const at = Date.now()
    server.socket().terminate()
    await alice.line('registered')
    expect(Date.now() - at).toBeLessThan(5000)
  })

  test('stop waits two seconds at most for a registrar that is silent, and says that the line is off', async () => {
    const set = await setUp({}, { registerMs: 20_000 })
    set.server.answers.REGISTER = () => ''
    const at = Date.now()
    await set.alice.stop()
    expect(Date.now() - at).toBeLessThan(4000)
    expect(set.server.received.at(-1)).toContain('expires=0')
    expect((await set.alice.line('off')).state).toBe('off')
  })

  test('a stopped phone hears nothing and rings no more', async () => {
    const set = await setUp()
    await set.alice.stop()
    set.server.send(invite(set.register))
    await pause(50)
    expect(set.alice.events.filter((e) => e.type === 'incoming')).toEqual([])
  })
})
