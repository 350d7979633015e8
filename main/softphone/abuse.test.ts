import { afterEach, describe, expect, test } from 'vitest'
import { cannedSdp } from './testing/fake-media.ts'
import { pause } from './testing/phone.ts'
import { field, invite, respond, within } from './testing/scripted-server.ts'
import { type SetUp, setUp, talking } from './testing/talking.ts'

const escaped: unknown[] = []
const onEscape = (error: unknown) => escaped.push(error)
process.on('uncaughtException', onEscape)
process.on('unhandledRejection', onEscape)
afterEach(() => expect(escaped.splice(0)).toEqual([]))

const contact = 'Contact: <sip:bob@b.invalid;transport=ws>'
const tagged = (text: string, tag: string) => text.replace('tag=srv', `tag=${tag}`)
const first = (set: SetUp, method: string) => set.server.received.filter((m) => m.startsWith(`${method} `))

async function dialling() {
  const set = await setUp()
  const callId = await set.alice.dial('bob')
  const request = await set.server.next(/^INVITE/)
  const say = (status: string, tag = 'srv', body = '', extra = [contact]) =>
    set.server.send(tagged(respond(request, status, extra, body), tag))
  return { ...set, callId, request, say }
}
/** The next call out works: nothing of the last one stands in its way. */
async function dialsAgain({ server, alice }: SetUp) {
  const callId = await alice.dial('carol')
  let request = await server.next(/^INVITE/)
  while (field(request, 'Call-ID') !== callId) request = await server.next(/^INVITE/)
  server.send(respond(request, '200 OK', [contact], cannedSdp()))
  await alice.next('accepted', { callId })
}

