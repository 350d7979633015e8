import { type Session, SessionState } from 'sip.js'
import { reinviteDelay } from './cures/glare.ts'
import { releaseFromLostLink } from './cures/lost-link.ts'
import { retryAfterOf } from './incoming-headers.ts'
import type { MediaHandler } from './media-handler.ts'

export type RenegotiatorOptions = {
  session: Session
  media: () => MediaHandler | undefined
  /** Whether the Call-ID is ours (RFC 3261 14.1): we were the caller. */
  ownsCallId: boolean
  settleMs: number
  giveUpMs: number
  onHeld: (held: boolean) => void
  onHoldFailed: () => void
  onRefreshed: () => void
  /** The other side does not know this call any more, or could not be reached for too long. */
  onGone: (status: number) => void
}

type Attempt = { ok: true } | { ok: false; status: number; retryAfterSeconds?: number | undefined }
type Refresh = { iceRestart: boolean; reconnect: boolean; until: number; tries: number }

/** Tries of one hold or resume before the operator is told that it did not work. */
const HOLD_TRIES = 4
/** After a reconnect the owner of the Call-ID goes first: both sides at once would only refuse each other with 491. */
const OTHER_SIDE_FIRST_MS = 400
/** An attempt that is not answered at all; sip.js itself gives up a silent INVITE after 32 s. */
const ATTEMPT_LIMIT_MS = 35_000
/** Refusals after a reconnect that mean "not yet": the other side may be on its way back too. 476 to 479 are Kamailio's. */
const NOT_YET = new Set([404, 408, 410, 430, 476, 477, 478, 479, 480, 500, 502, 503, 504])

/**
 * All re-INVITEs of one call, one at a time: hold, resume, new media and the refresh after a lost link. sip.js 0.21.2
 * refuses them too early after the answer, does not repeat them after 491 or 500, and after a reconnect leaves the other
 * side with a route that leads nowhere, so that its BYE never comes: hence every call is refreshed.
 */
export class Renegotiator {
  private readonly options: RenegotiatorOptions
  private wanted = false
  private confirmed = false
  private holdTries = 0
  private refresh: Refresh | undefined
  private running = false
  private linkUp = true
  private establishedAt = 0
  private over = false
  private wake: () => void = () => {}
  private round: Promise<void> = Promise.resolve()

  constructor(options: RenegotiatorOptions) {
    this.options = options
  }

  established(): void {
    this.establishedAt = Date.now()
    this.kick()
  }

  hold(on: boolean): void {
    this.wanted = on
    this.holdTries = 0
    // Behind a resume that is not answered the other side would hear on what is said to somebody else by now.
    this.options.media()?.hush(on)
    this.kick()
  }

  renegotiate(iceRestart: boolean): void {
    this.want({ iceRestart, reconnect: false })
  }

  linkLost(): void {
    this.linkUp = false
    releaseFromLostLink(this.options.session)
    this.wake()
  }

  /** Registered again on a new link: make the call whole. */
  linkBack(iceRestart: boolean): void {
    this.linkUp = true
    this.want({ iceRestart, reconnect: true })
  }

  /** Resolves once nothing of ours is under way and the call has settled, or is over. */
  async settled(): Promise<void> {
    await new Promise((resolve) =>
      setTimeout(resolve, Math.max(0, this.establishedAt + this.options.settleMs - Date.now())),
    )
    await this.round
  }

  end(): void {
    this.over = true
    this.wake()
  }

  private want({ iceRestart, reconnect }: { iceRestart: boolean; reconnect: boolean }): void {
    this.refresh = {
      iceRestart: iceRestart || (this.refresh?.iceRestart ?? false),
      reconnect: reconnect || (this.refresh?.reconnect ?? false),
      until: Date.now() + this.options.giveUpMs,
      tries: 0,
    }
    this.wake()
    this.kick()
  }

  private kick(): void {
    if (this.running || !this.establishedAt) return
    this.running = true
    this.round = this.run().finally(() => {
      this.running = false
      if (this.due()) this.kick()
    })
  }

