import { describe, expect, test } from 'vitest'
import { cannedSdp } from './testing/fake-media.ts'
import { pause } from './testing/phone.ts'
import { contactUri, field, invite, respond } from './testing/scripted-server.ts'
import { type SetUp, setUp, talking } from './testing/talking.ts'

/** What was told of a transfer, in order, and how its call ended. */
const course = ({ alice }: SetUp, callId = 'call-1') =>
  alice.events.flatMap((e) => {
    if (!('callId' in e) || e.callId !== callId) return []
    if (e.type === 'transfer') return [e.status === undefined ? e.state : `${e.state} ${e.status}`]
    return e.type === 'ended' ? [`ended ${e.by}`] : []
  })

async function asked(set: SetUp, target = '+48 600-100-200') {
  const call = await talking(set)
  await set.alice.transfer('call-1', target)
  const refer = await set.server.next(/^REFER/)
  return {
    ...call,
    refer,
    answer: (status: string, extra: string[] = []) => set.server.send(respond(refer, status, extra)),
  }
}

describe('a blind transfer', () => {
  test('asks the caller to call the target, in the call, and says who asks', async () => {
    const set = await setUp()
    const { refer } = await asked(set)
    expect(field(refer, 'Refer-To')).toBe('<sip:+48600100200@demo.test>')
    expect(field(refer, 'Referred-By')).toBe('<sip:alice@demo.test>')
    expect(field(refer, 'Call-ID')).toBe('call-1')
    expect(field(refer, 'Contact')).toContain(contactUri(set.register))
  })

  test('told step by step (a plain proxy, a telephone): trying, ringing, done, and we hang up', async () => {
    const set = await setUp()
    const { answer, notify } = await asked(set)
    answer('202 Accepted')
    for (const status of ['100 Trying', '180 Ringing', '183 Session Progress', '100 Trying']) {
      notify(status)
      await set.server.next(/^SIP\/2.0 200/)
    }
    notify('200 OK', 'terminated;reason=noresource')
    const bye = await set.server.next(/^BYE/)
    set.server.send(respond(bye, '200 OK'))
    expect(course(set)).toEqual(['trying', 'ringing 180', 'done 200', 'ended local'])
  })

  test('a server that ends each subscription with its first word (sip.js) is heard on', async () => {
    const set = await setUp()
    const { answer, notify } = await asked(set)
    answer('202 Accepted')
    notify('180 Ringing', 'terminated')
    notify('486 Busy Here', 'terminated')
    await set.alice.next('transfer', { state: 'failed' })
    expect(course(set)).toEqual(['trying', 'ringing 180', 'failed 486'])
    expect(set.alice.story('call-1')).not.toContain('ended local')
  })

  test('Asterisk: agrees and hangs up at once; its last word after the BYE is answered', async () => {
    const set = await setUp()
    const { answer, say, notify } = await asked(set)
    answer('202 Accepted')
    say('BYE')
    await set.server.next(/^SIP\/2.0 200/)
    const branch = notify('200 OK', 'terminated;reason=noresource')
    expect(field(await set.server.next(/^SIP\/2.0/), 'Via')).toContain(branch)
    expect(set.server.received.at(-1)).toMatch(/^SIP\/2.0 200/)
    expect(course(set)).toEqual(['trying', 'done', 'ended remote'])
  })

  test('the word after the BYE that the target refused is told, since the customer is lost', async () => {
    const set = await setUp()
    const { answer, say, notify } = await asked(set)
    answer('202 Accepted')
    say('BYE')
    notify('603 Decline', 'terminated')
    await set.alice.next('transfer', { state: 'failed', status: 603 })
    expect(course(set)).toEqual(['trying', 'done', 'ended remote', 'failed 603'])
  })

  test('FreeSWITCH: a re-INVITE (its music) between REFER and the outcome is answered, and so is the NOTIFY', async () => {
    const set = await setUp()
    const { answer, say, notify } = await asked(set)
    answer('202 Accepted', ['Expires: 60'])
    say('INVITE', ['Content-Type: application/sdp'], cannedSdp(2, 'sendonly'))
    await set.server.next(/^SIP\/2.0 200/)
    say('ACK')
    notify('200 OK', 'terminated;reason=noresource', 'refer;id=7')
    await set.alice.next('transfer', { state: 'done' })
    say('BYE', ['Reason: Q.850;cause=16;text="BLIND_TRANSFER"'])
    await set.alice.next('ended', { by: 'remote', reason: 'BLIND_TRANSFER' })
  })

  test('a re-INVITE that crosses the REFER, before its answer, harms neither', async () => {
    const set = await setUp()
    const { answer, say, notify } = await asked(set)
    say('INVITE', ['Content-Type: application/sdp'], cannedSdp(2, 'sendonly'))
    await set.server.next(/^SIP\/2.0 200/)
    say('ACK')
    answer('202 Accepted')
    notify('200 OK', 'terminated')
    await set.alice.next('transfer', { state: 'done' })
  })

  test.each([405, 501, 603, 420, 403, 404])(
    'refused with %i is told as failed, and the customer stays',
    async (status) => {
      const set = await setUp()
      const { answer, say } = await asked(set)
      answer(`${status} No`)
      await set.alice.next('transfer', { state: 'failed', status })
      say('OPTIONS')
      await set.server.next(/^SIP\/2.0 200/)
      expect(course(set)).toEqual([`failed ${status}`])
      await set.alice.transfer('call-1', 'bob')
      await set.server.next(/^REFER/)
    },
  )

  test('refused with 491 because something else was under way, it is asked again', async () => {
    const set = await setUp()
    const { answer } = await asked(set)
    answer('491 Request Pending')
    const second = await set.server.next(/^REFER/)
    set.server.send(respond(second, '202 Accepted'))
    await set.alice.next('transfer', { state: 'trying' })
    expect(course(set)).toEqual(['trying'])
  })

  test('without a subscription (RFC 4488) the agreement is the last word', async () => {
    const set = await setUp()
    const { answer } = await asked(set)
    answer('200 OK', ['Refer-Sub: false'])
    await set.alice.next('transfer', { state: 'done' })
    await set.server.next(/^BYE/)
  })

  test('no word at all after the agreement: told as failed in time; a BYE later says that it worked', async () => {
    const set = await setUp({}, { transferMs: 200 })
    const { answer, say } = await asked(set)
    answer('202 Accepted')
    await set.alice.next('transfer', { state: 'failed', status: 408 })
    say('BYE')
    await set.alice.next('ended', { by: 'remote' })
    expect(course(set)).toEqual(['trying', 'failed 408', 'done', 'ended remote'])
  })

  test('the NOTIFY that overtakes the 202 is believed, and the 202 takes nothing back', async () => {
    const set = await setUp()
    const { answer, notify } = await asked(set)
    notify('180 Ringing')
    await set.alice.next('transfer', { state: 'ringing' })
    answer('202 Accepted')
    notify('200 OK', 'terminated')
    await set.alice.next('transfer', { state: 'done' })
    expect(course(set).slice(0, 2)).toEqual(['ringing 180', 'done 200'])
  })

  test('the caller hangs up before the server has agreed: no transfer happened', async () => {
    const set = await setUp()
    const { say } = await asked(set)
    say('BYE')
    await set.alice.next('ended', { by: 'remote' })
    expect(course(set)).toEqual(['failed 481', 'ended remote'])
  })

  test('what is no word about a transfer is refused, what is unreadable is passed over', async () => {
    const set = await setUp()
    const { answer, notify, say } = await asked(set)
    answer('202 Accepted')
    notify('200 OK', 'active', 'presence')
    await set.server.next(/^SIP\/2.0 489/)
    say('NOTIFY', ['Event: refer', 'Content-Type: message/sipfrag'], 'ceci n’est pas SIP')
    await set.server.next(/^SIP\/2.0 200/)
    expect(course(set)).toEqual(['trying'])
  })

  test('event names in their compact form are understood', async () => {
    const set = await setUp()
    const { answer, say } = await asked(set)
    answer('202 Accepted')
    say('NOTIFY', ['o: refer', 'Content-Type: message/sipfrag'], 'SIP/2.0 180 Ringing')
    await set.alice.next('transfer', { state: 'ringing' })
  })

  test('waits for the hold that goes before it, and one transfer goes on at a time', async () => {
    const set = await setUp()
    await talking(set)
    await set.alice.hold('call-1', true)
    await set.alice.transfer('call-1', 'bob')
    await expect(set.alice.transfer('call-1', 'carol')).rejects.toThrow('CALL_TRANSFER_FAILED')
    const hold = await set.server.next(/^INVITE/)
    expect(set.server.received.filter((m) => m.startsWith('REFER'))).toEqual([])
    const contact = 'Contact: <sip:visitor@v.invalid;transport=ws>'
    set.server.send(respond(hold, '200 OK', [contact], cannedSdp(2, 'recvonly')))
    await set.server.next(/^REFER/)
  })

  test('a call that is not connected, an unknown one and no number are refused before anything is sent', async () => {
    const set = await setUp()
    set.server.send(invite(set.register))
    await set.alice.next('incoming')
    await expect(set.alice.transfer('call-1', 'bob')).rejects.toThrow('CALL_NOT_FOUND')
    await expect(set.alice.transfer('nobody', 'bob')).rejects.toThrow('CALL_NOT_FOUND')
    await expect(set.alice.transfer('call-1', 'a b')).rejects.toThrow('DIAL_INVALID')
    expect(set.server.received.filter((m) => m.startsWith('REFER'))).toEqual([])
  })
})

