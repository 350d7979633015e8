import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Lab, startLab } from '../../tools/telephony-lab/lab.ts'
import type { SipAccount } from './sip-stack-types.ts'
import { testLine } from './test-line.ts'
import { registeredPhone } from './testing/phone.ts'

let dir: string
let lab: Lab
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'lab-'))
  lab = await startLab(dir)
})
afterAll(async () => {
  await lab?.stop()
  rmSync(dir, { recursive: true, force: true })
})

const account = (user: string, more: Partial<SipAccount> = {}): SipAccount => ({
  server: lab.ws,
  user,
  password: lab.users[user] ?? '',
  domain: lab.domain,
  ...more,
})

test('a line of a real proxy passes the test over WSS, and its faults are told apart', async () => {
  expect((await testLine(account('1001', { server: lab.wss, ca: lab.ca }))).ok).toBe(true)
  const code = async (line: SipAccount) => (await testLine(line)).steps.at(-1)?.code
  expect(await code(account('1001', { server: lab.wss }))).toBe('LINE_TLS_UNTRUSTED')
  expect(await code(account('1001', { password: 'wrong' }))).toBe('LINE_WRONG_PASSWORD')
  await lab.fault('wsrefuse', 'on')
  expect(await code(account('1001'))).toBe('LINE_HANDSHAKE_REFUSED')
  await lab.fault('wsrefuse', 'off')
})

test('a caller from the telephone network is answered, speaks and hangs up', async () => {
  const operator = await registeredPhone(account('1001'))
  const over = lab.call('1001', 2)
  const { callId, from, toUser } = await operator.next('incoming')
  expect([from.user, from.displayName, toUser]).toEqual(['0501234567', 'Caller', '1001'])
  await operator.answer(callId)
  await operator.next('accepted', { callId })
  await operator.next('ended', { callId, by: 'remote' })
  expect(await over).toBe(true)
})

test('a group call taken by one operator is told to the other as taken elsewhere', async () => {
  const [one, two] = [await registeredPhone(account('1001')), await registeredPhone(account('1002'))]
  const over = lab.call('600', 1)
  const { callId } = await one.next('incoming')
  await two.next('incoming', { callId })
  await one.answer(callId)
  await two.next('cancelled', { callId, elsewhere: true })
  expect(await over).toBe(true)
})

test('a call given up at once never rings, behind a proxy that challenges', async () => {
  const [one, two] = [await registeredPhone(account('1001')), await registeredPhone(account('1002'))]
  for (let i = 0; i < 5; i++) await one.hangup(await one.dial('1002'))
  const real = await one.dial('1002')
  await two.next('incoming', { callId: real })
  const rang = two.events.flatMap((e) => (e.type === 'incoming' && e.callId !== real ? [e.callId] : []))
  for (const callId of rang) expect(two.story(callId)).toEqual(['incoming', 'cancelled'])
  await one.hangup(real)
})

test('two operators hold and resume', async () => {
  const [one, two] = [await registeredPhone(account('1001')), await registeredPhone(account('1002'))]
  const callId = await one.dial('1002')
  await two.next('incoming', { callId })
  await two.answer(callId)
  await one.next('accepted', { callId })
  for (const held of [true, false]) {
    await one.hold(callId, held)
    await one.next('held', { callId, held })
    await two.next('remote-hold', { callId, held })
  }
  await two.hangup(callId)
  await one.next('ended', { callId, by: 'remote' })
})

test('Kamailio is killed with -9 in a call of two consoles: each finds the other on its new connection', async () => {
  const [one, two] = [await registeredPhone(account('1001')), await registeredPhone(account('1002'))]
  const callId = await one.dial('1002')
  await two.next('incoming', { callId })
  await two.answer(callId)
  await one.next('accepted', { callId })
  await lab.crash()
  await Promise.all([one.line('offline'), two.line('offline')])
  await lab.revive()
  const back = Date.now()
  await Promise.all([one, two].map((phone) => phone.next('reconnected', { callId }, 15_000)))
  expect(Date.now() - back).toBeLessThan(10_000)
  await one.hold(callId, true)
  await two.next('remote-hold', { callId, held: true })
  await two.hangup(callId)
  await one.next('ended', { callId, by: 'remote' })
})

test.each(['operator', 'caller'] as const)(
  'Kamailio is killed with -9 in a call: registration returns, the call goes on, and BYE of the %s ends it',
  async (ender) => {
    const operator = await registeredPhone(account('1001'))
    const over = lab.call('1001', 1, ender === 'operator' ? 'survivor-listens' : 'survivor-hangs-up')
    const { callId } = await operator.next('incoming', {}, 15_000)
    await operator.answer(callId)
    await operator.next('accepted', { callId })
    await lab.crash()
    await operator.line('offline')
    await lab.revive()
    await operator.next('reconnected', { callId }, 30_000)
    if (ender === 'operator') await operator.hangup(callId)
    await operator.next('ended', { callId, by: ender === 'operator' ? 'local' : 'remote' }, 15_000)
    expect(await over).toBe(true)
  },
)
