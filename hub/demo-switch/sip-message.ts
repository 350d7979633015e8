/** One header line. `key` is the full lower-case name (compact forms expanded), `name` is what goes on the wire. */
export type Header = { key: string; name: string; value: string }
export type SipRequest = { kind: 'request'; method: string; uri: string; headers: Header[]; body: string }
export type SipResponse = {
  kind: 'response'
  status: number
  reason: string
  headers: Header[]
  body: string
}
export type SipMessage = SipRequest | SipResponse

/** More header lines than this is not a phone talking. */
const MAX_HEADER_LINES = 256
const MAX_LINE = 8192

/** RFC 3261 7.3.3 and the registry that follows it. */
const COMPACT: Record<string, string> = {
  a: 'accept-contact',
  b: 'referred-by',
  c: 'content-type',
  d: 'request-disposition',
  e: 'content-encoding',
  f: 'from',
  i: 'call-id',
  j: 'reject-contact',
  k: 'supported',
  l: 'content-length',
  m: 'contact',
  o: 'event',
  r: 'refer-to',
  s: 'subject',
  t: 'to',
  u: 'allow-events',
  v: 'via',
  x: 'session-expires',
}
const WIRE_NAMES: Record<string, string> = {
  'call-id': 'Call-ID',
  cseq: 'CSeq',
  'www-authenticate': 'WWW-Authenticate',
}
/** Present in every message; without one of them there is nothing to answer to (RFC 3261 8.1.1). */
const MANDATORY = ['via', 'from', 'to', 'call-id', 'cseq'] as const

const RESPONSE_LINE = /^SIP\/2\.0[ \t]+([1-6]\d\d)(?:[ \t]+(.*))?$/i
const REQUEST_LINE = /^([\w.!%*+`'~-]+) (\S+) SIP\/2\.0$/i

/** Reads one message from one WebSocket frame (RFC 7118, 5.2); undefined when it is no SIP message. Never throws. */
export function parseMessage(frame: string): SipMessage | undefined {
  const text = frame.replace(/^(?:\r\n)+/, '')
  const end = text.indexOf('\r\n\r\n')
  if (end < 0) return undefined
  const [first = '', ...lines] = text
    .slice(0, end)
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n')
  if (lines.length > MAX_HEADER_LINES) return undefined
  const headers: Header[] = []
  for (const line of lines) {
    const read = parseHeaderLine(line)
    if (!read) return undefined
    headers.push(read)
  }
  const body = bodyWithin(text.slice(end + 4), headers)
  const response = RESPONSE_LINE.exec(first)
  const request = response ? null : REQUEST_LINE.exec(first)
  const message: SipMessage | undefined = response
    ? { kind: 'response', status: Number(response[1]), reason: response[2] ?? '', headers, body }
    : request
      ? { kind: 'request', method: request[1] ?? '', uri: request[2] ?? '', headers, body }
      : undefined
  if (!message || MANDATORY.some((key) => !getHeader(message, key))) return undefined
  return message
}

function parseHeaderLine(line: string): Header | undefined {
  const colon = line.indexOf(':')
  const shown = line.slice(0, colon).trim()
  if (colon < 1 || line.length > MAX_LINE || !/^[\w.!%*+`'~-]+$/.test(shown)) return undefined
  const low = shown.toLowerCase()
  const key = Object.hasOwn(COMPACT, low) ? (COMPACT[low] ?? low) : low
  return { key, name: key === low ? shown : wireName(key), value: line.slice(colon + 1).trim() }
}

/** Bytes beyond Content-Length are discarded (RFC 3261 18.3). */
function bodyWithin(body: string, headers: Header[]): string {
  const length = headers.find((h) => h.key === 'content-length')?.value
  if (length === undefined || !/^\d{1,9}$/.test(length)) return body
  const bytes = Buffer.from(body)
  return bytes.length > Number(length) ? bytes.subarray(0, Number(length)).toString() : body
}

/** What makes a readable request unacceptable, as the status to answer with; undefined when it is fine. */
export function requestFault(request: SipRequest): { status: number; reason: string } | undefined {
  const cseq = /^(\d{1,10})[ \t]+(\S+)$/.exec(getHeader(request, 'cseq') ?? '')
  if (!cseq || Number(cseq[1]) > 2 ** 31 || cseq[2] !== request.method)
    return { status: 400, reason: 'Bad CSeq' }
  const length = getHeader(request, 'content-length')
  if (length !== undefined && (!/^\d{1,9}$/.test(length) || Number(length) > Buffer.byteLength(request.body)))
    return { status: 400, reason: 'Bad Content-Length' }
  const hops = getHeader(request, 'max-forwards')
  if (hops !== undefined && !/^0*\d{1,3}$/.test(hops)) return { status: 400, reason: 'Bad Max-Forwards' }
  if (!topBranch(request)) return { status: 400, reason: 'Bad Via' }
  for (const key of ['from', 'to', 'call-id', 'cseq'])
    if (request.headers.filter((h) => h.key === key).length > 1)
      return { status: 400, reason: `More Than One ${wireName(key)}` }
  if (!/^sips?:/i.test(request.uri)) return { status: 416, reason: 'Unsupported URI Scheme' }
  if (!userHostOf(request.uri)) return { status: 400, reason: 'Bad Request-URI' }
  return undefined
}

export function serialise(message: SipMessage): string {
  const first =
    message.kind === 'request'
      ? `${message.method} ${message.uri} SIP/2.0`
      : `SIP/2.0 ${message.status} ${message.reason}`
  const lines = message.headers
    .filter((h) => h.key !== 'content-length')
    .map((h) => `${h.name}: ${h.value}`)
    .join('\r\n')
  return `${first}\r\n${lines}\r\nContent-Length: ${Buffer.byteLength(message.body)}\r\n\r\n${message.body}`
}

export const header = (key: string, value: string): Header => ({ key, name: wireName(key), value })

function wireName(key: string): string {
  return (
    WIRE_NAMES[key] ?? key.replace(/(^|-)([a-z])/g, (_, dash: string, c: string) => dash + c.toUpperCase())
  )
}

/** The first value of a header, whole. */
export const getHeader = (message: SipMessage, key: string): string | undefined =>
  message.headers.find((h) => h.key === key)?.value

/** All values of a list header, one per element, whether they came in one line or in several. */
export const getAll = (message: SipMessage, key: string): string[] =>
  message.headers.filter((h) => h.key === key).flatMap((h) => splitList(h.value))

export const pick = (message: SipMessage, ...keys: string[]): Header[] =>
  message.headers.filter((h) => keys.includes(h.key)).map((h) => ({ ...h }))

export const copyRequest = (request: SipRequest): SipRequest => ({
  ...request,
  headers: request.headers.map((h) => ({ ...h })),
})

/** Replaces the topmost element of a list header; `undefined` removes it. */
export function replaceTop(message: SipMessage, key: string, value: string | undefined): void {
  const at = message.headers.findIndex((h) => h.key === key)
  const found = message.headers[at]
  if (!found) return
  const rest = splitList(found.value).slice(1)
  const values = value === undefined ? rest : [value, ...rest]
  message.headers.splice(at, 1, ...values.map((v) => ({ key, name: found.name, value: v })))
}

/** Splits at commas outside quotes and angle brackets. */
function splitList(value: string): string[] {
  const parts: string[] = []
  let quoted = false
  let depth = 0
  let start = 0
  for (let i = 0; i < value.length; i++) {
    const c = value[i]
    if (quoted && c === '\\') i++
    else if (c === '"') quoted = !quoted
    else if (!quoted && c === '<') depth++
    else if (!quoted && c === '>') depth = Math.max(0, depth - 1)
    else if (!quoted && depth === 0 && c === ',') {
      parts.push(value.slice(start, i).trim())
      start = i + 1
    }
  }
  parts.push(value.slice(start).trim())
  return parts.filter((part) => part !== '')
}

/** The address inside `"Name" <sip:…>;tag=…`, or the bare form without its header parameters. */
export function addressOf(value: string): string {
  const named = /<([^>]*)>/.exec(withoutQuoted(value))
  return (named ? (named[1] ?? '') : (value.split(';')[0] ?? '')).trim()
}

/** A parameter of the header itself, never of the URI within angle brackets; '' when it has no value. */
export function paramOf(value: string, name: string): string | undefined {
  const bare = withoutQuoted(value).replace(/<[^>]*>/g, '')
  const found = new RegExp(`;\\s*${name}(?:\\s*=\\s*([^;,\\s]*))?(?=[;,\\s]|$)`, 'i').exec(bare)
  return found ? (found[1] ?? '') : undefined
}

const withoutQuoted = (value: string) => value.replace(/"(?:[^"\\]|\\.)*"/g, '""')

