import { randomUUID } from 'node:crypto'
import { type Invitation, Inviter, type InviterOptions, SessionState, type UserAgent } from 'sip.js'
import { CodedError } from '../../shared/lib/result.ts'
import { type CallLeg, IncomingLeg, type LegOptions, OutgoingLeg } from './call-leg.ts'
import type { LineFailure } from './codes.ts'
import { guardLink } from './cures/inbound-guard.ts'
import { ParserEar } from './cures/parser-ear.ts'
import { DialogRequests } from './dialog-requests.ts'
import { assertedIdentity, autoAnswerOf, type Replaces, replacesOf } from './incoming-headers.ts'
import { KeepConnected } from './keep-connected.ts'
import { Link, type WireTap } from './link.ts'
import { MediaHandler } from './media-handler.ts'
import { networkFingerprint } from './network-fingerprint.ts'
import { optional } from './optional.ts'
import { Registration, type RegistrationOutcome, type RegistrationRefusal } from './registration.ts'
import { callerIdentity, decoded, extensionHeaders, headerLine, targetUri } from './sip-address.ts'
import {
  type DialOptions,
  defaultTiming,
  type LineState,
  type MediaPort,
  type SipAccount,
  type SipStack,
  type StackEvent,
  type StackTiming,
} from './sip-stack-types.ts'
import { makeUserAgent } from './user-agent.ts'

export type SipStackOptions = {
  account: SipAccount
  media: MediaPort
  /** Technical remarks; never numbers, names or keys. */
  log?: (remark: string) => void
  timing?: Partial<StackTiming>
  /** Sees every SIP message that passes, as it is. */
  tap?: WireTap
}

/** More calls than this do not ring at once: nobody could look at them, and a flood must not bury the rest. */
const MAX_RINGING = 8
const DEFAULT_EXPIRES_SECONDS = 300
const STOP_LIMIT_MS = 2_000

/** The telephone: sip.js 0.21.2 with a cure for each of its known faults (`cures/`), behind an interface of our own. */
export function createSipStack(options: SipStackOptions): SipStack {
  return new SipJsStack(options)
}

class SipJsStack implements SipStack {
  private readonly options: SipStackOptions
  private readonly timing: StackTiming
  private readonly link: Link
  private readonly keeper: KeepConnected
  private readonly ear = new ParserEar()
  private readonly ua: UserAgent
  private readonly legs = new Map<string, CallLeg>()
  /** Ended for the operator, but the other side has still to be told. */
  private readonly farewells = new Set<CallLeg>()
  private readonly dialogs: DialogRequests
  private readonly listeners = new Set<(event: StackEvent) => void>()
  private readonly identity = { callId: randomUUID(), fromTag: randomUUID().slice(0, 8), cseq: 0 }
  private registration: Registration | undefined
  private registered = false
  private network = networkFingerprint()
  private restartIce = false
  private refusals = 0
  private retryTimer: NodeJS.Timeout | undefined
  private line: LineState = { state: 'off' }

  constructor(options: SipStackOptions) {
    this.options = options
    this.timing = { ...defaultTiming, ...options.timing }
    const { account } = options
    this.link = new Link({
      server: account.server,
      ...this.timing,
      ...(account.ca === undefined ? {} : { ca: account.ca }),
      ...(options.tap ? { tap: options.tap } : {}),
    })
    this.keeper = new KeepConnected({
      link: this.link,
      firstRetryMs: this.timing.firstRetryMs,
      maxRetryMs: this.timing.maxRetryMs,
      onConnecting: () => this.show({ state: 'connecting' }),
      onUp: () => this.linkUp(),
      onDown: (failure, retryInMs) => this.show({ state: 'offline', ...failureOf(failure), retryInMs }),
    })
    this.ua = makeUserAgent({
      account,
      link: this.link,
      ear: this.ear,
      media: (callId) => this.mediaFor(callId),
      onInvite: (invitation) => this.invited(invitation),
    })
    this.dialogs = new DialogRequests({
      legs: this.legs,
      contact: () => this.ua.contact.toString(),
      keepMs: this.timing.transferMs,
    })
    this.connectParts()
  }

  async start(): Promise<void> {
    if (this.line.state !== 'off') return
    // sip.js must count as started; the link itself is kept by the keeper, which also tells why it fails.
    this.ua.start().catch(() => {})
    this.keeper.start()
  }

  async stop(): Promise<void> {
    for (const leg of [...this.legs.values()]) leg.hangup()
    clearTimeout(this.retryTimer)
    this.keeper.stop()
    const leaving = this.registered && this.link.isConnected() ? this.registration?.unregister() : undefined
    let limit: NodeJS.Timeout | undefined
    const late = new Promise<void>((resolve) => {
      limit = setTimeout(resolve, STOP_LIMIT_MS)
    })
    await Promise.race([leaving, late])
    clearTimeout(limit)
    this.registration?.dispose()
    this.registered = false
    await this.ua.stop().catch(() => {})
    this.show({ state: 'off' })
  }

  async answer(callId: string): Promise<void> {
    await this.incoming(callId).answer()
  }

