import type { Inviter, UserAgent } from 'sip.js'

/** sip.js throws on some malformed messages; in a browser that would be an uncaught error of somebody else's page. */
export function guardParser(agent: UserAgent): void {
  const { transport } = agent
  const receive = transport.onMessage
  transport.onMessage = (message) => {
    try {
      receive?.(message)
    } catch {
      console.warn('kommutator: a SIP message could not be read and was dropped')
    }
  }
}

/**
 * Cancels so that nobody rings on. Between an INVITE and its challenge sip.js forgets the CANCEL and sends the
 * authenticated INVITE all the same; refusing that second INVITE ends the call with the challenge.
 */
export async function cancelForGood(inviter: Inviter): Promise<void> {
  const sent = (inviter as unknown as { outgoingInviteRequest?: { authenticationGuard: () => boolean } })
    .outgoingInviteRequest
  if (sent) sent.authenticationGuard = () => true
  await inviter.cancel()
}
