import { Company, CompanySettings, Operator, Presence, Role, WidgetCall } from '../domain/company.ts'
import { InboxRow } from '../domain/conversation.ts'
import { EndCause, EventWire } from '../domain/event.ts'
import { Identity } from '../domain/identity.ts'
import { RecordingPolicy } from '../domain/recording-rules.ts'
import {
  AccountId,
  CallId,
  CommandId,
  ContactId,
  ConversationId,
  DispositionId,
  InteractionId,
  LinkId,
  MessageId,
  NoteId,
  OperatorId,
  PromiseId,
  QueueId,
  RecordingId,
} from '../lib/ids.ts'
import { Localised } from '../lib/language.ts'
import { z } from '../lib/schema.ts'
import { TalkSummary } from '../softphone/talk.ts'
import { Board, DeskState, Hand, SuperviseMode } from '../supervision/board.ts'
import { IceSetup, SessionId, SuperviseSignal } from '../supervision/session.ts'
import { SupervisionSettings } from '../supervision/settings.ts'
import { TurnInput, TurnSettings } from '../supervision/turn.ts'
import { CaseInputs, FieldsInput, TagInput } from './case-protocol.ts'
import { FileId, messagePushes, messageRequests } from './messages-protocol.ts'
import { peopleRequests } from './people-protocol.ts'
import { IntakeSettings, ShownIntake, StandingHold, Stretch } from './recordings-protocol.ts'
import { redactionRequests } from './redaction-protocol.ts'
import { routingPushes, routingRequests } from './routing-protocol.ts'
import { SearchAnswer, SearchQuery, WordRead } from './search-protocol.ts'

/**
 * What a console and the hub say to each other over socket.io (default namespace), on one screen. Each request is an
 * event of that name with the input as its argument and an ack that carries `Result<output>`; the ack comes after the
 * commit. `who` is checked in one place on the hub (`hub/operators/access.ts`): a request without a rule cannot exist.
 * The handshake carries `auth: { protocol, token? }`; the hub serves this version and the one before.
 */
export const PROTOCOL_VERSION = 1
export const OLDEST_PROTOCOL_VERSION = 1

type Who = 'anybody' | 'signed-in' | readonly Role[]
const request = <I extends z.ZodMiniType, O extends z.ZodMiniType>(who: Who, input: I, output: O) =>
  ({ kind: 'request', who, input, output }) as const
const push = <P extends z.ZodMiniType>(payload: P) => ({ kind: 'push', payload }) as const

const desk = ['operator', 'supervisor', 'admin'] as const satisfies readonly Role[]
const reading = ['operator', 'supervisor', 'admin', 'auditor'] as const satisfies readonly Role[]
const supervisors = ['supervisor', 'admin'] as const satisfies readonly Role[]
const auditing = ['admin', 'auditor'] as const satisfies readonly Role[]
const downloading = ['supervisor', 'admin'] as const satisfies readonly Role[]
const placing = ['supervisor', 'admin'] as const satisfies readonly Role[]
const admins = ['admin'] as const satisfies readonly Role[]
const nothing = z.object({})
const done = z.object({})
/** Every write carries an id that the console made; the hub answers a repeat with the first answer. */
const write = { id: CommandId }

/** The two public keys that a console needs while the hub is away: whose tokens to believe, whom to seal recordings to. */
export const HubKeys = z.object({
  /** Ed25519, JWK: signs call tokens and links. */
  token: z.record(z.string(), z.unknown()),
  /** DHKEM(P-256, HKDF-SHA256), base64url, RFC 9180: recordings are sealed to it. */
  recording: z.string(),
})
export type HubKeys = z.infer<typeof HubKeys>

export const Me = z.object({
  operatorId: OperatorId,
  name: z.string(),
  login: z.string(),
  roles: z.array(Role),
})
export type Me = z.infer<typeof Me>

/** A phone line as the hub hands it to its operator: the demo switch's own, never a real PBX's password. */
export const HubLine = z.object({
  server: z.string(),
  domain: z.string(),
  user: z.string(),
  password: z.string(),
  demo: z.boolean(),
})
export type HubLine = z.infer<typeof HubLine>

