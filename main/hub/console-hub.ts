import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { InboxRow } from '../../shared/domain/conversation.ts'
import type { EventWire } from '../../shared/domain/event.ts'
import type { Publish } from '../../shared/ipc/derive.ts'
import type { ErrorCode } from '../../shared/lib/errors.ts'
import { ok } from '../../shared/lib/result.ts'
import type { SignedIn } from '../../shared/protocol/hub-protocol.ts'
import type { Environment } from '../environment.ts'
import { createVault, type Vault } from '../local/vault.ts'
import type { Logger } from '../log/logger.ts'
import { createFeeder } from '../replica/feeder.ts'
import { createKeptWrites, isOperatorsOwn, type KeptWrites } from '../replica/kept-writes.ts'
import { createLocalCopy, type LocalCopy } from '../replica/local-copy.ts'
import type { Secrets } from '../settings/secrets.ts'
import type { SettingsStore } from '../settings/settings.ts'
import { type Connection, createConnection } from './connection.ts'
import { createDemoSwitch, type DemoSwitch } from './demo-switch.ts'
import {
  createEmbeddedHub,
  type DemoCallRequest,
  type EmbeddedHub,
  type HubOptions,
  type SwitchConfig,
} from './embedded-hub.ts'
import { createHubClient, type HubClient } from './hub-client.ts'
import { createHubMemory, type HubMemory } from './hub-memory.ts'
import { createInboxMirror, type InboxMirror } from './inbox-mirror.ts'
import { createOpenCards, type OpenCards } from './open-cards.ts'
import { createOutbox, type Outbox } from './outbox.ts'
import { type Letter, outboxFile } from './outbox-file.ts'
import { createSession, type Session } from './session.ts'
import { createStream } from './stream.ts'
import type { Child } from './supervised-child.ts'

export type ConsoleHubOptions = {
  userData: string
  /** Folders of the demo company and of the built pages. */
  demoDir: string
  pagesDir: string
  environment: Environment
  settings: SettingsStore
  secrets: Secrets
  forkHub(): Child
  forkSwitch(): Child
  publish: Publish
  /** The line, the company or the demo switch has changed. */
  onLineNews(): void
  onSignedIn(signedIn: SignedIn): void
  onSignedOut(): void
  onEvents(events: EventWire[], rows: (conversationId: string) => InboxRow | undefined): void
  onRefused(letter: Letter, code: ErrorCode): void
  /** Whether a letter's files are with the hub. */
  readyToLeave(letter: Letter): true | 'wait' | ErrorCode
  onOutbox(): void
  /** The hub inside the program is up, for whoever prints its addresses. */
  onEmbeddedReady(url: string): void
  onDemoCall(call: DemoCallRequest): void
  log: Logger
}

/** Everything of the console that has to do with the hub, put together. */
export type ConsoleHub = {
  client: HubClient
  session: Session
  memory: HubMemory
  connection: Connection
  embedded: EmbeddedHub
  demoSwitch: DemoSwitch
  inbox: InboxMirror
  /** Rows that changed, or all of them. */
  onInbox(listener: (change: { rows: InboxRow[]; all: boolean }) => void): void
  cards: OpenCards
  outbox: Outbox
  vault: Vault
  local: LocalCopy
  writes: KeptWrites
  /** Goes on with what lies here of who worked here last, until the hub answers. */
  restore(): void
  /** The hub's clock, UTC milliseconds. */
  hubTime(): number
  dataFolder(): string
  /** Starts or stops the demo switch as the line's settings ask for. */
  settleSwitch(): void
  stop(): Promise<void>
}

const seenEveryMs = 30_000
/** A connection that is away so long is away for a while, milliseconds. */
const outageMs = 2000

