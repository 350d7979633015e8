import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo, Server } from 'node:net'
import { generate } from 'selfsigned'
import { expect, test } from 'vitest'
import { WebSocketServer } from 'ws'
import type { SipAccount } from './sip-stack-types.ts'
import { testLine } from './test-line.ts'
import { cleanup } from './testing/phone.ts'
import { respond, scriptedServer } from './testing/scripted-server.ts'
import { startSwitch } from './testing/switch-process.ts'

const account = (server: string, more: Partial<SipAccount> = {}): SipAccount => ({
  server,
  user: 'alice',
  password: 'pw-alice',
  domain: 'demo.test',
  ...more,
})
async function listen(server: Server, scheme: string) {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  cleanup.push(() => server.close())
  return `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`
}
/** `timeoutMs` is short where silence is what the test is about. */
const verdict = async (line: SipAccount, timeoutMs = 20_000) => {
  const { ok, steps } = await testLine(line, { timeoutMs })
  const last = steps.at(-1)
  return ok ? 'ok' : `${last?.step} ${last?.code}${last?.detail?.startsWith('HTTP') ? ` ${last.detail}` : ''}`
}

test('a good line passes every step and leaves no registration behind', async () => {
  const demo = await startSwitch()
  const result = await testLine(demo.account('alice'))
  expect(result.ok).toBe(true)
  expect(result.steps.map((s) => [s.step, s.ok])).toEqual([
    ['reach', true],
    ['handshake', true],
    ['register', true],
  ])
})

test('a wrong password, an unknown user and a foreign domain are told apart', async () => {
  const demo = await startSwitch()
  expect(await verdict(demo.account('alice', { password: 'x' }))).toBe('register LINE_WRONG_PASSWORD')
  expect(await verdict(demo.account('nobody'))).toBe('register LINE_UNKNOWN_USER')
  expect(await verdict(demo.account('alice', { domain: 'other.test' }))).toBe('register LINE_FORBIDDEN')
})

test('nobody at the address, an unknown name and no answer are told apart', async () => {
  expect(await verdict(account('ws://127.0.0.1:1'))).toBe('reach LINE_UNREACHABLE')
  expect(await verdict(account('ws://no-such-name.invalid'))).toBe('reach LINE_UNREACHABLE')
  const silent = createServer().on('upgrade', () => {})
  silent.removeAllListeners('request')
  expect(await verdict(account(await listen(silent, 'ws')), 600)).toBe('reach LINE_TIMEOUT')
})

test.each([404, 403, 503])('a server that refuses the WebSocket with HTTP %i is quoted', async (status) => {
  const refuse: RequestListener = (_, response) => response.writeHead(status).end()
  expect(await verdict(account(await listen(createServer(refuse), 'ws')))).toBe(
    `handshake LINE_HANDSHAKE_REFUSED HTTP ${status}`,
  )
})

test('a WebSocket server that does not speak SIP is told as such', async () => {
  const server = createServer()
  new WebSocketServer({ server, handleProtocols: () => false })
  expect(await verdict(account(await listen(server, 'ws')))).toBe('handshake LINE_HANDSHAKE_REFUSED')
})

test('a silent and a failing registrar are told apart', async () => {
  const server = await scriptedServer()
  server.answers.REGISTER = () => ''
  expect(await verdict(server.account, 3000)).toBe('register LINE_TIMEOUT')
  server.answers.REGISTER = (text) => respond(text, '500 Server Internal Error')
  expect(await verdict(server.account)).toBe('register LINE_REFUSED')
  server.answers.REGISTER = (text) => respond(text, '404 Not Found')
  expect(await verdict(server.account)).toBe('register LINE_UNKNOWN_USER')
})

test('a certificate of an unknown authority is not trusted until its authority is given', async () => {
  const made = await generate([{ name: 'commonName', value: '127.0.0.1' }], {
    keyType: 'ec',
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] },
    ],
  })
  const server = createTlsServer({ key: made.private, cert: made.cert })
  const sip = new WebSocketServer({ server, handleProtocols: () => 'sip' })
  sip.on('connection', (socket) => socket.on('message', (d) => socket.send(respond(d.toString(), '200 OK'))))
  cleanup.push(() => {
    for (const client of sip.clients) client.terminate()
  })
  const url = await listen(server, 'wss')
  expect(await verdict(account(url))).toBe('reach LINE_TLS_UNTRUSTED')
  expect(await verdict(account(url, { ca: made.cert }))).toBe('ok')
  expect(await verdict(account(url.replace('127.0.0.1', 'localhost'), { ca: made.cert }))).toBe(
    'reach LINE_TLS_UNTRUSTED',
  )
})
