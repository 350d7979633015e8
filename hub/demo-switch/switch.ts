import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { type WebSocket, WebSocketServer } from 'ws'
import { type Admission, admit, type Gate, TOKEN_HEADER } from './admission.ts'
import { CdrOutbox } from './cdr.ts'
import { readConfig, type SwitchConfig, type SwitchConfigInput, SwitchError } from './config.ts'
import { Connection } from './connection.ts'
import { Digest } from './digest.ts'
import { Flows } from './flows.ts'
import { type Finished, ForkingProxy, ownResponse, SERVER_NAME } from './proxy.ts'
import { type BindingKind, Registrar } from './registrar.ts'
import {
  addressOf,
  getAll,
  getHeader,
  header,
  hostOf,
  parseMessage,
  replaceTop,
  requestFault,
  type SipRequest,
  toTag,
  userOf,
} from './sip-message.ts'
import { TokenVerifier } from './token.ts'
import type { Context, Target } from './transaction.ts'

const PROBE_MS = 15_000
const MAX_FRAME_BYTES = 65_536
/** A connection that has given this many wrong digest answers is closed: guessing must cost a handshake. */
const MAX_FAILURES = 10

/**
 * The demo switch: registrar and forking proxy for SIP over WebSocket (RFC 7118), so that consoles, the site widget and
 * the customer's phone page can call each other with no PBX. For demonstration and tests, on this computer only.
 */
export class DemoSwitch {
  private config: SwitchConfig
  private gate: Gate
  private readonly registrar = new Registrar()
  private readonly flows = new Flows()
  private readonly connections = new Set<Connection>()
  private readonly proxy: ForkingProxy
  private readonly outbox: CdrOutbox
  private readonly http: Server
  private readonly sockets: WebSocketServer
  private probes: NodeJS.Timeout | undefined

  private constructor(config: SwitchConfig) {
    this.config = config
    this.gate = gateOf(config, new Digest(config.domain))
    this.outbox = new CdrOutbox(config.cdr)
    this.proxy = new ForkingProxy({ ringMs: config.ringSeconds * 1000, onFinished: (f) => this.record(f) })
    this.http = createServer((request, response) => plainHttp(request, response))
    this.sockets = new WebSocketServer({
      server: this.http,
      maxPayload: MAX_FRAME_BYTES,
      perMessageDeflate: false,
      handleProtocols: (protocols) => (protocols.has('sip') ? 'sip' : false),
    })
    this.sockets.on('connection', (socket, request) => this.accept(socket, request))
    this.sockets.on('error', () => {})
  }

  /** Starts listening; rejects with a SwitchError that says why it cannot. */
  static async start(raw: SwitchConfigInput): Promise<DemoSwitch> {
    const config = readConfig(raw)
    const demo = new DemoSwitch(config)
    await new Promise<void>((resolve, reject) => {
      demo.http.once('error', (error: NodeJS.ErrnoException) =>
        reject(
          error.code === 'EADDRINUSE'
            ? new SwitchError(
                'SWITCH_PORT_TAKEN',
                `Another program already uses port ${config.port} of ${config.host}.`,
              )
            : error,
        ),
      )
      demo.http.listen(config.port, config.host, resolve)
    })
    demo.probes = setInterval(() => {
      for (const connection of demo.connections) connection.probe()
    }, PROBE_MS)
    return demo
  }

  get port(): number {
    const address = this.http.address()
    return typeof address === 'object' && address ? address.port : 0
  }

  get url(): string {
    const { host } = this.config
    return `ws://${host.includes(':') && !host.startsWith('[') ? `[${host}]` : host}:${this.port}`
  }

  /** Takes new users, groups, key and report address while calls go on; where it listens does not change. */
  configure(raw: SwitchConfigInput): void {
    const config = readConfig(raw)
    const moved = config.domain !== this.config.domain
    this.config = { ...config, host: this.config.host, port: this.config.port }
    this.gate = gateOf(config, moved ? new Digest(config.domain) : this.gate.digest)
    this.registrar.keepUsers(this.gate.users)
    this.outbox.retarget(config.cdr)
  }

