import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { NewEvent } from '../../shared/domain/event.ts'
import type {
  AccountId,
  CallId,
  ContactId,
  ConversationId,
  DispositionId,
  MessageId,
  OperatorId,
} from '../../shared/lib/ids.ts'
import type { SearchQuery } from '../../shared/protocol/search-protocol.ts'
import { fact } from '../lib/fact.ts'
import { newCompany } from '../operators/setup.ts'
import type { Stores } from './ports.ts'
import type { StorageUnderTest } from './suite.ts'

const anna = 'c-anna' as ContactId
const boris = 'c-boris' as ContactId
const lena = 'o-lena' as OperatorId
const kasia = 'o-kasia' as OperatorId
const hour = 3_600_000
const at = 1_780_000_000_000
let made = 0

const wrote = (text: string, when = at, channel: 'site' | 'telegram' = 'site'): NewEvent =>
  fact('message.received', anna, when, {
    conversationId: `cv-${channel}` as ConversationId,
    accountId: `ca-${channel}` as AccountId,
    channel,
    messageId: `m-${made++}` as MessageId,
    text,
  })
const note = (text: string, operatorId = lena, when = at): NewEvent =>
  fact('note.added', anna, when, { noteId: `n-${made++}` as never, operatorId, text })
const born = (contactId: ContactId, displayName: string, more: object = {}): NewEvent =>
  fact('contact.created', contactId, at, { via: 'import', profile: { displayName, ...more } })

