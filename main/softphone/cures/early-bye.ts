import type { Core, Invitation } from 'sip.js'

/**
 * A caller may end a ringing call with BYE instead of CANCEL (RFC 3261 15). sip.js 0.21.2 answers it and goes on ringing
 * for ever: the dialog is gone, the INVITE is still open. So a BYE in the early dialog ends the call, with 487 to the
 * INVITE (15.1.2). Once the call is answered sip.js sets its own delegate.
 */
export function endOnEarlyBye(invitation: Invitation, onEnd: () => void): void {
  const early = invitation.dialog as Core.Session | undefined
  if (!early) return
  early.delegate = {
    onBye: (bye) => {
      bye.accept()
      invitation.reject({ statusCode: 487 }).catch(() => {})
      onEnd()
    },
  }
}
