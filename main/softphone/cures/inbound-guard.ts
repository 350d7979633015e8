import { randomBytes } from 'node:crypto'
import { readHead, type SipHead, splitValues } from './sip-head.ts'

/** Option tags that this phone understands when a caller insists on them. */
const UNDERSTOOD = new Set(['100rel', 'replaces', 'norefersub'])
/** An INVITE's own time limit is honoured up to a day; a longer one would overflow sip.js's timer and end the call at once. */
const MAX_EXPIRES_SECONDS = 86_400

export type ClaimedRequest = { method: string; headers: SipHead['headers']; body: string }

export type InboundGuard = {
  /** Takes a request from before sip.js sees it; it is answered 200 then. */
  claims?: (request: ClaimedRequest) => boolean
  /** A call is coming from this user; told before sip.js takes its milliseconds to read it. */
  knock?: (user: string) => void
  /** Hands the text to sip.js; may throw. */
  deliver: (text: string) => void
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
export function guardInbound(text: string, guard: InboundGuard): void {
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
    if (guard.claims?.({ method, headers, body: text.slice(head.bodyAt) }))
      return guard.reply(response(head, { status: 200, reason: 'OK' }))
  }
  const user = head.kind === 'request' && caller(head)
  if (user) guard.knock?.(user)
  try {
    guard.deliver(normalised(text, head))
  } catch (error) {
    guard.log(`sip.js threw: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** The user that a new INVITE comes from; undefined for everything else. */
function caller(head: SipHead & { kind: 'request' }): string | undefined {
  const one = (key: string) => head.headers.find((h) => h.key === key)?.value ?? ''
  if (head.method !== 'INVITE' || /;\s*tag\s*=/i.test(one('to'))) return undefined
  return /sips?:([^@>;\s]{1,64})@/i.exec(one('from'))?.[1]
}

type Refusal = { status: number; reason: string; extra?: string }

function refusalOf(head: SipHead & { kind: 'request' }, text: string): Refusal | undefined {
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
    return { status: 420, reason: 'Bad Extension', extra: `Unsupported: ${unknown.join(', ')}` }
  const type = one('content-type')
  const sdp = type !== undefined && /^(application\/sdp|multipart\/)/i.test(type)
  // A body of no type even makes sip.js fail where nobody catches it.
  if (head.hasBody && head.method === 'INVITE' && !sdp)
    return { status: 415, reason: 'Unsupported Media Type', extra: 'Accept: application/sdp' }
  // An offer without sound could ring, but never be answered (RFC 3261 21.4.26).
  if (head.hasBody && head.method === 'INVITE' && /^application\/sdp/i.test(type ?? ''))
    if (!/^v=0[\s\S]*\nm=audio /.test(text.slice(head.bodyAt)))
      return { status: 488, reason: 'Not Acceptable Here' }
  return undefined
}

/** An answer of our own (RFC 3261 8.2.6). */
function response(head: SipHead, { status, reason, extra }: Refusal): string {
  const lines = [`SIP/2.0 ${status} ${reason}`]
  for (const { key, value } of head.headers) {
    if (key === 'via') lines.push(`Via: ${value}`)
    else if (key === 'from') lines.push(`From: ${value}`)
    else if (key === 'to')
      lines.push(`To: ${value}${/;\s*tag\s*=/i.test(value) ? '' : `;tag=${randomBytes(6).toString('hex')}`}`)
    else if (key === 'call-id') lines.push(`Call-ID: ${value}`)
    else if (key === 'cseq') lines.push(`CSeq: ${value}`)
  }
  if (extra) lines.push(extra)
  return `${lines.join('\r\n')}\r\nContent-Length: 0\r\n\r\n`
}

/** The message as sip.js reads it right; untouched when it does already. */
function normalised(text: string, head: SipHead): string {
  let changed = false
  const lines: string[] = []
  for (const { key, value, raw } of head.headers) {
    const values = key === 'via' ? splitValues(value) : [value]
    if (key === 'expires' && !(/^\d+$/.test(value) && Number(value) <= MAX_EXPIRES_SECONDS)) changed = true
    else if (values.length > 1) {
      changed = true
      for (const one of values) lines.push(`Via: ${one}`)
    } else if (/^[a-z]\s*:/i.test(raw) && key.length > 1) {
      // sip.js knows half of the compact names: without this a NOTIFY with `o:` has no event.
      changed = true
      lines.push(`${key}: ${value}`)
    } else lines.push(raw)
  }
  return changed ? `${head.firstLine}\r\n${lines.join('\r\n')}\r\n\r\n${text.slice(head.bodyAt)}` : text
}
