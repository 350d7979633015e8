import type { ChannelKind } from '../../shared/domain/channel.ts'
import type { Presence } from '../../shared/domain/company.ts'
import type { Offer, Preferred } from '../../shared/domain/offer.ts'
import type { Capacity, QueueRules } from '../../shared/domain/routing-settings.ts'
import type { Schedule } from '../../shared/domain/working-hours.ts'
import type { ConversationId, OperatorId, QueueId } from '../../shared/lib/ids.ts'

export type RouterQueue = QueueRules & { schedule?: Schedule | undefined }
export type RouterOperator = {
  operatorId: OperatorId
  /** The queues that they work for. */
  queueIds: ReadonlySet<QueueId>
  skillIds: ReadonlySet<string>
  capacity: Capacity
}
export type RouterSettings = {
  queues: ReadonlyMap<QueueId, RouterQueue>
  /** Of a queue that is not known any more; everybody works for it. */
  otherwise: RouterQueue
  operators: ReadonlyMap<OperatorId, RouterOperator>
  voiceBlocks: boolean
  missedOffers: number
}

/**
 * A conversation as the router sees it.
 *
 *   waiting ──accepted──> owned ──closed──> done
 *      ^                   │  ^
 *      └──── returned ─────┘  └─ woken ─ snoozed
 */
export type Work = {
  conversationId: ConversationId
  queueId: QueueId | undefined
  channel: ChannelKind
  state: 'waiting' | 'owned' | 'snoozed' | 'done'
  owner?: OperatorId | undefined
  /** Its place in the queue: since when the customer waits. */
  since: number
  /** Whether somebody must do something about it now; it is what may not stay with an owner who is away. */
  waits: boolean
  /** When a snoozed one wakes. */
  wakeAt?: number | undefined
  /** Who spoke with the customer last. */
  prefer?: Preferred | undefined
  /** Grows with each change: what comes late is not taken in. */
  version: number
}

export type RouterEvent =
  | { type: 'settings'; settings: RouterSettings }
  | { type: 'work'; work: Work }
  /** `inCall`: rings, talks or wraps up. */
  | { type: 'desk'; operatorId: OperatorId; presence: Presence; inCall: boolean }
  /** The operator does not want it. */
  | { type: 'passed'; conversationId: ConversationId; operatorId: OperatorId }
  /** What is known of a day from before: when somebody last took or finished work, and how much they took. */
  | { type: 'history'; operatorId: OperatorId; lastAt: number; taken: number }

/** What the router wants done. It may fail or come too late: the next `work` says what is so. */
export type RouterEffect =
  | { do: 'offer'; to: readonly OperatorId[]; offer: Offer }
  | { do: 'withdraw'; conversationId: ConversationId; from: readonly OperatorId[] }
  | { do: 'return'; conversationId: ConversationId; owner: OperatorId }
  | { do: 'wake'; conversationId: ConversationId }
  /** Does not answer offers: is taken for away. */
  | { do: 'unresponsive'; operatorId: OperatorId }
