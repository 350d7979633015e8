import { createServer, type Server as HttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server, type Socket } from 'socket.io'
import type { Company } from '../../shared/domain/company.ts'
import { fail, ok, type Result } from '../../shared/lib/result.ts'
import type {
  HubInput,
  HubOutput,
  HubPayload,
  HubPushName,
  HubRequestName,
  SignedIn,
} from '../../shared/protocol/hub-protocol.ts'

type Answers = { [K in HubRequestName]?: (input: HubInput<K>) => Result<HubOutput<K>> | 'silence' | object }

export type FakeHub = {
  readonly url: string
  readonly asked: { name: string; input: unknown }[]
  answers: Answers
  push<K extends HubPushName>(name: K, payload: HubPayload<K>): void
  /** Cuts every connection; consoles may come back. */
  cut(): void
  close(): Promise<void>
  /** Comes back on the same port. */
  reopen(): Promise<void>
}

export const company: Company = {
  companyId: 'demo',
  name: { en: 'House and Light' },
  demo: true,
  operators: [],
  queues: [{ queueId: 'q-sales', name: { en: 'Sales', ru: 'Продажи' } }],
  accounts: [],
  dispositions: [],
  products: [],
  fieldLabels: {},
  settings: { recording: true, widgetCall: 'demo-switch' },
} as unknown as Company

export const signedIn = (token = 'session-1', change: Partial<SignedIn> = {}): SignedIn =>
  ({
    token,
    me: { operatorId: 'anna', name: 'Anna', login: 'anna', roles: ['operator'] },
    company,
    keys: { token: {}, recording: 'key' },
    presence: 'available',
    localKey: Buffer.alloc(32, 7).toString('base64url'),
    now: Date.now() + 60_000,
    ...change,
  }) as SignedIn

/** A hub on this computer's loopback that speaks the real protocol and answers what a test tells it to. */
export async function startFakeHub(answers: Answers = {}): Promise<FakeHub> {
  let http: HttpServer
  let io: Server
  let port = 0
  const asked: FakeHub['asked'] = []
  const fake: FakeHub = {
    get url() {
      return `http://127.0.0.1:${port}`
    },
    asked,
    answers: {
      'setup.state': () => ok({ company: true, demo: true, name: company.name }),
      'session.resume': ({ token }) => (token === 'session-1' ? ok(signedIn()) : fail('AUTH_EXPIRED')),
      'session.logout': () => ok({}),
      'inbox.list': () => ok({ rows: [], position: 10 }),
      ...answers,
    },
    push: (name, payload) => void io.emit(name, payload),
    cut: () => void io.disconnectSockets(true),
    async close() {
      await io.close()
      http.close()
    },
    reopen: open,
  }
  async function open() {
    http = createServer()
    io = new Server(http)
    io.on('connection', (socket: Socket) => {
      socket.onAny((name: HubRequestName, input: unknown, ack: (answer: unknown) => void) => {
        asked.push({ name, input })
        const answer = fake.answers[name]?.(input as never) ?? fail('NOT_FOUND')
        if (answer !== 'silence') ack(answer)
      })
    })
    await new Promise<void>((resolve) => http.listen(port, '127.0.0.1', resolve))
    port = (http.address() as AddressInfo).port
  }
  await open()
  return fake
}

/** Waits until `check` holds; fails after twenty seconds. */
export async function until(check: () => unknown): Promise<void> {
  const end = Date.now() + 20_000
  while (!check()) {
    if (Date.now() > end) throw new Error('it did not come to pass')
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
