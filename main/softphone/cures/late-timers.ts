import type { Session } from 'sip.js'

/**
 * For a session that has ended. When BYE comes before the ACK, sip.js 0.21.2 still waits for that ACK; 32 seconds later
 * its timer ends the session a second time, and the exception of that comes out of a timer, where it kills the process.
 * A session that is over takes no notice of a missing ACK.
 */
export function forgetMissingAck(session: Session): void {
  if (session.dialog) session.dialog.delegate = { onAckTimeout: () => {} }
}
