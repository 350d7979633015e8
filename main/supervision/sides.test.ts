import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ErrorCode } from '../../shared/lib/errors.ts'
import { CallId, type OperatorId } from '../../shared/lib/ids.ts'
import { CodedError, type Done, fail, ok, type Result } from '../../shared/lib/result.ts'
import { TOKEN_ISSUER } from '../../shared/protocol/widget-protocol.ts'
import { type Call, incomingCall } from '../../shared/softphone/call.ts'
import type { SuperviseMode } from '../../shared/supervision/board.ts'
import { SUPERVISE_AUDIENCE, type SuperviseGrant } from '../../shared/supervision/session.ts'
import type { HubClient } from '../hub/hub-client.ts'
import type { Logger } from '../log/logger.ts'
import type { EngineClient } from '../media/engine-client.ts'
import { until } from '../testing/fake-hub.ts'
import { createOperatorSide, type Guest, type OperatorSide } from './operator-side.ts'
import { createSupervisorSide, type SupervisorSide } from './supervisor-side.ts'

type Key = Awaited<ReturnType<typeof generateKeyPair>>['privateKey']
const log = { info() {}, warn() {}, error() {} } as unknown as Logger
const sessionId = 's1'
const callId = CallId.parse('c1')
const call: Call = {
  ...incomingCall({ callId, remote: '+79000000001', offeredAt: 1 }),
  phase: 'connected',
  answeredAt: 2,
}

/** A hub and a media window that write down what they are asked, and push what a test tells them to. */
function world() {
  const listeners = new Map<string, ((payload: never) => void)[]>()
  const on = (name: string, listener: (payload: never) => void) => {
    listeners.set(name, [...(listeners.get(name) ?? []), listener])
    return () => {}
  }
  const asked: string[] = []
  const answers = new Map<string, Result<unknown>>()
  const engineAnswers = new Map<string, unknown>()
  const note = (kind: string, name: string, input: Record<string, unknown>) => {
    const signal = input.signal as { kind?: string } | undefined
    asked.push(
      [kind, name, signal?.kind ?? input.mode ?? input.code ?? input.speak]
        .filter((x) => x !== undefined)
        .join(' '),
    )
  }
  const hub = {
    console: 'console-1',
    async request(name: string, input: Record<string, unknown>) {
      note('hub', name, input)
      return answers.get(name) ?? ok({})
    },
    on,
    onLink: (listener: (link: never) => void) => on('link', listener),
  } as unknown as HubClient
  const engine = {
    async request(name: string, input: Record<string, unknown>) {
      note('engine', name, input)
      const answer = engineAnswers.get(name) ?? {}
      if (answer instanceof Error) throw answer
      return answer
    },
    on,
  } as unknown as EngineClient
  const push = (name: string, payload: unknown = {}) => {
    for (const listener of listeners.get(name) ?? []) listener(payload as never)
  }
  const handOver: Done = ok({})
  return { hub, engine, push, asked, answers, engineAnswers, handOver }
}
let w: ReturnType<typeof world>
beforeEach(() => {
  w = world()
})

