import type {
  WIDGET_CHANGE_MS,
  WIDGET_CHUNK,
  WidgetCompany,
  WidgetFile,
  WidgetInput,
  WidgetMessage,
  WidgetPayload,
} from '../../../shared/protocol/widget-protocol.ts'
import { freshId } from './ids.ts'
import type { Link, Plain, PushHandlers } from './link.ts'
import type { Consent, Memory } from './memory.ts'
import type { Source } from './source.ts'
import { type Outgoing, readOutgoing, Thread } from './thread.ts'

export const MESSAGE_LIMIT = 4000
const TYPING_EVERY_MS = 3_000
const TYPING_ENDS_MS = 5_000
const OPERATOR_TYPING_MS = 8_000
const RETRY_MS = 4_000
const NOTICE_MS = 8_000
const QUEUE_LIMIT = 50
/** Refusals after which the same words would be refused again. */
const FINAL = [
  'TOO_LARGE',
  'INVALID_INPUT',
  'MESSAGE_EMPTY',
  'FORBIDDEN',
  'FILE_TOO_LARGE',
  'FILE_TYPE_REFUSED',
  'FILE_DISGUISED',
  'FILE_MACROS',
  'FILE_NOT_TAKEN',
  'FILE_NOT_FOUND',
]
const CHUNK: typeof WIDGET_CHUNK = 49_152
const CHANGE_MS: typeof WIDGET_CHANGE_MS = 3_600_000
/** Refusals of the whole widget, which trying again does not change. */
const CLOSED = ['HUB_PROTOCOL', 'FORBIDDEN', 'NOT_FOUND']

export type Where = { url: string; title: string }
export type ProductView = { productId: string; title?: string; url?: string; price?: string }
export type CartView = {
  cartId?: string
  items: { productId: string; quantity: number; unitPrice?: number; title?: string }[]
  total?: number
  currency?: string
}

/** What the session must be told of the page that it lives on. */
export type Surroundings = {
  account: string | undefined
  language: string
  device: WidgetInput<'hello'>['device']
  source: Source
  visitId: string
  referrer: string
  page(): Where
  /** Whether the visitor can see the thread at this moment. */
  watching(): boolean
}

export type SessionState = {
  link: 'connecting' | 'online' | 'offline'
  company?: WidgetCompany
  operator?: string
  operatorOnline: boolean
  /** Who is typing, '' for an unnamed operator. */
  typing?: string
  /** The code of the last refusal, for a few seconds. */
  notice?: string
  consent: Consent
  product?: ProductView
}

type Connect = (handlers: PushHandlers, on: { connected(): void; lost(): void }) => Link
type Event = 'page' | 'product' | 'cart' | 'search' | 'click'
/** What was done, and when by this browser's clock. */
type Fact = { name: Event; input: object; at: number }
/** A visit of somebody who has not agreed to show it: it stays in their tab, and goes with it. */
type HeldVisit = { visitId: string; page: Where; at: number; facts: Fact[] }

/** The widget's side of the protocol: who the visitor is, what they have said and done, what has yet to reach the hub. */
export class Session {
  readonly thread = new Thread()
  state: SessionState
  /** The hub's clock minus this browser's. */
  clockOffset = 0
  private readonly link: Link
  private readonly memory: Memory
  private readonly around: Surroundings
  private readonly changed: () => void
  private readonly arrived: (message: WidgetMessage) => void
  private ready = false
  private flushing = false
  private typingSince = 0
  /** The page that the hub has been told of last. */
  private told: string
  private timers: Partial<Record<'typing' | 'operator' | 'notice' | 'retry', ReturnType<typeof setTimeout>>> =
    {}
  private readonly queue: Fact[] = []
  private held: HeldVisit | undefined

