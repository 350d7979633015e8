/**
 * The one redactor of this program: log lines carry codes and ids, never whom or what they were about. Values under a
 * telling key go whole; in other texts, whatever looks like a number, an address, a token or a key is taken out.
 */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value)
  if (value instanceof Error)
    return { name: value.name, message: redactText(value.message), stack: redactText(value.stack ?? '') }
  if (typeof value !== 'object' || value === null) return typeof value === 'bigint' ? String(value) : value
  if (depth > 5) return '[deep]'
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`
  if (Array.isArray(value)) return value.slice(0, 50).map((item) => redact(item, depth + 1))
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      if (telling.test(key)) return [key, HIDDEN]
      if (isId(key, item)) return [key, item]
      return [key, redact(item, depth + 1)]
    }),
  )
}

const HIDDEN = '[hidden]'
const telling =
  /^(.*(password|secret|token|authorization|cookie)|text|note|name|.*name|remote|number|phone|email|login|user|authUser|value|target|sdp|body|preview|title)$/i
const safeNames = /^(fileName|hostName|serviceName)$/

const isId = (key: string, item: unknown): item is string =>
  typeof item === 'string' &&
  ((/(Id|^id|^code|^state|^event)$/.test(key) && /^[\w.:@~=-]{1,128}$/.test(item)) || safeNames.test(key))

const patterns: [RegExp, string][] = [
  // Digest answers and bearer tokens, to the end of the line (RFC 2617, RFC 6750).
  [/\b((?:proxy-)?authorization\s*[:=]\s*)[^\r\n]+/gi, `$1${HIDDEN}`],
  [/\b(bearer|digest|basic)\s+\S+[^\r\n]*/gi, `$1 ${HIDDEN}`],
  // ICE credentials (RFC 8839).
  [/\b(a=ice-(?:pwd|ufrag):)\S+/gi, `$1${HIDDEN}`],
  [/\b(password|passwd|secret|token|signature|sig|key)(["']?\s*[:=]\s*["']?)[^\s"'&,;]+/gi, `$1$2${HIDDEN}`],
  // JSON Web Tokens and other long keys in base64url or hex.
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, '[token]'],
  [/\b[\w.%+-]+@[\w-]+(?:\.[\w-]+)+/g, '[address]'],
  [/\b(sips?|tel|callto):[^\s<>"';]+/gi, '$1:[address]'],
]

/** Uuids, dates and versions look like numbers or keys, and are neither. */
const harmless =
  /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d+)?Z?)?|\b\d{1,3}\.\d{1,3}\.\d{1,3}(?:\.\d{1,3})?(?::\d+)?\b/gi

function redactText(text: string): string {
  let out = text.length > 4000 ? `${text.slice(0, 4000)}…` : text
  for (const [pattern, by] of patterns) out = out.replace(pattern, by)
  const parts: string[] = []
  let last = 0
  for (const found of out.matchAll(harmless)) {
    parts.push(redactDigits(out.slice(last, found.index)), found[0])
    last = found.index + found[0].length
  }
  parts.push(redactDigits(out.slice(last)))
  return parts.join('')
}

const redactDigits = (text: string): string =>
  text
    .replace(/\b[A-Za-z0-9_-]{32,}\b/g, (found) => (/\d/.test(found) ? '[key]' : found))
    .replace(/\+?\d(?:[\s().-]{0,2}\d){6,}/g, '[number]')
