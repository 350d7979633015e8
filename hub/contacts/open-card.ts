import type { EventWire } from '../../shared/domain/event.ts'
import type { ContactId } from '../../shared/lib/ids.ts'
import type { HubOutput, OpenedCard } from '../../shared/protocol/hub-protocol.ts'
import type { Parts } from '../parts.ts'
import type { PagePlace } from '../storage/ports.ts'

const pageSize = 150

/** Facts of a person before a place, oldest first, and where to go on. */
export async function pageOf(
  { stores, views }: Pick<Parts, 'stores' | 'views'>,
  contactId: ContactId,
  before?: PagePlace,
  limit = pageSize,
): Promise<HubOutput<'card.older'>> {
  const found = await stores.events.page(views.people.membersOf(contactId), before, limit)
  const oldest = found.at(-1)
  return {
    events: found.reverse() as EventWire[],
    ...(found.length === limit && oldest ? { older: `${oldest.occurredAt}.${oldest.position}` } : {}),
  }
}

/** A person's card and the newest page of their time. */
export async function openCard(
  parts: Pick<Parts, 'stores' | 'views'>,
  contactId: ContactId,
): Promise<OpenedCard> {
  const { stores, views } = parts
  // Before the reads: what comes between is told twice rather than not at all.
  const { position } = views
  const contactIds = views.people.membersOf(contactId)
  const [cardEvents, newest] = await Promise.all([
    stores.events.cardFacts(contactIds),
    pageOf(parts, contactId),
  ])
  return {
    personId: views.people.personOf(contactId),
    contactIds,
    cardEvents: cardEvents as EventWire[],
    ...newest,
    rows: views.rowsOfPerson(contactId),
    position,
  }
}
