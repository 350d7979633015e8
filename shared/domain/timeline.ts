import type {
  AccountId,
  CallId,
  ContactId,
  ConversationId,
  DispositionId,
  InteractionId,
  LinkId,
  MessageId,
  OperatorId,
  QueueId,
  RecordingId,
} from '../lib/ids.ts'
import type { TalkSummary } from '../softphone/talk.ts'
import type { ChannelKind } from './channel.ts'
import {
  type Attachment,
  type Direction,
  type DomainEvent,
  type EndCause,
  type EventType,
  inOrder,
  type Peaks,
  type TranscriptLine,
} from './event.ts'

/** What the timeline shows of one message. `receipt` only rises; a failure keeps its reason beside it. */
export type MessageItem = {
  kind: 'message'
  id: string
  at: number
  position: number
  contactId: ContactId
  messageId: MessageId
  conversationId: ConversationId
  channel: ChannelKind
  accountId: AccountId
  direction: Direction
  author: 'customer' | 'operator' | 'bot'
  operatorId: OperatorId | undefined
  text: string
  subject: string | undefined
  attachments: Attachment[]
  receipt: 'sent' | 'delivered' | 'read' | 'failed'
  failure: { code: string; retryable: boolean } | undefined
  /** The message that it answers. */
  replyTo: MessageId | undefined
  templateId: string | undefined
  /** When its words were last changed; `text` is what they are now. */
  edited: Turn | undefined
  /** Taken back: `text` and `attachments` are what it said. */
  deleted: (Turn & { by: 'customer' | 'operator' }) | undefined
  reactions: (Turn & { by: 'customer' | 'operator'; emoji: string | undefined })[]
}
/** A moment and its place in the log: of two that speak of the same, the later counts. */
export type Turn = { at: number; position: number }

/** Words that the hub holds until their moment; `at` is that moment. */
export type ScheduledItem = {
  kind: 'scheduled'
  id: string
  at: number
  position: number
  contactId: ContactId
  messageId: MessageId
  conversationId: ConversationId
  channel: ChannelKind
  accountId: AccountId
  operatorId: OperatorId
  text: string
  attachments: Attachment[]
  replyTo: MessageId | undefined
  templateId: string | undefined
  changed: Turn | undefined
  /** Called off, or refused when its moment came. */
  off: { code: string | undefined } | undefined
}

export type CallOutcome =
  | 'ringing'
  | 'talking'
  | 'answered'
  | Exclude<EndCause, 'caller-hangup' | 'operator-hangup'>

export type RecordingPart = {
  recordingId: RecordingId
  seconds: number
  kept: boolean
  cutShort: boolean
  /** 1: both voices in one. */
  channels: number
  peaks: Peaks | undefined
  /** When its first second was; undefined: it began with the answer. */
  startedAt: number | undefined
  source: 'console' | 'pbx'
  matchedBy: 'id' | 'numbers' | 'hand' | undefined
  /** Its sound is gone, by retention or at somebody's request. */
  removed: { at: number; reason: 'retention' | 'request' } | undefined
}

/** What somebody said of one second of a recording. */
export type RecordingComment = {
  commentId: string
  recordingId: RecordingId
  second: number
  text: string
  operatorId: OperatorId
  at: number
}

export type CallItem = {
  kind: 'call'
  id: string
  at: number
  position: number
  contactId: ContactId
  callId: CallId
  interactionId: InteractionId | undefined
  direction: Direction
  accountId: AccountId | undefined
  queueId: QueueId | undefined
  remote: string | undefined
  operatorId: OperatorId | undefined
  outcome: CallOutcome
  endedBy: 'customer' | 'operator' | undefined
  waitSeconds: number
  talkSeconds: number
  holdSeconds: number
  mos: number | undefined
  mosWorst: number | undefined
  talk: TalkSummary | undefined
  /** When it was answered and ended, in hub time; holds are placed against the answer. */
  answeredAt: number | undefined
  endedAt: number | undefined
  holds: { at: number; seconds: number }[]
  /** When nothing reached the recording, and why; 0 seconds: nobody resumed it. */
  pauses: { at: number; seconds: number; reason: string | undefined }[]
  /** When the customer was told that the call is recorded. */
  announcedAt: number | undefined
  ivr: string[]
  /** The first recording of the call; `furtherRecordings` are those after a restart, and the PBX's own. */
  recording: RecordingPart | undefined
  furtherRecordings: RecordingPart[]
  comments: RecordingComment[]
  /** What was taken away, by id: it may be told before what it speaks of. */
  gone: { id: string; at: number; reason: 'retention' | 'request' | undefined }[]
  transcript: TranscriptLine[]
  dispositionId: DispositionId | undefined
  note: string | undefined
  /** A leg of another call of this person: the same interaction goes on in it. */
  parentCallId: CallId | undefined
  /** To whom it was passed on, and how. */
  transfers: CallTransferred[]
  /** Who was taken into the call as well: a conference. */
  joined: { at: number; callId: CallId; remote: string }[]
}