export const SignedIn = z.object({
  token: z.string(),
  me: Me,
  company: Company,
  keys: HubKeys,
  line: z.optional(HubLine),
  presence: Presence,
  /** The break that was chosen last. */
  breakId: z.optional(z.string()),
  now: z.number(),
  /** Seals what this operator's work leaves on a computer (AES-256, base64url): the same at every sign-in. */
  localKey: z.optional(z.string()),
})
export type SignedIn = z.infer<typeof SignedIn>

export const PersonHit = z.object({
  personId: ContactId,
  name: z.string(),
  named: z.boolean(),
  /** The address that matched, or the most telling one. */
  detail: z.string(),
  channels: z.array(z.string()),
  lastAt: z.number(),
})
export type PersonHit = z.infer<typeof PersonHit>

/** A person's card and the newest stretch of their timeline; `position` is where the live stream goes on. */
export const OpenedCard = z.object({
  personId: ContactId,
  contactIds: z.array(ContactId),
  /** The facts that the card is made of, whole (see `cardEventTypes`). */
  cardEvents: z.array(EventWire),
  /** The newest facts of any kind. */
  events: z.array(EventWire),
  /** Asks for older ones with this; absent at the beginning of time. */
  older: z.optional(z.string()),
  rows: z.array(InboxRow),
  position: z.number(),
})
export type OpenedCard = z.infer<typeof OpenedCard>

/** One call in the list of calls. */
export const CallRow = z.object({
  callId: CallId,
  contactId: ContactId,
  name: z.string(),
  named: z.boolean(),
  remote: z.optional(z.string()),
  direction: z.enum(['in', 'out']),
  queueId: z.optional(QueueId),
  operatorId: z.optional(OperatorId),
  at: z.number(),
  outcome: z.enum(['ringing', 'talking', 'answered', 'missed', 'unanswered']),
  waitSeconds: z.number(),
  talkSeconds: z.number(),
  /** Who has spoken with them, or tried to, since they were missed. */
  calledBack: z.optional(
    z.object({ operatorId: z.optional(OperatorId), at: z.number(), reached: z.boolean() }),
  ),
})
export type CallRow = z.infer<typeof CallRow>

/** Who could take a call at this moment, and what waits in each queue. */
export const TeamState = z.object({
  operators: z.array(
    z.object({
      operatorId: OperatorId,
      presence: Presence,
      since: z.number(),
      talkingSince: z.optional(z.number()),
    }),
  ),
  queues: z.array(z.object({ queueId: QueueId, waiting: z.number(), waitSeconds: z.optional(z.number()) })),
})
export type TeamState = z.infer<typeof TeamState>

export const CallReport = z.object({
  ...write,
  callId: CallId,
  what: z.enum([
    'offered',
    'answered',
    'held',
    'resumed',
    'ended',
    'declined',
    'disposed',
    'recording-announced',
    'recording-paused',
    'recording-resumed',
    'transferred',
    'joined',
  ]),
  at: z.number(),
  direction: z.enum(['in', 'out']),
  remote: z.string(),
  line: z.optional(z.string()),
  queueId: z.optional(QueueId),
  contactId: z.optional(ContactId),
  /** The signed token that the INVITE carried; the hub checks it again. */
  token: z.optional(z.string()),
  cause: z.optional(EndCause),
  waitSeconds: z.optional(z.number()),
  talkSeconds: z.optional(z.number()),
  holdSeconds: z.optional(z.number()),
  /** Mean opinion score of the whole call, and of its worst five seconds. */
  mos: z.optional(z.number()),
  mosWorst: z.optional(z.number()),
  talk: z.optional(TalkSummary),
  dispositionId: z.optional(DispositionId),
  note: z.optional(z.string().check(z.maxLength(4000))),
  /** Of a recording: why it was paused or went on, for how long, and what was announced. */
  why: z.optional(z.enum(['operator', 'payment', 'limit'])),
  pausedSeconds: z.optional(z.number()),
  announcement: z.optional(z.enum(['tone', 'sound'])),
  soundId: z.optional(z.string().check(z.maxLength(80))),
  /** The call that this one is a leg of: it belongs to the same interaction. */
  parentId: z.optional(CallId),
  /** `transferred`: how, and to whom. */
  mode: z.optional(z.enum(['consult', 'blind'])),
  target: z.optional(z.string().check(z.maxLength(200))),
  toOperatorId: z.optional(OperatorId),
  /** `joined`: who else is in. */
  withCalls: z.optional(z.array(z.object({ callId: CallId, remote: z.string().check(z.maxLength(200)) }))),
})
export type CallReport = z.infer<typeof CallReport>

