import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { ChannelAccount } from '../../shared/domain/company.ts'
import type { NewEvent } from '../../shared/domain/event.ts'
import {
  type AccountId,
  type ContactId,
  type IdentityId,
  newId,
  type VisitorId,
} from '../../shared/lib/ids.ts'
import type { Address } from '../contacts/resolve-identity.ts'
import { fact } from '../lib/fact.ts'
import type { Parts } from '../parts.ts'
import type { Visitor } from '../storage/ports.ts'

/** A visitor of a site on one connection. `kept` is false until there is something to remember of them. */
export type Guest = {
  visitor: Visitor
  secret: string
  kept: boolean
  account: ChannelAccount
  language: string
  /** Set when the visitor agreed to be remembered: pages and carts are told of this visit. */
  visitId: string | undefined
}

const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url')

/** Who a browser says it is, when its secret is right; a stranger otherwise. Nothing is written. */
export async function recognise(
  { stores, now }: Pick<Parts, 'stores' | 'now'>,
  claim: { visitorId?: VisitorId | undefined; secret?: string | undefined },
  account: ChannelAccount,
): Promise<Pick<Guest, 'visitor' | 'secret' | 'kept'>> {
  if (claim.visitorId && claim.secret) {
    const known = await stores.visitors.get(claim.visitorId)
    const given = Buffer.from(hashOf(claim.secret))
    if (known && timingSafeEqual(given, Buffer.from(known.secretHash)))
      return { visitor: known, secret: claim.secret, kept: true }
  }
  const secret = randomBytes(32).toString('base64url')
  const visitor: Visitor = {
    visitorId: newId<VisitorId>(),
    secretHash: hashOf(secret),
    contactId: newId<ContactId>(),
    accountId: account.accountId,
    createdAt: now(),
  }
  return { visitor, secret, kept: false }
}

/** Keeps a stranger's secret, so that they are known when they come back. Call it under the visitor's lock. */
export async function keep({ stores }: Pick<Parts, 'stores'>, guest: Guest): Promise<void> {
  if (guest.kept) return
  await stores.visitors.create(guest.visitor)
  guest.kept = true
}

/** The facts that must come before a visitor's first fact: their card, and the cookie as a weak key on it. */
export function birthsOf({ views, now }: Pick<Parts, 'views' | 'now'>, guest: Guest): NewEvent[] {
  const { contactId, visitorId, accountId } = guest.visitor
  if (views.contact(contactId)) return []
  const language = guest.language.slice(0, 2).toLowerCase()
  const address: Address = { kind: 'visitor', value: visitorId, strong: false, verifiedVia: 'cookie' }
  const identity = { identityId: newId<IdentityId>(), ...address, scope: accountId }
  return [
    fact('contact.created', contactId, now(), { via: 'first-contact', profile: { language } }),
    fact('identity.observed', contactId, now(), { identity }),
  ]
}

/** Writes facts of a visitor, with the card before them when there is none yet. */
export function writeOf(
  parts: Pick<Parts, 'stores' | 'views' | 'locks' | 'now'>,
  guest: Guest,
  commandId: string | undefined,
  decide: () => NewEvent[],
): Promise<{ repeated: boolean }> {
  const actor = `visitor:${guest.visitor.visitorId}`
  return parts.locks.run(actor, async () => {
    await keep(parts, guest)
    return parts.stores.events.append({ actor, commandId, events: [...birthsOf(parts, guest), ...decide()] })
  })
}

/** Gives a known customer a browser of their own, as when they sign in to the shop on another device. */
export async function adopt(
  { stores, now }: Pick<Parts, 'stores' | 'now'>,
  contactId: ContactId,
  accountId: AccountId,
): Promise<{ visitorId: VisitorId; secret: string }> {
  const visitorId = newId<VisitorId>()
  const secret = randomBytes(32).toString('base64url')
  await stores.visitors.create({
    visitorId,
    secretHash: hashOf(secret),
    contactId,
    accountId,
    createdAt: now(),
  })
  return { visitorId, secret }
}
