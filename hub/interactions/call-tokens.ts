import { importJWK, jwtVerify, SignJWT } from 'jose'
import { CallToken, TOKEN_ISSUER } from '../../shared/protocol/widget-protocol.ts'
import type { Keys } from '../keys.ts'

/** Tokens that say inside an INVITE who calls: EdDSA JWS (RFC 8037), for the switch, the consoles and the hub itself. */
export class CallTokens {
  private readonly keys: Keys
  constructor(keys: Keys) {
    this.keys = keys
  }

  async sign(claims: Omit<CallToken, 'exp'>, expiresAt: number): Promise<string> {
    const { sub, ...rest } = claims
    return new SignJWT(rest)
      .setProtectedHeader({ alg: 'EdDSA' })
      .setIssuer(TOKEN_ISSUER)
      .setSubject(sub)
      .setExpirationTime(Math.floor(expiresAt / 1000))
      .sign(await importJWK(this.keys.tokenPrivate, 'EdDSA'))
  }

  /** The claims of a token that was good at that moment: a report may come long after its call. */
  async read(token: string, at: number): Promise<CallToken | undefined> {
    try {
      const { payload } = await jwtVerify(token, await importJWK(this.keys.tokenPublic, 'EdDSA'), {
        issuer: TOKEN_ISSUER,
        algorithms: ['EdDSA'],
        currentDate: new Date(at),
        clockTolerance: 30,
      })
      const claims = CallToken.safeParse(payload)
      return claims.success ? claims.data : undefined
    } catch {
      return undefined
    }
  }
}
