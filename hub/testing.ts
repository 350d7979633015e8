import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { io, type Socket } from 'socket.io-client'
import type { Role } from '../shared/domain/company.ts'
import { type CommandId, newId, type OperatorId, type VisitorId } from '../shared/lib/ids.ts'
import { type Result, unwrap } from '../shared/lib/result.ts'
import {
  type HubInput,
  type HubOutput,
  type HubPayload,
  type HubPushName,
  type HubRequestName,
  hubProtocol,
  PROTOCOL_VERSION,
} from '../shared/protocol/hub-protocol.ts'
import {
  WIDGET_PROTOCOL_VERSION,
  type WidgetInput,
  type WidgetOutput,
  type WidgetPayload,
  type WidgetPushName,
  type WidgetRequestName,
  widgetProtocol,
} from '../shared/protocol/widget-protocol.ts'
import { buildHub, type Hub, type Listening } from './app.ts'
import { newCompany } from './operators/setup.ts'
import type { HubInternals, HubOptions } from './options.ts'

export type TestHub = Hub &
  Listening & {
    dataDir: string
    /** A new operator with a session. */
    addOperator(
      name: string,
      more?: { roles?: Role[]; extension?: string },
    ): Promise<{ operatorId: OperatorId; token: string }>
    connectConsole(token?: string): Promise<TestConsole>
    connectVisitor(options?: { origin?: string }): Promise<TestVisitor>
    /** Stops the hub and starts another on the same data; connections are lost, clients made before are closed. */
    restart(): Promise<TestHub>
    /** Closes clients and hub and removes the data. */
    stop(): Promise<void>
  }

/**
 * A hub on a free port with a temporary data folder and an own company (queue `q-main`, site `ca-site`, telephone
 * `ca-voice`), for tests of any room. `company: false` leaves it unborn.
 */
