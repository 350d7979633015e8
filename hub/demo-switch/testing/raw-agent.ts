import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { WebSocket } from 'ws'
import { digestParams } from '../digest.ts'
import {
  addressOf,
  cseqMethod,
  getAll,
  getHeader,
  type Header,
  header,
  parseMessage,
  pick,
  type SipMessage,
  type SipRequest,
  type SipResponse,
  serialise,
} from '../sip-message.ts'

const md5 = (text: string) => createHash('md5').update(text).digest('hex')
const random = () => randomBytes(6).toString('hex')
const SDP = 'v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n'

export type AgentOptions = {
  password?: string | undefined
  token?: string | undefined
  domain?: string
  contact?: string
  /** What its INVITEs offer, where there is real sound. */
  sdp?: string
}

export type Call = {
  callId: string
  localTag: string
  remoteTag?: string | undefined
  to: string
  branch: string
  cseq: number
  remoteTarget?: string
  routes: string[]
}

/** A telephone made of bare messages: it sends what a test says and keeps what comes, in order. */
export class RawAgent {
  readonly user: string
  readonly contact: string
  readonly received: SipMessage[] = []
  private readonly password: string | undefined
  private readonly token: string | undefined
  private readonly domain: string
  private readonly sdp: string
  private socket!: WebSocket
  private waiters: (() => void)[] = []
  private seen = 0

  constructor(user: string, options: AgentOptions = {}) {
    this.user = user
    this.password = options.password
    this.token = options.token
    this.domain = options.domain ?? 'demo.test'
    this.sdp = options.sdp ?? SDP
    this.contact = options.contact ?? `sip:${random()}@${random()}.invalid;transport=ws`
  }

  async connect(url: string): Promise<this> {
    this.socket = new WebSocket(url, 'sip')
    this.socket.on('message', (data) => {
      const message = parseMessage(data.toString())
      if (message) this.received.push(message)
      else this.frames.push(data.toString())
      for (const wake of this.waiters.splice(0)) wake()
    })
    await new Promise((resolve, reject) => {
      this.socket.once('open', resolve)
      this.socket.once('error', reject)
    })
    return this
  }

  /** Frames that were no SIP messages. */
  readonly frames: string[] = []

  sendText(text: string): void {
    this.socket.send(text)
  }

  send(message: SipMessage): void {
    this.sendText(serialise(message))
  }

  close(): void {
    this.socket.terminate()
  }

  /** Resolves when the connection is gone, whoever closed it. */
  async closed(): Promise<void> {
    if (this.socket.readyState !== WebSocket.CLOSED) await once(this.socket, 'close')
  }

