import { createHash } from 'node:crypto'
import { Core } from 'sip.js'
import { afterEach, describe, expect, test } from 'vitest'
import { cannedSdp } from '../testing/fake-media.ts'
import { pause, phone } from '../testing/phone.ts'
import { contactUri, field, invite, respond, scriptedServer, within } from '../testing/scripted-server.ts'
import { setUp, talking } from '../testing/talking.ts'
import { readableAddress } from './readable.ts'

const { T1 } = Core.Timers
afterEach(() => {
  Core.Timers.T1 = T1
})

describe('who calls, written as sip.js cannot read it', () => {
  test.each([
    ['a telephone number', '<tel:+48-22-123-45-67>', '+48221234567', undefined],
    ['a bare telephone number', 'tel:+48221234567;phone-context=x', '+48221234567', undefined],
    ['a telephone number with a name', '"Anna K." <tel:*43%23>', '*43#', 'Anna K.'],
    ['a name in Cyrillic without quotes', 'Анна Коваль <sip:201@demo.test>', '201', 'Анна Коваль'],
    ['a Polish name without quotes', 'Paweł Żuk <sip:202@demo.test>', '202', 'Paweł Żuk'],
    [
      'a name with signs that need quotes',
      'Kowal, Anna (biuro) <sip:203@demo.test>',
      '203',
      'Kowal, Anna (biuro)',
    ],
  ])('%s: the call rings, and is known', async (_, from, user, displayName) => {
    const { server, alice, register } = await setUp()
    server.send(invite(register).replace(/^From:.*;tag/m, `From: ${from};tag`))
    const incoming = await alice.next('incoming')
    expect(incoming.from.user).toBe(user)
    expect(incoming.from.displayName).toBe(displayName)
  })

  test.each([
    '<sip:%zz@demo.test>',
    '<sip:+48%E0%A4@demo.test>',
    '<sip:a b@demo.test>',
    '"unclosed <sip:a@demo.test>',
    '<urn:service:sos>',
  ])('%s cannot be helped: refused at once, not left without an answer', async (from) => {
    const { server, alice, register } = await setUp()
    server.send(invite(register).replace(/^From:.*;tag/m, `From: ${from};tag`))
    await server.next(/^SIP\/2.0 400/)
    server.send(invite(register, { callId: 'good' }))
    expect((await alice.next('incoming')).callId).toBe('good')
  })

  test('a request to an address that cannot be read is refused at once', async () => {
    const { server, alice, register } = await setUp()
    server.send(invite(register).replace(contactUri(register), 'sip:%zz@demo.test'))
    await server.next(/^SIP\/2.0 400/)
    server.send(invite(register, { callId: 'good' }))
    expect((await alice.next('incoming')).callId).toBe('good')
  })

  test('what is right stays as it is', () => {
    for (const value of [
      '<sip:a@b>;tag=1',
      '"Анна, К." <sip:a@b>;tag=1',
      'sip:a@b',
      'Anna K. <sips:a@b>',
      '*',
    ])
      expect(readableAddress(value, 'demo.test')).toBe(value)
  })
})

