import type { Company, Operator } from '../../shared/domain/company.ts'
import type { Conversation } from '../../shared/domain/conversation.ts'
import type {
  Attachment,
  Direction,
  DomainEvent,
  EndCause,
  EventType,
  NewEvent,
} from '../../shared/domain/event.ts'
import type { IdentityKind } from '../../shared/domain/identity.ts'
import type { linkEventTypes } from '../../shared/domain/identity-fold.ts'
import type { PresenceInterval } from '../../shared/domain/presence.ts'
import type {
  AccountId,
  CallId,
  ContactId,
  ConversationId,
  InteractionId,
  OperatorId,
  QueueId,
  RecordingId,
  VisitorId,
} from '../../shared/lib/ids.ts'

import type { CodedError } from '../../shared/lib/result.ts'
import type { IntakeItem } from '../../shared/protocol/recordings-protocol.ts'
import type { SearchQuery, WordRead } from '../../shared/protocol/search-protocol.ts'

/**
 * What the hub asks of its storage. Every write is durable when its promise resolves. Expected faults are thrown as
 * `CodedError`: HUB_DISK_FULL and HUB_STORAGE (nothing of that write was kept, the next one may succeed).
 */
export type Stores = {
  events: EventStore
  people: PeopleStore
  operators: OperatorStore
  sessions: SessionStore
  visitors: VisitorStore
  company: CompanyStore
  recordings: RecordingStore
  intake: IntakeStore
  files: FileStore
  presence: PresenceStore
  audit: AuditStore
  said: SaidStore
  vault: VaultStore
  /** Told once when the engine dies under the hub: nothing can be read or written any more. */
  onLost(listener: (error: CodedError) => void): void
  close(): Promise<void>
}

export type Append = {
  /** Who asks; commands are told apart per actor. */
  actor: string
  /** Made by the asker. A repeat appends nothing and gives the first answer. */
  commandId?: string | undefined
  events: NewEvent[]
  /** What was masked in the facts, kept with them. */
  sealed?: readonly SealedSecret[]
  /** What a repeat is answered with (JSON). */
  result?: unknown
}

/** What a write changed, as it is after the commit. */
export type Changes = {
  events: DomainEvent[]
  conversations: Conversation[]
  contacts: ContactSummary[]
}

/** `position` is that of the command's last fact, also for a repeat, whose `events` are empty. */
export type Appended = { repeated: boolean; position: number; result: unknown; events: DomainEvent[] }

export type EventStore = {
  /**
   * Appends facts in one transaction: each gets the next `position` and its card's next `seq`.
   * @throws CodedError INVALID_INPUT for a fact that is malformed or whose eventId is known.
   */
  append(request: Append): Promise<Appended>
  /**
   * Many facts at once (demo company, imports); one transaction per `appendManyChunk` facts. Not told to
   * `onCommitted`: whoever holds views of the log loads them anew.
   */
  appendMany(events: NewEvent[], sealed?: readonly SealedSecret[]): Promise<{ position: number }>
  commandResult(actor: string, commandId: string): Promise<{ position: number; result: unknown } | undefined>
  position(): Promise<number>
  /** Facts after a position, in the order of the log. */
  since(position: number, limit: number): Promise<DomainEvent[]>
  /** The facts that cards are made of (`cardEventTypes`), whole. */
  cardFacts(contactIds: readonly ContactId[]): Promise<DomainEvent[]>
  /** The newest facts before a place, newest first. */
  page(contactIds: readonly ContactId[], before: PagePlace | undefined, limit: number): Promise<DomainEvent[]>
  /** The newest facts of some kinds on one card, oldest first. */
  recent(contactId: ContactId, types: readonly EventType[], limit: number): Promise<DomainEvent[]>
  /** Who took, gave back and closed text conversations from a moment on, in the order of the log. */
  handlingSince(at: number): Promise<DomainEvent<HandlingType>[]>
  /** Called after each commit, in the order of the log, before the write's promise resolves. */
  onCommitted(listener: (changes: Changes) => void): void
}
export type HandlingType = 'interaction.accepted' | 'interaction.requeued' | 'interaction.disposed'
export const appendManyChunk = 5000
export type PagePlace = { at: number; position: number }

/** What is kept in memory of each card: enough to name it and to tell whose it is. */
export type ContactSummary = {
  contactId: ContactId
  bornAt: number
  lastAt: number
  /** From the card's birth. */
  profileName: string | undefined
  /** An operator's own edit; the latest wins over all cards of a person. */
  setName: { value: string; at: number; position: number } | undefined
  addresses: { kind: IdentityKind; value: string; at: number; position: number }[]
  channels: string[]
}

