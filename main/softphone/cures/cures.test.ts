import { Core } from 'sip.js'
import { afterEach, describe, expect, test } from 'vitest'
import { cannedSdp } from '../testing/fake-media.ts'
import { pause, registeredPhone } from '../testing/phone.ts'
import { contactUri, field, invite, respond, scriptedServer, within } from '../testing/scripted-server.ts'

const timerL = Core.Timers.TIMER_L
const escaped: unknown[] = []
const onEscape = (error: unknown) => escaped.push(error)
process.on('uncaughtException', onEscape)
process.on('unhandledRejection', onEscape)
afterEach(() => {
  Core.Timers.TIMER_L = timerL
  expect(escaped.splice(0)).toEqual([])
})

async function setUp(timing = {}) {
  const server = await scriptedServer()
  const alice = await registeredPhone(server.account, timing)
  const register = await server.next(/^REGISTER/)
  return { server, alice, register }
}
type SetUp = Awaited<ReturnType<typeof setUp>>

/** The phone is called and has answered; with the ACK unless told otherwise. */
async function talking({ server, alice, register }: SetUp, callId = 'call-1', ack = true) {
  const request = invite(register, { callId, via: `SIP/2.0/WS proxy.invalid;branch=z9hG4bK${callId}` })
  server.send(request)
  await alice.next('incoming', { callId })
  await alice.answer(callId)
  const ok = await server.next(/^SIP\/2.0 200/)
  if (ack) server.send(within(request, 'ACK', field(ok, 'To'), 1, `z9hG4bKack${callId}`))
  return { request, to: field(ok, 'To') }
}
const cancelOf = (request: string) =>
  request
    .replace(/^INVITE/, 'CANCEL')
    .replace('1 INVITE', '1 CANCEL')
    .replace(/Content-Type[\s\S]*/, 'Content-Length: 0\r\n\r\n')

