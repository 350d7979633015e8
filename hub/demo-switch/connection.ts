import type { WebSocket } from 'ws'
import { type SipMessage, serialise } from './sip-message.ts'

/** One WebSocket, which is one SIP flow (RFC 5626): whoever is behind it is reached through it and nowhere else. */
export class Connection {
  readonly remote: { address: string; port: number }
  /** Digest answers that were wrong, on this connection. */
  failures = 0
  private readonly socket: WebSocket
  private awaitsPong = false

  constructor(socket: WebSocket, remote: { address: string; port: number }) {
    this.socket = socket
    this.remote = remote
    socket.on('pong', () => {
      this.awaitsPong = false
    })
  }

  get open(): boolean {
    return this.socket.readyState === this.socket.OPEN
  }

  /** False when the flow is gone: the caller treats it as a transport failure (RFC 3261 18.4). */
  send(message: SipMessage): boolean {
    return this.sendText(serialise(message))
  }

  sendText(text: string): boolean {
    if (!this.open) return false
    this.socket.send(text, () => {})
    return true
  }

  /** Called at every keep-alive tick: a peer that has not answered the last ping is gone. */
  probe(): void {
    if (this.awaitsPong) return this.drop()
    this.awaitsPong = true
    this.socket.ping()
  }

  drop(): void {
    this.socket.terminate()
  }
}
