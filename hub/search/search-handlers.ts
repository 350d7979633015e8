import type { SearchHit } from '../../shared/protocol/search-protocol.ts'
import { beginningsIn, hitOf } from '../../shared/search/hit.ts'
import type { Parts } from '../parts.ts'
import type { Handlers } from '../realtime/caller.ts'

const hitsAtOnce = 50

/** Searching everything that was said and written. Who may read a card may find it: the protocol's rule is the same. */
export function searchHandlers({ stores, views }: Parts): Handlers<'search.said'> {
  return {
    'search.said': async (query) => {
      const found = await stores.said.search({ ...query, limit: hitsAtOnce })
      const terms = new Set(found.terms)
      const begins = beginningsIn(query.text)
      const hits = found.events.flatMap((event): SearchHit[] => {
        const hit = hitOf(event, terms, begins)
        // Whose it is now: cards may have been linked or parted since.
        const personId = views.people.personOf(event.contactId)
        return hit ? [{ ...hit, personId, ...views.nameOf(event.contactId) }] : []
      })
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
}
