import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { NewEvent } from '../../shared/domain/event.ts'
import type { PresenceInterval } from '../../shared/domain/presence.ts'
import type {
  AccountId,
  CallId,
  ContactId,
  ConversationId,
  InteractionId,
  MessageId,
  OperatorId,
  RecordingId,
  VisitorId,
} from '../../shared/lib/ids.ts'
import { fact } from '../lib/fact.ts'
import { newCompany } from '../operators/setup.ts'
import type { Append, Changes, Stores } from './ports.ts'
import { describeSearch } from './search-suite.ts'

export type StorageUnderTest = {
  stores: Stores
  /** Closes in order and opens the same data again. */
  reopen(): Promise<Stores>
  dispose(): Promise<void>
}

const anna = 'c-anna' as ContactId
const boris = 'c-boris' as ContactId
const thread = 'cv-anna-site' as ConversationId
const ofThread = {
  conversationId: thread,
  channel: 'site' as const,
  accountId: 'ca-site' as AccountId,
  interactionId: 'in-1' as InteractionId,
}
const at = 1_780_000_000_000

const born = (contactId: ContactId, displayName: string, more: object = {}): NewEvent =>
  fact('contact.created', contactId, at, { via: 'first-contact', profile: { displayName, ...more } })
const note = (contactId: ContactId, text: string, when = at): NewEvent =>
  fact('note.added', contactId, when, { noteId: 'n' as never, operatorId: 'o-1' as OperatorId, text })
const offered = (): NewEvent => fact('interaction.offered', anna, at, { ...ofThread, direction: 'in' })
const wrote = (messageId: string, text = messageId): NewEvent =>
  fact('message.received', anna, at + 1, { ...ofThread, messageId: messageId as MessageId, text })
const phone = (value: string, strong = true) => ({
  identityId: `i-${value}` as never,
  kind: 'phone' as const,
  value,
  strong,
  verifiedVia: 'carrier',
})