  /** The next message, not looked at before, that fits; those before it are skipped. */
  async next(fits: (message: SipMessage) => boolean, what: string, ms = 30_000): Promise<SipMessage> {
    const until = Date.now() + ms
    for (;;) {
      while (this.seen < this.received.length) {
        const message = this.received[this.seen++]
        if (message && fits(message)) return message
      }
      const left = until - Date.now()
      if (left <= 0) throw new Error(`${this.user} waited for ${what} in vain`)
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left)
        this.waiters.push(() => {
          clearTimeout(timer)
          resolve()
        })
      })
    }
  }

  async request(method: string): Promise<SipRequest> {
    return (await this.next((m) => m.kind === 'request' && m.method === method, method)) as SipRequest
  }

  /** The next final response to a method. */
  async final(method: string, ms?: number): Promise<SipResponse> {
    const fits = (m: SipMessage) => m.kind === 'response' && m.status >= 200 && cseqMethod(m) === method
    return (await this.next(fits, `the answer to ${method}`, ms)) as SipResponse
  }

  async provisional(status: number): Promise<SipResponse> {
    return (await this.next(
      (m) => m.kind === 'response' && m.status === status,
      String(status),
    )) as SipResponse
  }

  build(method: string, uri: string, call: Call, extra: Header[] = []): SipRequest {
    const headers = [
      header('via', `SIP/2.0/WS ${this.user}.invalid;branch=${call.branch}`),
      ...call.routes.map((route) => header('route', route)),
      header('from', `<sip:${this.user}@${this.domain}>;tag=${call.localTag}`),
      header('to', `<${call.to}>${call.remoteTag ? `;tag=${call.remoteTag}` : ''}`),
      header('call-id', call.callId),
      header('cseq', `${call.cseq} ${method}`),
      header('max-forwards', '70'),
      header('contact', `<${this.contact}>`),
      ...(this.token ? [header('x-kommutator-token', this.token)] : []),
      ...extra,
    ]
    const body = method === 'INVITE' ? this.sdp : ''
    return {
      kind: 'request',
      method,
      uri,
      headers: body ? [...headers, header('content-type', 'application/sdp')] : headers,
      body,
    }
  }

  newCall(to: string, callId = random()): Call {
    return { callId, localTag: random(), to, branch: `z9hG4bK${random()}`, cseq: 1, routes: [] }
  }

  /** Registers, answering a digest challenge once; gives the final status. */
  async register(expires = 60, extra: Header[] = []): Promise<SipResponse> {
    const call = this.newCall(`sip:${this.user}@${this.domain}`)
    const more = [header('expires', String(expires)), ...extra]
    this.send(this.build('REGISTER', `sip:${this.domain}`, call, more))
    const first = await this.final('REGISTER')
    if (first.status !== 401 || this.password === undefined) return first
    call.cseq++
    call.branch = `z9hG4bK${random()}`
    const answer = header(
      'authorization',
      this.answer(getHeader(first, 'www-authenticate') ?? '', 'REGISTER'),
    )
    this.send(this.build('REGISTER', `sip:${this.domain}`, call, [...more, answer]))
    return this.final('REGISTER')
  }

  /** Sends an INVITE, answering a challenge; resolves as soon as the admitted INVITE is on its way. */
  async invite(target: string, extra: Header[] = []): Promise<Call> {
    const uri = `sip:${target}@${this.domain}`
    const call = this.newCall(uri)
    this.send(this.build('INVITE', uri, call, extra))
    if (this.password === undefined) return call
    const challenge = await this.final('INVITE')
    if (challenge.status !== 407) throw new Error(`expected a challenge, got ${challenge.status}`)
    call.cseq++
    call.branch = `z9hG4bK${random()}`
    const answer = header(
      'proxy-authorization',
      this.answer(getHeader(challenge, 'proxy-authenticate') ?? '', 'INVITE'),
    )
    this.send(this.build('INVITE', uri, call, [...extra, answer]))
    return call
  }

  cancel(call: Call): void {
    this.send(this.build('CANCEL', call.to, call))
  }

  /** Takes the dialog from a 2xx and acknowledges it. */
  ack(call: Call, response: SipResponse): void {
    call.remoteTag = /;tag=([^;]+)/.exec(getHeader(response, 'to') ?? '')?.[1]
    call.remoteTarget = addressOf(getAll(response, 'contact')[0] ?? '')
    call.routes = getAll(response, 'record-route').reverse()
    this.send(this.within(call, 'ACK', call.cseq))
  }

  /** A request in the dialog of `call`, in which this agent was the caller. */
  within(call: Call, method: string, cseq = ++call.cseq): SipRequest {
    call.branch = `z9hG4bK${random()}`
    return this.build(method, call.remoteTarget ?? '', { ...call, cseq })
  }

  respond(request: SipRequest, status: number, reason = 'Test', tag = 'callee'): void {
    const headers = pick(request, 'via', 'record-route', 'from', 'to', 'call-id', 'cseq')
    const to = headers.find((h) => h.key === 'to')
    if (to && !/;tag=/.test(to.value)) to.value += `;tag=${tag}`
    const body = status === 200 && request.method === 'INVITE' ? SDP : ''
    this.send({
      kind: 'response',
      status,
      reason,
      headers: [
        ...headers,
        header('contact', `<${this.contact}>`),
        ...(body ? [header('content-type', 'application/sdp')] : []),
      ],
      body,
    })
  }

  /** A request from the callee of `invite` back to its caller. */
  backward(invite: SipRequest, method: string, tag = 'callee'): SipRequest {
    return {
      kind: 'request',
      method,
      uri: addressOf(getAll(invite, 'contact')[0] ?? ''),
      headers: [
        header('via', `SIP/2.0/WS ${this.user}.invalid;branch=z9hG4bK${random()}`),
        ...getAll(invite, 'record-route').map((route) => header('route', route)),
        header('from', `${getHeader(invite, 'to')};tag=${tag}`),
        header('to', getHeader(invite, 'from') ?? ''),
        ...pick(invite, 'call-id'),
        header('cseq', `77 ${method}`),
        header('max-forwards', '70'),
      ],
      body: '',
    }
  }

  private answer(challenge: string, method: string): string {
    const p = digestParams(challenge)
    const uri = `sip:${this.domain}`
    const [realm, nonce] = [p?.get('realm') ?? '', p?.get('nonce') ?? '']
    const ha1 = md5(`${this.user}:${realm}:${this.password}`)
    const response = md5([ha1, nonce, '00000001', 'abc', 'auth', md5(`${method}:${uri}`)].join(':'))
    return `Digest username="${this.user}", realm="${realm}", nonce="${nonce}", uri="${uri}", response="${response}", algorithm=MD5, qop=auth, nc=00000001, cnonce="abc"`
  }
}
