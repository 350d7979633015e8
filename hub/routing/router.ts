import type { NotAble, Offer, OfferWhy } from '../../shared/domain/offer.ts'
import { isOpen } from '../../shared/domain/working-hours.ts'
import type { ConversationId, OperatorId } from '../../shared/lib/ids.ts'
import { choose, type Desk, isGone, Loads } from './choose.ts'
import type { RouterEffect, RouterEvent, RouterQueue, RouterSettings, Work } from './work.ts'

type Standing = Offer & { to: Set<OperatorId>; endsAt: number | undefined; exclusive: boolean }
type Held = { work: Work; offer: Standing | undefined; passed: Map<OperatorId, number>; askedAt: number }

/** Who let an offer pass is not asked again for so long, milliseconds. */
export const passedForMs = 30_000
/** What was wanted and has not happened is wanted again after so long. */
const askAgainMs = 10_000

/**
 * Decides who is offered which conversation. It is told what is so, and `settle` says what to do about it; it holds
 * neither timers nor connections. Of everything that holds afterwards:
 * - nobody waits in an open queue without an offer while somebody is able to take them;
 * - within a priority, whoever waits longest is offered first;
 * - what one is offered never exceeds what one can take.
 */
export class Router {
  private settings: RouterSettings
  private readonly held = new Map<ConversationId, Held>()
  /** The versions at which those that are done ended. */
  private readonly closed = new Map<ConversationId, number>()
  private readonly waiting = new Set<ConversationId>()
  private readonly snoozed = new Set<ConversationId>()
  private readonly owned = new Map<OperatorId, Set<ConversationId>>()
  private readonly desks = new Map<OperatorId, Desk>()
  private effects: RouterEffect[] = []
  /** A clock that was set back does not make what was to end in a minute last for hours. */
  private lastNow = 0
  private skew = 0
  private now = 0

  constructor(settings: RouterSettings, now: number) {
    this.settings = settings
    this.lastNow = now
    this.now = now
  }

  /** Takes in what is so; nothing is decided before `settle`. */
  take(event: RouterEvent, now: number): void {
    this.advance(now)
    switch (event.type) {
      case 'settings':
        this.settings = event.settings
        return
      case 'work':
        return this.takeWork(event.work)
      case 'desk': {
        const desk = this.desk(event.operatorId)
        const gone = isGone(event.presence)
        if (gone && !isGone(desk.presence)) desk.goneAt = this.now
        if (event.presence === 'available' && desk.presence !== 'available') {
          desk.idleAt = this.now
          desk.missed = 0
        }
        if (desk.inCall && !event.inCall) desk.idleAt = this.now
        desk.presence = event.presence
        desk.inCall = event.inCall
        return
      }
      case 'passed': {
        const held = this.held.get(event.conversationId)
        if (held?.offer?.to.has(event.operatorId)) this.pass(held, event.operatorId)
        return
      }
      case 'history': {
        const desk = this.desk(event.operatorId)
        desk.idleAt = event.lastAt
        desk.taken = event.taken
      }
    }
  }

  /** Brings everything in order as of now, and says what is to be done. */
  settle(now: number): RouterEffect[] {
    this.advance(now)
    this.wakeSleepers(now)
    this.returnLeft()
    this.endOffers()
    this.match(now)
    const { effects } = this
    this.effects = []
    return effects
  }

  /** What this operator is asked to take, oldest first. */
  offersTo(operatorId: OperatorId): Offer[] {
    const offers: Offer[] = []
    for (const id of this.waiting) {
      const offer = this.held.get(id)?.offer
      if (offer?.to.has(operatorId)) offers.push(plain(offer))
    }
    return offers.sort((a, b) => a.at - b.at)
  }

  /** How many conversations each operator has at work. */
  loadOf(operatorId: OperatorId): number {
    return [...(this.owned.get(operatorId) ?? [])].filter((id) => !this.snoozed.has(id)).length
  }

  private advance(now: number): void {
    if (now < this.lastNow) this.skew += this.lastNow - now
    this.lastNow = now
    this.now = now + this.skew
  }

