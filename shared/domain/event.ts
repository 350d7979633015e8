import { Instant } from '../lib/clock.ts'
import {
  AccountId,
  CallId,
  ContactId,
  ConversationId,
  DispositionId,
  EventId,
  IdentityId,
  InteractionId,
  LinkId,
  MessageId,
  NoteId,
  OperatorId,
  PromiseId,
  QueueId,
  RecordingId,
} from '../lib/ids.ts'
import { z } from '../lib/schema.ts'
import { TalkSummary } from '../softphone/talk.ts'
import { ChannelKind } from './channel.ts'
import { Identity } from './identity.ts'

const text = z.string().check(z.maxLength(20_000))
const short = z.string().check(z.maxLength(2_000))
const seconds = z.number()
const opt = z.optional

export const Attachment = z.object({
  attachmentId: z.string(),
  fileName: z.string(),
  kilobytes: z.number(),
  /** With these the hub has the file itself; without them only its name is known. */
  bytes: opt(z.number()),
  mime: opt(z.string()),
  /** Of a picture, pixels. */
  width: opt(z.number()),
  height: opt(z.number()),
  /** A voice note: how long it is, and its loudness (0 to 100) in equal steps. */
  voice: opt(z.object({ seconds: z.number(), peaks: z.array(z.number()) })),
})
export type Attachment = z.infer<typeof Attachment>

export const Sensitive = z.object({ kind: z.string(), start: z.number(), end: z.number() })

/** Where a visit came from (C07, C22): the campaign's own words and the click ids that attribution needs. */
export const VisitSource = z.object({
  channel: z.string(),
  label: opt(z.string()),
  utm: opt(z.record(z.string(), z.string())),
  yclid: opt(z.string()),
  ysclid: opt(z.string()),
  gclid: opt(z.string()),
  fbclid: opt(z.string()),
  rb_clickid: opt(z.string()),
  referrer: opt(z.string()),
  landing: opt(z.string()),
})
export type VisitSource = z.infer<typeof VisitSource>

export const CartLine = z.object({
  productId: z.string(),
  quantity: z.number(),
  unitPrice: opt(z.number()),
  title: opt(z.string()),
})
export type CartLine = z.infer<typeof CartLine>

export const Order = z.object({
  orderId: z.string(),
  sourceChannel: opt(z.string()),
  fulfilment: opt(z.string()),
  shopId: opt(z.nullable(z.string())),
  payment: opt(z.nullable(z.string())),
  currency: z.string(),
  items: z.array(
    z.object({
      productId: z.string(),
      quantity: z.number(),
      unitPrice: z.number(),
      discountPercent: opt(z.number()),
      sum: opt(z.number()),
    }),
  ),
  services: opt(z.array(z.object({ title: z.string(), price: z.number() }))),
  total: z.number(),
  offerId: opt(z.nullable(z.string())),
  express: opt(z.boolean()),
  guest: opt(z.boolean()),
})
export type Order = z.infer<typeof Order>

export const Consents = z.object({
  processing: opt(z.boolean()),
  recordingNotice: opt(z.boolean()),
  marketingEmail: opt(z.boolean()),
  marketingSms: opt(z.boolean()),
  marketingMessenger: opt(z.boolean()),
  profiling: opt(z.boolean()),
  grantedAt: opt(z.number()),
})
export type Consents = z.infer<typeof Consents>

/** What was known of a person when their card was made. */
export const Profile = z.object({
  displayName: opt(z.string()),
  language: opt(z.string()),
  city: opt(z.nullable(z.string())),
  country: opt(z.nullable(z.string())),
  sex: opt(z.nullable(z.string())),
  birthYear: opt(z.nullable(z.number())),
  addressAs: opt(z.nullable(z.string())),
  consents: opt(Consents),
  attributes: opt(z.record(z.string(), z.string())),
  tags: opt(z.array(z.string())),
  customFields: opt(z.record(z.string(), z.string())),
  identities: opt(z.array(Identity)),
})
export type Profile = z.infer<typeof Profile>

