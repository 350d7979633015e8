import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import type { SipAccount } from '../../main/softphone/sip-stack-types.ts'
import { testLine } from '../../main/softphone/test-line.ts'
import { registeredPhone } from '../../main/softphone/testing/phone.ts'
import { type Gateway, startGateway } from './gateway.ts'
import { type Lab, startLab } from './lab.ts'

// What the gateway lets through and what it refuses: signalling only, without sound.

const REFUSALS = 3

let dir: string
let lab: Lab
let gateway: Gateway

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'lab-'))
  lab = await startLab(dir)
  gateway = await startGateway(join(dir, 'gateway'), lab, 'udp', { GW_FAILURES: String(REFUSALS) })
})
afterAll(async () => {
  await gateway?.stop()
  await lab?.stop()
  rmSync(dir, { recursive: true, force: true })
})

const account = (user: string, more: Partial<SipAccount> = {}): SipAccount => ({
  server: gateway.wss,
  ca: lab.ca,
  user,
  password: lab.users[user] ?? '',
  domain: lab.domain,
  ...more,
})

const request = (method: string, uri: string, via: string, cseq = 1) =>
  [
    `${method} ${uri} SIP/2.0`,
    `Via: SIP/2.0/${via};branch=z9hG4bK${method}${cseq}`,
    'Max-Forwards: 70',
    `From: <sip:1001@${lab.domain}>;tag=a`,
    `To: <${uri}>`,
    `Call-ID: stranger-${method}-${via}`,
    `CSeq: ${cseq} ${method}`,
    'Contact: <sip:x@x.invalid;transport=ws>',
    'Content-Length: 0',
    '',
    '',
  ].join('\r\n')

test('what two consoles of one PBX do to their calls passes through: transfer to another call, and BYE', async () => {
  const [one, two, three] = [
    await registeredPhone(account('1001')),
    await registeredPhone(account('1002')),
    await registeredPhone(account('1003')),
  ]
  const call = async (phone: typeof two, user: string) => {
    const callId = await one.dial(user)
    await phone.next('incoming', { callId })
    await phone.answer(callId)
    await one.next('accepted', { callId })
    return callId
  }
  const customer = await call(two, '1002')
  await one.hold(customer, true)
  await one.next('held', { callId: customer, held: true })
  await two.next('remote-hold', { callId: customer, held: true })
  const colleague = await call(three, '1003')
  // A console refuses to be sent elsewhere by the other side; its refusal comes back all the same.
  await one.transferTo(customer, colleague)
  await one.next('transfer', { callId: customer, state: 'failed' })
  await two.hangup(customer)
  await one.next('ended', { callId: customer, by: 'remote' })
  await one.hangup(colleague)
  await three.next('ended', { callId: colleague, by: 'remote' })
})

test('a call that is taken back stops ringing', async () => {
  const [one, two] = [await registeredPhone(account('1001')), await registeredPhone(account('1002'))]
  const callId = await one.dial('1002')
  await two.next('incoming', { callId })
  await one.hangup(callId)
  await two.next('cancelled', { callId })
})

test('a console that comes back on another connection keeps its place and its call', async () => {
  const operator = await registeredPhone(account('1001'))
  const over = lab.call('1001', 60, 'survivor-listens')
  const { callId } = await operator.next('incoming')
  await operator.answer(callId)
  await operator.next('accepted', { callId })
  for (const held of [true, false]) {
    await operator.hold(callId, held)
    await operator.next('held', { callId, held })
  }
  operator.reconnect('test')
  await operator.next('reconnected', { callId })
  await operator.hangup(callId)
  expect(await over).toBe(true)
  const again = lab.call('1001', 1)
  const { callId: next } = await operator.next('incoming')
  await operator.answer(next)
  expect(await again).toBe(true)
})

test('the PBX is gone: the console is told by whom, and is back by itself', async () => {
  const operator = await registeredPhone(account('1001'), { registerMs: 10_000 })
  await lab.crash()
  const callId = await operator.dial('79001234567')
  expect(await operator.next('failed', { callId })).toMatchObject({
    status: 503,
    reason: 'The PBX does not answer',
  })
  operator.reconnect('test')
  const refused = await operator.line('refused')
  expect(refused.detail).toContain('The PBX does not answer')
  await lab.revive()
  await operator.line('registered')
})

test('pages of strangers, foreign domains and users stay outside', async () => {
  const page = new WebSocket(gateway.wss, 'sip', { ca: lab.ca, origin: 'https://stranger.example' })
  const [error] = (await once(page, 'error')) as [Error]
  expect(error.message).toContain('403')
  const code = async (line: SipAccount) => (await testLine(line)).steps.at(-1)?.code
  expect(await code(account('1001', { domain: 'elsewhere.test' }))).toBe('LINE_FORBIDDEN')
  expect(await code(account('root'))).toBe('LINE_FORBIDDEN')
})

test('who has not registered does not call', async () => {
  const socket = new WebSocket(gateway.wss, 'sip', { ca: lab.ca })
  await once(socket, 'open')
  for (const uri of [`sip:79001234567@${lab.domain}`, 'sip:victim@192.0.2.99']) {
    socket.send(request('INVITE', uri, 'WSS x.invalid'))
    let text = ''
    while (!text.startsWith('SIP/2.0 4')) text = String((await once(socket, 'message'))[0])
    expect(text).toMatch(/^SIP\/2\.0 403 Register first/)
  }
  socket.close()
})

test('on the SIP ports only the PBX is answered', async () => {
  const [host, port] = ['127.0.0.1', Number(new URL(gateway.wss).port) - 2]
  const open = async (address: string) => {
    const socket = createSocket('udp4')
    socket.bind(0, address)
    await once(socket, 'listening')
    return socket
  }
  const [stranger, pbx] = [await open('127.0.0.2'), await open('127.0.0.1')]
  let answered = 0
  stranger.on('message', () => answered++)
  for (let n = 1; n <= 20; n++)
    stranger.send(
      request('OPTIONS', `sip:${host}:${port}`, `UDP 127.0.0.2:${stranger.address().port}`, n),
      port,
      host,
    )
  for (let n = 1; n <= 20; n++) {
    const answer = once(pbx, 'message')
    pbx.send(request('OPTIONS', `sip:${host}:${port}`, `UDP 127.0.0.1:${pbx.address().port}`, n), port, host)
    expect(String((await answer)[0])).toMatch(/^SIP\/2\.0 200/)
  }
  expect(answered).toBe(0)
  stranger.close()
  pbx.close()
})

// The last one: afterwards nobody of this address is let in for five minutes.
test('who guesses passwords is shut out', async () => {
  for (let n = 0; n < REFUSALS; n++)
    expect((await testLine(account('1002', { password: `guess ${n}` }))).ok).toBe(false)
  const result = await testLine(account('1002'))
  expect(result.steps.at(-1)?.code).toBe('LINE_HANDSHAKE_REFUSED')
})
