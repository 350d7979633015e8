import { Company, CompanySettings, Operator, Presence, Role, WidgetCall } from '../domain/company.ts'
import { InboxRow } from '../domain/conversation.ts'
import { EventWire } from '../domain/event.ts'
import { IdentityKind } from '../domain/identity.ts'
import { AutoAway } from '../domain/presence.ts'
import { RecordingPolicy } from '../domain/recording-rules.ts'
import { Reminder } from '../domain/reminder.ts'
import { HeadsetPress, Headsets } from '../headset/headset.ts'
import {
  CallId,
  ContactId,
  ConversationId,
  DispositionId,
  LinkId,
  MessageId,
  OperatorId,
  PromiseId,
  QueueId,
  RecordingId,
} from '../lib/ids.ts'
import { Language, Localised } from '../lib/language.ts'
import { z } from '../lib/schema.ts'
import { NoticeSettings, Quiet } from '../notices/notice.ts'
import { CaseInputs, FieldsInput, TagInput } from '../protocol/case-protocol.ts'
import {
  AuditEntry,
  AuditFilters,
  CallRow,
  Me,
  OpenedCard,
  PersonHit,
  TeamState,
} from '../protocol/hub-protocol.ts'
import { IntakeSettings, ShownIntake, StandingHold, Stretch } from '../protocol/recordings-protocol.ts'
import { RevealInput } from '../protocol/redaction-protocol.ts'
import { PresenceLine } from '../protocol/routing-protocol.ts'
import { SearchAnswer, SearchQuery, WordRead } from '../protocol/search-protocol.ts'
import { BlackBox, BoxHead } from '../softphone/black-box.ts'
import { Call } from '../softphone/call.ts'
import { LineProfile } from '../softphone/line.ts'
import { Preflight } from '../softphone/preflight.ts'
import { CallQuality } from '../softphone/quality.ts'
import { Board, Hand, SuperviseMode } from '../supervision/board.ts'
import { SupervisionSettings } from '../supervision/settings.ts'
import { TurnInput, TurnSettings } from '../supervision/turn.ts'
import { noticesArea } from './notices-contract.ts'
import { offlineArea } from './offline-contract.ts'
import { peopleContract } from './people-contract.ts'
import { routingContract } from './routing-contract.ts'
import { Workspace, windowsArea } from './windows-contract.ts'
import { writingArea } from './writing-contract.ts'

/**
 * The whole surface between the main process and the operator's window, on one screen. A request answers with
 * `Result<output>`; an event is heard with `on<Name>(listener)`, which returns its own unsubscribe. Main parses every
 * input and checks every sender (`main/ipc/serve.ts`); preload turns this object into `window.operator`.
 */
export const request = <I extends z.ZodMiniType, O extends z.ZodMiniType>(input: I, output: O) =>
  ({ kind: 'request', input, output }) as const
export const event = <P extends z.ZodMiniType>(payload: P) => ({ kind: 'event', payload }) as const

const nothing = z.object({})
const done = z.object({})
/** Names a kept black box; nothing that could lead out of its folder. */
const BoxId = z.string().check(z.regex(/^[\w-]{1,64}$/))
const text = (max: number) => z.string().check(z.minLength(1), z.maxLength(max))

/** A sound device as it is remembered: its id, and its name for when the system gives it another id. */
export const DeviceChoice = z.object({
  id: z.string().check(z.maxLength(300)),
  label: z.string().check(z.maxLength(300)),
})
export type DeviceChoice = z.infer<typeof DeviceChoice>

export const DeviceRole = z.enum(['microphone', 'speaker', 'ringer'])
export type DeviceRole = z.infer<typeof DeviceRole>
const choices = z.array(DeviceChoice).check(z.maxLength(20))