/** What a search must find, and must not, on every engine; run by `describeStorage`. */
export function describeSearch(name: string, open: () => Promise<StorageUnderTest>): void {
  describe(`search on ${name}`, () => {
    let under: StorageUnderTest
    let stores: Stores
    const append = (...events: NewEvent[]) => stores.events.append({ actor: 'o', events })
    const search = (query: Partial<SearchQuery> & { limit?: number }) =>
      stores.said.search({ text: '', limit: 20, ...query })
    const texts = async (text: string, more: Partial<SearchQuery> = {}): Promise<string[]> =>
      (await search({ text, ...more })).events.map((e) =>
        'text' in e && typeof e.text === 'string' ? e.text : e.type,
      )

    beforeEach(async () => {
      under = await open()
      stores = under.stores
    })
    afterEach(() => under.dispose())

    it('finds words in any form, with and without diacritics, by their beginning, all of several', async () => {
      await append(
        born(anna, 'Анна'),
        wrote('Когда привезут мои заказы?', at),
        wrote('Dzień dobry, gdzie są moje paczki z zamówienia?', at + hour),
        wrote('Two orders were shipped yesterday', at + 2 * hour),
      )
      for (const text of ['заказ', 'ЗАКАЗОВ', 'привезут заказ', 'зака', 'когда '])
        expect([text, await texts(text)]).toEqual([text, ['Когда привезут мои заказы?']])
      for (const text of ['paczka', 'paczkę', 'zamowienie', 'zamówień', 'dzien dob', 'ZAMÓWIENIA'])
        expect([text, (await texts(text)).length]).toEqual([text, 1])
      for (const text of ['order', 'shipping', 'yest', 'ordered shipped'])
        expect([text, await texts(text)]).toEqual([text, ['Two orders were shipped yesterday']])
      for (const text of ['', ' ', '"', '* OR *', 'заказ orders', 'NOT', 'NEAR(a b)', 'nobody'])
        expect([text, await texts(text)]).toEqual([text, []])
    })

    it('reads the other keyboard layout, both ways, and a slip of a letter, and says so', async () => {
      await append(wrote('Привет! Хорошо, оплатил доставку'), wrote('an order please'))
      expect((await search({ text: 'ghbdtn' })).read).toEqual([
        { typed: 'ghbdtn', as: 'привет', why: 'layout' },
      ])
      expect(await texts('[jhjij ghbdtn')).toHaveLength(1)
      expect(await texts('щквук')).toEqual(['an order please'])
      expect(await texts('джставку')).toHaveLength(1)
      expect((await search({ text: 'доствака' })).read[0]).toMatchObject({ typed: 'доствака', why: 'typo' })
      // Both at once: дставку on the other layout.
      expect(await texts('lcnfdre')).toHaveLength(1)
      // What was typed with the wrong layout on is found by what was meant.
      await append(wrote('ghbdtn, rfr ltkf'))
      expect(await texts('привет')).toHaveLength(2)
    })

    it('searches messages, notes, outcomes, files, fields, tags and numbers, and tells what a find is marked by', async () => {
      await stores.company.set({
        ...newCompany('Test'),
        dispositions: [
          {
            dispositionId: 'd-1' as DispositionId,
            name: { ru: 'Рекламация', en: 'Complaint' },
            outcome: 'other',
            queueIds: [],
            needsComment: false,
          },
        ],
      })
      await append(
        note('Просил скидку'),
        fact('interaction.disposed', anna, at, {
          dispositionId: 'd-1' as DispositionId,
          callId: 'c' as CallId,
          note: 'обещали перезвонить',
        }),
        fact('message.received', anna, at, {
          conversationId: 'cv' as ConversationId,
          messageId: 'm-file' as MessageId,
          channel: 'email',
          accountId: 'ca' as AccountId,
          text: '',
          subject: 'Рваная упаковка',
          attachments: [{ attachmentId: 'a', fileName: 'накладная-2231.pdf', kilobytes: 3 }],
        }),
        fact('field.set', anna, at, { field: 'город', value: 'Гданьск' }),
        fact('tag.added', anna, at, { tag: 'постоянный' }),
        wrote('мой номер 8 (900) 000-10-01'),
      )
      const kinds = async (text: string) => (await search({ text })).events.map((e) => e.type)
      expect(await kinds('скидка')).toEqual(['note.added'])
      for (const text of ['перезвонить', 'рекламации', 'complaints'])
        expect([text, await kinds(text)]).toEqual([text, ['interaction.disposed']])
      for (const text of ['накладная', '2231', 'упаковка рваная'])
        expect([text, await kinds(text)]).toEqual([text, ['message.received']])
      expect(await kinds('гданьск')).toEqual(['field.set'])
      expect(await kinds('постоянные')).toEqual(['tag.added'])
      expect(await kinds('+7 900 000-10-01')).toEqual(['message.received'])
      expect((await search({ text: 'скидкой' })).terms).toContain('скидк')
    })

    it('filters by channel, operator, kind and time, newest first, page after page', async () => {
      await append(
        ...Array.from({ length: 25 }, (_, i) => wrote(`заказ ${i}`, at + i * hour)),
        wrote('заказ из Телеграма', at + 60 * hour, 'telegram'),
        note('заказ проверен', kasia, at + 61 * hour),
        // An old letter that is imported today lies where it belongs.
        wrote('заказ прошлых лет', at - 5 * 365 * 24 * hour),
      )
      expect(await texts('заказ', { channel: 'telegram' })).toEqual(['заказ из Телеграма'])
      expect(await texts('заказ', { operatorId: kasia })).toEqual(['заказ проверен'])
      expect(await texts('заказ', { operatorId: lena })).toEqual([])
      expect(await texts('заказ', { kind: 'note' })).toEqual(['заказ проверен'])
      expect(await texts('заказ', { from: at + 2 * hour, to: at + 3 * hour })).toEqual(['заказ 3', 'заказ 2'])
      expect(await texts('заказ', { to: at - 1 })).toEqual(['заказ прошлых лет'])
      const all: string[] = []
      for (let after: number | undefined, done = false; !done; ) {
        const page = await search({ text: 'заказ', limit: 10, ...(after ? { after } : {}) })
        all.push(...page.events.map((e) => ('text' in e ? String(e.text) : '')))
        after = page.after
        done = after === undefined
      }
      expect(all).toEqual([
        'заказ проверен',
        'заказ из Телеграма',
        ...Array.from({ length: 25 }, (_, i) => `заказ ${24 - i}`),
        'заказ прошлых лет',
      ])
    })

    it('finds a message by what it says now, and not at all once it was taken back', async () => {
      const of = { conversationId: 'cv-site' as ConversationId, messageId: 'm-edit' as MessageId }
      await append(
        fact('message.received', anna, at, {
          ...of,
          channel: 'site',
          accountId: 'ca-site' as AccountId,
          text: 'бежевая лампа',
        }),
        fact('message.edited', anna, at + 1, { ...of, text: 'зелёная лампа', by: 'customer' }),
      )
      expect(await texts('бежевая')).toEqual([])
      expect(await texts('зеленая лампа')).toEqual(['зелёная лампа'])
      await append(fact('message.deleted', anna, at + 2, { ...of, by: 'customer' }))
      expect(await texts('лампа')).toEqual([])
    })

    it('puts what an operator had to do with under their name, also what the customer wrote to them', async () => {
      const of = {
        conversationId: 'cv-site' as ConversationId,
        channel: 'site' as const,
        accountId: 'ca-site' as AccountId,
        interactionId: 'in-1' as never,
      }
      await append(
        fact('interaction.offered', anna, at, { ...of, direction: 'in' }),
        fact('interaction.accepted', anna, at + 1, { ...of, operatorId: lena }),
        wrote('спасибо за помощь', at + 2),
      )
      expect(await texts('помощь', { operatorId: lena })).toEqual(['спасибо за помощь'])
      expect(await texts('помощь', { operatorId: kasia })).toEqual([])
    })

    it('finds people with a slip, the other layout, in another case, and by their fields', async () => {
      await append(
        born(anna, 'Анна Ковалёва', { city: 'Гдыня', customFields: { договор: 'ДГ-7731' } }),
        born(boris, 'Łukasz Żak'),
      )
      const find = async (text: string) => (await stores.people.find(text, 10)).contactIds
      for (const text of ['Ковалевой', 'ковалква', 'rjdfktdf', 'Fyyf', 'гдыня', '7731', 'анне ковалёвой'])
        expect([text, await find(text)]).toEqual([text, [anna]])
      for (const text of ['lukaszem', 'дглфыя', 'lukas zak', 'lukazs'])
        expect([text, await find(text)]).toEqual([text, [boris]])
      expect((await stores.people.find('Fyyf', 10)).read).toEqual([
        { typed: 'Fyyf', as: 'анна', why: 'layout' },
      ])
      await append(fact('field.set', boris, at, { field: 'displayName', value: 'Лука' }))
      expect(await find('лука')).toEqual([boris])
      expect(await find('zak')).toEqual([boris])
    })

    it('has lost nothing of it when it was opened again, and a command that failed has left nothing in it', async () => {
      await append(born(anna, 'Анна'), wrote('первое сообщение'))
      const bad = { ...note('второе сообщение'), text: 7 } as unknown as NewEvent
      await expect(append(wrote('третье сообщение'), bad)).rejects.toMatchObject({ code: 'INVALID_INPUT' })
      stores = await under.reopen()
      expect(await texts('сообщение')).toEqual(['первое сообщение'])
      expect((await search({ text: 'сообщение' })).indexed).toBeUndefined()
    })
  })
}
