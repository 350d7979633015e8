import { importJWK, type JWK, jwtVerify } from 'jose'
import type { ErrorCode } from '../../shared/lib/errors.ts'
import { CodedError, type Done, type Result } from '../../shared/lib/result.ts'
import type { HubKeys } from '../../shared/protocol/hub-protocol.ts'
import { TOKEN_ISSUER } from '../../shared/protocol/widget-protocol.ts'
import type { Call } from '../../shared/softphone/call.ts'
import type { SuperviseMode } from '../../shared/supervision/board.ts'
import { SUPERVISE_AUDIENCE, SuperviseGrant, type SuperviseSignal } from '../../shared/supervision/session.ts'
import type { HubClient } from '../hub/hub-client.ts'
import type { Logger } from '../log/logger.ts'
import type { EngineClient } from '../media/engine-client.ts'

/** A supervisor on one of this operator's calls. */
export type Guest = {
  sessionId: string
  callId: string
  supervisorId: string
  mode: SuperviseMode
  badge: boolean
}

export type OperatorSide = {
  readonly guests: readonly Guest[]
  calls(calls: readonly Call[]): void
  /** Nobody's right can be proven any more, or the sound is gone: everybody is off. */
  endAll(code: ErrorCode): void
}

/**
 * The operator's console lets a supervisor in: only with a grant that the hub has signed for this very console, call and
 * mode, and that the hub, asked again, still holds good. Nothing is opened before.
 */
export function createOperatorSide(options: {
  hub: HubClient
  engine: EngineClient
  keys(): HubKeys | undefined
  me(): string | undefined
  hubTime(): number
  onGuests(guests: readonly Guest[]): void
  /** Passes the customer on to the supervisor's own line. */
  handOver(callId: string, supervisorId: string): Done
  log: Logger
}): OperatorSide {
  const { hub, engine, keys, me, hubTime, onGuests, handOver, log } = options
  const guests = new Map<string, Guest>()
  /** What is being done for a session, one after another. */
  const turns = new Map<string, Promise<unknown>>()
  /** Calls on their way to a supervisor's line. */
  const handing = new Map<string, string>()
  let calls: readonly Call[] = []

  const changed = () => onGuests([...guests.values()])
  const inTurn = (sessionId: string, doing: () => Promise<void>) => {
    const next = (turns.get(sessionId) ?? Promise.resolve()).then(doing).catch((error: unknown) => {
      const code = error instanceof CodedError ? error.code : 'UNKNOWN'
      log.warn('supervision', { sessionId, code })
      end(sessionId, code)
    })
    turns.set(sessionId, next)
  }
  const signal = (sessionId: string, what: SuperviseSignal) =>
    hub.request('supervision.signal', { sessionId, signal: what })
  const isOn = (callId: string) => calls.some((c) => c.callId === callId && c.phase === 'connected')

  /** Off the call here at once, and the hub is told. */
  const end = (sessionId: string, code: ErrorCode) => {
    drop(sessionId)
    void hub.request('supervision.stop', { sessionId, code })
  }
  const drop = (sessionId: string) => {
    turns.delete(sessionId)
    for (const [callId, of] of handing) if (of === sessionId) handing.delete(callId)
    if (!guests.delete(sessionId)) return
    void engine.request('superviseStop', { sessionId }).catch(() => undefined)
    changed()
  }

  /** @throws CodedError SUPERVISION_REFUSED, SUPERVISION_CALL_GONE */
  const check = async (sessionId: string, token: string): Promise<SuperviseGrant> => {
    const jwk = keys()?.token
    if (!jwk) throw new CodedError('SUPERVISION_REFUSED', 'no key of the hub')
    const grant = await jwtVerify(token, await importJWK(jwk as JWK, 'EdDSA'), {
      algorithms: ['EdDSA', 'Ed25519'],
      issuer: TOKEN_ISSUER,
      audience: SUPERVISE_AUDIENCE,
      currentDate: new Date(hubTime()),
      clockTolerance: 5,
    }).then(
      ({ payload }) => SuperviseGrant.safeParse(payload).data,
      () => undefined,
    )
    if (!grant || grant.sid !== sessionId || grant.op !== me() || grant.opc !== hub.console)
      throw new CodedError('SUPERVISION_REFUSED')
    if (!isOn(grant.call)) throw new CodedError('SUPERVISION_CALL_GONE')
    return grant
  }

  const letIn = async (sessionId: string, token: string) => {
    const grant = await check(sessionId, token)
    const accepted = unwrapped(await hub.request('supervision.accept', { grant: token }))
    const { badge, ice } = accepted
    const { call: callId, mode, sub: supervisorId } = grant
    const known = guests.get(sessionId)
    const { sdp } = known
      ? await engine.request('superviseMode', { sessionId, mode })
      : await engine.request('superviseOffer', { sessionId, callId, mode, ice })
    guests.set(sessionId, { sessionId, callId, supervisorId, mode, badge })
    changed()
    unwrapped(await signal(sessionId, sdp ? { kind: 'offer', sdp, mode } : { kind: 'mode', mode }))
    log.info('supervision', { sessionId, callId, mode })
  }

  hub.on('supervise', ({ sessionId, grant }) => inTurn(sessionId, () => letIn(sessionId, grant)))
  hub.on('supervise-signal', ({ sessionId, signal: what }) => {
    const guest = guests.get(sessionId)
    if (!guest) return
    if (what.kind === 'candidate')
      void engine
        .request('superviseCandidate', { sessionId, candidate: what.candidate })
        .catch(() => undefined)
    else if (what.kind === 'handover' && guest.mode === 'takeover') {
      const begun = handOver(guest.callId, guest.supervisorId)
      if (begun.ok) handing.set(guest.callId, sessionId)
      else void signal(sessionId, { kind: 'handover', code: begun.code })
    } else if (what.kind === 'answer')
      inTurn(sessionId, async () => {
        await engine.request('superviseAnswer', { sessionId, sdp: what.sdp })
        const { mode } = guests.get(sessionId) ?? guest
        await signal(sessionId, { kind: 'mode', mode })
      })
  })
  hub.on('supervise-ended', ({ sessionId }) => drop(sessionId))
  hub.onLink(({ state }) => {
    if (state !== 'online') for (const sessionId of guests.keys()) drop(sessionId)
  })
  engine.on('superviseCandidate', ({ sessionId, candidate }) => {
    if (guests.has(sessionId) || turns.has(sessionId))
      void signal(sessionId, { kind: 'candidate', candidate })
  })
  engine.on('superviseState', ({ sessionId, state }) => {
    if (state === 'failed' && guests.has(sessionId)) end(sessionId, 'SUPERVISION_NO_WAY')
  })
  engine.on('gone', () => {
    for (const sessionId of guests.keys()) end(sessionId, 'ENGINE_GONE')
  })

  return {
    get guests() {
      return [...guests.values()]
    },
    calls(next) {
      calls = next
      for (const { callId, transfer } of calls) {
        const sessionId = handing.get(callId)
        if (!sessionId || transfer?.state !== 'back') continue
        handing.delete(callId)
        void signal(sessionId, { kind: 'handover', code: transfer.failure ?? 'CALL_NO_ANSWER' })
      }
      for (const { sessionId, callId } of guests.values())
        if (!isOn(callId)) end(sessionId, 'SUPERVISION_CALL_GONE')
    },
    endAll(code) {
      for (const sessionId of guests.keys()) end(sessionId, code)
    },
  }
}

function unwrapped<T>(result: Result<T>): T {
  if (result.ok) return result.value
  throw new CodedError(result.code, result.detail)
}