describe('calls that come in', () => {
  test('several Via values in one line: the CANCEL finds its call and the ringing stops', async () => {
    const { server, alice, register } = await setUp()
    const via = 'SIP/2.0/WS p2.invalid;branch=z9hG4bKb, SIP/2.0/WS p1.invalid;branch=z9hG4bKa'
    const request = invite(register, { via })
    server.send(request)
    await alice.next('incoming')
    server.send(cancelOf(request))
    await alice.next('cancelled', { elsewhere: false })
    const refused = await server.next(/^SIP\/2.0 487/)
    expect(refused.match(/^Via:/gim)).toHaveLength(2)
  })

  test('a BYE instead of a CANCEL ends the ringing, with 487 to the INVITE', async () => {
    const { server, alice, register } = await setUp()
    const request = invite(register)
    server.send(request)
    await alice.next('incoming')
    const ringing = await server.next(/^SIP\/2.0 180/)
    server.send(within(request, 'BYE', field(ringing, 'To'), 2, 'z9hG4bKbye'))
    await alice.next('cancelled')
    await server.next(/^SIP\/2.0 487/)
    expect(alice.story('call-1')).toEqual(['incoming', 'cancelled'])
  })

  test('an INVITE and its CANCEL in one burst leave nothing ringing', async () => {
    const { server, alice, register } = await setUp()
    for (let i = 0; i < 20; i++) {
      const request = invite(register, {
        callId: `burst-${i}`,
        via: `SIP/2.0/WS p.invalid;branch=z9hG4bK${i}`,
      })
      server.send(request)
      server.send(cancelOf(request))
      await server.next(/^SIP\/2.0 487/)
    }
    for (const e of alice.events)
      if (e.type === 'incoming') expect(alice.story(e.callId)).toEqual(['incoming', 'cancelled'])
    server.send(invite(register, { callId: 'after' }))
    await alice.next('incoming', { callId: 'after' })
  })

  test.each([
    [
      'an option it does not know',
      { extra: ['Require: nothingSupportsThis, nor-this'] },
      '420 Bad Extension',
    ],
    ['a body that is no SDP', { extra: ['Content-Type: text/plain'] }, '415 Unsupported Media Type'],
    ['a body of no type', { untyped: true }, '415 Unsupported Media Type'],
    ['an offer that is no SDP', { body: 'v=0\r\nnonsense' }, '488 Not Acceptable Here'],
    ['an offer without sound', { body: 'v=0\r\nm=video 9 RTP/SAVPF 96\r\n' }, '488 Not Acceptable Here'],
    ['a CSeq of another method', { cseq: '1 BYE' }, '400 Bad CSeq'],
    ['a Via without a branch', { via: 'SIP/2.0/WS proxy.invalid' }, '400 Bad Via'],
  ])('an INVITE with %s is refused and does not ring', async (_, options, status) => {
    const { server, alice, register } = await setUp()
    server.send(invite(register, options))
    const refusal = await server.next(/^SIP\/2.0 4/)
    expect(refusal).toContain(`SIP/2.0 ${status}\r\n`)
    expect(field(refusal, 'To')).toContain(';tag=')
    if (status.startsWith('420')) expect(field(refusal, 'Unsupported')).toBe('nothingSupportsThis, nor-this')
    server.send(invite(register, { callId: 'good' }))
    expect((await alice.next('incoming')).callId).toBe('good')
  })

  test.each(['novel:alice@demo.test', 'nobodyKnowsThisScheme:x'])(
    'a request to %s is answered 416',
    async (uri) => {
      const { server, alice, register } = await setUp()
      server.send(invite(register).replace(contactUri(register), uri))
      await server.next(/^SIP\/2.0 416/)
      server.send(invite(register, { callId: 'good' }))
      expect((await alice.next('incoming')).callId).toBe('good')
    },
  )

  test.each(['4294967295', 'soon'])('an INVITE that expires in %s seconds rings on', async (expires) => {
    const { server, alice, register } = await setUp()
    server.send(invite(register, { extra: [`Expires: ${expires}`] }))
    await alice.next('incoming')
    await pause(50)
    expect(alice.story('call-1')).toEqual(['incoming'])
  })

  test('the ninth call that rings at once gets busy, and the next gets through when one has ended', async () => {
    const { server, alice, register } = await setUp()
    const send = (i: number) =>
      server.send(invite(register, { callId: `c${i}`, via: `SIP/2.0/WS p.invalid;branch=z9hG4bK${i}` }))
    for (let i = 1; i <= 9; i++) send(i)
    expect(field(await server.next(/^SIP\/2.0 486/), 'Call-ID')).toBe('c9')
    expect(alice.events.filter((e) => e.type === 'incoming')).toHaveLength(8)
    await alice.reject('c1')
    send(10)
    await alice.next('incoming', { callId: 'c10' })
  })

  test('a BYE before the ACK ends the call, and the wait for the ACK harms nobody afterwards', async () => {
    Core.Timers.TIMER_L = 200
    const set = await setUp()
    const { request, to } = await talking(set, 'call-1', false)
    set.server.send(within(request, 'BYE', to, 2, 'z9hG4bKbye'))
    await set.alice.next('ended', { by: 'remote' })
    await pause(400)
    await talking(set, 'call-2')
  })

  test('the other side cannot transfer us: a REFER is declined and nothing is dialled', async () => {
    const set = await setUp()
    const { request, to } = await talking(set)
    const refer = within(request, 'REFER', to, 2, 'z9hG4bKref')
    set.server.send(refer.replace('Contact:', 'Refer-To: <sip:+19005550000@demo.test>\r\nContact:'))
    await set.server.next(/^SIP\/2.0 603/)
    await pause(50)
    expect(set.server.received.filter((m) => m.startsWith('INVITE'))).toEqual([])
  })

  test('the other side holds and resumes, in the new way and in the old', async () => {
    const set = await setUp()
    const { request, to } = await talking(set)
    await pause(50)
    const offers = [
      cannedSdp(2, 'sendonly'),
      cannedSdp(3),
      cannedSdp(4).replaceAll('c=IN IP4 127.0.0.1', 'c=IN IP4 0.0.0.0'),
    ]
    for (const [i, sdp] of offers.entries()) {
      const reinvite = within(request, 'INVITE', to, i + 2, `z9hG4bKre${i}`, sdp)
      set.server.send(reinvite)
      await set.server.next(/^SIP\/2.0 200/)
      set.server.send(within(request, 'ACK', to, i + 2, `z9hG4bKack${i}`))
      if (i < 2) await set.alice.next('remote-hold', { held: i === 0 })
    }
  })
})

