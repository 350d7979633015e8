import { join } from 'node:path'
import type { Company } from '../shared/domain/company.ts'
import { announcedSounds, policyOf } from '../shared/domain/recording-rules.ts'
import type { AudioDevices, Preferences } from '../shared/ipc/contract.ts'
import type { Handlers, Publish } from '../shared/ipc/derive.ts'
import type { ErrorCode } from '../shared/lib/errors.ts'
import { CommandId, LinkId, newId } from '../shared/lib/ids.ts'
import { type Call, isLive } from '../shared/softphone/call.ts'
import { createBoxStore } from './black-box/box-store.ts'
import { type BlackBoxRecorder, createBlackBoxRecorder } from './black-box/recorder.ts'
import type { Environment } from './environment.ts'
import { createHeadset } from './headset/headset.ts'
import { type ConsoleHub, createConsoleHub } from './hub/console-hub.ts'
import type { DemoCallRequest } from './hub/embedded-hub.ts'
import { createRecordingPlayer, type RecordingPlayer } from './hub/recording-player.ts'
import type { Child } from './hub/supervised-child.ts'
import { pinned } from './hub/tls-trust.ts'
import { adminHandlers } from './ipc/handlers/admin.ts'
import { type AppParts, appHandlers } from './ipc/handlers/app.ts'
import { cardHandlers, caseHandlers } from './ipc/handlers/card.ts'
import { conversationHandlers } from './ipc/handlers/conversation.ts'
import { devicesHandlers, microphoneCodes } from './ipc/handlers/devices.ts'
import { hubHandlers } from './ipc/handlers/hub.ts'
import { inboxHandlers } from './ipc/handlers/inbox.ts'
import { currentLines, lineHandlers } from './ipc/handlers/line.ts'
import { offlineHandlers } from './ipc/handlers/offline.ts'
import { peopleHandlers } from './ipc/handlers/people.ts'
import { qualityHandlers } from './ipc/handlers/quality.ts'
import { recordingsHandlers } from './ipc/handlers/recordings.ts'
import { redactionHandlers } from './ipc/handlers/redaction.ts'
import { remindersHandlers } from './ipc/handlers/reminders.ts'
import { routingHandlers } from './ipc/handlers/routing.ts'
import { searchHandlers } from './ipc/handlers/search.ts'
import { sessionHandlers } from './ipc/handlers/session.ts'
import { softphoneHandlers } from './ipc/handlers/softphone.ts'
import type { Logger } from './log/logger.ts'
import { createConsoleSound } from './media/console-sound.ts'
import { createEngineClient, type EngineClient, type EngineTransport } from './media/engine-client.ts'
import { createNotices, type NoticeShell, type Notices } from './notices/notices.ts'
import { createQualityKeeper } from './quality/call-quality.ts'
import { watchVitals } from './quality/vitals.ts'
import { createAnnouncementSounds } from './recordings/announcement-sounds.ts'
import { createDiskWatch } from './recordings/disk-watch.ts'
import { createRecorder } from './recordings/recorder.ts'
import { createRecordingStore } from './recordings/recording-store.ts'
import type { UploadTarget } from './recordings/tus-sender.ts'
import { createUploader } from './recordings/uploader.ts'
import { createReminders, type Reminders } from './reminders/reminders.ts'
import { remindersFile } from './reminders/reminders-file.ts'
import type { Secrets } from './settings/secrets.ts'
import type { SettingsStore } from './settings/settings.ts'
import { type Controls, createControls } from './softphone/controls.ts'
import { createIdentify } from './softphone/identify.ts'
import { createSipStack } from './softphone/sip-stack.ts'
import type { SipAccount, SipStack } from './softphone/sip-stack-types.ts'
import { createSoftphone, type Softphone } from './softphone/softphone.ts'
import { testLine } from './softphone/test-line.ts'
import { createSupervision } from './supervision/supervision.ts'
import type { FileReader } from './writing/file-reader.ts'
import { createWriting, type Writing, type WritingOptions } from './writing/writing.ts'

export type ConsoleOptions = {
  userData: string
  demoDir: string
  /** Where the product's own announcements lie (`resources/sounds`). */
  soundsDir: string
  pagesDir: string
  environment: Environment
  settings: SettingsStore
  secrets: Secrets
  transport: EngineTransport
  /** The media window hangs: load it anew. */
  reloadEngine(): void
  forkHub(): Child
  forkSwitch(): Child
  publish: Publish
  /** Where the system keeps downloads. */
  downloads(): string
  /** Asks where a file is to be kept. */
  chooseFile(suggested: string): Promise<string | undefined>
  /** How spelling is checked in the operator's window. */
  spelling: WritingOptions['spelling']
  /** Asks for a sound file of this computer. */
  chooseSound(): Promise<string | undefined>
  app: Pick<AppParts, 'about' | 'openExternal' | 'copy'>
  /** Shows a file in the system's own file manager. */
  showInFolder(path: string): void
  onPreferences(preferences: Preferences): void
  onCalls(calls: Call[]): void
  /** Conversations in windows of their own. */
  windows: Handlers['windows']
  /** The system's notifications and the window in front of them. */
  notices: NoticeShell
  onEmbeddedReady(url: string): void
  onDemoCall(call: DemoCallRequest): void
  log: Logger
}

