import type { NewEvent } from '../../shared/domain/event.ts'
import { routingOf, scheduleOf } from '../../shared/domain/routing-settings.ts'
import { nextOpening } from '../../shared/domain/working-hours.ts'
import { type MessageId, newId } from '../../shared/lib/ids.ts'
import { CodedError } from '../../shared/lib/result.ts'
import type { WidgetInput } from '../../shared/protocol/widget-protocol.ts'
import { numberKey } from '../../shared/softphone/number.ts'
import { received } from '../channels/inbox.ts'
import { clean } from '../lib/clean.ts'
import { fact } from '../lib/fact.ts'
import type { Parts } from '../parts.ts'
import type { Guest } from './visitors.ts'

export type LeftContact = { name: string; text: string; phone?: string; email?: string }

/** What was typed into the form, cleaned. @throws CodedError DIAL_INVALID, EMAIL_INVALID, CONTACT_NEEDED */
export function readLeft({ name, text, phone, email }: WidgetInput<'leave-contact'>): LeftContact {
  const number = phone?.trim() ? numberKey(clean(phone)) : undefined
  if (phone?.trim() && !number) throw new CodedError('DIAL_INVALID')
  const address = email?.trim() ? clean(email).trim().toLowerCase() : undefined
  if (address && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(address)) throw new CodedError('EMAIL_INVALID')
  if (!number && !address) throw new CodedError('CONTACT_NEEDED')
  return {
    name: clean(name).trim(),
    text: clean(text).trim(),
    ...(number ? { phone: number } : {}),
    ...(address ? { email: address } : {}),
  }
}

/**
 * The facts of a contact that was left: words that wait in the queue, what was typed as fields, and, with a number,
 * somebody to be called once the queue opens. Numbers and addresses are weak keys: anybody can type anybody's.
 */
export function leftFacts(
  parts: Pick<Parts, 'views' | 'book'>,
  { account, visitor }: Guest,
  left: LeftContact & { id: string; at: number },
): NewEvent[] {
  const { id, name, text, phone, email, at } = left
  const { contactId } = visitor
  const { queueId } = account
  const words = text || [name, phone, email].filter(Boolean).join(', ')
  const message = { messageId: id as MessageId, text: words, marks: ['left-contact'], at }
  const { events, conversationId } = received(parts, account, contactId, message)
  const fields = { name, phone, email }
  const answered = Object.entries(fields).flatMap(([field, value]) =>
    value ? [fact('bot.answered', contactId, at, { field, value, conversationId })] : [],
  )
  const observed = (['phone', 'email'] as const).flatMap((kind) => {
    const value = fields[kind]
    const identity = value && { identityId: newId<never>(), kind, value, strong: false, verifiedVia: 'typed' }
    return identity ? [fact('identity.observed', contactId, at, { identity })] : []
  })
  const dueAt = nextOpening(scheduleOf(routingOf(parts.book.find()), queueId), at) ?? at
  const call = { callbackId: `left-${id}`, dueAt, number: phone, note: text || undefined, queueId }
  return [
    ...events,
    ...answered,
    ...observed,
    ...(phone ? [fact('callback.scheduled', contactId, at, call)] : []),
  ]
}
