import type { Digest } from './digest.ts'
import type { BindingKind } from './registrar.ts'
import { addressOf, getHeader, hostOf, type SipRequest, userOf } from './sip-message.ts'
import type { TokenVerifier } from './token.ts'

/** A customer's token travels in this header; it stays in the INVITE, since the console shows it to the hub. */
export const TOKEN_HEADER = 'x-kommutator-token'

export type Admission =
  | { verdict: 'admitted'; user: string; kind: BindingKind }
  /** `wrong`: an answer was given, and it was not the right one. */
  | { verdict: 'challenge'; stale: boolean; wrong: boolean }
  | { verdict: 'refused'; reason: string }

export type Gate = {
  domain: string
  digest: Digest
  users: ReadonlyMap<string, string>
  tokens: TokenVerifier
}

/**
 * Who may register or make a dialog: operators by digest, customers by a token that the hub has signed. It looks at
 * dialog-making requests only, so a token that expires in the middle of a call does not end the call.
 */
export function admit(gate: Gate, request: SipRequest, now: number): Admission {
  const registering = request.method === 'REGISTER'
  const address = addressOf(getHeader(request, registering ? 'to' : 'from') ?? '')
  const user = userOf(address)
  if (!user) return { verdict: 'refused', reason: 'No User' }
  if (hostOf(address) !== gate.domain.toLowerCase()) return { verdict: 'refused', reason: 'Foreign Domain' }
  const password = gate.users.get(user)
  if (password === undefined) {
    const token = gate.tokens.check(getHeader(request, TOKEN_HEADER), user, now)
    return token.ok
      ? { verdict: 'admitted', user, kind: token.kind }
      : { verdict: 'refused', reason: token.reason }
  }
  const answer = getHeader(request, registering ? 'authorization' : 'proxy-authorization')
  if (!answer) return { verdict: 'challenge', stale: false, wrong: false }
  const digest = gate.digest.verify(answer, request.method, user, password, now)
  if (digest === 'accepted') return { verdict: 'admitted', user, kind: 'user' }
  return { verdict: 'challenge', stale: digest === 'stale', wrong: digest === 'refused' }
}
