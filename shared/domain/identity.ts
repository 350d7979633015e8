import { Instant } from '../lib/clock.ts'
import { AccountId, ContactId, IdentityId } from '../lib/ids.ts'
import { z } from '../lib/schema.ts'

export const IdentityKind = z.enum([
  'phone',
  'email',
  'telegram',
  'whatsapp',
  'viber',
  'vk',
  'visitor',
  'app',
  'loyalty',
])
export type IdentityKind = z.infer<typeof IdentityKind>

/**
 * One address of a person. `strong` keys (a number seen by the carrier, a mailbox, a loyalty card) say who somebody
 * is; weak ones (a cookie, a messenger handle) only where they write from.
 */
export const Identity = z.object({
  identityId: IdentityId,
  kind: IdentityKind,
  value: z.string().check(z.minLength(1), z.maxLength(320)),
  strong: z.boolean(),
  verifiedVia: z.string(),
  scope: z.optional(AccountId),
  device: z.optional(z.string()),
})
export type Identity = z.infer<typeof Identity>

/** An identity on a card, with where it came from: the answer to "why is this the same person". */
export const KnownIdentity = z.extend(Identity, { contactId: ContactId, since: Instant })
export type KnownIdentity = z.infer<typeof KnownIdentity>

/** What makes two identities the same address; weak keys are told apart by the account they were seen on. */
export const identityKey = (i: Pick<Identity, 'kind' | 'value' | 'scope'>): string =>
  i.kind === 'visitor' ? `${i.kind}:${i.value}` : `${i.kind}:${i.value.toLowerCase()}`