/** How the phone sounds on this computer. */
export const SoundSettings = z.object({
  /** By role, the one that is preferred first; none of them there (or an empty list) means the system's own. */
  devices: z.object({ microphone: choices, speaker: choices, ringer: choices }),
  echoCancellation: z.boolean(),
  noiseSuppression: z.boolean(),
  autoGain: z.boolean(),
  /** What is added to the microphone, dB. */
  gainDb: z.number().check(z.gte(-20), z.lte(20)),
  /** What a customer on hold hears; `file` is the company's own, at `holdFile`. */
  hold: z.enum(['silence', 'music', 'file']),
  holdFile: z.string().check(z.maxLength(1000)),
  /** An extension that sends back what it hears, for the pre-flight; empty for none. */
  echoNumber: z.string().check(z.maxLength(100)),
})
export type SoundSettings = z.infer<typeof SoundSettings>

export const defaultSound: SoundSettings = {
  devices: { microphone: [], speaker: [], ringer: [] },
  echoCancellation: true,
  noiseSuppression: true,
  autoGain: true,
  gainDb: 0,
  hold: 'music',
  holdFile: '',
  echoNumber: '',
}

/** One day of one ear: the time in which there was sound, and its loudness. */
export const SoundDay = z.object({
  seconds: z.number(),
  /** Mean level of that time, dBFS; the headset decides how loud that is. */
  level: z.number(),
  /** Of what an ear may take in a day (85 dB(A) for 8 hours), for a common headset at full volume; percent. */
  dosePercent: z.number(),
})
export type SoundDay = z.infer<typeof SoundDay>

export const Theme = z.enum(['system', 'light', 'dark'])
export const Density = z.enum(['comfortable', 'cosy', 'compact'])
/** Size of the words in messages, CSS pixels; everything else keeps its proportion to them. */
export const textSizes = { least: 12, usual: 14, most: 18 } as const

/** What the operator chose on this computer. */
export const Preferences = z.object({
  language: Language,
  theme: Theme,
  density: Density,
  /** `textSizes.usual` when left out. */
  textSize: z.optional(z.number().check(z.gte(textSizes.least), z.lte(textSizes.most))),
  /** Left out, both go by what the system asks for. */
  contrast: z.optional(z.enum(['system', 'more'])),
  motion: z.optional(z.enum(['system', 'none'])),
  cardOpen: z.boolean(),
  /** Remapped keys: command name to physical chord, e.g. `call.answer` to `F12`. */
  keys: z.record(z.string(), z.string()),
  /** What the hold key does while it is held: mutes (as when left out), or lets speak what is muted otherwise. */
  holdKey: z.optional(z.enum(['mute', 'talk'])),
  ringVolume: z.number().check(z.gte(0), z.lte(1)),
  /** When the small call window stands over other programs: as it rings (also when left out), during calls too, never. */
  mini: z.optional(z.enum(['off', 'ringing', 'calls'])),
  /** The headset whose buttons act, by its key; `off` for none, left out for the microphone's own. */
  headset: z.optional(z.string()),
  sound: SoundSettings,
  /** Whether Enter sends; left out until the operator has been asked. */
  enterSends: z.optional(z.boolean()),
  /** How long a message is held before it leaves, so that it can be taken back; 6 s when left out, 0 not at all. */
  undoSeconds: z.optional(z.number().check(z.gte(0), z.lte(10))),
  /** How one is told of what must not be missed; `defaultNotices` when left out. */
  notices: z.optional(NoticeSettings),
  /** Arrangements of the desk, by the operator's own names. */
  workspaces: z.optional(z.array(Workspace).check(z.maxLength(20))),
  /** Not to be disturbed now. */
  quiet: z.optional(Quiet),
})
export type Preferences = z.infer<typeof Preferences>

export const Bootstrap = z.object({
  version: z.string(),
  runtime: z.string(),
  preferences: Preferences,
  platform: z.string(),
})
export type Bootstrap = z.infer<typeof Bootstrap>

/** Where the console stands with its hub. `since` and `dataAt` are UTC milliseconds of the console's clock. */
export const HubState = z.object({
  state: z.enum(['starting', 'connecting', 'online', 'offline', 'failed']),
  embedded: z.boolean(),
  url: z.string(),
  since: z.number(),
  dataAt: z.optional(z.number()),
  code: z.optional(z.string()),
  /** Hub time minus this computer's time, milliseconds. */
  clockOffset: z.number(),
})
export type HubState = z.infer<typeof HubState>

