import { EventEmitter } from 'node:events'
import type { Child } from '../hub/supervised-child.ts'

/** A forked process that is none: it answers the first message with what `reply` gives, and ends when it is told to. */
export class FakeChild extends EventEmitter implements Child {
  readonly heard: { type: string; [key: string]: unknown }[] = []
  private readonly reply: (message: { type: string; [key: string]: unknown }) => unknown

  constructor(reply: FakeChild['reply'] = () => undefined) {
    super()
    this.reply = reply
  }

  postMessage(message: unknown): void {
    const said = structuredClone(message) as { type: string }
    this.heard.push(said)
    if (said.type === 'stop') return void queueMicrotask(() => this.emit('exit', 0))
    const answer = this.reply(said)
    if (answer) queueMicrotask(() => this.emit('message', answer))
  }

  kill(): boolean {
    queueMicrotask(() => this.emit('exit', 15))
    return true
  }
}
