import type { ChannelKind } from '../../shared/domain/channel.ts'
import type { Presence } from '../../shared/domain/company.ts'
import type { Capacity } from '../../shared/domain/routing-settings.ts'
import type { OperatorId } from '../../shared/lib/ids.ts'
import type { RouterQueue } from './work.ts'

/** What the router knows of one operator; moments are of its own clock. */
export type Desk = {
  presence: Presence
  inCall: boolean
  /** Since when they are away or offline. */
  goneAt: number
  /** Since when they have had nothing new. */
  idleAt: number
  /** Conversations taken today. */
  taken: number
  /** Offers that ran out, in a row. */
  missed: number
}

export const isGone = (presence: Presence): boolean => presence === 'away' || presence === 'offline'

/** Whose turn it is, of those who are able; where two are alike, always the same one. */
export function choose(
  queue: RouterQueue,
  able: readonly OperatorId[],
  deskOf: (id: OperatorId) => Desk,
): OperatorId {
  const place = (id: OperatorId) => {
    const at = queue.order.indexOf(id)
    return at < 0 ? queue.order.length : at
  }
  const compare = (a: OperatorId, b: OperatorId): number => {
    const [x, y] = [deskOf(a), deskOf(b)]
    const idle = x.idleAt - y.idleAt || (a < b ? -1 : 1)
    if (queue.distribution === 'in-order') return place(a) - place(b) || idle
    if (queue.distribution === 'evenly') return x.taken - y.taken || idle
    return idle
  }
  return able.reduce((best, id) => (compare(id, best) < 0 ? id : best))
}

/** How many conversations everybody has, in all and by channel. */
export class Loads {
  private readonly totals = new Map<OperatorId, number>()
  private readonly byChannel = new Map<string, number>()

  add(operatorId: OperatorId, channel: ChannelKind): void {
    const key = `${operatorId} ${channel}`
    this.totals.set(operatorId, (this.totals.get(operatorId) ?? 0) + 1)
    this.byChannel.set(key, (this.byChannel.get(key) ?? 0) + 1)
  }

  /** Whether one more fits, of any channel or of this one. */
  hasRoom(operatorId: OperatorId, { total, channels }: Capacity, channel?: ChannelKind): boolean {
    if ((this.totals.get(operatorId) ?? 0) >= total) return false
    const most = channel && channels[channel]
    return most === undefined || (this.byChannel.get(`${operatorId} ${channel}`) ?? 0) < most
  }
}
