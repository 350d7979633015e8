import type { DomainEvent } from '../../../shared/domain/event.ts'
import type { Headsets } from '../../../shared/headset/headset.ts'
import {
  type Contract,
  defaultSound,
  type HubState,
  type LineSettings,
  type LineState,
  type Preferences,
  type SessionState,
  type SuperviseState,
} from '../../../shared/ipc/contract.ts'
import type { AreaClient, AreaHandlers, Handlers, Publish } from '../../../shared/ipc/derive.ts'
import { listenerName } from '../../../shared/ipc/derive.ts'
import type { Waiting } from '../../../shared/ipc/offline-contract.ts'
import type { ErrorCode } from '../../../shared/lib/errors.ts'
import type { ConversationId, InteractionId, MessageId, OperatorId } from '../../../shared/lib/ids.ts'
import { newId } from '../../../shared/lib/ids.ts'
import { fail, ok } from '../../../shared/lib/result.ts'
import { defaultProfile, type LineProfile, MAIN_LINE } from '../../../shared/softphone/line.ts'
import type { Board } from '../../../shared/supervision/board.ts'
import type { TurnSettings } from '../../../shared/supervision/turn.ts'
import type { Bridge } from '../bridge.tsx'
import { FakeBoxes } from './black-boxes.ts'
import { FakePhone } from './calls.ts'
import { FakeNotices } from './notices.ts'
import { fakePeople } from './people.ts'
import { lineState, previewOf, recentCalls, teamOf } from './phone-facts.ts'
import { fakeAudit, fakeIntake } from './recordings.ts'
import { fakeReminders } from './reminders.ts'
import { fakeRouting } from './routing.ts'
import { fakeSearch } from './search.ts'
import { fakeWindows } from './windows.ts'
import type { FakeWorld } from './world.ts'
import { FakeWriting } from './writing.ts'

export type FakeOptions = {
  preferences?: Partial<Preferences>
  /** Whether somebody is signed in already; else the session waits for a login (any password but `wrong`). */
  signedIn?: boolean
  /** Milliseconds before each answer; 0 answers in a microtask. */
  latency?: number
}

export type FakeControl = {
  readonly world: FakeWorld
  readonly phone: FakePhone
  readonly writing: FakeWriting
  readonly notices: FakeNotices
  /** What the window asked for, in order: `conversation.send`. */
  readonly asked: { name: string; input: unknown }[]
  publish: Publish
  /** The next request of that name fails with this code; `times` for more than one. */
  failNext(name: string, code: ErrorCode, times?: number): void
  /** Requests of that name are answered only after `release()`. */
  hold(name: string): { release(): void }
  setHub(state: Partial<HubState>): void
  /** What was done while the hub was away. */
  waiting: Waiting[]
  setWaiting(list: Waiting[]): void
  setLines(lines: (Partial<LineState> & { profile?: Partial<LineProfile> })[]): void
  setSession(state: Partial<SessionState>): void
  /** What the wall shows; nobody's work when it is left out. */
  board: Board | undefined
  setSupervise(state: Partial<SuperviseState>): void
  /** A customer writes into a conversation. */
  receive(conversationId: ConversationId, text: string): MessageId
}

