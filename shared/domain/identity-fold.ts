import type { ContactId, EventId, LinkId, OperatorId } from '../lib/ids.ts'
import type { DomainEvent } from './event.ts'

/**
 * Who is who, as a fold over facts (M05). Cards never merge: a link says that two cards are one person, an unlink
 * takes exactly that link back. Since links are added and taken back by id, the same facts in any order, delivered
 * once or often, give the same people; and every event stays on the card it was born on, so nothing is renumbered.
 *
 *    facts ──> links (by id) − taken back ──> union-find over cards ──> person = the oldest card of its group
 */
export type Link = {
  linkId: LinkId
  a: ContactId
  b: ContactId
  why: string
  at: number
  operatorId: OperatorId | undefined
  automatic: boolean
  /** Whose card is to stand for the person, where somebody has said so. */
  survivorId: ContactId | undefined
}
export type IdentityState = {
  readonly links: ReadonlyMap<LinkId, Link>
  readonly takenBack: ReadonlySet<LinkId>
  readonly born: ReadonlyMap<ContactId, number>
}

export const emptyIdentityState: IdentityState = { links: new Map(), takenBack: new Set(), born: new Map() }

/** The kinds of fact that join or part cards. */
export const linkEventTypes = ['contact.linked', 'contact.unlinked', 'contact.merge-proposed'] as const

export function foldIdentity(state: IdentityState, event: DomainEvent): IdentityState {
  switch (event.type) {
    case 'contact.created': {
      const known = state.born.get(event.contactId)
      if (known !== undefined && known <= event.occurredAt) return state
      return { ...state, born: new Map(state.born).set(event.contactId, event.occurredAt) }
    }
    case 'contact.linked':
      return withLink(
        state,
        event,
        event.linkId,
        event.why,
        event.operatorId,
        event.automatic ?? false,
        event.survivorId,
      )
    case 'contact.merge-proposed':
      // A proposal that needs nobody's yes, since a strong key says it, is a link by itself.
      if (!event.automatic) return state
      return withLink(state, event, automaticLinkId(event.eventId), event.keyKind, undefined, true)
    case 'contact.unlinked':
      if (state.takenBack.has(event.linkId)) return state
      return { ...state, takenBack: new Set(state.takenBack).add(event.linkId) }
    default:
      return state
  }
}

/** The id of the link that an automatic proposal makes, so that it can be taken back like any other. */
export const automaticLinkId = (eventId: EventId): LinkId => `auto:${eventId}` as LinkId

function withLink(
  state: IdentityState,
  event: DomainEvent<'contact.linked' | 'contact.merge-proposed'>,
  linkId: LinkId,
  why: string,
  operatorId: OperatorId | undefined,
  automatic: boolean,
  survivorId?: ContactId,
): IdentityState {
  if (state.links.has(linkId)) return state
  const link: Link = {
    linkId,
    a: event.contactId,
    b: event.withContactId,
    why,
    at: event.occurredAt,
    operatorId,
    automatic,
    survivorId,
  }
  return { ...state, links: new Map(state.links).set(linkId, link) }
}

export const foldIdentities = (
  events: Iterable<DomainEvent>,
  from: IdentityState = emptyIdentityState,
): IdentityState => {
  let state = from
  for (const event of events) state = foldIdentity(state, event)
  return state
}

/** Links that stand. */
export const activeLinks = (state: IdentityState): Link[] =>
  [...state.links.values()].filter((l) => !state.takenBack.has(l.linkId))

export type People = {
  /**
   * The card that stands for the person: the one that the latest standing link names, else the oldest of the group, so
   * that nobody's card jumps when a newer one joins.
   */
  personOf(contactId: ContactId): ContactId
  /** All cards of the person, the one that stands for them first, then the oldest; just the card itself when it is linked to none. */
  membersOf(contactId: ContactId): ContactId[]
}

/** The groups that the standing links make. */
export function people(state: IdentityState): People {
  const parent = new Map<ContactId, ContactId>()
  const find = (id: ContactId): ContactId => {
    let root = id
    for (let up = parent.get(root); up !== undefined; up = parent.get(root)) root = up
    for (let at = id; at !== root; ) {
      const next = parent.get(at) ?? root
      parent.set(at, root)
      at = next
    }
    return root
  }
  const links = activeLinks(state)
  for (const { a, b } of links) {
    const [x, y] = [find(a), find(b)]
    if (x !== y) parent.set(x, y)
  }
  const age = (id: ContactId) => state.born.get(id) ?? Number.MAX_SAFE_INTEGER
  const older = (a: ContactId, b: ContactId) => age(a) - age(b) || (a < b ? -1 : a > b ? 1 : 0)
  const groups = new Map<ContactId, ContactId[]>()
  for (const id of new Set([...parent.keys(), ...parent.values()])) {
    const root = find(id)
    groups.set(root, [...(groups.get(root) ?? []), id])
  }
  for (const group of groups.values()) group.sort(older)
  // The latest word on who stands in front; ids part what was said at one moment.
  const told = links.filter((link) => link.survivorId !== undefined)
  told.sort((x, y) => x.at - y.at || (x.linkId < y.linkId ? -1 : 1))
  for (const { survivorId } of told) {
    const group = survivorId && groups.get(find(survivorId))
    const at = group ? group.indexOf(survivorId) : -1
    if (group && at > 0) group.unshift(...group.splice(at, 1))
  }
  const membersOf = (id: ContactId) => groups.get(find(id)) ?? [id]
  return { membersOf, personOf: (id) => membersOf(id)[0] ?? id }
}
