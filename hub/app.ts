import { mkdir } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { Server } from 'socket.io'
import type { OperatorId } from '../shared/lib/ids.ts'
import { CodedError } from '../shared/lib/result.ts'
import { auditHandlers } from './audit/audit-handlers.ts'
import { audited } from './audit/audited.ts'
import { caseHandlers } from './cases/case-handlers.ts'
import { type DemoChannel, demoChannel, demoChannelKinds } from './channels/demo/adapter.ts'
import { Channels } from './channels/registry.ts'
import { siteAdapter } from './channels/site/adapter.ts'
import { contactHandlers } from './contacts/contact-handlers.ts'
import { importHandlers } from './contacts/import-people.ts'
import { replicaHandlers } from './contacts/replica-handlers.ts'
import { attendingHandlers } from './conversations/attending.ts'
import { conversationHandlers } from './conversations/conversation-handlers.ts'
import { demoOperator, fillDemo, firstTemplates, forgetDemo, isFilled } from './demo-loader.ts'
import { Files } from './files/files.ts'
import { demoRoutes } from './http/demo-routes.ts'
import { fileRoutes } from './http/files.ts'
import { guard } from './http/guard.ts'
import { healthRoutes } from './http/health.ts'
import { pageRoutes } from './http/pages.ts'
import { pbxRecordingRoute } from './http/pbx-recordings.ts'
import { recordingRoute } from './http/recordings.ts'
import { makeServer } from './http/server.ts'
import { switchRoute } from './http/switch-route.ts'
import { ownCertificate, tlsDoor } from './http/tls.ts'
import { uploadRoutes } from './http/uploads.ts'
import { callListHandlers } from './interactions/call-list.ts'
import { CallTokens } from './interactions/call-tokens.ts'
import { Calls } from './interactions/calls.ts'
import { callHandlers } from './interactions/report-call.ts'
import { SwitchCalls } from './interactions/switch-calls.ts'
import { Keys } from './keys.ts'
import { KeyedLocks } from './lib/locks.ts'
import { productVersion } from './lib/product.ts'
import { makeLog } from './log.ts'
import { messageHandlers } from './messages/message-handlers.ts'
import { Scheduler } from './messages/scheduler.ts'
import { adminHandlers } from './operators/admin-handlers.ts'
import { CompanyBook } from './operators/company.ts'
import { dayHandlers } from './operators/day-handlers.ts'
import { Lines } from './operators/lines.ts'
import { Lockout } from './operators/lockout.ts'
import { PresenceBoard } from './operators/presence.ts'
import { sessionHandlers } from './operators/session-handlers.ts'
import { Sessions } from './operators/sessions.ts'
import { teamHandlers } from './operators/team.ts'
import type { HubInternals, HubOptions, SwitchAddress, SwitchConfig } from './options.ts'
import type { Parts } from './parts.ts'
import type { Handlers } from './realtime/caller.ts'
import { Coalescer } from './realtime/coalesce.ts'
import { dropSlow, makeConsoles, serveConsoles } from './realtime/console-namespace.ts'
import { FanOut } from './realtime/fan-out.ts'
import { PresenceFan } from './realtime/presence-fan.ts'
import { Recordings } from './recordings/attach-recording.ts'
import { holdHandlers } from './recordings/hold-handlers.ts'
import { WatchedFolder } from './recordings/intake/folder.ts'
import { Intake } from './recordings/intake/intake.ts'
import { intakeHandlers } from './recordings/intake/intake-handlers.ts'
import { IntakeSetup } from './recordings/intake/intake-setup.ts'
import { ListeningLog } from './recordings/listening-log.ts'
import { ObjectStore } from './recordings/object-store.ts'
import { recordingHandlers } from './recordings/recording-handlers.ts'
import { Retention } from './recordings/retention.ts'
import { ruleHandlers } from './recordings/rule-handlers.ts'
import { redacting } from './redaction/redacting.ts'
import { revealHandlers } from './redaction/reveal-handlers.ts'
import { Vault } from './redaction/vault.ts'
import { routingAdminHandlers } from './routing/admin-routing.ts'
import { callbackHandlers } from './routing/callback-handlers.ts'
import { offHoursAnswers } from './routing/off-hours.ts'
import { queueHandlers } from './routing/queue-handlers.ts'
import { Routing } from './routing/routing.ts'
import { searchHandlers } from './search/search-handlers.ts'
import type { Stores } from './storage/ports.ts'
import { openSqlite } from './storage/sqlite/client.ts'
import { supervision } from './supervision/supervision-handlers.ts'
import { TemplateBook } from './templates/template-book.ts'
import { templateHandlers } from './templates/template-handlers.ts'
import { Views } from './views.ts'
import { makeSiteDoor, serveWidget } from './widget/namespace.ts'
import { tellVisitors } from './widget/tell-visitors.ts'

