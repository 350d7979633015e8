import type { DomainEvent } from '../../shared/domain/event.ts'
import {
  emptyIdentityState,
  foldIdentity,
  type IdentityState,
  type People,
  people,
} from '../../shared/domain/identity-fold.ts'
import type { ContactId, LinkId } from '../../shared/lib/ids.ts'
import type { ContactSummary, StoredLink } from '../storage/ports.ts'

/** Whom the cards stand for: the identity fold, kept in memory and in step with the log. */
export class PeopleIndex {
  private state: IdentityState = emptyIdentityState
  private readonly born = new Map<ContactId, number>()
  private groups: People | undefined

  load(contacts: readonly ContactSummary[], links: readonly StoredLink[]): void {
    this.born.clear()
    for (const contact of contacts) this.born.set(contact.contactId, contact.bornAt)
    this.state = { ...emptyIdentityState, born: this.born }
    for (const link of links) this.state = foldIdentity(this.state, link)
    this.groups = undefined
  }

  /** Takes a fact in; true when it changed who is who. */
  take(event: DomainEvent): boolean {
    if (event.type === 'contact.created') {
      const known = this.born.get(event.contactId)
      if (known !== undefined && known <= event.occurredAt) return false
      // In place: the fold would copy the map for each of many thousand cards.
      this.born.set(event.contactId, event.occurredAt)
      this.groups = undefined
      return false
    }
    const next = foldIdentity(this.state, event)
    if (next === this.state) return false
    this.state = next
    this.groups = undefined
    return true
  }

  personOf(contactId: ContactId): ContactId {
    return this.people().personOf(contactId)
  }

  membersOf(contactId: ContactId): ContactId[] {
    return this.people().membersOf(contactId)
  }

  /** Whether this link was ever made; one that was taken back never returns. */
  hasSeen(linkId: LinkId): boolean {
    return this.state.links.has(linkId) || this.state.takenBack.has(linkId)
  }

  /** Cards that are or ever were linked with any of these, and these themselves. */
  everLinked(contactIds: readonly ContactId[]): ContactId[] {
    const all = new Set(contactIds)
    for (const { a, b } of this.state.links.values())
      if (contactIds.includes(a) || contactIds.includes(b)) all.add(a).add(b)
    return [...all]
  }

  /** A link that stands. */
  link(linkId: LinkId): { a: ContactId; b: ContactId } | undefined {
    return this.state.takenBack.has(linkId) ? undefined : this.state.links.get(linkId)
  }

  private people(): People {
    this.groups ??= people(this.state)
    return this.groups
  }
}