/**
 * How a call ended. `abandoned`: the caller gave up while it rang; `no-answer`: it rang out; `declined`: everybody
 * who was asked said no; `nobody-available`: nobody could be asked; `busy`, `failed`: the called side or the network.
 */
export const EndCause = z.enum([
  'caller-hangup',
  'operator-hangup',
  'abandoned',
  'no-answer',
  'declined',
  'nobody-available',
  'busy',
  'failed',
])
export type EndCause = z.infer<typeof EndCause>

export const Direction = z.enum(['in', 'out'])
export type Direction = z.infer<typeof Direction>

export const Receipt = z.enum(['sent', 'delivered', 'read', 'failed'])
export type Receipt = z.infer<typeof Receipt>

/** Loudness of each side of a recording, 0 to 100, in equal steps from its first second to its last. */
export const Peaks = z.object({ operator: z.array(z.number()), customer: z.array(z.number()) })
export type Peaks = z.infer<typeof Peaks>

export const TranscriptLine = z.object({
  side: z.enum(['operator', 'customer']),
  operatorId: opt(OperatorId),
  start: seconds,
  end: seconds,
  text,
})
export type TranscriptLine = z.infer<typeof TranscriptLine>

const visit = { visitId: opt(z.string()), surface: opt(z.string()) }
const inQueue = { queueId: opt(QueueId), channel: opt(ChannelKind) }
const message = {
  conversationId: ConversationId,
  messageId: MessageId,
  channel: ChannelKind,
  accountId: AccountId,
  queueId: opt(QueueId),
  text,
  subject: opt(short),
  attachments: opt(z.array(Attachment)),
  sensitive: opt(z.array(Sensitive)),
  marks: opt(z.array(z.string())),
  /** The message that it answers. */
  replyTo: opt(MessageId),
}
const ofMessage = { conversationId: ConversationId, messageId: MessageId, channel: opt(ChannelKind) }
/** Who changed a message: its customer, or an operator. */
const by = { by: z.enum(['customer', 'operator']), operatorId: opt(OperatorId) }
const call = { callId: CallId, ...inQueue }

