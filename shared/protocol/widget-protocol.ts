import { CartLine, VisitSource } from '../domain/event.ts'
import { AccountId, CommandId, ConversationId, MessageId, VisitorId } from '../lib/ids.ts'
import { z } from '../lib/schema.ts'

/**
 * What the site widget and the hub say to each other over socket.io, namespace `/widget`. A visitor is nobody we can
 * trust: everything is parsed, counted and cut to size, and a visitor is known only by the secret that the hub gave it.
 */
export const WIDGET_PROTOCOL_VERSION = 1

const request = <I extends z.ZodMiniType, O extends z.ZodMiniType>(input: I, output: O) =>
  ({ kind: 'request', input, output }) as const
const push = <P extends z.ZodMiniType>(payload: P) => ({ kind: 'push', payload }) as const
const done = z.object({})
const url = z.string().check(z.maxLength(2000))
const title = z.optional(z.string().check(z.maxLength(300)))
/** When it happened by the hub's clock, for what a widget has held back; absent: just now. */
const at = z.optional(z.number())

/** A file of a message; `path` reads it from the hub for a day. */
export const WidgetFile = z.object({
  fileId: z.string(),
  name: z.string(),
  bytes: z.number(),
  mime: z.string(),
  path: z.string(),
  width: z.optional(z.number()),
  height: z.optional(z.number()),
  /** Of a voice note. */
  seconds: z.optional(z.number()),
})
export type WidgetFile = z.infer<typeof WidgetFile>
const fileId = z.string().check(z.regex(/^[\w-]{8,64}$/))
/** So much of a file travels at once, bytes. */
export const WIDGET_CHUNK = 49_152
/** For so long a visitor may change or take back what they wrote, milliseconds. */
export const WIDGET_CHANGE_MS = 3_600_000

export const WidgetMessage = z.object({
  messageId: MessageId,
  from: z.enum(['visitor', 'operator', 'bot', 'system']),
  /** The operator's first name, as customers see it. */
  name: z.optional(z.string()),
  text: z.string(),
  at: z.number(),
  receipt: z.enum(['sent', 'delivered', 'read', 'failed']),
  files: z.optional(z.array(WidgetFile)),
  replyTo: z.optional(MessageId),
  edited: z.optional(z.boolean()),
  deleted: z.optional(z.boolean()),
  /** The operator's. */
  reaction: z.optional(z.string()),
  /** The visitor's own. */
  own: z.optional(z.string()),
})
export type WidgetMessage = z.infer<typeof WidgetMessage>

/** A recorded call in the visitor's own thread: told as a line, in true words. */
export const WidgetCallLine = z.object({
  callId: z.string(),
  at: z.number(),
  outcome: z.enum(['answered', 'missed', 'declined', 'abandoned', 'nobody-available', 'busy', 'failed']),
  talkSeconds: z.number(),
})
export type WidgetCallLine = z.infer<typeof WidgetCallLine>

export const WidgetCompany = z.object({
  name: z.string(),
  language: z.enum(['ru', 'pl', 'en']),
  online: z.boolean(),
  buttons: z.array(z.object({ kind: z.string(), label: z.string(), href: z.optional(z.string()) })),
  call: z.enum(['demo-switch', 'call-back', 'off']),
  recording: z.boolean(),
  /** Of the queue that the site leads to, where it has hours. */
  hours: z.optional(
    z.object({
      open: z.boolean(),
      /** When that changes; absent: never. */
      changesAt: z.optional(z.number()),
      /** While it is closed, a contact can be left. */
      form: z.boolean(),
    }),
  ),
})
export type WidgetCompany = z.infer<typeof WidgetCompany>

/** Everything a browser needs to place one call: who it is comes inside the signed token (EdDSA JWS). */
export const CallTicket = z.object({
  server: z.string(),
  domain: z.string(),
  user: z.string(),
  target: z.string(),
  token: z.string(),
  expiresAt: z.number(),
  recorded: z.boolean(),
})
export type CallTicket = z.infer<typeof CallTicket>

