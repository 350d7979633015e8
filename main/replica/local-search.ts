import { setImmediate as breathe } from 'node:timers/promises'
import { type EventWire, parseEvent } from '../../shared/domain/event.ts'
import { saidIn } from '../../shared/domain/said.ts'
import type { ContactId } from '../../shared/lib/ids.ts'
import type { SearchAnswer, SearchQuery, WordRead } from '../../shared/protocol/search-protocol.ts'
import { cardLines, isNumberLike, lineTerms, numberForms } from '../../shared/search/card-text.ts'
import { folded } from '../../shared/search/fold.ts'
import { beginningsIn, hitOf } from '../../shared/search/hit.ts'
import { textTerms } from '../../shared/search/words.ts'
import type { Head } from './head.ts'
import { WordsIndex } from './words-index.ts'

export type LocalSearchOptions = {
  facts(contactId: ContactId): EventWire[]
  personOf(contactId: ContactId): Head | undefined
  /** Every card that lies here. */
  cards(): Iterable<ContactId>
}

/** Finding what lies here: everything said on the held cards, and their people. */
export type LocalSearch = {
  /**
   * Takes in what lies here, a little at a time, so that nobody waits for it. Before that nothing is: while the hub is
   * there it is the hub that searches.
   */
  begin(): void
  add(fact: EventWire): void
  drop(contactId: ContactId): void
  clear(): void
  said(query: SearchQuery): Promise<SearchAnswer>
  people(text: string): Promise<{ heads: { head: Head; detail: string }[]; read: WordRead[] }>
}

type Said = {
  contactId: ContactId
  position: number
  at: number
  kind: string
  channel: unknown
  operatorId: unknown
}
type CardText = { lines: Set<string>; terms: Set<string> }

const hitsAtOnce = 50
/** Facts taken in between two breaths. */
const atOnce = 25

export function createLocalSearch({ facts, personOf, cards }: LocalSearchOptions): LocalSearch {
  const words = new WordsIndex<Said>()
  const names = new WordsIndex<ContactId>()
  const saidOf = new Map<ContactId, Map<number, { said: Said; terms: string[] }>>()
  const textOf = new Map<ContactId, CardText>()
  let building: Promise<void> | undefined
  let turn = 0

  const add = (fact: EventWire) => {
    if (!building) return
    const event = parseEvent(fact)
    if (!event) return
    const { contactId, position, occurredAt: at } = event
    const said = saidIn(event)
    const mine = saidOf.get(contactId) ?? new Map()
    if (said && !mine.has(position)) {
      const terms = textTerms(said.text)
      const doc: Said = {
        ...{ contactId, position, at, kind: said.kind },
        channel: 'channel' in event ? event.channel : undefined,
        operatorId: 'operatorId' in event ? event.operatorId : undefined,
      }
      saidOf.set(contactId, mine.set(position, { said: doc, terms }))
      words.add(doc, terms, said.text)
    }
    const lines = cardLines(event)
    if (!lines.length) return
    const text = textOf.get(contactId) ?? { lines: new Set(), terms: new Set() }
    textOf.set(contactId, text)
    for (const { text: line } of lines) {
      const terms = lineTerms(line)
      text.lines.add(line)
      for (const term of terms) text.terms.add(term)
      names.add(contactId, terms, line)
    }
  }
  const drop = (contactId: ContactId) => {
    for (const { said, terms } of saidOf.get(contactId)?.values() ?? []) words.drop(said, terms)
    saidOf.delete(contactId)
    names.drop(contactId, textOf.get(contactId)?.terms ?? [])
    textOf.delete(contactId)
  }

  const begin = () => {
    building ??= build(turn, [...cards()])
  }
  const build = async (mine: number, waiting: ContactId[]) => {
    for (const contactId of waiting) {
      await breathe()
      if (mine !== turn) return
      for (const [i, fact] of facts(contactId).entries()) {
        if (i % atOnce === atOnce - 1) await breathe()
        if (mine !== turn) return
        add(fact)
      }
    }
  }

  return {
    begin,
    add,
    drop,
    clear() {
      turn++
      building = undefined
      words.clear()
      names.clear()
      saidOf.clear()
      textOf.clear()
    },

    async said(query) {
      begin()
      await building
      const found = words.read(query.text, false)
      const { channel, operatorId, kind, from = -Infinity, to = Infinity, after = 0 } = query
      const all = [...(found?.docs ?? [])]
        .filter(
          (one) =>
            (!channel || one.channel === channel) &&
            (!operatorId || one.operatorId === operatorId) &&
            (!kind || one.kind === kind) &&
            one.at >= from &&
            one.at <= to,
        )
        .sort((a, b) => b.at - a.at || b.position - a.position)
      const begins = beginningsIn(query.text)
      const opened = new Map<ContactId, Map<number, EventWire>>()
      const factOf = ({ contactId, position }: Said) => {
        const known = opened.get(contactId) ?? new Map(facts(contactId).map((fact) => [fact.position, fact]))
        opened.set(contactId, known)
        return parseEvent(known.get(position))
      }
      const hits = all.slice(after, after + hitsAtOnce).flatMap((one) => {
        const event = factOf(one)
        const head = personOf(one.contactId)
        const hit = event && hitOf(event, found?.terms ?? new Set(), begins)
        return hit && head ? [{ ...hit, personId: head.personId, name: head.name, named: head.named }] : []
      })
      const next = after + hitsAtOnce
      return { hits, read: found?.words ?? [], local: true, ...(next < all.length ? { after: next } : {}) }
    },

    async people(text) {
      begin()
      await building
      const query = text.trim()
      const digits = isNumberLike(query) ? numberForms(query) : undefined
      const found = digits ? undefined : names.read(text, true)
      const cards = digits
        ? [...textOf].flatMap(([id, { lines }]) =>
            [...lines].some((line) => digits.some((form) => line.includes(form))) ? [id] : [],
          )
        : [...(found?.docs ?? [])]
      const heads = new Set(cards.flatMap((id) => personOf(id) ?? []))
      const typed = folded(query)
      const rank = ({ name }: Head) => (folded(name).startsWith(typed) ? 0 : 1)
      return {
        heads: [...heads]
          .sort((a, b) => rank(a) - rank(b) || b.lastAt - a.lastAt)
          .map((head) => ({ head, detail: detailOf(head, digits ?? [typed]) })),
        read: found?.words ?? [],
      }
    },
  }
}

/** The address that was searched for, else the first. */
const detailOf = ({ addresses }: Head, forms: readonly string[]): string =>
  (
    addresses.find(({ value }) =>
      forms.some((form) => folded(value).replace(/^\+/, '').includes(form.replace(/^\+/, ''))),
    ) ?? addresses[0]
  )?.value ?? ''
