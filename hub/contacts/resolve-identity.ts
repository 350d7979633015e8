import type { NewEvent } from '../../shared/domain/event.ts'
import type { Identity, IdentityKind } from '../../shared/domain/identity.ts'
import { type ContactId, type IdentityId, newId } from '../../shared/lib/ids.ts'
import { fact } from '../lib/fact.ts'
import type { Parts } from '../parts.ts'

export type Address = { kind: IdentityKind; value: string; strong: boolean; verifiedVia: string }
/** Whose an address is, and the facts that must be written first when the answer is a card that does not exist yet. */
export type Resolved = { contactId: ContactId; births: NewEvent[] }

/**
 * The card that something coming from this address belongs on. Exactly one person who carries it: their own card with
 * it. Nobody, or several: a new card, since a guess would show one customer's life to another.
 */
export async function resolveIdentity(
  { stores, views }: Pick<Parts, 'stores' | 'views'>,
  address: Address,
  at: number,
): Promise<Resolved> {
  const cards = await stores.people.withIdentity(address.kind, address.value, !address.strong)
  const persons = new Set(cards.map((id) => views.people.personOf(id)))
  const [first] = cards
  if (persons.size === 1 && first) {
    const oldest = views.people.membersOf(first).find((id) => cards.includes(id))
    return { contactId: oldest ?? first, births: [] }
  }
  return newContact(address, at)
}

/** A card for somebody who was not known before. */
export function newContact(address: Address | undefined, at: number, language?: string): Resolved {
  const contactId = newId<ContactId>()
  const profile = language ? { language } : undefined
  const births = [fact('contact.created', contactId, at, { via: 'first-contact', profile })]
  if (address) {
    const identity: Identity = { identityId: newId<IdentityId>(), ...address }
    births.push(fact('identity.observed', contactId, at, { identity }))
  }
  return { contactId, births }
}
