import type { DomainEvent } from '../domain/event.ts'
import { saidIn } from '../domain/said.ts'
import type { SearchHit } from '../protocol/search-protocol.ts'
import { folded } from './fold.ts'
import { excerpt, marksOf } from './words.ts'

const excerptLength = 220

/** What was found in a fact, without whose it is; undefined where nothing is said in it. */
export function hitOf(
  event: DomainEvent,
  terms: ReadonlySet<string>,
  begins: readonly string[],
): Omit<SearchHit, 'personId' | 'name' | 'named'> | undefined {
  const said = saidIn(event)
  if (!said) return undefined
  const shown = excerpt(said.text, marksOf(said.text, terms, begins), excerptLength)
  return {
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
  } as Omit<SearchHit, 'personId' | 'name' | 'named'>
}

const directionOf = (event: DomainEvent): { direction?: 'in' | 'out' } =>
  event.type === 'message.received'
    ? { direction: 'in' }
    : event.type === 'message.sent'
      ? { direction: 'out' }
      : {}

/** The last word may be a beginning, unless a space ends it. */
export function beginningsIn(text: string): string[] {
  const last = /[\p{L}\p{N}]{2,}$/u.exec(text)?.[0]
  return last ? [folded(last)] : []
}