export type CallTransferred = {
  at: number
  mode: string | undefined
  fromOperatorId: OperatorId
  toOperatorId: OperatorId | undefined
  target: string | undefined
}

export type NoteItem = {
  kind: 'note'
  id: string
  at: number
  position: number
  contactId: ContactId
  operatorId: OperatorId
  text: string
  mentions: OperatorId[]
  attachments: Attachment[]
}

export type BotItem = {
  kind: 'bot'
  id: string
  at: number
  position: number
  contactId: ContactId
  interactionId: InteractionId | undefined
  answers: { field: string; value: string; at: number }[]
}

/** A standing link between two cards of this person; gone without a trace when it is taken back. */
export type LinkItem = {
  kind: 'link'
  id: string
  at: number
  position: number
  contactId: ContactId
  linkId: LinkId
  withContactId: ContactId
  why: string
  operatorId: OperatorId | undefined
}

/** Facts that are one thin line: the fact itself, told in words by the screen. */
export const lineTypes = [
  'visit.started',
  'page.viewed',
  'app.screen-viewed',
  'search.performed',
  'product.viewed',
  'cart.changed',
  'cart.abandoned',
  'widget.clicked',
  'store.visited',
  'offer.granted',
  'order.created',
  'order.state-changed',
  'order.note-added',
  'return.opened',
  'return.state-changed',
  'application.started',
  'application.approved',
  'subscription.changed',
  'compensation.paid',
  'campaign.sent',
  'campaign.failed',
  'campaign.opened',
  'campaign.clicked',
  'campaign.unsubscribed',
  'interaction.accepted',
  'interaction.requeued',
  'conversation.snoozed',
  'callback.scheduled',
  'callback.settled',
  'case.opened',
  'case.closed',
  'case.reopened',
  'bot.handed-over',
  'field.set',
  'tag.added',
  'tag.removed',
  'promise.made',
  'promise.kept',
  'promise.broken',
  'csat.received',
  'voicemail.left',
  'contact.merge-proposed',
  'legal-hold.placed',
  'legal-hold.lifted',
] as const satisfies readonly EventType[]
export type LineType = (typeof lineTypes)[number]

export type LineItem = {
  kind: 'line'
  id: string
  at: number
  position: number
  contactId: ContactId
  event: DomainEvent<LineType>
}

/** A text conversation was closed (a call's outcome stands on the call itself). */
export type DispositionItem = {
  kind: 'disposition'
  id: string
  at: number
  position: number
  contactId: ContactId
  conversationId: ConversationId | undefined
  operatorId: OperatorId | undefined
  dispositionId: DispositionId | undefined
  note: string | undefined
}

export type TimelineItem =
  | MessageItem
  | ScheduledItem
  | CallItem
  | NoteItem
  | BotItem
  | LinkItem
  | LineItem
  | DispositionItem

/**
 * The timeline while it is being folded. Facts of one message or call may come in any order and more than once:
 * each only fills its own fields, and what stays incomplete (a receipt without its message) is not shown.
 */
export type TimelineState = {
  readonly items: ReadonlyMap<string, TimelineItem>
  /** Facts that wait for the item they speak of, by its key. */
  readonly early: ReadonlyMap<string, readonly DomainEvent[]>
  readonly seen: ReadonlySet<string>
  readonly takenBack: ReadonlySet<LinkId>
}

export const emptyTimeline: TimelineState = {
  items: new Map(),
  early: new Map(),
  seen: new Set(),
  takenBack: new Set(),
}

const isLine = (event: DomainEvent): event is DomainEvent<LineType> =>
  (lineTypes as readonly string[]).includes(event.type)

