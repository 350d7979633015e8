import { randomBytes } from 'node:crypto'
import type { Link } from '../link.ts'
import type { ParserEar } from './parser-ear.ts'
import { bodyType, readable, sdpOf } from './readable.ts'
import { readHead, type SipHead, splitValues } from './sip-head.ts'

/** Option tags that this phone understands when a caller insists on them. */
const UNDERSTOOD = new Set(['100rel', 'replaces', 'norefersub'])
export type ClaimedRequest = { method: string; headers: SipHead['headers']; body: string }
/** Whether sip.js has sent something at once, and the header at which its parser gave the message up. */
type Delivered = { answered: boolean; unread: string | undefined }
/** An answer of our own; `extra` are whole header lines. */
export type Answer = { status: number; reason: string; extra?: string[] }

export type InboundGuard = {
  /** The domain of our account, for addresses that have none. */
  domain: string
  /** Takes a request from before sip.js sees it, by answering it. */
  claims?: (request: ClaimedRequest) => Answer | undefined
  /** A call is coming from this user; told before sip.js takes its milliseconds to read it. */
  knock?: (user: string) => void
  /** Hands the text to sip.js; may throw. */
  deliver: (text: string) => Delivered
  /** Sends an answer that sip.js would not give. */
  reply: (text: string) => void
  /** Tells why a message was not delivered, or what sip.js threw at it. No content, only the reason. */
  log: (reason: string) => void
}

/**
 * Stands between the link and sip.js 0.21.2, whose parser throws at some requests, misreads several Via values in one
 * line (the CANCEL then misses its INVITE and the phone rings on), and rings for calls that must be refused. What is no
 * proper request is answered here, once, and never rings.
 */
function guardInbound(raw: string, guard: InboundGuard): void {
  // Line ends before a message are to be passed over (RFC 3261 7.5).
  const text = raw.replace(/^[\r\n]+/, '')
  const head = readHead(text)
  if (!head) return guard.log('not a SIP message')
  if (head.kind === 'request') {
    const refusal = refusalOf(head, text)
    if (refusal) {
      guard.log(`${head.method} refused: ${refusal.status} ${refusal.reason}`)
      if (head.method !== 'ACK') guard.reply(response(head, refusal))
      return
    }
    const { method, headers } = head
    const claimed = guard.claims?.({ method, headers, body: text.slice(head.bodyAt) })
    if (claimed) return guard.reply(response(head, claimed))
  }
  const user = head.kind === 'request' && caller(head)
  if (user) guard.knock?.(user)
  let failure: string | undefined
  try {
    const { answered, unread } = deliverReadable(readable(text, head, guard.domain), guard)
    if (unread !== undefined) failure = `sip.js cannot read ${unread}`
    else if (!answered) failure = 'sip.js gave no answer'
  } catch (error) {
    failure = `sip.js threw: ${error instanceof Error ? error.message : String(error)}`
  }
  if (failure && (head.kind === 'response' || head.method === 'ACK') && failure !== 'sip.js gave no answer')
    return guard.log(failure)
  if (failure === undefined || head.kind === 'response' || !owesAnswer(head)) return
  // What sip.js cannot parse, or drops because of a call's state, would leave the other side waiting for half a minute.
  guard.log(`${head.method}: ${failure}`)
  guard.reply(response(head, toTag(head) ? NO_SUCH_CALL : NOT_READ))
}

/** A header that sip.js cannot read is left out, rather than the whole message with it. */
function deliverReadable(text: string, guard: InboundGuard): Delivered {
  let [rest, result] = [text, guard.deliver(text)]
  for (let tries = 0; result.unread !== undefined && tries < MAX_LEFT_OUT; tries++) {
    const { unread } = result
    const shorter = OPTIONAL.has(unread) ? withoutHeader(rest, unread) : rest
    if (shorter === rest) return result
    guard.log(`left out: ${unread}`)
    rest = shorter
    result = guard.deliver(rest)
  }
  return result
}

const MAX_LEFT_OUT = 4
/** Headers that sip.js parses at once, and whose loss changes less than the loss of the message. */
const OPTIONAL = new Set([
  'contact',
  'content-length',
  'max-forwards',
  'proxy-authenticate',
  'record-route',
  'www-authenticate',
])

function withoutHeader(text: string, name: string): string {
  const end = text.indexOf('\r\n\r\n')
  const lines = text
    .slice(0, end)
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n')
  const kept = lines.filter(
    (line, i) => i === 0 || line.slice(0, line.indexOf(':')).trim().toLowerCase() !== name,
  )
  return kept.length === lines.length ? text : `${kept.join('\r\n')}${text.slice(end)}`
}

