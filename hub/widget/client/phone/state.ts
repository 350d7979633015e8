import type { CallTicket } from '../../../../shared/protocol/widget-protocol.ts'

/** What one browser needs to be a telephone: where the switch is, and the hub's word on who is calling. */
export type PhoneTicket = Pick<CallTicket, 'server' | 'domain' | 'user' | 'token' | 'expiresAt'>

/** How a call ended, or why it never began, as the person at this end saw it. */
export type Outcome =
  | 'hung-up'
  | 'they-hung-up'
  | 'gave-up'
  | 'missed'
  | 'you-declined'
  | 'nobody-available'
  | 'declined'
  | 'busy'
  | 'no-answer'
  | 'wrong-number'
  | 'refused'
  | 'failed'
  | 'lost'
  | 'no-line'
  | 'no-sound'
  | 'mic-denied'
  | 'mic-missing'
  | 'mic-busy'
  | 'mic-insecure'

/** The link to the switch. `refused`: it answers and does not believe this telephone's token. */
export type LineState = 'off' | 'connecting' | 'ready' | 'reconnecting' | 'refused'

/**
 * One call, from the person's side.
 *
 *   out: microphone → calling → ringing ─┐
 *   in:  offered → answering ────────────┴→ talking → ended     (ended is reachable from every phase)
 */
export type PhoneCall = {
  readonly direction: 'in' | 'out'
  /** Whom the call is with, as the switch names them. */
  readonly peer: string
  /** SIP Call-ID, the call's id everywhere; unknown until the INVITE exists. */
  readonly callId?: string
  readonly phase: 'microphone' | 'calling' | 'ringing' | 'offered' | 'answering' | 'talking' | 'ended'
  /** When talking began, in this browser's milliseconds. */
  readonly talkingSince?: number
  /** The other side has put this call on hold. */
  readonly held: boolean
  readonly muted: boolean
  /** The switch is out of reach; the sound goes on, since it does not pass through it. */
  readonly reconnecting: boolean
  readonly outcome?: Outcome
}

export type PhoneState = { readonly line: LineState; readonly call?: PhoneCall }

/** What a final SIP answer to our INVITE means to the caller (RFC 3261 section 21). */
export function outcomeOfStatus(status: number): Outcome {
  if (status === 480) return 'nobody-available'
  if (status === 603) return 'declined'
  if (status === 486 || status === 600) return 'busy'
  if (status === 408 || status === 487) return 'no-answer'
  if (status === 404 || status === 484 || status === 604) return 'wrong-number'
  if (status === 401 || status === 403 || status === 407) return 'refused'
  return 'failed'
}

/** Whether the other side's description stops us from being heard: sendonly or inactive (RFC 3264 section 8.4). */
export const isHeldBy = (sdp: string): boolean => /^a=(sendonly|inactive)\s*$/m.test(sdp)