type Draft = {
  items: Pick<Map<string, TimelineItem>, 'get' | 'has' | 'set' | 'delete'>
  early: Map<string, readonly DomainEvent[]>
  seen: Set<string>
  takenBack: Set<LinkId>
}

/** One more fact on the timeline: order-proof and duplicate-proof. */
export function projectTimeline(state: TimelineState, event: DomainEvent): TimelineState {
  return projectAll([event], state)
}

/** The same for many facts at once, with one copy of the state. */
export function projectAll(
  events: Iterable<DomainEvent>,
  state: TimelineState = emptyTimeline,
): TimelineState {
  const items = new Map(state.items)
  const draft = {
    items,
    early: new Map(state.early),
    seen: new Set(state.seen),
    takenBack: new Set(state.takenBack),
  }
  for (const event of events) {
    if (draft.seen.has(event.eventId)) continue
    draft.seen.add(event.eventId)
    apply(draft, event)
  }
  return draft
}

/**
 * The same without a copy: the state that is given is used up, and lives on in the one that is handed back, together
 * with the ids of the items that are not what they were. For whoever keeps one state and nothing but its newest.
 */
export function projectOnto(
  state: TimelineState,
  events: Iterable<DomainEvent>,
): { state: TimelineState; changed: ReadonlySet<string> } {
  const items = state.items as Map<string, TimelineItem>
  const changed = new Set<string>()
  const draft: Draft = {
    items: {
      get: (id) => items.get(id),
      has: (id) => items.has(id),
      set: (id, item) => {
        changed.add(id)
        return items.set(id, item)
      },
      delete: (id) => {
        changed.add(id)
        return items.delete(id)
      },
    },
    early: state.early as Map<string, readonly DomainEvent[]>,
    seen: state.seen as Set<string>,
    takenBack: state.takenBack as Set<LinkId>,
  }
  for (const event of events) {
    if (draft.seen.has(event.eventId)) continue
    draft.seen.add(event.eventId)
    apply(draft, event)
  }
  return { state: { ...state }, changed }
}

/** What is shown, oldest first. */
export const timelineItems = (state: TimelineState): TimelineItem[] =>
  [...state.items.values()].filter(isShown).sort((a, b) => a.at - b.at || a.position - b.position)

/** What was scheduled is shown while it waits; once it went it is a message. */
const isShown = (item: TimelineItem): boolean =>
  item.kind !== 'scheduled' || item.off === undefined || item.off.code !== undefined

const head = (event: DomainEvent, id: string) => ({
  id,
  at: event.occurredAt,
  position: event.position,
  contactId: event.contactId,
})

function apply(draft: Draft, event: DomainEvent): void {
  switch (event.type) {
    case 'message.received':
    case 'message.sent':
      draft.items.delete(`scheduled:${event.messageId}`)
      return begin(draft, messageItem(event))
    case 'message.scheduled':
      if (!draft.items.has(`message:${event.messageId}`)) begin(draft, scheduledItem(event))
      return
    case 'message.rescheduled':
    case 'message.unscheduled':
      return amend(draft, `scheduled:${event.messageId}`, event)
    case 'message.edited':
    case 'message.deleted':
    case 'message.reacted':
    case 'message.receipt':
    case 'message.failed':
      return amend(draft, `message:${event.messageId}`, event)
    case 'interaction.offered':
      if (event.callId) begin(draft, callItem(event, event.callId))
      return
    case 'call.ivr-step':
    case 'call.answered':
    case 'call.held':
    case 'call.resumed':
    case 'call.ended':
    case 'call.transferred':
    case 'call.joined':
    case 'recording.available':
    case 'recording.announced':
    case 'recording.paused':
    case 'recording.resumed':
    case 'recording.comment-added':
    case 'recording.comment-removed':
    case 'recording.removed':
    case 'transcript.available':
      return amend(draft, `call:${event.callId}`, event)
    case 'interaction.disposed': {
      if (event.callId) return amend(draft, `call:${event.callId}`, event)
      const item: DispositionItem = {
        ...head(event, event.eventId),
        kind: 'disposition',
        conversationId: event.conversationId,
        operatorId: event.operatorId,
        dispositionId: event.dispositionId,
        note: event.note,
      }
      return begin(draft, item)
    }
    case 'note.added': {
      const { operatorId, text, mentions = [], attachments = [] } = event
      const note = { operatorId, text, mentions, attachments }
      return begin(draft, { ...head(event, event.eventId), kind: 'note', ...note })
    }
    case 'bot.answered':
      return answer(draft, event)
    case 'contact.linked': {
      if (draft.takenBack.has(event.linkId)) return
      const { linkId, withContactId, why, operatorId } = event
      return begin(draft, {
        ...head(event, `link:${linkId}`),
        kind: 'link',
        linkId,
        withContactId,
        why,
        operatorId,
      })
    }
    case 'contact.unlinked':
      draft.takenBack.add(event.linkId)
      draft.items.delete(`link:${event.linkId}`)
      return
    default:
      if (isLine(event)) begin(draft, { ...head(event, event.eventId), kind: 'line', event })
  }
}

