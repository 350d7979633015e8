import { createHmac, randomBytes } from 'node:crypto'

export type Tags = {
  /** A short tag for a person, a number or a name: the same for the same one, and nothing that leads back to it. */
  of(value: string): string
  /** A Call-ID as it is, so that a PBX's own log can be laid beside it; but without a number or a host in it. */
  callId(callId: string): string
}

/** The salt is never written: not even by trying all numbers can a file be asked whose tag it is. */
export function createTags(salt = randomBytes(16)): Tags {
  const of = (value: string) =>
    `~${createHmac('sha256', salt).update(value.trim().toLowerCase()).digest('hex').slice(0, 8)}`
  return {
    of,
    callId(callId) {
      const [own = ''] = callId.split('@')
      // Digits in a row are a number, unless they are part of a UUID or another random key.
      const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(own)
      return uuid || (/^[\w.~-]{1,64}$/.test(own) && !/\d{5}/.test(own)) ? own : of(callId)
    },
  }
}
