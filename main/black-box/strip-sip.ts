import { stripSdp } from './strip-sdp.ts'
import type { Tags } from './tags.ts'

/**
 * A SIP message (RFC 3261, 7) as it may be kept: what a fault is found by, and nobody in it. Only what is known to be
 * harmless is let through; a header that is not known keeps its name alone.
 */
export function stripSip(message: string, tags: Tags): string {
  const [head = '', ...rest] = message.split(/\r?\n\r?\n/)
  const lines = head.split(/\r?\n(?![ \t])/).map((line) => line.replace(/\r?\n[ \t]+/g, ' '))
  const [first = '', ...headers] = lines
  let type = ''
  const kept = headers.slice(0, MOST_HEADERS).map((line) => {
    const colon = line.indexOf(':')
    if (colon < 1) return HIDDEN
    const name = line.slice(0, colon).trim()
    const value = line.slice(colon + 1).trim()
    const known = names[name.toLowerCase()] ?? name.toLowerCase()
    if (known === 'content-type') type = value.toLowerCase()
    if (!/^[\w.!%*+`'~-]{1,40}$/.test(name)) return HIDDEN
    // Own headers of a PBX may name anything.
    const shown = known in plain || addresses.has(known) || known.length < 30 ? name : HIDDEN
    return `${hasDigits(shown) ? HIDDEN : shown}: ${stripHeader(known, value, tags)}`
  })
  const body = rest.join('\n\n')
  const told = body.trim() ? ['', stripBody(type, body, tags)] : []
  return [stripFirst(first, tags), ...kept, ...told].join('\n').slice(0, MOST_CHARACTERS)
}

const HIDDEN = '[hidden]'
const MOST_HEADERS = 60
const MOST_CHARACTERS = 6000

/** RFC 3261, 7.3.3: the short forms. */
const names: Record<string, string> = {
  v: 'via',
  f: 'from',
  t: 'to',
  m: 'contact',
  i: 'call-id',
  l: 'content-length',
  c: 'content-type',
  k: 'supported',
  e: 'content-encoding',
  s: 'subject',
  r: 'refer-to',
  b: 'referred-by',
  o: 'event',
  x: 'session-expires',
}

const addresses = new Set([
  'from',
  'to',
  'contact',
  'route',
  'record-route',
  'path',
  'service-route',
  'refer-to',
  'referred-by',
  'p-asserted-identity',
  'p-preferred-identity',
  'remote-party-id',
  'diversion',
  'history-info',
])

const list = /^[\w.,;=/ *-]{0,300}$/
/** What the whole value of a header must look like to be kept. */
const plain: Record<string, RegExp> = {
  'max-forwards': /^\d{1,3}$/,
  cseq: /^\d{1,10} [A-Z]{1,20}$/,
  expires: /^\d{1,7}$/,
  'min-expires': /^\d{1,7}$/,
  'content-length': /^\d{1,7}$/,
  'content-type': /^[\w.+-]+\/[\w.+-]+(;\s*charset=[\w-]+)?$/,
  allow: list,
  supported: list,
  require: list,
  'proxy-require': list,
  unsupported: list,
  accept: list,
  'allow-events': list,
  event: /^[\w.-]+$/,
  'session-expires': /^\d{1,6}(;refresher=ua[cs])?$/,
  'min-se': /^\d{1,6}$/,
  rseq: /^\d{1,10}$/,
  rack: /^\d{1,10} \d{1,10} [A-Z]{1,20}$/,
  'retry-after': /^\d{1,6}$/,
  'subscription-state': /^[\w-]+(;(expires=\d{1,7}|reason=[\w-]+))*$/,
}

function stripHeader(name: string, value: string, tags: Tags): string {
  if (name === 'call-id') return tags.callId(value)
  if (name === 'via')
    return value
      .split(',')
      .map((via) => stripVia(via, tags))
      .join(', ')
  if (addresses.has(name))
    return splitOutside(value)
      .map((one) => stripAddress(one, tags))
      .join(', ')
  if (name === 'reason') return causes(value)
  if (name === 'warning') return /^\d{3}/.exec(value)?.[0] ?? HIDDEN
  if (name === 'user-agent' || name === 'server') return stripProduct(value)
  // A challenge's scheme and algorithm tell why a password is refused; all else of it is a key or a realm.
  if (name === 'www-authenticate' || name === 'proxy-authenticate')
    return [
      /^\w{1,20}/.exec(value)?.[0] ?? '',
      /algorithm=["']?[\w-]{1,20}/i.exec(value)?.[0],
      /stale=["']?\w{1,5}/i.exec(value)?.[0],
      HIDDEN,
    ]
      .filter(Boolean)
      .join(' ')
  return plain[name]?.test(value) && !hasDigits(value) ? value : HIDDEN
}

/** Five digits in a row may be a number; counters that are longer are not worth the doubt. */
const hasDigits = (text: string): boolean => /\d{8}|\+\d/.test(text)

function stripFirst(line: string, tags: Tags): string {
  const answer = /^(SIP\/2\.0) (\d{3})/.exec(line)
  // The words after the number are the server's own and may name somebody.
  if (answer) return `${answer[1]} ${answer[2]} ${phrases[answer[2] ?? ''] ?? ''}`.trim()
  const request = /^([A-Z]{1,20}) (\S+) SIP\/2\.0$/.exec(line)
  return request ? `${request[1]} ${stripUri(request[2] ?? '', tags)} SIP/2.0` : '[not SIP]'
}

const phrases: Record<string, string> = {
  100: 'Trying',
  180: 'Ringing',
  183: 'Session Progress',
  200: 'OK',
  202: 'Accepted',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  407: 'Proxy Authentication Required',
  408: 'Request Timeout',
  480: 'Temporarily Unavailable',
  481: 'Call/Transaction Does Not Exist',
  486: 'Busy Here',
  487: 'Request Terminated',
  488: 'Not Acceptable Here',
  491: 'Request Pending',
  500: 'Server Internal Error',
  503: 'Service Unavailable',
  603: 'Decline',
}

/** Parameters that are numbers of the protocol or words of it. */
const harmless =
  /^(transport|lr|ob|expires|q|rport|received|branch|tag|ttl|reg-id|alias|cause|index|early-only)$/i

function parameters(text: string, tags: Tags): string {
  return text
    .split(';')
    .slice(1)
    .map((parameter) => {
      const [name = '', value] = parameter.trim().split('=')
      if (!harmless.test(name)) return ''
      if (value === undefined) return `;${name}`
      if (/^(tag|branch)$/i.test(name)) return `;${name}=${tags.of(value)}`
      return /^[\w.:[\]-]{1,64}$/.test(value) && !hasDigits(value) ? `;${name}=${value}` : `;${name}`
    })
    .join('')
}

function stripVia(via: string, tags: Tags): string {
  const [, transport, host] = /^\s*SIP\/2\.0\/(\w{1,10})\s+([\w.:[\]-]{1,100})/i.exec(via) ?? []
  return transport && host ? `SIP/2.0/${transport} ${stripHost(host, tags)}` : HIDDEN
}

/** `"Name" <sip:user@host;params>;params`: who it is becomes a tag, the name goes. */
function stripAddress(address: string, tags: Tags): string {
  if (address.trim() === '*') return '*'
  const [, uri, after = ''] = /<([^>]*)>(.*)$/s.exec(address) ?? []
  if (uri !== undefined) return `<${stripUri(uri, tags)}>${parameters(after, tags)}`
  const [bare = '', ...rest] = address.trim().split(';')
  return `<${stripUri(bare, tags)}>${parameters(`;${rest.join(';')}`, tags)}`
}

function stripUri(uri: string, tags: Tags): string {
  const [, scheme, rest = ''] = /^(sips?|tel|urn):(.*)$/is.exec(uri.trim()) ?? []
  if (!scheme) return HIDDEN
  const [bare = '', ...tail] = (rest.split('?')[0] ?? '').split(';')
  const at = bare.lastIndexOf('@')
  if (!/^sips?$/i.test(scheme)) return `${scheme}:${tags.of(bare)}`
  const host = bare.slice(at + 1)
  const user = at < 0 ? '' : `${tags.of(bare.slice(0, at))}@`
  return `${scheme}:${user}${stripHost(host, tags)}${parameters(`;${tail.join(';')}`, tags)}`
}

/** Commas inside quotes and angle brackets part nothing. */
const splitOutside = (value: string): string[] =>
  value.match(/(?:"(?:\\.|[^"\\])*"|<[^>]*>|[^,"<])+/g) ?? [value]

/** RFC 3326: protocol and cause; the text is somebody's own words. */
const causes = (value: string): string =>
  [...value.matchAll(/(SIP|Q\.850)\b[^,]*?cause\s*=\s*(\d{1,3})/gi)]
    .map(([, protocol, cause]) => `${protocol};cause=${cause}`)
    .join(', ') || HIDDEN

const products =
  /\b(asterisk|fpbx|freepbx|freeswitch|mod_sofia|kamailio|opensips|3cx\w*|mikopbx|yeastar|cisco|avaya|yealink|grandstream|snom|poly\w*|baresip|linphone|zoiper|microsip|sip\.js|jssip|kommutator|sipp|drachtio|sonus|oracle|audiocodes|patton|mediant|fanvil|gigaset)\b|\bv?\d{1,3}(\.\d{1,4}){1,3}\b/gi

/** Known products and versions; whatever else stands there may be its owner's name. */
const stripProduct = (value: string): string =>
  (value.slice(0, 200).match(products) ?? []).slice(0, 4).join(' ') || HIDDEN

/** An address of a network as it is; a name of a host may be somebody's. */
const stripHost = (host: string, tags: Tags): string =>
  /^(\d{1,3}(\.\d{1,3}){3}|\[[\da-f:.]{2,45}\])(:\d{1,5})?$/i.test(host) ? host : tags.of(host)

function stripBody(type: string, body: string, tags: Tags): string {
  if (type.startsWith('application/sdp')) return stripSdp(body)
  // What became of a transfer (RFC 3515): only its first line.
  if (type.startsWith('message/sipfrag')) return stripFirst(body.split(/\r?\n/)[0] ?? '', tags)
  return `[${body.length} characters]`
}