  constructor(
    memory: Memory,
    around: Surroundings,
    connect: Connect,
    on: { changed(): void; arrived(message: WidgetMessage): void },
  ) {
    this.memory = memory
    this.around = around
    this.changed = on.changed
    this.arrived = on.arrived
    // The hello tells of the page on which the widget woke up.
    this.told = around.page().url
    this.state = { link: 'connecting', operatorOnline: false, consent: memory.consent }
    if (memory.consent === 'not-asked') this.hold()
    for (const entry of memory.entries()) {
      const outgoing = readOutgoing(entry)
      if (outgoing) this.thread.send(outgoing)
    }
    this.link = connect(this.handlers(), {
      connected: () => void this.hello(),
      lost: () => {
        this.ready = false
        this.patch({ link: 'offline' }, 'typing')
      },
    })
  }

  /** Sends a message, now or when there is a link again. Gives false for a text that no hub would take. */
  send(text: string): boolean {
    const trimmed = text.trim()
    if (trimmed === '' || trimmed.length > MESSAGE_LIMIT) return false
    const outgoing = { messageId: freshId(), text: trimmed, at: Date.now() + this.clockOffset }
    this.thread.send(outgoing)
    this.memory.put(outgoing.messageId, outgoing)
    this.stopTyping()
    this.changed()
    void this.flush()
    return true
  }

  /** Sends files, each as a message of its own; they wait for a link in this page, and go with it. */
  sendFiles(files: Iterable<File>): void {
    for (const blob of files) {
      const file = { fileId: freshId(), name: blob.name || 'image.png', blob, sent: 0 }
      this.thread.send({ messageId: freshId(), text: '', at: Date.now() + this.clockOffset, file })
    }
    this.changed()
    void this.flush()
  }

  /** Takes a refused message back, so that its words can be put right. */
  takeBack(messageId: string): string | undefined {
    const text = this.thread.drop(messageId)?.text
    this.memory.take(messageId)
    this.changed()
    return text
  }

  typed(): void {
    const now = Date.now()
    clearTimeout(this.timers.typing)
    this.timers.typing = setTimeout(() => this.stopTyping(), TYPING_ENDS_MS)
    if (now - this.typingSince < TYPING_EVERY_MS) return
    this.typingSince = now
    this.tell('typing', { on: true })
  }

  /** The visitor is looking at the thread. */
  see(): void {
    if (!this.ready || !this.around.watching()) return
    const last = this.thread.see()
    if (!last) return
    void this.link.request('seen', { messageId: last.messageId })
    this.changed()
  }

  /** Tells of the page that the visitor is on, once, however often it is asked. */
  page(): void {
    const page = this.around.page()
    if (page.url === this.told) return
    this.told = page.url
    this.record('page', page)
  }
  /** Goods that are only drawn again have not been looked at again. */
  product(product: ProductView): void {
    const { productId, title, url } = product
    const again = this.state.product?.productId === productId
    this.patch({ product })
    if (again) return
    this.page()
    this.record('product', {
      productId,
      ...(title === undefined ? {} : { title }),
      url: url ?? this.around.page().url,
    })
  }
  /** The goods of the page that was left are no longer looked at. */
  leavePage(): void {
    if (this.state.product) this.patch({}, 'product')
  }
  cart(cart: CartView): void {
    this.record('cart', { id: freshId(), ...cart })
  }
  search(query: string): void {
    this.record('search', { query: query.slice(0, 300) })
  }
  click(button: string): void {
    this.record('click', { button })
  }

  consent(yes: boolean): void {
    this.memory.setConsent(yes)
    this.patch({ consent: this.memory.consent })
    if (!yes) this.letGo()
    if (yes && this.link.connected) void this.hello()
  }

  request<K extends 'call' | 'call-back'>(name: K, input: Plain<WidgetInput<K>>) {
    return this.link.request(name, input)
  }

  /** Leaves a contact while nobody works; the code of the refusal, or nothing when it was taken. */
  async leaveContact(input: Plain<WidgetInput<'leave-contact'>>): Promise<string | undefined> {
    const answer = await this.link.request('leave-contact', input)
    if (!answer.ok) return answer.code
    const text = input.text || [input.name, input.phone, input.email].filter(Boolean).join(', ')
    this.thread.receive(mine(input.id, text, answer.value.at))
    this.changed()
    return undefined
  }

  /** Whether a message of the visitor's own may still be changed. */
  changeable(at: number): boolean {
    return Date.now() + this.clockOffset - at < CHANGE_MS
  }

