import { EventEmitter } from 'node:events'
import type { Readable, Writable } from 'node:stream'
import type { CDPEvents, CDPSession, Protocol } from 'puppeteer-core'

export type { Protocol }

type Send = CDPSession['send']
type EventName = keyof CDPEvents & string

type Message = {
  id?: number
  method?: string
  params?: unknown
  result?: unknown
  sessionId?: string
  error?: { message: string; data?: string }
}

type Waiter = { method: string; resolve: (value: never) => void; reject: (error: Error) => void }

/** One attached target (or the browser itself): commands out, events in. */
export class CdpSession {
  readonly id: string | undefined
  readonly target: Protocol.Target.TargetInfo | undefined
  readonly send: Send
  private readonly events = new EventEmitter().setMaxListeners(0)

  constructor(id: string | undefined, target: Protocol.Target.TargetInfo | undefined, send: Send) {
    this.id = id
    this.target = target
    this.send = send
  }

  on<E extends EventName>(event: E, listener: (params: CDPEvents[E]) => void): void {
    this.events.on(event, listener)
  }

  /** Calls `listener` once the target is gone. */
  onDetached(listener: () => void): void {
    this.events.once('detached', listener)
  }

  /** Hands an event of this session to its listeners. */
  deliver(event: string, params: unknown): void {
    this.events.emit(event, params)
  }
}

/**
 * The DevTools protocol over `--remote-debugging-pipe`: NUL-separated JSON, flat sessions.
 * Every pending command is rejected when the pipe closes.
 */
export class CdpConnection {
  readonly browser: CdpSession
  private readonly sessions = new Map<string, CdpSession>()
  private readonly waiters = new Map<number, Waiter>()
  private readonly output: Writable
  private lastId = 0
  private closed = false

  constructor(output: Writable, input: Readable) {
    this.output = output
    this.browser = new CdpSession(undefined, undefined, this.sender(undefined))
    output.on('error', () => this.close())
    input.on('close', () => this.close())
    input.on('error', () => this.close())
    splitAtNul(input, (text) => this.receive(JSON.parse(text) as Message))
  }

  session(id: string): CdpSession | undefined {
    return this.sessions.get(id)
  }

  private sender(sessionId: string | undefined): Send {
    return ((method: string, params: object = {}) => {
      if (this.closed) return Promise.reject(new Error(`${method}: the browser is gone`))
      const id = ++this.lastId
      this.output.write(`${JSON.stringify({ id, method, params, sessionId })}\0`)
      return new Promise((resolve, reject) => this.waiters.set(id, { method, resolve, reject }))
    }) as Send
  }

  private receive(message: Message): void {
    if (message.id !== undefined) return this.settle(message.id, message)
    if (!message.method) return
    if (message.method === 'Target.attachedToTarget') {
      const { sessionId, targetInfo } = message.params as Protocol.Target.AttachedToTargetEvent
      this.sessions.set(sessionId, new CdpSession(sessionId, targetInfo, this.sender(sessionId)))
    }
    const session = message.sessionId ? this.sessions.get(message.sessionId) : this.browser
    session?.deliver(message.method, message.params)
    if (message.method === 'Target.detachedFromTarget') {
      const { sessionId } = message.params as Protocol.Target.DetachedFromTargetEvent
      const gone = this.sessions.get(sessionId)
      this.sessions.delete(sessionId)
      gone?.deliver('detached', undefined)
    }
  }

  private settle(id: number, { error, result }: Message): void {
    const waiter = this.waiters.get(id)
    this.waiters.delete(id)
    if (!waiter) return
    if (error)
      waiter.reject(new Error(`${waiter.method}: ${error.message}${error.data ? ` (${error.data})` : ''}`))
    else waiter.resolve(result as never)
  }

  private close(): void {
    if (this.closed) return
    this.closed = true
    for (const { method, reject } of this.waiters.values())
      reject(new Error(`${method}: the browser is gone`))
    this.waiters.clear()
    for (const session of this.sessions.values()) session.deliver('detached', undefined)
    this.sessions.clear()
    this.browser.deliver('detached', undefined)
  }
}

function splitAtNul(input: Readable, onText: (text: string) => void): void {
  let parts: Buffer[] = []
  input.on('data', (chunk: Buffer) => {
    let start = 0
    for (let end = chunk.indexOf(0); end !== -1; end = chunk.indexOf(0, start)) {
      parts.push(chunk.subarray(start, end))
      const text = Buffer.concat(parts).toString('utf8')
      parts = []
      start = end + 1
      onText(text)
    }
    if (start < chunk.length) parts.push(chunk.subarray(start))
  })
}
