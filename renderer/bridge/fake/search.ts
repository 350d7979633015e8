import { projectCard } from '../../../shared/domain/card.ts'
import { channelKinds } from '../../../shared/domain/channel.ts'
import { saidIn } from '../../../shared/domain/said.ts'
import type { SearchAnswer, SearchHit, SearchQuery } from '../../../shared/protocol/search-protocol.ts'
import { folded } from '../../../shared/search/fold.ts'
import { otherLayout } from '../../../shared/search/layout.ts'
import { excerpt, marksOf, textTerms } from '../../../shared/search/words.ts'
import type { FakeWorld } from './world.ts'

const pageSize = 50

/** The hub's search over the fake company's facts: word forms, beginnings and the other layout, but no slips. */
export function fakeSearch(world: FakeWorld, query: SearchQuery): SearchAnswer {
  const typed = hits(world, query, query.text)
  const other = typed.length === 0 ? otherLayout(query.text) : undefined
  const found = other ? hits(world, query, other) : typed
  const read = other && found.length ? [{ typed: query.text, as: other, why: 'layout' as const }] : []
  const from = query.after ?? 0
  const after = found.length > from + pageSize ? { after: from + pageSize } : {}
  return { hits: found.slice(from, from + pageSize), read, ...after }
}

function hits(world: FakeWorld, query: SearchQuery, text: string): SearchHit[] {
  const words = text.trim().split(/\s+/).filter(Boolean)
  if (words.length === 0) return []
  const found: SearchHit[] = []
  for (const event of world.log) {
    const said = saidIn(event)
    const by = 'operatorId' in event ? event.operatorId : undefined
    const channel = channelKinds.find((kind) => 'channel' in event && event.channel === kind)
    if (!said || (query.channel && channel !== query.channel)) continue
    if (query.operatorId && by !== query.operatorId) continue
    if (event.occurredAt < (query.from ?? 0) || event.occurredAt > (query.to ?? Number.MAX_SAFE_INTEGER))
      continue
    const marks = words.map((word) => marksOf(said.text, new Set(textTerms(word)), [folded(word)]))
    if (marks.some((m) => m.length === 0)) continue
    const personId = world.personOf(event.contactId)
    const { displayName } = projectCard(world.membersOf(personId), world.eventsOf(world.membersOf(personId)))
    found.push({
      personId,
      name: world.nameOf(personId) ?? '',
      named: displayName !== undefined,
      eventId: event.eventId,
      at: event.occurredAt,
      kind: said.kind,
      ...(channel ? { channel } : {}),
      ...(by ? { operatorId: by } : {}),
      ...(event.type === 'message.received' ? { direction: 'in' as const } : {}),
      ...(event.type === 'message.sent' ? { direction: 'out' as const } : {}),
      ...(event.type === 'interaction.disposed' && event.dispositionId
        ? { dispositionId: event.dispositionId }
        : {}),
      ...excerpt(
        said.text,
        marks.flat().sort((a, b) => a[0] - b[0]),
        220,
      ),
    })
  }
  return found.sort((a, b) => b.at - a.at)
}
