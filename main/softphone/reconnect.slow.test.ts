import { expect, test } from 'vitest'
import { cannedSdp } from './testing/fake-media.ts'
import { type Phone, pause, phone, registeredPhone } from './testing/phone.ts'
import { field, invite, respond, scriptedServer, within } from './testing/scripted-server.ts'
import { startSwitch } from './testing/switch-process.ts'

async function talking(from: Phone, to: Phone, target: string) {
  const callId = await from.dial(target)
  await to.next('incoming', { callId })
  await to.answer(callId)
  await Promise.all([to.next('accepted', { callId }), from.next('accepted', { callId })])
  return callId
}

test.each(['caller', 'callee'] as const)(
  'the switch is killed with -9 in a call: registration returns, the call goes on, and BYE of the %s ends it',
  async (ender) => {
    const demo = await startSwitch()
    const [alice, bob] = [
      await registeredPhone(demo.account('alice')),
      await registeredPhone(demo.account('bob')),
    ]
    const callId = await talking(alice, bob, 'bob')
    await demo.kill()
    await Promise.all([alice.line('offline'), bob.line('offline')])
    await demo.restart()
    await Promise.all([alice.next('reconnected', { callId }), bob.next('reconnected', { callId })])
    const [ending, other] = ender === 'caller' ? [alice, bob] : [bob, alice]
    await ending.hangup(callId)
    await other.next('ended', { callId, by: 'remote' })
    expect(alice.media.log.filter((m) => m === 'create')).toHaveLength(1)
    const again = await talking(bob, alice, 'alice')
    await alice.hangup(again)
    await bob.next('ended', { callId: again, by: 'remote' })
  },
)

test('a held call is still held after the switch was killed, and can be resumed', async () => {
  const demo = await startSwitch()
  const [alice, bob] = [
    await registeredPhone(demo.account('alice')),
    await registeredPhone(demo.account('bob')),
  ]
  const callId = await talking(alice, bob, 'bob')
  await alice.hold(callId, true)
  await alice.next('held', { held: true })
  await demo.kill()
  await alice.line('offline')
  await demo.restart()
  await alice.next('reconnected', { callId })
  expect(alice.media.log.filter((m) => m.startsWith('getDescription')).at(-1)).toBe('getDescription hold')
  await bob.next('remote-hold', { held: true })
  await alice.hold(callId, false)
  await alice.next('held', { held: false })
  await bob.next('remote-hold', { held: false })
})

test('an operator who hangs up while the link is down is done at once, and the other side hears of it later', async () => {
  const demo = await startSwitch()
  const [alice, bob] = [
    await registeredPhone(demo.account('alice')),
    await registeredPhone(demo.account('bob')),
  ]
  const callId = await talking(alice, bob, 'bob')
  await demo.kill()
  await Promise.all([alice.line('offline'), bob.line('offline')])
  await alice.hangup(callId)
  await alice.next('ended', { callId, by: 'local' })
  expect(alice.media.open.size).toBe(0)
  await demo.restart()
  await bob.next('ended', { callId })
})

test('a call that rings or is being dialled when the link breaks is over on both sides', async () => {
  const demo = await startSwitch()
  const [alice, bob] = [
    await registeredPhone(demo.account('alice')),
    await registeredPhone(demo.account('bob')),
  ]
  const callId = await alice.dial('bob')
  await bob.next('incoming', { callId })
  await demo.kill()
  await alice.next('failed', { callId, status: 503 })
  await bob.next('ended', { callId, by: 'network' })
  await demo.restart()
  await Promise.all([alice.line('registered'), bob.line('registered')])
  await talking(alice, bob, 'bob')
})

test('a switch that is stopped, not closed, is noticed by its silence, and the line comes back with it', async () => {
  const demo = await startSwitch()
  const alice = await registeredPhone(demo.account('alice'), { pingMs: 100, pongMs: 1500, connectMs: 3000 })
  await pause(2500)
  expect(alice.events.filter((e) => e.type === 'line' && e.line.state === 'offline')).toEqual([])
  demo.child.kill('SIGSTOP')
  expect(await alice.line('offline')).toMatchObject({ code: 'LINE_TIMEOUT' })
  demo.child.kill('SIGCONT')
  await alice.line('registered')
})

test('a registrar that is silent on an open link is a dead link', async () => {
  const server = await scriptedServer()
  server.answers.REGISTER = () => ''
  const alice = phone(server.account, { registerMs: 200 })
  await alice.start()
  expect(await alice.line('offline')).toMatchObject({ code: 'LINE_TIMEOUT' })
  server.answers.REGISTER = () => undefined
  await alice.line('registered')
})

