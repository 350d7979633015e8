import type { ContactId, ConversationId, OperatorId } from '../lib/ids.ts'
import { type DomainEvent, type EventType, inOrder } from './event.ts'
import type { TimelineItem } from './timeline.ts'

/** The facts that cases are made of. */
export const caseEventTypes = [
  'case.opened',
  'case.changed',
  'case.closed',
  'case.reopened',
  'case.item-placed',
] as const satisfies readonly EventType[]

/**
 * One matter of a customer: a filter over their one timeline, never a wall in it. It has a title, a next step, fields of
 * the company's own, and spans of time in which it was open.
 */
export type Case = {
  caseId: string
  contactId: ContactId
  title: string
  conversationId: ConversationId | undefined
  openedBy: OperatorId | undefined
  step: { text: string; dueAt?: number | undefined } | undefined
  fields: Record<string, string>
  /** Newest last; the last one has no end while the case is open. */
  spans: { from: number; to: number | undefined }[]
}

export type Cases = {
  /** Oldest first. */
  list: readonly Case[]
  /** What was put into a case by hand, or out of all of them (`null`), by the item's id. */
  placed: ReadonlyMap<string, string | null>
}

export const isOpen = (one: Case): boolean => one.spans.at(-1)?.to === undefined

/** The cases of a person from the facts of all their cards; any order of facts gives the same. */
export function projectCases(events: Iterable<DomainEvent>): Cases {
  const unique = new Map<string, DomainEvent>()
  for (const event of events) unique.set(event.eventId, event)
  const sorted = [...unique.values()].sort(inOrder)
  const cases = new Map<string, Case>()
  const placed = new Map<string, string | null>()
  for (const event of sorted)
    if (event.type === 'case.opened' && !cases.has(event.caseId)) cases.set(event.caseId, opened(event))
  for (const event of sorted) {
    if (event.type === 'case.item-placed') placed.set(event.itemId, event.caseId)
    if (!('caseId' in event) || !event.caseId) continue
    const one = cases.get(event.caseId)
    if (one) cases.set(one.caseId, changed(one, event))
  }
  return { list: [...cases.values()], placed }
}

const opened = (event: DomainEvent<'case.opened'>): Case => ({
  caseId: event.caseId,
  contactId: event.contactId,
  title: event.title ?? event.caseId,
  conversationId: event.conversationId,
  openedBy: event.operatorId,
  step: undefined,
  fields: {},
  spans: [{ from: event.occurredAt, to: undefined }],
})

function changed(one: Case, event: DomainEvent): Case {
  switch (event.type) {
    case 'case.changed': {
      const fields = { ...one.fields }
      for (const [field, value] of Object.entries(event.fields ?? {}))
        if (value === null) delete fields[field]
        else fields[field] = value
      const step = event.step === undefined ? one.step : (event.step ?? undefined)
      return { ...one, title: event.title ?? one.title, step, fields }
    }
    case 'case.closed': {
      const last = one.spans.at(-1)
      if (!last || last.to !== undefined || event.occurredAt < last.from) return one
      return { ...one, spans: [...one.spans.slice(0, -1), { ...last, to: event.occurredAt }] }
    }
    case 'case.reopened':
      return isOpen(one) ? one : { ...one, spans: [...one.spans, { from: event.occurredAt, to: undefined }] }
    default:
      return one
  }
}

/**
 * The case that an item is of. A hand's word goes first; else the case that was open then on the item's own
 * conversation, the newest of several; what hangs on no conversation is of the only case that was open then, if there
 * was just one.
 */
export function caseOf(item: TimelineItem, { list, placed }: Cases): string | undefined {
  const byHand = placed.get(item.id)
  if (byHand !== undefined) return byHand ?? undefined
  const then = list.filter((one) =>
    one.spans.some(({ from, to }) => item.at >= from && (to === undefined || item.at <= to)),
  )
  const conversationId = 'conversationId' in item ? item.conversationId : undefined
  if (conversationId) return then.findLast((one) => one.conversationId === conversationId)?.caseId
  return then.length === 1 ? then[0]?.caseId : undefined
}
