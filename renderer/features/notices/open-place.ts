import type { Place } from '../../../shared/notices/notice.ts'
import type { Bridge } from '../../bridge/bridge.tsx'
import { callsOf } from '../../bridge/mirrors.ts'
import { activatePane } from '../../bridge/pane.tsx'
import { inboxOf } from '../inbox/index.ts'
import { personOf } from '../person/index.ts'

/** Opens who a notice is about, in the conversation that it is about, at the moment when it was said. */
export async function openPlace(bridge: Bridge, place: Omit<Place, 'placeId'>): Promise<void> {
  const { conversationId, callId, itemAt } = place
  const row = conversationId && inboxOf(bridge).getState().rows.get(conversationId)
  const call = callsOf(bridge)
    .getState()
    .value?.calls.find((one) => one.callId === callId)
  const contactId = row?.contactId ?? place.contactId ?? call?.contactId
  if (!contactId) return
  const person = personOf(bridge).getState()
  activatePane('main')
  await person.open(contactId, conversationId)
  if (itemAt !== undefined) person.seek(itemAt)
}