export function createConsoleHub(options: ConsoleHubOptions): ConsoleHub {
  const { userData, environment, settings, publish, log } = options
  const memory = createHubMemory(settings, options.secrets)
  const vault = createVault(memory)
  const client = createHubClient(log)
  let switchConfig: SwitchConfig | undefined
  let freshDemo = environment.freshDemo
  /** Where the hub was last: pages that are open in a browser find it again there. */
  let hubPort = environment.hubPort

  const dataFolder = () => join(userData, settings.get().data)
  const hubTime = () => Date.now() + session.clockOffset

  const hubOptions = (): HubOptions => {
    const { data, share } = settings.get()
    const demo = data === 'demo'
    const fresh = demo && freshDemo
    if (fresh) freshDemo = false
    return {
      dataDir: dataFolder(),
      host: '127.0.0.1',
      port: hubPort,
      data,
      assetsDir: options.pagesDir,
      liveLoop: demo && environment.liveLoop,
      ...(share.on ? { tls: { host: '0.0.0.0', port: share.port } } : {}),
      ...(demo ? { demoDir: options.demoDir, demoLogin: true } : {}),
      ...(demo && environment.demoOperator ? { demoOperatorId: environment.demoOperator } : {}),
      ...(fresh ? { freshDemo: true } : {}),
    }
  }

  const embedded = createEmbeddedHub({
    fork: options.forkHub,
    onState: () => connection.embeddedChanged(),
    onReady({ url, port }) {
      hubPort = port
      options.onEmbeddedReady(url)
    },
    onSwitchConfig(config) {
      switchConfig = config
      settleSwitch()
    },
    onDemoCall: (call) => options.onDemoCall(call),
    log,
  })

  const demoSwitch = createDemoSwitch({
    fork: options.forkSwitch,
    port: environment.switchPort,
    ringSeconds: environment.ringSeconds,
    onAt(at) {
      embedded.tellSwitch(at)
      options.onLineNews()
      if (at.url) void askForLine()
    },
    log,
  })

  /**
   * Whoever signed in before the demo switch was up has no line yet. The hub hears of the switch by another way than
   * we ask, so the first question may come too early.
   */
  let askingForLine = false
  const askForLine = async () => {
    if (askingForLine) return
    askingForLine = true
    for (const pause of [50, 300, 1000, 3000]) {
      await delay(pause)
      if (session.signedIn?.line) break
      // A sign-in that is under way may have begun before the switch was up: it is waited for.
      if (session.state.state === 'signed-in' && client.link.state === 'online') await session.begin()
    }
    askingForLine = false
  }

  // With a main line of one's own the demo switch is out of the way: nobody should wonder which one rang.
  const settleSwitch = () => {
    if (switchConfig && settings.get().lines[0]?.mode !== 'own' && settings.get().hub.url === undefined)
      demoSwitch.configure(switchConfig)
    else void demoSwitch.stop()
  }

  const connection = createConnection({
    hub: client,
    embedded,
    settings,
    hubOptions,
    clockOffset: () => session.clockOffset,
    onOnline: () => void session.begin(),
    onLeft() {
      stream.stop()
      feeder.stop()
      local.replica.close()
      cards.clear()
      inbox.replace([])
      session.reset()
    },
    async onEmbeddedStopped() {
      switchConfig = undefined
      await demoSwitch.stop()
    },
    onState(state) {
      if (wasOnline || state.state === 'online') local.seen()
      wasOnline = state.state === 'online'
      clearTimeout(warming)
      if (!wasOnline) warming = setTimeout(() => local.replica.warm(), outageMs).unref()
      session.setLocked(session.state.state === 'unknown' && local.locked)
      publish('hub', 'changed', state)
    },
    keptAt: () => (local.replica.isOpen ? local.seenAt() : undefined),
    log,
  })

  let wasOnline = false
  let warming: NodeJS.Timeout | undefined
  // A program that is killed leaves word of when it heard of the hub last.
  const seeing = setInterval(() => wasOnline && local.seen(), seenEveryMs)
  seeing.unref()

  const local = createLocalCopy({
    userData,
    hub: client,
    memory,
    vault,
    now: hubTime,
    onRegrouped: (contactIds) => feeder.renew(contactIds),
    log,
  })
  const feeder = createFeeder({
    replica: local.replica,
    ask: (contactIds) =>
      cards.together(async () => {
        const answer = await client.request('replica.cards', { contactIds })
        return answer.ok ? ok(answer.value.cards) : answer
      }),
    me() {
      const { me, company } = session.state
      const operator = company?.operators.find((one) => one.operatorId === me?.operatorId)
      return me && { operatorId: me.operatorId, queueIds: operator?.queueIds ?? [] }
    },
    now: hubTime,
    log,
  })

  const session = createSession({
    hub: client,
    tokens: memory,
    demoToken: () => (connection.state.embedded ? embedded.ready?.demoToken : undefined),
    onChange: (state) => publish('session', 'changed', state),
    onSignedIn(signedIn) {
      memory.remember(signedIn)
      vault.take(signedIn.localKey)
      local.remember(signedIn, session.clockOffset)
      local.seen()
      options.onSignedIn(signedIn)
      void synchronise()
    },
    onEnded: () => void local.askWhetherToKeep(),
    onSignedOut() {
      stream.stop()
      feeder.stop()
      local.replica.close()
      cards.clear()
      inbox.clear()
      publish('inbox', 'changed', { rows: [], all: true })
      options.onSignedOut()
    },
    onPresence: (line) => publish('session', 'presence', line),
  })

  const inboxListeners: ((change: { rows: InboxRow[]; all: boolean }) => void)[] = []
  const inbox = createInboxMirror({
    shown: (row) => writes.shown(row),
    onChange(change) {
      publish('inbox', 'changed', change)
      for (const listener of inboxListeners) listener(change)
    },
    onKnown({ rows, all }) {
      local.replica.keepRows(rows, all)
      feeder.see(rows)
    },
  })

  /** Rows that look different from what the hub has, as they were told last. */
  let touched = new Set<string>()
  const writes = createKeptWrites({
    hub: client,
    outbox: () => outbox,
    sealed: () => vault.open,
    me: () => session.state.me?.operatorId,
    row: (conversationId) => inbox.find(conversationId),
    clockOffset: () => session.clockOffset,
    onChange(list) {
      publish('offline', 'waitingChanged', { list })
      const now = new Set(list.flatMap((one) => one.conversationId ?? []))
      inbox.refresh([...touched, ...now])
      touched = now
    },
  })

  const cards = createOpenCards({
    open: (contactId) => local.open(contactId),
    resolve: (value) => local.resolve({ kind: 'phone', value, open: true }),
    onOpened(card) {
      if (client.link.state === 'online') local.replica.keep(card, true)
    },
    onExpected: (card) => publish('card', 'expected', card),
    onEvents: (change) => publish('card', 'events', change),
    onRegrouped: (change) => publish('card', 'regrouped', change),
  })

  const stream = createStream({
    hub: client,
    onEvents(events, position) {
      local.replica.take(events, position)
      cards.take(events)
      const news = events.filter((event) => event.position > told)
      if (news.length) options.onEvents(news, (conversationId) => inbox.find(conversationId))
    },
    onReset(position) {
      local.replica.follow(position, true)
      cards.renewAll()
      feeder.see(inbox.rows)
    },
    log,
  })
  /** What happened before this program was started is not told as news. */
  let told = 0

  const outbox = createOutbox({
    file: outboxFile(join(userData, 'outbox.jsonl'), vault),
    hub: client,
    owner: () => memory.owner(),
    online: () => client.link.state === 'online',
    ready: (letter) => options.readyToLeave(letter),
    onChange() {
      options.onOutbox()
      writes.changed()
    },
    stays: isOperatorsOwn,
    onArrived: (letter) => writes.arrived(letter),
    onRefused: options.onRefused,
    log,
  })

  /** The rows as they are now, and every fact since the last one that was seen here. */
  const synchronise = async () => {
    outbox.flush()
    const list = await client.request('inbox.list', {})
    if (!list.ok) return log.warn('inbox was not loaded', { code: list.code })
    const { rows, position } = list.value
    if (stream.position !== undefined) {
      inbox.replace(rows)
      return void (await stream.catchUp())
    }
    told = position
    const goesOn = await local.isOfThisLog()
    const kept = local.replica.cursor
    // Asked again with the next sign-in.
    if (goesOn === undefined) return
    if (!goesOn || kept === undefined) {
      local.replica.follow(position, true)
      stream.beginAt(position)
      // Rows of another log say nothing of this one, however late they are in theirs.
      inbox.clear()
      inbox.replace(rows)
      return
    }
    stream.beginAt(kept)
    inbox.replace(rows)
    await stream.catchUp()
  }

  // After the facts: a row never speaks of one that is still to come.
  client.on('stream', ({ rows }) => inbox.take(rows))
  client.on('offer', (offer) => publish('routing', 'offer', offer))
  client.on('offer-withdrawn', (offer) => publish('routing', 'withdrawn', offer))
  client.on('callbacks', (change) => publish('routing', 'callbacksChanged', change))
  client.on('typing', (typing) => publish('inbox', 'typing', typing))

  return {
    client,
    session,
    memory,
    connection,
    embedded,
    demoSwitch,
    inbox,
    onInbox: (listener) => void inboxListeners.push(listener),
    cards,
    outbox,
    vault,
    local,
    writes,
    restore() {
      // Without its token nobody is known to be still at work here; a demo made anew has nobody yet.
      const last = memory.read() !== undefined && !freshDemo ? local.last() : undefined
      if (!last) return session.setLocked(local.locked)
      session.restore(last)
      inbox.restore(local.replica.rows)
    },
    hubTime,
    dataFolder,
    settleSwitch,
    async stop() {
      clearInterval(seeing)
      clearTimeout(warming)
      feeder.stop()
      local.replica.close()
      outbox.close()
      await Promise.all([connection.stop(), demoSwitch.stop()])
    },
  }
}