export type Console = {
  blackBox: BlackBoxRecorder
  hub: ConsoleHub
  phone: Softphone
  controls: Controls
  reminders: Reminders
  notices: Notices
  /** Tells the operator why something was refused. */
  trouble(code: ErrorCode): void
  engine: EngineClient
  player: RecordingPlayer
  /** Files of messages, for the window's own origin. */
  files: FileReader
  handlers: Handlers
  start(): Promise<void>
  stop(): Promise<void>
}

/** Puts the console together, without its windows: everything here runs the same in a test. */
export function createConsole(options: ConsoleOptions): Console {
  const { userData, settings, secrets, publish, log } = options
  const language = () => settings.get().preferences.language
  const trouble = (code: ErrorCode, callId?: string) => {
    log.warn('phone trouble', { code, ...(callId ? { callId } : {}) })
    blackBox.event('trouble', { code, ...(callId ? { callId } : {}) })
    publish('softphone', 'trouble', { code, ...(callId ? { callId: callId as Call['callId'] } : {}) })
  }

  const engine = createEngineClient(options.transport, {
    onInvalid: (what) => log.warn('media window sent something else', { what }),
  })
  const store = createRecordingStore({
    folder: join(userData, 'recordings'),
    hubPublicKey: () => hub.memory.keys()?.recording,
  })
  store.onTrouble(({ code, callId }) => {
    trouble(code, callId)
    if (callId) phone.recordingFailed(callId)
  })
  const disk = createDiskWatch({ folder: userData, onLow: (code) => trouble(code) })
  store.onFinished(() => void disk.check())

  // Made after the hub that it writes to; until then nothing leaves.
  let writing: Writing | undefined
  const hub = createConsoleHub({
    ...options,
    onLineNews: () => void settleLine(),
    onSignedIn() {
      supervision.signedIn()
      reminders.signedIn()
      player.forget()
      expectSounds(hub.session.state.company)
      uploader.kick()
      writing?.signedIn()
      notices.signedIn()
      void settleLine()
    },
    onSignedOut() {
      supervision.signedOut()
      identify.forget()
      player.forget()
      writing?.signedOut()
      notices.signedOut()
      void settleLine()
    },
    onEvents: (events, row) => notices.events(events, row),
    onRefused: (letter, code) => writing?.refused(letter, code),
    readyToLeave: (letter) => writing?.ready(letter) ?? 'wait',
    onOutbox: () => writing?.outgoingChanged(),
  })

  const notices = createNotices({
    userData,
    hub,
    engine,
    settings,
    shell: options.notices,
    setPreferences(change) {
      settings.update(({ preferences }) => ({ preferences: { ...preferences, ...change } }))
      onPreferences(settings.get().preferences)
    },
    publish,
    log,
  })
  const player = createRecordingPlayer(hub.client, hub.hubTime, options.downloads)
  const sounds = createAnnouncementSounds({
    hub: hub.client,
    folder: join(userData, 'sounds'),
    builtInFolder: options.soundsDir,
  })
  const expectSounds = (company: Company | undefined) =>
    company && sounds.expect(announcedSounds(policyOf(company.settings)))
  hub.client.on('company', expectSounds)
  const uploadTarget = (): UploadTarget | undefined => {
    const { address } = hub.client
    const { token } = hub.session
    if (!address || !token || hub.client.link.state !== 'online') return undefined
    const { ca, checkServerIdentity } = pinned(address)
    return {
      url: address.url,
      token,
      ...(ca ? { ca } : {}),
      ...(checkServerIdentity ? { checkServerIdentity: checkServerIdentity as never } : {}),
    }
  }
  const uploader = createUploader({
    store,
    hub: uploadTarget,
    onTrouble: ({ code, recordingId, detail }) => log.warn('upload', { code, recordingId, detail }),
  })

  const written = createWriting({
    userData,
    hub,
    engine,
    inCall: () => phone.calls.some(isLive),
    settings,
    undoSeconds: options.environment.undoSeconds,
    target: uploadTarget,
    downloads: options.downloads,
    chooseFile: options.chooseFile,
    spelling: options.spelling,
    publish,
    log,
  })
  writing = written

  const identify = createIdentify({
    keys: () => hub.memory.keys(),
    resolve: (number) => hub.cards.whose(number),
    expectCard: (contactId) => hub.cards.expect(contactId),
  })

  const isDemo = () =>
    hub.session.state.demo || (settings.get().hub.url === undefined && settings.get().data === 'demo')

  const controls = createControls(() => phone)
  const reminders = createReminders({
    file: remindersFile(join(userData, 'reminders.json')),
    phone: () => phone,
    operatorId: () => hub.session.state.me?.operatorId,
    onDue(reminder) {
      publish('reminders', 'came', reminder)
      notices.reminder(reminder)
    },
  })
  const blackBox = createBlackBoxRecorder()
  const vitals = watchVitals(blackBox.computer)
  const quality = createQualityKeeper({
    surroundings: () => ({
      ...vitals.now(),
      linked: phone.lines.some((line) => line.state === 'registered'),
    }),
    onSample: blackBox.sample,
    onQuality: (told) => publish('softphone', 'quality', told),
  })

  const supervision = createSupervision({ hub, engine, phone: () => phone, publish, log })

  const stacks = new Map<string, SipStack>()
  const addressOf = ({ server, user }: SipAccount) => `${server} ${user}`
  const phone = createSoftphone({
    createStack(account) {
      const stack = createSipStack({
        account,
        media: engine,
        log: (remark) => log.info('sip', { remark }),
        tap: blackBox.sip,
      })
      stacks.set(addressOf(account), stack)
      return stack
    },
    sound: {
      ring: async (kind, on) => {
        if (on && kind === 'call' && notices.quietCalls() !== 'ring') return
        await engine.ring(kind, on)
      },
      mute: (callId, on) => engine.mute(callId, on),
      bridge: (callIds, on, withOperator) => engine.bridge({ callIds: [...callIds], on, withOperator }),
      microphoneReady: () => microphone === 'ready',
    },
    recorder: createRecorder({ engine, store, hubTime: hub.hubTime, sound: sounds.get }),
    quality,
    identify,
    async report(report) {
      const id = CommandId.parse(newId())
      const answer = await hub.outbox.send('call.report', report.callId, { ...report, id })
      return answer.ok ? answer.value : undefined
    },
    // Who does not want to be called is not to be disturbed, whatever the team sees.
    presence: () => (notices.quietCalls() === 'refuse' ? 'busy' : hub.session.state.presence),
    company: () => hub.session.state.company,
    demo: isDemo,
    language,
    clockOffset: () => hub.session.clockOffset,
    queueOf: (contactId) =>
      hub.inbox.rows
        .filter((row) => row.personId === contactId || row.contactId === contactId)
        .sort((a, b) => b.lastAt - a.lastAt)[0]?.queueId,
    onChosen(callId, contactId, withContactId) {
      const linkId = LinkId.parse(newId())
      const command = { id: CommandId.parse(newId()), linkId, contactId, withContactId, why: 'chosen' }
      void hub.client.request('card.link', command).then((answer) => {
        if (!answer.ok) trouble(answer.code, callId)
      })
    },
    onCalls(calls) {
      controls.follow(calls)
      headset.follow(calls)
      blackBox.calls(calls)
      supervision.calls(calls)
      publish('softphone', 'changed', { calls })
      sound.onCalls(calls)
      options.onCalls(calls)
    },
    onLines(lines) {
      blackBox.lines(lines)
      publish('softphone', 'linesChanged', { lines })
    },
    onTrouble: ({ code, callId }) => trouble(code, callId),
    log,
  })

  const given = () => ({
    hubLine: hub.session.signedIn?.line,
    switchUrl: hub.demoSwitch.at.url,
    switchCode: hub.demoSwitch.at.code,
    demo: isDemo(),
    displayName: hub.session.state.me?.name,
  })
  /** One after the other: what was asked before must not be the last word. */
  let settling: Promise<void> = Promise.resolve()
  const settleLine = () => {
    settling = settling.then(async () => phone.takeLines(await currentLines({ settings, secrets, given })))
    return settling
  }

  let microphone: AudioDevices['microphone'] = 'unknown'
  const devicesAre = (devices: AudioDevices) => {
    microphone = devices.microphone
    blackBox.devices(devices)
    publish('devices', 'changed', devices)
  }

  const sound = createConsoleSound({
    engine,
    settings,
    userData,
    onDevices: devicesAre,
    onSwitched(switched) {
      blackBox.event(`${switched.role} switched: ${switched.why}`)
      publish('devices', 'switched', switched)
    },
    publish,
    log,
    calls: () => phone.calls,
    lineState: () => phone.lines[0]?.state ?? 'off',
    async account() {
      const [main] = await currentLines({ settings, secrets, given })
      return main?.chosen.ok ? main.chosen.value.account : undefined
    },
    stack: (account) => stacks.get(addressOf(account)),
    async pingHub() {
      const asked = performance.now()
      const answer = await hub.client.request('setup.state', {})
      return answer.ok ? performance.now() - asked : undefined
    },
    clockOffset: () => hub.session.clockOffset,
    operatorId: () => hub.session.state.me?.operatorId,
  })

  let stopping = false
  let wasReady = false
  engine.on('ready', () => {
    sound.prepare().then(
      ({ microphone }) => {
        if (microphone !== 'ready' && microphone !== 'unknown') trouble(microphoneCodes[microphone])
      },
      () => trouble('ENGINE_GONE'),
    )
    // Beside it, not after it: the customer hears nothing until then.
    blackBox.event('media window ready')
    if (wasReady) phone.soundIsBack()
    wasReady = true
  })
  engine.on('gone', ({ silent }) => {
    if (stopping) return
    log.error('media window lost', { silent })
    blackBox.event('media window lost')
    quality.engineGone()
    if (phone.calls.some(isLive)) trouble('ENGINE_GONE')
    if (silent) options.reloadEngine()
  })
  engine.on('quality', (sample) => {
    quality.take(sample)
    supervision.teller.quality(sample)
  })
  engine.on('talk', (talk) => {
    quality.hear(talk)
    supervision.teller.talk(talk)
  })
  engine.on('level', (level) =>
    publish('softphone', 'level', { ...level, callId: level.callId as Call['callId'] }),
  )
  engine.on('trouble', ({ code, callId }) => trouble(code as ErrorCode, callId))
  engine.on('state', ({ callId, state }) => {
    blackBox.event(`media ${state}`, { callId })
    if (state === 'failed') phone.soundFailed(callId)
  })

  const headset = createHeadset({
    engine,
    controls,
    settings,
    publish,
    onPreferences: (preferences) => onPreferences(preferences),
    onTrouble: (code) => trouble(code),
    onRedial: () => void phone.redial().then((dialled) => dialled.ok || trouble(dialled.code)),
    log,
  })

  const onPreferences = (preferences: Preferences) => {
    publish('app', 'preferences', preferences)
    notices.preferencesChanged()
    options.onPreferences(preferences)
  }

  const handlers: Handlers = {
    app: appHandlers({
      ...options.app,
      settings,
      onPreferences(preferences) {
        onPreferences(preferences)
        sound.preferencesChanged(preferences)
      },
      log,
    }),
    hub: hubHandlers(hub.connection),
    session: sessionHandlers(hub.session, language),
    inbox: inboxHandlers(hub.inbox),
    card: cardHandlers(hub.cards, hub.local, hub.writes),
    cases: caseHandlers(hub.writes),
    redaction: redactionHandlers(hub.client),
    people: peopleHandlers(hub.client),
    search: searchHandlers(hub.local),
    routing: routingHandlers(hub.client, hub.writes),
    conversation: conversationHandlers(hub.client, hub.writes),
    writing: written.handlers,
    notices: notices.handlers,
    windows: options.windows,
    offline: offlineHandlers(hub.writes),
    softphone: softphoneHandlers(phone, hub.client),
    reminders: remindersHandlers(reminders),
    devices: devicesHandlers({ ...sound, engine, settings, onPreferences }),
    headset: headset.handlers,
    line: lineHandlers({
      settings,
      secrets,
      given,
      test: (account) => testLine(account),
      onSaved() {
        hub.settleSwitch()
        void settleLine()
      },
    }),
    quality: qualityHandlers({
      recorder: blackBox,
      store: createBoxStore(join(userData, 'black-box')),
      language,
      program: options.app.about,
      showInFolder: options.showInFolder,
      onKept: (head) => publish('quality', 'kept', head),
    }),
    recordings: recordingsHandlers({ hub: hub.client, player, phone, uploader }),
    supervision: supervision.handlers,
    admin: adminHandlers({
      hub: hub.client,
      session: hub.session,
      connection: hub.connection,
      embedded: hub.embedded,
      dataFolder: hub.dataFolder,
      chooseSound: options.chooseSound,
    }),
  }

  return {
    blackBox,
    hub,
    phone,
    controls,
    reminders,
    notices,
    trouble: (code) => trouble(code),
    engine,
    player,
    files: written.reader,
    handlers,
    async start() {
      hub.restore()
      hub.connection.start()
      const left = await store.recover()
      if (left.length) log.info('recordings of an earlier start', { count: left.length })
      uploader.kick()
      void disk.check()
    },
    async stop() {
      stopping = true
      vitals.stop()
      supervision.stop()
      disk.stop()
      reminders.stop()
      notices.stop()
      sound.stop()
      await phone.stop()
      engine.dispose()
      await Promise.all([uploader.dispose(), written.stop(), hub.stop()])
    },
  }
}
