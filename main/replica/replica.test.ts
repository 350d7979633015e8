import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { InboxRow } from '../../shared/domain/conversation.ts'
import type { EventWire } from '../../shared/domain/event.ts'
import type { ContactId } from '../../shared/lib/ids.ts'
import type { OpenedCard } from '../../shared/protocol/hub-protocol.ts'
import { createVault } from '../local/vault.ts'
import { silentLogger } from '../log/logger.ts'
import { createReplica } from './replica.ts'
import type { ReplicaLimits } from './replica-types.ts'

let folder: string
const open: ReturnType<typeof createReplica>[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'replica-'))
})
afterEach(() => {
  for (const replica of open.splice(0)) replica.close()
  rmSync(folder, { recursive: true, force: true })
})

const key = (n: number) => Buffer.alloc(32, n).toString('base64url')
function replicaAt(given: { key?: string; limits?: Partial<ReplicaLimits>; now?: () => number } = {}) {
  const regrouped: ContactId[] = []
  const replica = createReplica({
    path: () => join(folder, 'anna.db'),
    vault: createVault({ localKey: () => given.key ?? key(1), keepLocalKey: () => undefined }),
    now: given.now ?? (() => 1_000_000),
    onRegrouped: (ids) => regrouped.push(...ids),
    limits: { age: Number.MAX_SAFE_INTEGER, ...given.limits },
    log: silentLogger,
  })
  open.push(replica)
  replica.open()
  return Object.assign(replica, { regrouped })
}

/** A hub's log in memory, with what a console may ask of it. */
class Log {
  facts: EventWire[] = []
  private readonly seqs = new Map<string, number>()
  add(contactId: string, type = 'message.received', more: object = {}): EventWire {
    const position = this.facts.length + 1
    const seq = (this.seqs.get(contactId) ?? 0) + 1
    this.seqs.set(contactId, seq)
    const fact = {
      eventId: `e${position}`,
      type,
      contactId,
      position,
      seq,
      // Moments come back and forth: the order of time is not the order of the log.
      occurredAt: 1000 + ((position * 7) % 13) * 10,
      ...(type === 'message.received'
        ? {
            conversationId: `cv-${contactId}`,
            messageId: `m${position}`,
            channel: 'site',
            accountId: 'site',
            text: `words ${position}`,
          }
        : {}),
      ...more,
    }
    this.facts.push(fact)
    return fact
  }
  get position() {
    return this.facts.length
  }
  inTime(contactId: string): EventWire[] {
    return this.facts
      .filter((f) => f.contactId === contactId)
      .sort((a, b) => a.occurredAt - b.occurredAt || a.position - b.position)
  }
  page(contactId: string, older: string | undefined, limit: number) {
    const [at = Infinity, position = Infinity] = (older ?? '').split('.').filter(Boolean).map(Number)
    const before = this.inTime(contactId).filter(
      (f) => f.occurredAt < at || (f.occurredAt === at && f.position < position),
    )
    const events = before.slice(-limit)
    const first = events[0]
    return {
      events,
      ...(first && events.length === limit ? { older: `${first.occurredAt}.${first.position}` } : {}),
    }
  }
  card(contactId: string, limit = 150): OpenedCard {
    const cardEvents = this.facts.filter((f) => f.contactId === contactId && f.type !== 'message.received')
    return {
      personId: contactId,
      contactIds: [contactId],
      cardEvents,
      ...this.page(contactId, undefined, limit),
      rows: [{ conversationId: `cv-${contactId}`, contactId, position: 1, lastAt: 1 } as unknown as InboxRow],
      position: this.position,
    } as OpenedCard
  }
}

const born = (log: Log, contactId: string, displayName: string, phone: string) =>
  log.add(contactId, 'contact.created', {
    via: 'phone',
    profile: {
      displayName,
      identities: [
        { identityId: `i-${contactId}`, kind: 'phone', value: phone, strong: true, verifiedVia: 'call' },
      ],
    },
  })
const id = (text: string) => text as ContactId
const ids = (facts: readonly EventWire[]) => facts.map((fact) => fact.eventId)

/** Everything that lies here of a person, page by page as the window asks, oldest first. */
function whole(replica: ReturnType<typeof replicaAt>, contactId: ContactId) {
  const card = replica.card(contactId)
  if (!card) return undefined
  let events = card.events
  let ends = false
  for (let { older } = card; older; ) {
    const page = replica.older(contactId, older, 3)
    if (!page.ok) {
      ends = true
      break
    }
    events = [...page.value.events, ...events]
    older = page.value.older
  }
  return { events, ends }
}

