import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'
import { cleanup, pause, phone, registeredPhone } from './testing/phone.ts'
import { startSwitch } from './testing/switch-process.ts'

async function call(from: Awaited<ReturnType<typeof registeredPhone>>, to: typeof from, target: string) {
  const callId = await from.dial(target)
  await to.next('incoming', { callId })
  await to.answer(callId)
  await to.next('accepted', { callId })
  await from.next('accepted', { callId })
  return callId
}

test('Alice calls Bob: it rings, they talk, tones are sent, and either can hang up', async () => {
  const demo = await startSwitch()
  const [alice, bob] = [
    await registeredPhone(demo.account('alice', { displayName: 'Alice Żuk' })),
    await registeredPhone(demo.account('bob')),
  ]
  for (const ender of ['alice', 'bob']) {
    const callId = await alice.dial('bob', { headers: { 'X-Kommutator-Reason': 'callback' } })
    const incoming = await bob.next('incoming')
    expect(incoming).toEqual({
      type: 'incoming',
      callId,
      from: { user: 'alice', displayName: 'Alice Żuk', uri: 'sip:alice@demo.test' },
      toUser: 'bob',
      headers: { 'x-kommutator-reason': 'callback' },
    })
    await alice.next('progress', { callId, status: 180 })
    await bob.answer(callId)
    const { mediaId } = await alice.next('accepted', { callId })
    expect([...alice.media.open.keys()]).toEqual([mediaId])
    await alice.dtmf(callId, '12#')
    expect(alice.media.log).toContain('dtmf 12#')
    await (ender === 'alice' ? alice : bob).hangup(callId)
    await (ender === 'alice' ? bob : alice).next('ended', { callId, by: 'remote' })
    await expect.poll(() => alice.media.open.size + bob.media.open.size).toBe(0)
    expect(alice.story(callId)).toEqual([
      'progress',
      'accepted',
      ender === 'alice' ? 'ended local' : 'ended remote',
    ])
  }
})

test('a group call that another operator takes is told as taken elsewhere, a call given up as given up', async () => {
  const demo = await startSwitch()
  const [alice, bob, carol] = [
    await registeredPhone(demo.account('alice')),
    await registeredPhone(demo.account('bob')),
    await registeredPhone(demo.account('carol')),
  ]
  const own = await alice.dial('sales').catch(String)
  for (const p of [bob, carol]) expect((await p.next('incoming')).toUser).toBe('sales')
  await bob.answer(own)
  await carol.next('cancelled', { callId: own, elsewhere: true })
  await alice.next('accepted', { callId: own })
  await alice.hangup(own)
  const given = await alice.dial('carol')
  await carol.next('incoming')
  await alice.hangup(given)
  await carol.next('cancelled', { callId: given, elsewhere: false })
})

test('a declined call, a busy one, an unknown number and an absent user fail with their status', async () => {
  const demo = await startSwitch()
  const [alice, bob] = [
    await registeredPhone(demo.account('alice')),
    await registeredPhone(demo.account('bob')),
  ]
  for (const status of [603, 486, 480] as const) {
    const callId = await alice.dial('bob')
    await bob.next('incoming')
    await bob.reject(callId, status)
    await alice.next('failed', { callId, status })
    expect(bob.story(callId)).toEqual(['incoming', 'ended local'])
  }
  await alice.next('failed', { callId: await alice.dial('+48 600-100-200'), status: 404 })
  await alice.next('failed', { callId: await alice.dial('carol'), status: 480 })
  await expect(alice.dial('a b')).rejects.toThrow('DIAL_INVALID')
})

test('hold and resume are confirmed on both sides, and two calls are held apart', async () => {
  const demo = await startSwitch()
  const [alice, bob, carol] = [
    await registeredPhone(demo.account('alice')),
    await registeredPhone(demo.account('bob')),
    await registeredPhone(demo.account('carol')),
  ]
  const first = await call(alice, bob, 'bob')
  await alice.hold(first, true)
  await alice.next('held', { callId: first, held: true })
  await bob.next('remote-hold', { callId: first, held: true })
  const second = await call(alice, carol, 'carol')
  await alice.hold(first, false)
  await alice.next('held', { callId: first, held: false })
  await bob.next('remote-hold', { callId: first, held: false })
  expect(carol.events.some((e) => e.type === 'remote-hold')).toBe(false)
  await alice.hangup(second)
  expect(bob.story(first)).not.toContain('ended remote')
})

test('hold at the very moment of the answer waits until the call has settled and then works', async () => {
  const demo = await startSwitch()
  const [alice, bob] = [
    await registeredPhone(demo.account('alice')),
    await registeredPhone(demo.account('bob')),
  ]
  const callId = await alice.dial('bob')
  await bob.next('incoming')
  alice.onEvent((e) => {
    if (e.type === 'accepted') void alice.hold(callId, true)
  })
  await bob.answer(callId)
  await alice.next('held', { callId, held: true })
  expect(alice.story(callId)).not.toContain('hold-failed')
})

