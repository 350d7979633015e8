import { importJWK, jwtVerify } from 'jose'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CallId, OperatorId, QueueId } from '../../shared/lib/ids.ts'
import type { DeskCall, SuperviseMode } from '../../shared/supervision/board.ts'
import { SuperviseGrant } from '../../shared/supervision/session.ts'
import { commandId, startTestHub, type TestConsole, type TestHub } from '../testing.ts'

const callId = 'call-1' as CallId
const call = (more: Partial<DeskCall> = {}): DeskCall => ({
  callId,
  direction: 'in',
  phase: 'connected',
  remote: '+79000000001',
  name: 'Petr',
  queueId: 'q-main' as QueueId,
  since: Date.now() - 1000,
  muted: false,
  recording: 'on',
  talk: [],
  ...more,
})
const code = (answer: { ok: boolean; code?: string }) => (answer.ok ? 'ok' : answer.code)

let hub: TestHub
let lena: { operatorId: OperatorId; token: string }
let boss: { operatorId: OperatorId; token: string }
let desk: TestConsole
let chief: TestConsole

beforeEach(async () => {
  hub = await startTestHub()
  lena = await hub.addOperator('Lena', { extension: '204' })
  boss = await hub.addOperator('Boss', { roles: ['supervisor'], extension: '300' })
  desk = await hub.connectConsole(lena.token)
  chief = await hub.connectConsole(boss.token)
})
afterEach(() => hub.stop())

const start = (mode: SuperviseMode = 'listen', by = chief) =>
  by.request('supervision.start', { operatorId: lena.operatorId, callId, mode })
/** Starts, and lets the operator's console accept. */
async function join(mode: SuperviseMode = 'listen', by = chief) {
  const begun = await by.ask('supervision.start', { operatorId: lena.operatorId, callId, mode })
  const { grant } = await desk.hear('supervise', (s) => s.sessionId === begun.sessionId)
  return { ...begun, grant, accepted: await desk.ask('supervision.accept', { grant }) }
}
const audit = async (area = 'supervision') =>
  (await hub.stores.audit.list({ area, limit: 50 })).map((e) => [
    e.action,
    e.actor,
    e.subject,
    e.detail.mode ?? e.detail.code,
  ])

describe('the wall', () => {
  it('shows each call as its console tells it, to those who watch alone', async () => {
    const board = await chief.ask('supervision.watch', { on: true })
    expect(board.lines.map((l) => l.operatorId).sort()).toEqual([lena.operatorId, boss.operatorId].sort())
    expect(board.queues).toMatchObject([{ queueId: 'q-main', waiting: 0 }])
    await desk.ask('desk.tell', { calls: [call({ mos: 4.2, heldAt: Date.now() + 60_000 })] })
    const push = await chief.hear('board', (b) => b.lines.some((l) => l.calls.length === 1))
    expect(push.all).toBe(false)
    const [line] = push.lines
    expect(line).toMatchObject({ operatorId: lena.operatorId, presence: 'available', calls: [{ mos: 4.2 }] })
    expect(line?.calls[0]?.heldAt, 'nothing has begun in the future').toBeLessThanOrEqual(Date.now())
    expect(desk.heard('board')).toEqual([])
  })

  it('pushes at most twice a second, however much is told', async () => {
    await chief.ask('supervision.watch', { on: true })
    for (let i = 0; i < 5; i++) await desk.ask('desk.tell', { calls: [call({ mos: 4 + i / 10 })] })
    const last = await chief.hear('board', (b) => b.lines.some((l) => l.calls[0]?.mos === 4.4))
    expect(last.lines).toHaveLength(1)
    expect(chief.heard('board').length).toBeLessThanOrEqual(3)
  })

  it('refuses a console that tells without end', async () => {
    const answers = []
    for (let i = 0; i < 20; i++) answers.push(code(await desk.request('desk.tell', { calls: [] })))
    expect(answers).toContain('RATE_LIMITED')
  })

  it('says since when nothing is known of a call whose console has vanished', async () => {
    await chief.ask('supervision.watch', { on: true })
    await desk.ask('desk.tell', { calls: [call()] })
    desk.close()
    const push = await chief.hear('board', (b) => b.lines.some((l) => l.lostAt !== undefined))
    expect(push.lines[0]).toMatchObject({ presence: 'offline', calls: [{ callId }] })
    const back = await hub.connectConsole(lena.token)
    await back.ask('desk.tell', { calls: [] })
    await chief.hear('board', (b) =>
      b.lines.some(
        (l) => l.operatorId === lena.operatorId && !l.lostAt && !l.calls.length && l.presence === 'available',
      ),
    )
  })

  it('keeps what is not of a supervisor’s queues from them', async () => {
    const admin = await hub.connectConsole((await hub.addOperator('Admin', { roles: ['admin'] })).token)
    const set = await admin.ask('admin.set-scope', {
      id: commandId(),
      operatorId: boss.operatorId,
      supervises: ['q-other' as QueueId],
    })
    expect(set.supervises).toEqual(['q-other'])
    await desk.ask('desk.tell', { calls: [call()] })
    const board = await chief.ask('supervision.watch', { on: true })
    expect(board.lines).toEqual([])
    expect(board.queues).toEqual([])
    expect(code(await start())).toBe('SUPERVISION_OUT_OF_SCOPE')
    await desk.ask('desk.tell', { calls: [call({ queueId: 'q-other' as QueueId })] })
    expect(code(await start())).toBe('ok')
  })
})