describe('the local copy', () => {
  it('opens a card as the hub gave it out, goes on with the stream, and knows it again after a start', () => {
    const log = new Log()
    born(log, 'c1', 'Пётр Воронцов', '+79161234567')
    for (let i = 0; i < 5; i++) log.add('c1')
    const replica = replicaAt()
    replica.follow(log.position, false)
    replica.keep(log.card('c1'), true)
    const late = log.add('c1')
    replica.take([late, log.add('c2')], log.position)
    replica.close()

    const again = replicaAt()
    expect(again.cursor).toBe(log.position)
    expect(ids(whole(again, id('c1'))?.events ?? [])).toEqual(ids(log.inTime('c1')))
    expect(again.card(id('c2'))).toBeUndefined()
    expect(again.whose('phone', '8 916 123-45-67')).toMatchObject([{ personId: 'c1', name: 'Пётр Воронцов' }])
  })

  it('says where it ends, and reaches further once an older page was looked at', () => {
    const log = new Log()
    for (let i = 0; i < 30; i++) log.add('c1')
    const replica = replicaAt()
    replica.follow(log.position, false)
    const card = log.card('c1', 10)
    replica.keep(card, true)
    expect(whole(replica, id('c1'))).toMatchObject({ ends: true })
    replica.keepOlder(id('c1'), card.older ?? '', log.page('c1', card.older, 100))
    const all = whole(replica, id('c1'))
    expect(all?.ends).toBe(false)
    expect(ids(all?.events ?? [])).toEqual(ids(log.inTime('c1')))
    // The newest page again does not make it forget what it has.
    replica.keep(log.card('c1', 10), false)
    expect(ids(whole(replica, id('c1'))?.events ?? [])).toEqual(ids(log.inTime('c1')))
  })

  it('has no word of a customer in the clear on the disk, and nothing for another key', () => {
    const log = new Log()
    born(log, 'c-secret', 'Мария Тайная', '+48600100200')
    log.add('c-secret', 'message.received', { text: 'секретное слово KARAMBOLA' })
    const replica = replicaAt()
    replica.follow(log.position, false)
    replica.keep(log.card('c-secret'), true)
    replica.keepRows([{ conversationId: 'cv-c-secret', lastText: 'KARAMBOLA', position: 1 } as never], true)
    replica.flush()
    for (const file of readdirSync(folder)) {
      const bytes = readFileSync(join(folder, file))
      for (const word of ['KARAMBOLA', 'Тайная', '48600100200', 'c-secret', 'message.received'])
        expect(bytes.includes(word), `${word} in ${file}`).toBe(false)
    }
    replica.close()
    const other = replicaAt({ key: key(2) })
    expect(other.cursor).toBeUndefined()
    expect(other.card(id('c-secret'))).toBeUndefined()
  })

  it('finds word forms, slips, the other layout and numbers', async () => {
    const log = new Log()
    born(log, 'c1', 'Пётр Воронцов', '+79161234567')
    log.add('c1', 'message.received', { text: 'Привет! Где мой заказ DS-10042, доставили две лампы?' })
    born(log, 'c2', 'Anna Nowak', '+48600100200')
    log.add('c2', 'message.received', { text: 'Czy lampa jest dostępna?', channel: 'telegram' })
    const replica = replicaAt()
    replica.follow(log.position, false)
    replica.keep(log.card('c1'), false)
    replica.keep(log.card('c2'), false)
    const found = async (text: string, more = {}) =>
      (await replica.said({ text, ...more })).hits.map((hit) => hit.personId)
    expect(await found('лампа ')).toEqual(['c1'])
    expect(await found('ghbdtn ')).toEqual(['c1'])
    expect(await found('прибет ')).toEqual(['c1'])
    expect(await found('ds-10042')).toEqual(['c1'])
    expect(await found('lampy ')).toEqual(['c2'])
    expect(await found('lamp', { channel: 'site' })).toEqual([])
    expect(await replica.said({ text: 'ghbdtn ' })).toMatchObject({
      local: true,
      read: [{ typed: 'ghbdtn', as: 'привет', why: 'layout' }],
    })
    const people = async (text: string) => (await replica.find(text, 10)).people.map((hit) => hit.personId)
    expect(await people('ворон')).toEqual(['c1'])
    expect(await people('1234567')).toEqual(['c1'])
    expect(await people('nowak')).toEqual(['c2'])
    replica.close()
    const again = replicaAt()
    expect((await again.said({ text: 'лампы ' })).hits).toHaveLength(1)
  })

  it('lets go of those nobody opened first, and of nobody else', () => {
    const log = new Log()
    for (const contactId of ['c1', 'c2', 'c3']) for (let i = 0; i < 10; i++) log.add(contactId)
    const replica = replicaAt({ limits: { facts: 25 } })
    replica.follow(log.position, false)
    replica.keep(log.card('c1'), true)
    replica.keep(log.card('c2'), false)
    replica.keep(log.card('c3'), false)
    expect([id('c1'), id('c2'), id('c3')].map(replica.holds)).toEqual([true, false, true])
    replica.close()
    const again = replicaAt({ limits: { facts: 25 } })
    expect(again.card(id('c2'))).toBeUndefined()
    expect(again.card(id('c1'))?.events).toHaveLength(10)
  })

  it('lets go of who was not heard of for a month', () => {
    const log = new Log()
    log.add('c1')
    const replica = replicaAt()
    replica.follow(1, false)
    replica.keep(log.card('c1'), false)
    replica.close()
    expect(replicaAt({ limits: { age: 10 } }).holds(id('c1'))).toBe(false)
  })

  it('tells who is grouped otherwise, and takes the new group in place of the old', () => {
    const log = new Log()
    log.add('c1')
    log.add('c2')
    const replica = replicaAt()
    replica.follow(2, false)
    replica.keep(log.card('c1'), true)
    const linked = log.add('c2', 'contact.linked', {
      withContactId: 'c1',
      linkId: 'l1',
      why: 'same',
      operatorId: 'o',
    })
    replica.take([linked], 3)
    expect(replica.regrouped).toEqual(['c2', 'c1'])
    const both = {
      ...log.card('c1'),
      contactIds: [id('c1'), id('c2')],
      events: log.facts,
      cardEvents: [linked],
    }
    replica.keep(both, false)
    expect(replica.card(id('c2'))?.contactIds).toEqual(['c1', 'c2'])
    replica.keep(log.card('c1'), false)
    expect(replica.holds(id('c2'))).toBe(false)
  })

  it('is the hub’s log for whoever lies here, whatever comes in whichever order and wherever it is killed', () => {
    const step = fc.oneof(
      { weight: 6, arbitrary: fc.record({ do: fc.constant('said' as const), who: fc.nat(2) }) },
      { weight: 3, arbitrary: fc.record({ do: fc.constant('told' as const), who: fc.nat(9) }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('opened' as const), who: fc.nat(2) }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('older' as const), who: fc.nat(2) }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('killed' as const), who: fc.nat(1) }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('written' as const), who: fc.constant(0) }) },
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        rmSync(folder, { recursive: true, force: true })
        const log = new Log()
        let replica = replicaAt()
        replica.follow(0, false)
        replica.flush()
        let told = 0
        const tell = (upTo: number) => {
          const run = log.facts.filter((f) => f.position > told && f.position <= upTo)
          told = upTo
          replica.take(run, upTo)
        }
        for (const { do: what, who } of steps) {
          const contactId = `c${who}`
          if (what === 'said')
            log.add(contactId, who === 2 ? 'tag.added' : undefined, who === 2 ? { tag: 't' } : {})
          if (what === 'told') tell(Math.min(log.position, told + who))
          if (what === 'opened') {
            // As `follow` of the open cards does: what was told while it was on its way is in it.
            replica.keep(log.card(contactId, 4), true)
          }
          if (what === 'older') {
            const older = replica.card(id(contactId))?.older
            if (older) replica.keepOlder(id(contactId), older, log.page(contactId, older, 5))
          }
          if (what === 'written') replica.flush()
          if (what === 'killed') {
            // What was not written down is lost with the program.
            if (who) replica.flush()
            const left = `${folder}-left`
            cpSync(folder, left, { recursive: true })
            replica.close()
            rmSync(folder, { recursive: true })
            cpSync(left, folder, { recursive: true })
            rmSync(left, { recursive: true })
            replica = replicaAt()
            told = replica.cursor ?? 0
          }
        }
        tell(log.position)
        for (const contactId of ['c0', 'c1', 'c2']) {
          const held = whole(replica, id(contactId))
          if (!held) continue
          const all = ids(log.inTime(contactId))
          const mine = ids(held.events)
          expect(mine).toEqual(held.ends ? all.slice(all.length - mine.length) : all)
          expect(new Set(mine).size).toBe(mine.length)
        }
        replica.close()
      }),
      { numRuns: 150 },
    )
  })
})