  private due(): boolean {
    return !this.over && this.linkUp && (this.wanted !== this.confirmed || this.refresh !== undefined)
  }

  private async run(): Promise<void> {
    // Whatever is wanted meanwhile: a re-INVITE that overtakes the ACK ends the call.
    const settled = this.establishedAt + this.options.settleMs
    while (!this.over && Date.now() < settled) await this.pause(settled - Date.now())
    while (this.due()) {
      const { refresh, wanted } = this
      if (refresh?.reconnect && refresh.tries === 0 && !this.options.ownsCallId) {
        refresh.tries = 1
        await this.pause(OTHER_SIDE_FIRST_MS)
        continue
      }
      const attempt = await this.attempt(wanted, refresh?.iceRestart ?? false)
      if (this.over) return
      if (attempt.ok) this.succeeded(wanted, refresh)
      else await this.failed(attempt, wanted, refresh)
    }
  }

  private succeeded(hold: boolean, refresh: Refresh | undefined): void {
    this.holdTries = 0
    if (this.confirmed !== hold) {
      this.confirmed = hold
      this.options.onHeld(hold)
    }
    if (!refresh || this.refresh !== refresh) return
    this.refresh = undefined
    if (refresh.reconnect) this.options.onRefreshed()
  }

  private async failed(
    attempt: Attempt & { ok: false },
    wanted: boolean,
    refresh: Refresh | undefined,
  ): Promise<void> {
    if (!this.linkUp) return
    if (attempt.status === 481) return this.gone(481)
    const delay = reinviteDelay(attempt, this.options.ownsCallId)
    if (refresh?.reconnect) {
      if (Date.now() > refresh.until) return this.gone(attempt.status)
      if (delay !== undefined) return this.pause(delay)
      if (NOT_YET.has(attempt.status)) return this.pause(Math.min(500 * 2 ** refresh.tries++, 8000))
      // Refused for good, but by the very other side: it is there and knows us, and its answer proves the route.
      if (this.refresh === refresh) this.refresh = undefined
      this.options.onRefreshed()
    } else if (refresh) {
      if (delay !== undefined && refresh.tries++ < HOLD_TRIES) return this.pause(delay)
      if (this.refresh === refresh) this.refresh = undefined
    }
    if (wanted === this.confirmed) return
    if (delay !== undefined && ++this.holdTries < HOLD_TRIES) return this.pause(delay)
    if (this.wanted !== wanted) return
    this.wanted = this.confirmed
    this.options.media()?.hush(this.confirmed)
    this.options.onHoldFailed()
  }

  private gone(status: number): void {
    this.over = true
    this.options.onGone(status)
  }

  private async attempt(hold: boolean, iceRestart: boolean): Promise<Attempt> {
    const { session } = this.options
    const media = this.options.media()
    if (!media || session.state !== SessionState.Established) return { ok: false, status: 481 }
    const before = media.hold
    media.hold = hold
    media.iceRestart = iceRestart
    const attempt = await new Promise<Attempt>((resolve) => {
      const limit = setTimeout(() => resolve({ ok: false, status: 408 }), ATTEMPT_LIMIT_MS)
      const finish = (result: Attempt) => {
        clearTimeout(limit)
        session.stateChange.removeListener(onState)
        resolve(result)
      }
      const onState = (state: SessionState) => {
        if (state === SessionState.Terminated) finish({ ok: false, status: 481 })
      }
      session.stateChange.addListener(onState)
      session
        .invite({
          requestDelegate: {
            onAccept: () => finish({ ok: true }),
            onReject: ({ message }) => {
              finish({
                ok: false,
                status: message.statusCode ?? 500,
                retryAfterSeconds: retryAfterOf(message),
              })
            },
          },
        })
        // An exchange of the other side is under way, or the media window cannot make an offer now.
        .catch(() => finish({ ok: false, status: 491 }))
    })
    if (!attempt.ok) media.hold = before
    return attempt
  }

  /** Waits, but not longer than the call lasts, the link holds, or nothing new is wanted. */
  private pause(ms: number): Promise<void> {
    if (ms <= 0) return Promise.resolve()
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      this.wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}
