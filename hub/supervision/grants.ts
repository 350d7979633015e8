import { importJWK, jwtVerify, SignJWT } from 'jose'
import { TOKEN_ISSUER } from '../../shared/protocol/widget-protocol.ts'
import { GRANT_MS, SUPERVISE_AUDIENCE, SuperviseGrant } from '../../shared/supervision/session.ts'
import type { Keys } from '../keys.ts'

/** The hub's word that a supervisor may do one thing to one call, once: EdDSA JWS (RFC 8037). */
export class Grants {
  private readonly keys: Keys
  private readonly now: () => number
  /** Grants that may still be used, with the moment when they run out. */
  private readonly open = new Map<string, number>()

  constructor(keys: Keys, now: () => number) {
    this.keys = keys
    this.now = now
  }

  async sign(grant: SuperviseGrant): Promise<string> {
    const at = this.now()
    for (const [jti, until] of this.open) if (until < at) this.open.delete(jti)
    this.open.set(grant.jti, at + GRANT_MS)
    const { sub, jti, ...claims } = grant
    return new SignJWT(claims)
      .setProtectedHeader({ alg: 'EdDSA' })
      .setIssuer(TOKEN_ISSUER)
      .setAudience(SUPERVISE_AUDIENCE)
      .setSubject(sub)
      .setJti(jti)
      .setExpirationTime(Math.ceil((at + GRANT_MS) / 1000))
      .sign(await importJWK(this.keys.tokenPrivate, 'EdDSA'))
  }

  /** What a grant says, the first time that it is shown and in time; undefined ever after. */
  async burn(token: string): Promise<SuperviseGrant | undefined> {
    try {
      const { payload } = await jwtVerify(token, await importJWK(this.keys.tokenPublic, 'EdDSA'), {
        issuer: TOKEN_ISSUER,
        audience: SUPERVISE_AUDIENCE,
        algorithms: ['EdDSA'],
        currentDate: new Date(this.now()),
      })
      const grant = SuperviseGrant.parse(payload)
      return this.open.delete(grant.jti) ? grant : undefined
    } catch {
      return undefined
    }
  }
}
