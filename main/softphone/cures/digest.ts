import { createHash, randomBytes } from 'node:crypto'
import type { UserAgent } from 'sip.js'

/** A challenge as sip.js parses it. */
type Challenge = {
  algorithm?: string
  realm?: string
  nonce?: string
  opaque?: string
  qop?: string | string[]
}
type Request = { method: string; ruri: { toString(): string } }

const HASHES: Record<string, string> = { md5: 'md5', 'sha-256': 'sha256' }

/** Whether a challenge with this algorithm can be answered. */
export const answerableDigest = (algorithm: string): boolean => Object.hasOwn(HASHES, algorithm.toLowerCase())

/**
 * Answers to a challenge (RFC 7616). sip.js 0.21.2 knows MD5 alone and writes names with a quote in them as they are;
 * servers that follow RFC 8760 ask for SHA-256.
 */
export class Digest {
  private readonly user: string
  private readonly password: string
  private count = 0
  private lastNonce: string | undefined
  private header = ''

  constructor(user: string, password: string) {
    this.user = user
    this.password = password
  }

  /** False when the challenge cannot be answered. */
  authenticate(request: Request, challenge: Challenge, body?: string): boolean {
    const { realm, nonce, opaque } = challenge
    const algorithm = challenge.algorithm ?? 'MD5'
    const hash = answerableDigest(algorithm) && HASHES[algorithm.toLowerCase()]
    if (!hash || !realm || !nonce) return false
    const offered = challenge.qop === undefined ? [] : [challenge.qop].flat()
    const qop = ['auth', 'auth-int'].find((one) => offered.includes(one))
    if (offered.length > 0 && !qop) return false
    const h = (text: string) => createHash(hash).update(text).digest('hex')
    this.count = this.lastNonce === nonce ? this.count + 1 : 1
    this.lastNonce = nonce
    const nc = this.count.toString(16).padStart(8, '0')
    const cnonce = randomBytes(8).toString('hex')
    const uri = request.ruri.toString()
    const ha1 = h(`${this.user}:${realm}:${this.password}`)
    const entity = qop === 'auth-int' ? `:${h(body ?? '')}` : ''
    const ha2 = h(`${request.method}:${uri}${entity}`)
    const response = h(qop ? `${ha1}:${nonce}:${nc}:${cnonce}:${qop}:${ha2}` : `${ha1}:${nonce}:${ha2}`)
    this.header = [
      `Digest algorithm=${algorithm}`,
      `username="${quoted(this.user)}"`,
      `realm="${quoted(realm)}"`,
      `nonce="${quoted(nonce)}"`,
      `uri="${uri}"`,
      `response="${response}"`,
      ...(opaque === undefined ? [] : [`opaque="${quoted(opaque)}"`]),
      ...(qop ? [`qop=${qop}`, `cnonce="${cnonce}"`, `nc=${nc}`] : []),
    ].join(', ')
    return true
  }

  toString(): string {
    return this.header
  }
}

/** Has a user agent answer challenges with `Digest`. */
export function answerChallenges(ua: UserAgent, user: string, password: string): void {
  const configuration = ua.userAgentCore.configuration as unknown as { authenticationFactory: () => Digest }
  configuration.authenticationFactory = () => new Digest(user, password)
}

const quoted = (text: string) => text.replace(/[\\"]/g, '\\$&')
