import { type ChildProcess, spawn } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { EngineClient } from '../../main/media/engine-client.ts'
import { type SuperviseMode, speaks } from '../../shared/supervision/board.ts'
import type { IceSetup } from '../../shared/supervision/session.ts'
import { debianPackages } from '../run/prepare.mjs'
import type { Ears } from './ears.ts'
import { connect, type EngineLab, type LabEngine, startEngineLab } from './engine-lab.ts'
import { decodeChannels, measure, stretch } from './tones.ts'

const OPERATOR = 440
const SUPERVISOR = 1000
const CUSTOMER = 2000
const SECOND = 3100
const tones = [OPERATOR, SUPERVISOR, CUSTOMER, SECOND]
const direct: IceSetup = { servers: [], relayOnly: false }

type Side = LabEngine & Ears
let lab: EngineLab
let operator: Side
let supervisor: Side
let customer: Side

beforeAll(async () => {
  lab = await startEngineLab()
  operator = await lab.open(OPERATOR)
  supervisor = await lab.open(SUPERVISOR)
  customer = await lab.open(CUSTOMER)
  for (const side of [operator, supervisor, customer]) await side.engine.prepare({ ringVolume: 0.5 })
})
afterAll(() => lab?.close())

/** What main's two sides and the hub do, without them: passes descriptions and candidates between two media windows. */
function introduce(sessionId: string, op: EngineClient, ear: EngineClient, ice = direct) {
  let joined: (() => void) | undefined
  const ready = new Promise<void>((resolve) => {
    joined = resolve
  })
  const stops = [
    op.on('superviseCandidate', async (told) => {
      if (told.sessionId !== sessionId) return
      await ready
      await ear.request('superviseCandidate', told)
    }),
    ear.on('superviseCandidate', async (told) => {
      if (told.sessionId === sessionId) await op.request('superviseCandidate', told)
    }),
  ]
  const answer = async (offer: string, mode: SuperviseMode) => {
    const { sdp } = await ear.request('superviseJoin', { sessionId, sdp: offer, speak: speaks(mode), ice })
    joined?.()
    await op.request('superviseAnswer', { sessionId, sdp })
    return sdp
  }
  return {
    /** Resolves with the supervisor's own description once sound flows. */
    async join(callId: string, mode: SuperviseMode) {
      const on = new Promise<void>((resolve) => {
        stops.push(
          ear.on('superviseState', (s) => s.sessionId === sessionId && s.state === 'connected' && resolve()),
        )
      })
      const { sdp } = await op.request('superviseOffer', { sessionId, callId, mode, ice })
      const answered = await answer(sdp, mode)
      await on
      return answered
    },
    async mode(mode: SuperviseMode) {
      if (!speaks(mode)) await ear.request('superviseSilence', { sessionId })
      const { sdp } = await op.request('superviseMode', { sessionId, mode })
      return sdp === undefined ? undefined : answer(sdp, mode)
    },
    async stop() {
      for (const engine of [op, ear])
        await engine.request('superviseStop', { sessionId }).catch(() => undefined)
      for (const end of stops) end()
    },
  }
}

/** Looks again until it is so: a machine may be busy, and what fades takes a moment. */
const heard = (side: Ears, wanted: readonly number[], what: string) =>
  expect.poll(() => side.hears(tones), { timeout: 15_000, interval: 250, message: what }).toEqual(wanted)
/** And it stays so for a while: nothing that must not be heard comes up later. */
async function stays(side: Ears, wanted: readonly number[], what: string): Promise<void> {
  await heard(side, wanted, what)
  for (let i = 0; i < 3; i++) {
    await sleep(300)
    expect(await side.hears(tones), what).toEqual(wanted)
  }
}

/** Who hears whose tone in each way of taking part, the operator's and the customer's too. */
const rows: readonly [SuperviseMode | 'nobody', number[], number[], number[]][] = [
  ['listen', [OPERATOR, CUSTOMER], [CUSTOMER], [OPERATOR]],
  ['whisper', [OPERATOR, CUSTOMER], [SUPERVISOR, CUSTOMER], [OPERATOR]],
  ['barge', [OPERATOR, CUSTOMER], [SUPERVISOR, CUSTOMER], [OPERATOR, SUPERVISOR]],
  ['takeover', [CUSTOMER], [SUPERVISOR, CUSTOMER], [SUPERVISOR]],
  ['barge', [OPERATOR, CUSTOMER], [SUPERVISOR, CUSTOMER], [OPERATOR, SUPERVISOR]],
  ['listen', [OPERATOR, CUSTOMER], [CUSTOMER], [OPERATOR]],
]

