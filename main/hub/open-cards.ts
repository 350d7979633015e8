import type { EventWire } from '../../shared/domain/event.ts'
import { linkEventTypes } from '../../shared/domain/identity-fold.ts'
import { ContactId } from '../../shared/lib/ids.ts'
import { ok, type Result } from '../../shared/lib/result.ts'
import type { OpenedCard, PersonHit } from '../../shared/protocol/hub-protocol.ts'

export type OpenCardsOptions = {
  open(contactId: ContactId): Promise<Result<OpenedCard>>
  /** Whose number it is, with the card when it is one person's. */
  resolve(number: string): Promise<Result<{ people: PersonHit[]; card?: OpenedCard | undefined }>>
  /** A card has been opened, with everything that is known of it. */
  onOpened?(card: OpenedCard): void
  /** A card that the window has not asked for yet, but will in a moment. */
  onExpected(card: OpenedCard): void
  onEvents(change: { personId: ContactId; events: EventWire[] }): void
  onRegrouped(change: { contactIds: ContactId[] }): void
}

export type OpenCards = {
  /** Cards that are asked for without being opened, each with what overtook the answer. */
  together(ask: () => Promise<Result<OpenedCard[]>>): Promise<Result<OpenedCard[]>>
  open(contactId: ContactId): Promise<Result<OpenedCard>>
  /** This card will be opened in a moment: it is fetched and handed to the window ahead of that. */
  expect(contactId: ContactId): void
  /** Whose number this is; undefined when the hub cannot say. The card of a single person is handed over ahead. */
  whose(number: string): Promise<PersonHit[] | undefined>
  close(contactId: ContactId): void
  /** People who stand in windows of their own: they stay open whatever the desk closes. */
  pin(contactIds: readonly string[]): void
  /** Facts of the live stream, in its order. */
  take(events: readonly EventWire[]): void
  /** The stream cannot say what was missed: every open card is to be opened anew. */
  renewAll(): void
  clear(): void
}

type Person = { personId: ContactId; members: Set<string> }

/** Which people are open in the window, and which facts of the stream are therefore its business. */
export function createOpenCards(options: OpenCardsOptions): OpenCards {
  const { onEvents, onRegrouped } = options
  const people = new Map<string, Person>()
  let pinned: readonly string[] = []
  /** Facts that came while a card was on its way: the answer may be older than they are. */
  let pending = 0
  let meanwhile: EventWire[] = []
  const coming = new Map<ContactId, Promise<Result<OpenedCard>>>()

  /** Asks, and gives the answer together with what overtook it. */
  const overtaken = async <T>(ask: () => Promise<T>): Promise<[T, EventWire[]]> => {
    pending++
    try {
      return [await ask(), meanwhile]
    } finally {
      if (--pending === 0) meanwhile = []
    }
  }

  /** The whole card; from now on the window hears of its person. */
  const follow = (card: OpenedCard, overtook: readonly EventWire[]): OpenedCard => {
    people.set(card.personId, { personId: card.personId, members: new Set<string>(card.contactIds) })
    return whole(card, overtook)
  }
  const whole = (card: OpenedCard, overtook: readonly EventWire[]): OpenedCard => {
    const members = new Set<string>(card.contactIds)
    const late = overtook.filter((e) => e.position > card.position && members.has(e.contactId))
    if (!late.length) return card
    return { ...card, events: [...card.events, ...late], cardEvents: [...card.cardEvents, ...late] }
  }

  const fetch = async (contactId: ContactId): Promise<Result<OpenedCard>> => {
    const [answer, overtook] = await overtaken(() => options.open(contactId))
    if (!answer.ok) return answer
    const card = follow(answer.value, overtook)
    options.onOpened?.(card)
    return ok(card)
  }

  return {
    async together(ask) {
      const [answer, overtook] = await overtaken(ask)
      return answer.ok ? ok(answer.value.map((card) => whole(card, overtook))) : answer
    },

    open: (contactId) => coming.get(contactId) ?? fetch(contactId),

    expect(contactId) {
      if (coming.has(contactId)) return
      const answer = fetch(contactId).finally(() => coming.delete(contactId))
      coming.set(contactId, answer)
      void answer.then((opened) => opened.ok && options.onExpected(opened.value))
    },

    async whose(number) {
      const [answer, overtook] = await overtaken(() => options.resolve(number))
      if (!answer.ok) return undefined
      const { people: hits, card } = answer.value
      if (card) {
        const known = follow(card, overtook)
        options.onOpened?.(known)
        options.onExpected(known)
      }
      return hits
    },

    close(contactId) {
      for (const [personId, { members }] of people)
        if (personId === contactId || members.has(contactId))
          if (!pinned.some((id) => id === personId || members.has(id))) people.delete(personId)
    },

    pin(contactIds) {
      pinned = contactIds
    },

    take(events) {
      if (pending) meanwhile.push(...events)
      for (const person of people.values()) {
        const own = events.filter((e) => person.members.has(e.contactId))
        if (own.length) onEvents({ personId: person.personId, events: own })
      }
      const regrouped = events.flatMap((e) => regroupedBy(e, people))
      if (regrouped.length) onRegrouped({ contactIds: [...new Set(regrouped)] })
    },

    renewAll() {
      const contactIds = [...people.values()].flatMap((p) => [...p.members].map((id) => ContactId.parse(id)))
      if (contactIds.length) onRegrouped({ contactIds })
    },

    clear() {
      people.clear()
    },
  }
}

/** The cards of an open person whom a link or its taking back has touched. */
function regroupedBy(event: EventWire, people: ReadonlyMap<string, Person>): ContactId[] {
  if (!(linkEventTypes as readonly string[]).includes(event.type)) return []
  const touched = [event.contactId, event.withContactId].filter((id): id is string => typeof id === 'string')
  const members = [...people.values()]
    .filter((person) => touched.some((id) => person.members.has(id)))
    .flatMap((person) => [...person.members])
  return members.length ? [...members, ...touched].map((id) => ContactId.parse(id)) : []
}
