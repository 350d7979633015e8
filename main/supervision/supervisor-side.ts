import type { SupervisedCall, SuperviseState } from '../../shared/ipc/contract.ts'
import { type ErrorCode, errorCode } from '../../shared/lib/errors.ts'
import type { CallId, OperatorId } from '../../shared/lib/ids.ts'
import { CodedError, type Done, ok } from '../../shared/lib/result.ts'
import type { HubPayload } from '../../shared/protocol/hub-protocol.ts'
import type { Call } from '../../shared/softphone/call.ts'
import { type SuperviseMode, speaks } from '../../shared/supervision/board.ts'
import type { IceSetup } from '../../shared/supervision/session.ts'
import type { HubClient } from '../hub/hub-client.ts'
import type { Logger } from '../log/logger.ts'
import type { EngineClient } from '../media/engine-client.ts'

type Signal = HubPayload<'supervise-signal'>
type Mine = SupervisedCall & { sessionId: string; ice: IceSetup; joined: boolean }

export type SupervisorSide = {
  readonly state: Pick<SuperviseState, 'session' | 'ended'>
  start(wanted: { operatorId: OperatorId; callId: CallId; mode: SuperviseMode }): Promise<Done>
  mode(mode: SuperviseMode): Promise<Done>
  /** The call that was taken over comes to the supervisor's own line, whose console answers it by itself. */
  handOver(): Promise<Done>
  stop(): Promise<Done>
  calls(calls: readonly Call[]): void
}

/** The two media windows must have found each other by then. */
const JOIN_MS = 8000
/** How long a call that is handed over may be on its way. */
const EXPECT_MS = 20_000