describe('a supervisor on a call', () => {
  test('is heard by exactly whom their mode says, before, in and after; a whisper is in no recording', async () => {
    await connect(operator.engine, customer.engine, { mediaId: 'm1', callId: 'c1' })
    const began = Date.now()
    await operator.engine.startRecording('c1')
    await customer.engine.startRecording('c1')
    await stays(customer, [OPERATOR], 'the customer, before')
    await stays(operator, [CUSTOMER], 'the operator, before')
    expect(await supervisor.hears(tones), 'the supervisor, before').toEqual([])

    const link = introduce('s1', operator.engine, supervisor.engine)
    const asked = performance.now()
    const answered = await link.join('c1', 'listen')
    const joinMs = performance.now() - asked
    expect(answered, 'by description they can only receive').toContain('a=recvonly')
    expect(joinMs, 'from the first step to sound').toBeLessThan(1000)

    const marks: { mode: string; from: number; to: number }[] = []
    for (const [mode, supervisorHears, operatorHears, customerHears] of rows) {
      if (mode !== 'nobody') await link.mode(mode)
      await stays(supervisor, supervisorHears, `the supervisor, ${mode}`)
      await stays(operator, operatorHears, `the operator, ${mode}`)
      const from = (Date.now() - began) / 1000
      await stays(customer, customerHears, `the customer, ${mode}`)
      marks.push({ mode, from, to: (Date.now() - began) / 1000 })
      const facts = await supervisor.engine.request('superviseFacts', { sessionId: 's1' })
      if (mode === 'listen') expect(facts.sending, 'no track is sent').toBe(0)
      else expect(facts.sending).toBe(1)
    }
    await link.stop()
    await stays(customer, [OPERATOR], 'the customer, after')
    await stays(operator, [CUSTOMER], 'the operator, after')
    await heard(supervisor, [], 'the supervisor, after')

    await operator.engine.finishRecording('c1')
    await customer.engine.finishRecording('c1')
    for (const side of [operator, customer]) await side.engine.close('m1')
    const { left, rate } = await decodeChannels(operator.webm('c1'))
    for (const { mode, from, to } of marks) {
      const said = stretch(left, rate, from, to)
      const isHeard = (hz: number) => measure(said, rate, hz) > -45
      const loud = mode === 'barge' || mode === 'takeover'
      expect(isHeard(SUPERVISOR), `the recording, ${mode}`).toBe(loud)
      expect(isHeard(OPERATOR), `the recording, ${mode}`).toBe(mode !== 'takeover')
    }
    // A click is a jump between two samples; the tones themselves never jump further than this.
    const { right } = await decodeChannels(customer.webm('c1'))
    let jump = 0
    for (let i = rate; i < right.length - rate; i++)
      jump = Math.max(jump, Math.abs((right[i] ?? 0) - (right[i - 1] ?? 0)))
    expect(jump, 'no click at the customer').toBeLessThan(0.25)
  })

  test('who only listens has sent nothing at all', async () => {
    await connect(operator.engine, customer.engine, { mediaId: 'm2', callId: 'c2' })
    const link = introduce('s2', operator.engine, supervisor.engine)
    await link.join('c2', 'listen')
    await stays(supervisor, [OPERATOR, CUSTOMER], 'the supervisor')
    const { sending, packetsOut, packetsIn } = await supervisor.engine.request('superviseFacts', {
      sessionId: 's2',
    })
    expect({ sending, packetsOut }).toEqual({ sending: 0, packetsOut: 0 })
    expect(packetsIn).toBeGreaterThan(20)
    await link.stop()
    for (const side of [operator, customer]) await side.engine.close('m2')
  })

  test('on hold and mute hears what the customer hears of the operator, and reaches a held customer in no mode', async () => {
    const { negotiate } = await import('./engine-lab.ts')
    await connect(operator.engine, customer.engine, { mediaId: 'm3', callId: 'c3' })
    const link = introduce('s3', operator.engine, supervisor.engine)
    await link.join('c3', 'barge')
    await stays(customer, [OPERATOR, SUPERVISOR], 'the customer')
    await operator.engine.mute('c3', true)
    await stays(supervisor, [CUSTOMER], 'the supervisor of a muted operator')
    await stays(customer, [SUPERVISOR], 'the customer of a muted operator')
    await operator.engine.mute('c3', false)
    await negotiate(operator.engine, customer.engine, 'm3', { hold: true })
    await stays(customer, [], 'the customer on hold')
    await stays(supervisor, [], 'the supervisor while it is held')
    await negotiate(operator.engine, customer.engine, 'm3')
    await stays(customer, [OPERATOR, SUPERVISOR], 'the customer, resumed')
    await link.stop()
    for (const side of [operator, customer]) await side.engine.close('m3')
  })

  test('may be one of two: a whisper is between two, what is said aloud is for all', async () => {
    const second = await lab.open(SECOND)
    await second.engine.prepare({ ringVolume: 0.5 })
    await connect(operator.engine, customer.engine, { mediaId: 'm4', callId: 'c4' })
    const first = introduce('s4', operator.engine, supervisor.engine)
    const other = introduce('s5', operator.engine, second.engine)
    await first.join('c4', 'listen')
    await other.join('c4', 'whisper')
    await stays(operator, [CUSTOMER, SECOND], 'the operator')
    await stays(supervisor, [OPERATOR, CUSTOMER], 'who listens does not hear another’s whisper')
    await other.mode('barge')
    await stays(customer, [OPERATOR, SECOND], 'the customer')
    await stays(supervisor, [OPERATOR, CUSTOMER, SECOND], 'who listens hears what is said aloud')
    // Their window dies in the middle of it.
    await second.close()
    await operator.engine.request('superviseStop', { sessionId: 's5' })
    await stays(customer, [OPERATOR], 'the customer, when it is gone')
    await stays(supervisor, [OPERATOR, CUSTOMER], 'the other goes on')
    await other.stop()
    // The call ends in the middle of it.
    for (const side of [operator, customer]) await side.engine.close('m4')
    await heard(supervisor, [], 'a call that is over')
    await expect(operator.engine.request('superviseFacts', { sessionId: 's4' })).rejects.toMatchObject({
      code: 'SUPERVISION_ENDED',
    })
    await first.stop()
  })

  test('joins no call that is not on', async () => {
    await expect(
      operator.engine.request('superviseOffer', {
        sessionId: 's6',
        callId: 'nothing',
        mode: 'listen',
        ice: direct,
      }),
    ).rejects.toMatchObject({ code: 'CALL_NOT_FOUND' })
  })
})