/** What every engine must do; run it on each. */
export function describeStorage(name: string, open: () => Promise<StorageUnderTest>): void {
  describeSearch(name, open)
  describe(`storage on ${name}`, () => {
    let under: StorageUnderTest
    let stores: Stores
    const append = (events: NewEvent[], commandId?: string, more: Partial<Append> = {}) =>
      stores.events.append({ actor: 'o-1', commandId, events, ...more })

    beforeEach(async () => {
      under = await open()
      stores = under.stores
    })
    afterEach(() => under.dispose())

    it('gives every fact its place in the log and a number without gaps on its card', async () => {
      await append([born(anna, 'Anna'), born(boris, 'Boris'), note(anna, 'n1')])
      await append([note(boris, 'n2'), note(anna, 'n3')])
      const log = await stores.events.since(0, 100)
      expect(log.map((e) => e.position)).toEqual([1, 2, 3, 4, 5])
      expect(log.filter((e) => e.contactId === anna).map((e) => e.seq)).toEqual([1, 2, 3])
      expect(log.filter((e) => e.contactId === boris).map((e) => e.seq)).toEqual([1, 2])
      expect(await stores.events.since(3, 1)).toEqual([log[3]])
      expect(await stores.events.position()).toBe(5)
    })

    it('keeps places right when many write at once', async () => {
      await Promise.all(
        Array.from({ length: 200 }, (_, i) => append([note(i % 2 ? anna : boris, `n${i}`)], `c${i}`)),
      )
      const log = await stores.events.since(0, 1000)
      expect(log.map((e) => e.position)).toEqual(Array.from({ length: 200 }, (_, i) => i + 1))
      expect(log.filter((e) => e.contactId === anna).map((e) => e.seq)).toEqual(
        Array.from({ length: 100 }, (_, i) => i + 1),
      )
    })

    it('answers a repeated command with the first answer and appends nothing', async () => {
      const first = await append([note(anna, 'once')], 'c1', { result: { hello: 1 } })
      const again = await append([note(anna, 'twice')], 'c1', { result: { hello: 2 } })
      expect(again).toEqual({ repeated: true, position: first.position, result: { hello: 1 }, events: [] })
      const together = await Promise.all([append([note(anna, 'a')], 'c2'), append([note(anna, 'b')], 'c2')])
      expect(together.map((t) => t.repeated)).toEqual([false, true])
      expect(await stores.events.position()).toBe(2)
      expect(await stores.events.commandResult('o-1', 'c1')).toEqual({ position: 1, result: { hello: 1 } })
      expect(await stores.events.commandResult('o-2', 'c1')).toBeUndefined()
      expect((await append([note(anna, 'of another')], 'c1', { actor: 'o-2' })).repeated).toBe(false)
    })

    it('refuses a command with one bad fact whole, and harms no command beside it', async () => {
      const known = note(anna, 'known')
      await append([known])
      const results = await Promise.allSettled([
        append([note(anna, 'good 1')]),
        append([note(anna, 'lost'), { ...note(anna, 'x'), eventId: known.eventId }]),
        append([note(anna, 'lost too'), { ...note(anna, 'y'), text: 7 } as unknown as NewEvent]),
        append([note(anna, 'good 2')]),
      ])
      expect(results.map((r) => r.status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled'])
      expect((results[1] as PromiseRejectedResult).reason).toMatchObject({ code: 'INVALID_INPUT' })
      const log = await stores.events.since(0, 10)
      expect(log.map((e) => [e.seq, e.type === 'note.added' && e.text])).toEqual([
        [1, 'known'],
        [2, 'good 1'],
        [3, 'good 2'],
      ])
    })

    it('tells of each commit once, in the order of the log, before the writer hears of it', async () => {
      const told: Changes[] = []
      stores.events.onCommitted((changes) => told.push(changes))
      const done = append([born(anna, 'Anna')]).then(() => told.length)
      await Promise.all([done, append([note(anna, 'n')], 'c1'), append([note(anna, 'n again')], 'c1')])
      expect(await done).toBeGreaterThan(0)
      expect(told.flatMap((c) => c.events.map((e) => e.position))).toEqual([1, 2])
      expect(told[0]?.contacts[0]).toMatchObject({ contactId: anna, profileName: 'Anna' })
    })

    it('still has everything after it was opened again', async () => {
      await append([born(anna, 'Anna'), offered(), wrote('m1')], 'c1')
      stores = await under.reopen()
      expect(await stores.events.position()).toBe(3)
      expect((await append([wrote('m1')], 'c1')).repeated).toBe(true)
      const next = await append([wrote('m2')])
      expect(next.events[0]).toMatchObject({ position: 4, seq: 4 })
      expect((await stores.people.conversations())[0]).toMatchObject({ unread: 2, position: 4 })
    })

    it('keeps conversations in step with the log', async () => {
      const fields = { ...ofThread, operatorId: 'o-1' as OperatorId }
      await append([
        born(anna, 'Anna'),
        offered(),
        wrote('m1'),
        fact('interaction.accepted', anna, at + 2, fields),
      ])
      const found = async () => (await stores.people.conversations())[0]
      expect(await found()).toMatchObject({ status: 'open', operatorId: 'o-1', unread: 1, lastText: 'm1' })
      await append([
        fact('interaction.disposed', anna, at + 3, { ...fields, operatorId: 'o-1' as OperatorId }),
      ])
      expect(await found()).toMatchObject({ status: 'closed', unread: 0 })
      const second = { ...ofThread, interactionId: 'in-2' as InteractionId }
      await append([fact('interaction.offered', anna, at + 4, { ...second, direction: 'in' })])
      await append([fact('interaction.disposed', anna, at + 5, { ...fields })])
      expect(await found()).toMatchObject({ status: 'queued', interactionId: 'in-2' })
    })

    it('keeps calls in step with the log, found by interaction', async () => {
      const callId = 'call-1' as CallId
      const of = { interactionId: 'in-v' as InteractionId, callId, channel: 'voice' as const }
      const begin = { ...of, conversationId: 'cv-anna-voice' as ConversationId, direction: 'in' as const }
      await append([
        born(anna, 'Anna'),
        fact('interaction.offered', anna, at, { ...begin, remote: '+79000000001' }),
      ])
      expect(await stores.people.ringingSince(at + 1)).toHaveLength(1)
      await append([fact('call.answered', anna, at + 2000, { ...of, operatorId: 'o-1' as OperatorId })])
      expect(await stores.people.ringingSince(at + 1)).toHaveLength(0)
      await append([
        fact('call.ended', anna, at + 9000, {
          ...of,
          cause: 'caller-hangup',
          direction: 'in',
          talkSeconds: 7,
        }),
      ])
      expect(await stores.people.call(callId)).toMatchObject({
        contactId: anna,
        operatorId: 'o-1',
        answeredAt: at + 2000,
        ended: { cause: 'caller-hangup', talkSeconds: 7 },
      })
      expect((await stores.people.conversations())[0]).toMatchObject({ status: 'wrap-up' })
      expect(await stores.people.callsOf(anna, 5)).toHaveLength(1)
      const sound = { callId, recordingId: 'r-1' as RecordingId, seconds: 7 }
      await append([fact('recording.available', anna, at + 9100, sound)])
      expect(await stores.people.recordingOwner('r-1' as RecordingId)).toBe(anna)
    })

    it('lists calls newest first, missed ones alone when asked, without legs, and those that are still open', async () => {
      const offer = (id: string, when: number, more: object = {}) =>
        fact('interaction.offered', anna, when, {
          interactionId: `in-${id}` as InteractionId,
          callId: id as CallId,
          channel: 'voice',
          conversationId: 'cv-anna-voice' as ConversationId,
          direction: 'in',
          ...more,
        })
      const end = (id: string, when: number, cause: 'abandoned' | 'caller-hangup') =>
        fact('call.ended', anna, when, { callId: id as CallId, cause, direction: 'in' })
      const answered = (id: string, when: number) =>
        fact('call.answered', anna, when, { callId: id as CallId, operatorId: 'o-1' as OperatorId })
      await append([
        born(anna, 'Anna'),
        offer('missed', at),
        end('missed', at + 10, 'abandoned'),
        offer('talked', at + 20),
        answered('talked', at + 25),
        end('talked', at + 30, 'caller-hangup'),
        offer('leg', at + 40, { parentCallId: 'talked' }),
        offer('open', at + 50),
      ])
      const ids = async (...args: [number, number, boolean]) =>
        (await stores.people.recentCalls(...args)).map((call) => call.callId)
      expect(await ids(at + 99, 10, false)).toEqual(['open', 'talked', 'missed'])
      expect(await ids(at + 99, 2, false)).toEqual(['open', 'talked'])
      expect(await ids(at + 20, 10, false)).toEqual(['missed'])
      expect(await ids(at + 99, 10, true)).toEqual(['missed'])
      expect((await stores.people.openCalls(at)).map((c) => c.callId).sort()).toEqual(['leg', 'open'])
      expect(await stores.people.openCalls(at + 45)).toHaveLength(1)
    })

    it('pages a person backwards over all their cards', async () => {
      const notes = Array.from({ length: 30 }, (_, i) =>
        note(i % 3 ? anna : boris, `n${i}`, at + Math.floor(i / 2)),
      )
      await stores.events.appendMany(notes)
      const texts: string[] = []
      for (let before: { at: number; position: number } | undefined, done = false; !done; ) {
        const page = await stores.events.page([anna, boris], before, 7)
        texts.push(...page.map((e) => (e.type === 'note.added' ? e.text : '')))
        const last = page.at(-1)
        before = last && { at: last.occurredAt, position: last.position }
        done = page.length < 7
      }
      expect(texts).toEqual(notes.map((_, i) => `n${29 - i}`))
    })

    it('gives the facts that a card is made of, and the newest of some kinds', async () => {
      await append([born(anna, 'Anna'), offered(), wrote('m1'), wrote('m2'), note(anna, 'n')])
      const card = await stores.events.cardFacts([anna])
      expect(card.map((e) => e.type)).toEqual(['contact.created', 'interaction.offered', 'note.added'])
      const recent = await stores.events.recent(anna, ['message.received'], 1)
      expect(recent.map((e) => e.type === 'message.received' && e.messageId)).toEqual(['m2'])
    })

    it('finds people by parts of a name, any form of a number, mail and order', async () => {
      await append([
        born(anna, 'Анна Ковалёва', { identities: [phone('+79000001001')] }),
        born(boris, 'Łukasz Żak'),
        fact('identity.observed', boris, at, {
          identity: { ...phone('x'), kind: 'email', value: 'Lukasz.Zak@example.com' },
        }),
        fact('order.created', boris, at, {
          order: { orderId: 'DS-10042', currency: 'PLN', items: [], total: 10 },
        }),
        fact('field.set', boris, at, { field: 'displayName', value: 'Лука' }),
      ])
      const find = async (text: string) => (await stores.people.find(text, 10)).contactIds
      for (const text of [
        'ковалева',
        'АННА ков',
        'вал',
        'ан',
        '+7 900 000-10-01',
        '8 (900) 000 10 01',
        '0001001',
        '1001',
      ])
        expect([text, await find(text)]).toEqual([text, [anna]])
      for (const text of ['lukasz', 'zak', 'ŻAK', 'ak', 'zak@example', 'ds-10042', '10042', 'лука'])
        expect([text, await find(text)]).toEqual([text, [boris]])
      for (const text of ['', '   ', '"', '%%%', "анна' OR 1", 'анна NOT x', 'nobody', '9999999'])
        expect([text, await find(text)]).toEqual([text, []])
    })

    it('knows whose an address is, apart from where it was only seen', async () => {
      await append([
        born(anna, 'Anna', { identities: [phone('+79000001001')] }),
        born(boris, 'Boris', { identities: [phone('+79000001001', false)] }),
      ])
      const who = (value: string, weak = false) => stores.people.withIdentity('phone', value, weak)
      expect(await who('8 900 000 10 01')).toEqual([anna])
      expect(await who('+79000001001', true)).toEqual([anna, boris])
      await append([fact('identity.observed', boris, at, { identity: phone('+79000001001') })])
      expect(await who('+79000001001')).toEqual([anna, boris])
      expect(await who('+79000001002')).toEqual([])
    })

    it('keeps operators, and each login once', async () => {
      const lena = {
        operatorId: 'o-lena' as OperatorId,
        name: 'Lena',
        login: 'Lena',
        roles: ['operator' as const],
        queueIds: [],
        languages: ['ru'],
        greetings: {},
        disabled: false,
      }
      await stores.operators.create({ ...lena, passwordHash: 'h' })
      await expect(
        stores.operators.create({ ...lena, operatorId: 'o-2' as OperatorId, login: 'lena' }),
      ).rejects.toMatchObject({ code: 'LOGIN_TAKEN' })
      expect(await stores.operators.byLogin('LENA')).toEqual({ ...lena, passwordHash: 'h' })
      await stores.operators.update({ ...lena, disabled: true })
      expect(await stores.operators.list()).toEqual([{ ...lena, disabled: true }])
    })

    it('keeps an audit that nobody can change, and secrets apart from the company', async () => {
      const entry = { actor: 'o-boss', subject: 'o-lena', detail: { mode: 'listen' } }
      for (const [at, action] of [
        [10, 'supervision.begun'],
        [20, 'supervision.ended'],
        [30, 'recording.played'],
      ] as const)
        await stores.audit.append({ ...entry, at, action })
      const whole = await stores.audit.list({ limit: 10 })
      expect(whole.map((e) => e.at)).toEqual([30, 20, 10])
      expect(whole[2]).toEqual({ ...entry, at: 10, action: 'supervision.begun' })
      const list = async (query: object) =>
        (await stores.audit.list({ limit: 10, ...query })).map((e) => e.action)
      expect(await list({ area: 'supervision' })).toEqual(['supervision.ended', 'supervision.begun'])
      expect(await list({ area: 'super' })).toEqual([])
      expect(await list({ before: 20 })).toEqual(['supervision.begun'])
      expect(await list({ subject: 'o-nobody' })).toEqual([])
      expect(await list({ from: 20, before: 30 })).toEqual(['supervision.ended'])
      expect(await list({ actor: 'o-else' })).toEqual([])
      await stores.audit.append({
        ...entry,
        at: 40,
        actor: 'o-else',
        action: 'card.opened',
        detail: { contactId: anna },
      })
      expect(await list({ actor: 'o-else' })).toEqual(['card.opened'])
      expect(await list({ contactIds: [boris, anna] })).toEqual(['card.opened'])
      expect(await list({ contactIds: [boris] })).toEqual([])
      expect(await stores.company.private('turn')).toBeUndefined()
      await stores.company.setPrivate('turn', { secret: 's1' })
      await stores.company.setPrivate('turn', { secret: 's2' })
      expect(await stores.company.private('turn')).toEqual({ secret: 's2' })
    })

    it('knows which recordings there are, which are held, and what the PBX has sent', async () => {
      const callId = 'call-1' as CallId
      const available = (id: string, occurredAt: number, more: object = {}) =>
        fact('recording.available', anna, occurredAt, {
          callId,
          recordingId: id as RecordingId,
          seconds: 5,
          ...more,
        })
      await append([
        born(anna, 'Anna'),
        available('rec-2', at + 2),
        available('rec-1', at + 9, { startedAt: at + 1 }),
        available('rec-3', at + 3),
        available('rec-0', at, { kept: false }),
        fact('voicemail.left', anna, at, { recordingId: 'vm' as RecordingId, seconds: 3 }),
        fact('legal-hold.placed', anna, at, { holdId: 'h1', why: 'court', operatorId: 'o-1' as OperatorId }),
        fact('legal-hold.placed', anna, at, {
          holdId: 'h2',
          callId,
          why: 'court',
          operatorId: 'o-1' as OperatorId,
        }),
      ])
      const ids = async (before: number, after?: { at: number; recordingId: RecordingId }) =>
        (await stores.recordings.before(before, after, 10)).map((r) => r.recordingId)
      expect(await ids(at + 3)).toEqual(['rec-1', 'rec-2'])
      expect(await ids(at + 10, { at: at + 1, recordingId: 'rec-1' as RecordingId })).toEqual([
        'rec-2',
        'rec-3',
      ])
      await append([
        fact('recording.removed', anna, at + 50, {
          callId,
          recordingId: 'rec-1' as RecordingId,
          reason: 'retention',
        }),
        fact('legal-hold.lifted', anna, at + 60, { holdId: 'h1', operatorId: 'o-1' as OperatorId }),
      ])
      expect(await ids(at + 10)).toEqual(['rec-2', 'rec-3'])
      expect(await stores.recordings.get('rec-1' as RecordingId)).toEqual({
        recordingId: 'rec-1',
        contactId: anna,
        callId,
        at: at + 1,
        removedAt: at + 50,
      })
      expect((await stores.recordings.get('vm' as RecordingId))?.callId).toBeUndefined()
      expect(await stores.recordings.onCall(callId)).toHaveLength(4)
      expect(await stores.recordings.holds()).toEqual([{ holdId: 'h2', contactId: anna, callId }])

      const item = {
        intakeId: 'i-1',
        recordingId: 'rec-9' as RecordingId,
        state: 'doubt',
        source: 'folder',
        name: 'a.wav',
        at,
        facts: { from: '+79000000001' },
        kilobytes: 3,
        candidates: [],
      } as const
      await stores.intake.put({ key: 'k1', item: { ...item, candidates: [] } })
      expect((await stores.intake.byKey('k1'))?.item.intakeId).toBe('i-1')
      await stores.intake.put({ key: 'k1', item: { ...item, candidates: [], state: 'placed', callId } })
      expect(await stores.intake.list(['doubt'], 10)).toEqual([])
      expect((await stores.intake.list(['placed', 'doubt'], 10)).map((i) => i.item.callId)).toEqual([callId])
      expect((await stores.intake.get('i-1'))?.key).toBe('k1')
      expect(await stores.intake.byKey('k2')).toBeUndefined()
    })

    it('keeps what operators did, stretch by stretch, and until when the hub was there', async () => {
      const lena = 'o-lena' as OperatorId
      const begin = (activity: PresenceInterval['activity'], from: number, more: object = {}) =>
        stores.presence.begin({ operatorId: lena, activity, from, ...more })
      await begin('available', at)
      await begin('break', at + 100, { breakId: 'lunch' })
      await begin('away', at + 200, { auto: 'locked' })
      await begin('available', at + 200)
      await stores.presence.begin({ operatorId: 'o-2' as OperatorId, activity: 'busy', from: at + 1 })
      const day = (from: number, to: number) => stores.presence.between(lena, from, to)
      const all = [
        { operatorId: lena, activity: 'available', from: at, to: at + 100 },
        { operatorId: lena, activity: 'break', from: at + 100, to: at + 200, breakId: 'lunch' },
        { operatorId: lena, activity: 'available', from: at + 200 },
      ]
      expect(await day(at, at + 1000)).toEqual(all)
      expect(await day(at + 100, at + 200)).toEqual([all[1]])
      expect(await stores.presence.lastSeen()).toBeUndefined()
      await stores.presence.seen(at + 300)
      stores = await under.reopen()
      expect(await stores.presence.lastSeen()).toBe(at + 300)
      await stores.presence.endAll(at + 300)
      expect((await day(at, at + 1000)).at(-1)?.to).toBe(at + 300)
      await stores.presence.endAll(at + 999)
      expect((await day(at, at + 1000)).at(-1)?.to).toBe(at + 300)
    })

    it('knows who is to be called back, and who handled what since when', async () => {
      const ask = (callbackId: string, dueAt: number) =>
        fact('callback.scheduled', anna, at, {
          callbackId,
          dueAt,
          operatorId: 'o-1' as OperatorId,
          note: 'price',
        })
      const took = (occurredAt: number, operatorId: string) =>
        fact('interaction.accepted', anna, occurredAt, { ...ofThread, operatorId: operatorId as OperatorId })
      await append([
        born(anna, 'Anna'),
        offered(),
        ask('k2', at + 20),
        ask('k1', at + 10),
        ask('k3', at + 30),
      ])
      await append([
        fact('callback.settled', anna, at + 5, {
          callbackId: 'k2',
          outcome: 'reached',
          operatorId: 'o-1' as OperatorId,
        }),
        took(at + 40, 'o-1'),
        fact('interaction.requeued', anna, at + 50, { ...ofThread, reason: 'owner-away' }),
        took(at + 60, 'o-2'),
      ])
      const promised = (promiseId: string, dueAt: number, operatorId: string) =>
        fact('promise.made', anna, at, { promiseId, dueAt, text: promiseId, operatorId } as never)
      await append([
        promised('p1', 30, 'o-1'),
        promised('p2', 9, 'o-1'),
        promised('p3', 10, 'o-2'),
        promised('p4', 20, 'o-1'),
        fact('promise.kept', anna, at, { promiseId: 'p4' } as never),
      ])
      expect(
        (await stores.people.promisesOf('o-1' as OperatorId)).map(({ promiseId, contactId }) => [
          promiseId,
          contactId,
        ]),
      ).toEqual([
        ['p2', anna],
        ['p1', anna],
      ])
      expect((await stores.people.callbacks()).map((c) => c.callbackId)).toEqual(['k1', 'k3'])
      expect(await stores.people.callback('k1')).toMatchObject({
        contactId: anna,
        dueAt: at + 10,
        note: 'price',
      })
      expect(await stores.people.callback('k2')).toBeUndefined()
      expect((await stores.events.handlingSince(at + 50)).map((e) => e.type)).toEqual([
        'interaction.requeued',
        'interaction.accepted',
      ])
      expect((await stores.people.conversations())[0]).toMatchObject({
        status: 'open',
        operatorId: 'o-2',
        handled: { operatorId: 'o-2', at: at + 60 },
      })
    })

    it('keeps sessions, visitors, the company and recordings that wait', async () => {
      const session = { tokenHash: 'h1', operatorId: 'o-1' as OperatorId, createdAt: 1, expiresAt: 2 }
      await stores.sessions.create(session)
      await stores.sessions.create({ ...session, tokenHash: 'h2' })
      expect(await stores.sessions.byHash('h1')).toEqual(session)
      await stores.sessions.revoke('h1')
      expect(await stores.sessions.byHash('h1')).toBeUndefined()
      await stores.sessions.revokeAll('o-1' as OperatorId)
      expect(await stores.sessions.byHash('h2')).toBeUndefined()

      const visitor = {
        visitorId: 'v-1' as VisitorId,
        secretHash: 's',
        contactId: anna,
        accountId: 'ca-site' as AccountId,
        createdAt: 1,
      }
      await stores.visitors.create(visitor)
      expect(await stores.visitors.get(visitor.visitorId)).toEqual(visitor)
      expect(await stores.visitors.ofContact(anna)).toEqual([visitor])

      expect(await stores.company.get()).toBeUndefined()
      const company = newCompany('Test')
      await stores.company.set({ ...company, companyId: 'first' })
      await stores.company.set(company)
      expect(await stores.company.get()).toEqual(company)

      const pending = { callId: 'call-9' as CallId, recordingId: 'r-9' as RecordingId, fact: { seconds: 3 } }
      await stores.recordings.put(pending)
      await stores.recordings.put(pending)
      expect(await stores.recordings.ofCall(pending.callId)).toEqual([pending])
      await stores.recordings.drop(pending.recordingId)
      expect(await stores.recordings.all()).toEqual([])
    })
  })
}