export const SessionState = z.object({
  /** `setup`: the hub has no company yet. */
  state: z.enum(['unknown', 'setup', 'signed-out', 'signed-in']),
  hubName: Localised,
  demo: z.boolean(),
  me: z.optional(Me),
  company: z.optional(Company),
  presence: Presence,
  /** The break that this operator is on. */
  breakId: z.optional(z.string()),
  /** Away without having chosen it. */
  auto: z.optional(AutoAway),
  /** Earlier work lies on this computer, but its key is with the hub, which is away. */
  locked: z.optional(z.boolean()),
  code: z.optional(z.string()),
})
export type SessionState = z.infer<typeof SessionState>

export const LineState = z.object({
  lineId: z.string(),
  name: z.string(),
  colour: LineProfile.shape.colour,
  greeting: z.string(),
  queueIds: z.array(z.string()),
  callerIds: z.array(z.string()),
  state: z.enum(['off', 'connecting', 'registering', 'registered', 'offline', 'refused']),
  demo: z.boolean(),
  user: z.optional(z.string()),
  code: z.optional(z.string()),
  retryInMs: z.optional(z.number()),
})
export type LineState = z.infer<typeof LineState>

const account = {
  mode: z.enum(['demo', 'own', 'off']),
  server: z.string().check(z.maxLength(500)),
  user: z.string().check(z.maxLength(100)),
  authUser: z.string().check(z.maxLength(100)),
  domain: z.string().check(z.maxLength(200)),
  caFile: z.string().check(z.maxLength(1000)),
}

/** A line's settings as a window may see them: never the password, only whether there is one. */
export const LineSettings = z.object({
  ...LineProfile.shape,
  ...account,
  hasPassword: z.boolean(),
  /** False when the system has no safe place for it: then it is kept in memory only, until the program ends. */
  passwordKept: z.boolean(),
})
export type LineSettings = z.infer<typeof LineSettings>
const LineList = z.object({ lines: z.array(LineSettings) })

export const LineInput = z.object({
  ...LineProfile.shape,
  ...account,
  /** Left out to keep the one that is stored. */
  password: z.optional(z.string().check(z.maxLength(200))),
})
export type LineInput = z.infer<typeof LineInput>

/** What a written number comes to: shown before anything is dialled. */
export const DialPreview = z.object({
  lineId: z.string(),
  /** What goes to the server. */
  dials: z.string(),
  /** The same as people read it. */
  text: z.string(),
  kind: z.enum(['number', 'internal', 'address']),
  /** Sent as tones once the call is answered. */
  extension: z.optional(z.string()),
})
export type DialPreview = z.infer<typeof DialPreview>

export const LineTest = z.object({
  ok: z.boolean(),
  steps: z.array(
    z.object({
      step: z.enum(['reach', 'handshake', 'register']),
      ok: z.boolean(),
      ms: z.optional(z.number()),
      code: z.optional(z.string()),
    }),
  ),
})
export type LineTest = z.infer<typeof LineTest>

export const AudioDevices = z.object({
  inputs: z.array(DeviceChoice),
  outputs: z.array(DeviceChoice),
  microphone: z.enum(['unknown', 'ready', 'denied', 'missing', 'busy']),
  /** What each role uses now; left out: the system's own, or none at all. */
  using: z.object({
    microphone: z.optional(DeviceChoice),
    speaker: z.optional(DeviceChoice),
    ringer: z.optional(DeviceChoice),
  }),
})
export type AudioDevices = z.infer<typeof AudioDevices>

/** The call that this supervisor is on. Moments are of this computer's clock. */
export const SupervisedCall = z.object({
  operatorId: OperatorId,
  callId: CallId,
  /** What is in effect, and what was asked for last. */
  mode: SuperviseMode,
  wanted: SuperviseMode,
  state: z.enum(['joining', 'on']),
  since: z.number(),
  /** Whether the operator sees it. */
  badge: z.boolean(),
  /** The call is on its way to the supervisor's own line. */
  handing: z.optional(z.boolean()),
  /** Through the company's phone system: the call of the supervisor's own line that listens. */
  byLine: z.optional(z.string()),
})
export type SupervisedCall = z.infer<typeof SupervisedCall>

