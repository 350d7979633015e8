import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ChannelKind } from '../../shared/domain/channel.ts'
import type { Presence } from '../../shared/domain/company.ts'
import { defaultRules } from '../../shared/domain/routing-settings.ts'
import type { ConversationId, OperatorId, QueueId } from '../../shared/lib/ids.ts'
import { passedForMs, Router } from './router.ts'
import type { RouterEffect, RouterOperator, RouterQueue, RouterSettings, Work } from './work.ts'

const start = Date.parse('2026-11-30T12:00:00Z')
const queueIds = ['q-1', 'q-2', 'q-3'] as QueueId[]
const operatorIds = ['o-1', 'o-2', 'o-3', 'o-4'] as OperatorId[]
const channels: ChannelKind[] = ['site', 'email']

const queue = (queueId: QueueId, more: Partial<RouterQueue> = {}): RouterQueue => ({
  ...defaultRules(queueId),
  distribution: 'longest-idle',
  ...more,
})
const operator = (operatorId: OperatorId, more: Partial<RouterOperator> = {}): RouterOperator => ({
  operatorId,
  queueIds: new Set(queueIds),
  skillIds: new Set(),
  capacity: { total: 2, channels: {} },
  ...more,
})
const settingsOf = (queues: RouterQueue[], operators: RouterOperator[]): RouterSettings => ({
  queues: new Map(queues.map((q) => [q.queueId, q])),
  otherwise: queue('' as QueueId),
  operators: new Map(operators.map((o) => [o.operatorId, o])),
  voiceBlocks: true,
  missedOffers: 0,
})

/** What is so, apart from the router: a hub that carries out what it is asked, and says what has become. */
class World {
  settings: RouterSettings
  now = start
  /** The router's own clock, which a clock that is set back does not set back. */
  steady = start
  router: Router
  readonly works = new Map<ConversationId, Work>()
  readonly desks = new Map<OperatorId, { presence: Presence; inCall: boolean }>()
  offers = new Map<ConversationId, { to: Set<OperatorId>; exclusive: boolean }>()
  passed = new Map<string, number>()
  said: Work[] = []

  constructor(settings: RouterSettings) {
    this.settings = settings
    this.router = new Router(settings, this.now)
    for (const id of operatorIds) this.desks.set(id, { presence: 'offline', inCall: false })
  }

  become(id: ConversationId, change: Partial<Work>): void {
    const before = this.works.get(id)
    const work: Work = {
      conversationId: id,
      queueId: queueIds[0],
      channel: 'site',
      state: 'waiting',
      since: this.now,
      waits: true,
      ...before,
      ...change,
      version: (before?.version ?? 0) + 1,
    }
    this.works.set(id, work)
    this.said.push(work)
    if (work.state !== 'waiting') for (const o of operatorIds) this.passed.delete(`${id} ${o}`)
    if (before && before.state !== 'waiting' && work.state === 'waiting')
      for (const o of operatorIds) this.passed.delete(`${id} ${o}`)
    this.router.take({ type: 'work', work }, this.now)
  }

  desk(id: OperatorId, change: Partial<{ presence: Presence; inCall: boolean }>): void {
    const desk = { ...(this.desks.get(id) as { presence: Presence; inCall: boolean }), ...change }
    this.desks.set(id, desk)
    this.router.take({ type: 'desk', operatorId: id, ...desk }, this.now)
  }

  pass(id: ConversationId, operatorId: OperatorId): void {
    if (this.offers.get(id)?.to.has(operatorId)) this.passed.set(`${id} ${operatorId}`, this.steady)
    this.router.take({ type: 'passed', conversationId: id, operatorId }, this.now)
  }

  /** First one wins, as in the hub. */
  accept(id: ConversationId, owner: OperatorId): void {
    if (this.works.get(id)?.state === 'waiting') this.become(id, { state: 'owned', owner })
  }

  /** With `deaf`, what the router asks for fails this time. */
  settle(deaf = false): void {
    const before = new Map([...this.offers].map(([id, o]) => [id, { ...o, to: new Set(o.to) }]))
    const effects = this.router.settle(this.now)
    const asks = (e: RouterEffect) => e.do === 'offer' || e.do === 'withdraw'
    for (const effect of effects.filter(asks)) this.carryOut(effect)
    this.notePasses(effects, before)
    this.checkOrder(effects)
    if (!deaf) for (const effect of effects.filter((e) => !asks(e))) this.carryOut(effect)
  }

