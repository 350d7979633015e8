export type HeaderLine = { key: string; value: string; raw: string }
/** The first line and the headers of a message, read without judging them; `bodyAt` is where its body begins. */
export type SipHead = { firstLine: string; headers: HeaderLine[]; bodyAt: number; hasBody: boolean } & (
  | { kind: 'request'; method: string; uri: string }
  | { kind: 'response'; status: number }
)

const COMPACT: Record<string, string> = {
  v: 'via',
  f: 'from',
  t: 'to',
  i: 'call-id',
  c: 'content-type',
  l: 'content-length',
  m: 'contact',
  o: 'event',
  r: 'refer-to',
  b: 'referred-by',
  k: 'supported',
  u: 'allow-events',
  x: 'session-expires',
}
/** A longer line is an attack on the patterns below, not a header. */
const MAX_LINE = 8192
const MANDATORY = ['via', 'from', 'to', 'call-id', 'cseq']

/** Undefined when the text is no SIP message that could be answered. Never throws. */
export function readHead(text: string): SipHead | undefined {
  const end = text.indexOf('\r\n\r\n')
  if (end < 0) return undefined
  const [firstLine = '', ...rest] = text
    .slice(0, end)
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n')
  const headers: HeaderLine[] = []
  for (const raw of rest) {
    const colon = raw.indexOf(':')
    if (colon < 1 || raw.length > MAX_LINE) return undefined
    const low = raw.slice(0, colon).trim().toLowerCase()
    headers.push({
      key: (Object.hasOwn(COMPACT, low) && COMPACT[low]) || low,
      value: raw.slice(colon + 1).trim(),
      raw,
    })
  }
  if (MANDATORY.some((key) => !headers.some((h) => h.key === key && h.value !== ''))) return undefined
  const length = headers.find((h) => h.key === 'content-length')?.value
  const common = { firstLine, headers, bodyAt: end + 4, hasBody: text.length > end + 4 && length !== '0' }
  const status = /^SIP\/2\.0 (\d{3})( |$)/i.exec(firstLine)?.[1]
  if (status) return { kind: 'response', status: Number(status), ...common }
  const [, method, uri] = /^([\w.!%*+`'~-]+) (\S+) SIP\/2\.0$/i.exec(firstLine) ?? []
  return method && uri ? { kind: 'request', method, uri, ...common } : undefined
}

/** The elements of a comma-separated header; commas in quotes and angle brackets do not separate. */
export const splitValues = (value: string): string[] =>
  (value.match(/(?:"(?:[^"\\]|\\.)*"|<[^>]*>|[^,])+/g) ?? []).map((part) => part.trim()).filter(Boolean)
