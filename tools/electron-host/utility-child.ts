import { EventEmitter } from 'node:events'
import { type MessagePortMain, PortTunnel } from './api/message-port.ts'

/** What travels between the host and its utility processes. */
export type UtilityMessage =
  | { kind: 'message'; data: unknown; ports: string[] }
  | { kind: 'port'; id: string; data: unknown }
  | { kind: 'port-closed'; id: string }

/** `process.parentPort` of a utility process. Messages wait for the first listener. */
class ParentPort extends EventEmitter {
  private readonly early: unknown[] = []
  private heard = false

  constructor() {
    super()
    this.on('newListener', (event) => {
      if (event !== 'message' || this.heard) return
      this.heard = true
      setImmediate(() => {
        for (const message of this.early.splice(0)) this.emit('message', message)
      })
    })
  }

  postMessage(message: unknown): void {
    tell({ kind: 'message', data: message, ports: [] })
  }

  start(): void {}
  pause(): void {}

  receive(message: { data: unknown; ports: MessagePortMain[] }): void {
    if (this.listenerCount('message') > 0 && this.early.length === 0) this.emit('message', message)
    else this.early.push(message)
  }
}

const tell = (message: UtilityMessage): void => {
  if (process.connected) process.send?.(message)
}

/** Makes this process a utility process of the host that forked it: it lives no longer than the host. */
export function openParentPort(): void {
  const port = new ParentPort()
  const ports = new PortTunnel('child', {
    data: (id, data) => tell({ kind: 'port', id, data }),
    closed: (id) => tell({ kind: 'port-closed', id }),
  })
  Object.defineProperty(process, 'parentPort', { value: port, enumerable: true })
  process.on('message', (message: UtilityMessage) => {
    if (message.kind === 'message')
      port.receive({ data: message.data, ports: message.ports.map((id) => ports.take(id)) })
    else if (message.kind === 'port') ports.receive(message.id, message.data)
    else ports.receiveClosed(message.id)
  })
  process.on('disconnect', () => process.exit(0))
}