  private takeWork(work: Work): void {
    const id = work.conversationId
    const held = this.held.get(id)
    if (work.version <= (held?.work.version ?? this.closed.get(id) ?? -1)) return
    const before = held?.work
    if (before?.owner && before.owner !== work.owner) this.owned.get(before.owner)?.delete(id)
    if (before?.owner && (before.owner !== work.owner || work.state === 'done'))
      this.desk(before.owner).idleAt = this.now
    if (held?.offer && work.state !== 'waiting') {
      if (work.owner && held.offer.to.has(work.owner)) this.desk(work.owner).missed = 0
      this.withdraw(held, [...held.offer.to])
    }
    if (work.owner && work.state === 'owned' && before?.owner !== work.owner && before) {
      const desk = this.desk(work.owner)
      desk.taken++
      desk.idleAt = this.now
    }
    this.waiting.delete(id)
    this.snoozed.delete(id)
    this.closed.delete(id)
    if (work.state === 'done') {
      this.held.delete(id)
      this.closed.set(id, work.version)
      if (work.owner) this.owned.get(work.owner)?.delete(id)
      return
    }
    const again = work.state === 'waiting' && before?.state === 'waiting'
    this.held.set(id, {
      work,
      offer: again ? held?.offer : undefined,
      passed: again && held ? held.passed : new Map(),
      askedAt: Number.NEGATIVE_INFINITY,
    })
    if (work.state === 'waiting') this.waiting.add(id)
    if (work.state === 'snoozed') this.snoozed.add(id)
    if (work.owner) {
      const theirs = this.owned.get(work.owner)
      if (theirs) theirs.add(id)
      else this.owned.set(work.owner, new Set([id]))
    }
  }

  private wakeSleepers(now: number): void {
    for (const id of this.snoozed) {
      const held = this.held.get(id)
      if (held && (held.work.wakeAt ?? 0) <= now && this.mayAsk(held))
        this.effects.push({ do: 'wake', conversationId: id })
    }
  }

  /** Customers that wait for somebody who is away go back to the queue. */
  private returnLeft(): void {
    for (const [owner, ids] of this.owned) {
      if (ids.size === 0) continue
      const gone = this.settings.operators.has(owner) ? this.goneSince(owner) : Number.NEGATIVE_INFINITY
      if (gone === undefined) continue
      for (const conversationId of ids) {
        const held = this.held.get(conversationId)
        if (held?.work.state !== 'owned' || !held.work.waits) continue
        const { returnAfterSeconds } = this.queueOf(held.work)
        if (returnAfterSeconds === null || this.now - gone < returnAfterSeconds * 1000) continue
        if (this.mayAsk(held)) this.effects.push({ do: 'return', conversationId, owner })
      }
    }
  }

  private endOffers(): void {
    for (const id of this.waiting) {
      const held = this.held.get(id)
      if (!held?.offer) continue
      const { offer } = held
      if (offer.endsAt !== undefined && offer.endsAt <= this.now) {
        for (const operatorId of [...offer.to]) {
          this.pass(held, operatorId)
          if (!offer.auto) this.missed(operatorId)
        }
        continue
      }
      const lost = [...offer.to].filter((operatorId) => this.cannotWork(operatorId, held.work) !== undefined)
      if (lost.length) this.withdraw(held, lost)
    }
  }

  private match(now: number): void {
    const loads = this.loads()
    const ready = [...this.settings.operators.values()].some(
      (o) => !this.unready(o.operatorId) && loads.hasRoom(o.operatorId, o.capacity),
    )
    if (!ready) return
    const line = [...this.waiting].flatMap((id) => {
      const held = this.held.get(id)
      return held && !held.offer?.exclusive ? [held] : []
    })
    line.sort((a, b) => this.before(a.work, b.work))
    for (const held of line) {
      const queue = this.queueOf(held.work)
      if (!isOpen(queue.schedule, now)) continue
      const able = [...this.settings.operators.keys()].filter(
        (id) => !held.offer?.to.has(id) && !this.notAble(id, held, loads),
      )
      if (able.length === 0) continue
      if (held.offer) this.widen(held, held.offer, able)
      else this.offer(held, queue, able, now, loads)
    }
  }

  private offer(held: Held, queue: RouterQueue, able: OperatorId[], now: number, loads: Loads): void {
    const { work } = held
    const wanted = work.prefer
    const same = wanted && able.includes(wanted.operatorId)
    const toAll = queue.distribution === 'all' && !same && !queue.autoAccept
    const to = same ? [wanted.operatorId] : toAll ? able : [choose(queue, able, (id) => this.desk(id))]
    const why: OfferWhy = same
      ? { kind: 'same-operator', last: wanted }
      : wanted
        ? {
            kind: 'instead-of',
            last: wanted,
            because: this.notAble(wanted.operatorId, held, loads) ?? 'passed',
          }
        : { kind: queue.distribution === 'all' && !toAll ? 'longest-idle' : queue.distribution }
    const lasts = queue.offerSeconds * 1000
    const standing: Standing = {
      conversationId: work.conversationId,
      at: now,
      ...(toAll ? {} : { until: now + lasts }),
      why,
      auto: queue.autoAccept,
      to: new Set(to),
      endsAt: toAll ? undefined : this.now + lasts,
      exclusive: !toAll,
    }
    held.offer = standing
    if (standing.exclusive)
      for (const id of to) {
        loads.add(id, work.channel)
        // Who was asked just now is not the one who has had nothing for longest.
        this.desk(id).idleAt = this.now
      }
    this.effects.push({ do: 'offer', to, offer: plain(standing) })
  }

