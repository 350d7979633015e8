import { Core, type Session } from 'sip.js'

/** How long an ACK to our 200 may be on its way, in T1: eight seconds. A later one says nothing that matters. */
const PATIENCE = 16

/**
 * After our 200 to a re-INVITE of the other side. When its ACK never comes, sip.js 0.21.2 waits for it for ever: each
 * further re-INVITE gets 500, and none of ours can be made, so the call can never be held or resumed again.
 */
export function forgetMissingReinviteAck(session: Session): void {
  const { dialog } = session
  if (!(dialog instanceof Core.SessionDialog)) return
  const waiting = dialog.reinviteUserAgentServer
  setTimeout(() => {
    if (dialog.reinviteUserAgentServer === waiting) dialog.reinviteUserAgentServer = undefined
  }, PATIENCE * Core.Timers.T1).unref()
}
