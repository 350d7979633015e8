import { Core, type Session } from 'sip.js'

/**
 * Sets an established session free of what was under way on a link that is gone. sip.js 0.21.2 would wait: for the answer
 * to its own re-INVITE 32 seconds, or for ever once a 100 has come; for the ACK to the other side's re-INVITE for ever,
 * refusing each further one with 500. The pending re-INVITE fails with 503, the missing ACK is forgotten.
 */
export function releaseFromLostLink(session: Session): void {
  const dialog = session.dialog
  if (!(dialog instanceof Core.SessionDialog)) return
  dialog.reinviteUserAgentServer = undefined
  const pending = dialog.reinviteUserAgentClient as
    | { transaction: { onTransportError(error: Error): void } }
    | undefined
  pending?.transaction.onTransportError(new Core.TransportError('The link was lost.'))
}

/** A 2xx to our re-INVITE proves the dialog: an ACK to the first 200 that was lost with the link is not waited for. */
export function dialogIsProven(session: Session): void {
  const dialog = session.dialog as unknown as { ackWait?: boolean } | undefined
  if (dialog?.ackWait) dialog.ackWait = false
}