describe('offers, written as sip.js cannot read them', () => {
  const parts = [
    '--x1',
    'Content-Type: application/isup;version=itu-t92+',
    'Content-Disposition: signal;handling=optional',
    '',
    '\u0001\u0010binary',
    '--x1',
    'Content-Type: application/sdp',
    '',
    cannedSdp().trimEnd(),
    '--x1--',
    '',
  ].join('\r\n')
  test.each([
    ['in one part of several', parts, 'multipart/mixed;boundary=x1'],
    ['in one part of several, the mark in quotes', parts, 'Multipart/Mixed; boundary="x1"'],
    ['with a parameter', cannedSdp(), 'application/sdp; charset=utf-8'],
    ['in capitals', cannedSdp(), 'Application/SDP'],
  ])('%s: the media window gets the SDP, and the call is answered', async (_, body, type) => {
    const { server, alice, register } = await setUp()
    server.send(invite(register, { body }).replace('Content-Type: application/sdp', `Content-Type: ${type}`))
    await alice.next('incoming')
    await alice.answer('call-1')
    const [media] = [...alice.media.open.values()]
    expect(media?.remote.map((sdp) => sdp.trim())).toEqual([cannedSdp().trim()])
  })

  test.each([
    [
      'several parts without an offer',
      parts.replace('application/sdp', 'text/plain'),
      ['multipart/mixed;boundary=x1'],
    ],
    ['parts without a mark', parts, ['multipart/mixed']],
    ['a packed body', cannedSdp(), ['application/sdp\r\nContent-Encoding: gzip']],
  ])('%s is refused before it rings', async (_, body, [type]) => {
    const { server, alice, register } = await setUp()
    server.send(invite(register, { body }).replace('Content-Type: application/sdp', `Content-Type: ${type}`))
    await server.next(/^SIP\/2.0 415/)
    server.send(invite(register, { callId: 'good' }))
    expect((await alice.next('incoming')).callId).toBe('good')
  })

  test('an INVITE without an offer (Cisco) gets ours, and the ACK brings the answer', async () => {
    const { server, alice, register } = await setUp()
    const request = invite(register, { body: '', untyped: true })
    server.send(request)
    await alice.next('incoming')
    await alice.answer('call-1')
    const ok = await server.next(/^SIP\/2.0 200/)
    expect(ok).toContain('m=audio')
    server.send(within(request, 'ACK', field(ok, 'To'), 1, 'z9hG4bKack', cannedSdp()))
    await expect.poll(() => alice.media.log).toContain('setDescription')
    expect(alice.story('call-1')).toEqual(['incoming', 'accepted'])
  })

  test('an answer of no type is taken for what it is', async () => {
    const { server, alice } = await setUp()
    const callId = await alice.dial('bob')
    const request = await server.next(/^INVITE/)
    const ok = respond(request, '200 OK', ['Contact: <sip:bob@b.invalid;transport=ws>'], cannedSdp())
    server.send(ok.replace('Content-Type: application/sdp\r\n', ''))
    await alice.next('accepted', { callId })
  })
})

test('line ends before a message, and an answer without a reason, are read all the same', async () => {
  const { server, alice, register } = await setUp()
  server.send(`\r\n\r\n${invite(register)}`)
  await alice.next('incoming')
  const callId = await alice.dial('bob')
  const request = await server.next(/^INVITE/)
  const ok = respond(request, '200 OK', ['Contact: <sip:bob@b.invalid;transport=ws>'], cannedSdp())
  server.send(ok.replace('SIP/2.0 200 OK', 'SIP/2.0 200'))
  await alice.next('accepted', { callId })
})

test('a header that cannot be read is left out: the call rings all the same', async () => {
  const { server, alice, register } = await setUp()
  server.send(
    invite(register)
      .replace('Max-Forwards: 69', 'Max-Forwards: many\r\nRecord-Route: sip:a b;lr')
      .replace('Content-Length', 'Content-Length : x\r\nX-Length'),
  )
  await alice.next('incoming')
})