  /** Offers that ran out: gone without an answer, from somebody who could still have given one. */
  private notePasses(effects: readonly RouterEffect[], before: World['offers']): void {
    for (const effect of effects) {
      if (effect.do !== 'withdraw') continue
      const offer = before.get(effect.conversationId)
      const work = this.works.get(effect.conversationId)
      if (!offer?.exclusive || work?.state !== 'waiting') continue
      for (const id of effect.from)
        if (offer.to.has(id) && this.suits(id, work))
          this.passed.set(`${effect.conversationId} ${id}`, this.steady)
    }
  }

  /** Nobody was offered to somebody past who had waited longer, and nobody was offered more than they can take. */
  private checkOrder(effects: readonly RouterEffect[]): void {
    const priority = (w: Work) => this.settings.queues.get(w.queueId as QueueId)?.priority ?? 5
    const unoffered = [...this.works.values()].filter(
      (w) => w.state === 'waiting' && !this.offers.has(w.conversationId),
    )
    for (const effect of effects) {
      if (effect.do !== 'offer' || effect.offer.until === undefined) continue
      const [to] = effect.to as [OperatorId]
      const given = this.works.get(effect.offer.conversationId) as Work
      expect(this.load(to)).toBeLessThanOrEqual(this.settings.operators.get(to)?.capacity.total ?? 0)
      const passedBy = unoffered.filter(
        (older) =>
          this.suits(to, older) &&
          older.channel === given.channel &&
          (priority(older) > priority(given) ||
            (priority(older) === priority(given) && older.since < given.since)),
      )
      expect(passedBy.map((w) => w.conversationId)).toEqual([])
    }
  }

  private carryOut(effect: RouterEffect): void {
    switch (effect.do) {
      case 'offer': {
        const known = this.offers.get(effect.offer.conversationId)
        const exclusive = effect.offer.until !== undefined
        this.offers.set(effect.offer.conversationId, {
          to: new Set([...(known?.to ?? []), ...effect.to]),
          exclusive,
        })
        return
      }
      case 'withdraw': {
        const offer = this.offers.get(effect.conversationId)
        for (const id of effect.from) {
          offer?.to.delete(id)
        }
        if (offer?.to.size === 0) this.offers.delete(effect.conversationId)
        return
      }
      case 'return': {
        const work = this.works.get(effect.conversationId)
        if (work?.state === 'owned' && work.owner === effect.owner)
          this.become(effect.conversationId, { state: 'waiting', owner: undefined })
        return
      }
      case 'wake':
        if (this.works.get(effect.conversationId)?.state === 'snoozed')
          this.become(effect.conversationId, { state: 'owned', waits: true, wakeAt: undefined })
        return
      case 'unresponsive':
        this.desk(effect.operatorId, { presence: 'away' })
    }
  }

  passTime(ms: number): void {
    this.now += ms
    this.steady += Math.max(0, ms)
  }

  /** A hub that starts again knows what was written down, and nobody is there yet. */
  restart(): void {
    this.router = new Router(this.settings, this.now)
    this.steady = this.now
    this.offers = new Map()
    this.passed = new Map()
    for (const work of this.works.values()) this.router.take({ type: 'work', work }, this.now)
    for (const id of operatorIds) this.desk(id, { presence: 'offline', inCall: false })
  }

  load(operatorId: OperatorId, channel?: ChannelKind): number {
    let sum = 0
    for (const work of this.works.values()) {
      if (channel && work.channel !== channel) continue
      const offer = this.offers.get(work.conversationId)
      if (work.state === 'owned' && work.owner === operatorId) sum++
      if (work.state === 'waiting' && offer?.exclusive && offer.to.has(operatorId)) sum++
    }
    return sum
  }

  /** Who may do this kind of work now, however much they have. */
  suits(operatorId: OperatorId, work: Work): boolean {
    const desk = this.desks.get(operatorId)
    const who = this.settings.operators.get(operatorId)
    const queue = this.settings.queues.get(work.queueId as QueueId)
    const passedAt = this.passed.get(`${work.conversationId} ${operatorId}`)
    return (
      who !== undefined &&
      desk?.presence === 'available' &&
      !desk.inCall &&
      (!queue || (who.queueIds.has(queue.queueId) && queue.skillIds.every((s) => who.skillIds.has(s)))) &&
      (passedAt === undefined || this.steady - passedAt >= passedForMs)
    )
  }

  able(operatorId: OperatorId, work: Work): boolean {
    const capacity = this.settings.operators.get(operatorId)?.capacity
    const most = capacity?.channels[work.channel]
    return (
      this.suits(operatorId, work) &&
      this.load(operatorId) < (capacity?.total ?? 0) &&
      (most === undefined || this.load(operatorId, work.channel) < most)
    )
  }