test('a hold behind a resume that is not answered yet is silence at once, and comes when it can', async () => {
  const demo = await startSwitch()
  const [alice, bob] = [
    await registeredPhone(demo.account('alice')),
    await registeredPhone(demo.account('bob')),
  ]
  const callId = await call(alice, bob, 'bob')
  await alice.hold(callId, true)
  await alice.next('held', { callId, held: true })
  alice.media.log.length = 0
  await alice.hold(callId, false)
  await alice.hold(callId, true)
  expect(alice.media.log.filter((m) => m.startsWith('hush'))).toEqual(['hush false', 'hush true'])
  await alice.next('held', { callId, held: true })
  expect(alice.media.log.filter((m) => m.startsWith('getDescription'))).toEqual([
    'getDescription',
    'getDescription hold',
  ])
})

test('both sides hold at once: one is refused with 491, waits as RFC 3261 14.1 says, and both succeed', async () => {
  const demo = await startSwitch()
  const [alice, bob] = [
    await registeredPhone(demo.account('alice')),
    await registeredPhone(demo.account('bob')),
  ]
  const callId = await call(alice, bob, 'bob')
  await pause(150)
  await Promise.all([alice.hold(callId, true), bob.hold(callId, true)])
  await Promise.all([alice.next('held', { callId, held: true }), bob.next('held', { callId, held: true })])
})

test('a hold that the media window cannot make is told as failed and the call goes on', async () => {
  const demo = await startSwitch()
  const [alice, bob] = [
    await registeredPhone(demo.account('alice')),
    await registeredPhone(demo.account('bob')),
  ]
  const callId = await call(alice, bob, 'bob')
  bob.media.failNext('setDescription')
  await alice.hold(callId, true)
  await alice.next('hold-failed', { callId })
  // Silent as long as it was wanted, and not longer.
  expect(alice.media.log.filter((m) => m.startsWith('hush'))).toEqual(['hush true', 'hush false'])
  await alice.hangup(callId)
  await bob.next('ended', { callId, by: 'remote' })
})

test('a call that the media window cannot answer fails, and the line is free again', async () => {
  const demo = await startSwitch()
  const [alice, bob] = [
    await registeredPhone(demo.account('alice')),
    await registeredPhone(demo.account('bob')),
  ]
  const callId = await alice.dial('bob')
  await bob.next('incoming')
  bob.media.failNext('create')
  await expect(bob.answer(callId)).rejects.toThrow()
  expect(bob.story(callId)).toEqual(['incoming', 'failed'])
  await alice.next('failed', { callId, status: 480 })
  await call(alice, bob, 'bob')
})

test('a wrong password is told as such and not tried again and again', async () => {
  const demo = await startSwitch()
  const alice = phone(demo.account('alice', { password: 'wrong' }))
  await alice.start()
  expect(await alice.line('refused')).toMatchObject({ code: 'LINE_WRONG_PASSWORD', retryInMs: 60_000 })
})

test('a call given up before the challenge comes never rings (the ghost call of sip.js)', async () => {
  const demo = await startSwitch()
  const [alice, bob] = [
    await registeredPhone(demo.account('alice')),
    await registeredPhone(demo.account('bob')),
  ]
  for (const delay of [0, 1, 2, 4, 8]) {
    const callId = await alice.dial('bob')
    if (delay) await pause(delay)
    await alice.hangup(callId)
    expect(alice.story(callId).at(-1)).toBe('ended local')
  }
  await pause(300)
  const rang = bob.events.flatMap((e) => (e.type === 'incoming' ? [e.callId] : []))
  for (const callId of rang) await expect.poll(() => bob.story(callId)).toEqual(['incoming', 'cancelled'])
  await call(alice, bob, 'bob')
})

test('what no cure has caught is written down, and the process lives on with the call that it has', async () => {
  const demo = await startSwitch()
  const alice = await registeredPhone(demo.account('alice'))
  const survivor = new URL('./testing/survivor.ts', import.meta.url).pathname
  const child = spawn(process.execPath, [survivor, JSON.stringify(demo.account('bob'))], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  cleanup.push(() => child.kill('SIGKILL'))
  const said: string[] = []
  createInterface({ input: child.stdout }).on('line', (line) => said.push(line))
  await expect.poll(() => said).toContain('registered')
  const callId = await alice.dial('bob')
  await alice.next('accepted', { callId })
  child.stdin.write('fault\n')
  const caught = () => [...new Set(said.filter((line) => line.startsWith('caught')))].sort()
  await expect.poll(caught).toEqual(['caught listener', 'caught uncaught', 'caught unhandled'])
  await alice.hold(callId, true)
  await alice.next('held', { callId, held: true })
  child.stdin.write('hang up\n')
  await alice.next('ended', { callId, by: 'remote' })
  expect(child.exitCode).toBeNull()
})

test('transfer, blind and attended, over the switch: a phone that cannot be transferred says so', async () => {
  const demo = await startSwitch()
  const [alice, bob, carol] = [
    await registeredPhone(demo.account('alice', { referTo: 'aor' })),
    await registeredPhone(demo.account('bob')),
    await registeredPhone(demo.account('carol')),
  ]
  const first = await call(alice, bob, 'bob')
  await alice.transfer(first, 'carol')
  await alice.next('transfer', { callId: first, state: 'failed', status: 603 })
  const second = await call(alice, carol, 'carol')
  await alice.transferTo(first, second)
  await alice.next('transfer', { callId: first, state: 'failed', status: 603 })
  expect(bob.story(first)).toEqual(['incoming', 'accepted'])
  expect(carol.story(second)).toEqual(['incoming', 'accepted'])
})
