import type { ContactId } from '../../shared/lib/ids.ts'
import type { Parts } from '../parts.ts'

/** All cards of a person: what was done to any of them was done to the person. */
export const personIds = (
  { views }: Pick<Parts, 'views'>,
  contactId: ContactId | undefined,
): { contactIds?: ContactId[] } => (contactId ? { contactIds: views.people.membersOf(contactId) } : {})
