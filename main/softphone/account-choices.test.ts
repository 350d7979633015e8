import { describe, expect, test } from 'vitest'
import { cannedSdp } from './testing/fake-media.ts'
import { registeredPhone } from './testing/phone.ts'
import { field, invite, respond, scriptedServer } from './testing/scripted-server.ts'
import { setUp, talking } from './testing/talking.ts'

describe('keys by INFO, the account’s choice', () => {
  test('go one after the other, each when the one before was taken', async () => {
    const set = await setUp({ dtmf: 'info' })
    await talking(set)
    const sent = set.alice.dtmf('call-1', '1#d')
    for (const key of ['1', '#', 'D']) {
      const info = await set.server.next(/^INFO/)
      expect(field(info, 'Content-Type')).toBe('application/dtmf-relay')
      expect(info.split('\r\n\r\n')[1]).toBe(`Signal=${key}\r\nDuration=160\r\n`)
      expect(set.server.received.filter((m) => m.startsWith('INFO')).at(-1)).toBe(info)
      set.server.send(respond(info, '200 OK'))
    }
    await sent
    expect(set.alice.media.log.filter((m) => m.startsWith('dtmf'))).toEqual([])
  })

  test('a key that is refused is told, and the rest stay unsent', async () => {
    const set = await setUp({ dtmf: 'info' })
    await talking(set)
    set.server.answers.INFO = (text) => respond(text, '415 Unsupported Media Type')
    await expect(set.alice.dtmf('call-1', '12')).rejects.toThrow('CALL_DTMF_FAILED')
    expect(set.server.received.filter((m) => m.startsWith('INFO'))).toHaveLength(1)
  })

  test('without the choice they go with the sound', async () => {
    const set = await setUp()
    await talking(set)
    await set.alice.dtmf('call-1', '12')
    expect(set.alice.media.log.at(-1)).toBe('dtmf 12')
  })
})

describe('the number that a call shows', () => {
  test('is told as preferred identity, with our own From', async () => {
    const set = await setUp()
    await set.alice.dial('bob', { callerId: '+48 22 123-45-67' })
    const request = await set.server.next(/^INVITE/)
    expect(field(request, 'P-Preferred-Identity')).toBe('<sip:+48221234567@demo.test>')
    expect(field(request, 'From')).toContain('<sip:alice@demo.test>')
  })

  test('is told as the user of From, where the account says so', async () => {
    const set = await setUp({ callerId: 'from', displayName: 'Alice' })
    await set.alice.dial('bob', { callerId: '+48221234567' })
    const request = await set.server.next(/^INVITE/)
    expect(field(request, 'P-Preferred-Identity')).toBe('')
    expect(field(request, 'From')).toContain('<sip:+48221234567@demo.test>')
  })

  test.each(['a b', '<sip:x@y>', 'sip:ceo@elsewhere.test', ''])(
    '%j is no number: nothing is sent',
    async (callerId) => {
      const set = await setUp()
      await expect(set.alice.dial('bob', { callerId })).rejects.toThrow('INVALID_INPUT')
      expect(set.server.received.filter((m) => m.startsWith('INVITE'))).toEqual([])
    },
  )
})

describe('sound before the answer', () => {
  const ring = async (earlyMedia: boolean) => {
    const set = await setUp()
    const callId = await set.alice.dial('bob', { earlyMedia })
    const request = await set.server.next(/^INVITE/)
    const contact = 'Contact: <sip:bob@b.invalid;transport=ws>'
    set.server.send(respond(request, '183 Session Progress', [contact], cannedSdp()))
    await set.alice.next('progress', { callId, status: 183 })
    return { set, request, callId, contact }
  }

  test('is played when asked for, and the answer then changes nothing', async () => {
    const { set, request, callId, contact } = await ring(true)
    expect(set.alice.media.log).toContain('setDescription')
    set.server.send(respond(request, '200 OK', [contact], cannedSdp()))
    await set.alice.next('accepted', { callId })
    expect(set.alice.media.log.filter((m) => m === 'setDescription')).toHaveLength(1)
  })

  test('is left alone otherwise: the call may ring in several places', async () => {
    const { set, request, callId, contact } = await ring(false)
    expect(set.alice.media.log).not.toContain('setDescription')
    set.server.send(respond(request, '200 OK', [contact], cannedSdp()))
    await set.alice.next('accepted', { callId })
    expect(set.alice.media.log).toContain('setDescription')
  })
})

test('what the server says of a caller, and that the call asks to be answered, is in the event', async () => {
  const set = await setUp()
  const extra = [
    'P-Asserted-Identity: "Anna" <sip:+48221234567@demo.test>',
    'Call-Info: <sip:demo.test>;answer-after=1',
  ]
  set.server.send(invite(set.register, { extra }))
  expect(await set.alice.next('incoming')).toMatchObject({
    callerIdAsserted: { user: '+48221234567', displayName: 'Anna' },
    autoAnswer: { afterSeconds: 1 },
  })
  set.server.send(invite(set.register, { callId: 'plain', via: 'SIP/2.0/WS p.invalid;branch=z9hG4bKplain' }))
  const plain = await set.alice.next('incoming')
  expect(plain).not.toHaveProperty('callerIdAsserted')
  expect(plain).not.toHaveProperty('autoAnswer')
})

describe('an address that outlives the connection (GRUU), where the registrar gives one', () => {
  const gruu = 'sip:alice@demo.test;gr=urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6'

  test('is the Contact of calls both ways; what is registered is the connection’s own', async () => {
    const server = await scriptedServer()
    server.answers.REGISTER = (text) =>
      respond(text, '200 OK', [
        'Contact: <sip:other@desk.invalid;transport=ws>;expires=60;pub-gruu="sip:alice@demo.test;gr=other"',
        `Contact: ${field(text, 'Contact')};pub-gruu="${gruu}"`,
      ])
    const alice = await registeredPhone(server.account)
    const register = await server.next(/^REGISTER/)
    expect(field(register, 'Supported')).toContain('gruu')
    await talking({ server, alice, register })
    expect(field(server.received.find((m) => m.startsWith('SIP/2.0 200')) ?? '', 'Contact')).toContain(
      `<${gruu}>`,
    )
    await alice.dial('bob')
    expect(field(await server.next(/^INVITE/), 'Contact')).toContain(`<${gruu}>`)
    alice.reconnect('asked to')
    expect(field(await server.next(/^REGISTER/), 'Contact')).toBe(field(register, 'Contact'))
  })

  test('is forgotten when it is not given again', async () => {
    const set = await setUp()
    set.server.answers.REGISTER = (text) =>
      respond(text, '200 OK', [`Contact: ${field(text, 'Contact')};pub-gruu="${gruu}"`])
    set.alice.reconnect('asked to')
    await set.alice.line('registered')
    set.server.answers.REGISTER = () => undefined
    set.alice.reconnect('asked to')
    await set.alice.line('registered')
    await set.alice.dial('bob')
    expect(field(await set.server.next(/^INVITE/), 'Contact')).toContain('.invalid;transport=ws')
  })

  test.each(['"not an address"', '"sip:alice@demo.test"', '"sip:demo.test;gr=x"', '""'])(
    '%s is none',
    async (given) => {
      const server = await scriptedServer()
      server.answers.REGISTER = (text) =>
        respond(text, '200 OK', [`Contact: ${field(text, 'Contact')};pub-gruu=${given}`])
      const alice = await registeredPhone(server.account)
      await alice.dial('bob')
      expect(field(await server.next(/^INVITE/), 'Contact')).toContain('.invalid;transport=ws')
    },
  )
})
