import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import type { SipAccount } from '../../main/softphone/sip-stack-types.ts'
import { registeredPhone } from '../../main/softphone/testing/phone.ts'
import { type Gateway, startGateway } from './gateway.ts'
import { type Lab, startLab } from './lab.ts'

// Who calls is said by the server: what a user claims is worth nothing, what they ask for is looked up.

const MINE = '+79000005501'
const FOREIGN = '+79000000001'

let dir: string
let lab: Lab
let gateway: Gateway
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'lab-'))
  lab = await startLab(dir, { callerIds: { '1001': ['+79000005500', MINE] } })
  gateway = await startGateway(join(dir, 'gateway'), lab, 'udp', { GW_CALLER_IDS: '^[+]7900000550[0-9]$' })
})
afterAll(async () => {
  await gateway?.stop()
  await lab?.stop()
  rmSync(dir, { recursive: true, force: true })
})

const account = (user: string, server = lab.ws): SipAccount => ({
  server,
  user,
  password: lab.users[user] ?? '',
  domain: lab.domain,
  ...(server === lab.ws ? {} : { ca: lab.ca }),
})
const claims = (asked: string) => ({
  'P-Asserted-Identity': `"The director" <sip:${FOREIGN}@${lab.domain}>`,
  'Remote-Party-ID': `<sip:${FOREIGN}@${lab.domain}>;party=calling;screen=yes`,
  'P-Preferred-Identity': asked,
})
const id = (user: string) => `<sip:${user}@lab.test>`

describe.each(['straight', 'by the gateway'] as const)('%s', (way) => {
  test.each([
    ['a number of their own is asserted', id(MINE), MINE],
    ['a foreign one is not', id(FOREIGN), undefined],
    ['nor one behind one of their own', `${id(MINE)}, ${id(FOREIGN)}`, way === 'straight' ? MINE : undefined],
  ])('%s', async (_what, asked, shown) => {
    const server = way === 'straight' ? lab.ws : gateway.wss
    const caller = await registeredPhone(account('1001', server))
    const called = await registeredPhone(account('1002'))
    const callId = await caller.dial('1002', { headers: claims(asked) })
    const incoming = await called.next('incoming', { callId })
    expect(incoming.from.user).toBe('1001')
    expect(incoming.callerIdAsserted?.user).toBe(shown)
    // The claims have come to the proxy, or the gateway has kept them.
    expect(lab.log().includes(`LAB CLAIM INVITE ${callId}`)).toBe(way === 'straight')
    await caller.hangup(callId)
    await called.next('cancelled', { callId })
  })
})

test('over a WebSocket nobody calls without a password, whatever domain they say they are of', async () => {
  const socket = new WebSocket(lab.ws, 'sip')
  await once(socket, 'open')
  const lines = [
    `INVITE sip:1002@${lab.domain} SIP/2.0`,
    'Via: SIP/2.0/WS x.invalid;branch=z9hG4bKstranger',
    'Max-Forwards: 70',
    `From: <sip:${FOREIGN}@trunk.test>;tag=a`,
    `To: <sip:1002@${lab.domain}>`,
    'Call-ID: stranger',
    'CSeq: 1 INVITE',
    'Contact: <sip:x@x.invalid;transport=ws>',
    'Content-Length: 0',
  ]
  socket.send(`${lines.join('\r\n')}\r\n\r\n`)
  const [answer] = await once(socket, 'message')
  expect(String(answer)).toMatch(/^SIP\/2\.0 407/)
  socket.close()
})