  check(): void {
    const waiting = [...this.works.values()].filter((w) => w.state === 'waiting')
    for (const work of waiting) {
      const offer = this.offers.get(work.conversationId)
      const able = operatorIds.filter((id) => this.able(id, work))
      if (!offer) expect([work.conversationId, able]).toEqual([work.conversationId, []])
      else if (offer.exclusive) expect(offer.to.size).toBe(1)
      else expect(able.filter((id) => !offer.to.has(id))).toEqual([])
      for (const id of offer?.to ?? [])
        expect(this.desks.get(id)).toEqual({ presence: 'available', inCall: false })
    }
    for (const [id] of this.offers) expect(this.works.get(id)?.state).toBe('waiting')
    for (const id of operatorIds) {
      const theirs = [...this.works.values()].filter((w) => w.owner === id && w.state === 'owned')
      expect(this.router.loadOf(id)).toBe(theirs.length)
      const asked = [...this.offers].filter(([, o]) => o.to.has(id)).map(([c]) => c)
      expect(
        this.router
          .offersTo(id)
          .map((o) => o.conversationId)
          .sort(),
      ).toEqual(asked.sort())
    }
    for (const work of this.works.values())
      expect([work.conversationId, work.owner !== undefined]).toEqual([
        work.conversationId,
        work.state === 'owned' || work.state === 'snoozed',
      ])
  }
}

const conversation = fc.integer({ min: 1, max: 8 }).map((n) => `cv-${n}` as ConversationId)
const anybody = fc.constantFrom(...operatorIds)
const act = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      act: fc.constant('write' as const),
      id: conversation,
      queueId: fc.constantFrom(...queueIds),
      channel: fc.constantFrom(...channels),
    }),
  },
  { weight: 4, arbitrary: fc.record({ act: fc.constant('accept' as const), id: conversation, by: anybody }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('take-offer' as const), by: anybody }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('pass' as const), by: anybody }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('reply' as const), id: conversation }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('close' as const), id: conversation }) },
  {
    weight: 1,
    arbitrary: fc.record({
      act: fc.constant('snooze' as const),
      id: conversation,
      ms: fc.integer({ min: 1, max: 300_000 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      act: fc.constant('desk' as const),
      by: anybody,
      presence: fc.constantFrom<Presence>('available', 'available', 'available', 'busy', 'away', 'offline'),
      inCall: fc.constantFrom(false, false, false, true),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      act: fc.constant('time' as const),
      ms: fc.oneof(
        fc.integer({ min: 1, max: 90_000 }),
        fc.constantFrom(-3_600_000, -50, 86_400_000, 3_600_000),
      ),
    }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('repeat' as const), nth: fc.nat() }) },
  {
    weight: 1,
    arbitrary: fc.record({
      act: fc.constant('move' as const),
      id: conversation,
      queueId: fc.constantFrom(...queueIds),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ act: 'restart' as const }) },
)
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never

const acts = fc.array(act, { maxLength: 80, size: 'max' })
const skills = fc.subarray(['ru', 'pl'])
const anySettings = fc
  .record({
    queues: fc.tuple(
      ...queueIds.map((id) =>
        fc
          .record({
            queueId: fc.constant(id),
            distribution: fc.constantFrom(
              'all' as const,
              'longest-idle' as const,
              'evenly' as const,
              'in-order' as const,
            ),
            priority: fc.integer({ min: 0, max: 2 }),
            skillIds: skills,
            order: fc.subarray(operatorIds),
            returnAfterSeconds: fc.constantFrom(null, 0, 60),
            autoAccept: fc.boolean(),
          })
          .map((more) => queue(id, more)),
      ),
    ),
    operators: fc.tuple(
      ...operatorIds.map((id) =>
        fc
          .record({
            queueIds: fc.subarray(queueIds, { minLength: 1 }).map((ids) => new Set(ids)),
            skillIds: skills.map((s) => new Set(s)),
            capacity: fc.record({
              total: fc.integer({ min: 0, max: 3 }),
              channels: fc.constantFrom({}, { site: 1 }),
            }),
          })
          .map((more) => operator(id, more)),
      ),
    ),
  })
  .map(({ queues, operators }) => settingsOf(queues, operators))