/** Puts an item in its place and lets the facts that came before it speak. */
function begin(draft: Draft, item: TimelineItem): void {
  if (draft.items.has(item.id)) return
  const waiting = [...(draft.early.get(item.id) ?? [])].sort(inOrder)
  draft.early.delete(item.id)
  draft.items.set(item.id, waiting.reduce(amended, item))
}

function amend(draft: Draft, id: string, event: DomainEvent): void {
  const item = draft.items.get(id)
  if (item) draft.items.set(id, amended(item, event))
  else draft.early.set(id, [...(draft.early.get(id) ?? []), event])
}

function amended(item: TimelineItem, event: DomainEvent): TimelineItem {
  if (item.kind === 'message') return amendedMessage(item, event)
  if (item.kind === 'scheduled') return amendedScheduled(item, event)
  if (item.kind === 'call') return amendedCall(item, event)
  return item
}

const messageItem = (event: DomainEvent<'message.received' | 'message.sent'>): MessageItem => ({
  ...head(event, `message:${event.messageId}`),
  kind: 'message',
  messageId: event.messageId,
  conversationId: event.conversationId,
  channel: event.channel,
  accountId: event.accountId,
  direction: event.type === 'message.sent' ? 'out' : 'in',
  author: event.type === 'message.sent' ? event.author : 'customer',
  operatorId: event.type === 'message.sent' ? event.operatorId : undefined,
  text: event.text,
  subject: event.subject,
  attachments: event.attachments ?? [],
  receipt: event.type === 'message.sent' ? (event.receipt ?? 'sent') : 'read',
  failure: undefined,
  replyTo: event.replyTo,
  templateId: event.type === 'message.sent' ? event.templateId : undefined,
  edited: undefined,
  deleted: undefined,
  reactions: [],
})

const scheduledItem = (event: DomainEvent<'message.scheduled'>): ScheduledItem => ({
  ...head(event, `scheduled:${event.messageId}`),
  kind: 'scheduled',
  at: event.sendAt,
  messageId: event.messageId,
  conversationId: event.conversationId,
  channel: event.channel,
  accountId: event.accountId,
  operatorId: event.operatorId,
  text: event.text,
  attachments: event.attachments ?? [],
  replyTo: event.replyTo,
  templateId: event.templateId,
  changed: undefined,
  off: undefined,
})

function amendedScheduled(item: ScheduledItem, event: DomainEvent): ScheduledItem {
  if (event.type === 'message.unscheduled') return { ...item, off: { code: event.code } }
  if (event.type !== 'message.rescheduled' || !isLater(event, item.changed)) return item
  return { ...item, text: event.text, at: event.sendAt, changed: turn(event) }
}

const turn = (event: DomainEvent): Turn => ({ at: event.occurredAt, position: event.position })
const isLater = (event: DomainEvent, than: Turn | undefined): boolean =>
  than === undefined ||
  event.occurredAt > than.at ||
  (event.occurredAt === than.at && event.position > than.position)

const receiptRank = { sent: 0, delivered: 1, read: 2, failed: -1 } as const

function amendedMessage(item: MessageItem, event: DomainEvent): MessageItem {
  if (event.type === 'message.receipt' && receiptRank[event.receipt] > receiptRank[item.receipt])
    return { ...item, receipt: event.receipt }
  if (event.type === 'message.failed')
    return { ...item, receipt: 'failed', failure: { code: event.code, retryable: event.retryable ?? false } }
  if (event.type === 'message.edited' && isLater(event, item.edited))
    return { ...item, text: event.text, edited: turn(event) }
  if (event.type === 'message.deleted' && isLater(event, item.deleted))
    return { ...item, deleted: { ...turn(event), by: event.by } }
  if (event.type === 'message.reacted') {
    const mine = item.reactions.find((r) => r.by === event.by)
    if (!isLater(event, mine)) return item
    const others = item.reactions.filter((r) => r !== mine)
    const reaction = { ...turn(event), by: event.by, emoji: event.emoji }
    return { ...item, reactions: [...others, reaction].sort((a, b) => (a.by < b.by ? -1 : 1)) }
  }
  return item
}