export const SuperviseState = z.object({
  session: z.optional(SupervisedCall),
  /** How the last one ended, when it was not by hand. */
  ended: z.optional(z.object({ operatorId: OperatorId, code: z.string(), at: z.number() })),
  /** Who is on this operator's own calls, as far as the company lets them know. */
  listeners: z.array(z.object({ callId: CallId, mode: SuperviseMode, name: z.string() })),
  /** This operator's own hand. */
  hand: z.optional(Hand),
})
export type SuperviseState = z.infer<typeof SuperviseState>

export const HubTarget = z.object({
  /** Undefined means the hub inside this program. */
  url: z.optional(z.string().check(z.maxLength(500))),
  /** SHA-256 of the certificate that the operator confirmed, for hubs with a certificate of their own. */
  fingerprint: z.optional(z.string().check(z.maxLength(200))),
})

export const contract = {
  app: {
    bootstrap: request(nothing, Bootstrap),
    setPreferences: request(z.partial(Preferences), Preferences),
    preferences: event(Preferences),
    /** Asks the other windows and the system to show this one (a notification was clicked). */
    openExternal: request(z.object({ url: z.string().check(z.maxLength(2000)) }), done),
    /** A command from outside the page: a global key, a `tel:` link, the small call window. */
    command: event(z.object({ name: z.string(), argument: z.optional(z.string()) })),
    copy: request(z.object({ text: text(20_000) }), done),
    /** Renderer faults, for the log; the text carries no customer data. */
    report: request(z.object({ message: z.string().check(z.maxLength(4000)) }), done),
  },
  hub: {
    state: request(nothing, HubState),
    changed: event(HubState),
    retry: request(nothing, done),
    /** Looks at a hub before it is trusted: its name and its certificate's fingerprint. */
    probe: request(
      z.object({ url: text(500) }),
      z.object({
        name: Localised,
        fingerprint: z.optional(z.string()),
        trusted: z.boolean(),
        setup: z.boolean(),
      }),
    ),
    /** Leaves this hub for another; signs out. */
    use: request(HubTarget, done),
    /** Leaves the demo for a new, empty company on the embedded hub, or goes back to the demo. */
    useData: request(z.object({ data: z.enum(['demo', 'own']) }), done),
  },
  session: {
    state: request(nothing, SessionState),
    changed: event(SessionState),
    login: request(z.object({ login: text(64), password: z.string().check(z.maxLength(256)) }), done),
    logout: request(nothing, done),
    create: request(
      z.object({
        companyName: text(120),
        name: text(120),
        login: text(64),
        password: z.string().check(z.maxLength(256)),
      }),
      done,
    ),
    setPresence: request(
      z.object({ presence: z.enum(['available', 'busy', 'away']), breakId: z.optional(text(80)) }),
      done,
    ),
    /** Presence of everybody, by operator. */
    presence: event(PresenceLine),
  },
  inbox: {
    list: request(nothing, z.object({ rows: z.array(InboxRow) })),
    changed: event(z.object({ rows: z.array(InboxRow), all: z.boolean() })),
    typing: event(
      z.object({
        conversationId: ConversationId,
        by: z.enum(['customer', 'operator']),
        operatorId: z.optional(OperatorId),
        on: z.boolean(),
      }),
    ),
  },
  card: {
    open: request(z.object({ contactId: ContactId }), OpenedCard),
    older: request(
      z.object({
        contactId: ContactId,
        older: z.string(),
        limit: z.optional(z.number().check(z.gte(1), z.lte(5000))),
      }),
      z.object({ events: z.array(EventWire), older: z.optional(z.string()) }),
    ),
    /** A card that will be wanted in a moment, since its person calls: it need not be asked for then. */
    expected: event(OpenedCard),
    /** New facts on cards of this person; the window folds them in. */
    events: event(z.object({ personId: ContactId, events: z.array(EventWire) })),
    /** The person of this card is made of other cards now (linked, unlinked): open it anew. */
    regrouped: event(z.object({ contactIds: z.array(ContactId) })),
    close: request(z.object({ contactId: ContactId }), done),
    find: request(
      z.object({ text: z.string().check(z.maxLength(200)) }),
      z.object({ people: z.array(PersonHit), read: z.array(WordRead) }),
    ),
    resolve: request(
      z.object({ kind: IdentityKind, value: text(320) }),
      z.object({ people: z.array(PersonHit) }),
    ),
    link: request(
      z.object({
        linkId: LinkId,
        contactId: ContactId,
        withContactId: ContactId,
        why: text(500),
        survivorId: z.optional(ContactId),
      }),
      z.object({ personId: ContactId }),
    ),
    unlink: request(z.object({ linkId: LinkId }), done),
    /** Every link that the person's cards have or ever had. */
    links: request(
      z.object({ contactId: ContactId }),
      z.object({ events: z.array(EventWire), names: z.record(z.string(), z.string()) }),
    ),
    setField: request(
      z.object({
        contactId: ContactId,
        field: text(80),
        value: z.nullable(z.string().check(z.maxLength(2000))),
      }),
      done,
    ),
    addTag: request(TagInput, done),
    removeTag: request(TagInput, done),
    makePromise: request(
      z.object({ promiseId: PromiseId, contactId: ContactId, text: text(500), dueAt: z.number() }),
      done,
    ),
    keepPromise: request(z.object({ promiseId: PromiseId, contactId: ContactId }), done),
  },
  /** Cases: filters over a person's one timeline. */
  cases: {
    open: request(CaseInputs.open, done),
    change: request(CaseInputs.change, done),
    close: request(CaseInputs.close, done),
    reopen: request(CaseInputs.reopen, done),
    place: request(CaseInputs.place, done),
  },
  /** Everything said and written, of all time. */
  redaction: { reveal: request(RevealInput, z.object({ value: z.string(), kind: z.string() })) },
  search: { said: request(SearchQuery, SearchAnswer) },
  conversation: {
    accept: request(z.object({ conversationId: ConversationId }), done),
    close: request(
      z.object({
        conversationId: ConversationId,
        dispositionId: z.optional(DispositionId),
        note: z.optional(z.string().check(z.maxLength(4000))),
      }),
      done,
    ),
    reopen: request(z.object({ conversationId: ConversationId }), done),
    seen: request(z.object({ conversationId: ConversationId, messageId: MessageId }), done),
    typing: request(z.object({ conversationId: ConversationId, on: z.boolean() }), done),
  },
  routing: routingContract,
  people: peopleContract,
  writing: writingArea,
  notices: noticesArea,
  windows: windowsArea,
  offline: offlineArea,
  softphone: {
    calls: request(nothing, z.object({ calls: z.array(Call) })),
    changed: event(z.object({ calls: z.array(Call) })),
    answer: request(z.object({ callId: CallId }), done),
    /** `busy`: the caller hears that the line is engaged; without it, that they were declined. */
    decline: request(z.object({ callId: CallId, how: z.optional(z.enum(['declined', 'busy'])) }), done),
    hangup: request(z.object({ callId: CallId }), done),
    hold: request(z.object({ callId: CallId, on: z.boolean() }), done),
    mute: request(z.object({ callId: CallId, on: z.boolean() }), done),
    dtmf: request(z.object({ callId: CallId, tones: z.string().check(z.regex(/^[\d*#A-D,]{1,32}$/)) }), done),
    dial: request(
      z.object({
        target: text(200),
        contactId: z.optional(ContactId),
        /** Without it: the line that was used last. */
        lineId: z.optional(text(40)),
        /** One of the line's own numbers. */
        callerId: z.optional(text(20)),
      }),
      z.object({ callId: CallId }),
    ),
    /** What would be dialled; DIAL_INVALID when it is no number. */
    preview: request(z.object({ target: text(200), lineId: z.optional(text(40)) }), DialPreview),
    /** What was dialled last, again; DIAL_NOTHING_YET before the first. */
    redial: request(nothing, z.object({ callId: CallId })),
    /** Which of several people with this number it is. */
    identify: request(z.object({ callId: CallId, contactId: ContactId }), done),
    /** The call that counts down rings on until a hand answers it. */
    stopAutoAnswer: request(z.object({ callId: CallId }), done),
    transfer: request(
      z.object({
        callId: CallId,
        target: text(200),
        mode: z.enum(['consult', 'blind']),
        /** Who that is, in words. */
        name: z.optional(text(120)),
        toOperatorId: z.optional(OperatorId),
      }),
      done,
    ),
    /** The customer and the target talk without the operator from now on; also out of a conference of three. */
    completeTransfer: request(z.object({ callId: CallId }), done),
    /** The customer comes back to the operator, whatever the target does. */
    pullBack: request(z.object({ callId: CallId }), done),
    /** A conference of the operator and these calls. */
    merge: request(z.object({ callIds: z.array(CallId).check(z.minLength(2), z.maxLength(3)) }), done),
    /** Calls of the team, newest first; `older` asks for those before a moment. */
    recent: request(
      z.object({ missed: z.boolean(), before: z.optional(z.number()) }),
      z.object({ calls: z.array(CallRow), more: z.boolean() }),
    ),
    /** Who could take a call now, and how long each queue makes people wait. */
    team: request(nothing, TeamState),
    dispose: request(
      z.object({
        callId: CallId,
        dispositionId: z.optional(DispositionId),
        note: z.optional(z.string().check(z.maxLength(4000))),
      }),
      done,
    ),
    lines: request(nothing, z.object({ lines: z.array(LineState) })),
    linesChanged: event(z.object({ lines: z.array(LineState) })),
    /** Levels of the call in front, 0 to 1, about eight times a second; never stored. */
    level: event(z.object({ callId: CallId, microphone: z.number(), remote: z.number() })),
    /** How each call sounds and whose fault it is, once a second; apart from `changed`, so that nothing else is drawn. */
    quality: event(CallQuality),
    /** Something the operator must know about the sound: MIC_DENIED, ENGINE_GONE, RECORDING_FAILED … */
    trouble: event(z.object({ code: z.string(), callId: z.optional(CallId) })),
  },
  /** Whom to call back; main keeps it until the operator has seen it. */
  reminders: {
    /** In five minutes. */
    set: request(z.omit(Reminder, { reminderId: true, at: true }), done),
    /** The caller hears busy, and the operator is reminded of them. */
    snooze: request(z.object({ callId: CallId }), done),
    came: event(Reminder),
    /** Those whose time has come and that nobody has seen. */
    due: request(nothing, z.object({ reminders: z.array(Reminder) })),
    done: request(z.object({ reminderId: text(80) }), done),
  },
  devices: {
    list: request(nothing, AudioDevices),
    changed: event(AudioDevices),
    /** A device of a role went away or came back: `from` is what was used until now, `to` what is used instead. */
    switched: event(
      z.object({
        role: DeviceRole,
        why: z.enum(['lost', 'back']),
        from: z.optional(z.string()),
        to: z.optional(z.string()),
      }),
    ),
    /** The order in which devices are preferred; taken at once, in a call too. */
    prefer: request(z.object({ role: DeviceRole, order: choices }), done),
    /** Plays a short ring on the ringer. */
    testRinger: request(nothing, done),
    /** Listens for three seconds and plays what it heard into the ear. */
    testVoice: request(nothing, done),
    voiceTest: event(z.object({ phase: z.enum(['speak', 'listen', 'done']) })),
    /** Levels of the microphone while nobody calls; ends by itself ten seconds after it was last asked for. */
    meter: request(z.object({ on: z.boolean() }), done),
    level: event(z.object({ microphone: z.number() })),
    /** Tries everything that a shift needs, in at most 20 seconds. CALL_IN_PROGRESS while somebody is on the phone. */
    startPreflight: request(nothing, done),
    stopPreflight: request(nothing, done),
    preflight: event(Preflight),
    /** How much sound this operator's ear got today, on this computer; nobody else is told. */
    day: request(nothing, SoundDay),
  },
  /** Buttons and lights of headsets: HID devices, found and spoken to by the media window. */
  headset: {
    list: request(nothing, Headsets),
    changed: event(Headsets),
    /** Whose buttons act: a headset's key, `off`, or left out for the microphone's own. Opens what was taken, too. */
    choose: request(z.object({ key: z.optional(z.string().check(z.maxLength(40))) }), done),
    /** A button went down or up; it may have acted, too. */
    press: event(HeadsetPress),
  },
  line: {
    settings: request(nothing, LineList),
    /** Changes the line of that id, or adds it. */
    save: request(LineInput, LineList),
    /** The first line stays. */
    remove: request(z.object({ lineId: text(40) }), LineList),
    test: request(LineInput, LineTest),
  },
  /** The black box: the last five minutes of signalling, sound and devices, kept as a file when asked. */
  quality: {
    keep: request(z.object({ callId: z.optional(CallId) }), BoxHead),
    /** One was kept, by whichever way it was asked for. */
    kept: event(BoxHead),
    list: request(nothing, z.object({ boxes: z.array(BoxHead) })),
    read: request(z.object({ boxId: BoxId }), BlackBox),
    showInFolder: request(z.object({ boxId: BoxId }), done),
  },
  recordings: {
    /** A path on the window's own origin that plays the recording, with Range. */
    open: request(z.object({ recordingId: RecordingId }), z.object({ src: z.string() })),
    /** Pauses the recording of a call that goes on, or lets it go on. */
    pause: request(z.object({ callId: CallId, on: z.boolean() }), done),
    /** A field for card data has the focus, or none has any more: calls are not recorded as long. */
    paymentField: request(z.object({ focused: z.boolean() }), done),
    /** How many recordings lie here until the hub has them. */
    waiting: request(nothing, z.object({ count: z.number() })),
    /** Which stretches were heard, for the audit. */
    heard: request(
      z.object({
        recordingId: RecordingId,
        stretches: z.array(Stretch).check(z.minLength(1), z.maxLength(200)),
      }),
      done,
    ),
    /** Keeps it as a file among the system's downloads; says where. */
    download: request(z.object({ recordingId: RecordingId }), z.object({ file: z.string() })),
    comment: request(
      z.object({
        commentId: text(80),
        callId: CallId,
        recordingId: RecordingId,
        second: z.number().check(z.gte(0)),
        text: text(1000),
      }),
      done,
    ),
    uncomment: request(z.object({ commentId: text(80), callId: CallId }), done),
    /** How many recordings would be removed now by these rules. */
    due: request(
      z.object({ rules: z.optional(RecordingPolicy) }),
      z.object({ due: z.number(), held: z.number(), lastRunAt: z.optional(z.number()) }),
    ),
    placeHold: request(
      z.object({ holdId: text(80), contactId: ContactId, callId: z.optional(CallId), why: text(500) }),
      done,
    ),
    liftHold: request(z.object({ holdId: text(80), contactId: ContactId, why: text(500) }), done),
    /** The holds that stand, the newest first. */
    holds: request(nothing, z.object({ holds: z.array(StandingHold) })),
    /** Recordings of the PBX that wait for somebody to say whose they are, and those that were set aside. */
    intake: request(nothing, z.object({ doubts: z.array(ShownIntake), aside: z.array(ShownIntake) })),
    place: request(z.object({ intakeId: text(80), callId: CallId }), done),
    discard: request(z.object({ intakeId: text(80), why: text(500) }), done),
  },
  supervision: {
    /** The wall: everything now, then its changes as `board` events until it is turned off. */
    watch: request(z.object({ on: z.boolean() }), Board),
    board: event(Board),
    state: request(nothing, SuperviseState),
    changed: event(SuperviseState),
    /** Joins an operator's call; on the one that is joined already it changes the mode. */
    start: request(z.object({ operatorId: OperatorId, callId: CallId, mode: SuperviseMode }), done),
    mode: request(z.object({ mode: SuperviseMode }), done),
    /** The call that was taken over moves to this supervisor's own line, for good. */
    handOver: request(nothing, done),
    stop: request(nothing, done),
    raiseHand: request(
      z.object({ reason: z.string().check(z.maxLength(200)), callId: z.optional(CallId) }),
      done,
    ),
    lowerHand: request(nothing, done),
    takeHand: request(z.object({ operatorId: OperatorId, what: z.enum(['take', 'answered']) }), done),
    /** Somebody's hand, to supervisors and to whose it is. */
    hand: event(z.object({ hand: Hand, state: z.enum(['up', 'taken', 'down']) })),
    /** Another's state, with the reason that they are told. */
    setPresence: request(z.object({ operatorId: OperatorId, presence: Presence, reason: text(200) }), done),
    /** Somebody else has changed this operator's state. */
    presenceBy: event(z.object({ presence: Presence, by: z.string(), reason: z.string() })),
    turn: request(nothing, TurnSettings),
    setTurn: request(TurnInput, TurnSettings),
  },
  admin: {
    addOperator: request(
      z.object({
        name: text(120),
        login: text(64),
        password: z.string().check(z.maxLength(256)),
        roles: z.array(Role),
      }),
      Operator,
    ),
    /** Whose calls a supervisor may be on; null is everybody's. */
    setScope: request(
      z.object({ operatorId: OperatorId, supervises: z.nullable(z.array(QueueId)) }),
      Operator,
    ),
    setRoles: request(
      z.object({ operatorId: OperatorId, roles: z.array(Role).check(z.minLength(1), z.maxLength(10)) }),
      Operator,
    ),
    disableOperator: request(z.object({ operatorId: OperatorId, disabled: z.boolean() }), done),
    setSettings: request(
      z.object({
        recording: z.optional(z.boolean()),
        recordingRules: z.optional(RecordingPolicy),
        widgetCall: z.optional(WidgetCall),
        supervision: z.optional(SupervisionSettings),
      }),
      CompanySettings,
    ),
    /** `payment`: calls are not recorded while the field has the focus, and card data is kept masked in it. */
    setFieldKind: request(z.object({ field: text(80), kind: z.enum(['text', 'payment']) }), done),
    /** Asks for a sound file of this computer and adds it to those that can be announced; nothing when none was chosen. */
    addSound: request(nothing, z.object({ added: z.boolean() })),
    removeSound: request(z.object({ soundId: text(80) }), done),
    /** How recordings of the PBX come in. */
    intake: request(nothing, IntakeSettings),
    /** A secret that was made now is in the answer, and never again. */
    setIntake: request(
      z.object({ settings: IntakeSettings, newSecret: z.boolean() }),
      z.object({ settings: IntakeSettings, secret: z.optional(z.string()) }),
    ),
    /** Who did what to whose, newest first. Reading it is in it. */
    audit: request(
      z.extend(AuditFilters, { limit: z.optional(z.number().check(z.gte(1), z.lte(500))) }),
      z.object({ entries: z.array(AuditEntry) }),
    ),
    /** The same to be taken away as a file; that it was is in it. */
    exportAudit: request(AuditFilters, z.object({ entries: z.array(AuditEntry) })),
    /** The company's own fields, whole and in their order. */
    setFields: request(FieldsInput, FieldsInput),
    /** Where the data lies, and how others connect to the hub inside this program. */
    hosting: request(
      nothing,
      z.object({
        dataFolder: z.string(),
        embedded: z.boolean(),
        shared: z.boolean(),
        url: z.optional(z.string()),
        fingerprint: z.optional(z.string()),
      }),
    ),
    /** Lets other consoles in over TLS, or shuts the door again; restarts the embedded hub. */
    share: request(z.object({ on: z.boolean(), port: z.optional(z.number()) }), done),
  },
} as const

export type Contract = typeof contract
