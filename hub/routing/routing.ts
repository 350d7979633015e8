import type { Conversation } from '../../shared/domain/conversation.ts'
import type { Offer, Preferred } from '../../shared/domain/offer.ts'
import { routingOf, rulesOf } from '../../shared/domain/routing-settings.ts'
import type { ConversationId, OperatorId } from '../../shared/lib/ids.ts'
import { CodedError } from '../../shared/lib/result.ts'
import type { DeskState } from '../../shared/supervision/board.ts'
import { command } from '../lib/command.ts'
import { fact } from '../lib/fact.ts'
import type { Parts } from '../parts.ts'
import { dayStart } from '../supervision/queue-figures.ts'
import { CallActivity, type InCall } from './activity.ts'
import { Intervals } from './intervals.ts'
import { Router } from './router.ts'
import { routerSettings } from './settings.ts'
import type { RouterEffect, Work } from './work.ts'

type Needs = Pick<Parts, 'stores' | 'views' | 'book' | 'presence' | 'consoles' | 'locks' | 'now' | 'log'>

const tickMs = 1000
const dayMs = 86_400_000

/**
 * The router at work: what is committed, who is there and what time it is go in; offers go to consoles, and what the
 * router decides about a conversation becomes a fact like anybody's.
 */
export class Routing {
  readonly intervals: Intervals
  private readonly parts: Needs
  private readonly router: Router
  private readonly activity = new CallActivity()
  private inCall = new Map<OperatorId, InCall>()
  private scheduled = false
  private timer: NodeJS.Timeout | undefined

  constructor(parts: Needs) {
    this.parts = parts
    this.router = new Router(routerSettings(parts.book.find()), parts.now())
    this.intervals = new Intervals(parts.stores.presence, parts.now, parts.log)
    parts.views.onCommitted(({ rows }) => {
      for (const id of rows) this.takeRow(parts.views.conversation(id))
      this.later()
    })
    parts.book.onChanged((company) => {
      this.router.take({ type: 'settings', settings: routerSettings(company) }, parts.now())
      this.later()
    })
    parts.presence.onChanged(({ operatorId }) => this.desk(operatorId))
    parts.consoles.onLeft((console, operatorId) => {
      this.activity.left(console)
      this.desk(operatorId)
    })
  }

  /** What was before this hub began: who has what, who waits, and how the day has gone so far. */
  async load(): Promise<void> {
    const { views, book, stores, now } = this.parts
    await this.intervals.load()
    const settings = routerSettings(book.find())
    this.router.take({ type: 'settings', settings }, now())
    for (const row of views.inbox(0)) this.takeRow(row)
    const history = new Map<OperatorId, { lastAt: number; taken: number }>()
    for (const event of await stores.events.handlingSince(dayStart(now()))) {
      if (!event.operatorId) continue
      const known = history.get(event.operatorId) ?? { lastAt: 0, taken: 0 }
      history.set(event.operatorId, {
        lastAt: Math.max(known.lastAt, event.occurredAt),
        taken: known.taken + (event.type === 'interaction.accepted' ? 1 : 0),
      })
    }
    for (const [operatorId, known] of history)
      this.router.take({ type: 'history', operatorId, ...known }, now())
    for (const operatorId of settings.operators.keys()) this.desk(operatorId)
  }

  start(): void {
    this.timer ??= setInterval(() => this.tick(), tickMs).unref()
    this.later()
  }

  async dispose(): Promise<void> {
    clearInterval(this.timer)
    await this.intervals.close()
  }

  offersTo(operatorId: OperatorId): Offer[] {
    return this.router.offersTo(operatorId)
  }

  pass(conversationId: ConversationId, operatorId: OperatorId): void {
    this.router.take({ type: 'passed', conversationId, operatorId }, this.parts.now())
    this.later()
  }

  /** What a console tells of its calls. */
  told(console: string, operatorId: OperatorId, state: DeskState): void {
    this.activity.told(console, operatorId, state)
    this.desk(operatorId)
  }

  private tick(): void {
    this.intervals.tick()
    this.seeCalls()
    this.settle()
  }

  /** After-call work ends by itself, and nobody tells. */
  private seeCalls(): void {
    const { afterCallSeconds } = routingOf(this.parts.book.find())
    const now = this.activity.at(this.parts.now(), afterCallSeconds * 1000)
    const before = this.inCall
    this.inCall = now
    for (const id of new Set([...before.keys(), ...now.keys()]))
      if (before.get(id) !== now.get(id)) this.desk(id)
  }

  private desk(operatorId: OperatorId): void {
    const state = this.parts.presence.stateOf(operatorId)
    const call = this.inCall.get(operatorId)
    const inCall = call !== undefined || this.activity.rings(operatorId)
    this.intervals.note(operatorId, state, call)
    this.router.take({ type: 'desk', operatorId, presence: state.presence, inCall }, this.parts.now())
    this.later()
  }

