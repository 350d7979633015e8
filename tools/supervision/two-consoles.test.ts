import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startTestHub, type TestHub } from '../../hub/testing.ts'
import { createHubClient, type HubClient } from '../../main/hub/hub-client.ts'
import type { Logger } from '../../main/log/logger.ts'
import type { EngineClient } from '../../main/media/engine-client.ts'
import { createDeskTeller } from '../../main/supervision/desk-teller.ts'
import { createOperatorSide, type Guest, type OperatorSide } from '../../main/supervision/operator-side.ts'
import { createSupervisorSide, type SupervisorSide } from '../../main/supervision/supervisor-side.ts'
import { CallId, type OperatorId } from '../../shared/lib/ids.ts'
import { ok } from '../../shared/lib/result.ts'
import type { HubKeys } from '../../shared/protocol/hub-protocol.ts'
import { type Call, incomingCall } from '../../shared/softphone/call.ts'

// Both consoles' sides and the hub are the product's own; only the media windows are written down instead of heard.

const log = { info() {}, warn() {}, error() {} } as unknown as Logger
const callId = CallId.parse('c1')
const call: Call = {
  ...incomingCall({ callId, remote: '+79000000001', offeredAt: Date.now() - 5000 }),
  phase: 'connected',
  answeredAt: Date.now() - 4000,
}

function scriptedEngine() {
  const listeners = new Map<string, ((payload: never) => void)[]>()
  const asked: string[] = []
  const engine = {
    async request(name: string, input: { mode?: string; speak?: boolean }) {
      asked.push([name, input.mode ?? input.speak].filter((x) => x !== undefined).join(' '))
      return { sdp: `${name} of this window` }
    },
    on(name: string, listener: (payload: never) => void) {
      listeners.set(name, [...(listeners.get(name) ?? []), listener])
      return () => {}
    },
  } as unknown as EngineClient
  const tell = (name: string, payload: unknown = {}) => {
    for (const listener of listeners.get(name) ?? []) listener(payload as never)
  }
  return { engine, asked, tell }
}

let hub: TestHub
let lena: { operatorId: OperatorId; token: string }
let boss: { operatorId: OperatorId; token: string }
let clients: HubClient[]
let desk: ReturnType<typeof scriptedEngine>
let chair: ReturnType<typeof scriptedEngine>
let operator: OperatorSide
let supervisor: SupervisorSide
let guests: readonly Guest[]

async function connect(token: string): Promise<{ client: HubClient; keys: HubKeys }> {
  const client = createHubClient(log)
  clients.push(client)
  client.connect({ url: hub.url })
  await expect.poll(() => client.link.state).toBe('online')
  const resumed = await client.request('session.resume', { token })
  if (!resumed.ok) throw new Error(resumed.code)
  return { client, keys: resumed.value.keys }
}

beforeEach(async () => {
  clients = []
  guests = []
  hub = await startTestHub()
  lena = await hub.addOperator('Lena', { extension: '204' })
  boss = await hub.addOperator('Boss', { roles: ['supervisor'] })
  desk = scriptedEngine()
  chair = scriptedEngine()
  const one = await connect(lena.token)
  const two = await connect(boss.token)
  operator = createOperatorSide({
    hub: one.client,
    engine: desk.engine,
    keys: () => one.keys,
    me: () => lena.operatorId,
    hubTime: Date.now,
    onGuests(list) {
      guests = list
    },
    handOver: () => ok({}),
    log,
  })
  supervisor = createSupervisorSide({
    hub: two.client,
    engine: chair.engine,
    onChange() {},
    lineOf: () => '204',
    answer() {},
    onTrouble() {},
    log,
  })
  const teller = createDeskTeller({
    tell: (state) => one.client.request('desk.tell', state),
    hubTime: Date.now,
    clockOffset: () => 0,
  })
  teller.calls([call])
  operator.calls([call])
  const watched = await two.client.request('supervision.watch', { on: true })
  expect(watched.ok).toBe(true)
  await expect
    .poll(async () => {
      const board = await two.client.request('supervision.watch', { on: true })
      return board.ok && board.value.lines.find((l) => l.operatorId === lena.operatorId)?.calls.length
    })
    .toBe(1)
  teller.stop()
})
afterEach(async () => {
  for (const client of clients) client.disconnect()
  await hub.stop()
})

const join = async (mode: 'listen' | 'whisper') => {
  desk.asked.length = 0
  expect(await supervisor.start({ operatorId: lena.operatorId, callId, mode })).toMatchObject({ ok: true })
  await expect.poll(() => desk.asked.includes('superviseAnswer')).toBe(true)
}

describe('two consoles and the hub between them', () => {
  it('listen without a microphone, then whisper with one, by an offer of the operator’s side each time', async () => {
    await join('listen')
    expect(desk.asked).toEqual(['superviseOffer listen', 'superviseAnswer'])
    expect(chair.asked).toEqual(['superviseJoin false'])
    expect(guests).toMatchObject([{ supervisorId: boss.operatorId, mode: 'listen', badge: true }])
    await supervisor.mode('whisper')
    await expect.poll(() => supervisor.state.session?.mode).toBe('whisper')
    expect(desk.asked.slice(2)).toEqual(['superviseMode whisper', 'superviseAnswer'])
    expect(chair.asked.slice(1)).toEqual(['superviseJoin true'])
    await supervisor.stop()
    await expect.poll(() => guests.length).toBe(0)
    expect(desk.asked.at(-1)).toBe('superviseStop')
  })

  it('are apart within five seconds of a right that is taken back', async () => {
    await join('whisper')
    const took = performance.now()
    const { supervises: _, ...plain } = hub.parts.book.operator(boss.operatorId) ?? ({} as never)
    await hub.parts.book.update({ ...plain, roles: ['operator'] })
    await expect
      .poll(() => [desk.asked.at(-1), chair.asked.at(-1)])
      .toEqual(['superviseStop', 'superviseStop'])
    expect(performance.now() - took).toBeLessThan(5000)
    expect(supervisor.state.ended?.code).toBe('SUPERVISION_RIGHT_GONE')
  })

  it('are apart when the supervisor’s console dies, a media window does, or the call ends', async () => {
    await join('listen')
    clients[1]?.disconnect()
    await expect.poll(() => guests.length).toBe(0)
    expect(desk.asked.at(-1)).toBe('superviseStop')
    clients[1]?.connect({ url: hub.url })
    await expect.poll(() => clients[1]?.link.state).toBe('online')
    await clients[1]?.request('session.resume', { token: boss.token })

    await join('listen')
    desk.tell('gone')
    await expect.poll(() => supervisor.state.ended?.code).toBe('ENGINE_GONE')
    await join('listen')
    operator.calls([])
    await expect.poll(() => supervisor.state.ended?.code).toBe('SUPERVISION_CALL_GONE')
    expect(chair.asked.at(-1)).toBe('superviseStop')
  })
})
