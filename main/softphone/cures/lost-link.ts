import { Core, type Session } from 'sip.js'

/**
 * Sets an established session free of what was under way on a link that is gone. sip.js 0.21.2 would wait: for the answer
 * to its own re-INVITE 32 seconds, or for ever once a 100 has come; for the ACK to the other side's re-INVITE for ever,
 * refusing each further one with 500; for the ACK to its own 200 half a minute, taking no other ACK meanwhile, and then it
 * ends the call. So the pending re-INVITE fails with 503 and missing ACKs are forgotten: the refresh after the reconnect
 * shows whether the other side is there.
 */
export function releaseFromLostLink(session: Session): void {
  const dialog = session.dialog
  if (!(dialog instanceof Core.SessionDialog)) return
  dialog.reinviteUserAgentServer = undefined
  const waiting = dialog as unknown as { ackWait: boolean }
  waiting.ackWait = false
  const pending = dialog.reinviteUserAgentClient as
    | { transaction: { onTransportError(error: Error): void } }
    | undefined
  pending?.transaction.onTransportError(new Core.TransportError('The link was lost.'))
}