describe('the operator’s console', () => {
  let keys: { mine: Key; jwk: JWK; other: Key }
  beforeAll(async () => {
    const [mine, other] = await Promise.all([0, 1].map(() => generateKeyPair('EdDSA', { extractable: true })))
    if (!mine || !other) throw new Error('no keys')
    keys = { mine: mine.privateKey, jwk: await exportJWK(mine.publicKey), other: other.privateKey }
  })

  let side: OperatorSide
  let guests: readonly Guest[]
  beforeEach(() => {
    guests = []
    side = createOperatorSide({
      hub: w.hub,
      engine: w.engine,
      keys: () => ({ token: keys.jwk as Record<string, unknown>, recording: '' }),
      me: () => 'lena',
      hubTime: Date.now,
      handOver: (...args) => {
        w.asked.push(`handOver ${args.join(' ')}`)
        return w.handOver
      },
      onGuests: (list) => {
        guests = list
      },
      log,
    })
    side.calls([call])
    w.answers.set(
      'supervision.accept',
      ok({ sessionId, badge: true, ice: { servers: [], relayOnly: false } }),
    )
    w.engineAnswers.set('superviseOffer', { sdp: 'offer' })
  })

  const grant = (
    mode: SuperviseMode,
    change: Partial<SuperviseGrant> = {},
    more: { key?: Key; exp?: number } = {},
  ) => {
    const { sub, jti, ...claims } = {
      sub: 'boss' as OperatorId,
      jti: 'j1',
      sid: sessionId,
      op: 'lena' as OperatorId,
      opc: 'console-1',
      spc: 'console-2',
      call: callId,
      mode,
      ...change,
    }
    return new SignJWT(claims)
      .setProtectedHeader({ alg: 'EdDSA' })
      .setIssuer(TOKEN_ISSUER)
      .setAudience(SUPERVISE_AUDIENCE)
      .setSubject(sub)
      .setJti(jti)
      .setExpirationTime(Math.floor((more.exp ?? Date.now() + 10_000) / 1000))
      .sign(more.key ?? keys.mine)
  }
  const come = async (token: Promise<string>) => w.push('supervise', { sessionId, grant: await token })

  it('asks the hub before it opens anything, then offers its sound', async () => {
    await come(grant('whisper'))
    await until(() => w.asked.length === 3)
    expect(w.asked).toEqual([
      'hub supervision.accept',
      'engine superviseOffer whisper',
      'hub supervision.signal offer',
    ])
    expect(guests).toEqual([{ sessionId, callId, supervisorId: 'boss', mode: 'whisper', badge: true }])
    w.push('supervise-signal', { sessionId, signal: { kind: 'answer', sdp: 'answer' } })
    await until(() => w.asked.length === 5)
    expect(w.asked.slice(3)).toEqual(['engine superviseAnswer', 'hub supervision.signal mode'])
  })

  it.each([
    ['of another key', () => grant('listen', {}, { key: keys.other })],
    ['of another console', () => grant('listen', { opc: 'console-9' })],
    ['of another operator', () => grant('listen', { op: 'olga' as OperatorId })],
    ['of another session', () => grant('listen', { sid: 's2' })],
    ['that has run out', () => grant('listen', {}, { exp: Date.now() - 60_000 })],
    ['that is nonsense', () => Promise.resolve('x.y.z')],
  ])('opens nothing for a grant %s', async (_, token) => {
    await come(token())
    await until(() => w.asked.length > 0)
    expect(w.asked).toEqual(['hub supervision.stop SUPERVISION_REFUSED'])
    expect(guests).toEqual([])
  })

  it('opens nothing when the hub does not hold it good any more, nor for a call that is not on', async () => {
    w.answers.set('supervision.accept', fail('SUPERVISION_REFUSED'))
    await come(grant('listen'))
    await until(() => w.asked.length === 2)
    expect(w.asked).toEqual(['hub supervision.accept', 'hub supervision.stop SUPERVISION_REFUSED'])
    await come(grant('listen', { call: CallId.parse('c9') }))
    await until(() => w.asked.length === 3)
    expect(w.asked[2]).toBe('hub supervision.stop SUPERVISION_CALL_GONE')
  })

  it('passes the customer on to a supervisor who has taken over, to nobody else, and says when it failed', async () => {
    const handover = () => w.push('supervise-signal', { sessionId, signal: { kind: 'handover' } })
    await come(grant('barge'))
    await until(() => w.asked.length === 3)
    handover()
    expect(w.asked).toHaveLength(3)
    await come(grant('takeover', { jti: 'j2' }))
    await until(() => w.asked.length === 6)
    handover()
    expect(w.asked.at(-1)).toBe('handOver c1 boss')
    const transfer = { state: 'back', failure: 'CALL_BUSY' } as NonNullable<Call['transfer']>
    side.calls([{ ...call, transfer }])
    expect(w.asked.at(-1)).toBe('hub supervision.signal handover')
  })

  const joined = async () => {
    await come(grant('listen'))
    await until(() => guests.length === 1 && w.asked.length === 3)
    w.asked.length = 0
  }
  it.each([
    [
      'the call is over',
      () => side.calls([]),
      ['engine superviseStop', 'hub supervision.stop SUPERVISION_CALL_GONE'],
    ],
    [
      'the hub ends it',
      () => w.push('supervise-ended', { sessionId, code: 'SUPERVISION_RIGHT_GONE' }),
      ['engine superviseStop'],
    ],
    [
      'the hub is gone, and no right can be proven',
      () => w.push('link', { state: 'offline' }),
      ['engine superviseStop'],
    ],
    [
      'the media window is gone',
      () => w.push('gone'),
      ['engine superviseStop', 'hub supervision.stop ENGINE_GONE'],
    ],
    [
      'the desks do not reach each other',
      () => w.push('superviseState', { sessionId, state: 'failed' }),
      ['engine superviseStop', 'hub supervision.stop SUPERVISION_NO_WAY'],
    ],
    [
      'the operator signs out',
      () => side.endAll('AUTH_REQUIRED'),
      ['engine superviseStop', 'hub supervision.stop AUTH_REQUIRED'],
    ],
  ])('has everybody off when %s', async (_, happens, wanted) => {
    await joined()
    happens()
    expect(w.asked).toEqual(wanted)
    expect(guests).toEqual([])
  })
})