const NOT_READ: Answer = { status: 400, reason: 'Bad Request' }
const NO_SUCH_CALL: Answer = { status: 481, reason: 'Call Does Not Exist' }

/** Requests that sip.js answers at once when it takes them; a re-INVITE is answered by the media window, later. */
const owesAnswer = (head: SipHead & { kind: 'request' }) =>
  head.method !== 'ACK' && !(head.method === 'INVITE' && toTag(head))

const toTag = (head: SipHead) => /;\s*tag\s*=/i.test(head.headers.find((h) => h.key === 'to')?.value ?? '')

/** The user that a new INVITE comes from; undefined for everything else. */
function caller(head: SipHead & { kind: 'request' }): string | undefined {
  const one = (key: string) => head.headers.find((h) => h.key === key)?.value ?? ''
  if (head.method !== 'INVITE' || /;\s*tag\s*=/i.test(one('to'))) return undefined
  return /sips?:([^@>;\s]{1,64})@/i.exec(one('from'))?.[1]
}

function refusalOf(head: SipHead & { kind: 'request' }, text: string): Answer | undefined {
  const one = (key: string) => head.headers.find((h) => h.key === key)?.value
  if (!/^sips?:/i.test(head.uri)) return { status: 416, reason: 'Unsupported URI Scheme' }
  if (!new RegExp(`^\\d{1,10}\\s+${head.method.replace(/[^\w]/g, '\\$&')}$`).test(one('cseq') ?? ''))
    return { status: 400, reason: 'Bad CSeq' }
  if (!/;\s*branch\s*=\s*[^;,\s]/i.test(one('via') ?? '')) return { status: 400, reason: 'Bad Via' }
  if (!/;\s*tag\s*=\s*[^;,\s]/i.test(one('from') ?? '')) return { status: 400, reason: 'No From Tag' }
  if (head.method === 'ACK' || head.method === 'CANCEL') return undefined
  const unknown = head.headers
    .filter((h) => h.key === 'require')
    .flatMap((h) => splitValues(h.value))
    .filter((tag) => !UNDERSTOOD.has(tag.toLowerCase()))
  if (unknown.length > 0)
    return { status: 420, reason: 'Bad Extension', extra: [`Unsupported: ${unknown.join(', ')}`] }
  if (head.method !== 'INVITE' || !head.hasBody) return undefined
  const encoding = one('content-encoding')
  if (encoding !== undefined && !/^identity$/i.test(encoding))
    return { status: 415, reason: 'Unsupported Media Type', extra: ['Accept-Encoding: identity'] }
  const body = text.slice(head.bodyAt)
  const type = bodyType(head)
  const sdp = sdpOf(head, body) ?? (type === 'application/sdp' ? body : undefined)
  // A body of no type even makes sip.js fail where nobody catches it.
  if (sdp === undefined)
    return { status: 415, reason: 'Unsupported Media Type', extra: ['Accept: application/sdp'] }
  // An offer without sound could ring, but never be answered (RFC 3261 21.4.26).
  if (!/^v=0[\s\S]*\nm=audio /.test(sdp)) return { status: 488, reason: 'Not Acceptable Here' }
  return undefined
}

/** An answer of our own (RFC 3261 8.2.6). */
function response(head: SipHead, { status, reason, extra = [] }: Answer): string {
  const lines = [`SIP/2.0 ${status} ${reason}`]
  for (const { key, value } of head.headers) {
    if (key === 'via') lines.push(`Via: ${value}`)
    else if (key === 'from') lines.push(`From: ${value}`)
    else if (key === 'to')
      lines.push(`To: ${value}${/;\s*tag\s*=/i.test(value) ? '' : `;tag=${randomBytes(6).toString('hex')}`}`)
    else if (key === 'call-id') lines.push(`Call-ID: ${value}`)
    else if (key === 'cseq') lines.push(`CSeq: ${value}`)
  }
  lines.push(...extra)
  return `${lines.join('\r\n')}\r\nContent-Length: 0\r\n\r\n`
}

/** Puts the guard between a link and the user agent that has been made on it. */
export function guardLink(link: Link, ear: ParserEar, guard: Omit<InboundGuard, 'deliver' | 'reply'>): void {
  const toSipJs = link.onMessage
  const deliver = (text: string): Delivered => {
    ear.clear()
    const before = link.sent
    toSipJs?.(text)
    return { answered: link.sent > before, unread: ear.unread }
  }
  const reply = (text: string) => void link.send(text).catch(() => {})
  link.onMessage = (text) => guardInbound(text, { ...guard, deliver, reply })
}
