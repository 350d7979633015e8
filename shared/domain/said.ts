import { z } from '../lib/schema.ts'
import type { DomainEvent, NewEvent } from './event.ts'

/** What was said or written, as a search tells its finds apart. */
export const SaidKind = z.enum([
  'message',
  'note',
  'call-note',
  'transcript',
  'field',
  'tag',
  'promise',
  'feedback',
  'order',
])
export type SaidKind = z.infer<typeof SaidKind>

export type Said = { kind: SaidKind; text: string }

const said = (kind: SaidKind, ...parts: (string | undefined | null)[]): Said | undefined => {
  const text = parts.filter(Boolean).join('\n')
  return text ? { kind, text } : undefined
}

/**
 * What a fact adds to everything that can be searched: what was said, written, noted or named in it. Undefined for
 * facts without words. A new kind of fact that carries words gets its line here.
 */
export function saidIn(event: DomainEvent | NewEvent): Said | undefined {
  switch (event.type) {
    case 'message.received':
    case 'message.sent':
      return said('message', event.subject, event.text, ...(event.attachments ?? []).map((a) => a.fileName))
    case 'message.edited':
      return said('message', event.text)
    case 'note.added':
      return said('note', event.text)
    case 'interaction.disposed':
      return event.note || event.dispositionId ? { kind: 'call-note', text: event.note ?? '' } : undefined
    case 'transcript.available':
      return said('transcript', ...event.lines.map((line) => line.text))
    case 'voicemail.left':
      return said('transcript', event.transcript)
    case 'recording.comment-added':
      return said('note', event.text)
    case 'field.set':
      return said('field', event.value)
    case 'bot.answered':
      return said('field', event.value)
    case 'tag.added':
      return said('tag', event.tag)
    case 'promise.made':
      return said('promise', event.text)
    case 'csat.received':
      return said('feedback', event.comment)
    case 'order.created':
      return said('order', event.order.orderId)
    case 'order.note-added':
      return said('order', event.orderId, event.text)
    case 'store.visited':
      return said('note', event.text)
    default:
      return undefined
  }
}
