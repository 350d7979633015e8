import type { EventType, NewEvent } from '../../shared/domain/event.ts'
import type { ContactId, EventId } from '../../shared/lib/ids.ts'
import { newId } from '../../shared/lib/ids.ts'

type Fields<K extends EventType> = Omit<NewEvent<K>, 'type' | 'eventId' | 'contactId' | 'occurredAt'>
/** Optional fields may be given as undefined; they are left out of the fact. */
type Loose<T> = { [P in keyof T]: undefined extends T[P] ? T[P] | undefined : T[P] }

/** A new fact with an id of its own. */
export function fact<K extends EventType>(
  type: K,
  contactId: ContactId,
  occurredAt: number,
  fields: Loose<Fields<K>>,
): NewEvent {
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
  return { ...given, type, eventId: newId<EventId>(), contactId, occurredAt } as unknown as NewEvent
}