describe('answers to a call that goes out', () => {
  test('200 twice: both are acknowledged, one call is connected', async () => {
    const set = await dialling()
    set.say('200 OK', 'a', cannedSdp())
    await set.alice.next('accepted')
    set.say('200 OK', 'a', cannedSdp())
    await expect.poll(() => first(set, 'ACK').length).toBe(2)
    expect(set.alice.story(set.callId)).toEqual(['accepted'])
  })

  test('200 of two phones at once: the second is acknowledged and hung up, the first call goes on', async () => {
    const set = await dialling()
    set.say('180 Ringing', 'a')
    set.say('180 Ringing', 'b')
    set.say('200 OK', 'a', cannedSdp())
    await set.alice.next('accepted')
    set.say('200 OK', 'b', cannedSdp())
    expect(field(await set.server.next(/^BYE/), 'To')).toContain('tag=b')
    expect(set.alice.story(set.callId)).toEqual(['progress', 'progress', 'accepted'])
    expect(set.alice.media.open.size).toBe(1)
  })

  test('ringing in many places, answered in one that had not rung', async () => {
    const set = await dialling()
    for (const tag of ['a', 'b', 'c', 'd'])
      set.say(tag === 'c' ? '183 Session Progress' : '180 Ringing', tag, tag === 'c' ? cannedSdp() : '')
    set.say('200 OK', 'e', cannedSdp())
    await set.alice.next('accepted')
    expect(field(await set.server.next(/^ACK/), 'To')).toContain('tag=e')
  })

  test('200 after we have given up: acknowledged and hung up, and nobody hears of a call', async () => {
    const set = await dialling()
    set.say('180 Ringing')
    await set.alice.next('progress')
    await set.alice.hangup(set.callId)
    await set.server.next(/^CANCEL/)
    set.say('200 OK', 'srv', cannedSdp())
    await set.server.next(/^ACK/)
    await set.server.next(/^BYE/)
    expect(set.alice.story(set.callId)).toEqual(['progress', 'ended local'])
    await dialsAgain(set)
  })

  test('a CANCEL that is never answered leaves nothing behind', async () => {
    const set = await dialling()
    set.say('180 Ringing')
    await set.alice.next('progress')
    await set.alice.hangup(set.callId)
    expect(set.alice.media.open.size).toBe(0)
    await dialsAgain(set)
  })

  test('given up before the media window has made an offer: nothing is sent', async () => {
    const set = await setUp()
    const callId = await set.alice.dial('bob')
    await set.alice.hangup(callId)
    await pause(50)
    for (const request of first(set, 'INVITE'))
      expect(first(set, 'CANCEL')).toHaveLength(first(set, 'INVITE').indexOf(request) + 1)
    expect(set.alice.story(callId)).toEqual(['ended local'])
    await dialsAgain(set)
  })

  test.each([
    ['without a description', '', undefined],
    ['with one that the media window refuses', cannedSdp(), 'setDescription'],
  ] as const)('200 %s: acknowledged, hung up, told as failed', async (_, body, fails) => {
    const set = await dialling()
    if (fails) set.alice.media.failNext(fails)
    set.say('200 OK', 'srv', body)
    await set.server.next(/^ACK/)
    await set.server.next(/^BYE/)
    await expect.poll(() => set.alice.story(set.callId)).toHaveLength(1)
    expect(set.alice.story(set.callId)).not.toContain('accepted')
    await dialsAgain(set)
  })

  test('200 without a Contact is a call like any other, and can be hung up', async () => {
    const set = await dialling()
    set.say('200 OK', 'srv', cannedSdp(), [])
    await set.alice.next('accepted')
    await set.alice.hangup(set.callId)
    expect(await set.server.next(/^BYE/)).toMatch(/^BYE sip:bob@demo\.test/)
  })

  test.each(['407', '401'])('%s for ever: told as failed, not asked without end', async (status) => {
    const set = await setUp()
    const name = status === '407' ? 'Proxy' : 'WWW'
    set.server.answers.INVITE = (t) =>
      respond(t, `${status} Again`, [
        `${name}-Authenticate: Digest realm="d", nonce="${Math.random()}", qop="auth"`,
      ])
    const callId = await set.alice.dial('bob')
    await set.alice.next('failed', { callId, status: Number(status) })
    expect(first(set, 'INVITE')).toHaveLength(2)
  })

  test('407 on every request: call, hold, keys, transfer and hanging up all get through', async () => {
    const set = await setUp({ dtmf: 'info' })
    const dare = (t: string, then: (t: string) => string) =>
      /^Proxy-Authorization:/im.test(t)
        ? then(t)
        : respond(t, '407 Who', [
            `Proxy-Authenticate: Digest realm="d", nonce="${Math.random()}", qop="auth"`,
          ])
    for (const method of ['INVITE', 'INFO', 'REFER', 'BYE'])
      set.server.answers[method] = (t) =>
        dare(t, (again) =>
          respond(
            again,
            method === 'REFER' ? '603 Decline' : '200 OK',
            [contact],
            method === 'INVITE' ? cannedSdp() : '',
          ),
        )
    const callId = await set.alice.dial('bob')
    await set.alice.next('accepted', { callId })
    await set.alice.hold(callId, true)
    await set.alice.next('held', { callId, held: true })
    await set.alice.dtmf(callId, '1')
    await set.alice.transfer(callId, 'carol')
    await set.alice.next('transfer', { state: 'failed', status: 603 })
    await set.alice.hangup(callId)
    await expect.poll(() => first(set, 'BYE').length).toBe(2)
  })

  test('answers to nothing, and late ones, are passed over', async () => {
    const set = await dialling()
    set.server.send(respond(set.request, '180 Ringing').replace(/branch=[^;\r]+/, 'branch=z9hG4bKother'))
    set.say('486 Busy Here')
    await set.alice.next('failed', { status: 486 })
    set.say('180 Ringing')
    set.say('200 OK', 'x', cannedSdp())
    await pause(50)
    expect(set.alice.story(set.callId)).toEqual(['failed'])
    await dialsAgain(set)
  })
})