export async function startTestHub(
  options: Partial<HubOptions & HubInternals> & { company?: boolean } = {},
): Promise<TestHub> {
  const { company = true, ...given } = options
  const dataDir = given.dataDir ?? (await mkdtemp(join(tmpdir(), 'kommutator-hub-')))
  const hub = await buildHub({
    host: '127.0.0.1',
    port: 0,
    data: 'own',
    assetsDir: join(dataDir, 'pages'),
    liveLoop: false,
    logLevel: 'silent',
    ...given,
    dataDir,
  })
  if (company && !hub.parts.book.exists) await hub.parts.book.set(newCompany('Test'))
  const listening = await hub.listen()
  const clients: { close(): void }[] = []
  const track = <T extends { close(): void }>(client: T): T => {
    clients.push(client)
    return client
  }
  const shut = async () => {
    for (const client of clients.splice(0)) client.close()
    await hub.close()
  }
  return {
    ...hub,
    ...listening,
    dataDir,
    async addOperator(name, { roles = ['operator'] as Role[], extension } = {}) {
      const operatorId = newId<OperatorId>()
      await hub.parts.book.add({
        operatorId,
        name,
        login: `${name.toLowerCase().replace(/\W+/g, '.')}.${operatorId.slice(-6)}`,
        roles,
        queueIds: [],
        languages: ['en'],
        greetings: {},
        disabled: false,
        ...(extension ? { extension } : {}),
      })
      return { operatorId, token: await hub.parts.sessions.begin(operatorId) }
    },
    connectConsole: async (token) => track(await connectConsole(listening.url, token)),
    connectVisitor: async (more) => track(await connectVisitor(listening.url, more)),
    async restart() {
      await shut()
      return startTestHub({ ...options, dataDir, freshDemo: false })
    },
    async stop() {
      await shut()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** A fresh command id. */
export const commandId = (): CommandId => newId<CommandId>()

export type TestConsole = {
  socket: Socket
  request<K extends HubRequestName>(name: K, input: HubInput<K>): Promise<Result<HubOutput<K>>>
  /** The same where it must succeed. */
  ask<K extends HubRequestName>(name: K, input: HubInput<K>): Promise<HubOutput<K>>
  /** Everything that was pushed under this name, so far. */
  heard<K extends HubPushName>(name: K): HubPayload<K>[]
  /** The first push that fits, past or to come; rejects after five seconds. */
  hear<K extends HubPushName>(name: K, fits?: (payload: HubPayload<K>) => boolean): Promise<HubPayload<K>>
  close(): void
}

/** A console's socket; with a token it is signed in when this resolves. */
export async function connectConsole(url: string, token?: string): Promise<TestConsole> {
  const client = await connect(url, { protocol: PROTOCOL_VERSION }, Object.keys(hubProtocol.pushes))
  const console = client as unknown as TestConsole
  if (token) await console.ask('session.resume', { token })
  return console
}

export type TestVisitor = {
  socket: Socket
  request<K extends WidgetRequestName>(name: K, input: WidgetInput<K>): Promise<Result<WidgetOutput<K>>>
  ask<K extends WidgetRequestName>(name: K, input: WidgetInput<K>): Promise<WidgetOutput<K>>
  /** Says hello, as a new visitor or as one who was here. */
  hello(more?: Partial<WidgetInput<'hello'>>): Promise<WidgetOutput<'hello'>>
  heard<K extends WidgetPushName>(name: K): WidgetPayload<K>[]
  hear<K extends WidgetPushName>(
    name: K,
    fits?: (payload: WidgetPayload<K>) => boolean,
  ): Promise<WidgetPayload<K>>
  close(): void
}

export async function connectVisitor(
  url: string,
  { origin }: { origin?: string } = {},
): Promise<TestVisitor> {
  const auth = { protocol: WIDGET_PROTOCOL_VERSION }
  const pushes = Object.keys(widgetProtocol.pushes)
  const client = await connect(`${url}/widget`, auth, pushes, origin)
  const hello = (more: Partial<WidgetInput<'hello'>> = {}) =>
    client.ask('hello', {
      page: { url: 'https://shop.example/', title: 'Shop' },
      source: { channel: 'direct' },
      device: 'desktop',
      language: 'en',
      consent: true,
      visitId: newId<VisitorId>(),
      ...more,
    })
  return { ...client, hello } as unknown as TestVisitor
}

const hearMs = 20_000

async function connect(url: string, auth: object, pushes: string[], origin?: string) {
  const extraHeaders = origin ? { origin } : {}
  const socket = io(url, {
    transports: ['websocket'],
    auth,
    forceNew: true,
    reconnection: false,
    extraHeaders,
  })
  const heard = new Map<string, unknown[]>(pushes.map((name) => [name, []]))
  const waiting = new Set<() => void>()
  for (const name of pushes)
    socket.on(name, (payload: unknown, acknowledge?: unknown) => {
      heard.get(name)?.push(payload)
      // Several at once are heard one by one, as a console takes them.
      if (name === 'presences') heard.get('presence')?.push(...(payload as { lines: unknown[] }).lines)
      if (typeof acknowledge === 'function') acknowledge()
      for (const check of [...waiting]) check()
    })
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('connect_error', (error) => {
      socket.disconnect()
      reject(error)
    })
  })
  const request = (name: string, input: unknown): Promise<Result<unknown>> =>
    socket.timeout(hearMs * 2).emitWithAck(name, input)
  return {
    socket,
    request,
    ask: async (name: string, input: unknown) => unwrap(await request(name, input)),
    heard: (name: string) => heard.get(name) ?? [],
    hear: (name: string, fits: (payload: unknown) => boolean = () => true) =>
      new Promise<unknown>((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(check)
          reject(new Error(`nothing fitting was pushed as ${name}: ${JSON.stringify(heard.get(name))}`))
        }, hearMs)
        const check = () => {
          const found = heard.get(name)?.find(fits)
          if (found === undefined) return
          clearTimeout(timer)
          waiting.delete(check)
          resolve(found)
        }
        waiting.add(check)
        check()
      }),
    close: () => void socket.disconnect(),
  }
}
