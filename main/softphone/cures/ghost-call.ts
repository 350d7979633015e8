import type { Inviter } from 'sip.js'

/**
 * Cancels an outgoing call for good. sip.js 0.21.2 forgets a cancel() that falls between the INVITE and its 401 or 407:
 * the authenticated INVITE goes out all the same and the other side rings with nobody there. So once a call is given
 * up, its INVITE no longer answers challenges: the 407 is then simply its end.
 */
export function cancelForGood(inviter: Inviter): Promise<void> {
  const { outgoingInviteRequest } = inviter as unknown as {
    outgoingInviteRequest?: { authenticationGuard: () => boolean }
  }
  if (outgoingInviteRequest) outgoingInviteRequest.authenticationGuard = () => true
  return inviter.cancel()
}