describe('a call that comes in', () => {
  const cancel = (request: string) =>
    request
      .replace(/^INVITE/, 'CANCEL')
      .replace('1 INVITE', '1 CANCEL')
      .replace(/Content-Type[\s\S]*/, 'Content-Length: 0\r\n\r\n')

  test('answered after it was cancelled: refused here, and no 200 goes out', async () => {
    const set = await setUp()
    const request = invite(set.register)
    set.server.send(request)
    await set.alice.next('incoming')
    set.server.send(cancel(request))
    await set.alice.next('cancelled')
    await expect(set.alice.answer('call-1')).rejects.toThrow('CALL_NOT_FOUND')
    await expect(set.alice.reject('call-1')).rejects.toThrow('CALL_NOT_FOUND')
    expect(
      set.server.received.filter((m) => m.startsWith('SIP/2.0 200') && /INVITE/.test(field(m, 'CSeq'))),
    ).toEqual([])
  })

  test('cancelled while the media window makes the answer: over, once', async () => {
    const set = await setUp()
    const request = invite(set.register)
    set.server.send(request)
    await set.alice.next('incoming')
    let go = () => {}
    const { getDescription } = set.alice.media
    set.alice.media.getDescription = async (...args) => {
      await new Promise<void>((resolve) => {
        go = resolve
      })
      return getDescription(...args)
    }
    const answered = set.alice.answer('call-1').catch(() => {})
    set.server.send(cancel(request))
    await set.server.next(/^SIP\/2.0 487/)
    go()
    await answered
    expect(set.alice.story('call-1')).toEqual(['incoming', 'cancelled'])
    expect(set.alice.media.open.size).toBe(0)
  })

  test('hung up while it is being answered: told to the caller', async () => {
    const set = await setUp()
    set.server.send(invite(set.register))
    await set.alice.next('incoming')
    const answered = set.alice.answer('call-1').catch(() => {})
    await set.alice.hangup('call-1')
    await answered
    await set.server.next(/^SIP\/2.0 480/)
    expect(set.alice.story('call-1')).toEqual(['incoming', 'ended local'])
    // The media window is not asked for what nobody needs any more.
    await expect.poll(() => set.alice.media.log.at(-1)).toBe('close')
    expect(set.alice.media.log).toEqual(['create', 'close'])
  })

  test('answered twice: one 200, one call', async () => {
    const set = await setUp()
    set.server.send(invite(set.register))
    await set.alice.next('incoming')
    await Promise.all([set.alice.answer('call-1'), set.alice.answer('call-1')])
    expect(set.alice.story('call-1')).toEqual(['incoming', 'accepted'])
    expect(set.alice.media.log.filter((m) => m === 'create')).toHaveLength(1)
  })

  test('the same INVITE again rings once; under another branch it is a loop', async () => {
    const set = await setUp()
    const request = invite(set.register)
    set.server.send(request)
    await set.server.next(/^SIP\/2.0 180/)
    set.server.send(request)
    await set.server.next(/^SIP\/2.0 180/)
    set.server.send(request.replace('z9hG4bKi1', 'z9hG4bKi2'))
    await set.server.next(/^SIP\/2.0 482/)
    expect(set.alice.story('call-1')).toEqual(['incoming'])
  })

  test('a Call-ID that is in use already cannot be taken by another caller', async () => {
    const set = await setUp()
    await talking(set)
    set.server.send(
      invite(set.register, { via: 'SIP/2.0/WS p.invalid;branch=z9hG4bKn', cseq: '7 INVITE' }).replace(
        'tag=v1',
        'tag=v2',
      ),
    )
    await set.server.next(/^SIP\/2.0 482/)
    expect(set.alice.story('call-1')).toEqual(['incoming', 'accepted'])
  })

  test('CANCEL and a second ACK after the answer change nothing; a BYE with other tags is not for it', async () => {
    const set = await setUp()
    const { request, to, say } = await talking(set)
    set.server.send(cancel(request))
    set.server.send(within(request, 'ACK', to, 1, 'z9hG4bKagain'))
    set.server.send(within(request, 'ACK', '<sip:sales@demo.test>;tag=x', 1, 'z9hG4bKnothing'))
    set.server.send(within(request, 'BYE', '<sip:sales@demo.test>;tag=x', 5, 'z9hG4bKwrong'))
    await set.server.next(/^SIP\/2.0 481/)
    expect(set.alice.story('call-1')).toEqual(['incoming', 'accepted'])
    say('BYE')
    await set.alice.next('ended', { by: 'remote' })
    say('BYE')
    await set.server.next(/^SIP\/2.0 481/)
  })

  test.each([
    ['no SDP', 'garbage', undefined],
    ['an offer without sound', 'v=0\r\nm=video 9 RTP/SAVPF 96\r\n', undefined],
    ['an offer that the media window refuses', cannedSdp(2), 'setDescription'],
  ] as const)('a re-INVITE with %s is refused, and the call goes on', async (_, body, fails) => {
    const set = await setUp()
    const { say } = await talking(set)
    if (fails) set.alice.media.failNext(fails)
    const branch = say('INVITE', ['Content-Type: application/sdp'], body)
    const refusal = await set.server.next(/^SIP\/2.0 488/)
    expect(field(refusal, 'Via')).toContain(branch)
    expect(set.alice.story('call-1')).toEqual(['incoming', 'accepted'])
    say('INVITE', ['Content-Type: application/sdp'], cannedSdp(3, 'sendonly'))
    await set.alice.next('remote-hold', { held: true })
  })

  test('requests in a call that still rings get an answer, and it rings on', async () => {
    const set = await setUp()
    const request = invite(set.register)
    set.server.send(request)
    const to = field(await set.server.next(/^SIP\/2.0 180/), 'To')
    for (const [i, method] of [
      'INFO',
      'MESSAGE',
      'NOTIFY',
      'REFER',
      'UPDATE',
      'PRACK',
      'OPTIONS',
      'SUBSCRIBE',
    ].entries()) {
      const text = within(request, method, to, i + 2, `z9hG4bK${method}`)
      set.server.send(
        text.replace('Max-Forwards', 'Event: refer\r\nRefer-To: <sip:x@demo.test>\r\nMax-Forwards'),
      )
      expect(field(await set.server.next(/^SIP\/2.0 [2-6]/), 'CSeq')).toContain(method)
    }
    expect(set.alice.story('call-1')).toEqual(['incoming'])
    await set.alice.answer('call-1')
    await set.alice.next('accepted')
  })
})