describe('joining a call', () => {
  beforeEach(async () => {
    await desk.ask('desk.tell', { calls: [call()] })
  })

  it('hands the operator’s console a signed grant for this call, this mode and these two consoles', async () => {
    const { grant, sessionId, badge, accepted } = await join('whisper')
    const { payload } = await jwtVerify(grant, await importJWK(hub.parts.keys.tokenPublic, 'EdDSA'))
    expect(SuperviseGrant.parse(payload)).toMatchObject({
      sub: boss.operatorId,
      op: lena.operatorId,
      opc: desk.socket.id,
      spc: chief.socket.id,
      call: callId,
      mode: 'whisper',
      sid: sessionId,
    })
    expect(badge).toBe(true)
    expect(accepted).toMatchObject({ sessionId, badge: true })
  })

  it('takes a grant once, and from the console that it is for alone', async () => {
    const begun = await start()
    expect(begun.ok).toBe(true)
    const { grant } = await desk.hear('supervise')
    const other = await hub.connectConsole((await hub.addOperator('Other')).token)
    expect(code(await other.request('supervision.accept', { grant }))).toBe('SUPERVISION_REFUSED')
    // Shown by the wrong console it is burnt: whoever stole it has won nothing, and it must be asked for again.
    expect(code(await desk.request('supervision.accept', { grant }))).toBe('SUPERVISION_REFUSED')
    const again = await join()
    expect(code(await desk.request('supervision.accept', { grant: again.grant }))).toBe('SUPERVISION_REFUSED')
    expect(code(await desk.request('supervision.accept', { grant: 'nonsense' }))).toBe('SUPERVISION_REFUSED')
  })

  it('is for supervisors, of calls that are on, and of others', async () => {
    const other = await hub.addOperator('Other')
    expect(code(await start('listen', await hub.connectConsole(other.token)))).toBe('FORBIDDEN')
    await chief.ask('desk.tell', { calls: [call({ callId: 'call-2' as CallId })] })
    const own = { operatorId: boss.operatorId, callId: 'call-2' as CallId, mode: 'listen' as const }
    expect(code(await chief.request('supervision.start', own))).toBe('SUPERVISION_OWN_CALL')
    const gone = { operatorId: lena.operatorId, callId: 'call-9' as CallId, mode: 'listen' as const }
    expect(code(await chief.request('supervision.start', gone))).toBe('SUPERVISION_CALL_GONE')
    await desk.ask('desk.tell', { calls: [call({ phase: 'offered' })] })
    expect(code(await start())).toBe('SUPERVISION_CALL_GONE')
    expect(await audit(), 'what was refused has not begun').toEqual([])
  })

  it('passes signals between its two consoles and nobody else', async () => {
    const { sessionId } = await join()
    const offer = { kind: 'offer' as const, sdp: 'v=0', mode: 'listen' as const }
    await desk.ask('supervision.signal', { sessionId, signal: offer })
    expect(await chief.hear('supervise-signal')).toEqual({ sessionId, signal: offer })
    await chief.ask('supervision.signal', { sessionId, signal: { kind: 'answer', sdp: 'v=0' } })
    expect((await desk.hear('supervise-signal')).signal.kind).toBe('answer')
    const third = await hub.connectConsole((await hub.addOperator('Third', { roles: ['admin'] })).token)
    const refused = await third.request('supervision.signal', { sessionId, signal: offer })
    expect(code(refused)).toBe('SUPERVISION_ENDED')
    expect(code(await third.request('supervision.mode', { sessionId, mode: 'barge' }))).toBe(
      'SUPERVISION_ENDED',
    )
    await third.ask('supervision.stop', { sessionId })
    expect(code(await chief.request('supervision.mode', { sessionId, mode: 'barge' }))).toBe('ok')
    expect(third.heard('supervise-signal')).toEqual([])
  })

  it('lets no flood of signals through', async () => {
    const { sessionId } = await join()
    const signal = { kind: 'candidate' as const, candidate: 'x' }
    const all = await Promise.all(
      Array.from({ length: 150 }, () => chief.request('supervision.signal', { sessionId, signal })),
    )
    expect(all.map(code)).toContain('RATE_LIMITED')
  })

  it('asks for a new grant with every change of mode, and writes each step to the audit', async () => {
    const { sessionId } = await join('listen')
    await chief.ask('supervision.mode', { sessionId, mode: 'barge' })
    const { grant } =
      (await desk.hear('supervise', () => desk.heard('supervise').length === 2)) &&
      desk.heard('supervise')[1]!
    await desk.ask('supervision.accept', { grant })
    await chief.ask('supervision.watch', { on: true })
    await chief.ask('supervision.stop', { sessionId })
    expect(await desk.hear('supervise-ended')).toEqual({ sessionId, code: 'SUPERVISION_ENDED' })
    await chief.hear('supervise-ended')
    expect((await audit()).reverse()).toEqual([
      ['supervision.begun', boss.operatorId, lena.operatorId, 'listen'],
      ['supervision.mode', boss.operatorId, lena.operatorId, 'barge'],
      ['supervision.ended', boss.operatorId, lena.operatorId, 'SUPERVISION_ENDED'],
    ])
  })

  it('hands a call over only once it has been taken over, and notes it', async () => {
    const { sessionId } = await join('barge')
    const handover = { sessionId, signal: { kind: 'handover' as const } }
    expect(code(await chief.request('supervision.signal', handover))).toBe('SUPERVISION_REFUSED')
    await chief.ask('supervision.mode', { sessionId, mode: 'takeover' })
    await expect.poll(() => desk.heard('supervise').length).toBe(2)
    await desk.ask('supervision.accept', { grant: desk.heard('supervise')[1]?.grant ?? '' })
    await chief.ask('supervision.signal', handover)
    expect(await desk.hear('supervise-signal', (s) => s.signal.kind === 'handover')).toEqual(handover)
    expect((await audit())[0]?.[0]).toBe('supervision.handover')
  })

  it('ends with the call, with either console, and with the right', async () => {
    const ended = async (by: TestConsole, sessionId: string) =>
      (await by.hear('supervise-ended', (e) => e.sessionId === sessionId)).code
    const first = await join()
    await desk.ask('desk.tell', { calls: [] })
    expect(await ended(chief, first.sessionId)).toBe('SUPERVISION_CALL_GONE')

    await desk.ask('desk.tell', { calls: [call()] })
    const second = await join()
    const admin = await hub.connectConsole((await hub.addOperator('Admin', { roles: ['admin'] })).token)
    await admin.ask('admin.set-scope', { id: commandId(), operatorId: boss.operatorId, supervises: [] })
    expect(await ended(chief, second.sessionId)).toBe('SUPERVISION_RIGHT_GONE')
    expect(await ended(desk, second.sessionId)).toBe('SUPERVISION_RIGHT_GONE')
    await admin.ask('admin.set-scope', { id: commandId(), operatorId: boss.operatorId, supervises: null })

    const third = await join()
    chief.close()
    expect(await ended(desk, third.sessionId)).toBe('SUPERVISION_CONSOLE_GONE')
    chief = await hub.connectConsole(boss.token)
    const fourth = await join()
    desk.close()
    expect(await ended(chief, fourth.sessionId)).toBe('SUPERVISION_CONSOLE_GONE')
  })

  it('shows whose ears and voices are on the call, two at once too', async () => {
    const second = await hub.connectConsole((await hub.addOperator('Second', { roles: ['admin'] })).token)
    await chief.ask('supervision.watch', { on: true })
    await join('listen')
    await join('whisper', second)
    const push = await chief.hear('board', (b) => b.lines.some((l) => l.supervisors.length === 2))
    expect(push.lines[0]?.supervisors.map((s) => s.mode).sort()).toEqual(['listen', 'whisper'])
  })

  it('shows the badge as the company’s policy says', async () => {
    const admin = await hub.connectConsole((await hub.addOperator('Admin', { roles: ['admin'] })).token)
    const { supervisionOf } = await import('../../shared/supervision/settings.ts')
    const policy = (badge: 'always' | 'speaking' | 'never') =>
      admin.ask('admin.set-settings', {
        id: commandId(),
        supervision: { ...supervisionOf(undefined), badge },
      })
    await policy('speaking')
    expect((await join('listen')).accepted.badge).toBe(false)
    expect((await join('whisper')).accepted.badge).toBe(true)
    const kept = await policy('never')
    expect(kept).toMatchObject({
      recording: true,
      widgetCall: 'demo-switch',
      supervision: { badge: 'never' },
    })
    expect((await join('barge')).accepted.badge).toBe(false)
  })

  it('gives both desks the same way through TURN, with a password that runs out', async () => {
    const admin = await hub.connectConsole((await hub.addOperator('Admin', { roles: ['admin'] })).token)
    const urls = ['turn:turn.example:3478', 'stun:turn.example:3478']
    const set = { urls, auth: 'shared-secret' as const, username: '', relayOnly: true }
    expect(await admin.ask('admin.set-turn', { ...set, secret: 'north' })).toMatchObject({ hasSecret: true })
    expect(JSON.stringify(await admin.ask('admin.turn', {}))).not.toContain('north')
    expect(JSON.stringify(await desk.ask('company.get', {}))).not.toContain('turn.example')
    const { ice, accepted } = await join()
    expect(accepted.ice.relayOnly).toBe(true)
    const [turn] = ice.servers
    const { createHmac } = await import('node:crypto')
    expect(turn?.credential).toBe(
      createHmac('sha1', 'north')
        .update(turn?.username ?? '')
        .digest('base64'),
    )
    expect(Number(turn?.username?.split(':')[0])).toBeGreaterThan(Date.now() / 1000)
    await admin.ask('admin.set-turn', { ...set, auth: 'static', username: 'u' })
    expect((await join()).ice.servers[0]).toMatchObject({ username: 'u', credential: 'north' })
  })

  it('gives the code of the company’s phone system, audited, where there is one', async () => {
    const admin = await hub.connectConsole((await hub.addOperator('Admin', { roles: ['admin'] })).token)
    const ask = (mode: SuperviseMode) =>
      chief.request('supervision.code', { operatorId: lena.operatorId, callId, mode })
    expect(code(await ask('listen'))).toBe('SUPERVISION_NO_CODE')
    const { supervisionOf } = await import('../../shared/supervision/settings.ts')
    const monitoring = { by: 'freeswitch' as const, listen: '', whisper: '', barge: '' }
    await admin.ask('admin.set-settings', {
      id: commandId(),
      supervision: { ...supervisionOf(undefined), monitoring },
    })
    expect(await ask('whisper')).toEqual({ ok: true, value: { number: '88204', tones: '2' } })
    expect(code(await ask('takeover'))).toBe('SUPERVISION_NO_CODE')
    expect(await audit()).toEqual([['supervision.dialled', boss.operatorId, lena.operatorId, 'whisper']])
  })
})