/** The own fields of every kind of fact. Past tense, ids not screens; one fact, one event. */
export const eventBodies = {
  'contact.created': z.object({ via: z.string(), profile: opt(Profile) }),
  'identity.observed': z.object({ identity: Identity }),
  'contact.merge-proposed': z.object({
    withContactId: ContactId,
    keyKind: z.string(),
    automatic: opt(z.boolean()),
  }),
  /** Says that two cards are one person. Never moves or renumbers an event: see the identity fold. */
  'contact.linked': z.object({
    linkId: LinkId,
    withContactId: ContactId,
    why: short,
    operatorId: opt(OperatorId),
    automatic: opt(z.boolean()),
    /** The card that is to stand for the person from now on; absent: the oldest. */
    survivorId: opt(ContactId),
  }),
  /** Takes one link back, at any later time; a link taken back never returns (link again to make a new one). */
  'contact.unlinked': z.object({
    linkId: LinkId,
    withContactId: opt(ContactId),
    operatorId: opt(OperatorId),
  }),
  'visit.started': z.object({
    visitId: z.string(),
    visitorId: opt(z.string()),
    device: opt(z.string()),
    city: opt(z.string()),
    source: VisitSource,
    metrikaClientId: opt(z.string()),
    page: opt(short),
    title: opt(short),
  }),
  'page.viewed': z.object({ ...visit, url: short, title: opt(short) }),
  'app.screen-viewed': z.object({ ...visit, screen: z.string(), appVersion: opt(z.string()) }),
  'search.performed': z.object({ ...visit, query: short, results: opt(z.number()) }),
  'product.viewed': z.object({
    ...visit,
    productId: z.string(),
    title: opt(short),
    url: opt(short),
    secondsOnPage: opt(seconds),
  }),
  'cart.changed': z.object({
    ...visit,
    cartId: opt(z.string()),
    items: z.array(CartLine),
    total: opt(z.number()),
    currency: opt(z.string()),
  }),
  'cart.abandoned': z.object({ ...visit, cartId: opt(z.string()) }),
  'widget.clicked': z.object({ ...visit, button: z.string(), page: opt(short) }),
  'store.visited': z.object({
    shopId: z.string(),
    sellerName: opt(z.string()),
    productIds: opt(z.array(z.string())),
    text: opt(text),
    offerId: opt(z.string()),
    caseId: opt(z.string()),
  }),
  'offer.granted': z.object({
    offerId: z.string(),
    title: z.string(),
    validForMinutes: opt(z.number()),
    channel: opt(z.string()),
    reason: opt(z.string()),
  }),
  'order.created': z.object({ order: Order }),
  'order.state-changed': z.object({
    orderId: z.string(),
    from: opt(z.string()),
    to: z.string(),
    shopId: opt(z.nullable(z.string())),
  }),
  'order.note-added': z.object({ orderId: z.string(), text }),
  'return.opened': z.object({
    returnId: z.string(),
    orderId: z.string(),
    items: opt(z.array(z.unknown())),
    reason: opt(z.string()),
    method: opt(z.string()),
    shopId: opt(z.nullable(z.string())),
  }),
  'return.state-changed': z.object({
    returnId: z.string(),
    orderId: opt(z.string()),
    from: opt(z.string()),
    to: z.string(),
  }),
  'application.started': z.object({
    applicationId: z.string(),
    product: z.string(),
    fields: opt(z.record(z.string(), z.unknown())),
    channel: opt(z.string()),
  }),
  'application.approved': z.object({
    applicationId: z.string(),
    channel: opt(z.string()),
    shopId: opt(z.nullable(z.string())),
    months: opt(z.number()),
  }),
  'subscription.changed': z.object({
    service: z.string(),
    from: opt(z.string()),
    to: z.string(),
    channel: opt(z.string()),
    monthly: opt(z.number()),
  }),
  'compensation.paid': z.object({
    orderId: opt(z.string()),
    amount: z.number(),
    currency: z.string(),
    reason: opt(z.string()),
  }),
  'campaign.sent': z.object({
    campaignId: z.string(),
    channel: z.string(),
    sendId: opt(z.string()),
    title: opt(z.string()),
    shopId: opt(z.string()),
    text: opt(text),
  }),
  'campaign.failed': z.object({
    campaignId: z.string(),
    sendId: opt(z.string()),
    channel: z.string(),
    code: z.string(),
  }),
  'campaign.opened': z.object({ campaignId: z.string(), sendId: opt(z.string()), channel: z.string() }),
  'campaign.clicked': z.object({
    campaignId: z.string(),
    sendId: opt(z.string()),
    channel: z.string(),
    url: opt(short),
  }),
  'campaign.unsubscribed': z.object({
    campaignId: opt(z.string()),
    sendId: opt(z.string()),
    channel: opt(z.string()),
  }),
  'interaction.offered': z.object({
    conversationId: ConversationId,
    channel: ChannelKind,
    accountId: opt(AccountId),
    queueId: opt(QueueId),
    direction: Direction,
    route: opt(z.string()),
    caseId: opt(z.string()),
    callId: opt(CallId),
    remote: opt(z.string()),
    identifiedBy: opt(z.string()),
    playbook: opt(z.string()),
    operatorId: opt(OperatorId),
    /** A leg of another call: the same interaction goes on in it. */
    parentCallId: opt(CallId),
  }),
  'interaction.accepted': z.object({
    operatorId: OperatorId,
    conversationId: opt(ConversationId),
    ...inQueue,
  }),
  'interaction.disposed': z.object({
    dispositionId: opt(DispositionId),
    operatorId: opt(OperatorId),
    conversationId: opt(ConversationId),
    callId: opt(CallId),
    queueId: opt(QueueId),
    wrapUpSeconds: opt(seconds),
    note: opt(text),
  }),
  /** Back in a queue, the customer's wait unbroken: by hand, or because whoever had it is away. */
  'interaction.requeued': z.object({
    conversationId: ConversationId,
    ...inQueue,
    reason: z.enum(['hand', 'owner-away']),
    /** Who had it. */
    fromOperatorId: opt(OperatorId),
    /** Who gave it back; absent when nobody did. */
    operatorId: opt(OperatorId),
    note: opt(short),
  }),
  /** Out of sight until then, or until the customer writes. */
  'conversation.snoozed': z.object({
    conversationId: ConversationId,
    until: Instant,
    operatorId: OperatorId,
  }),
  'conversation.woken': z.object({
    conversationId: ConversationId,
    reason: z.enum(['time', 'hand']),
    operatorId: opt(OperatorId),
  }),
  /** Somebody is to be called at a time, by this operator or by whoever of the queue is free. */
  'callback.scheduled': z.object({
    callbackId: z.string().check(z.minLength(1), z.maxLength(80)),
    dueAt: Instant,
    number: opt(short),
    note: opt(short),
    /** Absent: the customer asked for it themselves. */
    operatorId: opt(OperatorId),
    forOperatorId: opt(OperatorId),
    queueId: opt(QueueId),
  }),
  'callback.settled': z.object({
    callbackId: z.string(),
    outcome: z.enum(['reached', 'not-reached', 'cancelled']),
    operatorId: OperatorId,
  }),
  'case.opened': z.object({
    caseId: z.string(),
    title: opt(short),
    conversationId: opt(ConversationId),
    operatorId: opt(OperatorId),
  }),
  /** What is named changes; `null` empties. */
  'case.changed': z.object({
    caseId: z.string(),
    operatorId: OperatorId,
    title: opt(short),
    step: opt(z.nullable(z.object({ text: short, dueAt: opt(z.number()) }))),
    fields: opt(z.record(z.string(), z.nullable(short))),
  }),
  'case.closed': z.object({ caseId: z.string(), operatorId: OperatorId }),
  'case.reopened': z.object({ caseId: z.string(), operatorId: OperatorId }),
  /** An item of the timeline is of this case by somebody's word, or of none. */
  'case.item-placed': z.object({
    itemId: z.string(),
    caseId: z.nullable(z.string()),
    operatorId: OperatorId,
  }),
  'message.received': z.object(message),
  'message.sent': z.object({
    ...message,
    author: z.enum(['operator', 'bot']),
    operatorId: opt(OperatorId),
    templateId: opt(z.string()),
    receipt: opt(Receipt),
  }),
  /** A receipt that came after the message: it only ever rises (sent, delivered, read). */
  'message.receipt': z.object({ conversationId: ConversationId, messageId: MessageId, receipt: Receipt }),
  'message.failed': z.object({
    conversationId: ConversationId,
    messageId: MessageId,
    code: z.string(),
    retryable: opt(z.boolean()),
  }),
  /** The words of a message as they are from now on; the latest counts. */
  'message.edited': z.object({ ...ofMessage, text, ...by }),
  /** Taken back: it stands on the timeline as a place where something was. */
  'message.deleted': z.object({ ...ofMessage, ...by }),
  /** One side's reaction; a later one of the same side takes its place, none takes it away. */
  'message.reacted': z.object({ ...ofMessage, emoji: opt(short), ...by }),
  /** Held by the hub until its moment; then `message.sent` with the same id says that it went. */
  'message.scheduled': z.object({
    ...message,
    templateId: opt(z.string()),
    sendAt: Instant,
    operatorId: OperatorId,
  }),
  'message.rescheduled': z.object({ ...ofMessage, text, sendAt: Instant, operatorId: OperatorId }),
  /** It will not be sent: somebody called it off, or (with a code) the channel does not take it any more. */
  'message.unscheduled': z.object({ ...ofMessage, operatorId: opt(OperatorId), code: opt(z.string()) }),
  /** The operator's eyes reached this message: unread counts restart here, and the visitor sees "read". */
  'conversation.seen': z.object({
    conversationId: ConversationId,
    messageId: MessageId,
    operatorId: OperatorId,
  }),
  'bot.answered': z.object({ field: z.string(), value: text, conversationId: opt(ConversationId) }),
  'bot.handed-over': z.object({
    operatorId: opt(OperatorId),
    queueId: opt(QueueId),
    conversationId: opt(ConversationId),
  }),
  'field.set': z.object({ field: z.string(), value: z.nullable(z.string()), operatorId: opt(OperatorId) }),
  'tag.added': z.object({ tag: z.string(), operatorId: opt(OperatorId) }),
  'tag.removed': z.object({ tag: z.string(), operatorId: opt(OperatorId) }),
  'note.added': z.object({
    noteId: NoteId,
    operatorId: OperatorId,
    text,
    mentions: opt(z.array(OperatorId)),
    attachments: opt(z.array(Attachment)),
  }),
  'promise.made': z.object({ promiseId: PromiseId, operatorId: OperatorId, text: short, dueAt: z.number() }),
  'promise.kept': z.object({ promiseId: PromiseId, operatorId: opt(OperatorId) }),
  'promise.broken': z.object({ promiseId: PromiseId }),
  'csat.received': z.object({ score: z.number(), comment: opt(text), operatorId: opt(OperatorId) }),
  'call.ivr-step': z.object({ ...call, digits: z.string(), label: opt(z.string()) }),
  'call.answered': z.object({ ...call, operatorId: OperatorId, waitSeconds: opt(seconds) }),
  'call.held': z.object({ ...call, operatorId: opt(OperatorId) }),
  'call.resumed': z.object({ ...call, operatorId: opt(OperatorId), holdSeconds: opt(seconds) }),
  'call.transferred': z.object({
    ...call,
    fromOperatorId: OperatorId,
    /** Absent where the target is no colleague. */
    toOperatorId: opt(OperatorId),
    target: opt(z.string()),
    mode: opt(z.string()),
  }),
  /** A conference: from now on these are in as well. */
  'call.joined': z.object({
    ...call,
    operatorId: OperatorId,
    withCalls: z.array(z.object({ callId: CallId, remote: z.string() })),
  }),
  'call.ended': z.object({
    ...call,
    cause: EndCause,
    direction: Direction,
    waitSeconds: opt(seconds),
    talkSeconds: opt(seconds),
    holdSeconds: opt(seconds),
    operatorId: opt(OperatorId),
    /** Mean opinion score of the whole call, and of its worst five seconds. */
    mos: opt(z.number()),
    mosWorst: opt(z.number()),
    talk: opt(TalkSummary),
    shortAbandon: opt(z.boolean()),
  }),
  'recording.available': z.object({
    callId: CallId,
    recordingId: RecordingId,
    seconds,
    channels: opt(z.number()),
    audio: opt(z.string()),
    /** False when it is known to have existed but is not to be had: the timeline says so instead of a dead player. */
    kept: opt(z.boolean()),
    /** True when the end of the call is missing because the console that recorded it died. */
    cutShort: opt(z.boolean()),
    peaks: opt(Peaks),
    /** Who spoke when, from the whole recording; the call's own account goes before it. */
    talk: opt(TalkSummary),
    /** When its first second was; without it, the recording began with the answer. */
    startedAt: opt(Instant),
    /** Absent: recorded by the operator's own console. */
    source: opt(z.enum(['pbx'])),
    /** How a recording of the PBX was put on this call: by the call's id, or by numbers and time. */
    matchedBy: opt(z.enum(['id', 'numbers', 'hand'])),
    operatorId: opt(OperatorId),
  }),
  /** The customer was told that the call is recorded. */
  'recording.announced': z.object({
    callId: CallId,
    operatorId: opt(OperatorId),
    announcement: opt(z.enum(['tone', 'sound'])),
    soundId: opt(z.string()),
  }),
  'recording.paused': z.object({ callId: CallId, operatorId: opt(OperatorId), reason: opt(z.string()) }),
  'recording.resumed': z.object({
    callId: CallId,
    operatorId: opt(OperatorId),
    pausedSeconds: opt(seconds),
    /** `limit`: it went on by itself, since a pause may not last for ever. */
    reason: opt(z.string()),
  }),
  /** What somebody said of one second of a recording. */
  'recording.comment-added': z.object({
    callId: CallId,
    recordingId: RecordingId,
    commentId: z.string(),
    second: seconds,
    text: short,
    operatorId: OperatorId,
  }),
  'recording.comment-removed': z.object({
    callId: CallId,
    recordingId: RecordingId,
    commentId: z.string(),
    operatorId: OperatorId,
  }),
  /** Its sound is gone for good; what is known of it stays. */
  'recording.removed': z.object({
    callId: CallId,
    recordingId: RecordingId,
    reason: z.enum(['retention', 'request']),
    operatorId: opt(OperatorId),
  }),
  /** Nothing of this person (or of this one call) may be removed by retention until it is lifted. */
  'legal-hold.placed': z.object({
    holdId: z.string(),
    callId: opt(CallId),
    why: short,
    operatorId: OperatorId,
  }),
  'legal-hold.lifted': z.object({
    holdId: z.string(),
    callId: opt(CallId),
    why: opt(short),
    operatorId: OperatorId,
  }),
  'transcript.available': z.object({
    callId: CallId,
    recordingId: RecordingId,
    language: opt(z.string()),
    lines: z.array(TranscriptLine),
  }),
  'voicemail.left': z.object({
    callId: opt(CallId),
    recordingId: RecordingId,
    seconds,
    transcript: opt(text),
  }),
} as const