const callItem = (event: DomainEvent<'interaction.offered'>, callId: CallId): CallItem => ({
  ...head(event, `call:${callId}`),
  kind: 'call',
  callId,
  interactionId: event.interactionId,
  direction: event.direction,
  accountId: event.accountId,
  queueId: event.queueId,
  remote: event.remote,
  operatorId: event.operatorId,
  outcome: 'ringing',
  endedBy: undefined,
  waitSeconds: 0,
  talkSeconds: 0,
  holdSeconds: 0,
  mos: undefined,
  mosWorst: undefined,
  talk: undefined,
  answeredAt: undefined,
  endedAt: undefined,
  holds: [],
  pauses: [],
  announcedAt: undefined,
  ivr: [],
  recording: undefined,
  furtherRecordings: [],
  comments: [],
  gone: [],
  transcript: [],
  dispositionId: undefined,
  note: undefined,
  parentCallId: event.parentCallId,
  transfers: [],
  joined: [],
})

function amendedCall(item: CallItem, event: DomainEvent): CallItem {
  switch (event.type) {
    case 'call.ivr-step':
      return { ...item, ivr: [...item.ivr, event.label ?? event.digits] }
    case 'call.answered':
      return {
        ...item,
        operatorId: event.operatorId,
        answeredAt: event.occurredAt,
        waitSeconds: event.waitSeconds ?? item.waitSeconds,
        outcome: item.endedAt === undefined ? 'talking' : item.outcome,
      }
    case 'call.held':
      return { ...item, holds: withHold(item.holds, event.occurredAt, 0) }
    case 'call.resumed': {
      const seconds = event.holdSeconds ?? 0
      return { ...item, holds: withHold(item.holds, event.occurredAt - seconds * 1000, seconds) }
    }
    case 'call.transferred': {
      const { occurredAt: at, mode, fromOperatorId, toOperatorId, target } = event
      const transfer = { at, mode, fromOperatorId, toOperatorId, target }
      return { ...item, transfers: [...item.transfers, transfer].sort((a, b) => a.at - b.at) }
    }
    case 'call.joined': {
      const came = event.withCalls.map((one) => ({ ...one, at: event.occurredAt }))
      const known = item.joined.filter((one) => !came.some((c) => c.callId === one.callId))
      return { ...item, joined: [...known, ...came].sort((a, b) => a.at - b.at) }
    }
    case 'call.ended': {
      const talked = event.cause === 'caller-hangup' || event.cause === 'operator-hangup'
      return {
        ...item,
        outcome: talked ? 'answered' : (event.cause as CallOutcome),
        endedBy: event.cause === 'caller-hangup' ? 'customer' : talked ? 'operator' : undefined,
        endedAt: event.occurredAt,
        operatorId: item.operatorId ?? event.operatorId,
        waitSeconds: event.waitSeconds ?? item.waitSeconds,
        talkSeconds: event.talkSeconds ?? 0,
        holdSeconds: event.holdSeconds ?? 0,
        mos: event.mos,
        mosWorst: event.mosWorst,
        talk: event.talk ?? item.talk,
      }
    }
    case 'recording.available':
      return withRecording(item, event)
    case 'recording.announced':
      return { ...item, announcedAt: Math.min(item.announcedAt ?? event.occurredAt, event.occurredAt) }
    case 'recording.paused':
      return { ...item, pauses: withPause(item.pauses, event.occurredAt, 0, event.reason) }
    case 'recording.resumed': {
      const seconds = event.pausedSeconds ?? 0
      return { ...item, pauses: withPause(item.pauses, event.occurredAt - seconds * 1000, seconds) }
    }
    case 'recording.comment-added': {
      const { commentId, recordingId, second, text, operatorId, occurredAt } = event
      if (item.gone.some((g) => g.id === commentId) || item.comments.some((c) => c.commentId === commentId))
        return item
      const comment = { commentId, recordingId, second, text, operatorId, at: occurredAt }
      return { ...item, comments: [...item.comments, comment].sort(byPlace) }
    }
    case 'recording.comment-removed': {
      const gone = [...item.gone, { id: event.commentId, at: event.occurredAt, reason: undefined }]
      return { ...item, gone, comments: item.comments.filter((c) => c.commentId !== event.commentId) }
    }
    case 'recording.removed': {
      const { recordingId, reason, occurredAt } = event
      const gone = [...item.gone, { id: recordingId, at: occurredAt, reason }]
      const marked = (part: RecordingPart) =>
        part.recordingId === recordingId ? { ...part, removed: { at: occurredAt, reason } } : part
      return {
        ...item,
        gone,
        recording: item.recording && marked(item.recording),
        furtherRecordings: item.furtherRecordings.map(marked),
      }
    }
    case 'transcript.available':
      return { ...item, transcript: event.lines }
    case 'interaction.disposed':
      return { ...item, dispositionId: event.dispositionId, note: event.note }
    default:
      return item
  }
}