test('reconnect after sleep drops the link, registers anew with the next CSeq and restarts ICE', async () => {
  const server = await scriptedServer()
  const alice = await registeredPhone(server.account)
  const first = await server.next(/^REGISTER/)
  const request = invite(first)
  server.send(request)
  await alice.next('incoming')
  await alice.answer('call-1')
  const ok = await server.next(/^SIP\/2.0 200/)
  server.send(within(request, 'ACK', field(ok, 'To'), 1, 'z9hG4bKack'))
  alice.reconnect('resumed from sleep')
  const second = await server.next(/^REGISTER/)
  expect(field(second, 'Call-ID')).toBe(field(first, 'Call-ID'))
  expect(field(second, 'Contact')).toBe(field(first, 'Contact'))
  expect(Number.parseInt(field(second, 'CSeq'), 10)).toBeGreaterThan(
    Number.parseInt(field(first, 'CSeq'), 10),
  )
  await server.next(/^INVITE/)
  expect(alice.media.log.at(-1)).toBe('getDescription ice')
})

test('a re-INVITE that was under way when the link broke does not stop the next one', async () => {
  const server = await scriptedServer()
  const alice = await registeredPhone(server.account)
  const request = invite(await server.next(/^REGISTER/))
  server.send(request)
  await alice.next('incoming')
  await alice.answer('call-1')
  const ok = await server.next(/^SIP\/2.0 200/)
  server.send(within(request, 'ACK', field(ok, 'To'), 1, 'z9hG4bKack'))
  await alice.hold('call-1', true)
  const pending = await server.next(/^INVITE/)
  server.send(respond(pending, '100 Trying'))
  await pause(50)
  server.socket().terminate()
  const refreshed = await server.next(/^INVITE/)
  expect(refreshed).toContain('a=sendonly')
})

test('a call that the other side has forgotten ends when the link is back', async () => {
  const server = await scriptedServer()
  const alice = await registeredPhone(server.account)
  const request = invite(await server.next(/^REGISTER/))
  server.send(request)
  await alice.next('incoming')
  await alice.answer('call-1')
  const ok = await server.next(/^SIP\/2.0 200/)
  server.send(within(request, 'ACK', field(ok, 'To'), 1, 'z9hG4bKack'))
  server.answers.INVITE = (text) => respond(text, '481 Call Does Not Exist')
  server.socket().terminate()
  await alice.next('ended', { by: 'network', status: 481 })
})

test.each(['477 Unfortunately Error On Sending', '480 Flow Not Connected'])(
  'a proxy that answers %s cannot reach the other side yet: the call is whole when it can, and not before',
  async (refusal) => {
    const server = await scriptedServer()
    const alice = await registeredPhone(server.account)
    const request = invite(await server.next(/^REGISTER/))
    server.send(request)
    await alice.next('incoming')
    await alice.answer('call-1')
    const ok = await server.next(/^SIP\/2.0 200/)
    server.send(within(request, 'ACK', field(ok, 'To'), 1, 'z9hG4bKack'))
    let refused = 0
    server.answers.INVITE = (text) =>
      ++refused < 3
        ? respond(text, refusal)
        : respond(text, '200 OK', ['Contact: <sip:visitor@v.invalid;transport=ws>'], cannedSdp(2))
    server.socket().terminate()
    await alice.next('reconnected', { callId: 'call-1' })
    expect(refused).toBe(3)
  },
)

test('a call whose ACK was lost with the link is made whole again and not ended half a minute later', async () => {
  const server = await scriptedServer()
  const alice = await registeredPhone(server.account)
  const request = invite(await server.next(/^REGISTER/))
  server.send(request)
  await alice.next('incoming')
  await alice.answer('call-1')
  const to = field(await server.next(/^SIP\/2.0 200/), 'To')
  server.answers.INVITE = (text) =>
    respond(text, '200 OK', ['Contact: <sip:visitor@v.invalid;transport=ws>'], cannedSdp(2))
  server.socket().terminate()
  await alice.line('registered')
  for (let cseq = 2, made = 0; made < 2; cseq++) {
    server.send(within(request, 'INVITE', to, cseq, `z9hG4bKre${cseq}`, cannedSdp(cseq)))
    const answer = await server.next(/^SIP\/2.0 (200|491)/)
    const taken = answer.startsWith('SIP/2.0 200')
    server.send(within(request, 'ACK', to, cseq, `z9hG4bK${taken ? 'ack' : 're'}${cseq}`))
    // Both have asked at once: RFC 3261 14.1 has the other side try again.
    if (taken) made++
    else await pause(100)
  }
  await alice.next('reconnected')
})

test('a BYE that could not be sent is sent when the link is back', async () => {
  const server = await scriptedServer()
  const alice = await registeredPhone(server.account, { firstRetryMs: 300 })
  const request = invite(await server.next(/^REGISTER/))
  server.send(request)
  await alice.next('incoming')
  await alice.answer('call-1')
  const to = field(await server.next(/^SIP\/2.0 200/), 'To')
  server.send(within(request, 'ACK', to, 1, 'z9hG4bKack'))
  server.socket().terminate()
  await alice.line('offline')
  await alice.hangup('call-1')
  await alice.next('ended', { by: 'local' })
  expect(field(await server.next(/^BYE/), 'Call-ID')).toBe('call-1')
})
