import type { SupervisedCall, SuperviseState } from '../../shared/ipc/contract.ts'
import type { CallId, OperatorId } from '../../shared/lib/ids.ts'
import { type Done, fail, ok } from '../../shared/lib/result.ts'
import type { Call } from '../../shared/softphone/call.ts'
import type { SuperviseMode } from '../../shared/supervision/board.ts'
import type { MonitorMode } from '../../shared/supervision/feature-codes.ts'
import type { HubClient } from '../hub/hub-client.ts'
import type { Softphone } from '../softphone/softphone.ts'

type Wanted = { operatorId: OperatorId; callId: CallId; mode: MonitorMode }

/** Joining a call through the company's phone system: the supervisor's own line dials a code of it. */
export function createLineMonitor(options: {
  hub: HubClient
  phone(): Pick<Softphone, 'dial' | 'dtmf' | 'hangup' | 'calls'>
  onChange(): void
  now?: () => number
}): {
  readonly state: Pick<SuperviseState, 'session'>
  start(wanted: Wanted): Promise<Done>
  /** By these tones where the phone system knows them, else by its other code. */
  mode(mode: SuperviseMode, tones: string | undefined): Promise<Done>
  stop(): Promise<Done>
  calls(calls: readonly Call[]): void
} {
  const { hub, phone, onChange, now = Date.now } = options
  let session: (SupervisedCall & { byLine: string; tones: string | undefined }) | undefined

  const become = (next: typeof session) => {
    session = next
    onChange()
  }
  const start = async (wanted: Wanted): Promise<Done> => {
    if (session) await stop()
    const dial = await hub.request('supervision.code', wanted)
    if (!dial.ok) return dial
    const placed = await phone().dial({ target: dial.value.number })
    if (!placed.ok) return placed
    become({
      operatorId: wanted.operatorId,
      callId: wanted.callId,
      mode: wanted.mode,
      wanted: wanted.mode,
      badge: false,
      state: 'joining',
      since: now(),
      byLine: placed.value.callId,
      tones: dial.value.tones,
    })
    return ok({})
  }
  const stop = async (): Promise<Done> => {
    const mine = session
    if (!mine) return ok({})
    become(undefined)
    return phone().hangup(mine.byLine)
  }

  return {
    get state() {
      if (!session) return {}
      const { tones: _, ...shown } = session
      return { session: shown }
    },
    start,
    async mode(mode, tones) {
      if (!session) return fail('SUPERVISION_ENDED')
      if (mode === 'takeover') return fail('SUPERVISION_NO_CODE')
      if (!tones || session.state !== 'on') return start({ ...session, mode })
      const sent = phone().dtmf(session.byLine, tones)
      if (sent.ok) become({ ...session, mode, wanted: mode })
      return sent
    },
    stop,
    calls(calls) {
      if (!session) return
      const call = calls.find((c) => c.callId === session?.byLine)
      if (!call || call.phase === 'ended') return become(undefined)
      if (call.phase !== 'connected' || session.state === 'on') return
      const { byLine, tones } = session
      if (tones) phone().dtmf(byLine, tones)
      become({ ...session, state: 'on', tones: undefined })
    },
  }
}