/** Asks by a STUN binding request (RFC 8489, 14) until something answers. */
async function answersStun(port: number): Promise<void> {
  const request = Buffer.alloc(20)
  request.writeUInt16BE(1, 0)
  request.writeUInt32BE(0x2112a442, 4)
  request.write('kommutator-1', 8)
  const socket = createSocket('udp4')
  const answered = once(socket, 'message')
  const asking = setInterval(() => socket.send(request, port, '127.0.0.1'), 100)
  await answered
  clearInterval(asking)
  socket.close()
}

describe('two desks that do not see each other', () => {
  let turn: ChildProcess | undefined
  const port = 34_781
  const secret = 'north-star'
  beforeAll(async () => {
    if (!existsSync('/usr/bin/turnserver')) debianPackages(['coturn'], 'A TURN server for the test')
    turn = spawn(
      'turnserver',
      [
        '-n',
        '--listening-ip=127.0.0.1',
        '--relay-ip=127.0.0.1',
        `--listening-port=${port}`,
        '--allow-loopback-peers',
        '--no-tls',
        '--no-dtls',
        '--no-cli',
        '--realm=kommutator.example',
        '--use-auth-secret',
        `--static-auth-secret=${secret}`,
        '--min-port=34800',
        '--max-port=34900',
        '--log-file=stdout',
        `--pidfile=${join(lab.folder, 'turn.pid')}`,
      ],
      { stdio: 'ignore' },
    )
    const died = new Promise<never>((_, reject) => {
      turn?.once('error', reject)
      turn?.once('exit', (code) => reject(new Error(`turnserver ended: ${code}`)))
    })
    died.catch(() => undefined)
    await Promise.race([answersStun(port), died])
  })
  afterAll(() => void turn?.kill())

  test('meet through TURN alone, with a password made from the shared secret', async () => {
    const username = `${Math.floor(Date.now() / 1000) + 600}:s7`
    const credential = createHmac('sha1', secret).update(username).digest('base64')
    const ice: IceSetup = {
      servers: [{ urls: [`turn:127.0.0.1:${port}?transport=udp`], username, credential }],
      relayOnly: true,
    }
    await connect(operator.engine, customer.engine, { mediaId: 'm7', callId: 'c7' })
    const link = introduce('s7', operator.engine, supervisor.engine, ice)
    const asked = performance.now()
    await link.join('c7', 'whisper')
    expect(performance.now() - asked, 'from the first step to sound').toBeLessThan(1500)
    await stays(supervisor, [OPERATOR, CUSTOMER], 'the supervisor')
    await stays(operator, [SUPERVISOR, CUSTOMER], 'the operator')
    for (const side of [operator, supervisor])
      expect((await side.engine.request('superviseFacts', { sessionId: 's7' })).relayed).toBe(true)
    await link.stop()
    for (const side of [operator, customer]) await side.engine.close('m7')
  })
})