  async close(): Promise<void> {
    clearInterval(this.probes)
    this.proxy.close()
    this.outbox.close()
    for (const connection of this.connections) connection.drop()
    this.sockets.close()
    await new Promise((resolve) => this.http.close(resolve))
  }

  private accept(socket: WebSocket, request: IncomingMessage): void {
    socket.on('error', () => {})
    if (socket.protocol !== 'sip') return socket.close(1002, 'The subprotocol is sip')
    const remote = {
      address: (request.socket.remoteAddress ?? '').replace('::ffff:', ''),
      port: request.socket.remotePort ?? 0,
    }
    const connection = new Connection(socket, remote)
    this.connections.add(connection)
    socket.on('message', (data) => this.receive(connection, data.toString()))
    socket.on('close', () => {
      this.connections.delete(connection)
      this.registrar.forget(connection)
      this.flows.forget(connection)
      this.proxy.gone(connection)
    })
  }

  private receive(connection: Connection, text: string): void {
    if (text === '\r\n\r\n') return void connection.sendText('\r\n') // RFC 5626 3.5.1 keep-alive
    const message = parseMessage(text)
    if (!message) return
    if (message.kind === 'response') {
      this.flows.learn(message, connection, false)
      return this.proxy.response(message)
    }
    this.request(connection, message)
  }

  private request(connection: Connection, request: SipRequest): void {
    const fault = requestFault(request)
    if (fault) {
      if (request.method !== 'ACK') connection.send(ownResponse(request, fault.status, fault.reason, 'fault'))
      return
    }
    stampVia(request, connection)
    if (request.method === 'ACK') return this.proxy.ack(request, this.flows.find(request.uri))
    if (request.method === 'CANCEL') return this.proxy.cancel(request, connection)
    const context = this.proxy.begin(request, connection)
    if (!context) return
    if (Number(getHeader(request, 'max-forwards') ?? 70) <= 0)
      return this.proxy.answer(context, 483, 'Too Many Hops')
    const asked = getHeader(request, 'proxy-require')
    if (asked) return this.proxy.answer(context, 420, 'Bad Extension', [header('unsupported', asked)])
    if (request.method === 'REGISTER') return this.register(context)
    if (toTag(request)) return this.withinDialog(context)
    if (request.method === 'OPTIONS' && !userOf(request.uri)) return this.proxy.answer(context, 200, 'OK')
    this.outsideDialog(context)
  }

  private register(context: Context): void {
    const { request, connection } = context
    const admission = admit(this.gate, request, Date.now())
    if (admission.verdict !== 'admitted') return this.turnAway(context, admission)
    const outcome = this.registrar.register(request, admission.user, admission.kind, connection, Date.now())
    if (!outcome.ok) return this.proxy.answer(context, outcome.status, outcome.reason)
    this.flows.learn(request, connection, true)
    const left = (expiresAt: number) => Math.max(1, Math.round((expiresAt - Date.now()) / 1000))
    const contacts = outcome.bindings.map((b) => header('contact', `<${b.uri}>;expires=${left(b.expiresAt)}`))
    this.proxy.answer(context, 200, 'OK', contacts)
  }

  private withinDialog(context: Context): void {
    const { request, connection } = context
    this.flows.learn(request, connection, false)
    const flow = this.flows.find(request.uri)
    // The other side may be on its way back after a restart, so this is "not now", never "no such call".
    if (!flow) return this.proxy.answer(context, 480, 'Flow Not Connected')
    this.proxy.fork(context, [{ uri: request.uri, connection: flow }], false)
  }