export const widgetProtocol = {
  version: WIDGET_PROTOCOL_VERSION,
  requests: {
    hello: request(
      z.object({
        accountId: z.optional(AccountId),
        visitorId: z.optional(VisitorId),
        secret: z.optional(z.string().check(z.maxLength(200))),
        page: z.object({ url, title, referrer: z.optional(url) }),
        source: VisitSource,
        device: z.enum(['desktop', 'phone', 'tablet']),
        language: z.string().check(z.maxLength(20)),
        /** Whether the visitor agreed to be remembered; without it only this page's chat is kept. */
        consent: z.boolean(),
        visitId: z.string().check(z.maxLength(64)),
        /** With the visit's first page in `page`, when consent is given later in it. */
        at,
      }),
      z.object({
        visitorId: VisitorId,
        secret: z.string(),
        conversationId: z.optional(ConversationId),
        messages: z.array(WidgetMessage),
        calls: z.array(WidgetCallLine),
        operator: z.optional(z.object({ name: z.string() })),
        company: WidgetCompany,
        now: z.number(),
      }),
    ),
    page: request(z.object({ url, title, at }), done),
    product: request(
      z.object({ productId: z.string().check(z.maxLength(80)), title, url: z.optional(url), at }),
      done,
    ),
    cart: request(
      z.object({
        id: CommandId,
        cartId: z.optional(z.string().check(z.maxLength(80))),
        items: z.array(CartLine).check(z.maxLength(100)),
        total: z.optional(z.number()),
        currency: z.optional(z.string().check(z.maxLength(3))),
        at,
      }),
      done,
    ),
    search: request(z.object({ query: z.string().check(z.maxLength(300)), at }), done),
    click: request(z.object({ button: z.string().check(z.maxLength(40)), at }), done),
    message: request(
      z.object({
        messageId: MessageId,
        text: z.string().check(z.maxLength(4000)),
        files: z.optional(z.array(fileId).check(z.maxLength(10))),
      }),
      z.object({ at: z.number(), files: z.optional(z.array(WidgetFile)) }),
    ),
    /** The visitor's own words anew, within `WIDGET_CHANGE_MS` of the first. */
    edit: request(
      z.object({ id: CommandId, messageId: MessageId, text: z.string().check(z.maxLength(4000)) }),
      done,
    ),
    delete: request(z.object({ id: CommandId, messageId: MessageId }), done),
    /** Without an emoji: taken away. */
    react: request(
      z.object({ id: CommandId, messageId: MessageId, emoji: z.optional(z.string().check(z.maxLength(16))) }),
      done,
    ),
    /** Begins a file or goes on with one: the hub says how much of it is there. */
    'file-begin': request(
      z.object({
        fileId,
        name: z.string().check(z.minLength(1), z.maxLength(255)),
        bytes: z.number().check(z.gte(1)),
      }),
      z.object({ offset: z.number() }),
    ),
    /** The next part, base64 (the widget's link carries text alone); `offset` is where it belongs. Whole once the offset that is answered is the file's size. */
    'file-chunk': request(
      z.object({ fileId, offset: z.number().check(z.gte(0)), data: z.string().check(z.maxLength(70_000)) }),
      z.object({ offset: z.number() }),
    ),
    typing: request(z.object({ on: z.boolean() }), done),
    seen: request(z.object({ messageId: MessageId }), done),
    /** Asks for a call; `noticed` says that the visitor was told that it is recorded. */
    call: request(z.object({ noticed: z.boolean() }), CallTicket),
    /** Left while nobody works: somebody calls or writes once the queue opens. A number or an address is needed. */
    'leave-contact': request(
      z.object({
        id: CommandId,
        name: z.string().check(z.maxLength(120)),
        phone: z.optional(z.string().check(z.maxLength(40))),
        email: z.optional(z.string().check(z.maxLength(200))),
        text: z.string().check(z.maxLength(2000)),
      }),
      z.object({ at: z.number() }),
    ),
    'call-back': request(z.object({ id: CommandId, number: z.string().check(z.maxLength(40)) }), done),
  },
  pushes: {
    message: push(WidgetMessage),
    change: push(
      z.object({
        messageId: MessageId,
        text: z.optional(z.string()),
        deleted: z.optional(z.boolean()),
        /** Empty: taken away. */
        reaction: z.optional(z.string()),
        own: z.optional(z.string()),
      }),
    ),
    receipt: push(z.object({ messageId: MessageId, receipt: z.enum(['delivered', 'read', 'failed']) })),
    typing: push(z.object({ on: z.boolean(), name: z.optional(z.string()) })),
    operator: push(z.object({ name: z.optional(z.string()), online: z.boolean() })),
    call: push(WidgetCallLine),
    refused: push(z.object({ code: z.string() })),
  },
} as const

export type WidgetRequests = (typeof widgetProtocol)['requests']
export type WidgetRequestName = keyof WidgetRequests
export type WidgetInput<K extends WidgetRequestName> = z.infer<WidgetRequests[K]['input']>
export type WidgetOutput<K extends WidgetRequestName> = z.infer<WidgetRequests[K]['output']>
export type WidgetPushes = (typeof widgetProtocol)['pushes']
export type WidgetPushName = keyof WidgetPushes
export type WidgetPayload<K extends WidgetPushName> = z.infer<WidgetPushes[K]['payload']>

/** Claims of the token that an INVITE from a site or phone page carries in `X-Kommutator-Token`. */
export const CallToken = z.object({
  typ: z.enum(['call', 'phone']),
  /** The SIP user that its holder may call from. */
  sub: z.string(),
  contactId: z.optional(z.string()),
  visitorId: z.optional(z.string()),
  name: z.optional(z.string()),
  number: z.optional(z.string()),
  exp: z.number(),
})
export type CallToken = z.infer<typeof CallToken>

export const CALL_TOKEN_HEADER = 'X-Kommutator-Token'
/** Issuer of call tokens and signed links. */
export const TOKEN_ISSUER = 'kommutator-hub'