export type CallState = {
  callId: CallId
  contactId: ContactId
  interactionId: InteractionId
  conversationId: ConversationId
  direction: Direction
  queueId: QueueId | undefined
  accountId: AccountId | undefined
  remote: string | undefined
  operatorId: OperatorId | undefined
  offeredAt: number
  answeredAt: number | undefined
  held: boolean
  ended: { at: number; cause: EndCause; talkSeconds: number } | undefined
  disposed: boolean
  /** A leg of another call: the same interaction goes on in it. */
  parentCallId?: CallId | undefined
}

export type StoredLink = DomainEvent<(typeof linkEventTypes)[number]>

/** Read models that the storage keeps in step with the log, in the same transaction. */
export type PeopleStore = {
  conversations(): Promise<Conversation[]>
  contacts(): Promise<ContactSummary[]>
  links(): Promise<StoredLink[]>
  /** Cards that carry this address as a strong key; with `weak`, also those that were only seen with it. */
  withIdentity(kind: IdentityKind, value: string, weak: boolean): Promise<ContactId[]>
  /**
   * Cards whose name, number, address, field or order has every word, by its beginning, in any form, with the other
   * keyboard layout or a slip; where no word begins so, from its middle. Newest first, at most `limit`.
   */
  find(text: string, limit: number): Promise<CardsFound>
  call(callId: CallId): Promise<CallState | undefined>
  callsOf(contactId: ContactId, limit: number): Promise<CallState[]>
  /** Calls that nobody has answered or ended, offered before a moment. */
  ringingSince(before: number): Promise<CallState[]>
  /** Calls offered from a moment on. */
  callsFrom(at: number): Promise<CallState[]>
  /** Calls that were offered before a moment, legs left out, newest first; `missed`: those that nobody answered. */
  recentCalls(before: number, limit: number, missed: boolean): Promise<CallState[]>
  /** Calls that were offered after a moment and have not ended. */
  openCalls(since: number): Promise<CallState[]>
  /** Calls offered from a moment on and before another, at most `limit`. */
  callsBetween(from: number, to: number, limit: number): Promise<CallState[]>
  recordingOwner(recordingId: RecordingId): Promise<ContactId | undefined>
  /** Messages that wait for their moment, as they are to be sent. */
  scheduled(): Promise<ScheduledMessage[]>
  /** Call-backs that are still owed, soonest first. */
  callbacks(): Promise<OpenCallback[]>
  callback(callbackId: string): Promise<OpenCallback | undefined>
  /** What an operator promised and nobody has kept or let go, soonest first. */
  promisesOf(operatorId: OperatorId): Promise<DomainEvent<'promise.made'>[]>
}

/** A message that waits for its moment; where it goes and in whose name. */
export type ScheduledMessage = Omit<
  DomainEvent<'message.scheduled'>,
  'type' | 'eventId' | 'position' | 'seq' | 'occurredAt'
>

/** A file that was uploaded for a message: what is known of it, and by whom it was (`operator:ID`, `visitor:ID`). */
export type StoredFile = { by: string; at: number; attachment: Attachment }
export type FileStore = {
  /** A second file under an id is refused by silence: the first one stays. */
  put(file: StoredFile): Promise<void>
  get(fileId: string): Promise<StoredFile | undefined>
}
export type OpenCallback = { contactId: ContactId } & Pick<
  DomainEvent<'callback.scheduled'>,
  'callbackId' | 'dueAt' | 'number' | 'note' | 'operatorId' | 'forOperatorId' | 'queueId'
>

/** A secret in its place: the `mask`th mask in the text of a message, or of a fact. */
export type SealedSecret = { ref: string; mask: number; kind: string; contactId: ContactId; data: string }
/** Sealed secrets; written with the facts (`Append.sealed`), a later one in the same place takes the earlier one's. */
export type VaultStore = { get(ref: string, mask: number): Promise<SealedSecret | undefined> }

export type CardsFound = { contactIds: ContactId[]; read: WordRead[] }

export type SaidQuery = SearchQuery & { limit: number }
/** `terms`: what a find is marked by. `indexed`: 0 to 1, while facts of before are still being taken in. */
export type SaidFound = {
  events: DomainEvent[]
  terms: string[]
  read: WordRead[]
  after?: number
  indexed?: number
}
/** Everything said and written (`saidIn`), in step with the log and in the same transaction. */
export type SaidStore = {
  /** Facts that have every word (the last one may be a beginning), newest first. */
  search(query: SaidQuery): Promise<SaidFound>
}