  edit(messageId: string, text: string): void {
    const words = text.trim()
    void this.alter('edit', { messageId, text: words }, { text: words })
  }
  remove(messageId: string): void {
    void this.alter('delete', { messageId }, { deleted: true })
  }
  /** An empty emoji takes the reaction away. */
  react(messageId: string, emoji: string): void {
    void this.alter('react', { messageId, ...(emoji ? { emoji } : {}) }, { own: emoji })
  }

  private async alter<K extends 'edit' | 'delete' | 'react'>(
    name: K,
    input: Omit<Plain<WidgetInput<K>>, 'id'> & { messageId: string },
    change: Partial<WidgetPayload<'change'>>,
  ): Promise<void> {
    const answer = await this.link.request(name, { ...input, id: freshId() } as never)
    if (!answer.ok) return this.notice(answer.code)
    this.thread.change({ ...change, messageId: input.messageId as WidgetMessage['messageId'] })
    this.changed()
  }

  /** A refusal is told for a few seconds. */
  notice(code: string): void {
    clearTimeout(this.timers.notice)
    this.timers.notice = setTimeout(() => this.patch({}, 'notice'), NOTICE_MS)
    this.patch({ notice: code })
  }

  close(): void {
    for (const timer of Object.values(this.timers)) clearTimeout(timer)
    this.link.close()
  }

  private async hello(): Promise<void> {
    const { account, device, language, source, visitId, referrer } = this.around
    this.told = this.around.page().url
    const held = this.memory.consent === 'yes' ? this.held : undefined
    const answer = await this.link.request('hello', {
      ...(account === undefined ? {} : { accountId: account }),
      ...this.memory.visitor,
      page: { ...(held?.page ?? this.around.page()), ...(referrer ? { referrer } : {}) },
      source,
      device,
      language,
      consent: this.memory.consent === 'yes',
      visitId,
      ...(held ? { at: held.at + this.clockOffset } : {}),
    })
    if (!answer.ok) {
      if (answer.code === 'HUB_OFFLINE') return
      this.notice(answer.code)
      if (CLOSED.includes(answer.code)) this.link.close()
      else this.retry(() => void this.hello())
      return
    }
    const { visitorId, secret, messages, calls, operator, company, now } = answer.value
    this.memory.visitor = { visitorId, secret }
    this.clockOffset = now - Date.now()
    for (const id of this.thread.restore(messages, calls)) this.memory.take(id)
    this.ready = true
    this.patch(
      {
        link: 'online',
        company,
        operatorOnline: company.online,
        ...(operator ? { operator: operator.name } : {}),
      },
      ...(operator ? [] : (['operator'] as const)),
    )
    if (held) this.letGo()
    for (const fact of held?.facts ?? []) this.tellLate(fact)
    const here = this.around.page().url
    // The hello itself has told of the page that the visitor is on.
    for (const fact of this.queue.splice(0))
      if (fact.name !== 'page' || (fact.input as Where).url !== here) this.tellLate(fact)
    void this.flush()
    this.see()
  }

  private async flush(): Promise<void> {
    if (this.flushing) return
    this.flushing = true
    for (let next = this.thread.pending()[0]; this.ready && next; next = this.thread.pending()[0]) {
      const { messageId } = next
      const answer = await this.deliver(next)
      if (answer.ok)
        this.thread.accepted(messageId, answer.value.at, answer.value.files as WidgetFile[] | undefined)
      else if (FINAL.includes(answer.code)) this.thread.refused(messageId, answer.code)
      else {
        if (answer.code !== 'HUB_OFFLINE') {
          this.notice(answer.code)
          this.retry(() => void this.flush())
        }
        break
      }
      this.memory.take(messageId)
      this.changed()
    }
    this.flushing = false
  }