describe('calls that go out', () => {
  test('a call given up between INVITE and challenge is over with the challenge: no second INVITE', async () => {
    const { server, alice } = await setUp()
    const callId = await alice.dial('bob')
    const request = await server.next(/^INVITE/)
    await alice.hangup(callId)
    const challenge = 'Proxy-Authenticate: Digest realm="demo.test", nonce="n", algorithm=MD5, qop="auth"'
    server.send(respond(request, '407 Proxy Authentication Required', [challenge]))
    await server.next(/^ACK/)
    await pause(50)
    expect(server.received.filter((m) => m.startsWith('INVITE'))).toHaveLength(1)
    expect(alice.story(callId)).toEqual(['ended local'])
  })

  test('a busy server says when to come back', async () => {
    const { server, alice } = await setUp()
    const callId = await alice.dial('bob')
    server.send(respond(await server.next(/^INVITE/), '503 Service Unavailable', ['Retry-After: 7']))
    await alice.next('failed', { callId, status: 503, retryAfter: 7 })
  })

  test('a redirection ends the call with its status', async () => {
    const { server, alice } = await setUp()
    const callId = await alice.dial('bob')
    server.send(respond(await server.next(/^INVITE/), '302 Moved', ['Contact: <sip:x@y.test>']))
    await alice.next('failed', { callId, status: 302, code: 'CALL_REDIRECTED' })
  })

  test('a header with a line break is refused before anything is sent', async () => {
    const { server, alice } = await setUp()
    await expect(alice.dial('bob', { headers: { 'X-A': 'b\r\nX-Evil: 1' } })).rejects.toThrow('INVALID_INPUT')
    expect(server.received.filter((m) => m.startsWith('INVITE'))).toEqual([])
  })
})

describe('hold', () => {
  test('refused with 500 and a time to wait, it is asked again after that time', async () => {
    const set = await setUp()
    await talking(set)
    await set.alice.hold('call-1', true)
    const first = await set.server.next(/^INVITE/)
    const at = Date.now()
    set.server.send(respond(first, '500 Not Yet', ['Retry-After: 1']))
    const second = await set.server.next(/^INVITE/)
    expect(Date.now() - at).toBeGreaterThan(900)
    expect(second).toContain('a=sendonly')
    const contact = 'Contact: <sip:visitor@v.invalid;transport=ws>'
    set.server.send(respond(second, '200 OK', [contact], cannedSdp(2, 'recvonly')))
    await set.alice.next('held', { held: true })
  })

  test('asked and taken back at once, only the last wish counts', async () => {
    const set = await setUp()
    await talking(set)
    await set.alice.hold('call-1', true)
    await set.alice.hold('call-1', false)
    await pause(250)
    expect(set.server.received.filter((m) => m.startsWith('INVITE'))).toEqual([])
  })

  test('refused for good, it is told as failed and the description is as before', async () => {
    const set = await setUp()
    await talking(set)
    await set.alice.hold('call-1', true)
    set.server.send(respond(await set.server.next(/^INVITE/), '488 Not Acceptable Here'))
    await set.alice.next('hold-failed')
    expect(set.alice.media.log.slice(-2)).toEqual(['rollback', 'hush false'])
    await set.alice.hold('call-1', true)
    await set.server.next(/^INVITE/)
  })
})