/** `user@host:port` of a SIP URI, lower-case, without parameters: what a flow is known by. */
export const userHostOf = (uri: string): string | undefined =>
  /^sips?:([^;?>\s]+)/i.exec(uri)?.[1]?.toLowerCase() || undefined

/** The user part, percent-decoded and with its case kept; undefined when there is none. */
export function userOf(uri: string): string | undefined {
  const user = /^sips?:([^@;?>\s]+)@/i.exec(uri)?.[1]?.split(':')[0]
  if (user === undefined) return undefined
  try {
    return decodeURIComponent(user)
  } catch {
    return user
  }
}

/** The host without its port, lower-case. */
export const hostOf = (uri: string): string | undefined =>
  userHostOf(uri)?.replace(/^.*@/, '').replace(/:\d+$/, '') || undefined

export const toTag = (message: SipMessage): string | undefined =>
  paramOf(getHeader(message, 'to') ?? '', 'tag')
export const cseqMethod = (message: SipMessage): string =>
  (getHeader(message, 'cseq') ?? '').split(/\s+/)[1] ?? ''
export const topBranch = (message: SipMessage): string | undefined =>
  paramOf(getAll(message, 'via')[0] ?? '', 'branch') || undefined

/** `host:port` that the topmost Via was sent by: part of a transaction's identity (RFC 3261 17.2.3). */
export const sentBy = (message: SipMessage): string =>
  /^SIP\s*\/\s*2\.0\s*\/\s*\S+\s+([^;\s]+)/i.exec(getAll(message, 'via')[0] ?? '')?.[1]?.toLowerCase() ?? ''
