import type {
  WidgetCallLine,
  WidgetFile,
  WidgetMessage,
  WidgetPayload,
} from '../../../shared/protocol/widget-protocol.ts'

/** A message of the visitor that the hub has not taken yet. `code`: why it was refused for good. */
export type Outgoing = { messageId: string; text: string; at: number; code?: string; file?: OutgoingFile }
/** A file that is sent: it lives in this page only. `sent`: how much of it the hub has, 0 to 1. */
export type OutgoingFile = { fileId: string; name: string; blob: Blob; sent: number }

export type Mark = 'waiting' | 'sending' | 'sent' | 'delivered' | 'read' | 'failed'
export type MessageItem = {
  kind: 'message'
  id: string
  from: WidgetMessage['from']
  name?: string
  text: string
  at: number
  mark?: Mark
  code?: string
  files?: WidgetFile[]
  /** The name of a file on its way, and how much of it has gone, percent. */
  sending?: { name: string; percent: number }
  quote?: string
  edited?: boolean
  deleted?: boolean
  reaction?: string
  /** The visitor's own reaction. */
  own?: string
}
export type CallItem = { kind: 'call'; id: string; at: number; call: WidgetCallLine }
export type Item = MessageItem | CallItem

const rank = { failed: 0, sent: 1, delivered: 2, read: 3 } as const

/** One visitor's thread: what the hub said, what is still on its way to it, and the calls in between. */
export class Thread {
  private readonly messages = new Map<string, WidgetMessage>()
  private readonly calls = new Map<string, WidgetCallLine>()
  private readonly out = new Map<string, Outgoing>()

  /** Takes the hub's history over; what it lists has arrived and is no longer on its way. Gives the ids that did. */
  restore(messages: readonly WidgetMessage[], calls: readonly WidgetCallLine[]): string[] {
    const arrived = messages.map((m) => m.messageId).filter((id) => this.out.has(id))
    for (const message of messages) this.receive(message)
    for (const call of calls) this.calls.set(call.callId, call)
    return arrived
  }

  /** Adds a message once; a repeat may only carry its receipt further. True when it is new. */
  receive(message: WidgetMessage): boolean {
    const known = this.messages.get(message.messageId)
    const receipt = known ? later(known.receipt, message.receipt) : message.receipt
    this.messages.set(message.messageId, { ...message, receipt })
    this.out.delete(message.messageId)
    return known === undefined
  }

  /** What became of a message that is here already. */
  change({ messageId, text, deleted, reaction, own }: WidgetPayload<'change'>): void {
    const known = this.messages.get(messageId)
    if (!known) return
    const { files: _, ...bare } = known
    if (deleted) this.messages.set(messageId, { ...bare, text: '', deleted })
    else if (text !== undefined) this.messages.set(messageId, { ...known, text, edited: true })
    else if (reaction !== undefined) this.messages.set(messageId, { ...known, reaction })
    else if (own !== undefined) this.messages.set(messageId, { ...known, own })
  }

  progress(messageId: string, sent: number): void {
    const out = this.out.get(messageId)
    if (out?.file) out.file.sent = sent
  }

  /** Receipts may come in any order and twice; only `failed` takes one back. */
  receipt(messageId: string, receipt: WidgetMessage['receipt']): void {
    const known = this.messages.get(messageId)
    if (known) this.messages.set(messageId, { ...known, receipt: later(known.receipt, receipt) })
  }

  receiveCall(call: WidgetCallLine): void {
    this.calls.set(call.callId, call)
  }

  send(outgoing: Outgoing): void {
    if (!this.messages.has(outgoing.messageId)) this.out.set(outgoing.messageId, outgoing)
  }

  /** The hub has taken it: its clock, not ours, says when. */
  accepted(messageId: string, at: number, files?: WidgetFile[]): void {
    const outgoing = this.out.get(messageId)
    if (!outgoing) return
    this.receive({
      messageId: messageId as WidgetMessage['messageId'],
      from: 'visitor',
      text: outgoing.text,
      at,
      receipt: 'sent',
      ...(files ? { files } : {}),
    })
  }

  refused(messageId: string, code: string): void {
    const outgoing = this.out.get(messageId)
    if (outgoing) this.out.set(messageId, { ...outgoing, code })
  }

  drop(messageId: string): Outgoing | undefined {
    const outgoing = this.out.get(messageId)
    this.out.delete(messageId)
    return outgoing
  }

  /** What has yet to be sent, oldest first. */
  pending(): Outgoing[] {
    return [...this.out.values()].filter((o) => o.code === undefined).sort((a, b) => a.at - b.at)
  }

  /** Messages to the visitor that they have not seen yet, oldest first. */
  unread(): WidgetMessage[] {
    return [...this.messages.values()]
      .filter((m) => m.from !== 'visitor' && m.receipt !== 'read')
      .sort((a, b) => a.at - b.at)
  }

  /** Marks everything up to now as seen; gives the last message that was new to them. */
  see(): WidgetMessage | undefined {
    const unread = this.unread()
    for (const message of unread) this.messages.set(message.messageId, { ...message, receipt: 'read' })
    return unread.at(-1)
  }

  get empty(): boolean {
    return this.messages.size + this.out.size + this.calls.size === 0
  }

  private quoted(m: WidgetMessage): { quote?: string } {
    const of = m.replyTo === undefined ? undefined : this.messages.get(m.replyTo)
    return of && !of.deleted ? { quote: (of.text || of.files?.[0]?.name || '').slice(0, 120) } : {}
  }

  /** Everything to be shown, in order: the hub's time first, what is on its way last. */
  items(online: boolean): Item[] {
    const settled: Item[] = [
      ...[...this.messages.values()].map(
        (m): Item => ({
          kind: 'message',
          id: m.messageId,
          from: m.from,
          ...(m.name === undefined ? {} : { name: m.name }),
          text: m.text,
          at: m.at,
          ...(m.files ? { files: m.files } : {}),
          ...(m.edited ? { edited: true } : {}),
          ...(m.deleted ? { deleted: true } : {}),
          ...(m.reaction ? { reaction: m.reaction } : {}),
          ...(m.own ? { own: m.own } : {}),
          ...this.quoted(m),
          ...(m.from === 'visitor' ? { mark: m.receipt } : {}),
        }),
      ),
      ...[...this.calls.values()].map((call): Item => ({ kind: 'call', id: call.callId, at: call.at, call })),
    ].sort((a, b) => a.at - b.at)
    const going = [...this.out.values()]
      .sort((a, b) => a.at - b.at)
      .map(
        (o): Item => ({
          kind: 'message',
          id: o.messageId,
          from: 'visitor',
          text: o.text,
          at: o.at,
          mark: o.code === undefined ? (online ? 'sending' : 'waiting') : 'failed',
          ...(o.file ? { sending: { name: o.file.name, percent: Math.round(o.file.sent * 100) } } : {}),
          ...(o.code === undefined ? {} : { code: o.code }),
        }),
      )
    return [...settled, ...going]
  }
}

const later = (a: WidgetMessage['receipt'], b: WidgetMessage['receipt']): WidgetMessage['receipt'] =>
  b === 'failed' || rank[b] > rank[a] ? b : a

/** An entry of the outbox as it came back from storage, which anybody may have written to. */
export function readOutgoing(value: unknown): Outgoing | undefined {
  const { messageId, text, at } = (value ?? {}) as Partial<Outgoing>
  if (typeof messageId !== 'string' || typeof text !== 'string' || typeof at !== 'number') return undefined
  return { messageId, text, at }
}
