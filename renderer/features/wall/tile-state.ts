import type { ChannelKind } from '../../../shared/domain/channel.ts'
import { type Alarm, alarmsOf } from '../../../shared/supervision/alarms.ts'
import type { BoardLine, DeskCall } from '../../../shared/supervision/board.ts'
import type { AlarmLimits } from '../../../shared/supervision/settings.ts'

export type TileKind =
  | 'hand'
  | 'hold'
  | 'talking'
  | 'ringing'
  | 'dialing'
  | 'wrapUp'
  | 'chats'
  | 'available'
  | 'busy'
  | 'away'
  | 'offline'

/** What a tile says of an operator: the one call or chat that matters now, since when, and what is wrong. */
export type TileState = {
  kind: TileKind
  /** By the hub's clock. */
  since: number
  call: DeskCall | undefined
  /** Their other calls, which wait. */
  others: number
  channel: ChannelKind | undefined
  customer: string | undefined
  queueId: string | undefined
  alarm: Alarm | undefined
}

export function tileState(line: BoardLine, limits: AlarmLimits, now: number): TileState {
  const [alarm] = alarmsOf(line, limits, now)
  const call = callInFront(line, alarm)
  const live = line.calls.filter((c) => c.phase !== 'ended')
  const base = { alarm, others: Math.max(0, live.length - 1) }
  if (line.hand && alarm?.kind === 'hand')
    return {
      ...base,
      kind: 'hand',
      since: line.hand.at,
      call,
      channel: call || line.hand.callId ? 'voice' : undefined,
      customer: line.hand.customer ?? call?.name ?? call?.remote,
      queueId: line.hand.queueId ?? call?.queueId,
    }
  if (call)
    return {
      ...base,
      kind: kindOf(call),
      since: call.heldAt ?? call.since,
      call,
      channel: 'voice',
      customer: call.name ?? call.remote,
      queueId: call.queueId,
    }
  const { chats } = line
  if (chats.count > 0 && line.presence !== 'offline')
    return {
      ...base,
      kind: 'chats',
      since: chats.since ?? line.since,
      call: undefined,
      channel: chats.channel as ChannelKind | undefined,
      customer: chats.name,
      queueId: chats.queueId,
    }
  return {
    ...base,
    kind: line.presence,
    since: line.since,
    call: undefined,
    channel: undefined,
    customer: undefined,
    queueId: undefined,
  }
}

/** The call with the alarm, else the one that is talked on, else whichever there is. */
export function callInFront(line: BoardLine, alarm: Alarm | undefined): DeskCall | undefined {
  const { calls } = line
  return (
    calls.find((c) => alarm?.callId === c.callId) ??
    calls.find((c) => c.phase === 'connected' && c.heldAt === undefined) ??
    calls.find((c) => c.phase === 'connected') ??
    calls.find((c) => c.phase !== 'ended') ??
    calls[0]
  )
}

function kindOf(call: DeskCall): TileKind {
  if (call.phase === 'ended') return 'wrapUp'
  if (call.phase === 'connected') return call.heldAt === undefined ? 'talking' : 'hold'
  return call.direction === 'in' ? 'ringing' : 'dialing'
}
