/** What somebody wrote, pasted or clicked on, understood as something that can be called. */
export type Target =
  /** Digits with an optional leading plus; `extension` is sent as tones once the call is answered. */
  | { kind: 'number'; digits: string; extension?: string }
  /** Somebody on another switch. */
  | { kind: 'address'; user: string; host: string }

const MAX_LENGTH = 200
const scheme = /^(tel|callto|sips?):(\/\/)?/i
/** «доб. 12», "ext. 12", "wew. 12", `x12`, `,12`: how people write the extension behind a number. */
const extensionOf = /(?:[\s,;]*(?:ext(?:ension)?|доб(?:авочный)?|вн|wew|x)[.:]?\s*|\s*,+\s*)(\d{1,8})\s*$/i
const between = /[\s().\-/\u00a0\u2010-\u2015]/g
/** The letters of a telephone's keys (ITU-T E.161). */
const keys = ['abc', 'def', 'ghi', 'jkl', 'mno', 'pqrs', 'tuv', 'wxyz']

/**
 * Reads a number in any written form, a `tel:` link (RFC 3966), `callto:`, or a SIP address. Undefined for what is none
 * of these; never a guess.
 */
export function readTarget(written: string): Target | undefined {
  const text = written.trim()
  if (text.length === 0 || text.length > MAX_LENGTH || hasControls(text)) return undefined
  const link = scheme.exec(text)
  if (!link) return text.includes('@') ? addressOf(text) : numberOf(text)
  const rest = decode(text.slice(link[0].length))
  if (rest === undefined || hasControls(rest)) return undefined
  const [before = ''] = rest.split('?')
  const [main = '', ...parameters] = before.split(';')
  const value = (name: string) =>
    parameters.find((p) => p.toLowerCase().startsWith(`${name}=`))?.slice(name.length + 1)
  if (link[1]?.toLowerCase().startsWith('sip') || main.includes('@')) return addressOf(before)
  return linkNumber(main, value('phone-context'), value('ext'))
}

/** A local number of a link belongs to the country or area that the link names. */
function linkNumber(main: string, context: string | undefined, ext: string | undefined): Target | undefined {
  const number = numberOf(main)
  if (number?.kind !== 'number') return undefined
  const area = context && /^\+[\d\-.()]{1,12}$/.test(context) ? context.replace(between, '') : undefined
  const digits = area && !number.digits.startsWith('+') ? `${area}${number.digits}` : number.digits
  const extension = ext && /^\d{1,8}$/.test(ext) ? ext : number.extension
  return { kind: 'number', digits, ...(extension ? { extension } : {}) }
}

function addressOf(text: string): Target | undefined {
  const [address = ''] = text.split(';')
  const parts = /^([\w.+~*#!$'-]{1,64})@((?:[a-z\d-]{1,63}\.)*[a-z\d-]{1,63})(?::\d{1,5})?$/i.exec(address)
  const [, user, host] = parts ?? []
  return user && host ? { kind: 'address', user, host: host.toLowerCase() } : undefined
}

function numberOf(text: string): Target | undefined {
  const found = extensionOf.exec(text)
  const main = found ? text.slice(0, found.index) : text
  const bare = main.replace(between, '')
  const digits = /^\+?\d{3}/.test(bare) ? onKeys(bare) : bare
  if (!/^\+?[\d*#]{2,20}$/.test(digits) || digits === '+') return undefined
  const international = digits.startsWith('00') ? `+${digits.slice(2)}` : digits
  return { kind: 'number', digits: international, ...(found?.[1] ? { extension: found[1] } : {}) }
}

const onKeys = (text: string): string =>
  text.replace(/[a-z]/gi, (letter) => {
    const key = keys.findIndex((on) => on.includes(letter.toLowerCase()))
    return key < 0 ? letter : String(key + 2)
  })

const hasControls = (text: string): boolean => {
  for (const char of text) if (char < ' ' || char === '\u007f') return true
  return false
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
