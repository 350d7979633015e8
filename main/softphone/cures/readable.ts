import { answerableDigest } from './digest.ts'
import { type HeaderLine, type SipHead, splitValues } from './sip-head.ts'

/** An INVITE's own time limit is honoured up to a day; a longer one would overflow sip.js's timer and end the call at once. */
const MAX_EXPIRES_SECONDS = 86_400
/** Addresses that sip.js must be able to read, else it drops the whole message without a word. */
const ADDRESSES = new Set(['from', 'to', 'contact'])
/** RFC 3261 25.1: what a display name may be made of without quotes. */
const PLAIN_NAME = /^[\w.!%*+`'~\s-]*$/
/** A token without quotes by RFC 7616; sip.js takes it for MD5 when it has them. */
const QUOTED_ALGORITHM = /\balgorithm\s*=\s*"([\w-]+)"/i

/**
 * The message as sip.js 0.21.2 reads it right; untouched when it does already. What real servers send and sip.js
 * misreads: several Via values in one line, `tel:` addresses (RFC 3966), names that need quotes and have none, compact
 * header names, SDP in a multipart body or under a type written in another way, challenges that it cannot answer before
 * one that it can.
 */
export function readable(text: string, head: SipHead, domain: string): string {
  let changed = false
  let body = text.slice(head.bodyAt)
  const sdp = head.hasBody ? sdpOf(head, body) : undefined
  const lines: string[] = []
  const put = (name: string, value: string) => {
    changed = true
    lines.push(`${name}: ${value}`)
  }
  const challenge = head.kind === 'response' ? answerable(head.headers) : undefined
  for (const line of head.headers) {
    const { key, value, raw } = line
    if (sdp !== undefined && (key === 'content-type' || key === 'content-length')) continue
    if (sdp !== undefined && key === 'content-disposition') continue
    if (key === 'expires' && !(/^\d+$/.test(value) && Number(value) <= MAX_EXPIRES_SECONDS)) changed = true
    else if (key.endsWith('-authenticate') && challenge !== undefined && line !== challenge) changed = true
    else if (key.endsWith('-authenticate') && QUOTED_ALGORITHM.test(value))
      put(key, value.replace(QUOTED_ALGORITHM, 'algorithm=$1'))
    else if (key === 'via' && splitValues(value).length > 1)
      for (const one of splitValues(value)) put('Via', one)
    else if (ADDRESSES.has(key) && readableAddress(value, domain) !== value)
      put(key, readableAddress(value, domain))
    else if (/^[a-z]\s*:/i.test(raw) && key.length > 1) put(key, value)
    else lines.push(raw)
  }
  const contact = missingContact(head)
  if (contact !== undefined) put('Contact', contact)
  if (sdp !== undefined) {
    put('Content-Type', 'application/sdp')
    put('Content-Length', String(Buffer.byteLength(sdp)))
    body = sdp
  }
  const bare = head.kind === 'response' && /^SIP\/2\.0 \d{3}$/i.test(head.firstLine)
  // RFC 3261 7.2: the reason may be empty, but not the space before it.
  const firstLine = bare ? `${head.firstLine} ` : head.firstLine
  return changed || bare ? `${firstLine}\r\n${lines.join('\r\n')}\r\n\r\n${body}` : text
}

/** The type of a body, in lower case and without parameters. */
export function bodyType(head: SipHead): string | undefined {
  const value = head.headers.find((h) => h.key === 'content-type')?.value
  return value?.split(';')[0]?.trim().toLowerCase()
}

/**
 * The SDP of a body, where it is not plain to sip.js: in one part of several (RFC 5621), or of a type that it does not
 * compare as it should. Undefined when there is nothing to change.
 */
export function sdpOf(head: SipHead, body: string): string | undefined {
  const written = head.headers.find((h) => h.key === 'content-type')?.value
  const type = bodyType(head)
  if (type === 'application/sdp') return written === 'application/sdp' ? undefined : body
  // A response's offer or answer of no type: sip.js would throw, and the call hang between ringing and talking.
  if (type === undefined) return head.kind === 'response' && /^v=0\r?\n/.test(body) ? body : undefined
  if (!type.startsWith('multipart/')) return undefined
  const boundary = /;\s*boundary\s*=\s*(?:"([^"]{1,70})"|([^\s;]{1,70}))/i.exec(written ?? '')
  const mark = boundary?.[1] ?? boundary?.[2]
  if (mark === undefined) return undefined
  for (const part of `\r\n${body}`.split(`\r\n--${mark}`).slice(1)) {
    const end = part.indexOf('\r\n\r\n')
    if (end >= 0 && /(^|\n)content-type:\s*application\/sdp\b/i.test(part.slice(0, end)))
      return `${part.slice(end + 4).trimEnd()}\r\n`
  }
  return undefined
}

/** One address as sip.js can read it; as it is when it can already, or cannot be helped. */
export function readableAddress(value: string, domain: string): string {
  const named = /^\s*([^"<]*?)\s*<([^>]*)>(.*)$/s.exec(value)
  const quoted = named ? undefined : /^\s*("(?:[^"\\]|\\.)*")\s*<([^>]*)>(.*)$/s.exec(value)
  const [, name = '', address = '', params = ''] = named ?? quoted ?? []
  if (!named && !quoted) {
    const [bare = '', ...rest] = value.split(';')
    return /^\s*tel:/i.test(bare) ? [`<${sipOfTel(bare, domain)}>`, ...rest].join(';') : value
  }
  const tel = /^\s*tel:/i.test(address)
  const fits = quoted !== undefined || PLAIN_NAME.test(name)
  if (!tel && fits) return value
  const shown = fits ? name : `"${name.replace(/[\\"]/g, '\\$&')}"`
  return `${shown ? `${shown} ` : ''}<${tel ? sipOfTel(address, domain) : address}>${params}`
}

/** RFC 3261 19.1.6: the SIP address of a telephone number. */
function sipOfTel(tel: string, domain: string): string {
  const digits = (/^\s*tel:([^;]*)/i.exec(tel)?.[1] ?? '').replace(/%23/g, '#').replace(/[^\d+*#]/g, '')
  return `sip:${digits.replace(/#/g, '%23')}@${domain};user=phone`
}

/**
 * A Contact for an answer to our INVITE that has none, which RFC 3261 12.1.1 forbids: sip.js throws, acknowledges
 * nothing, and the call hangs. Who was called is the best guess; the route set leads to them in any case.
 */
function missingContact(head: SipHead): string | undefined {
  if (head.kind !== 'response' || head.status >= 300 || head.status === 100) return undefined
  const one = (key: string) => head.headers.find((h) => h.key === key)?.value
  if (one('contact') !== undefined || !/\bINVITE$/.test(one('cseq') ?? '')) return undefined
  return /<[^>]+>/.exec(one('to') ?? '')?.[0]
}

/** The first challenge that can be answered, when there are several to choose from; a server lists its best first. */
function answerable(headers: readonly HeaderLine[]): HeaderLine | undefined {
  const challenges = headers.filter((h) => h.key === 'www-authenticate' || h.key === 'proxy-authenticate')
  if (challenges.length < 2) return undefined
  return challenges.find(({ value }) => {
    const algorithm = /\balgorithm\s*=\s*"?([\w-]+)/i.exec(value)?.[1] ?? 'MD5'
    return /^\s*digest\b/i.test(value) && answerableDigest(algorithm)
  })
}