  /** An offer to all reaches those who have become able since. */
  private widen(held: Held, offer: Standing, to: readonly OperatorId[]): void {
    for (const id of to) offer.to.add(id)
    held.offer = offer
    this.effects.push({ do: 'offer', to, offer: plain(offer) })
  }

  private pass(held: Held, operatorId: OperatorId): void {
    held.passed.set(operatorId, this.now)
    this.withdraw(held, [operatorId])
  }

  private missed(operatorId: OperatorId): void {
    const desk = this.desk(operatorId)
    desk.missed++
    const { missedOffers } = this.settings
    if (missedOffers === 0 || desk.missed < missedOffers) return
    desk.missed = 0
    this.effects.push({ do: 'unresponsive', operatorId })
  }

  private withdraw(held: Held, from: readonly OperatorId[]): void {
    if (!held.offer || from.length === 0) return
    for (const id of from) held.offer.to.delete(id)
    if (held.offer.to.size === 0) held.offer = undefined
    this.effects.push({ do: 'withdraw', conversationId: held.work.conversationId, from })
  }

  private notAble(operatorId: OperatorId, held: Held, loads: Loads): NotAble | undefined {
    const cannot = this.cannotWork(operatorId, held.work)
    if (cannot) return cannot
    const capacity = this.settings.operators.get(operatorId)?.capacity
    if (!capacity || !loads.hasRoom(operatorId, capacity, held.work.channel)) return 'full'
    const passedAt = held.passed.get(operatorId)
    return passedAt !== undefined && this.now - passedAt < passedForMs ? 'passed' : undefined
  }

  /** Apart from how much they have already. */
  private cannotWork(operatorId: OperatorId, work: Work): NotAble | undefined {
    const operator = this.settings.operators.get(operatorId)
    if (!operator) return 'not-theirs'
    const queue = this.queueOf(work)
    if (queue !== this.settings.otherwise && !operator.queueIds.has(queue.queueId)) return 'not-theirs'
    if (!queue.skillIds.every((skill) => operator.skillIds.has(skill))) return 'not-theirs'
    return this.unready(operatorId)
  }

  private unready(operatorId: OperatorId): NotAble | undefined {
    const { presence, inCall } = this.desk(operatorId)
    if (presence !== 'available') return presence
    return inCall && this.settings.voiceBlocks ? 'in-call' : undefined
  }

  /** What everybody has, together with what they alone are asked to take. */
  private loads(): Loads {
    const loads = new Loads()
    for (const [operatorId, ids] of this.owned)
      for (const id of ids) {
        const work = this.held.get(id)?.work
        if (work?.state === 'owned') loads.add(operatorId, work.channel)
      }
    for (const id of this.waiting) {
      const held = this.held.get(id)
      if (held?.offer?.exclusive) for (const to of held.offer.to) loads.add(to, held.work.channel)
    }
    return loads
  }

  private before(a: Work, b: Work): number {
    return (
      this.queueOf(b).priority - this.queueOf(a).priority ||
      a.since - b.since ||
      (a.conversationId < b.conversationId ? -1 : 1)
    )
  }

  private goneSince(operatorId: OperatorId): number | undefined {
    const desk = this.desk(operatorId)
    return isGone(desk.presence) ? desk.goneAt : undefined
  }

  private mayAsk(held: Held): boolean {
    if (this.now - held.askedAt < askAgainMs) return false
    held.askedAt = this.now
    return true
  }

  private queueOf(work: Work): RouterQueue {
    return (work.queueId && this.settings.queues.get(work.queueId)) || this.settings.otherwise
  }

  private desk(operatorId: OperatorId): Desk {
    const known = this.desks.get(operatorId)
    if (known) return known
    const desk: Desk = {
      presence: 'offline',
      inCall: false,
      goneAt: this.now,
      idleAt: 0,
      taken: 0,
      missed: 0,
    }
    this.desks.set(operatorId, desk)
    return desk
  }
}

const plain = ({ conversationId, at, until, why, auto }: Standing): Offer => ({
  conversationId,
  at,
  ...(until === undefined ? {} : { until }),
  why,
  auto,
})
