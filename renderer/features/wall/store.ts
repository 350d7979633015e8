import { createStore } from 'zustand/vanilla'
import { errorCode, sentence } from '../../../shared/lib/errors.ts'
import type { CallId, OperatorId } from '../../../shared/lib/ids.ts'
import type { Language } from '../../../shared/lib/language.ts'
import type { Result } from '../../../shared/lib/result.ts'
import { wallRank } from '../../../shared/supervision/alarms.ts'
import {
  type Board,
  type BoardLine,
  foldBoard,
  type SuperviseMode,
} from '../../../shared/supervision/board.ts'
import type { AlarmLimits } from '../../../shared/supervision/settings.ts'
import { bridgeStore } from '../../bridge/bridge.tsx'
import { i18n } from '../../i18n/i18n.ts'
import { notify } from '../../ui/notices.tsx'

export type WallState = {
  board: Board | undefined
  code: string | undefined
  /** In which order the tiles stand: it changes only when it is asked for, so that nothing moves under the pointer. */
  order: readonly OperatorId[]
  selected: OperatorId | undefined
  view: 'tiles' | 'list'
  /** What was asked for and waits for a yes. */
  asking: 'barge' | 'takeover' | undefined
  watch(on: boolean): Promise<void>
  sort(limits: AlarmLimits, nameOf: (operatorId: string) => string, now: number): void
  select(operatorId: OperatorId | undefined): void
  show(view: 'tiles' | 'list'): void
  ask(mode: 'barge' | 'takeover' | undefined): void
  join(operatorId: OperatorId, callId: CallId, mode: SuperviseMode): Promise<void>
  stop(): Promise<void>
  handOver(): Promise<void>
}

const told = (answer: Result<unknown>): boolean => {
  if (!answer.ok) notify({ title: sentence(errorCode(answer.code), i18n.language as Language), tone: 'red' })
  return answer.ok
}

const [useWall] = bridgeStore<WallState>((bridge) => {
  const store = createStore<WallState>((set, get) => ({
    board: undefined,
    code: undefined,
    order: [],
    selected: undefined,
    view: 'tiles',
    asking: undefined,
    async watch(on) {
      const answer = await bridge.supervision.watch({ on })
      if (!on) return
      if (answer.ok) set({ board: answer.value, code: undefined })
      else set({ code: answer.code })
    },
    sort(limits, nameOf, now) {
      const { board } = get()
      if (board) set({ order: sorted(board.lines, limits, nameOf, now) })
    },
    select: (selected) => set({ selected, asking: undefined }),
    show: (view) => set({ view }),
    ask: (asking) => set({ asking }),
    async join(operatorId, callId, mode) {
      set({ selected: operatorId, asking: undefined })
      told(await bridge.supervision.start({ operatorId, callId, mode }))
    },
    async handOver() {
      told(await bridge.supervision.handOver({}))
    },
    async stop() {
      set({ asking: undefined })
      told(await bridge.supervision.stop({}))
    },
  }))
  bridge.supervision.onBoard((push) =>
    store.setState(({ board }) => ({ board: foldBoard(board, push), code: undefined })),
  )
  return store
})

export { useWall }

/** Alarms first, then by what they do, then by name. */
export function sorted(
  lines: readonly BoardLine[],
  limits: AlarmLimits,
  nameOf: (operatorId: string) => string,
  now: number,
): OperatorId[] {
  return lines
    .map((line) => ({
      id: line.operatorId,
      rank: wallRank(line, limits, now),
      name: nameOf(line.operatorId),
    }))
    .sort((a, b) => a.rank - b.rank || a.name.localeCompare(b.name))
    .map(({ id }) => id)
}

/** Lines in the order that stands; who is new comes last. Who has not been here since the hub began is left out. */
export function inOrder(lines: readonly BoardLine[], order: readonly OperatorId[]): BoardLine[] {
  const place = new Map(order.map((id, i) => [id, i]))
  return lines
    .filter((line) => line.presence !== 'offline' || line.since > 0 || line.calls.length > 0)
    .map((line, i) => ({ line, at: place.get(line.operatorId) ?? order.length + i }))
    .sort((a, b) => a.at - b.at)
    .map(({ line }) => line)
}