/** `passwordHash` says its own algorithm; absent for somebody who cannot sign in with a password. */
export type StoredOperator = Operator & { passwordHash?: string | undefined }
export type OperatorStore = {
  list(): Promise<Operator[]>
  /** @throws CodedError LOGIN_TAKEN */
  create(operator: StoredOperator): Promise<void>
  update(operator: Operator): Promise<void>
  byLogin(login: string): Promise<StoredOperator | undefined>
}

export type Session = { tokenHash: string; operatorId: OperatorId; createdAt: number; expiresAt: number }
export type SessionStore = {
  create(session: Session): Promise<void>
  byHash(tokenHash: string): Promise<Session | undefined>
  revoke(tokenHash: string): Promise<void>
  revokeAll(operatorId: OperatorId): Promise<void>
}

export type Visitor = {
  visitorId: VisitorId
  secretHash: string
  contactId: ContactId
  accountId: AccountId
  createdAt: number
}
export type VisitorStore = {
  create(visitor: Visitor): Promise<void>
  get(visitorId: VisitorId): Promise<Visitor | undefined>
  ofContact(contactId: ContactId): Promise<Visitor[]>
}

/** The company without its operators, which have their own store. */
export type StoredCompany = Omit<Company, 'operators'>
export type CompanyStore = {
  get(): Promise<StoredCompany | undefined>
  set(company: StoredCompany): Promise<void>
  /** Settings that no console is sent with the company: secrets. A JSON value by its name. */
  private(name: string): Promise<unknown>
  setPrivate(name: string, value: unknown): Promise<void>
}

/**
 * Who did what to whose, for those who must be able to ask later. `action` is `area.verb`, `subject` the id of what it
 * was done to; `detail` holds ids and words, never what was said.
 */
export type AuditEntry = {
  at: number
  actor: string
  action: string
  subject: string
  detail: Record<string, unknown>
}
/** Append-only: the storage itself refuses to change or remove an entry. */
export type AuditStore = {
  append(entry: AuditEntry): Promise<void>
  /** The newest first; `area` is the part of the action before its dot, `before` a moment that they are older than. */
  list(query: {
    area?: string | undefined
    actor?: string | undefined
    subject?: string | undefined
    /** What was done to any of these cards. */
    contactIds?: readonly ContactId[] | undefined
    /** From this moment on. */
    from?: number | undefined
    before?: number | undefined
    limit: number
  }): Promise<AuditEntry[]>
}

/** What operators do, stretch by stretch. */
export type PresenceStore = {
  /** Ends what this operator was doing and begins what they do now; what lasted no time at all is not kept. */
  begin(interval: PresenceInterval): Promise<void>
  /** Ends everything that still lasts. */
  endAll(at: number): Promise<void>
  /** The stretches that touch a span of time, in order. */
  between(operatorId: OperatorId, from: number, to: number): Promise<PresenceInterval[]>
  /** Notes that the hub is alive: what lasted when it died is known to have lasted until then. */
  seen(at: number): Promise<void>
  lastSeen(): Promise<number | undefined>
}

/** A recording that is on its call, as retention sees it. */
export type StoredRecording = {
  recordingId: RecordingId
  contactId: ContactId
  /** Undefined for what was left on a voicemail. */
  callId: CallId | undefined
  /** Its first second. */
  at: number
  removedAt: number | undefined
}
export type RecordingPlace = Pick<StoredRecording, 'at' | 'recordingId'>
/** What may not be removed: everything of a person, or of one call. */
export type LegalHold = { holdId: string; contactId: ContactId; callId: CallId | undefined }

/** A recording of the PBX; `key` tells the same one when it comes again. */
export type StoredIntake = { key: string; item: IntakeItem }
export type IntakeStore = {
  put(intake: StoredIntake): Promise<void>
  byKey(key: string): Promise<StoredIntake | undefined>
  get(intakeId: string): Promise<StoredIntake | undefined>
  /** The newest first. */
  list(states: readonly IntakeItem['state'][], limit: number): Promise<StoredIntake[]>
}

export type PendingRecording = { callId: CallId; recordingId: RecordingId; fact: Record<string, unknown> }
export type RecordingStore = {
  get(recordingId: RecordingId): Promise<StoredRecording | undefined>
  /** Those of calls that are still there and began before a moment, oldest first, after a place. */
  before(at: number, after: RecordingPlace | undefined, limit: number): Promise<StoredRecording[]>
  onCall(callId: CallId): Promise<StoredRecording[]>
  /** The holds that stand. */
  holds(): Promise<LegalHold[]>
} & PendingRecordingStore
/** Recordings that came before their call was known. */
type PendingRecordingStore = {
  put(recording: PendingRecording): Promise<void>
  ofCall(callId: CallId): Promise<PendingRecording[]>
  all(): Promise<PendingRecording[]>
  drop(recordingId: RecordingId): Promise<void>
}