/** Fits a megabyte of text, which is answered with TOO_LARGE; whoever sends more is cut off. */
const largestFrame = 1_500_000
const typingEveryMs = 250
const slowCheckMs = 5000

export type Listening = { url: string; port: number; tls?: { url: string; fingerprint: string } }

export type Hub = {
  fastify: FastifyInstance
  io: Server
  stores: Stores & { objects: ObjectStore }
  parts: Parts
  /** The doors of the demo's channels, by kind; only in the demo. */
  demoChannels: ReadonlyMap<string, DemoChannel>
  files: Files
  /** @throws CodedError HUB_PORT_TAKEN, HUB_START_FAILED */
  listen(): Promise<Listening>
  close(): Promise<void>
  /** Takes in what was appended past the views (`appendMany`). */
  reload(): Promise<void>
  setSwitch(address: SwitchAddress | undefined): void
  switchConfig(): SwitchConfig
  onSwitchConfig(listener: (config: SwitchConfig) => void): void
  /** A session of the demo's operator; undefined outside the demo. */
  demoToken(): Promise<string | undefined>
}

/**
 * Puts a hub together on its data folder; it serves nobody before `listen`.
 * @throws CodedError HUB_DATA_NEWER, HUB_STORAGE, HUB_DISK_FULL
 */
