import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { InboxRow } from '../../shared/domain/conversation.ts'
import type { EventWire } from '../../shared/domain/event.ts'
import type { Publish } from '../../shared/ipc/derive.ts'
import type { ErrorCode } from '../../shared/lib/errors.ts'
import type { SignedIn } from '../../shared/protocol/hub-protocol.ts'
import type { Environment } from '../environment.ts'
import { createVault, type Vault } from '../local/vault.ts'
import type { Logger } from '../log/logger.ts'
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
  /** The hub's clock, UTC milliseconds. */
  hubTime(): number
  dataFolder(): string
  /** Starts or stops the demo switch as the line's settings ask for. */
  settleSwitch(): void
  stop(): Promise<void>
}

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
      cards.clear()
      inbox.replace([])
      session.reset()
    },
    async onEmbeddedStopped() {
      switchConfig = undefined
      await demoSwitch.stop()
    },
    onState: (state) => publish('hub', 'changed', state),
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
      options.onSignedIn(signedIn)
      void synchronise()
    },
    onSignedOut() {
      stream.stop()
      cards.clear()
      inbox.clear()
      publish('inbox', 'changed', { rows: [], all: true })
      options.onSignedOut()
    },
    onPresence: (line) => publish('session', 'presence', line),
  })

  const inboxListeners: ((change: { rows: InboxRow[]; all: boolean }) => void)[] = []
  const inbox = createInboxMirror({
    onChange(change) {
      publish('inbox', 'changed', change)
      for (const listener of inboxListeners) listener(change)
    },
  })

  const cards = createOpenCards({
    open: (contactId) => client.request('card.open', { contactId }),
    resolve: (value) => client.request('card.resolve', { kind: 'phone', value, open: true }),
    onExpected: (card) => publish('card', 'expected', card),
    onEvents: (change) => publish('card', 'events', change),
    onRegrouped: (change) => publish('card', 'regrouped', change),
  })

  const stream = createStream({
    hub: client,
    onEvents(events) {
      cards.take(events)
      options.onEvents(events, (conversationId) => inbox.find(conversationId))
    },
    onReset: () => cards.renewAll(),
    log,
  })

  const outbox = createOutbox({
    file: outboxFile(join(userData, 'outbox.jsonl'), vault),
    hub: client,
    owner: () => memory.owner(),
    online: () => client.link.state === 'online',
    ready: (letter) => options.readyToLeave(letter),
    onChange: () => options.onOutbox(),
    onRefused: options.onRefused,
    log,
  })

  /** The rows as they are now, and every fact since the last one that was seen here. */
  const synchronise = async () => {
    outbox.flush()
    const list = await client.request('inbox.list', {})
    if (!list.ok) return log.warn('inbox was not loaded', { code: list.code })
    inbox.replace(list.value.rows)
    if (stream.position === undefined) stream.beginAt(list.value.position)
    else await stream.catchUp()
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
    hubTime,
    dataFolder,
    settleSwitch,
    async stop() {
      outbox.close()
      await Promise.all([connection.stop(), demoSwitch.stop()])
    },
  }
}
