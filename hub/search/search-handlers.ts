import type { DomainEvent } from '../../shared/domain/event.ts'
import { saidIn } from '../../shared/domain/said.ts'
import type { SearchHit } from '../../shared/protocol/search-protocol.ts'
import { folded } from '../../shared/search/fold.ts'
import { excerpt, marksOf } from '../../shared/search/words.ts'
import type { Parts } from '../parts.ts'
import type { Handlers } from '../realtime/caller.ts'

const hitsAtOnce = 50
const excerptLength = 220

/** Searching everything that was said and written. Who may read a card may find it: the protocol's rule is the same. */
export function searchHandlers({ stores, views }: Parts): Handlers<'search.said'> {
  return {
    'search.said': async (query) => {
      const found = await stores.said.search({ ...query, limit: hitsAtOnce })
      const terms = new Set(found.terms)
      const begins = beginning(query.text)
      const hits = found.events.flatMap((event) => hitOf(event, terms, begins) ?? [])
      // An hour's facts lie together in the index; within it they are told by their minutes.
      hits.sort((a, b) => b.at - a.at)
      return {
        hits,
        read: found.read,
        ...(found.after === undefined ? {} : { after: found.after }),
        ...(found.indexed === undefined ? {} : { indexed: found.indexed }),
      }
    },
  }

  function hitOf(
    event: DomainEvent,
    terms: ReadonlySet<string>,
    begins: readonly string[],
  ): SearchHit | undefined {
    const said = saidIn(event)
    if (!said) return undefined
    const shown = excerpt(said.text, marksOf(said.text, terms, begins), excerptLength)
    return {
      // Whose it is now: cards may have been linked or parted since.
      personId: views.people.personOf(event.contactId),
      ...views.nameOf(event.contactId),
      eventId: event.eventId,
      at: event.occurredAt,
      kind: said.kind,
      ...('channel' in event && event.channel ? { channel: event.channel } : {}),
      ...('operatorId' in event && event.operatorId ? { operatorId: event.operatorId } : {}),
      ...directionOf(event),
      ...(event.type === 'interaction.disposed' && event.dispositionId
        ? { dispositionId: event.dispositionId }
        : {}),
      ...shown,
    } as SearchHit
  }
}

const directionOf = (event: DomainEvent): { direction?: 'in' | 'out' } =>
  event.type === 'message.received'
    ? { direction: 'in' }
    : event.type === 'message.sent'
      ? { direction: 'out' }
      : {}

/** The last word may be a beginning, unless a space ends it. */
function beginning(text: string): string[] {
  const last = /[\p{L}\p{N}]{2,}$/u.exec(text)?.[0]
  return last ? [folded(last)] : []
}