  /** A message; its file goes before it, part by part from where the hub stands. */
  private async deliver({ messageId, text, file }: Outgoing) {
    if (!file) return this.link.request('message', { messageId, text })
    const { fileId, name, blob } = file
    const begun = await this.link.request('file-begin', { fileId, name, bytes: blob.size })
    if (!begun.ok) return begun
    for (let { offset } = begun.value; offset < blob.size; ) {
      const bytes = new Uint8Array(await blob.slice(offset, offset + CHUNK).arrayBuffer())
      const data = btoa(String.fromCharCode(...bytes))
      const answer = await this.link.request('file-chunk', { fileId, offset, data })
      if (!answer.ok) return answer
      offset = answer.value.offset
      this.thread.progress(messageId, offset / blob.size)
      this.changed()
    }
    return this.link.request('message', { messageId, text, files: [fileId] })
  }

  private retry(run: () => void): void {
    clearTimeout(this.timers.retry)
    this.timers.retry = setTimeout(run, RETRY_MS)
  }

  /** A fact about the visit; kept for a while when there is nobody to tell it to, or no leave to tell it. */
  private record<K extends Event>(name: K, input: Plain<WidgetInput<K>>): void {
    const waiting = this.held?.facts ?? this.queue
    if (this.ready && !this.held) return this.tell(name, input)
    if (waiting.length < QUEUE_LIMIT) waiting.push({ name, input, at: Date.now() })
    if (this.held) this.memory.setNote('held', this.held)
  }

  private tellLate({ name, input, at }: Fact): void {
    this.tell(name, { ...input, at: at + this.clockOffset } as never)
  }

  /** Goes on with the visit that this tab holds back, or begins to hold this one. */
  private hold(): void {
    const { visitId } = this.around
    const page = this.around.page()
    const known = this.memory.note('held') as HeldVisit | undefined
    if (known?.visitId !== visitId || !Array.isArray(known.facts)) {
      this.held = { visitId, page, at: Date.now(), facts: [] }
      this.memory.setNote('held', this.held)
      return
    }
    this.held = known
    const last = known.facts.findLast(({ name }) => name === 'page')?.input ?? known.page
    if ((last as Where).url !== page.url) this.record('page', page)
  }

  private letGo(): void {
    this.held = undefined
    this.memory.setNote('held', undefined)
  }

  private tell<K extends Event | 'typing'>(name: K, input: Plain<WidgetInput<K>>): void {
    if (this.ready) void this.link.request(name, input)
  }

  private stopTyping(): void {
    clearTimeout(this.timers.typing)
    if (this.typingSince === 0) return
    this.typingSince = 0
    this.tell('typing', { on: false })
  }

  private handlers(): PushHandlers {
    return {
      message: (message) => {
        const isNew = this.thread.receive(message)
        this.memory.take(message.messageId)
        if (message.from !== 'visitor') this.patch({}, 'typing')
        else this.changed()
        if (isNew && message.from !== 'visitor') this.arrived(message)
        this.see()
      },
      change: (change) => {
        this.thread.change(change)
        this.changed()
      },
      receipt: ({ messageId, receipt }) => {
        this.thread.receipt(messageId, receipt)
        this.changed()
      },
      typing: ({ on, name }) => {
        clearTimeout(this.timers.operator)
        if (!on) return this.patch({}, 'typing')
        this.timers.operator = setTimeout(() => this.patch({}, 'typing'), OPERATOR_TYPING_MS)
        this.patch({ typing: name ?? this.state.operator ?? '' })
      },
      operator: ({ name, online }) =>
        this.patch(
          { operatorOnline: online, ...(name === undefined ? {} : { operator: name }) },
          ...(name === undefined ? (['operator'] as const) : []),
        ),
      call: (call) => {
        this.thread.receiveCall(call)
        this.changed()
      },
      refused: ({ code }) => this.notice(code),
    }
  }

  private patch(
    change: Partial<SessionState>,
    ...gone: ('operator' | 'typing' | 'notice' | 'product')[]
  ): void {
    const next = { ...this.state, ...change }
    for (const key of gone) delete next[key]
    this.state = next
    this.changed()
  }
}

const mine = (messageId: string, text: string, at: number): WidgetMessage => ({
  messageId: messageId as WidgetMessage['messageId'],
  from: 'visitor',
  text,
  at,
  receipt: 'delivered',
})
