import { cardName } from '../../shared/domain/card.ts'
import { inOrder } from '../../shared/domain/event.ts'
import type { KnownIdentity } from '../../shared/domain/identity.ts'
import type { ContactSummary } from '../storage/ports.ts'

/**
 * What to call a person, from the summaries of their cards (the person's own first): the rule of `projectCard`,
 * without reading their facts. `named` is false where an address, or nothing at all, stands in for a name.
 */
export function personName(cards: readonly ContactSummary[]): { name: string; named: boolean } {
  const edits = cards.flatMap((c) => (c.setName ? [c.setName] : []))
  edits.sort((a, b) =>
    inOrder({ occurredAt: a.at, position: a.position }, { occurredAt: b.at, position: b.position }),
  )
  const displayName = edits.at(-1)?.value ?? cards.find((c) => c.profileName)?.profileName
  const identities = cards.flatMap((c) => c.addresses) as unknown as KnownIdentity[]
  return { name: cardName({ displayName, identities }) ?? '', named: displayName !== undefined }
}
