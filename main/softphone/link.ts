import { EmitterImpl, type Transport, TransportState } from 'sip.js'
import { WebSocket } from 'ws'
import { explainLinkError, LinkError } from './link-failure.ts'

export type LinkOptions = {
  server: string
  ca?: string
  headers?: Record<string, string>
  pingMs: number
  pongMs: number
  connectMs: number
  /** Sees every SIP message that passes. */
  tap?: WireTap
}

export type WireTap = (way: 'in' | 'out', message: string) => void

const MAX_FRAME_BYTES = 1_048_576

/**
 * SIP over one WebSocket (RFC 7118): sip.js's Transport on npm `ws`, which takes a private CA and can ping, so that a
 * half-open link is noticed. It makes one attempt when asked; `KeepConnected` decides when to ask.
 *
 *   Disconnected ──connect()──> Connecting ──open──> Connected ──close, no pong, drop()──> Disconnected
 */
export class Link implements Transport {
  onConnect: (() => void) | undefined
  onDisconnect: ((error?: Error) => void) | undefined
  onMessage: ((message: string) => void) | undefined
  readonly protocol: string
  readonly stateChange = new EmitterImpl<TransportState>()
  private current = TransportState.Disconnected
  private readonly options: LinkOptions
  private socket: WebSocket | undefined
  private attempt: Promise<void> | undefined
  private cause: LinkError | undefined
  private count = 0

  constructor(options: LinkOptions) {
    this.options = options
    this.protocol = /^wss:/i.test(options.server) ? 'WSS' : 'WS'
  }

  get state(): TransportState {
    return this.current
  }

  isConnected(): boolean {
    return this.current === TransportState.Connected
  }

  /** One attempt; rejects with a LinkError that says what is wrong. */
  connect(): Promise<void> {
    if (this.isConnected()) return Promise.resolve()
    this.attempt ??= this.open().finally(() => {
      this.attempt = undefined
    })
    return this.attempt
  }

  /** Closes on purpose; `onDisconnect` is told without an error. */
  disconnect(): Promise<void> {
    this.lose(undefined)
    return Promise.resolve()
  }

  dispose(): Promise<void> {
    return this.disconnect()
  }

  /** Gives the link up as failed: the peer is silent, or we know better (sleep, another network). */
  drop(code: LinkError['code'], detail: string): void {
    this.lose(new LinkError({ code, detail }))
  }

  /** Messages sent so far, over all connections. */
  get sent(): number {
    return this.count
  }

  send(message: string): Promise<void> {
    const { socket } = this
    this.count++
    if (!socket || !this.isConnected()) return Promise.reject(new Error('Not connected.'))
    this.options.tap?.('out', message)
    return new Promise((resolve, reject) => {
      socket.send(message, (error) => (error ? reject(error) : resolve()))
    })
  }

  private open(): Promise<void> {
    const { server, ca, headers, connectMs } = this.options
    return new Promise((resolve, reject) => {
      this.cause = undefined
      let socket: WebSocket
      try {
        socket = new WebSocket(server, 'sip', {
          handshakeTimeout: connectMs,
          perMessageDeflate: false,
          // One message a turn: sip.js answers a re-INVITE with 500 when it comes in one segment with the ACK before it.
          allowSynchronousEvents: false,
          maxPayload: MAX_FRAME_BYTES,
          ...(ca === undefined ? {} : { ca }),
          ...(headers === undefined ? {} : { headers }),
        })
      } catch (error) {
        return reject(new LinkError({ code: 'LINE_UNREACHABLE', detail: String(error) }))
      }
      this.socket = socket
      this.change(TransportState.Connecting)
      const limit = setTimeout(() => {
        this.cause ??= new LinkError({ code: 'LINE_TIMEOUT', detail: `no handshake within ${connectMs} ms` })
        socket.terminate()
      }, connectMs + 500)
      socket.on('open', () => {
        clearTimeout(limit)
        if (socket !== this.socket) return socket.terminate()
        this.watch(socket)
        this.change(TransportState.Connected)
        resolve()
        this.onConnect?.()
      })
      socket.on('error', (error) => {
        if (socket === this.socket) this.cause ??= explainLinkError(error)
      })
      socket.on('close', (code) => {
        clearTimeout(limit)
        const failure = this.cause ?? new LinkError({ code: 'LINE_UNREACHABLE', detail: `closed ${code}` })
        reject(failure)
        if (socket === this.socket) this.lose(failure)
      })
      socket.on('message', (data) => {
        if (socket === this.socket) this.take(socket, data.toString())
      })
    })
  }

  private take(socket: WebSocket, text: string): void {
    // RFC 5626 3.5.1 keep-alives in either direction are not for sip.js.
    if (/^[\r\n]*$/.test(text)) {
      if (text === '\r\n\r\n') socket.send('\r\n', () => {})
      return
    }
    this.options.tap?.('in', text)
    this.onMessage?.(text)
  }

  /** Pings; a link that does not answer in time is half open: it would swallow calls without a word. */
  private watch(socket: WebSocket): void {
    let pong: NodeJS.Timeout | undefined
    const ping = setInterval(() => {
      if (pong) return
      pong = setTimeout(() => {
        if (socket === this.socket)
          this.drop('LINE_TIMEOUT', `no answer to a ping within ${this.options.pongMs} ms`)
      }, this.options.pongMs)
      socket.ping()
    }, this.options.pingMs)
    socket.on('pong', () => {
      clearTimeout(pong)
      pong = undefined
    })
    socket.on('close', () => {
      clearInterval(ping)
      clearTimeout(pong)
    })
  }

  private lose(error: LinkError | undefined): void {
    const { socket } = this
    if (!socket) return
    const was = this.current
    this.cause ??= error
    this.socket = undefined
    if (error || socket.readyState !== WebSocket.OPEN) socket.terminate()
    else socket.close(1000)
    this.change(TransportState.Disconnected)
    if (was === TransportState.Connected) this.onDisconnect?.(error)
  }

  private change(state: TransportState): void {
    if (this.current === state) return
    this.current = state
    this.stateChange.emit(state)
  }
}