/** What a console signs with the local key to show that it holds it. */
export const replicaProof = 'kommutator replica'

export const AuditEntry = z.object({
  at: z.number(),
  actor: z.string(),
  action: z.string(),
  subject: z.string(),
  detail: z.record(z.string(), z.unknown()),
})

/** By whom, what, to what, to whom, and when; `before` is a moment that entries are older than. */
export const AuditFilters = z.object({
  area: z.optional(z.string().check(z.maxLength(40))),
  actor: z.optional(OperatorId),
  subject: z.optional(z.string().check(z.maxLength(128))),
  contactId: z.optional(ContactId),
  from: z.optional(z.number()),
  before: z.optional(z.number()),
})

export const hubProtocol = {
  version: PROTOCOL_VERSION,
  requests: {
    'setup.state': request(
      'anybody',
      nothing,
      z.object({
        company: z.boolean(),
        demo: z.boolean(),
        name: Localised,
        fingerprint: z.optional(z.string()),
      }),
    ),
    /** Makes the company and its first administrator; works once, on a hub that has none. */
    'setup.create': request(
      'anybody',
      z.object({
        ...write,
        companyName: z.string().check(z.minLength(1), z.maxLength(120)),
        name: z.string().check(z.minLength(1), z.maxLength(120)),
        login: z.string().check(z.regex(/^[\w.@+-]{2,64}$/)),
        password: z.string().check(z.maxLength(256)),
        language: z.string(),
      }),
      SignedIn,
    ),
    'session.login': request(
      'anybody',
      z.object({ login: z.string().check(z.maxLength(64)), password: z.string().check(z.maxLength(256)) }),
      SignedIn,
    ),
    'session.resume': request('anybody', z.object({ token: z.string() }), SignedIn),
    'session.logout': request('signed-in', nothing, done),
    'company.get': request('signed-in', nothing, Company),

    /** All rows that this operator may see, and the position they are true at. */
    'inbox.list': request(reading, nothing, z.object({ rows: z.array(InboxRow), position: z.number() })),
    /** Facts after a position, for a console that was away; `reset` says that it must load everything anew. */
    'stream.since': request(
      reading,
      z.object({ position: z.number() }),
      z.object({ after: z.number(), upTo: z.number(), events: z.array(EventWire), reset: z.boolean() }),
    ),

    'card.open': request(reading, z.object({ contactId: ContactId }), OpenedCard),
    /**
     * The cards that an operator's console keeps for when the hub is away: theirs of the last 30 days, and those that wait
     * in their queues. Others are left out of the answer.
     */
    'replica.cards': request(
      desk,
      z.object({ contactIds: z.array(ContactId).check(z.minLength(1), z.maxLength(20)) }),
      z.object({ cards: z.array(OpenedCard) }),
    ),
    /**
     * Whether what an operator left on a computer may stay there. Only who holds the operator's local key may ask: `proof`
     * is its HMAC-SHA256 of `replicaProof`, base64url.
     */
    'replica.keep': request(
      'anybody',
      z.object({ operatorId: OperatorId, proof: z.string().check(z.maxLength(100)) }),
      z.object({ keep: z.boolean() }),
    ),
    'card.older': request(
      reading,
      z.object({
        contactId: ContactId,
        older: z.string(),
        /** How many; 150 when left out. */
        limit: z.optional(z.number().check(z.gte(1), z.lte(5000))),
      }),
      z.object({ events: z.array(EventWire), older: z.optional(z.string()) }),
    ),
    /** People by name, number, e-mail, handle, order number or card number; several words all count. */
    'card.find': request(
      reading,
      z.object({ text: z.string().check(z.maxLength(200)), limit: z.optional(z.number()) }),
      z.object({ people: z.array(PersonHit), read: z.array(WordRead) }),
    ),
    /** Everything said and written, of all time, newest first. */
    'search.said': request(reading, SearchQuery, SearchAnswer),
    /**
     * Whose number or address this is: none, one, or several to choose from; never a guess. With `open` the card comes
     * along when it is one person's: a telephone rings, and there is no time to ask twice.
     */
    'card.resolve': request(
      reading,
      z.object({
        kind: Identity.shape.kind,
        value: z.string().check(z.maxLength(320)),
        open: z.optional(z.boolean()),
      }),
      z.object({ people: z.array(PersonHit), card: z.optional(OpenedCard) }),
    ),
    'card.link': request(
      desk,
      z.object({
        ...write,
        linkId: LinkId,
        contactId: ContactId,
        withContactId: ContactId,
        why: z.string().check(z.maxLength(500)),
        /** Whose card is to stand for the person; one of the two's. */
        survivorId: z.optional(ContactId),
      }),
      z.object({ personId: ContactId }),
    ),
    /** Every link that these cards have or ever had, as facts, and what the other cards are called. */
    'card.links': request(
      reading,
      z.object({ contactId: ContactId }),
      z.object({ events: z.array(EventWire), names: z.record(z.string(), z.string()) }),
    ),
    'card.unlink': request(desk, z.object({ ...write, linkId: LinkId }), done),
    'card.set-field': request(
      desk,
      z.object({
        ...write,
        contactId: ContactId,
        field: z.string().check(z.minLength(1), z.maxLength(80)),
        value: z.nullable(z.string().check(z.maxLength(2000))),
      }),
      done,
    ),
    'case.open': request(desk, z.extend(CaseInputs.open, write), done),
    'case.change': request(desk, z.extend(CaseInputs.change, write), done),
    'case.close': request(desk, z.extend(CaseInputs.close, write), done),
    'case.reopen': request(desk, z.extend(CaseInputs.reopen, write), done),
    'case.place': request(desk, z.extend(CaseInputs.place, write), done),
    'card.remove-tag': request(desk, z.extend(TagInput, write), done),
    'admin.set-fields': request(admins, z.extend(FieldsInput, write), FieldsInput),
    'card.add-tag': request(
      desk,
      z.object({ ...write, contactId: ContactId, tag: z.string().check(z.maxLength(60)) }),
      done,
    ),
    'note.add': request(
      desk,
      z.object({
        ...write,
        noteId: NoteId,
        contactId: ContactId,
        text: z.string().check(z.maxLength(10_000)),
        /** Colleagues who are named in it, and told. */
        mentions: z.optional(z.array(OperatorId).check(z.maxLength(20))),
        files: z.optional(z.array(FileId).check(z.maxLength(10))),
      }),
      done,
    ),
    'promise.make': request(
      desk,
      z.object({
        ...write,
        promiseId: PromiseId,
        contactId: ContactId,
        text: z.string().check(z.minLength(1), z.maxLength(500)),
        dueAt: z.number(),
      }),
      done,
    ),
    /** What this operator has promised and not done yet, soonest first. */
    'promise.mine': request(
      desk,
      z.object({}),
      z.object({
        promises: z.array(
          z.object({
            promiseId: PromiseId,
            contactId: ContactId,
            name: z.string(),
            text: z.string(),
            dueAt: z.number(),
          }),
        ),
      }),
    ),
    'promise.keep': request(desk, z.object({ ...write, promiseId: PromiseId, contactId: ContactId }), done),

    /** First one wins; the others get CONVERSATION_TAKEN and see in the row who has it. */
    'conversation.accept': request(desk, z.object({ ...write, conversationId: ConversationId }), done),
    'conversation.close': request(
      desk,
      z.object({
        ...write,
        conversationId: ConversationId,
        dispositionId: z.optional(DispositionId),
        note: z.optional(z.string()),
      }),
      done,
    ),
    /** Opens a closed conversation again, or begins one on this account, already accepted by the asking operator. */
    'conversation.reopen': request(desk, z.object({ ...write, conversationId: ConversationId }), done),
    'conversation.seen': request(
      desk,
      z.object({ ...write, conversationId: ConversationId, messageId: MessageId }),
      done,
    ),
    'conversation.typing': request(desk, z.object({ conversationId: ConversationId, on: z.boolean() }), done),
    ...messageRequests,
    ...redactionRequests,

    ...routingRequests,
    ...peopleRequests,
    /** What the softphone saw of a call. Idempotent by call: consoles that ring together make one interaction. */
    'call.report': request(
      desk,
      CallReport,
      z.object({ contactId: ContactId, interactionId: InteractionId, name: z.optional(z.string()) }),
    ),
    /** Calls of the whole team, newest first. */
    'calls.list': request(
      reading,
      z.object({ missed: z.boolean(), before: z.optional(z.number()) }),
      z.object({ calls: z.array(CallRow), more: z.boolean() }),
    ),
    'team.state': request(desk, nothing, TeamState),

    /** A link to play one recording, good for a few minutes. */
    'recording.link': request(
      reading,
      z.object({ recordingId: RecordingId }),
      z.object({ path: z.string(), expiresAt: z.number() }),
    ),

    /** The same to keep it as a file: a right of its own. */
    'recording.download': request(
      downloading,
      z.object({ recordingId: RecordingId }),
      z.object({ path: z.string(), expiresAt: z.number(), fileName: z.string() }),
    ),
    /** Which stretches of a recording were heard; for the audit. */
    'recording.heard': request(
      reading,
      z.object({
        recordingId: RecordingId,
        stretches: z.array(Stretch).check(z.minLength(1), z.maxLength(200)),
      }),
      done,
    ),
    'recording.comment': request(
      desk,
      z.object({
        ...write,
        commentId: z.string().check(z.minLength(1), z.maxLength(80)),
        callId: CallId,
        recordingId: RecordingId,
        second: z.number().check(z.gte(0)),
        text: z.string().check(z.minLength(1), z.maxLength(1000)),
      }),
      done,
    ),
    /** By whoever wrote it, or a supervisor. */
    'recording.uncomment': request(
      desk,
      z.object({ ...write, commentId: z.string().check(z.maxLength(80)), callId: CallId }),
      done,
    ),
    /** The bytes of a sound to be announced, base64; for the console, which plays it to its customers. */
    'recording.sound': request(
      'signed-in',
      z.object({ soundId: z.string().check(z.maxLength(80)) }),
      z.object({ data: z.string() }),
    ),
    /** How many recordings the retention would remove now by these rules (the company's own, unless told). */
    'recording.due': request(
      auditing,
      z.object({ rules: z.optional(RecordingPolicy) }),
      z.object({ due: z.number(), held: z.number(), lastRunAt: z.optional(z.number()) }),
    ),
    /** Nothing of this person, or of this one call, is removed by retention while it stands. */
    'hold.place': request(
      auditing,
      z.object({
        ...write,
        holdId: z.string().check(z.minLength(1), z.maxLength(80)),
        contactId: ContactId,
        callId: z.optional(CallId),
        why: z.string().check(z.minLength(3), z.maxLength(500)),
      }),
      done,
    ),
    'hold.lift': request(
      auditing,
      z.object({
        ...write,
        holdId: z.string().check(z.maxLength(80)),
        contactId: ContactId,
        why: z.string().check(z.minLength(3), z.maxLength(500)),
      }),
      done,
    ),
    /** The holds that stand, the newest first. */
    'hold.list': request(auditing, nothing, z.object({ holds: z.array(StandingHold) })),

    /** Recordings of the PBX that wait for somebody to say whose they are, and those that were set aside. */
    'intake.list': request(
      placing,
      nothing,
      z.object({ doubts: z.array(ShownIntake), aside: z.array(ShownIntake) }),
    ),
    'intake.place': request(
      placing,
      z.object({ ...write, intakeId: z.string().check(z.maxLength(80)), callId: CallId }),
      done,
    ),
    'intake.discard': request(
      placing,
      z.object({
        ...write,
        intakeId: z.string().check(z.maxLength(80)),
        why: z.string().check(z.minLength(3), z.maxLength(500)),
      }),
      done,
    ),
    'admin.intake': request(admins, nothing, IntakeSettings),
    /** `newSecret` makes another one for signed posts, which is shown in this answer and never again. */
    'admin.set-intake': request(
      admins,
      z.object({ ...write, settings: IntakeSettings, newSecret: z.boolean() }),
      z.object({ settings: IntakeSettings, secret: z.optional(z.string()) }),
    ),
    'admin.add-sound': request(
      admins,
      z.object({
        ...write,
        name: z.string().check(z.minLength(1), z.maxLength(120)),
        /** Base64 of a WAV, MP3, Ogg or WebM file. */
        data: z.string().check(z.minLength(1), z.maxLength(900_000)),
      }),
      CompanySettings,
    ),
    'admin.remove-sound': request(
      admins,
      z.object({ ...write, soundId: z.string().check(z.maxLength(80)) }),
      CompanySettings,
    ),

    /** What this console's calls are like now; at most once a second, and only when something has changed. */
    'desk.tell': request(desk, DeskState, done),
    /** The wall: everything now, and its changes as `board` pushes for as long as this console watches. */
    'supervision.watch': request(supervisors, z.object({ on: z.boolean() }), Board),
    /** Joins a call; the operator's console offers its sound by `supervise-signal`. */
    'supervision.start': request(
      supervisors,
      z.object({ operatorId: OperatorId, callId: CallId, mode: SuperviseMode }),
      z.object({ sessionId: SessionId, ice: IceSetup, badge: z.boolean() }),
    ),
    'supervision.mode': request(supervisors, z.object({ sessionId: SessionId, mode: SuperviseMode }), done),
    /** The operator's console asks whether a grant holds; it holds once. */
    'supervision.accept': request(
      desk,
      z.object({ grant: z.string().check(z.maxLength(4000)) }),
      z.object({ sessionId: SessionId, badge: z.boolean(), ice: IceSetup }),
    ),
    /** Passed on to the other console of the session. */
    'supervision.signal': request(desk, z.object({ sessionId: SessionId, signal: SuperviseSignal }), done),
    /** Ends it, from either side; also one that is over already. */
    'supervision.stop': request(
      desk,
      z.object({ sessionId: SessionId, code: z.optional(z.string().check(z.maxLength(64))) }),
      done,
    ),
    /** Where the company's phone system does the monitoring: what the supervisor's line is to dial. */
    'supervision.code': request(
      supervisors,
      z.object({ operatorId: OperatorId, callId: CallId, mode: SuperviseMode }),
      z.object({ number: z.string(), tones: z.optional(z.string()) }),
    ),
    /** Asks for help; again to change the words. */
    'hand.raise': request(
      desk,
      z.object({ reason: z.string().check(z.maxLength(200)), callId: z.optional(CallId) }),
      Hand,
    ),
    'hand.lower': request(desk, nothing, done),
    /** A supervisor takes it on, or has answered it. */
    'hand.take': request(
      supervisors,
      z.object({ operatorId: OperatorId, what: z.enum(['take', 'answered']) }),
      done,
    ),
    'presence.set-for': request(
      supervisors,
      z.object({
        operatorId: OperatorId,
        presence: Presence,
        reason: z.string().check(z.minLength(1), z.maxLength(200)),
      }),
      done,
    ),

    'admin.turn': request(admins, nothing, TurnSettings),
    'admin.set-turn': request(admins, TurnInput, TurnSettings),
    'admin.set-scope': request(
      admins,
      z.object({ ...write, operatorId: OperatorId, supervises: z.nullable(z.array(QueueId)) }),
      Operator,
    ),
    /** The newest first, a page at a time. */
    'audit.list': request(
      auditing,
      z.extend(AuditFilters, { limit: z.optional(z.number().check(z.gte(1), z.lte(500))) }),
      z.object({ entries: z.array(AuditEntry) }),
    ),
    /** Everything that fits, to be taken away. */
    'audit.export': request(auditing, AuditFilters, z.object({ entries: z.array(AuditEntry) })),
    'admin.add-operator': request(
      admins,
      z.object({
        ...write,
        name: z.string().check(z.minLength(1), z.maxLength(120)),
        login: z.string().check(z.regex(/^[\w.@+-]{2,64}$/)),
        password: z.string().check(z.maxLength(256)),
        roles: z.array(Role),
      }),
      Operator,
    ),
    'admin.disable-operator': request(
      admins,
      z.object({ ...write, operatorId: OperatorId, disabled: z.boolean() }),
      done,
    ),
    'admin.set-settings': request(
      admins,
      z.object({
        ...write,
        recording: z.optional(z.boolean()),
        recordingRules: z.optional(RecordingPolicy),
        widgetCall: z.optional(WidgetCall),
        supervision: z.optional(SupervisionSettings),
      }),
      CompanySettings,
    ),
    /** `payment`: calls are not recorded while the field has the focus, and card data is kept masked in it. */
    'admin.set-field-kind': request(
      admins,
      z.object({
        ...write,
        field: z.string().check(z.trim(), z.minLength(1), z.maxLength(80)),
        kind: z.enum(['text', 'payment']),
      }),
      done,
    ),
  },
  pushes: {
    /** The live stream, in order (see `takeRun` for gaps), and the rows that its facts have changed, as they are now. */
    stream: push(
      z.object({
        after: z.number(),
        upTo: z.number(),
        events: z.array(EventWire),
        rows: z.array(InboxRow),
      }),
    ),
    ...routingPushes,
    typing: push(
      z.object({
        conversationId: ConversationId,
        by: z.enum(['customer', 'operator']),
        operatorId: z.optional(OperatorId),
        on: z.boolean(),
      }),
    ),
    company: push(Company),
    ...messagePushes,
    /** To who watches: what is different on the wall. */
    board: push(Board),
    /** To the operator's console: a supervisor wants to join a call of theirs; `grant` says that they may. */
    supervise: push(z.object({ sessionId: SessionId, grant: z.string() })),
    'supervise-signal': push(z.object({ sessionId: SessionId, signal: SuperviseSignal })),
    'supervise-ended': push(z.object({ sessionId: SessionId, code: z.string() })),
    /** To supervisors: a hand went up, was taken or is down. */
    hand: push(z.object({ hand: Hand, state: z.enum(['up', 'taken', 'down']) })),
    /** To an operator whose state somebody else has changed. */
    'presence-by': push(z.object({ presence: Presence, by: z.string(), reason: z.string() })),
    'session-ended': push(z.object({ code: z.string() })),
  },
} as const