describe('within a call', () => {
  test('UPDATE and re-INVITE that only refresh the session (RFC 4028) are answered', async () => {
    const set = await setUp()
    const { say } = await talking(set)
    say('UPDATE', ['Session-Expires: 90;refresher=uac', 'Supported: timer'])
    const ok = await set.server.next(/^SIP\/2.0 200/)
    expect(field(ok, 'CSeq')).toContain('UPDATE')
    expect(contactUri(ok)).toBe(contactUri(set.register))
    say('INVITE', ['Session-Expires: 90;refresher=uac', 'Content-Type: application/sdp'], cannedSdp(1))
    expect(field(await set.server.next(/^SIP\/2.0 200/), 'CSeq')).toContain('INVITE')
    say('ACK')
    say('UPDATE', ['Content-Type: application/sdp'], cannedSdp(2))
    await set.server.next(/^SIP\/2.0 488/)
    say('BYE')
    await set.alice.next('ended', { by: 'remote' })
  })

  test('UPDATE for a call that nobody knows gets 481, as do PRACK and BYE', async () => {
    const { server, register } = await setUp()
    const request = invite(register, { callId: 'unknown' })
    for (const method of ['UPDATE', 'PRACK', 'BYE']) {
      server.send(within(request, method, '<sip:sales@demo.test>;tag=x', 2, `z9hG4bK${method}`))
      expect(field(await server.next(/^SIP\/2.0 481/), 'CSeq')).toBe(`2 ${method}`)
    }
  })

  test('OPTIONS is answered, in the call and outside: registrars and PBXs ask by it whether we are there', async () => {
    const set = await setUp()
    const { request, say } = await talking(set)
    say('OPTIONS')
    expect(field(await set.server.next(/^SIP\/2.0 200/), 'Allow')).toContain('INVITE')
    set.server.send(within(request, 'OPTIONS', '<sip:sales@demo.test>', 9, 'z9hG4bKping'))
    await set.server.next(/^SIP\/2.0 200/)
  })

  test.each(['PRACK', 'FOO', 'PUBLISH', 'SUBSCRIBE', 'MESSAGE'])(
    '%s gets an answer and does no harm',
    async (method) => {
      const set = await setUp()
      const { say } = await talking(set)
      say(method, ['Event: presence', 'RAck: 1 1 INVITE'])
      await set.server.next(/^SIP\/2.0 (405|481|489|501|500)/)
      say('BYE')
      await set.alice.next('ended', { by: 'remote' })
    },
  )

  test('an ACK that never came to a re-INVITE does not stop the next one, ours or theirs', async () => {
    Core.Timers.T1 = 20
    const set = await setUp()
    const { say } = await talking(set)
    await pause(120)
    say('INVITE', ['Content-Type: application/sdp'], cannedSdp(2, 'sendonly'))
    await set.server.next(/^SIP\/2.0 200/)
    await pause(16 * 20 + 100)
    say('INVITE', ['Content-Type: application/sdp'], cannedSdp(3))
    for (;;) {
      const answer = await set.server.next(/^SIP\/2.0 (200|500)/)
      if (field(answer, 'CSeq') !== '3 INVITE') continue
      expect(answer).toMatch(/^SIP\/2.0 200/)
      break
    }
    await pause(16 * 20 + 100)
    await set.alice.hold('call-1', true)
    expect(await set.server.next(/^INVITE/)).toContain('a=sendonly')
  })
})

describe('challenges', () => {
  const hash = (name: string, text: string) => createHash(name).update(text).digest('hex')
  const param = (header: string, name: string) =>
    new RegExp(`[ ,]${name}="?([^",]+)"?`).exec(header)?.[1] ?? ''

  async function challenged(challenges: string[]) {
    const server = await scriptedServer()
    let tries = 0
    server.answers.REGISTER = (text) =>
      tries++ === 0
        ? respond(
            text,
            '401 Unauthorized',
            challenges.map((c) => `WWW-Authenticate: ${c}`),
          )
        : undefined
    const alice = phone({ ...server.account, user: 'alice', password: 'p"w' })
    await alice.start()
    await alice.line('registered')
    await server.next(/^REGISTER/)
    return field(await server.next(/^REGISTER/), 'Authorization')
  }
  const check = (header: string, name: string) => {
    const [nonce, nc, cnonce] = ['nonce', 'nc', 'cnonce'].map((p) => param(header, p))
    const ha1 = hash(name, 'alice:pbx:p"w')
    const ha2 = hash(name, `REGISTER:${param(header, 'uri')}`)
    return hash(name, `${ha1}:${nonce}:${nc}:${cnonce}:auth:${ha2}`)
  }

  test.each([
    [
      'SHA-256 first (RFC 8760)',
      [
        'Digest realm="pbx",nonce="s",algorithm=SHA-256,qop="auth"',
        'Digest realm="pbx",nonce="m",algorithm=MD5,qop="auth"',
      ],
      'sha256',
      's',
    ],
    [
      'SHA-256 alone',
      ['Digest realm="pbx", nonce="s", algorithm="SHA-256", qop="auth,auth-int"'],
      'sha256',
      's',
    ],
    [
      'one that nobody here can answer, then MD5',
      [
        'Digest realm="pbx",nonce="x",algorithm=SHA-512-256,qop="auth"',
        'Digest realm="pbx",nonce="m",qop="auth"',
      ],
      'md5',
      'm',
    ],
    [
      'Basic, then MD5',
      ['Basic realm="pbx"', 'Digest realm="pbx",nonce="m",algorithm=md5,qop="auth"'],
      'md5',
      'm',
    ],
  ])('%s: the line registers', async (_, challenges, name, nonce) => {
    const header = await challenged(challenges)
    expect(param(header, 'nonce')).toBe(nonce)
    expect(param(header, 'response')).toBe(check(header, name))
  })
})
