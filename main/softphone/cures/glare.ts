/** How long to wait before a refused re-INVITE is sent again, in milliseconds; undefined when it should not be. */
export function reinviteDelay(
  refusal: { status: number; retryAfterSeconds?: number | undefined },
  ownsCallId: boolean,
  random = Math.random(),
): number | undefined {
  // Both sides asked at once; the owner of the Call-ID waits longer so that they do not meet again (RFC 3261 14.1).
  if (refusal.status === 491)
    return ownsCallId ? 2100 + Math.round(random * 190) * 10 : Math.round(random * 200) * 10
  // sip.js answers 500 with a Retry-After of up to ten seconds while the ACK of the call is still on its way (RFC 5407).
  if (refusal.status === 500) return Math.min(refusal.retryAfterSeconds ?? 2, 10) * 1000
  return undefined
}
