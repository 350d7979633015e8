import { z } from './schema.ts'

declare const crypto: { getRandomValues(array: Uint8Array<ArrayBuffer>): Uint8Array }

/** Every id is an opaque string of 1 to 128 safe characters; its brand keeps one kind from standing in for another. */
const id = () => z.string().check(z.minLength(1), z.maxLength(128), z.regex(/^[\w.:@+~=-]+$/))

export const EventId = id().brand<'EventId'>()
export const ContactId = id().brand<'ContactId'>()
export const IdentityId = id().brand<'IdentityId'>()
export const InteractionId = id().brand<'InteractionId'>()
export const ConversationId = id().brand<'ConversationId'>()
export const MessageId = id().brand<'MessageId'>()
export const CallId = id().brand<'CallId'>()
export const RecordingId = id().brand<'RecordingId'>()
export const OperatorId = id().brand<'OperatorId'>()
export const QueueId = id().brand<'QueueId'>()
export const AccountId = id().brand<'AccountId'>()
export const DispositionId = id().brand<'DispositionId'>()
export const LinkId = id().brand<'LinkId'>()
export const NoteId = id().brand<'NoteId'>()
export const PromiseId = id().brand<'PromiseId'>()
export const VisitId = id().brand<'VisitId'>()
export const VisitorId = id().brand<'VisitorId'>()
/** Made by whoever asks for a write; the hub answers a repeat with the first answer. */
export const CommandId = id().brand<'CommandId'>()

export type EventId = z.infer<typeof EventId>
export type ContactId = z.infer<typeof ContactId>
export type IdentityId = z.infer<typeof IdentityId>
export type InteractionId = z.infer<typeof InteractionId>
export type ConversationId = z.infer<typeof ConversationId>
export type MessageId = z.infer<typeof MessageId>
export type CallId = z.infer<typeof CallId>
export type RecordingId = z.infer<typeof RecordingId>
export type OperatorId = z.infer<typeof OperatorId>
export type QueueId = z.infer<typeof QueueId>
export type AccountId = z.infer<typeof AccountId>
export type DispositionId = z.infer<typeof DispositionId>
export type LinkId = z.infer<typeof LinkId>
export type NoteId = z.infer<typeof NoteId>
export type PromiseId = z.infer<typeof PromiseId>
export type VisitId = z.infer<typeof VisitId>
export type VisitorId = z.infer<typeof VisitorId>
export type CommandId = z.infer<typeof CommandId>

/**
 * A fresh UUIDv7 (RFC 9562, 5.7): its first 48 bits are the time, so that ids made later sort later.
 * The cast gives it the brand that the caller's type asks for.
 */
export function newId<T extends string>(now: number = Date.now()): T {
  const b = crypto.getRandomValues(new Uint8Array(16))
  for (let i = 0; i < 6; i++) b[i] = Math.floor(now / 2 ** (8 * (5 - i))) & 0xff
  b[6] = 0x70 | ((b[6] ?? 0) & 0x0f)
  b[8] = 0x80 | ((b[8] ?? 0) & 0x3f)
  const hex = Array.from(b, (x) => x.toString(16).padStart(2, '0')).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}` as T
}
