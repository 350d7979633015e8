import type { EventType, NewEvent } from '../../shared/domain/event.ts'
import { redact } from '../../shared/redaction/redact.ts'
import type { EventStore, SealedSecret } from '../storage/ports.ts'
import type { Vault } from './vault.ts'

/** The words of each kind of fact; the first is the one that masks are counted in. A new kind with words gets its line. */
const words: { [K in EventType]?: readonly string[] } = {
  'message.received': ['text', 'subject'],
  'message.sent': ['text', 'subject'],
  'message.edited': ['text'],
  'message.scheduled': ['text', 'subject'],
  'message.rescheduled': ['text'],
  'note.added': ['text'],
  'interaction.disposed': ['note'],
  'field.set': ['value'],
  'bot.answered': ['value'],
  'tag.added': ['tag'],
  'promise.made': ['text'],
  'csat.received': ['comment'],
  'recording.comment-added': ['text'],
  'voicemail.left': ['transcript'],
  'order.note-added': ['text'],
  'store.visited': ['text'],
  'search.performed': ['query'],
  'contact.linked': ['why'],
}

/**
 * A log that never sees what must not be kept: every fact goes through here on its way in, whoever made it, and what
 * channels, consoles, search and exports get of it is what was written. What was masked goes into the vault in the same
 * transaction.
 */
export function redacting(events: EventStore, vault: Vault): EventStore {
  return {
    ...events,
    append: (request) => {
      const sealed: SealedSecret[] = []
      const masked = request.events.map((event) => maskEvent(event, vault, sealed))
      return events.append({ ...request, events: masked, ...(sealed.length ? { sealed } : {}) })
    },
    appendMany: (given) => {
      const sealed: SealedSecret[] = []
      const masked = given.map((event) => maskEvent(event, vault, sealed))
      return events.appendMany(masked, sealed)
    },
  }
}

/** What a secret is found by again: a message's own id, since an edit is another fact; else the fact's. */
const refOf = (event: NewEvent): string =>
  'messageId' in event && typeof event.messageId === 'string' ? event.messageId : event.eventId

function maskEvent(event: NewEvent, vault: Vault, sealed: SealedSecret[]): NewEvent {
  const ref = refOf(event)
  const mask = (text: string, suffix = ''): string => {
    const { text: kept, found } = redact(text)
    for (const { kind, value, mask: number } of found)
      sealed.push(vault.seal({ ref: ref + suffix, mask: number, kind, contactId: event.contactId }, value))
    return kept
  }
  if (event.type === 'transcript.available')
    return { ...event, lines: event.lines.map((line, i) => ({ ...line, text: mask(line.text, `:${i}`) })) }
  if (event.type === 'contact.created' && event.profile) {
    const masked = (of: Record<string, string> | undefined, name: string) =>
      of && {
        [name]: Object.fromEntries(Object.entries(of).map(([key, value]) => [key, mask(value, `:${key}`)])),
      }
    const { customFields, attributes } = event.profile
    return {
      ...event,
      profile: {
        ...event.profile,
        ...masked(customFields, 'customFields'),
        ...masked(attributes, 'attributes'),
      },
    }
  }
  const fields = words[event.type]
  if (!fields) return event
  let result: NewEvent = event as NewEvent
  for (const [i, field] of fields.entries()) {
    const text = (event as unknown as Record<string, unknown>)[field]
    if (typeof text !== 'string') continue
    const kept = mask(text, i === 0 ? '' : `:${field}`)
    if (kept !== text) result = { ...result, [field]: kept } as NewEvent
  }
  return result
}