const byPlace = (a: RecordingComment, b: RecordingComment) =>
  a.second - b.second || a.at - b.at || (a.commentId < b.commentId ? -1 : 1)

/** The console's own before the PBX's, then by their first second, so that every order of facts ends the same. */
function withRecording(item: CallItem, event: DomainEvent<'recording.available'>): CallItem {
  const { recordingId, seconds, kept = true, cutShort = false, peaks } = event
  const gone = item.gone.find((g) => g.id === recordingId)
  const part: RecordingPart = {
    recordingId,
    seconds,
    kept,
    cutShort,
    channels: event.channels ?? 2,
    peaks,
    startedAt: event.startedAt,
    source: event.source ?? 'console',
    matchedBy: event.matchedBy,
    removed: gone?.reason && { at: gone.at, reason: gone.reason },
  }
  const others = [item.recording, ...item.furtherRecordings].filter(
    (p) => p !== undefined && p.recordingId !== recordingId,
  ) as RecordingPart[]
  const rank = (p: RecordingPart) => (p.source === 'pbx' ? 1 : 0)
  const [first, ...further] = [...others, part].sort(
    (a, b) =>
      rank(a) - rank(b) ||
      (a.startedAt ?? 0) - (b.startedAt ?? 0) ||
      (a.recordingId < b.recordingId ? -1 : 1),
  )
  return { ...item, talk: item.talk ?? event.talk, recording: first, furtherRecordings: further }
}

/** The start and the end of a pause both speak of it, as with holds; only the start says why. */
function withPause(
  pauses: CallItem['pauses'],
  at: number,
  seconds: number,
  reason?: string,
): CallItem['pauses'] {
  const near = (p: { at: number }) => Math.abs(p.at - at) <= 2000
  const why = reason ?? pauses.find(near)?.reason
  return withHold(pauses, at, seconds).map((span) => ({
    ...span,
    reason: near(span) ? why : pauses.find((p) => p.at === span.at)?.reason,
  }))
}

/** Holds that lie within two seconds of each other are one: the start and the end both speak of it. */
function withHold(holds: CallItem['holds'], at: number, seconds: number): CallItem['holds'] {
  const i = holds.findIndex((h) => Math.abs(h.at - at) <= 2000)
  if (i < 0) return [...holds, { at, seconds }].sort((a, b) => a.at - b.at)
  return holds.map((h, k) =>
    k === i ? { at: Math.min(h.at, at), seconds: Math.max(h.seconds, seconds) } : h,
  )
}

/** Answers given to the bot in one interaction are one block. */
function answer(draft: Draft, event: DomainEvent<'bot.answered'>): void {
  const id = `bot:${event.interactionId ?? event.eventId}`
  const given = { field: event.field, value: event.value, at: event.occurredAt }
  const old = draft.items.get(id)
  const item: BotItem =
    old?.kind === 'bot'
      ? {
          ...old,
          at: Math.min(old.at, event.occurredAt),
          position: Math.min(old.position, event.position),
          answers: [...old.answers, given].sort((a, b) => a.at - b.at || (a.field < b.field ? -1 : 1)),
        }
      : { ...head(event, id), kind: 'bot', interactionId: event.interactionId, answers: [given] }
  draft.items.set(id, item)
}