describe('a hand', () => {
  it('goes up with the call’s facts, is taken and answered', async () => {
    await desk.ask('desk.tell', { calls: [call()] })
    await desk.ask('hand.raise', { reason: 'refund without a receipt', callId })
    expect(await chief.hear('hand')).toMatchObject({
      state: 'up',
      hand: { operatorId: lena.operatorId, reason: 'refund without a receipt', customer: 'Petr', callId },
    })
    const plain = await hub.connectConsole((await hub.addOperator('Other')).token)
    await chief.ask('hand.take', { operatorId: lena.operatorId, what: 'take' })
    expect(await desk.hear('hand', (h) => h.state === 'taken')).toMatchObject({
      hand: { takenBy: boss.operatorId },
    })
    await chief.ask('hand.take', { operatorId: lena.operatorId, what: 'answered' })
    await desk.hear('hand', (h) => h.state === 'down')
    expect(plain.heard('hand')).toEqual([])
    expect(code(await chief.request('hand.take', { operatorId: lena.operatorId, what: 'take' }))).toBe(
      'NOT_FOUND',
    )
  })
})

describe('another’s state', () => {
  it('is set with a reason, told to them and kept in the audit', async () => {
    const set = { operatorId: lena.operatorId, presence: 'offline' as const, reason: 'went home' }
    await chief.ask('presence.set-for', set)
    expect(await desk.hear('presence-by')).toEqual({ presence: 'offline', by: 'Boss', reason: 'went home' })
    expect(hub.parts.presence.of(lena.operatorId)).toBe('offline')
    expect(await audit('presence')).toEqual([
      ['presence.set-for', boss.operatorId, lena.operatorId, undefined],
    ])
    desk.close()
    await chief.hear('presence', (p) => p.operatorId === lena.operatorId && p.presence === 'offline')
    await expect.poll(() => hub.parts.presence.all().length).toBeGreaterThan(0)
    const back = await hub.connectConsole(lena.token)
    await expect.poll(() => hub.parts.presence.of(lena.operatorId)).toBe('available')
    back.close()
  })
})