  async reject(callId: string, status: 480 | 486 | 603 = 603): Promise<void> {
    this.incoming(callId).reject(status)
  }

  async dial(target: string, options: DialOptions = {}): Promise<string> {
    const { account } = this.options
    const uri = targetUri(target, account.domain)
    if (!uri) throw new CodedError('DIAL_INVALID')
    if (!this.link.isConnected() || !this.registered) throw new CodedError('LINE_OFF')
    const callId = options.callId ?? randomUUID()
    if (this.legs.has(callId)) throw new CodedError('CALL_FAILED', 'a call with this id exists')
    const extraHeaders = Object.entries(options.headers ?? {}).map(([name, value]) => headerLine(name, value))
    const caller = callerIdentity(options.callerId, account)
    if (caller.header) extraHeaders.push(caller.header)
    // sip.js hands `params` to the message, which takes a Call-ID; its types do not say so.
    const params: InviterOptions['params'] & { callId: string } = { callId, ...caller.params }
    const inviter = new Inviter(this.ua, uri, {
      extraHeaders,
      params,
      earlyMedia: options.earlyMedia ?? false,
    })
    const leg = new OutgoingLeg(inviter, this.legOptions(callId))
    this.legs.set(callId, leg)
    leg.dial()
    return callId
  }

  async hangup(callId: string): Promise<void> {
    this.leg(callId).hangup()
  }

  async hold(callId: string, on: boolean): Promise<void> {
    this.leg(callId).hold(on)
  }