function perform(world: World, a: Act): void {
  const work = 'id' in a ? world.works.get(a.id) : undefined
  switch (a.act) {
    case 'write':
      if (work && work.state !== 'done')
        return world.become(a.id, { waits: true, ...(work.state === 'snoozed' ? { state: 'owned' } : {}) })
      return world.become(a.id, {
        state: 'waiting',
        owner: undefined,
        queueId: a.queueId,
        channel: a.channel,
        since: world.now,
        waits: true,
      })
    case 'accept':
      return world.accept(a.id, a.by)
    case 'take-offer': {
      const [first] = world.router.offersTo(a.by)
      return first && world.accept(first.conversationId, a.by)
    }
    case 'pass': {
      const [first] = world.router.offersTo(a.by)
      return first && world.pass(first.conversationId, a.by)
    }
    case 'reply':
      return work?.state === 'owned' ? world.become(a.id, { waits: false }) : undefined
    case 'close':
      return work && work.state !== 'done'
        ? world.become(a.id, { state: 'done', owner: undefined })
        : undefined
    case 'snooze':
      return work?.state === 'owned'
        ? world.become(a.id, { state: 'snoozed', waits: false, wakeAt: world.now + a.ms })
        : undefined
    case 'desk':
      return world.desk(a.by, { presence: a.presence, inCall: a.inCall })
    case 'time':
      return world.passTime(a.ms)
    case 'repeat': {
      const late = world.said[a.nth % Math.max(1, world.said.length)]
      return late && world.router.take({ type: 'work', work: late }, world.now)
    }
    case 'move':
      return work?.state === 'waiting' ? world.become(a.id, { queueId: a.queueId }) : undefined
    case 'restart':
      return world.restart()
  }
}

describe('the router, whatever happens', () => {
  it('lets nobody wait while somebody able is free, keeps the order, and never overloads', () => {
    fc.assert(
      fc.property(anySettings, acts, (settings, script) => {
        const world = new World(settings)
        for (const id of operatorIds) world.desk(id, { presence: 'available' })
        for (const a of script) {
          perform(world, a)
          // What becomes of returns and wakes is settled too.
          for (let i = 0; i < 4; i++) world.settle()
          world.check()
        }
      }),
      { numRuns: 400 },
    )
  })

  it('loses nobody: once everybody has time for everything, everybody is served', () => {
    fc.assert(
      fc.property(anySettings, acts, fc.array(fc.boolean(), { maxLength: 60 }), (settings, script, deaf) => {
        const world = new World(settings)
        script.forEach((a, i) => {
          perform(world, a)
          world.settle(deaf[i] ?? false)
        })
        const generous = settingsOf(
          [...settings.queues.values()].map((q) => ({ ...q, returnAfterSeconds: 60 })),
          operatorIds.map((id) =>
            operator(id, { skillIds: new Set(['ru', 'pl']), capacity: { total: 99, channels: {} } }),
          ),
        )
        world.settings = generous
        world.router.take({ type: 'settings', settings: generous }, world.now)
        for (const id of operatorIds) world.desk(id, { presence: 'available', inCall: false })
        // A clock that was set back makes a sleeper sleep longer.
        world.passTime(100 * 3_600_000)
        for (let i = 0; i < 40; i++) {
          world.passTime(61_000)
          world.settle()
          for (const id of operatorIds)
            for (const offer of world.router.offersTo(id)) world.accept(offer.conversationId, id)
        }
        const states = [...world.works.values()].map((w) => w.state)
        expect(states.filter((s) => s !== 'owned' && s !== 'done')).toEqual([])
      }),
      { numRuns: 200 },
    )
  })

  it('serves first whoever has waited longest, within a priority', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ since: fc.integer({ min: 0, max: 50 }), urgent: fc.boolean() }), {
          minLength: 1,
          maxLength: 12,
        }),
        (arrivals) => {
          const world = new World(
            settingsOf(
              [queue('q-1' as QueueId, { priority: 1 }), queue('q-2' as QueueId, { priority: 7 })],
              [operator('o-1' as OperatorId, { capacity: { total: 1, channels: {} } })],
            ),
          )
          arrivals.forEach(({ since, urgent }, i) => {
            world.become(`cv-${String(i).padStart(2, '0')}` as ConversationId, {
              since,
              queueId: (urgent ? 'q-2' : 'q-1') as QueueId,
            })
          })
          world.desk('o-1' as OperatorId, { presence: 'available' })
          const served: Work[] = []
          for (let i = 0; i < arrivals.length; i++) {
            world.settle()
            const offers = world.router.offersTo('o-1' as OperatorId)
            expect(offers).toHaveLength(1)
            const id = offers[0]?.conversationId as ConversationId
            served.push(world.works.get(id) as Work)
            world.accept(id, 'o-1' as OperatorId)
            world.become(id, { state: 'done', owner: undefined })
          }
          const order = (w: Work) => (w.queueId === 'q-2' ? 0 : 1000) + w.since
          expect(served.map(order)).toEqual(served.map(order).sort((a, b) => a - b))
        },
      ),
    )
  })
})
