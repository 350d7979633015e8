import type { Operator } from '../../shared/domain/company.ts'
import type { InboxRow } from '../../shared/domain/conversation.ts'
import type { CallId, ConversationId, OperatorId } from '../../shared/lib/ids.ts'
import {
  type BoardLine,
  type Board as BoardState,
  type DeskCall,
  type DeskState,
  type Hand,
  stretches,
} from '../../shared/supervision/board.ts'
import type { Parts } from '../parts.ts'
import type { Committed } from '../views.ts'
import { dayStart, queueFigures, type Today, todayOf } from './queue-figures.ts'
import { inScope } from './rights.ts'

/** Changes of one moment travel together, and no oftener than this. */
const pushEveryMs = 500
const figuresEveryMs = 10_000

type Desk = { operatorId: OperatorId; calls: DeskCall[] }
export type Supervising = {
  operatorId: OperatorId
  callId: CallId
  mode: BoardLine['supervisors'][number]['mode']
}

/**
 * Everybody's calls as their consoles tell them, in memory, for whoever watches the wall. A console that vanishes in the
 * middle of a call is not forgotten: its calls stay as they were told last, with the moment since when nothing is known.
 */
export class SupervisionBoard {
  private readonly parts: Pick<Parts, 'book' | 'presence' | 'consoles' | 'views' | 'stores' | 'now' | 'log'>
  private readonly supervising: (operatorId: OperatorId) => Supervising[]
  private readonly desks = new Map<string, Desk>()
  private readonly lost = new Map<OperatorId, { at: number; calls: DeskCall[] }>()
  private readonly hands = new Map<OperatorId, Hand>()
  private readonly rows = new Map<ConversationId, InboxRow>()
  private readonly watchers = new Map<string, OperatorId>()
  private readonly changedLines = new Set<OperatorId>()
  private readonly endListeners: ((callId: CallId) => void)[] = []
  private today: { at: number; counts: Today } = { at: 0, counts: new Map() }
  private timer: NodeJS.Timeout | undefined

  constructor(
    parts: Pick<Parts, 'book' | 'presence' | 'consoles' | 'views' | 'stores' | 'now' | 'log'>,
    supervising: (operatorId: OperatorId) => Supervising[],
  ) {
    this.parts = parts
    this.supervising = supervising
    parts.presence.onChanged(({ operatorId }) => this.touch(operatorId))
    parts.views.onCommitted((committed) => this.take(committed))
    this.load()
  }

  /** Takes the conversations that are at work from the views; again after those were loaded anew. */
  load(): void {
    this.rows.clear()
    for (const row of this.parts.views.inbox(0)) this.rows.set(row.conversationId, row)
  }

  /** A call is off the board: its console says so, or the log does. */
  onCallEnded(listener: (callId: CallId) => void): void {
    this.endListeners.push(listener)
  }

  told(console: string, operatorId: OperatorId, { calls }: DeskState): void {
    const before = this.desks.get(console)?.calls ?? []
    const now = this.parts.now()
    this.desks.set(console, { operatorId, calls: calls.map((call) => clamped(call, now)) })
    this.lost.delete(operatorId)
    const live = new Set(calls.filter((c) => c.phase !== 'ended').map((c) => c.callId))
    for (const { callId, phase } of before) if (phase !== 'ended' && !live.has(callId)) this.ended(callId)
    this.touch(operatorId)
  }

  left(console: string, operatorId: OperatorId): void {
    this.watchers.delete(console)
    const desk = this.desks.get(console)
    this.desks.delete(console)
    const live = desk?.calls.filter((call) => call.phase !== 'ended') ?? []
    if (live.length > 0) this.lost.set(operatorId, { at: this.parts.now(), calls: live })
    this.touch(operatorId)
  }

  /** The console that has this call, while it is there. */
  callOf(operatorId: OperatorId, callId: CallId): { console: string; call: DeskCall } | undefined {
    for (const [console, desk] of this.desks) {
      if (desk.operatorId !== operatorId) continue
      const call = desk.calls.find((c) => c.callId === callId)
      if (call) return { console, call }
    }
    return undefined
  }

  hand(operatorId: OperatorId): Hand | undefined {
    return this.hands.get(operatorId)
  }

  setHand(operatorId: OperatorId, hand: Hand | undefined): void {
    if (hand) this.hands.set(operatorId, hand)
    else this.hands.delete(operatorId)
    this.touch(operatorId)
  }

  async watch(console: string, supervisor: Operator, on: boolean): Promise<BoardState> {
    if (!on) {
      this.watchers.delete(console)
      return { all: true, lines: [], queues: [] }
    }
    this.watchers.set(console, supervisor.operatorId)
    await this.count()
    return this.seenBy(supervisor)
  }