/** `window.operator` with a living company behind it, for tests, stories and screenshots. */
export function makeFakeBridge(
  world: FakeWorld,
  options: FakeOptions = {},
): { bridge: Bridge; control: FakeControl } {
  const listeners = new Map<string, Set<(payload: unknown) => void>>()
  const publish = ((area: string, name: string, payload: unknown) => {
    for (const listener of listeners.get(`${area}.${name}`) ?? []) listener(payload)
  }) as Publish
  const faults: { name: string; code: ErrorCode; left: number }[] = []
  const gates = new Map<string, Promise<void>>()
  const asked: FakeControl['asked'] = []

  let preferences: Preferences = {
    language: 'en',
    theme: 'light',
    density: 'comfortable',
    cardOpen: true,
    keys: {},
    ringVolume: 0.8,
    sound: defaultSound,
    ...options.preferences,
  }
  let hub: HubState = {
    state: 'online',
    embedded: true,
    url: 'http://127.0.0.1:7340',
    since: Date.now(),
    clockOffset: 0,
  }
  let lines: LineState[] = [
    lineState(defaultProfile(), { state: 'registered', demo: true, user: world.me.extension ?? '204' }),
  ]
  let lineSettings: LineSettings[] = [
    {
      ...defaultProfile(),
      mode: 'demo',
      server: '',
      user: '',
      authUser: '',
      domain: '',
      caFile: '',
      hasPassword: false,
      passwordKept: true,
    },
  ]
  let headsets: Headsets = {
    possible: true,
    list: [
      {
        key: '0b0e:30a2',
        name: 'Jabra Evolve2 65',
        state: 'ready',
        active: true,
        ofMicrophone: true,
        buttons: ['hook', 'mute', 'flash', 'redial', 'busy'],
        lights: ['offHook', 'ring', 'mute', 'hold'],
      },
      {
        key: '047f:c056',
        name: 'Poly Voyager 4320',
        state: 'taken',
        active: false,
        ofMicrophone: false,
        buttons: ['hook', 'mute'],
        lights: ['offHook', 'ring', 'mute'],
      },
    ],
  }
  const signedIn = (): SessionState => ({
    state: 'signed-in',
    hubName: world.company.name,
    demo: world.company.demo,
    me: world.me,
    company: world.company,
    presence: 'available',
  })
  let session: SessionState =
    options.signedIn === false
      ? { state: 'signed-out', hubName: world.company.name, demo: world.company.demo, presence: 'offline' }
      : signedIn()
  const setSession = (next: Partial<SessionState>) => {
    session = { ...session, ...next }
    publish('session', 'changed', session)
  }
  const boxes = new FakeBoxes(Date.now)
  const writing = new FakeWriting(world, publish)
  const notices = new FakeNotices(publish)
  const phone = new FakePhone(world, (calls) => publish('softphone', 'changed', { calls }))

  world.onAppended((event: DomainEvent) => {
    const personId = world.personOf(event.contactId)
    if (event.type === 'contact.linked' || event.type === 'contact.unlinked') {
      const link = world.linkedBy(event.linkId)
      const contactIds = link ? [...new Set([...world.membersOf(link.a), ...world.membersOf(link.b)])] : []
      publish('card', 'regrouped', { contactIds })
      publish('inbox', 'changed', { rows: world.rows(), all: true })
      return
    }
    publish('card', 'events', { personId, events: [event] })
    const id = world.conversationOf(event)
    const conversation = id && world.conversation(id)
    if (conversation) publish('inbox', 'changed', { rows: [world.row(conversation)], all: false })
    else if (event.type === 'field.set')
      publish('inbox', 'changed', { rows: world.rowsOf(personId), all: false })
  })

  const me = world.me.operatorId
  let supervise: SuperviseState = { listeners: [] }
  const setSupervise = (change: Partial<SuperviseState>) => {
    supervise = { ...supervise, ...change }
    publish('supervision', 'changed', supervise)
  }
  const board = (): Board =>
    control.board ?? {
      all: true,
      lines: [],
      queues: world.company.queues.map(({ queueId }) => ({ queueId, waiting: 0, chats: 0 })),
    }
  let turn: TurnSettings = {
    urls: [],
    auth: 'shared-secret',
    username: '',
    hasSecret: false,
    relayOnly: false,
  }
  let intake = fakeIntake(world)
  let intakeSettings = {
    folder: '/srv/pbx/monitor',
    webhook: true,
    hosts: ['pbx.example:8088'],
    internal: true,
  }
  const threadOf = (conversationId: ConversationId) => {
    const conversation = world.conversation(conversationId)
    return conversation && { conversation, contactId: conversation.contactId }
  }

  const handlers: Handlers = {
    app: {
      bootstrap: async () => ok({ version: '0.1.0', runtime: 'fake', platform: 'linux', preferences }),
      setPreferences: async (change) => {
        preferences = { ...preferences, ...change } as Preferences
        publish('app', 'preferences', preferences)
        return ok(preferences)
      },
      openExternal: async () => ok({}),
      copy: async () => ok({}),
      report: async () => ok({}),
    },
    hub: {
      state: async () => ok(hub),
      retry: async () => ok({}),
      probe: async () => ok({ name: world.company.name, trusted: true, setup: false }),
      use: async () => ok({}),
      useData: async () => ok({}),
    },
    session: {
      state: async () => ok(session),
      login: async ({ password }) => {
        if (password === 'wrong') return fail('AUTH_WRONG_PASSWORD')
        setSession(signedIn())
        return ok({})
      },
      logout: async () => {
        setSession({ state: 'signed-out', presence: 'offline' })
        return ok({})
      },
      create: async () => {
        setSession(signedIn())
        return ok({})
      },
      setPresence: async ({ presence, breakId }) => {
        setSession({ presence, breakId })
        publish('session', 'presence', { operatorId: me, presence, since: Date.now() })
        return ok({})
      },
    },
    people: fakePeople(world),
    routing: fakeRouting({ world, publish, setSession, presence: () => session.presence }),
    inbox: { list: async () => ok({ rows: world.rows() }) },
    card: {
      open: async ({ contactId }) =>
        world.eventsOf([contactId]).length ? ok(world.open(contactId)) : fail('NOT_FOUND'),
      older: async ({ contactId, older, limit }) => ok(world.older(contactId, older, limit)),
      close: async () => ok({}),
      find: async ({ text }) => ok({ people: world.find(text), read: [] }),
      resolve: async ({ value }) => ok({ people: world.find(value) }),
      links: async ({ contactId }) => {
        const mine = new Set(world.membersOf(contactId))
        const events = world.log.filter(
          (e) =>
            (e.type === 'contact.linked' || e.type === 'contact.unlinked') &&
            (mine.has(e.contactId) || (e.withContactId !== undefined && mine.has(e.withContactId))),
        )
        const names = Object.fromEntries(
          events.flatMap((e) =>
            'withContactId' in e && e.withContactId
              ? [e.contactId, e.withContactId].map((id) => [id, world.nameOf(id) ?? ''])
              : [],
          ),
        )
        return ok({ events, names })
      },
      link: async ({ linkId, contactId, withContactId, why, survivorId }) => {
        if (world.membersOf(contactId).includes(withContactId)) return fail('LINK_SAME_PERSON')
        world.append({
          type: 'contact.linked',
          contactId,
          linkId,
          withContactId,
          why,
          operatorId: me,
          ...(survivorId ? { survivorId } : {}),
        })
        return ok({ personId: world.personOf(contactId) })
      },
      unlink: async ({ linkId }) => {
        const link = world.linkedBy(linkId)
        if (!link) return fail('LINK_NOT_FOUND')
        world.append({
          type: 'contact.unlinked',
          contactId: link.a,
          withContactId: link.b,
          linkId,
          operatorId: me,
        })
        return ok({})
      },
      setField: async ({ contactId, field, value }) => {
        world.append({ type: 'field.set', contactId, field, value, operatorId: me })
        return ok({})
      },
      addTag: async ({ contactId, tag }) => {
        world.append({ type: 'tag.added', contactId, tag, operatorId: me })
        return ok({})
      },
      removeTag: async ({ contactId, tag }) => {
        world.append({ type: 'tag.removed', contactId, tag, operatorId: me })
        return ok({})
      },
      makePromise: async ({ promiseId, contactId, text, dueAt }) => {
        world.append({ type: 'promise.made', contactId, promiseId, text, dueAt, operatorId: me })
        return ok({})
      },
      keepPromise: async ({ promiseId, contactId }) => {
        world.append({ type: 'promise.kept', contactId, promiseId, operatorId: me })
        return ok({})
      },
    },
    cases: {
      open: async ({ contactId, ...fields }) => {
        world.append({ type: 'case.opened', contactId, ...fields, operatorId: me })
        return ok({})
      },
      change: async ({ contactId, ...fields }) => {
        world.append({ type: 'case.changed', contactId, ...fields, operatorId: me })
        return ok({})
      },
      close: async ({ contactId, caseId }) => {
        world.append({ type: 'case.closed', contactId, caseId, operatorId: me })
        return ok({})
      },
      reopen: async ({ contactId, caseId }) => {
        world.append({ type: 'case.reopened', contactId, caseId, operatorId: me })
        return ok({})
      },
      place: async ({ contactId, itemId, caseId }) => {
        world.append({ type: 'case.item-placed', contactId, itemId, caseId, operatorId: me })
        return ok({})
      },
    },
    redaction: { reveal: async () => ok({ value: '4111 1111 1111 1111', kind: 'card' }) },
    search: { said: async (query) => ok(fakeSearch(world, query)) },
    conversation: {
      accept: async ({ conversationId }) => {
        const thread = threadOf(conversationId)
        if (!thread) return fail('NOT_FOUND')
        if (thread.conversation.status === 'open' && thread.conversation.operatorId !== me)
          return fail('CONVERSATION_TAKEN')
        const { contactId, conversation } = thread
        world.append({
          type: 'interaction.accepted',
          contactId,
          conversationId,
          operatorId: me,
          ...(conversation.interactionId ? { interactionId: conversation.interactionId } : {}),
        })
        return ok({})
      },
      close: async ({ conversationId, dispositionId, note }) => {
        const thread = threadOf(conversationId)
        if (!thread) return fail('NOT_FOUND')
        const { contactId, conversation } = thread
        world.append({
          type: 'interaction.disposed',
          contactId,
          conversationId,
          operatorId: me,
          ...(conversation.interactionId ? { interactionId: conversation.interactionId } : {}),
          ...(dispositionId ? { dispositionId } : {}),
          ...(note ? { note } : {}),
        })
        return ok({})
      },
      reopen: async ({ conversationId }) => {
        const thread = threadOf(conversationId)
        if (!thread) return fail('NOT_FOUND')
        const { contactId, conversation } = thread
        const interactionId = newId<InteractionId>()
        world.append({
          type: 'interaction.offered',
          contactId,
          interactionId,
          conversationId,
          channel: conversation.channel,
          direction: 'out',
          operatorId: me,
          ...(conversation.queueId ? { queueId: conversation.queueId } : {}),
          ...(conversation.accountId ? { accountId: conversation.accountId } : {}),
        })
        return ok({})
      },
      seen: async ({ conversationId, messageId }) => {
        const thread = threadOf(conversationId)
        if (thread)
          world.append({
            type: 'conversation.seen',
            contactId: thread.contactId,
            conversationId,
            messageId,
            operatorId: me,
          })
        return ok({})
      },
      typing: async () => ok({}),
    },
    reminders: fakeReminders(
      () => phone,
      (reminder) => publish('reminders', 'came', reminder),
    ),
    writing: writing.handlers,
    notices: notices.handlers,
    windows: fakeWindows(publish),
    offline: {
      waiting: async () => ok({ list: control.waiting }),
      retry: async () => ok({}),
      drop: async ({ id }) => {
        control.setWaiting(control.waiting.filter((one) => one.id !== id))
        return ok({})
      },
    },
    softphone: {
      calls: async () => ok({ calls: phone.calls }),
      answer: async ({ callId }) => phone.send(callId, { type: 'answer-requested' }),
      decline: async ({ callId }) => phone.send(callId, { type: 'decline-requested', status: 603 }),
      hangup: async ({ callId }) => phone.send(callId, { type: 'hangup-requested' }),
      hold: async ({ callId, on }) => phone.send(callId, { type: 'hold-requested', on }),
      mute: async ({ callId, on }) => phone.send(callId, { type: 'mute-requested', on }),
      dtmf: async ({ callId, tones }) => phone.send(callId, { type: 'dtmf-requested', tones }),
      dial: async ({ target, contactId, lineId = MAIN_LINE }) => {
        const read = previewOf(target, lineId)
        if (!read.ok) return read
        return phone.dial(read.value.dials, contactId, contactId && world.nameOf(contactId), lineId)
      },
      dispose: async ({ callId, dispositionId, note }) =>
        phone.send(callId, {
          type: 'disposed',
          ...(dispositionId ? { dispositionId } : {}),
          ...(note ? { note } : {}),
        }),
      lines: async () => ok({ lines }),
      preview: async ({ target, lineId = MAIN_LINE }) => previewOf(target, lineId),
      redial: async () => phone.redial(),
      identify: async ({ callId, contactId }) =>
        phone.send(callId, {
          type: 'identified',
          contactId,
          by: 'chosen',
          ...named(world.nameOf(contactId)),
        }),
      stopAutoAnswer: async ({ callId }) => phone.send(callId, { type: 'auto-answer', at: undefined }),
      transfer: async ({ callId, ...ask }) => phone.transfer(callId, ask),
      completeTransfer: async ({ callId }) => phone.completeTransfer(callId),
      pullBack: async ({ callId }) => phone.pullBack(callId),
      merge: async ({ callIds }) => phone.merge(callIds),
      recent: async ({ missed }) => ok({ calls: recentCalls(world, missed), more: false }),
      team: async () => ok(teamOf(world)),
    },
    quality: {
      keep: async ({ callId }) => {
        const head = boxes.keep(callId)
        publish('quality', 'kept', head)
        return ok(head)
      },
      list: async () => ok({ boxes: boxes.heads() }),
      read: async ({ boxId }) => {
        const box = boxes.read(boxId)
        return box ? ok(box) : fail('BLACK_BOX_NOT_FOUND')
      },
      showInFolder: async () => ok({}),
    },
    devices: {
      list: async () =>
        ok({
          inputs: [{ id: 'mic-1', label: 'Headset microphone' }],
          outputs: [
            { id: 'out-1', label: 'Headset' },
            { id: 'out-2', label: 'Speakers' },
          ],
          microphone: 'ready' as const,
          using: { microphone: { id: 'mic-1', label: 'Headset microphone' } },
        }),
      prefer: async ({ role, order }) => {
        const { sound } = preferences
        preferences = { ...preferences, sound: { ...sound, devices: { ...sound.devices, [role]: order } } }
        publish('app', 'preferences', preferences)
        return ok({})
      },
      testRinger: async () => ok({}),
      testVoice: async () => ok({}),
      meter: async () => ok({}),
      startPreflight: async () => ok({}),
      stopPreflight: async () => {
        publish('devices', 'preflight', { phase: 'idle', results: [] })
        return ok({})
      },
      day: async () => ok({ seconds: 11_520, level: -31, dosePercent: 2.1 }),
    },
    headset: {
      list: async () => ok(headsets),
      choose: async ({ key }) => {
        headsets = { ...headsets, list: headsets.list.map((one) => ({ ...one, active: one.key === key })) }
        publish('headset', 'changed', headsets)
        return ok({})
      },
    },
    line: {
      settings: async () => ok({ lines: lineSettings }),
      save: async ({ password, ...input }) => {
        const old = lineSettings.find((line) => line.lineId === input.lineId)
        const next = {
          ...input,
          hasPassword: password !== undefined || (old?.hasPassword ?? false),
          passwordKept: true,
        }
        lineSettings = old
          ? lineSettings.map((line) => (line === old ? next : line))
          : [...lineSettings, next]
        return ok({ lines: lineSettings })
      },
      remove: async ({ lineId }) => {
        lineSettings = lineSettings.filter((line) => line.lineId !== lineId)
        return ok({ lines: lineSettings })
      },
      test: async () =>
        ok({
          ok: true,
          steps: [
            { step: 'reach' as const, ok: true, ms: 12 },
            { step: 'handshake' as const, ok: true, ms: 20 },
            { step: 'register' as const, ok: true, ms: 38 },
          ],
        }),
    },
    recordings: {
      open: async ({ recordingId }) => ok({ src: `/media/recordings/${recordingId}` }),
      heard: async () => ok({}),
      download: async ({ recordingId }) => ok({ file: `/downloads/${recordingId}.webm` }),
      comment: async ({ callId, ...said }) => {
        const contactId = world.contactOfCall(callId)
        if (!contactId) return fail('RECORDING_NOT_FOUND')
        world.append({ type: 'recording.comment-added', contactId, callId, ...said, operatorId: me })
        return ok({})
      },
      uncomment: async ({ callId, commentId }) => {
        const contactId = world.contactOfCall(callId)
        if (!contactId) return fail('NOT_FOUND')
        const recordingId = '' as never
        world.append({
          type: 'recording.comment-removed',
          contactId,
          callId,
          recordingId,
          commentId,
          operatorId: me,
        })
        return ok({})
      },
      due: async ({ rules }) => ok({ due: rules ? 12 : 3, held: 1, lastRunAt: Date.now() - 5 * 3_600_000 }),
      placeHold: async ({ holdId, contactId, callId, why }) => {
        const ofCall = callId ? { callId } : {}
        world.append({ type: 'legal-hold.placed', contactId, holdId, why, operatorId: me, ...ofCall })
        return ok({})
      },
      liftHold: async ({ holdId, contactId, why }) => {
        world.append({ type: 'legal-hold.lifted', contactId, holdId, why, operatorId: me })
        return ok({})
      },
      holds: async () => ok({ holds: world.holds() }),
      intake: async () => ok(intake),
      place: async ({ intakeId }) => {
        intake = { ...intake, doubts: intake.doubts.filter((one) => one.intakeId !== intakeId) }
        return ok({})
      },
      discard: async ({ intakeId }) => {
        const others = (list: typeof intake.doubts) => list.filter((one) => one.intakeId !== intakeId)
        intake = { doubts: others(intake.doubts), aside: others(intake.aside) }
        return ok({})
      },
      pause: async ({ callId, on }) =>
        phone.send(
          callId,
          on
            ? { type: 'pause-recording-requested', reason: 'operator', limitSeconds: 180 }
            : { type: 'resume-recording-requested', why: 'operator' },
        ),
      waiting: async () => ok({ count: hub.state === 'offline' ? 41 : 0 }),
      paymentField: async ({ focused }) => {
        for (const call of phone.calls)
          phone.send(
            call.callId,
            focused
              ? { type: 'pause-recording-requested', reason: 'payment', limitSeconds: 180 }
              : { type: 'resume-recording-requested', why: 'payment' },
          )
        return ok({})
      },
    },
    supervision: {
      watch: async () => ok(board()),
      state: async () => ok(supervise),
      start: async ({ operatorId, callId, mode }) => {
        const since = Date.now()
        setSupervise({
          session: { operatorId, callId, mode, wanted: mode, state: 'on', since, badge: true },
        })
        return ok({})
      },
      mode: async ({ mode }) => {
        const { session: mine } = supervise
        if (!mine) return fail('SUPERVISION_ENDED')
        setSupervise({ session: { ...mine, mode, wanted: mode } })
        return ok({})
      },
      handOver: async () => ok({}),
      stop: async () => {
        setSupervise({ session: undefined })
        return ok({})
      },
      raiseHand: async ({ reason }) => {
        setSupervise({ hand: { operatorId: me, at: Date.now(), reason } })
        return ok({})
      },
      lowerHand: async () => {
        setSupervise({ hand: undefined })
        return ok({})
      },
      takeHand: async () => ok({}),
      setPresence: async () => ok({}),
      turn: async () => ok(turn),
      setTurn: async ({ secret, ...input }) => {
        turn = { ...input, hasSecret: secret !== undefined || turn.hasSecret }
        return ok(turn)
      },
    },
    admin: {
      setScope: async ({ operatorId, supervises }) => {
        const operator = world.company.operators.find((o) => o.operatorId === operatorId)
        return operator ? ok({ ...operator, supervises: supervises ?? undefined }) : fail('NOT_FOUND')
      },
      addOperator: async ({ name, login, roles }) => {
        const added = { ...world.me, operatorId: newId<OperatorId>(), name, login, roles, queueIds: [] }
        world.company.operators = [...world.company.operators, added]
        setSession({ company: { ...world.company } })
        return ok(added)
      },
      setRoles: async ({ operatorId, roles }) => {
        const operator = world.company.operators.find((o) => o.operatorId === operatorId)
        if (!operator) return fail('NOT_FOUND')
        operator.roles = roles
        setSession({ company: { ...world.company } })
        return ok(operator)
      },
      disableOperator: async () => ok({}),
      setSettings: async (change) => {
        const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
        const settings = { ...world.company.settings, ...given } as typeof world.company.settings
        world.company.settings = settings
        setSession({ company: { ...world.company } })
        return ok(settings)
      },
      setFieldKind: async ({ field, kind }) => {
        world.company.fieldKinds = { ...world.company.fieldKinds, [field]: kind }
        setSession({ company: { ...world.company } })
        return ok({})
      },
      addSound: async () => {
        const { settings } = world.company
        const sound = { soundId: 's-1', name: 'Anna', seconds: 4.2 }
        settings.announcementSounds = [...(settings.announcementSounds ?? []), sound]
        setSession({ company: { ...world.company } })
        return ok({ added: true })
      },
      removeSound: async ({ soundId }) => {
        const { settings } = world.company
        settings.announcementSounds = settings.announcementSounds?.filter((s) => s.soundId !== soundId)
        setSession({ company: { ...world.company } })
        return ok({})
      },
      intake: async () => ok(intakeSettings),
      setIntake: async ({ settings: next, newSecret }) => {
        intakeSettings = next
        return ok({ settings: next, ...(newSecret ? { secret: 'fresh-secret-of-the-webhook' } : {}) })
      },
      exportAudit: async ({ subject }) => ok({ entries: fakeAudit(world, subject) }),
      audit: async ({ subject }) => ok({ entries: fakeAudit(world, subject) }),
      setFields: async ({ fields }) => {
        setSession({ company: { ...(session.company ?? world.company), customFields: fields } })
        return ok({ fields })
      },
      hosting: async () => ok({ dataFolder: '/data/demo', embedded: true, shared: false }),
      share: async () => ok({}),
    },
  }

  const client: Record<string, Record<string, unknown>> = {}
  for (const [area, methods] of Object.entries(handlers)) {
    const side: Record<string, unknown> = {}
    for (const [method, handler] of Object.entries(methods as AreaHandlers<Contract['app']>)) {
      const name = `${area}.${method}`
      side[method] = async (input: unknown) => {
        asked.push({ name, input })
        if (options.latency) await new Promise((done) => setTimeout(done, options.latency))
        await gates.get(name)
        const fault = faults.find((f) => f.name === name && f.left > 0)
        if (fault) {
          fault.left -= 1
          return fail(fault.code)
        }
        return (handler as (input: unknown) => unknown)(input)
      }
    }
    client[area] = new Proxy(side, {
      get: (target, key: string) => target[key] ?? listen(area, key),
    }) as AreaClient<Contract['app']>
  }

  function listen(area: string, method: string) {
    const match = /^on([A-Z]\w*)$/.exec(method)
    if (!match) return undefined
    const name = `${match[1]?.charAt(0).toLowerCase()}${match[1]?.slice(1)}`
    if (listenerName(name) !== method) return undefined
    return (listener: (payload: unknown) => void) => {
      const set = listeners.get(`${area}.${name}`) ?? new Set()
      listeners.set(`${area}.${name}`, set.add(listener))
      return () => set.delete(listener)
    }
  }

  const control: FakeControl = {
    world,
    phone,
    writing,
    notices,
    asked,
    publish,
    failNext: (name, code, times = 1) => faults.push({ name, code, left: times }),
    hold: (name) => {
      const gate = Promise.withResolvers<void>()
      gates.set(name, gate.promise)
      return {
        release: () => {
          gates.delete(name)
          gate.resolve()
        },
      }
    },
    waiting: [],
    setWaiting: (list) => {
      control.waiting = list
      publish('offline', 'waitingChanged', { list })
    },
    setHub: (state) => {
      hub = { ...hub, since: Date.now(), ...state }
      publish('hub', 'changed', hub)
    },
    setLines: (states) => {
      lines = states.map(({ profile, ...state }) => lineState({ ...defaultProfile(), ...profile }, state))
      publish('softphone', 'linesChanged', { lines })
    },
    setSession,
    board: undefined,
    setSupervise,
    receive: (conversationId, text) => {
      const thread = threadOf(conversationId)
      if (!thread) throw new Error(`no conversation ${conversationId}`)
      const { contactId, conversation } = thread
      const messageId = newId<MessageId>()
      const thread2 = { contactId, conversationId, channel: conversation.channel }
      if (conversation.status === 'closed')
        world.append({ ...thread2, type: 'interaction.offered', interactionId: newId(), direction: 'in' })
      const interactionId = world.interactionOf(conversationId)
      world.append({
        ...thread2,
        type: 'message.received',
        messageId,
        accountId: conversation.accountId ?? (world.company.accounts[0]?.accountId as never),
        text,
        ...(interactionId ? { interactionId } : {}),
      })
      return messageId
    },
  }
  return { bridge: client as unknown as Bridge, control }
}

const named = (name: string | undefined) => (name ? { name } : {})