  private outsideDialog(context: Context): void {
    const { request, connection } = context
    const admission = admit(this.gate, request, Date.now())
    if (admission.verdict !== 'admitted') return this.turnAway(context, admission)
    this.flows.learn(request, connection, false)
    dropClaims(request, admission.kind)
    const dialled = userOf(request.uri) ?? ''
    if (hostOf(request.uri) !== this.config.domain.toLowerCase())
      return this.proxy.answer(context, 404, 'Not Found')
    const members = Object.hasOwn(this.config.groups, dialled) ? this.config.groups[dialled] : undefined
    const bindings = (members ?? [dialled])
      .flatMap((user) => this.registrar.lookup(user, Date.now()))
      .filter((b) => b.kind === 'user' || (b.kind === 'phone' && admission.kind === 'user'))
    const targets: Target[] = bindings.map((b) => ({ uri: b.uri, connection: b.connection }))
    if (targets.length > 0) return this.proxy.fork(context, targets, members !== undefined)
    if (members || this.gate.users.has(dialled)) this.proxy.answer(context, 480, 'Nobody Is Available')
    else this.proxy.answer(context, 404, 'Not Found')
  }

  private turnAway(context: Context, admission: Exclude<Admission, { verdict: 'admitted' }>): void {
    if (admission.verdict === 'refused') return this.proxy.answer(context, 403, admission.reason)
    const { connection, request } = context
    const challenge = this.gate.digest.challenge(admission.stale)
    if (request.method === 'REGISTER')
      this.proxy.answer(context, 401, 'Unauthorized', [header('www-authenticate', challenge)])
    else
      this.proxy.answer(context, 407, 'Proxy Authentication Required', [
        header('proxy-authenticate', challenge),
      ])
    if (admission.wrong && ++connection.failures >= MAX_FAILURES) connection.drop()
  }

  /** One record per call: a challenge is not yet a call, the same Call-ID comes again with the answer. */
  private record({ context, status }: Finished): void {
    if (status === 407) return
    const { request } = context
    const token = getHeader(request, TOKEN_HEADER)
    this.outbox.add({
      callId: getHeader(request, 'call-id') ?? '',
      from: userOf(addressOf(getHeader(request, 'from') ?? '')) ?? '',
      to: userOf(request.uri) ?? '',
      at: Date.now(),
      answered: status < 300,
      status,
      rung: context.branches.length,
      ...(token === undefined ? {} : { token }),
    })
  }
}

function gateOf(config: SwitchConfig, digest: Digest): Gate {
  const users = new Map(config.users.map(({ user, password }) => [user, password]))
  try {
    return { domain: config.domain, digest, users, tokens: new TokenVerifier(config.tokenPublicKey) }
  } catch {
    throw new SwitchError('SWITCH_START_FAILED', 'The key for tokens is not a public Ed25519 key.')
  }
}

/** Who calls is for a server to assert (RFC 3325 5), and only a colleague may have an operator's phone answer by itself. */
function dropClaims(request: SipRequest, kind: BindingKind): void {
  const claims = ['p-asserted-identity', 'remote-party-id']
  if (kind !== 'user')
    claims.push('call-info', 'alert-info', 'answer-mode', 'priv-answer-mode', 'p-auto-answer')
  request.headers = request.headers.filter(({ key }) => !claims.includes(key))
}

/** Notes where a request came from (RFC 3261 18.2.1, RFC 3581): answers go back over the same flow in any case. */
function stampVia(request: SipRequest, connection: Connection): void {
  const via = (getAll(request, 'via')[0] ?? '').replace(/;\s*(?:rport|received)(?:\s*=[^;]*)?(?=;|$)/gi, '')
  replaceTop(request, 'via', `${via};received=${connection.remote.address};rport=${connection.remote.port}`)
}

function plainHttp(request: IncomingMessage, response: ServerResponse): void {
  const healthy = request.method === 'GET' && request.url === '/health'
  response.writeHead(healthy ? 200 : 426, {
    'content-type': 'text/plain',
    server: SERVER_NAME,
    upgrade: 'websocket',
  })
  response.end(healthy ? 'ok\n' : `${SERVER_NAME}: SIP over WebSocket (subprotocol sip)\n`)
}