/** The supervisor's console on one call of an operator. */
export function createSupervisorSide(options: {
  hub: HubClient
  engine: EngineClient
  onChange(): void
  /** The number that this operator's line calls from. */
  lineOf(operatorId: string): string
  answer(callId: string): void
  onTrouble(code: ErrorCode): void
  log: Logger
  now?: () => number
}): SupervisorSide {
  const { hub, engine, onChange, lineOf, answer, onTrouble, log, now = Date.now } = options
  let session: Mine | undefined
  let ended: SuperviseState['ended']
  /** What came for a session that the hub has not told us of yet. */
  let early: Signal[] | undefined
  let hasty: string[] = []
  /** A call from this line is the one that was taken over. */
  let expected: { line: string; until: number } | undefined
  let turn: Promise<unknown> = Promise.resolve()
  let late: NodeJS.Timeout | undefined

  const become = (change: Partial<Mine>) => {
    if (!session) return
    session = { ...session, ...change }
    onChange()
  }
  const drop = (code: string) => {
    if (!session) return
    clearTimeout(late)
    const { sessionId, operatorId } = session
    session = undefined
    ended = { operatorId, code, at: now() }
    void engine.request('superviseStop', { sessionId }).catch(() => undefined)
    onChange()
  }
  const give = (sessionId: string, code: string) => {
    drop(code)
    void hub.request('supervision.stop', { sessionId, code })
  }

  const take = async ({ sessionId, signal }: Signal) => {
    const mine = session
    if (mine?.sessionId !== sessionId) return
    switch (signal.kind) {
      case 'offer': {
        // The other side offers; whether anything of ours is sent is ours to say.
        const speak = speaks(mine.wanted) && speaks(signal.mode)
        const { sdp } = await engine.request('superviseJoin', {
          sessionId,
          sdp: signal.sdp,
          speak,
          ice: mine.ice,
        })
        become({ joined: true })
        for (const candidate of hasty.splice(0))
          await engine.request('superviseCandidate', { sessionId, candidate })
        await hub.request('supervision.signal', { sessionId, signal: { kind: 'answer', sdp } })
        return
      }
      case 'candidate':
        // It may overtake the offer that it belongs to.
        if (!mine.joined) return void hasty.push(signal.candidate)
        await engine.request('superviseCandidate', { sessionId, candidate: signal.candidate })
        return
      case 'mode':
        return become({ mode: signal.mode })
      case 'handover':
        expected = undefined
        become({ handing: false })
        return onTrouble(errorCode(signal.code ?? 'UNKNOWN'))
      case 'answer':
    }
  }
  const inTurn = (signal: Signal) => {
    turn = turn
      .then(() => take(signal))
      .catch((error: unknown) => {
        const code = error instanceof CodedError ? error.code : 'UNKNOWN'
        log.warn('supervision', { code })
        if (signal.signal.kind !== 'candidate') give(signal.sessionId, code)
      })
  }

  hub.on('supervise-signal', (signal) => {
    if (early) early.push(signal)
    else inTurn(signal)
  })
  hub.on('supervise-ended', ({ sessionId, code }) => {
    if (session?.sessionId === sessionId) drop(errorCode(code))
  })
  hub.onLink(({ state }) => {
    if (state !== 'online') drop('HUB_OFFLINE')
  })
  engine.on('superviseCandidate', ({ sessionId, candidate }) => {
    if (session?.sessionId === sessionId)
      void hub.request('supervision.signal', { sessionId, signal: { kind: 'candidate', candidate } })
  })
  engine.on('superviseState', ({ sessionId, state }) => {
    if (session?.sessionId !== sessionId) return
    if (state === 'connected') {
      clearTimeout(late)
      become({ state: 'on' })
    } else if (state === 'failed') give(sessionId, 'SUPERVISION_NO_WAY')
  })
  engine.on('gone', () => {
    if (session) give(session.sessionId, 'ENGINE_GONE')
  })

  const side: SupervisorSide = {
    get state() {
      const { sessionId: _, ice: __, joined: ___, ...shown } = session ?? ({} as Partial<Mine>)
      return {
        ...(session ? { session: shown as SupervisedCall } : {}),
        ...(ended ? { ended } : {}),
      }
    },
    async start({ operatorId, callId, mode }) {
      if (session?.callId === callId) return side.mode(mode)
      if (session) await side.stop()
      ended = undefined
      early = []
      const begun = await hub.request('supervision.start', { operatorId, callId, mode })
      const waiting = early
      early = undefined
      if (!begun.ok) {
        ended = { operatorId, code: begun.code, at: now() }
        onChange()
        return begun
      }
      const { sessionId, ice, badge } = begun.value
      hasty = []
      session = {
        sessionId,
        ice,
        joined: false,
        operatorId,
        callId,
        mode,
        wanted: mode,
        badge,
        state: 'joining',
        since: now(),
      }
      late = setTimeout(
        () => session?.sessionId === sessionId && give(sessionId, 'SUPERVISION_NO_WAY'),
        JOIN_MS,
      )
      late.unref()
      onChange()
      for (const signal of waiting) inTurn(signal)
      return ok({})
    },
    async mode(mode) {
      const mine = session
      if (!mine) return { ok: false, code: 'SUPERVISION_ENDED' }
      const before = mine.wanted
      become({ wanted: mode })
      // The microphone is out at once; the other side hears of it after.
      if (!speaks(mode))
        await engine.request('superviseSilence', { sessionId: mine.sessionId }).catch(() => undefined)
      const asked = await hub.request('supervision.mode', { sessionId: mine.sessionId, mode })
      if (!asked.ok && session?.sessionId === mine.sessionId) become({ wanted: before })
      return asked.ok ? ok({}) : asked
    },
    async handOver() {
      const mine = session
      if (mine?.mode !== 'takeover') return { ok: false, code: 'SUPERVISION_ENDED' }
      expected = { line: lineOf(mine.operatorId), until: now() + EXPECT_MS }
      become({ handing: true })
      const asked = await hub.request('supervision.signal', {
        sessionId: mine.sessionId,
        signal: { kind: 'handover' },
      })
      if (!asked.ok) become({ handing: false })
      return asked.ok ? ok({}) : asked
    },
    calls(calls) {
      const { line, until } = expected ?? { line: '', until: 0 }
      const call = calls.find((c) => c.phase === 'offered' && c.remote === line)
      if (!call || now() > until) return
      expected = undefined
      answer(call.callId)
    },
    async stop() {
      if (session) give(session.sessionId, 'SUPERVISION_ENDED')
      ended = undefined
      onChange()
      return ok({})
    },
  }
  return side
}