describe('an attended transfer', () => {
  test.each([
    ['contact', 'sip:visitor@v.invalid;transport=ws'],
    ['aor', 'sip:visitor@demo.test'],
  ] as const)('by %s names the other call as the target knows it', async (referTo, address) => {
    const set = await setUp({ referTo })
    await talking(set, 'call-1')
    const second = await talking(set, 'call-2')
    await set.alice.transferTo('call-1', 'call-2')
    const refer = await set.server.next(/^REFER/)
    expect(field(refer, 'Call-ID')).toBe('call-1')
    const replaces = encodeURIComponent(`call-2;to-tag=v1;from-tag=${second.toTag}`)
    expect(field(refer, 'Refer-To')).toBe(`<${address}?Replaces=${replaces}>`)
  })

  test('to a call that is over, or to itself, is refused', async () => {
    const set = await setUp()
    await talking(set)
    await expect(set.alice.transferTo('call-1', 'call-1')).rejects.toThrow('INVALID_INPUT')
    await expect(set.alice.transferTo('call-1', 'call-2')).rejects.toThrow('CALL_NOT_FOUND')
  })
})

describe('an attended transfer that lands here', () => {
  const replacing = (set: SetUp, replaces: string[], callId = 'new') =>
    set.server.send(
      invite(set.register, {
        callId,
        via: `SIP/2.0/WS proxy.invalid;branch=z9hG4bK${callId}`,
        extra: [...replaces.map((r) => `Replaces: ${r}`), 'Require: replaces'],
      }),
    )

  test('takes the place of the call that it names: answered by itself, the old one is hung up', async () => {
    const set = await setUp()
    const { toTag } = await talking(set)
    replacing(set, [`call-1;from-tag=v1;to-tag=${toTag}`])
    await set.alice.next('incoming', { callId: 'new', replaces: 'call-1' })
    await set.alice.next('accepted', { callId: 'new' })
    await set.alice.next('replaced', { callId: 'call-1', by: 'new' })
    expect(field(await set.server.next(/^BYE/), 'Call-ID')).toBe('call-1')
    expect(set.alice.story('call-1')).toEqual(['incoming', 'accepted', 'replaced', 'ended remote'])
    expect(set.alice.media.open.size).toBe(1)
  })

  test.each([
    ['a call that nobody knows', ['other;from-tag=v1;to-tag=x'], 481],
    ['another tag than ours', ['call-1;from-tag=v1;to-tag=x'], 481],
    ['a call that must not be answered yet, but is', ['call-1;from-tag=v1;to-tag=TAG;early-only'], 486],
    ['no call', ['call-1'], 400],
    ['two calls', ['call-1;from-tag=v1;to-tag=TAG', 'call-1;from-tag=v1;to-tag=TAG'], 400],
  ])('that names %s is refused and touches nothing', async (_, headers, status) => {
    const set = await setUp()
    const { toTag } = await talking(set)
    replacing(
      set,
      headers.map((h) => h.replace('TAG', toTag)),
    )
    await set.server.next(new RegExp(`^SIP/2.0 ${status}`))
    expect(set.alice.events.filter((e) => e.type === 'incoming')).toHaveLength(1)
    expect(set.alice.story('call-1')).toEqual(['incoming', 'accepted'])
  })

  test('that the media window cannot take leaves the old call as it was', async () => {
    const set = await setUp()
    const { toTag } = await talking(set)
    set.alice.media.failNext('create')
    replacing(set, [`call-1;from-tag=v1;to-tag=${toTag}`])
    await set.alice.next('failed', { callId: 'new' })
    await pause(50)
    expect(set.alice.story('call-1')).toEqual(['incoming', 'accepted'])
  })
})
