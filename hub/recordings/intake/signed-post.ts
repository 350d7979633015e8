import { createHash, createHmac, timingSafeEqual } from 'node:crypto'

/** A post is good this long either side of its own time: clocks differ, replays must end. */
const goodForMs = 5 * 60_000

export type SignedHeaders = { time: string; facts: string; sha256: string; signature: string }

/** The headers of a signed post; undefined when one is missing. */
export function signedHeaders(headers: Readonly<Record<string, unknown>>): SignedHeaders | undefined {
  const text = (name: string): string | undefined => {
    const value = headers[name]
    return typeof value === 'string' && value.length <= 4096 ? value : undefined
  }
  const time = text('x-kommutator-time')
  const sha256 = text('x-kommutator-sha256')
  const signature = text('x-kommutator-signature')
  if (!time || !sha256 || !signature) return undefined
  return { time, facts: text('x-kommutator-facts') ?? '', sha256, signature }
}

/** HMAC-SHA256, hex, over the time (UTC seconds), the facts' header as it is sent and the body's SHA-256 (hex), a line each. */
export const signatureOf = (
  secret: string,
  { time, facts, sha256 }: Omit<SignedHeaders, 'signature'>,
): string => createHmac('sha256', secret).update(`${time}\n${facts}\n${sha256}`).digest('hex')

/** Whether the headers are the secret's holder's own, and of now. The body is checked against `sha256` once it is here. */
export function isSigned(secret: string, signed: SignedHeaders, now: number): boolean {
  const sentAt = Number(signed.time) * 1000
  if (!Number.isFinite(sentAt) || Math.abs(now - sentAt) > goodForMs) return false
  const expected = Buffer.from(signatureOf(secret, signed))
  const given = Buffer.from(signed.signature.toLowerCase())
  return expected.length === given.length && timingSafeEqual(expected, given)
}

export const isBody = (body: Uint8Array, sha256: string): boolean =>
  createHash('sha256').update(body).digest('hex') === sha256.toLowerCase()