  async dtmf(callId: string, tones: string): Promise<void> {
    const leg = this.leg(callId)
    const { mediaId } = leg
    if (!/^[0-9A-D*#,]{1,32}$/i.test(tones) || mediaId === undefined)
      throw new CodedError('INVALID_INPUT', 'tones')
    if (this.options.account.dtmf === 'info') await leg.dtmfByInfo(tones)
    else await this.options.media.dtmf(mediaId, tones)
  }

  async transfer(callId: string, target: string): Promise<void> {
    const uri = targetUri(target, this.options.account.domain)
    if (!uri) throw new CodedError('DIAL_INVALID')
    this.leg(callId).transferBlind(uri)
  }

  async transferTo(callId: string, otherCallId: string): Promise<void> {
    const [leg, other] = [this.leg(callId), this.leg(otherCallId)]
    if (leg === other) throw new CodedError('INVALID_INPUT', 'one call')
    leg.transferReplacing(other, this.options.account.referTo ?? 'contact')
  }

  async renegotiate(callId: string, { iceRestart = true }: { iceRestart?: boolean } = {}): Promise<void> {
    this.leg(callId).renegotiate(iceRestart)
  }

  reconnect(reason: string): void {
    this.log(`reconnecting: ${reason}`)
    this.restartIce = true
    this.link.drop('LINE_UNREACHABLE', reason)
    this.keeper.now()
  }

  onEvent(listener: (event: StackEvent) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  private connectParts(): void {
    const { link } = this
    guardLink(link, this.ear, {
      domain: this.options.account.domain,
      knock: (user) => this.emit({ type: 'knock', user: decoded(user) }),
      log: (reason) => this.log(`inbound: ${reason}`),
      claims: (request) => this.dialogs.answer(request),
    })
    link.onDisconnect = (error) => this.linkDown(error)
  }

  private linkUp(): void {
    this.show({ state: 'registering' })
    this.registration?.dispose()
    const registration = new Registration({
      ua: this.ua,
      identity: this.identity,
      expiresSeconds: this.options.account.expiresSeconds ?? DEFAULT_EXPIRES_SECONDS,
      limitMs: this.timing.registerMs,
      onOutcome: (outcome) => this.registrationOutcome(outcome),
    })
    this.registration = registration
    registration.register()
  }

  private linkDown(error: Error | undefined): void {
    this.registration?.dispose()
    this.registration = undefined
    this.registered = false
    clearTimeout(this.retryTimer)
    for (const leg of [...this.legs.values()]) leg.linkLost()
    const failure = error as (Error & LineFailure) | undefined
    if (failure) this.keeper.lost(failure)
  }

  private registrationOutcome(outcome: RegistrationOutcome): void {
    if (!outcome.ok) return this.registrationFailed(outcome)
    this.refusals = 0
    this.keeper.settled()
    const first = !this.registered
    this.registered = true
    this.show({ state: 'registered' })
    if (!first) return
    const network = networkFingerprint()
    const iceRestart = this.restartIce || network !== this.network
    this.network = network
    this.restartIce = false
    for (const leg of [...this.legs.values(), ...this.farewells]) leg.linkBack(iceRestart)
    this.farewells.clear()
  }

  private registrationFailed({ failure, status, retryAfterSeconds }: RegistrationRefusal): void {
    this.registered = false
    // A silent registrar is a dead link with an open socket.
    if (failure.code === 'LINE_TIMEOUT' || failure.code === 'LINE_UNREACHABLE') {
      this.link.drop(failure.code, failure.detail)
      return
    }
    // Asking again and again with a wrong password locks accounts: ever more slowly, and `reconnect` asks at once.
    const slow = [401, 403, 404, 407, 604].includes(status)
    const base = slow ? this.timing.refusedRetryMs : this.timing.firstRetryMs * 10
    const spread = slow ? 1 : 0.8 + 0.4 * Math.random()
    const retryInMs = retryAfterSeconds
      ? retryAfterSeconds * 1000
      : Math.round(Math.min(base * 2 ** this.refusals++, base * 10) * spread)
    this.show({ state: 'refused', ...failureOf(failure), retryInMs })
    this.retryTimer = setTimeout(() => this.linkUp(), retryInMs)
  }

  private invited(invitation: Invitation): void {
    const refuse = (statusCode: number) => void invitation.reject({ statusCode }).catch(() => {})
    if (this.legs.has(invitation.request.callId)) return refuse(482)
    const replaces = replacesOf(invitation.request)
    if (replaces) return this.replacing(invitation, replaces, refuse)
    const ringing = [...this.legs.values()].filter((leg) => leg instanceof IncomingLeg && leg.ringing).length
    if (ringing >= MAX_RINGING) return refuse(486)
    // sip.js would send this 180 by itself, and leave what goes wrong with it unhandled.
    invitation
      .progress()
      .then(() => void this.ring(invitation))
      .catch((error) => {
        this.log(`an incoming call was refused: ${String(error)}`)
        refuse(500)
      })
  }

  /** An attended transfer lands here: the new call takes the place of one of ours (RFC 3891 3). */
  private replacing(
    invitation: Invitation,
    replaces: Replaces | 'malformed',
    refuse: (statusCode: number) => void,
  ): void {
    if (replaces === 'malformed') return refuse(400)
    const old = [...this.legs.values()].find((leg) => leg.isReplacedBy(replaces))
    if (!old) return refuse(481)
    if (replaces.earlyOnly) return refuse(486)
    const leg = this.ring(invitation, old.callId)
    leg?.answer().then(
      () => old.replaced(leg.callId),
      () => this.log('a transferred call could not be answered; the old one goes on'),
    )
  }

  private ring(invitation: Invitation, replaces?: string): IncomingLeg | undefined {
    const { request, remoteIdentity } = invitation
    const { callId } = request
    // An INVITE and its CANCEL in one burst: the session is already dead.
    if (invitation.state !== SessionState.Initial) {
      this.log('an incoming call was over before it rang')
      return undefined
    }
    const leg = new IncomingLeg(invitation, this.legOptions(callId))
    this.legs.set(callId, leg)
    const { uri, displayName } = remoteIdentity
    this.emit({
      type: 'incoming',
      callId,
      from: { user: decoded(uri.user), uri: uri.toString(), ...(displayName ? { displayName } : {}) },
      toUser: decoded(request.to.uri.user),
      headers: extensionHeaders(invitation),
      ...optional('callerIdAsserted', assertedIdentity(request)),
      ...optional('autoAnswer', autoAnswerOf(request)),
      ...optional('replaces', replaces),
    })
    return leg
  }

  private legOptions(callId: string): LegOptions {
    return {
      callId,
      timing: this.timing,
      emit: (event) => this.emit(event),
      linkIsUp: () => this.registered && this.link.isConnected(),
      onOver: () => {
        const leg = this.legs.get(callId)
        this.legs.delete(callId)
        if (leg?.transferAwaited) this.dialogs.remember(callId, leg)
        // Whether it still owes a BYE is known once hangup has run.
        queueMicrotask(() => {
          if (leg?.owes) this.farewells.add(leg)
        })
      },
    }
  }

  private mediaFor(callId: string): MediaHandler {
    const leg = this.legs.get(callId)
    const media = new MediaHandler({
      port: this.options.media,
      mediaId: `m-${randomUUID()}`,
      callId,
      onRemote: (sdp) => leg?.remoteDescription(sdp),
    })
    if (leg) leg.attachMedia(media)
    else this.log('media for a session without a call')
    return media
  }

  private leg(callId: string): CallLeg {
    const leg = this.legs.get(callId)
    if (!leg) throw new CodedError('CALL_NOT_FOUND')
    return leg
  }

  private incoming(callId: string): IncomingLeg {
    const leg = this.leg(callId)
    if (!(leg instanceof IncomingLeg)) throw new CodedError('CALL_NOT_FOUND')
    return leg
  }

  private show(line: LineState): void {
    if (JSON.stringify(line) === JSON.stringify(this.line)) return
    this.line = line
    this.emit({ type: 'line', line })
  }

  private emit(event: StackEvent): void {
    for (const listener of [...this.listeners]) {
      try {
        listener(event)
      } catch (error) {
        // What a listener gets wrong must not break off what sip.js is doing.
        this.log(`a listener failed at ${event.type}: ${error instanceof Error ? error.message : 'unknown'}`)
      }
    }
  }

  private log(remark: string): void {
    this.options.log?.(remark)
  }
}

const failureOf = ({ code, detail }: LineFailure) => ({ code, detail })
