import type { Call } from './call.ts'
import { isLive, isRelayed } from './call.ts'
import { canPullBack, isOver, type Transfer } from './transfer.ts'

/**
 * What stands on the operator's phone: the call in front and who is in a conference with it, those on hold (longest
 * first), those that ring (oldest first), and pairs that talk without the operator, through this console.
 */
export type Desk = {
  front: Call | undefined
  party: Call[]
  held: Call[]
  ringing: Call[]
  relayed: Call[]
}

export function desk(calls: readonly Call[]): Desk {
  const live = calls.filter(isLive)
  const ringing = live.filter((c) => c.phase === 'offered').sort((a, b) => a.offeredAt - b.offeredAt)
  const held = live.filter((c) => c.held && !isRelayed(c)).sort((a, b) => (a.heldAt ?? 0) - (b.heldAt ?? 0))
  const talked = live.filter((c) => c.phase !== 'offered' && !c.held && !isRelayed(c))
  // Of a conference the customer's call is in front, not the one that was placed about them.
  const front = talked.find((c) => !c.joined || c.parentId === undefined) ?? talked[0]
  const party = live.filter((c) => c !== front && front?.joined && c.joined?.group === front.joined.group)
  const relayed = live.filter(isRelayed)
  return { front, party, held: held.filter((c) => !party.includes(c)), ringing, relayed }
}

/** The transfer that this call has to do with, as its customer or as the call to its target, while it goes on. */
export function transferOf(call: Call, calls: readonly Call[]): Transfer | undefined {
  const customer = call.parentId === undefined ? call : calls.find((c) => c.callId === call.parentId)
  const transfer = customer?.transfer
  if (!transfer || isOver(transfer)) return undefined
  return transfer.customerId === call.callId || transfer.legId === call.callId ? transfer : undefined
}

/** The transfer whose customer one key takes back now. */
export const pullBackTarget = (calls: readonly Call[]): Transfer | undefined =>
  calls.flatMap((c) => (c.transfer && canPullBack(c.transfer) ? [c.transfer] : []))[0]

/** The two that one key makes a conference of: the call in front, and the one that waits longest. */
export function mergeTarget({ front, held }: Desk): Call[] | undefined {
  const [waits] = held
  return front?.phase === 'connected' && waits?.phase === 'connected' ? [waits, front] : undefined
}

/** The call that is shown large: the first that rings while nobody is being talked to. */
export const popCall = ({
  front,
  held,
  ringing,
}: Pick<Desk, 'front' | 'held' | 'ringing'>): Call | undefined =>
  front || held.length > 0 ? undefined : ringing[0]

/** F12 answers this one, and only a call that rings. */
export const answerTarget = ({ ringing }: Desk): Call | undefined => ringing[0]

/** A call that rings can be answered now, or why not: the one in front can only be held once it is connected. */
export const canTake = ({ front }: Desk): boolean => front === undefined || front.phase === 'connected'

/** F10 ends the call in front, else declines the one that rings, else ends the only one on hold. */
export const hangupTarget = ({ front, held, ringing }: Desk): Call | undefined =>
  front ?? ringing[0] ?? (held.length === 1 ? held[0] : undefined)

/** What F6 does: holds the call in front, or brings back the one that waits longest (the one in front changes places with it). */
export function holdTarget({ front, held }: Desk): { call: Call; on: boolean } | undefined {
  const back = held[0]
  if (back) return { call: back, on: false }
  return front?.phase === 'connected' ? { call: front, on: true } : undefined
}

/** How long is too long on hold: the pill turns amber, then red (seconds). */
export const holdTone = (seconds: number): 'neutral' | 'amber' | 'red' =>
  seconds >= 90 ? 'red' : seconds >= 60 ? 'amber' : 'neutral'

/** F10 meant for the call that has just ended must not decline the next one: this long it does nothing (milliseconds). */
export const slipMs = 800

/** What `before` had and `after` tells differently: calls that ended between the two. */
export function endedBetween(before: readonly Call[], after: readonly Call[]): Call[] {
  const known = new Map(before.map((c) => [c.callId, c]))
  return after.filter((c) => !isLive(c) && known.has(c.callId) && isLive(known.get(c.callId) as Call))
}
