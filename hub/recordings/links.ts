import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { OperatorId } from '../../shared/lib/ids.ts'

/** What a link lets its holder do: read one path until a moment, in the name of one operator. */
export type LinkClaims = {
  operatorId: OperatorId
  expiresAt: number
  /** Whether it is to be kept as a file rather than played. */
  download: boolean
  /** Tells one link from another, so that its use is audited once. */
  nonce: string
}

/** A query that carries the claims, sealed with HMAC-SHA256 over them and the path. */
export function signLink(secret: string, path: string, claims: Omit<LinkClaims, 'nonce'>): string {
  const nonce = randomBytes(9).toString('base64url')
  const query = new URLSearchParams({
    e: String(claims.expiresAt),
    o: claims.operatorId,
    n: nonce,
    ...(claims.download ? { d: '1' } : {}),
  })
  query.set('s', signature(secret, path, { ...claims, nonce }))
  return `${path}?${query}`
}

/** The claims of a link; undefined when it is not ours, was changed, or has expired. */
export function readLink(
  secret: string,
  path: string,
  query: Readonly<Record<string, unknown>>,
  now: number,
): LinkClaims | undefined {
  const { e, o, n, s, d } = query
  const operatorId = OperatorId.safeParse(o)
  const expiresAt = Number(e)
  if (typeof s !== 'string' || typeof n !== 'string' || !operatorId.success) return undefined
  if (!Number.isSafeInteger(expiresAt) || expiresAt < now) return undefined
  const claims = { operatorId: operatorId.data, expiresAt, nonce: n, download: d === '1' }
  const expected = Buffer.from(signature(secret, path, claims))
  const given = Buffer.from(s)
  return given.length === expected.length && timingSafeEqual(given, expected) ? claims : undefined
}

const signature = (
  secret: string,
  path: string,
  { operatorId, expiresAt, download, nonce }: LinkClaims,
): string =>
  createHmac('sha256', secret)
    .update([path, operatorId, expiresAt, download ? 'd' : 'p', nonce].join('\n'))
    .digest('base64url')