export type HubRequests = (typeof hubProtocol)['requests']
export type HubRequestName = keyof HubRequests
export type HubInput<K extends HubRequestName> = z.infer<HubRequests[K]['input']>
export type HubOutput<K extends HubRequestName> = z.infer<HubRequests[K]['output']>
export type HubPushes = (typeof hubProtocol)['pushes']
export type HubPushName = keyof HubPushes
export type HubPayload<K extends HubPushName> = z.infer<HubPushes[K]['payload']>

/** HTTP paths of the hub beside the socket; each has its rule in `hub/operators/access.ts`. */
export const hubPaths = {
  health: '/health',
  /** tus 1.0 (resumable uploads) of sealed recordings; Authorization: Bearer <session token>. */
  upload: '/api/uploads',
  /** The same for files of messages, with `FileUpload` as their metadata. */
  fileUpload: '/api/files',
  /** GET of one file with Range and a signed, expiring query. */
  file: '/api/file',
  /** GET with Range and a signed, expiring query. */
  recording: '/api/recordings',
  /** Recordings that the PBX posts, signed with the secret of `admin.set-intake`. */
  pbxRecordings: '/api/pbx/recordings',
  /** The demo switch reports each finished INVITE here. */
  switchCalls: '/api/switch/calls',
  widget: '/widget',
  shop: '/demo/shop',
  phone: '/demo/phone',
} as const

/** Metadata of a recording's tus upload; the file is the sealed container of `shared/protocol/recording.ts`. */
export const RecordingUpload = z.object({
  recordingId: RecordingId,
  callId: CallId,
  startedAt: z.string(),
  cutShort: z.string(),
  accountId: z.optional(AccountId),
})
export type RecordingUpload = z.infer<typeof RecordingUpload>

/** Metadata of the tus upload of a file for a message. */
export const FileUpload = z.object({
  fileId: FileId,
  fileName: z.string().check(z.minLength(1), z.maxLength(255)),
  /** Of a voice note, JSON of `Attachment.voice`. */
  voice: z.optional(z.string().check(z.maxLength(4000))),
})
export type FileUpload = z.infer<typeof FileUpload>