export type EventType = keyof typeof eventBodies
export const eventTypes = Object.keys(eventBodies) as EventType[]

/** What every fact carries. `contactId` is the card it was born on and never changes; `seq` has no gaps per card. */
const envelope = {
  eventId: EventId,
  contactId: ContactId,
  /** The address it came through, where there was one. */
  identityId: opt(IdentityId),
  interactionId: opt(InteractionId),
  occurredAt: Instant,
}
const Envelope = z.object({ ...envelope, type: z.string() })
const StoredEnvelope = z.object({
  ...envelope,
  type: z.string(),
  position: z.number().check(z.int(), z.gte(1)),
  seq: z.number().check(z.int(), z.gte(1)),
})

type Body<K extends EventType> = z.infer<(typeof eventBodies)[K]>
type EnvelopeFields = Omit<z.infer<typeof Envelope>, 'type'>

/** A fact before the hub has given it its place. */
export type NewEvent<K extends EventType = EventType> = {
  [T in K]: EnvelopeFields & { type: T } & Body<T>
}[K]

/** A fact with its place: `position` in the hub's log (the resume cursor) and `seq` on its card (the gap check). */
export type DomainEvent<K extends EventType = EventType> = {
  [T in K]: EnvelopeFields & { position: number; seq: number; type: T } & Body<T>
}[K]

