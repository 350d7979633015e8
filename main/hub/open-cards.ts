import type { EventWire } from '../../shared/domain/event.ts'
import { linkEventTypes } from '../../shared/domain/identity-fold.ts'
import { ContactId } from '../../shared/lib/ids.ts'
import type { Result } from '../../shared/lib/result.ts'
import type { OpenedCard } from '../../shared/protocol/hub-protocol.ts'

export type OpenCardsOptions = {
  open(contactId: ContactId): Promise<Result<OpenedCard>>
  onEvents(change: { personId: ContactId; events: EventWire[] }): void
  onRegrouped(change: { contactIds: ContactId[] }): void
}

export type OpenCards = {
  open(contactId: ContactId): Promise<Result<OpenedCard>>
  close(contactId: ContactId): void
  /** Facts of the live stream, in its order. */
  take(events: readonly EventWire[]): void
  /** The stream cannot say what was missed: every open card is to be opened anew. */
  renewAll(): void
  clear(): void
}

type Person = { personId: ContactId; members: Set<string> }

/** Which people are open in the window, and which facts of the stream are therefore its business. */
export function createOpenCards({ open, onEvents, onRegrouped }: OpenCardsOptions): OpenCards {
  const people = new Map<string, Person>()
  /** Facts that came while a card was on its way: the answer may be older than they are. */
  let pending = 0
  let meanwhile: EventWire[] = []

  return {
    async open(contactId) {
      pending++
      const answer = await open(contactId)
      const held = meanwhile
      if (--pending === 0) meanwhile = []
      if (!answer.ok) return answer
      const { personId, contactIds, position } = answer.value
      const members = new Set<string>(contactIds)
      people.set(personId, { personId, members })
      const late = held.filter((e) => e.position > position && members.has(e.contactId))
      if (!late.length) return answer
      const events = [...answer.value.events, ...late]
      const value = { ...answer.value, events, cardEvents: [...answer.value.cardEvents, ...late] }
      return { ok: true, value }
    },

    close(contactId) {
      for (const [personId, { members }] of people)
        if (personId === contactId || members.has(contactId)) people.delete(personId)
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
