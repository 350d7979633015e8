import type { Contract, SuperviseState } from '../../shared/ipc/contract.ts'
import type { AreaHandlers, Publish } from '../../shared/ipc/derive.ts'
import type { OperatorId } from '../../shared/lib/ids.ts'
import { ok } from '../../shared/lib/result.ts'
import type { Call } from '../../shared/softphone/call.ts'
import type { Hand } from '../../shared/supervision/board.ts'
import { type MonitorMode, modeTones } from '../../shared/supervision/feature-codes.ts'
import { supervisionOf } from '../../shared/supervision/settings.ts'
import type { ConsoleHub } from '../hub/console-hub.ts'
import type { Logger } from '../log/logger.ts'
import type { EngineClient } from '../media/engine-client.ts'
import type { Softphone } from '../softphone/softphone.ts'
import { createDeskTeller, type DeskTeller } from './desk-teller.ts'
import { createLineMonitor } from './line-monitor.ts'
import { createOperatorSide } from './operator-side.ts'
import { createSupervisorSide } from './supervisor-side.ts'

export type Supervision = {
  teller: DeskTeller
  handlers: AreaHandlers<Contract['supervision']>
  calls(calls: readonly Call[]): void
  /** The hub knows us (again): what it must be told, and what this window still watches. */
  signedIn(): void
  signedOut(): void
  stop(): void
}

/** Both ends of supervising: what this console tells and lets in, and what its own supervisor sees and does. */
export function createSupervision(options: {
  hub: ConsoleHub
  engine: EngineClient
  phone(): Pick<Softphone, 'answer' | 'dial' | 'dtmf' | 'hangup' | 'calls' | 'transfer'>
  publish: Publish
  log: Logger
}): Supervision {
  const { engine, publish, log } = options
  const { client, memory, session } = options.hub
  const { hubTime } = options.hub
  let watching = false
  let hand: Hand | undefined

  const company = () => session.state.company
  const nameOf = (operatorId: string) =>
    company()?.operators.find((o) => o.operatorId === operatorId)?.name ?? operatorId
  const state = (): SuperviseState => ({
    ...supervisor.state,
    ...line.state,
    listeners: operator.guests
      .filter((guest) => guest.badge)
      .map(({ callId, mode, supervisorId }) => ({
        callId: callId as Call['callId'],
        mode,
        name: nameOf(supervisorId),
      })),
    ...(hand ? { hand } : {}),
  })
  const changed = () => publish('supervision', 'changed', state())

  const teller = createDeskTeller({
    tell: (desk) => client.request('desk.tell', desk),
    hubTime,
    clockOffset: () => session.clockOffset,
  })
  const operator = createOperatorSide({
    hub: client,
    engine,
    keys: () => memory.keys(),
    me: () => session.state.me?.operatorId,
    hubTime,
    onGuests: changed,
    handOver: (callId, supervisorId) =>
      options.phone().transfer(callId, {
        mode: 'blind',
        target: supervisorId,
        name: nameOf(supervisorId),
        toOperatorId: supervisorId as OperatorId,
      }),
    log,
  })
  const supervisor = createSupervisorSide({
    hub: client,
    engine,
    onChange: changed,
    lineOf: (operatorId) =>
      company()?.operators.find((o) => o.operatorId === operatorId)?.extension ?? operatorId,
    answer: (callId) => void options.phone().answer(callId),
    onTrouble: (code) => publish('softphone', 'trouble', { code }),
    log,
  })
  const line = createLineMonitor({ hub: client, phone: options.phone, onChange: changed })
  const byLine = () => supervisionOf(company()?.settings).monitoring.by !== 'engine'

  client.on('board', (board) => publish('supervision', 'board', board))
  client.on('hand', (told) => {
    if (told.hand.operatorId === session.state.me?.operatorId) {
      hand = told.state === 'down' ? undefined : told.hand
      changed()
    }
    publish('supervision', 'hand', told)
  })
  client.on('presence-by', (told) => publish('supervision', 'presenceBy', told))

  const watch = async (on: boolean) => {
    watching = on
    return client.request('supervision.watch', { on })
  }

  return {
    teller,
    handlers: {
      watch: ({ on }) => watch(on),
      state: async () => ok(state()),
      async start(wanted) {
        if (!byLine() || wanted.mode === 'takeover') return supervisor.start(wanted)
        return line.start({ ...wanted, mode: wanted.mode as MonitorMode })
      },
      async mode({ mode }) {
        if (!line.state.session) return supervisor.mode(mode)
        const tones =
          mode === 'takeover' ? undefined : modeTones(supervisionOf(company()?.settings).monitoring, mode)
        return line.mode(mode, tones)
      },
      handOver: () => supervisor.handOver(),
      stop: async () => (line.state.session ? line.stop() : supervisor.stop()),
      raiseHand: async ({ reason, callId }) => {
        const answer = await client.request('hand.raise', { reason, ...(callId ? { callId } : {}) })
        return answer.ok ? ok({}) : answer
      },
      lowerHand: () => client.request('hand.lower', {}),
      takeHand: (input) => client.request('hand.take', input),
      setPresence: (input) => client.request('presence.set-for', input),
      turn: () => client.request('admin.turn', {}),
      setTurn: (input) => client.request('admin.set-turn', input),
    },
    calls(calls) {
      teller.calls(calls)
      operator.calls(calls)
      line.calls(calls)
      supervisor.calls(calls)
    },
    signedIn() {
      teller.afresh()
      if (watching)
        void watch(true).then((answer) => answer.ok && publish('supervision', 'board', answer.value))
    },
    signedOut() {
      watching = false
      hand = undefined
      operator.endAll('AUTH_REQUIRED')
      changed()
    },
    stop: () => teller.stop(),
  }
}