  /** Something about this operator is different. */
  touch(operatorId: OperatorId): void {
    if (this.watchers.size === 0) return
    this.changedLines.add(operatorId)
    this.timer ??= setTimeout(() => this.push(), pushEveryMs).unref()
  }

  dispose(): void {
    clearTimeout(this.timer)
    this.watchers.clear()
  }

  private push(): void {
    this.timer = undefined
    const changed = new Set(this.changedLines)
    this.changedLines.clear()
    void this.count().catch((error: unknown) => this.parts.log.warn({ err: error }, 'no figures of today'))
    for (const [console, operatorId] of this.watchers) {
      const supervisor = this.parts.book.operator(operatorId)
      if (!supervisor) continue
      const { lines, queues } = this.seenBy(supervisor, changed)
      this.parts.consoles.tell({ console }, 'board', { all: false, lines, queues })
    }
  }

  private async count(): Promise<void> {
    const now = this.parts.now()
    if (now - this.today.at < figuresEveryMs) return
    this.today = { ...this.today, at: now }
    const calls = await this.parts.stores.people.callsFrom(dayStart(now))
    this.today = { at: now, counts: todayOf(calls) }
  }

  private seenBy(supervisor: Operator, only?: ReadonlySet<OperatorId>): BoardState {
    const company = this.parts.book.get()
    const since = new Map(this.parts.presence.all().map((line) => [line.operatorId, line.since]))
    const lines = company.operators
      .filter((o) => !o.disabled && o.roles.some((role) => role !== 'auditor'))
      .filter((o) => (only ? only.has(o.operatorId) : true))
      .filter(
        (o) =>
          inScope(supervisor, o) || this.callsOf(o.operatorId).some((c) => inScope(supervisor, o, c.queueId)),
      )
      .map((o) => this.line(o.operatorId, since.get(o.operatorId) ?? 0))
    const mine = supervisor.supervises
    const queueIds = company.queues.map((q) => q.queueId).filter((id) => !mine || mine.includes(id))
    return { all: true, lines, queues: queueFigures(queueIds, this.rows.values(), this.today.counts) }
  }

  private callsOf(operatorId: OperatorId): DeskCall[] {
    const calls = [...this.desks.values()].filter((d) => d.operatorId === operatorId).flatMap((d) => d.calls)
    return [...calls, ...(this.lost.get(operatorId)?.calls ?? [])]
  }

  private line(operatorId: OperatorId, since: number): BoardLine {
    const lost = this.lost.get(operatorId)
    const hand = this.hands.get(operatorId)
    const chats = [...this.rows.values()]
      .filter((row) => row.operatorId === operatorId && row.status === 'open' && row.channel !== 'voice')
      .sort((a, b) => b.lastAt - a.lastAt)
    const [chat] = chats
    return {
      operatorId,
      presence: this.parts.presence.of(operatorId),
      since,
      calls: this.callsOf(operatorId),
      ...(lost ? { lostAt: lost.at } : {}),
      chats: {
        count: chats.length,
        ...(chat ? { name: chat.name, channel: chat.channel, since: chat.waitingSince ?? chat.lastAt } : {}),
        ...(chat?.queueId ? { queueId: chat.queueId } : {}),
      },
      ...(hand ? { hand } : {}),
      supervisors: this.supervising(operatorId),
    }
  }

  private take({ events, rows }: Committed): void {
    for (const event of events) {
      if (event.type !== 'call.ended') continue
      for (const [operatorId, lost] of this.lost) {
        const calls = lost.calls.filter((call) => call.callId !== event.callId)
        if (calls.length === lost.calls.length) continue
        if (calls.length) this.lost.set(operatorId, { ...lost, calls })
        else this.lost.delete(operatorId)
        this.ended(event.callId)
        this.touch(operatorId)
      }
    }
    for (const row of this.parts.views.rowsOf(rows)) {
      const before = this.rows.get(row.conversationId)
      if (row.status === 'closed') this.rows.delete(row.conversationId)
      else this.rows.set(row.conversationId, row)
      for (const id of [before?.operatorId, row.operatorId]) if (id) this.touch(id)
    }
  }

  private ended(callId: CallId): void {
    for (const listener of this.endListeners) listener(callId)
  }
}

/** A console's clock may run ahead of the hub's: nothing on the wall has begun in the future. */
function clamped(call: DeskCall, now: number): DeskCall {
  const past = (at: number | undefined) => (at === undefined ? undefined : Math.min(at, now))
  const { heldAt, talkOverAt, silentAt, ...rest } = call
  return {
    ...rest,
    since: Math.min(call.since, now),
    ...(heldAt === undefined ? {} : { heldAt: past(heldAt) as number }),
    ...(talkOverAt === undefined ? {} : { talkOverAt: past(talkOverAt) as number }),
    ...(silentAt === undefined ? {} : { silentAt: past(silentAt) as number }),
    talk: call.talk.slice(-stretches),
  }
}