describe('the supervisor’s console', () => {
  let side: SupervisorSide
  const wanted = { operatorId: 'lena' as OperatorId, callId }
  const ice = { servers: [], relayOnly: false }
  beforeEach(() => {
    side = createSupervisorSide({
      hub: w.hub,
      engine: w.engine,
      onChange() {},
      lineOf: () => '204',
      answer: (id) => void w.asked.push(`answer ${id}`),
      onTrouble: (code) => void w.asked.push(`trouble ${code}`),
      log,
    })
    w.answers.set('supervision.start', ok({ sessionId, ice, badge: true }))
    w.engineAnswers.set('superviseJoin', { sdp: 'answer' })
  })
  const offer = (mode: SuperviseMode) =>
    w.push('supervise-signal', { sessionId, signal: { kind: 'offer', sdp: 'o', mode } })
  const settled = () => until(() => w.asked.at(-1) === 'hub supervision.signal answer')

  it('answers without a microphone to listen, whatever the other side offers', async () => {
    await side.start({ ...wanted, mode: 'listen' })
    offer('barge')
    await settled()
    expect(w.asked).toContain('engine superviseJoin false')
    w.push('superviseState', { sessionId, state: 'connected' })
    expect(side.state.session).toMatchObject({ mode: 'listen', state: 'on', badge: true })
  })

  it('takes the microphone out before anybody is asked, when it goes back to listening', async () => {
    await side.start({ ...wanted, mode: 'whisper' })
    offer('whisper')
    await settled()
    expect(w.asked).toContain('engine superviseJoin true')
    w.asked.length = 0
    await side.mode('listen')
    expect(w.asked).toEqual(['engine superviseSilence', 'hub supervision.mode listen'])
  })

  it('keeps candidates that overtake their offer', async () => {
    await side.start({ ...wanted, mode: 'listen' })
    w.push('supervise-signal', { sessionId, signal: { kind: 'candidate', candidate: '{}' } })
    offer('listen')
    await settled()
    expect(w.asked.slice(1)).toEqual([
      'engine superviseJoin false',
      'engine superviseCandidate',
      'hub supervision.signal answer',
    ])
  })

  it('answers by itself the call that it has taken over, and no other', async () => {
    await side.start({ ...wanted, mode: 'takeover' })
    w.push('supervise-signal', { sessionId, signal: { kind: 'mode', mode: 'takeover' } })
    await until(() => side.state.session?.mode === 'takeover')
    await side.handOver()
    expect(side.state.session?.handing).toBe(true)
    const rings = (remote: string, id: string) =>
      incomingCall({ callId: CallId.parse(id), remote, offeredAt: 1 })
    side.calls([rings('+79000000009', 'c8')])
    side.calls([rings('204', 'c9')])
    side.calls([rings('204', 'c10')])
    expect(w.asked.filter((a) => a.startsWith('answer'))).toEqual(['answer c9'])
    w.push('supervise-signal', { sessionId, signal: { kind: 'handover', code: 'CALL_BUSY' } })
    await until(() => w.asked.includes('trouble CALL_BUSY'))
    expect(side.state.session?.handing).toBe(false)
  })

  it('stays in its mode when another one is refused', async () => {
    await side.start({ ...wanted, mode: 'listen' })
    w.answers.set('supervision.mode', fail('SUPERVISION_OUT_OF_SCOPE'))
    expect((await side.mode('barge')).ok).toBe(false)
    expect(side.state.session).toMatchObject({ mode: 'listen', wanted: 'listen' })
  })

  it.each([
    ['a refusal', 'start', 'FORBIDDEN'],
    ['the hub’s word', 'ended', 'SUPERVISION_CALL_GONE'],
    ['a lost hub', 'link', 'HUB_OFFLINE'],
    ['a media window that is gone', 'gone', 'ENGINE_GONE'],
    ['an answer that fails', 'join', 'MIC_DENIED'],
  ] as const)('says how it ended: %s', async (_, how, code) => {
    if (how === 'start') w.answers.set('supervision.start', fail(code as ErrorCode))
    if (how === 'join') w.engineAnswers.set('superviseJoin', new CodedError('MIC_DENIED'))
    await side.start({ ...wanted, mode: 'listen' })
    if (how === 'ended') w.push('supervise-ended', { sessionId, code })
    if (how === 'link') w.push('link', { state: 'offline' })
    if (how === 'gone') w.push('gone')
    if (how === 'join') offer('listen')
    await until(() => side.state.ended)
    expect(side.state).toEqual({ ended: { operatorId: 'lena', code, at: expect.any(Number) } })
  })
})
