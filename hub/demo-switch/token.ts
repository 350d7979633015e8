import { createPublicKey, type JsonWebKey, type KeyObject, verify } from 'node:crypto'

/** What a customer's token lets its bearer do: call from the site (`call`) or be a telephone with a number (`phone`). */
export type TokenKind = 'call' | 'phone'
export type TokenVerdict = { ok: true; kind: TokenKind } | { ok: false; reason: string }

/** Clocks of a browser's page and of this machine may differ by a little. */
const LEEWAY_SECONDS = 5

/**
 * Checks the hub's tokens: compact JWS (RFC 7515) signed with Ed25519 (RFC 8037).
 * It works synchronously on purpose: a CANCEL that follows its INVITE in one burst must not overtake it.
 */
export class TokenVerifier {
  private readonly key: KeyObject | undefined
  constructor(publicKey: JsonWebKey | undefined) {
    this.key = publicKey && createPublicKey({ key: publicKey, format: 'jwk' })
  }

  /** Whether `token` lets its bearer appear as `user`; the reason is fit for a SIP reason phrase. */
  check(token: string | undefined, user: string, now = Date.now()): TokenVerdict {
    if (!token) return refuse('Unknown User And No Token')
    if (!this.key) return refuse('Tokens Are Not Accepted Here')
    const [head = '', payload = '', signature = '', ...more] = token.split('.')
    const header = decode(head)
    const claims = decode(payload)
    if (more.length > 0 || !header || !claims) return refuse('Malformed Token')
    if (header.alg !== 'EdDSA' && header.alg !== 'Ed25519') return refuse('Token Algorithm Refused')
    if (!verify(null, Buffer.from(`${head}.${payload}`), this.key, Buffer.from(signature, 'base64url')))
      return refuse('Token Signature Refused')
    const { typ, sub, exp } = claims
    if (typeof exp !== 'number' || exp + LEEWAY_SECONDS < now / 1000) return refuse('Token Expired')
    if (typ !== 'call' && typ !== 'phone') return refuse('Token Of Another Kind')
    if (sub !== user) return refuse('Token Of Another User')
    return { ok: true, kind: typ }
  }
}

const refuse = (reason: string): TokenVerdict => ({ ok: false, reason })

function decode(part: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString())
    return typeof value === 'object' && value !== null ? { ...value } : undefined
  } catch {
    return undefined
  }
}
