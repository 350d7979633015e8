import { notImplemented, StrictEmitter } from '../strict.ts'

type Data = { data: unknown; ports: MessagePortMain[] }

/** One end of a channel. Messages wait until `start()`; values are copied as structured clone copies them. */
export class MessagePortMain extends StrictEmitter {
  private peer: MessagePortMain | undefined
  private started = false
  private closed = false
  private queue: Data[] = []
  private sink: ((data: unknown) => void) | undefined

  /** Two ports that talk to each other. */
  static pair(): [MessagePortMain, MessagePortMain] {
    const first = new MessagePortMain()
    const second = new MessagePortMain()
    first.peer = second
    second.peer = first
    return [first, second]
  }

  postMessage(message: unknown, transfer: MessagePortMain[] = []): void {
    if (transfer.length > 0) throw notImplemented('MessagePortMain.postMessage with ports')
    if (!this.closed) this.peer?.accept(structuredClone(message))
  }

  start(): void {
    this.started = true
    this.drain()
  }

  close(): void {
    if (this.closed) return
    this.closed = true
    const { peer } = this
    setImmediate(() => {
      this.emit('close')
      peer?.close()
    })
  }

  /** Sends whatever arrives here elsewhere, which is what transferring a port means in this process. */
  redirect(sink: (data: unknown) => void): void {
    this.sink = sink
    this.start()
  }

  private accept(data: unknown): void {
    if (this.closed) return
    this.queue.push({ data, ports: [] })
    if (this.started) setImmediate(() => this.drain())
  }

  private drain(): void {
    for (const message of this.queue.splice(0)) {
      if (this.sink) this.sink(message.data)
      else this.emit('message', message)
    }
  }
}

/** Two connected ports, as in Electron's main process. */
export class MessageChannelMain {
  readonly port1: MessagePortMain
  readonly port2: MessagePortMain

  constructor() {
    const [port1, port2] = MessagePortMain.pair()
    this.port1 = port1
    this.port2 = port2
  }
}

export type PortWire = { data(id: string, data: unknown): void; closed(id: string): void }

/** Carries ports to another process: each has a number on the wire and a port of this process behind it. */
export class PortTunnel {
  private readonly ports = new Map<string, MessagePortMain>()
  private readonly wire: PortWire
  private readonly prefix: string
  private lastId = 0

  constructor(prefix: string, wire: PortWire) {
    this.prefix = prefix
    this.wire = wire
  }

  /** Gives the other side this process's `port`; the result names it on the wire. */
  give(port: MessagePortMain): string {
    const id = `${this.prefix}-${++this.lastId}`
    this.connect(id, port)
    return id
  }

  /** A port of this process for the one that the other side named `id`. */
  take(id: string): MessagePortMain {
    const [inner, outer] = MessagePortMain.pair()
    this.connect(id, inner)
    return outer
  }

  receive(id: string, data: unknown): void {
    this.ports.get(id)?.postMessage(data)
  }

  receiveClosed(id: string): void {
    this.ports.get(id)?.close()
    this.ports.delete(id)
  }

  /** The other side is gone: every port closes. */
  dispose(): void {
    for (const port of this.ports.values()) port.close()
    this.ports.clear()
  }

  private connect(id: string, port: MessagePortMain): void {
    this.ports.set(id, port)
    port.redirect((data) => this.wire.data(id, data))
    port.once('close', () => {
      if (this.ports.delete(id)) this.wire.closed(id)
    })
  }
}
