import type { ContactId } from '../../shared/lib/ids.ts'
import type { HubInput, HubRequestName } from '../../shared/protocol/hub-protocol.ts'
import type { Parts } from '../parts.ts'
import type { Caller, Handlers } from '../realtime/caller.ts'

type Trace = { subject: string; contactId?: ContactId; detail?: object }
type Traces = { [K in HubRequestName]?: (input: HubInput<K>) => Trace }

/** Requests that look at or change what is somebody's, and what of them goes into the audit: ids and names, no contents. */
const traces: Traces = {
  'card.set-field': ({ contactId, field }) => ({ subject: contactId, contactId, detail: { field } }),
  'card.add-tag': ({ contactId, tag }) => ({ subject: contactId, contactId, detail: { tag } }),
  'card.link': ({ contactId, withContactId, why }) => ({
    subject: contactId,
    contactId,
    detail: { with: withContactId, why },
  }),
  'card.unlink': ({ linkId }) => ({ subject: linkId }),
  // Kept ahead, and looked at by nobody yet.
  'replica.cards': ({ contactIds }) => ({ subject: 'replica', detail: { cards: contactIds.length } }),
  'admin.add-operator': ({ login, roles }) => ({ subject: login, detail: { roles } }),
  'admin.disable-operator': ({ operatorId, disabled }) => ({ subject: operatorId, detail: { disabled } }),
}

/** A card is looked at again and again while one works on it: one line in so long, milliseconds. */
const viewEveryMs = 10 * 60_000
const mostViews = 20_000

/**
 * The handlers, with what they did written down: a change once it is made, a card's opening as it is given out (a
 * disk that is full must not keep an operator from the person who calls; that it was not written is in the log).
 */
export function audited(handlers: Handlers, { stores, views, now, log }: Parts): Handlers {
  const viewed = new Map<string, number>()
  const note = (action: string, caller: Caller, { subject, contactId, detail }: Trace) => {
    const actor = caller.operator?.operatorId
    if (!actor) return
    const told = { ...(contactId ? { contactId } : {}), address: caller.address, ...detail }
    stores.audit
      .append({ at: now(), actor, action, subject, detail: told })
      .catch((error: unknown) => log.error({ err: error, action }, 'not in the audit'))
  }
  const result: Record<string, (input: never, caller: Caller) => unknown> = { ...handlers }
  for (const [name, trace] of Object.entries(traces) as [HubRequestName, (input: never) => Trace][]) {
    const handle = result[name]
    if (!handle) continue
    result[name] = async (input, caller) => {
      const answer = await handle(input, caller)
      note(name, caller, trace(input))
      return answer
    }
  }
  const open = handlers['card.open']
  result['card.open'] = async (input: HubInput<'card.open'>, caller: Caller) => {
    const answer = await open(input, caller)
    const personId = views.people.personOf(input.contactId)
    const key = `${caller.operator?.operatorId} ${personId}`
    const at = now()
    if (at - (viewed.get(key) ?? Number.NEGATIVE_INFINITY) >= viewEveryMs) {
      if (viewed.size >= mostViews) viewed.clear()
      viewed.set(key, at)
      note('card.opened', caller, { subject: personId, contactId: personId })
    }
    return answer
  }
  return result as unknown as Handlers
}
