import type { OperatorId } from '../../shared/lib/ids.ts'
import { CodedError } from '../../shared/lib/result.ts'
import type { DeskState, Hand } from '../../shared/supervision/board.ts'
import { type MonitorMode, monitorDial } from '../../shared/supervision/feature-codes.ts'
import { supervisionOf } from '../../shared/supervision/settings.ts'
import { Bucket } from '../lib/bucket.ts'
import { clean } from '../lib/clean.ts'
import type { Parts } from '../parts.ts'
import { type Handlers, operatorOf } from '../realtime/caller.ts'
import { SupervisionBoard } from './board.ts'
import { inScope, isSupervisor, mustSupervise } from './rights.ts'
import { SupervisionSessions } from './sessions.ts'
import { Turn } from './turn.ts'

type Names =
  | 'desk.tell'
  | `supervision.${'watch' | 'start' | 'mode' | 'accept' | 'signal' | 'stop' | 'code'}`
  | `hand.${'raise' | 'lower' | 'take'}`
  | 'presence.set-for'
  | 'admin.turn'
  | 'admin.set-turn'
  | 'admin.set-scope'

/** A console tells once a second; a burst may come when calls begin and end together. */
const tells = { most: 10, perMs: 8000 }

/** The wall, joining calls, hands and others' states. */
export function supervision(
  parts: Parts,
  onTold: (console: string, operatorId: OperatorId, state: DeskState) => void,
): { handlers: Handlers<Names>; reload(): void; dispose(): void } {
  const { book, presence, consoles, stores, now } = parts
  const turn = new Turn(stores.company, now)
  const sessions = new SupervisionSessions(parts, turn)
  const board = new SupervisionBoard(parts, (operatorId) => sessions.of(operatorId))
  sessions.board = board
  board.onCallEnded((callId) => sessions.callEnded(callId))
  const buckets = new Map<string, Bucket>()
  consoles.onLeft((console, operatorId) => {
    buckets.delete(console)
    board.left(console, operatorId)
    sessions.left(console)
  })

  const tellHand = (hand: Hand, state: 'up' | 'taken' | 'down') => {
    const of = book.operator(hand.operatorId)
    const to = book
      .get()
      .operators.filter((o) => isSupervisor(o) && of && inScope(o, of, hand.queueId))
      .map((o) => o.operatorId)
    for (const operator of new Set([...to, hand.operatorId]))
      consoles.tell({ operator }, 'hand', { hand, state })
  }
  const lower = (operatorId: OperatorId, by: OperatorId) => {
    const hand = board.hand(operatorId)
    if (!hand) return
    board.setHand(operatorId, undefined)
    tellHand(by === operatorId ? hand : { ...hand, takenBy: by }, 'down')
  }

  const handlers: Handlers<Names> = {
    'desk.tell'(state, caller) {
      const { operatorId } = operatorOf(caller)
      const bucket = buckets.get(caller.console) ?? new Bucket(tells.most, tells.perMs, now)
      buckets.set(caller.console, bucket)
      if (!bucket.take()) throw new CodedError('RATE_LIMITED')
      board.told(caller.console, operatorId, state)
      onTold(caller.console, operatorId, state)
      return {}
    },
    'supervision.watch': ({ on }, caller) => board.watch(caller.console, operatorOf(caller), on),
    'supervision.start': (input, caller) => sessions.start(operatorOf(caller), caller.console, input),
    async 'supervision.mode'({ sessionId, mode }, caller) {
      await sessions.mode(caller.console, sessionId, mode)
      return {}
    },
    'supervision.accept': ({ grant }, caller) => sessions.accept(caller.console, grant),
    async 'supervision.signal'({ sessionId, signal }, caller) {
      await sessions.signal(caller.console, sessionId, signal)
      return {}
    },
    async 'supervision.stop'({ sessionId, code }, caller) {
      await sessions.stop(caller.console, sessionId, code)
      return {}
    },
    async 'supervision.code'({ operatorId, callId, mode }, caller) {
      const supervisor = operatorOf(caller)
      const of = book.operator(operatorId)
      if (!of) throw new CodedError('NOT_FOUND')
      const found = board.callOf(operatorId, callId)
      mustSupervise(supervisor, of, found?.call.queueId)
      if (found?.call.phase !== 'connected') throw new CodedError('SUPERVISION_CALL_GONE')
      const { monitoring } = supervisionOf(book.get().settings)
      const dial =
        mode === 'takeover' ? undefined : monitorDial(monitoring, mode as MonitorMode, of.extension)
      if (!dial) throw new CodedError('SUPERVISION_NO_CODE')
      await stores.audit.append({
        at: now(),
        actor: supervisor.operatorId,
        action: 'supervision.dialled',
        subject: operatorId,
        detail: { callId, mode, by: monitoring.by },
      })
      return dial
    },

    'hand.raise'({ reason, callId }, caller) {
      const { operatorId } = operatorOf(caller)
      const call = callId && board.callOf(operatorId, callId)?.call
      const before = board.hand(operatorId)
      const hand: Hand = {
        operatorId,
        at: before?.at ?? now(),
        reason: clean(reason).trim(),
        ...(call
          ? {
              callId: call.callId,
              customer: call.name ?? call.remote,
              ...(call.contactId ? { contactId: call.contactId } : {}),
              ...(call.queueId ? { queueId: call.queueId } : {}),
            }
          : {}),
      }
      board.setHand(operatorId, hand)
      tellHand(hand, 'up')
      return hand
    },
    'hand.lower'(_, caller) {
      const { operatorId } = operatorOf(caller)
      lower(operatorId, operatorId)
      return {}
    },
    'hand.take'({ operatorId, what }, caller) {
      const supervisor = operatorOf(caller)
      const hand = board.hand(operatorId)
      const of = book.operator(operatorId)
      if (!hand || !of) throw new CodedError('NOT_FOUND')
      if (!inScope(supervisor, of, hand.queueId)) throw new CodedError('SUPERVISION_OUT_OF_SCOPE')
      if (what === 'answered') lower(operatorId, supervisor.operatorId)
      else {
        const taken = { ...hand, takenBy: supervisor.operatorId }
        board.setHand(operatorId, taken)
        tellHand(taken, 'taken')
      }
      return {}
    },

    async 'presence.set-for'({ operatorId, presence: wanted, reason }, caller) {
      const supervisor = operatorOf(caller)
      const of = book.operator(operatorId)
      if (!of) throw new CodedError('NOT_FOUND')
      if (!inScope(supervisor, of)) throw new CodedError('SUPERVISION_OUT_OF_SCOPE')
      const before = presence.of(operatorId)
      await stores.audit.append({
        at: now(),
        actor: supervisor.operatorId,
        action: 'presence.set-for',
        subject: operatorId,
        detail: { before, presence: wanted, reason: clean(reason) },
      })
      presence.set(operatorId, {
        presence: wanted,
        by: supervisor.operatorId,
        reason: clean(reason),
      })
      consoles.tell({ operator: operatorId }, 'presence-by', {
        presence: wanted,
        by: supervisor.name,
        reason: clean(reason),
      })
      return {}
    },

    'admin.turn': () => turn.shown(),
    async 'admin.set-turn'(input, caller) {
      await stores.audit.append({
        at: now(),
        actor: operatorOf(caller).operatorId,
        action: 'admin.set-turn',
        subject: 'company',
        detail: { urls: input.urls, auth: input.auth, relayOnly: input.relayOnly },
      })
      return turn.set(input)
    },
    async 'admin.set-scope'({ operatorId, supervises }, caller) {
      const operator = book.operator(operatorId)
      if (!operator) throw new CodedError('NOT_FOUND')
      const { supervises: _, ...rest } = operator
      const next = supervises ? { ...rest, supervises } : rest
      await stores.audit.append({
        at: now(),
        actor: operatorOf(caller).operatorId,
        action: 'admin.set-scope',
        subject: operatorId,
        detail: { supervises },
      })
      await book.update(next)
      return next
    },
  }
  return {
    handlers,
    reload: () => board.load(),
    dispose() {
      board.dispose()
      sessions.dispose()
    },
  }
}