  private takeRow(row: Conversation | undefined): void {
    if (!row) return
    if (row.channel === 'voice') {
      if (this.activity.take(row).length) this.seeCalls()
      return
    }
    this.router.take({ type: 'work', work: this.workOf(row) }, this.parts.now())
  }

  private workOf(row: Conversation): Work {
    const { conversationId, queueId, channel, status, position } = row
    const open = status === 'open' && row.operatorId !== undefined
    const snoozed = open && row.snoozedUntil !== undefined
    return {
      conversationId,
      queueId,
      channel,
      state: status === 'queued' ? 'waiting' : snoozed ? 'snoozed' : open ? 'owned' : 'done',
      owner: open ? row.operatorId : undefined,
      since: row.waitingSince ?? row.requeuedAt ?? row.lastAt,
      waits: row.waitingSince !== undefined || row.wokenAt !== undefined,
      wakeAt: row.snoozedUntil,
      prefer: status === 'queued' ? this.lastWith(row) : undefined,
      version: position,
    }
  }

  /** Who spoke with this person last, on whatever channel, as long as the queue cares. */
  private lastWith(row: Conversation): Preferred | undefined {
    const { views, book, now } = this.parts
    const days = rulesOf(routingOf(book.find()), row.queueId).sameOperatorDays
    let last: Preferred | undefined
    for (const { handled, channel } of views.rowsOfPerson(row.contactId)) {
      if (!handled || handled.at < now() - days * dayMs || handled.at <= (last?.at ?? 0)) continue
      const operator = book.operator(handled.operatorId)
      if (operator && !operator.disabled) last = { ...handled, channel }
    }
    return last
  }

  /** Whatever comes in one turn of the event loop is settled together. */
  private later(): void {
    if (this.scheduled || !this.timer) return
    this.scheduled = true
    setImmediate(() => {
      this.scheduled = false
      this.settle()
    })
  }

  private settle(): void {
    for (const effect of this.router.settle(this.parts.now())) this.carryOut(effect)
  }

  private carryOut(effect: RouterEffect): void {
    const { consoles, presence } = this.parts
    switch (effect.do) {
      case 'offer': {
        const { offer } = effect
        for (const operator of effect.to) consoles.tell({ operator }, 'offer', { offer })
        const [first] = effect.to
        if (offer.auto && first) this.try(offer.conversationId, () => this.begin(offer.conversationId, first))
        return
      }
      case 'withdraw':
        for (const operator of effect.from)
          consoles.tell({ operator }, 'offer-withdrawn', { conversationId: effect.conversationId })
        return
      case 'return':
        return this.try(effect.conversationId, () => this.giveBack(effect.conversationId, effect.owner))
      case 'wake':
        return this.try(effect.conversationId, () => this.wake(effect.conversationId))
      case 'unresponsive':
        return presence.setAuto(effect.operatorId, 'unresponsive')
    }
  }

  /** It may be too late for what the router wanted; then what is so has told it already. */
  private try(conversationId: ConversationId, work: () => Promise<unknown>): void {
    work().catch((error: unknown) => {
      if (!(error instanceof CodedError))
        this.parts.log.error({ err: error, conversationId }, 'routing failed')
    })
  }

  private begin(conversationId: ConversationId, operatorId: OperatorId): Promise<unknown> {
    return this.write(conversationId, ({ status, contactId, interactionId, queueId, channel }) =>
      status === 'queued'
        ? fact('interaction.accepted', contactId, this.parts.now(), {
            interactionId,
            conversationId,
            operatorId,
            queueId,
            channel,
          })
        : undefined,
    )
  }

  private giveBack(conversationId: ConversationId, owner: OperatorId): Promise<unknown> {
    const { presence, book, now } = this.parts
    return this.write(conversationId, (row) => {
      const { status, operatorId, contactId, interactionId, queueId, channel } = row
      const there = presence.of(owner) === 'available' || presence.of(owner) === 'busy'
      // They may have come back while this was on its way.
      if (status !== 'open' || operatorId !== owner || (there && !book.operator(owner)?.disabled))
        return undefined
      return fact('interaction.requeued', contactId, now(), {
        interactionId,
        conversationId,
        queueId,
        channel,
        reason: 'owner-away',
        fromOperatorId: owner,
      })
    })
  }

  private wake(conversationId: ConversationId): Promise<unknown> {
    const { now } = this.parts
    return this.write(conversationId, ({ snoozedUntil, contactId, interactionId }) =>
      snoozedUntil !== undefined && snoozedUntil <= now()
        ? fact('conversation.woken', contactId, now(), { interactionId, conversationId, reason: 'time' })
        : undefined,
    )
  }

  private write(
    conversationId: ConversationId,
    decide: (row: Conversation) => ReturnType<typeof fact> | undefined,
  ): Promise<unknown> {
    const ask = { actor: 'router', id: undefined, on: `conversation:${conversationId}` }
    return command(this.parts, ask, () => {
      const row = this.parts.views.conversation(conversationId)
      const event = row && decide(row)
      return { events: event ? [event] : [] }
    })
  }
}
