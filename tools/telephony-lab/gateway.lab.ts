import { globSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { testLine } from '../../main/softphone/test-line.ts'
import { type EngineLab, type LabEngine, startEngineLab } from '../media/engine-lab.ts'
import { measure } from '../media/tones.ts'
import { type Gateway, startGateway } from './gateway.ts'
import { type Lab, startLab } from './lab.ts'
import { ng } from './ng.ts'
import { type RtpStream, readStreams } from './pcap.ts'
import { openTalker, type Talker } from './talker.ts'

// The gateway as it ships, between consoles and a PBX that knows UDP, TCP and TLS only. Sound is measured at both ends.

const OPERATOR_HZ = 440
const CALLER_HZ = 1000
/** Amplitude of a tone above which it is there, dBFS. */
const CLEAR = -40

let dir: string
let lab: Lab
let engines: EngineLab
let engine: LabEngine
let gateway: Gateway
const talkers: Talker[] = []

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'lab-'))
  ;[lab, engines] = await Promise.all([startLab(dir, { record: true }), startEngineLab()])
  engine = await engines.open(OPERATOR_HZ)
  await engine.engine.prepare({ ringVolume: 0 })
})
afterAll(async () => {
  await Promise.all([engines?.close(), lab?.stop()])
  rmSync(dir, { recursive: true, force: true })
})
afterEach(async () => {
  for (const talker of talkers.splice(0)) await talker.stop()
})

const account = (user: string, more = {}) => ({
  server: gateway.wss,
  ca: lab.ca,
  user,
  password: lab.users[user] ?? '',
  domain: lab.domain,
  ...more,
})
async function talk(user: string): Promise<Talker> {
  const talker = await openTalker(account(user), engine.engine)
  talkers.push(talker)
  return talker
}
/** Waits until the console plays sound of the other side. */
const heard = (callId: string) =>
  new Promise<void>((resolve) => {
    const stop = engine.engine.on('level', (level) => {
      if (level.callId !== callId || level.remote < 0.05) return
      stop()
      resolve()
    })
  })
/** What the PBX has recorded of a call. */
const recorded = (callId: string): RtpStream[] =>
  lab.recordings().flatMap((file) => (file.includes(encodeURIComponent(callId)) ? readStreams(file) : []))
/** What passed through the gateway itself since it was told to record. */
const atGateway = (callId: string): RtpStream[] =>
  globSync(join(gateway.recordings, `*${encodeURIComponent(callId)}*.pcap`)).flatMap(readStreams)
const tone = (stream: RtpStream, hz: number) =>
  measure(
    Float32Array.from(stream.samples, (v) => v / 32_768),
    8000,
    hz,
  )

describe.each(['udp', 'tcp', 'tls'] as const)('a PBX that speaks %s', (transport) => {
  beforeAll(async () => {
    gateway = await startGateway(join(dir, `gateway-${transport}`), lab, transport)
  })
  afterAll(() => gateway?.stop())

  test('a console registers on it with its own password, rings, and hears and is heard', async () => {
    expect((await testLine(account('1001', { password: 'wrong' }))).steps.at(-1)?.code).toBe(
      'LINE_WRONG_PASSWORD',
    )
    const operator = await talk('1001')
    const over = lab.call('1001', 3, 'caller', { hz: CALLER_HZ })
    const { callId, from } = await operator.next('incoming')
    expect(from.user).toBe('0501234567')
    await operator.stack.answer(callId)
    await operator.next('accepted', { callId })
    await heard(callId)
    await operator.next('ended', { callId, by: 'remote' })
    expect(await over).toBe(true)
    const streams = recorded(callId)
    for (const hz of [OPERATOR_HZ, CALLER_HZ])
      expect(Math.max(...streams.map((stream) => tone(stream, hz))), `${hz} Hz`).toBeGreaterThan(CLEAR)
  })

  test('a console calls out, holds and resumes, sends digits both ways, and hangs up', async () => {
    const operator = await talk('1002')
    const trunk = lab.trunk(60, 1)
    const callId = await operator.stack.dial('79001234567')
    await operator.next('accepted', { callId })
    // At once, while the way for the sound is still being made. The far end echoes what it hears, digits too: they come
    // back through the gateway.
    await operator.stack.dtmf(callId, '407#')
    await ng({ command: 'start recording', 'call-id': callId }, gateway.ngPort)
    await heard(callId)
    const digits = (streams: RtpStream[]) => streams.map(({ dtmf }) => dtmf).filter((text) => text !== '')
    await expect.poll(() => digits(recorded(callId)), { timeout: 10_000 }).toEqual(['407#', '407#'])
    await expect.poll(() => digits(atGateway(callId)), { timeout: 10_000 }).toContain('407#')
    // Sound goes first: by it the gateway dates the digits, and one that is dated anew half-way counts twice.
    for (const { dtmf, beforeDigits } of recorded(callId)) if (dtmf) expect(beforeDigits).toBeGreaterThan(3)
    for (const held of [true, false]) {
      await operator.stack.hold(callId, held)
      await operator.next('held', { callId, held })
    }
    await heard(callId)
    await operator.stack.hangup(callId)
    await operator.next('ended', { callId, by: 'local' })
    await trunk
  })
})
