import type { ErrorCode } from '../../shared/lib/errors.ts'
import type { LineCode } from './codes.ts'

/** The media window as the SIP stack sees it: SDP is made and understood there, by one peer connection per `mediaId`. */
export type MediaPort = {
  create(mediaId: string, options: { callId: string }): Promise<void>
  /** An answer when a remote offer is pending, else an offer. Complete: SIP has no trickle here. */
  getDescription(
    mediaId: string,
    options: { hold: boolean; iceRestart: boolean },
  ): Promise<{ type: 'offer' | 'answer'; sdp: string }>
  /** An answer when a local offer is pending, else an offer. */
  setDescription(mediaId: string, sdp: string): Promise<void>
  rollback(mediaId: string): Promise<void>
  /** A hold is wanted: silence from now on, before the other side knows. Off: as the last description says. */
  hush(mediaId: string, on: boolean): Promise<void>
  dtmf(mediaId: string, tones: string): Promise<void>
  close(mediaId: string): Promise<void>
}

export type SipAccount = {
  /** `wss://host:port/path`, or `ws://` on this computer. */
  server: string
  user: string
  /** When it differs from `user`. */
  authUser?: string
  password: string
  domain: string
  displayName?: string
  /** PEM of the authority that signed the server's certificate, when the system does not know it. */
  ca?: string
  /** Asked of the registrar; default 300. */
  expiresSeconds?: number
  /** How key presses travel: in the sound (RFC 4733, the default), or as INFO for a PBX that wants it so. */
  dtmf?: 'rfc4733' | 'info'
  /**
   * What an attended transfer names: the other side's Contact (the default; a B2BUA knows its own), or its address of
   * record, for a proxy that cannot route to a browser's Contact.
   */
  referTo?: 'contact' | 'aor'
  /** How the number that a call shows is told: P-Preferred-Identity (RFC 3325, the default), or as the user of From. */
  callerId?: 'identity' | 'from'
}

export type DialOptions = {
  callId?: string
  headers?: Record<string, string>
  /** Play what the other side sends before it answers (183). Only for calls that are not forked. */
  earlyMedia?: boolean
  /** The number that the call shows, in the way of `SipAccount.callerId`. */
  callerId?: string
}

export type LineState = {
  state: 'off' | 'connecting' | 'registering' | 'registered' | 'offline' | 'refused'
  code?: LineCode
  detail?: string
  /** When the next try comes, in milliseconds from now. */
  retryInMs?: number
}

/** Facts about calls. `callId` is the SIP Call-ID of the initial INVITE, the same everywhere in the product. */
export type StackEvent =
  | { type: 'line'; line: LineState }
  /** Somebody is about to call: an early word, without any promise that a call comes of it. */
  | { type: 'knock'; user: string }
  | {
      type: 'incoming'
      callId: string
      from: { user: string; displayName?: string; uri: string }
      toUser: string
      /** `X-…` headers of the INVITE, names in lower case. */
      headers: Record<string, string>
      /** Who calls by the word of our own server (P-Asserted-Identity, else Remote-Party-ID), where it says so. */
      callerIdAsserted?: { user: string; displayName?: string }
      /** The caller asks that it is answered without a hand (intercom); whether it is, is for the line's setting. */
      autoAnswer?: { afterSeconds: number }
      /**
       * It takes the place of this call of ours (RFC 3891): an attended transfer that lands here. It is not to be rung
       * for or refused: the stack answers it by itself, `accepted` follows, and `replaced` for the old call.
       */
      replaces?: string
    }
  | { type: 'progress'; callId: string; status: number }
  | { type: 'accepted'; callId: string; mediaId: string }
  /** By its Reason header (RFC 3326): somebody else answered, or it rang for as long as the line lets it ring. */
  | { type: 'cancelled'; callId: string; elsewhere: boolean; rangOut?: boolean }
  | { type: 'ended'; callId: string; by: 'local' | 'remote' | 'network'; status?: number; reason?: string }
  | { type: 'failed'; callId: string; status: number; reason: string; retryAfter?: number; code?: ErrorCode }
  | { type: 'held'; callId: string; held: boolean }
  | { type: 'hold-failed'; callId: string }
  | { type: 'remote-hold'; callId: string; held: boolean }
  /**
   * How a transfer of this call goes, by the other side's word. `done`: the customer is with the target, and the call
   * ends by itself. `failed`: the customer is still here, with `status` of who refused. Where the other side hangs up
   * once it has agreed, `done` comes before `ended`.
   */
  | { type: 'transfer'; callId: string; state: 'trying' | 'ringing' | 'done' | 'failed'; status?: number }
  /** Another call of ours, `by`, has taken the place of this one; `ended` by the other side follows at once. */
  | { type: 'replaced'; callId: string; by: string }
  /** The link was lost in the call and the call is whole again: both sides can end it. */
  | { type: 'reconnected'; callId: string }

export type SipStack = {
  /** Resolves at once; how it goes is told by `line` events. */
  start(): Promise<void>
  /** Ends all calls, unregisters (two seconds at most) and closes the link. */
  stop(): Promise<void>
  answer(callId: string): Promise<void>
  reject(callId: string, status?: 480 | 486 | 603): Promise<void>
  /** Calls a user or number of the account's domain, or a whole `sip:` address; gives the callId. */
  dial(target: string, options?: DialOptions): Promise<string>
  hangup(callId: string): Promise<void>
  /** Resolves once it is asked for; the outcome is a `held` or `hold-failed` event. */
  hold(callId: string, on: boolean): Promise<void>
  /** Rejects with CALL_DTMF_FAILED when the other side does not take them; `,` is a pause of two seconds. */
  dtmf(callId: string, tones: string): Promise<void>
  /**
   * Blind transfer: asks the other side to call the target instead (REFER, RFC 3515). Resolves once it is asked for,
   * what becomes of it are `transfer` events. CALL_NOT_FOUND unless connected, CALL_TRANSFER_FAILED while one goes on.
   */
  transfer(callId: string, target: string): Promise<void>
  /** Attended transfer: connects the other sides of two connected calls of this line (REFER with Replaces, RFC 3891). */
  transferTo(callId: string, otherCallId: string): Promise<void>
  /** Offers the call's media anew, for instance after the media window was restarted. */
  renegotiate(callId: string, options?: { iceRestart?: boolean }): Promise<void>
  /** Drops the link and connects at once: after sleep, or when the network has changed. */
  reconnect(reason: string): void
  onEvent(listener: (event: StackEvent) => void): () => void
}

/** Milliseconds; the defaults are right for a real line, tests shorten them. */
export type StackTiming = {
  pingMs: number
  pongMs: number
  connectMs: number
  registerMs: number
  firstRetryMs: number
  maxRetryMs: number
  refusedRetryMs: number
  /** No re-INVITE earlier than this after the answer (RFC 5407 3.1.4). */
  settleMs: number
  /** How long a call whose other side cannot be reached by SIP is kept after a reconnect. */
  refreshGiveUpMs: number
  /** How long a transfer that was accepted may go without a word of how it went. */
  transferMs: number
  /** How long the other side may take to hang up after a transfer that worked, before we do. */
  transferByeMs: number
}
export const defaultTiming: StackTiming = {
  pingMs: 10_000,
  pongMs: 5_000,
  connectMs: 8_000,
  registerMs: 10_000,
  firstRetryMs: 500,
  maxRetryMs: 30_000,
  refusedRetryMs: 60_000,
  settleMs: 300,
  refreshGiveUpMs: 120_000,
  transferMs: 90_000,
  transferByeMs: 700,
}