describe('several lines in one process', () => {
  test('each has its own registration, Contact and calls, even with one Call-ID', async () => {
    const [one, two] = [await setUp({ user: 'alice' }), await setUp({ user: 'anna' })]
    const names = [one, two].map(({ register }) => [
      field(register, 'Call-ID'),
      field(register, 'Contact'),
      /tag=\S+/.exec(field(register, 'From'))?.[0],
    ])
    for (const i of [0, 1, 2]) expect(names[0]?.[i]).not.toBe(names[1]?.[i])
    const calls = [await talking(one), await talking(two)]
    await one.alice.hold('call-1', true)
    await one.server.next(/^INVITE/)
    expect(two.server.received.filter((m) => m.startsWith('INVITE'))).toEqual([])
    calls[0]?.say('BYE')
    await one.alice.next('ended')
    expect(two.alice.story('call-1')).toEqual(['incoming', 'accepted'])
    await one.alice.stop()
    calls[1]?.say('BYE')
    await two.alice.next('ended', { by: 'remote' })
  })

  test('a call belongs to its line: another line neither takes it nor can be made to replace it', async () => {
    const [one, two] = [await setUp({ user: 'alice' }), await setUp({ user: 'anna' })]
    const { toTag } = await talking(one)
    const replaces = [`Replaces: call-1;from-tag=v1;to-tag=${toTag}`]
    two.server.send(invite(two.register, { callId: 'new', extra: replaces }))
    await two.server.next(/^SIP\/2.0 481/)
    two.server.send(invite(one.register, { callId: 'astray', via: 'SIP/2.0/WS p.invalid;branch=z9hG4bKa' }))
    await two.server.next(/^SIP\/2.0 404/)
    await expect(two.alice.hangup('call-1')).rejects.toThrow('CALL_NOT_FOUND')
    expect(two.alice.events.filter((e) => e.type === 'incoming')).toEqual([])
    expect(one.alice.story('call-1')).toEqual(['incoming', 'accepted'])
  })
})
