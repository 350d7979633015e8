import { type Invitation, type URI, UserAgent } from 'sip.js'
import { CodedError } from '../../shared/lib/result.ts'
import type { SipAccount } from './sip-stack-types.ts'

/** The user part of an address as people read it. */
export function decoded(user: string | undefined): string {
  try {
    return decodeURIComponent(user ?? '')
  } catch {
    return user ?? ''
  }
}

/** A whole `sip:` address as it is; else a user or number of the domain, with what people write between digits left out. */
export function targetUri(target: string, domain: string): URI | undefined {
  const text = target.trim()
  if (/^sips?:/i.test(text)) return UserAgent.makeURI(text)
  const user = /^[+\d\s().\-/]+$/.test(text) ? text.replace(/[\s().\-/]/g, '') : text
  if (user === '' || user.length > 64 || /[\s@<>"]/.test(user)) return undefined
  return UserAgent.makeURI(`sip:${encodeURIComponent(user).replace(/%2B/g, '+')}@${domain}`)
}

/** One header line; a line break in a value would smuggle in another header. */
export function headerLine(name: string, value: string): string {
  if (!/^[\w-]{1,64}$/.test(name) || /[\r\n]/.test(value)) throw new CodedError('INVALID_INPUT', 'header')
  return `${name}: ${value}`
}

/**
 * How an outgoing call tells the number that it shows, in the way of the account: P-Preferred-Identity (RFC 3325 9.2)
 * or the user of From. INVALID_INPUT when it is no number or user.
 */
export function callerIdentity(
  callerId: string | undefined,
  account: Pick<SipAccount, 'domain' | 'callerId' | 'displayName'>,
): { header?: string; params?: { fromUri: URI } } {
  if (callerId === undefined) return {}
  const uri = /^sips?:/i.test(callerId) ? undefined : targetUri(callerId, account.domain)
  if (!uri) throw new CodedError('INVALID_INPUT', 'caller id')
  return account.callerId === 'from'
    ? { params: { fromUri: uri } }
    : { header: headerLine('P-Preferred-Identity', `<${uri}>`) }
}

/** The `X-…` headers of an INVITE, names in lower case. */
export function extensionHeaders(invitation: Invitation): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const [name, values] of Object.entries(invitation.request.headers))
    if (/^x-/i.test(name) && values[0]) headers[name.toLowerCase()] = values[0].raw
  return headers
}