export async function buildHub(options: HubOptions & HubInternals): Promise<Hub> {
  const { dataDir, data } = options
  const now = options.now ?? Date.now
  const log = makeLog(options.logLevel ?? 'info')
  await mkdir(dataDir, { recursive: true })
  if (data === 'demo' && (options.freshDemo || !isFilled(dataDir))) await forgetDemo(dataDir)

  const keys = await Keys.open(dataDir)
  const objects = new ObjectStore(join(dataDir, 'objects'))
  const vault = new Vault(keys.vault)
  const opened = await openSqlite(join(dataDir, 'hub.db'))
  const stores = { ...opened, events: redacting(opened.events, vault), objects }
  if (data === 'demo' && options.demoDir)
    await fillDemo(dataDir, { stores, demoDir: options.demoDir, now: now() })

  const views = new Views(stores)
  const book = new CompanyBook(stores)
  await Promise.all([views.load(), book.load()])
  const locks = new KeyedLocks()
  const lines = new Lines(book, keys)
  const presence = new PresenceBoard(now)
  const sessions = new Sessions(stores.sessions, now)
  const channels = new Channels({ stores, views, locks, book, now, log })

  const fastify = await makeServer(log)
  guard(fastify, { sessions, book, keys })
  const io = new Server(fastify.server, {
    transports: ['websocket'],
    perMessageDeflate: false,
    httpCompression: false,
    serveClient: false,
    maxHttpBufferSize: largestFrame,
    pingInterval: 10_000,
    pingTimeout: 8000,
  })
  const consoles = makeConsoles(io, book)
  let certificate: Awaited<ReturnType<typeof ownCertificate>> | undefined
  const parts: Parts = {
    options,
    now,
    log,
    stores,
    views,
    book,
    sessions,
    lockout: new Lockout(now),
    presence,
    keys,
    lines,
    tokens: new CallTokens(keys),
    locks,
    objects,
    channels,
    consoles,
    fingerprint: () => certificate?.fingerprint,
  }
  const calls = new Calls(parts)
  const switchCalls = new SwitchCalls(parts, calls)
  const recordings = new Recordings(parts)
  await recordings.load()
  const listening = new ListeningLog(parts)
  const retention = new Retention(parts)
  const intake = new Intake(parts)
  const intakeSetup = new IntakeSetup(stores)
  const folder = new WatchedFolder(intake, log)
  const files = new Files(parts)
  const templates = new TemplateBook(stores)
  await templates.load(data === 'demo' && options.demoDir ? await firstTemplates(options.demoDir) : [])
  const scheduler = new Scheduler(parts, templates)

  // Rows go out before the offers that speak of them.
  const fanOut = new FanOut(views, consoles)
  const routing = new Routing(parts)
  await routing.load()
  offHoursAnswers(parts)
  const supervising = supervision(parts, (...told) => routing.told(...told))
  const handlers: Handlers = {
    ...supervising.handlers,
    ...sessionHandlers(parts),
    ...adminHandlers(parts),
    ...contactHandlers(parts, files),
    ...importHandlers(parts),
    ...caseHandlers(parts),
    ...searchHandlers(parts),
    ...auditHandlers(parts),
    ...replicaHandlers(parts),
    ...revealHandlers(parts, vault),
    ...conversationHandlers(parts),
    ...attendingHandlers(parts),
    ...messageHandlers(parts, { files, templates, scheduler }),
    ...templateHandlers(parts, templates),
    ...recordingHandlers(parts, listening),
    ...ruleHandlers(parts, retention),
    ...holdHandlers(parts),
    ...intakeHandlers(parts, { intake, setup: intakeSetup, folder }),
    ...callHandlers(parts, calls),
    ...callListHandlers(parts),
    ...teamHandlers(parts),
    ...queueHandlers(parts, routing),
    ...callbackHandlers(parts),
    ...dayHandlers(parts, routing.intervals),
    ...routingAdminHandlers(parts),
  }
  serveConsoles({ io, handlers: audited(handlers, parts), book, sessions, presence, consoles, log })
  const typing = new Coalescer<{ conversationId: string; on: boolean }>(typingEveryMs, (t) =>
    consoles.push('typing', { conversationId: t.conversationId as never, by: 'customer', on: t.on }),
  )
  const customerTypes = (conversationId: string, on: boolean) =>
    typing.offer(conversationId, { conversationId, on })
  const widget = serveWidget(io, parts, files, { typing: customerTypes })
  tellVisitors(widget, parts, files)

  channels.onTyping(customerTypes)
  channels.connect(siteAdapter(makeSiteDoor(io), files))
  const demoChannels = new Map<string, DemoChannel>()
  if (data === 'demo')
    for (const kind of demoChannelKinds) {
      const channel = demoChannel(kind)
      demoChannels.set(kind, channel)
      channels.connect(channel)
    }

  const presenceFan = new PresenceFan(presence, consoles)
  const switchListeners: ((config: SwitchConfig) => void)[] = []
  book.onChanged((company) => {
    consoles.push('company', company)
    for (const listener of switchListeners) listener(lines.config(ownUrl()))
  })

  healthRoutes(fastify, parts, { version: productVersion(), visitors: () => widget.sockets.size })
  await pageRoutes(fastify, options.assetsDir)
  switchRoute(fastify, switchCalls)
  recordingRoute(fastify, parts, listening)
  await pbxRecordingRoute(fastify, parts, intake, intakeSetup)
  await uploadRoutes(fastify, parts, recordings)
  await fileRoutes(fastify, parts, files)
  demoRoutes(fastify, parts)

  const slow = setInterval(() => dropSlow(io.of('/'), log), slowCheckMs)
  slow.unref()
  let door: ReturnType<typeof tlsDoor> | undefined

  /** Where programs on this computer reach the hub. */
  function ownUrl(): string {
    const address = fastify.server.address() as AddressInfo | null
    const host = options.host === '0.0.0.0' || options.host === '::' ? '127.0.0.1' : options.host
    return `http://${host.includes(':') ? `[${host}]` : host}:${address?.port ?? options.port}`
  }

  async function listen(): Promise<Listening> {
    try {
      await fastify.listen({ host: options.host, port: options.port })
      folder.watch((await intakeSetup.get()).settings.folder)
      retention.start()
      await scheduler.start()
      routing.start()
      const url = ownUrl()
      const { port } = fastify.server.address() as AddressInfo
      if (!options.tls) return { url, port }
      certificate = await ownCertificate(dataDir)
      const { host } = options.tls
      const opened = tlsDoor(fastify.server, certificate)
      door = opened
      await new Promise<void>((resolve, reject) => {
        opened.once('error', reject)
        opened.listen({ host, port: options.tls?.port ?? 0 }, resolve)
      })
      const at = opened.address() as AddressInfo
      const shown = host === '0.0.0.0' || host === '::' ? 'localhost' : host
      return { url, port, tls: { url: `https://${shown}:${at.port}`, fingerprint: certificate.fingerprint } }
    } catch (error) {
      const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
      throw new CodedError(taken ? 'HUB_PORT_TAKEN' : 'HUB_START_FAILED', String(error))
    }
  }

  let closing: Promise<void> | undefined
  async function close(): Promise<void> {
    clearInterval(slow)
    scheduler.dispose()
    switchCalls.dispose()
    supervising.dispose()
    typing.dispose()
    fanOut.dispose()
    presenceFan.dispose()
    intake.dispose()
    io.disconnectSockets(true)
    io.engine.close()
    door?.close()
    await fastify.close()
    await Promise.all([folder.dispose(), retention.stop()])
    channels.close()
    await routing.dispose()
    await keys.settled()
    await stores.close()
  }

  return {
    fastify,
    io,
    stores,
    parts,
    demoChannels,
    files,
    listen,
    close: () => {
      closing ??= close()
      return closing
    },
    reload: async () => {
      await Promise.all([views.load(), book.load()])
      supervising.reload()
      await routing.load()
    },
    setSwitch(address) {
      lines.address = address
    },
    switchConfig: () => lines.config(ownUrl()),
    onSwitchConfig: (listener) => void switchListeners.push(listener),
    async demoToken() {
      const company = book.find()
      if (!company?.demo) return undefined
      const wanted = (options.demoOperatorId as OperatorId | undefined) ?? (await demoOperator(dataDir))
      const operator =
        company.operators.find((o) => o.operatorId === wanted && !o.disabled) ??
        company.operators.find((o) => o.roles.includes('operator') && !o.disabled)
      return operator && sessions.begin(operator.operatorId)
    },
  }
}
