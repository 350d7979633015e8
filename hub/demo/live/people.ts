import type { IdentityKind } from '../../../shared/domain/identity.ts'
import type { ContactId } from '../../../shared/lib/ids.ts'
import type { Address } from '../../contacts/resolve-identity.ts'
import type { Stores } from '../../storage/ports.ts'
import type { LiveEvent } from './schedule.ts'

/** Where a customer of the loop writes from: their own address on that channel; a stranger gets one of the loop's. */
export async function addressOf(
  stores: Pick<Stores, 'people'>,
  event: LiveEvent,
  channel: string,
): Promise<Address | undefined> {
  const kind: IdentityKind = channel === 'sms' ? 'phone' : (channel as IdentityKind)
  if (!event.contactId) {
    const stranger = event.visitor as { visitorId: string } | undefined
    return {
      kind,
      value: `${kind}-${stranger?.visitorId ?? event.liveId}`,
      strong: false,
      verifiedVia: 'channel',
    }
  }
  const contacts = await stores.people.contacts()
  const card = contacts.find((c) => c.contactId === (event.contactId as ContactId))
  const own = card?.addresses.find((a) => a.kind === kind) ?? card?.addresses.find((a) => a.kind === 'phone')
  return (
    own && {
      kind: own.kind,
      value: own.value,
      strong: own.kind === 'phone' || own.kind === 'email',
      verifiedVia: 'channel',
    }
  )
}
