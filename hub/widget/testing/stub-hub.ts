import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose'
import { type Socket, Server as SocketServer } from 'socket.io'
import type { WidgetMessage } from '../../../shared/protocol/widget-protocol.ts'

export type StubOptions = {
  /** Built pages: `widget`, `shop`, `phone`, `caller`. */
  assets: string
  port?: number
  call?: 'demo-switch' | 'call-back' | 'off'
  online?: boolean
}

type Answer = { ok: true; value: unknown } | { ok: false; code: string }
type Heard = { name: string; input: Record<string, unknown> }

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.wav': 'audio/wav',
}
/** The pages must live under a policy like the hub's own. */
const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; media-src 'self' blob:; connect-src 'self' ws:"
const DOMAIN = 'demo.test'

/**
 * A hub of the widget's own, for tests of the widget alone: serves the built pages, speaks the widget's protocol from
 * memory, signs call tokens, and remembers all that it was told. What it answers can be changed while it runs.
 */
export class StubHub {
  readonly heard: Heard[] = []
  readonly messages: WidgetMessage[] = []
  readonly calls: unknown[] = []
  /** A refusal for a request's name, until it is taken away. */
  readonly refusals = new Map<string, string>()
  readonly extraFiles = new Map<string, { type: string; body: string }>()
  operator: string | undefined = 'Анна'
  switchUrl = ''
  publicKey: JWK = {}
  private readonly options: StubOptions
  private http!: Server
  private io!: SocketServer
  private sign: (claims: Record<string, unknown>) => Promise<string> = async () => ''

  private constructor(options: StubOptions) {
    this.options = options
  }

  static async start(options: StubOptions): Promise<StubHub> {
    const hub = new StubHub(options)
    const pair = await generateKeyPair('EdDSA', { extractable: true })
    hub.publicKey = await exportJWK(pair.publicKey)
    hub.sign = (claims) =>
      new SignJWT(claims).setProtectedHeader({ alg: 'EdDSA' }).setExpirationTime('10m').sign(pair.privateKey)
    await hub.listen(options.port ?? 0)
    return hub
  }

  get port(): number {
    const address = this.http.address()
    return typeof address === 'object' && address ? address.port : 0
  }
  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  /** The configuration that the demo switch needs for this hub's tokens. */
  get switchConfig() {
    return {
      domain: DOMAIN,
      users: [{ user: 'operator', password: 'pw' }],
      groups: { 'q-sales': ['operator'], 'q-nobody': ['absent'] },
      tokenPublicKey: this.publicKey,
    }
  }

  /** Says something as the operator. */
  say(text: string, more: Partial<WidgetMessage> = {}): WidgetMessage {
    const message = {
      messageId: `op-${this.messages.length}` as WidgetMessage['messageId'],
      from: 'operator',
      ...(this.operator === undefined ? {} : { name: this.operator }),
      text,
      at: Date.now(),
      receipt: 'sent',
      ...more,
    } satisfies WidgetMessage
    this.messages.push(message)
    this.push('message', message)
    return message
  }
  push(name: string, payload: unknown): void {
    this.io.of('/widget').emit(name, payload)
  }
  saidBy(name: string): Heard[] {
    return this.heard.filter((h) => h.name === name)
  }

  /** Goes away as a killed hub does; `back` brings it again on the same port. */
  async away(): Promise<() => Promise<void>> {
    const { port } = this
    this.io.disconnectSockets(true)
    await this.io.close()
    return () => this.listen(port)
  }

  async close(): Promise<void> {
    this.io.disconnectSockets(true)
    await this.io.close()
  }

  private listen(port: number): Promise<void> {
    this.http = createServer((request, response) => void this.serve(request, response))
    this.io = new SocketServer(this.http, { transports: ['websocket'] })
    this.io.of('/widget').on('connection', (socket) => this.attend(socket))
    return new Promise((resolve) => this.http.listen(port, '127.0.0.1', resolve))
  }

  private attend(socket: Socket): void {
    socket.onAny((name: string, input: Record<string, unknown>, ack?: (answer: Answer) => void) => {
      const refusal = this.refusals.get(name)
      this.heard.push({ name, input })
      if (refusal) return ack?.({ ok: false, code: refusal })
      void this.answer(name, input).then((value) => ack?.({ ok: true, value }))
    })
  }

  private async answer(name: string, input: Record<string, unknown>): Promise<unknown> {
    if (name === 'hello') return this.hello(input)
    if (name === 'message') {
      const at = Date.now()
      const messageId = String(input.messageId) as WidgetMessage['messageId']
      if (!this.messages.some((m) => m.messageId === messageId))
        this.messages.push({ messageId, from: 'visitor', text: String(input.text), at, receipt: 'sent' })
      return { at }
    }
    if (name === 'call') return this.ticket('call', 'visitor-1', { target: 'q-sales', recorded: true })
    return {}
  }

  private hello(input: Record<string, unknown>): unknown {
    return {
      visitorId: input.visitorId ?? 'visitor-1',
      secret: input.secret ?? 'secret',
      messages: this.messages,
      calls: this.calls,
      ...(this.operator === undefined ? {} : { operator: { name: this.operator } }),
      company: {
        name: 'Дом и Свет',
        language: 'ru',
        online: this.options.online ?? true,
        buttons: [
          { kind: 'chat', label: 'Чат' },
          { kind: 'call', label: 'Звонок' },
          { kind: 'telegram', label: 'Telegram', href: 'https://t.me/demo-bot-dom-i-svet' },
          { kind: 'whatsapp', label: 'WhatsApp' },
          { kind: 'vk', label: 'ВКонтакте' },
          { kind: 'viber', label: 'Viber', href: 'javascript:alert(1)' },
        ],
        call: this.options.call ?? 'demo-switch',
        recording: true,
      },
      now: Date.now(),
    }
  }

  private async ticket(typ: 'call' | 'phone', user: string, more: Record<string, unknown>): Promise<unknown> {
    return {
      server: this.switchUrl,
      domain: DOMAIN,
      user,
      token: await this.sign({ typ, sub: user }),
      expiresAt: Date.now() + 600_000,
      ...more,
    }
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://stub')
    const json = (value: unknown) => {
      response.writeHead(200, { 'content-type': 'application/json', date: new Date().toUTCString() })
      response.end(JSON.stringify(value))
    }
    if (url.pathname === '/api/demo/people')
      return json({
        people: [
          { contactId: 'c-anna', name: 'Анна Лебедева', number: '+79000000001' },
          { contactId: 'c-oleg', name: 'Олег Синицын', number: '+79000000002' },
        ],
        lines: [
          { queueId: 'q-sales', name: 'Продажи', number: '+74950001010' },
          { queueId: 'q-orders', name: 'Заказы и доставка', number: '+74950001020' },
          { queueId: 'q-nobody', name: 'Сервис', number: '+74950001030' },
        ],
      })
    if (url.pathname === '/api/demo/phone-ticket')
      return json(await this.ticket('phone', url.searchParams.get('number') ?? '', {}))
    const extra = this.extraFiles.get(url.pathname)
    if (extra) {
      response.writeHead(200, { 'content-type': extra.type })
      return void response.end(extra.body)
    }
    const path = normalize(url.pathname).replace(/^\/demo\//, '/')
    const file = join(this.options.assets, path.endsWith('/') ? `${path}index.html` : path)
    try {
      const body = await readFile(file)
      response.writeHead(200, {
        'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
        'content-security-policy': CSP,
      })
      response.end(body)
    } catch {
      response.writeHead(404).end()
    }
  }
}
