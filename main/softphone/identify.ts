import { importJWK, type JWK, jwtVerify } from 'jose'
import { ContactId } from '../../shared/lib/ids.ts'
import { z } from '../../shared/lib/schema.ts'
import type { HubKeys, PersonHit } from '../../shared/protocol/hub-protocol.ts'
import { CALL_TOKEN_HEADER, CallToken, TOKEN_ISSUER } from '../../shared/protocol/widget-protocol.ts'
import { numberKey } from '../../shared/softphone/number.ts'

export type CallerToken = { token: string; claims: CallToken }
export type Known = { contactId: ContactId; name?: string; by: 'token' | 'number' }

export type IdentifyOptions = {
  /** The hub's keys, kept from the last sign-in: they work while the hub is away. */
  keys(): HubKeys | undefined
  /** Whose number this is; undefined when the hub cannot say. */
  resolve(number: string): Promise<PersonHit[] | undefined>
  /** A token has named this person: their card is about to be opened. */
  expectCard?(contactId: ContactId): void
}

export type Identify = {
  /** The signed word of the hub about who is calling from `user`; undefined when there is none that holds. */
  token(headers: Record<string, string>, user: string): Promise<CallerToken | undefined>
  /** Somebody is about to call from here: it is looked up ahead of `number`. */
  expect(number: string): void
  /** Whose number it is: one person or nobody, never a guess among several. */
  number(number: string): Promise<Known | undefined>
  forget(): void
}

const header = CALL_TOKEN_HEADER.toLowerCase()
/** Clocks of the hub and of this computer may differ; the token's own life is a few minutes. */
const CLOCK_TOLERANCE_SECONDS = 120
const CACHE_SIZE = 2000
/** Nobody has called after all: what was looked up ahead is forgotten. */
const EXPECTED_MS = 2000

/** Tells who is calling before anybody answers: from the INVITE's token (RFC 7519, EdDSA), else from the number. */
export function createIdentify({ keys, resolve, expectCard }: IdentifyOptions): Identify {
  const known = new Map<string, Known>()
  const expected = new Map<string, Promise<Known | undefined>>()
  let imported: { of: string; key: ReturnType<typeof importJWK> } | undefined

  /** The hub's key, ready to check with; made once. */
  const checkingKey = (jwk: HubKeys['token']) => {
    const of = JSON.stringify(jwk)
    if (imported?.of !== of) imported = { of, key: importJWK(jwk as JWK, 'EdDSA') }
    return imported.key
  }

  return {
    async token(headers, user) {
      const token = headers[header]
      const jwk = keys()?.token
      if (!token || !jwk) return undefined
      try {
        const { payload } = await jwtVerify(token, await checkingKey(jwk), {
          algorithms: ['EdDSA', 'Ed25519'],
          issuer: TOKEN_ISSUER,
          clockTolerance: CLOCK_TOLERANCE_SECONDS,
        })
        const claims = CallToken.safeParse(payload)
        // A token speaks for one SIP user; somebody else who got hold of it is not that person.
        if (!claims.success || claims.data.sub !== user) return undefined
        const caller = { token, claims: claims.data }
        const person = tokenPerson(caller)
        if (person) expectCard?.(person.contactId)
        return caller
      } catch {
        return undefined
      }
    },

    expect(number) {
      const key = numberKey(number)
      if (!key || expected.has(key)) return
      expected.set(key, look(key))
      setTimeout(() => expected.delete(key), EXPECTED_MS).unref()
    },

    async number(number) {
      const key = numberKey(number)
      if (!key) return undefined
      const ahead = expected.get(key)
      expected.delete(key)
      return ahead ?? look(key)
    },

    forget() {
      known.clear()
      expected.clear()
    },
  }

  async function look(key: string): Promise<Known | undefined> {
    const people = await resolve(key)
    if (!people) return known.get(key)
    known.delete(key)
    const [person, ...others] = people
    if (!person || others.length) return undefined
    const found: Known = {
      contactId: person.personId,
      by: 'number',
      ...(person.named ? { name: person.name } : {}),
    }
    known.set(key, found)
    if (known.size > CACHE_SIZE) known.delete(known.keys().next().value as string)
    return found
  }
}

/** The person that a token names; a phone page's token names a number only. */
export function tokenPerson({ claims }: CallerToken): Known | undefined {
  const contactId = z.safeParse(ContactId, claims.contactId)
  if (!contactId.success) return undefined
  return { contactId: contactId.data, by: 'token', ...(claims.name ? { name: claims.name } : {}) }
}