const isKnown = (type: string): type is EventType => Object.hasOwn(eventBodies, type)

/** Parses a stored fact. Undefined for a type this version does not know (a newer hub may) and for a malformed one. */
export function parseEvent(raw: unknown): DomainEvent | undefined {
  const head = StoredEnvelope.safeParse(raw)
  if (!head.success || !isKnown(head.data.type)) return undefined
  const body = eventBodies[head.data.type].safeParse(raw)
  return body.success ? ({ ...body.data, ...head.data } as DomainEvent) : undefined
}

/** Checks a fact that is about to be appended; the message names the first fault. */
export function checkNewEvent(event: NewEvent): { ok: true } | { ok: false; fault: string } {
  const head = Envelope.safeParse(event)
  if (!head.success) return { ok: false, fault: `${event.type}: ${head.error.issues[0]?.path.join('.')}` }
  if (!isKnown(event.type)) return { ok: false, fault: 'unknown type' }
  const body = eventBodies[event.type].safeParse(event)
  return body.success
    ? { ok: true }
    : { ok: false, fault: `${event.type}: ${body.error.issues[0]?.path.join('.')}` }
}

/** A fact as it crosses a process boundary; its body is checked by `parseEvent` where it is used. */
export const EventWire = z.looseObject({
  eventId: z.string(),
  type: z.string(),
  contactId: z.string(),
  position: z.number(),
  seq: z.number(),
  occurredAt: z.number(),
})
export type EventWire = z.infer<typeof EventWire>

/** Later facts last; facts of one moment in the order in which the hub took them in. */
export const inOrder = (
  a: { occurredAt: number; position: number },
  b: { occurredAt: number; position: number },
) => a.occurredAt - b.occurredAt || a.position - b.position
