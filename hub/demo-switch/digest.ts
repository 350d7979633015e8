import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** A challenge may be answered for this long; then the phone is told `stale` and asked again without a new password. */
const NONCE_LIFE_MS = 300_000

const md5 = (text: string) => createHash('md5').update(text).digest('hex')

export type DigestVerdict = 'accepted' | 'stale' | 'refused'

/**
 * Digest access authentication, MD5 with qop=auth (RFC 3261 22, RFC 2617), which is what browsers' SIP libraries speak.
 * Nonces carry their own time under a key of this process, so that nothing is stored.
 */
export class Digest {
  private readonly key = randomBytes(32)
  readonly realm: string
  constructor(realm: string) {
    this.realm = realm
  }

  /** The value of a WWW-Authenticate or Proxy-Authenticate header. */
  challenge(stale: boolean, now = Date.now()): string {
    const nonce = this.nonce(now.toString(36))
    return `Digest realm="${this.realm}", nonce="${nonce}", algorithm=MD5, qop="auth"${stale ? ', stale=true' : ''}`
  }

  /** Checks an Authorization header against the one user and password that may have made it. */
  verify(
    authorization: string,
    method: string,
    user: string,
    password: string,
    now = Date.now(),
  ): DigestVerdict {
    const p = digestParams(authorization)
    if (!p || p.get('username') !== user || p.get('realm') !== this.realm) return 'refused'
    const nonce = p.get('nonce') ?? ''
    const issued = nonce.split('.')[0] ?? ''
    if (!same(nonce, this.nonce(issued))) return 'stale'
    const ha1 = md5(`${user}:${this.realm}:${password}`)
    const ha2 = md5(`${method}:${p.get('uri') ?? ''}`)
    const qop = p.get('qop')
    const wanted = qop
      ? md5([ha1, nonce, p.get('nc') ?? '', p.get('cnonce') ?? '', qop, ha2].join(':'))
      : md5([ha1, nonce, ha2].join(':'))
    if (!same(wanted, p.get('response') ?? '')) return 'refused'
    return now - Number.parseInt(issued, 36) > NONCE_LIFE_MS ? 'stale' : 'accepted'
  }

  private nonce(issued: string): string {
    return `${issued}.${createHmac('sha256', this.key).update(issued).digest('hex').slice(0, 32)}`
  }
}

const same = (a: string, b: string) =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))

/** The parameters of a `Digest …` header, names in lower case; undefined for another scheme. */
export function digestParams(value: string): Map<string, string> | undefined {
  if (!/^digest\s/i.test(value)) return undefined
  const params = new Map<string, string>()
  for (const [, name = '', quoted, bare] of value.matchAll(
    /([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,]+))/g,
  ))
    params.set(name.toLowerCase(), quoted?.replace(/\\(.)/g, '$1') ?? bare ?? '')
  return params
}
