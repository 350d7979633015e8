import { type Core, Grammar, type NameAddrHeader, type URI, type UserAgent } from 'sip.js'
import type { LineFailure } from './codes.ts'
import { answerableDigest } from './cures/digest.ts'

/** All REGISTERs of one phone share a Call-ID and count on (RFC 3261 10.2), over all its connections. */
export type RegistrationIdentity = { callId: string; fromTag: string; cseq: number }

export type RegistrationRefusal = {
  ok: false
  failure: LineFailure
  status: number
  retryAfterSeconds?: number
}
export type RegistrationOutcome = { ok: true; expiresSeconds: number } | RegistrationRefusal

/** How often a registrar may say that it wants a longer time, before it is taken for a refusal. */
const MAX_TOO_BRIEF = 3
/** Refresh when this much of the granted time is over: early enough for one more try. */
const REFRESH_AT = 0.9

/**
 * The registration of one connection; a new connection gets a new one. sip.js's own Registerer is not used: it stays
 * Registered after the link is lost, a REGISTER that was pending then blocks the next one for 32 seconds, and its
 * refresh timer throws when it has been disposed of meanwhile.
 */
export class Registration {
  private readonly ua: UserAgent
  private readonly identity: RegistrationIdentity
  private readonly limitMs: number
  private readonly onOutcome: (outcome: RegistrationOutcome) => void
  private expiresSeconds: number
  private tooBrief = 0
  private timer: NodeJS.Timeout | undefined
  private disposed = false
  private onDisposed: () => void = () => {}

  constructor(options: {
    ua: UserAgent
    identity: RegistrationIdentity
    expiresSeconds: number
    /** How long the registrar may be silent. */
    limitMs: number
    onOutcome: (outcome: RegistrationOutcome) => void
  }) {
    this.ua = options.ua
    this.identity = options.identity
    this.expiresSeconds = options.expiresSeconds
    this.limitMs = options.limitMs
    this.onOutcome = options.onOutcome
  }

  register(): void {
    this.send(this.expiresSeconds, (outcome) => {
      if (outcome.ok)
        this.timer = setTimeout(
          () => this.register(),
          Math.max(1, outcome.expiresSeconds * REFRESH_AT) * 1000,
        )
      this.onOutcome(outcome)
    })
  }

  /** Resolves when the registrar has answered, however, or cannot any more. */
  unregister(): Promise<void> {
    clearTimeout(this.timer)
    return new Promise((resolve) => {
      this.onDisposed = resolve
      this.send(0, () => resolve())
    })
  }

  dispose(): void {
    this.disposed = true
    clearTimeout(this.timer)
    this.onDisposed()
  }

  private send(expires: number, done: (outcome: RegistrationOutcome) => void): void {
    const { ua, identity } = this
    const { aor } = ua.userAgentCore.configuration
    const registrar = aor.clone()
    registrar.user = undefined
    const contact = `${ua.contact.toString({ register: true })};+sip.instance="<urn:uuid:${ua.instanceId}>"`
    const message = ua.userAgentCore.makeOutgoingRequestMessage(
      'REGISTER',
      registrar,
      aor,
      aor,
      { callId: identity.callId, fromTag: identity.fromTag, cseq: ++identity.cseq },
      [`Contact: ${contact};expires=${expires}`],
    )
    let over = false
    const finish = (outcome: RegistrationOutcome | 'too-brief') => {
      if (over) return
      over = true
      clearTimeout(limit)
      identity.cseq = Math.max(identity.cseq, message.cseq)
      if (this.disposed) return
      if (outcome === 'too-brief') this.send(this.expiresSeconds, done)
      else done(outcome)
    }
    const limit = setTimeout(
      () => finish(refused(408, 'LINE_TIMEOUT', `no answer to REGISTER within ${this.limitMs} ms`)),
      this.limitMs,
    )
    ua.userAgentCore.register(message, {
      onAccept: ({ message: response }) => {
        const own = this.ownContact(response)
        if (expires > 0) ua.contact.pubGruu = gruuOf(own)
        finish({ ok: true, expiresSeconds: granted(own, response, expires) })
      },
      onRedirect: ({ message: response }) =>
        finish(refused(response.statusCode ?? 300, 'LINE_REFUSED', phrase(response))),
      onReject: ({ message: response }) => {
        const least = Number(response.getHeader('min-expires'))
        const longer = least > this.expiresSeconds && least <= 86_400 && expires > 0
        if (response.statusCode === 423 && longer && this.tooBrief++ < MAX_TOO_BRIEF) {
          this.expiresSeconds = least
          finish('too-brief')
        } else finish(explainRefusal(response))
      },
    })
  }

  /** Among the bindings that the registrar tells, ours. */
  private ownContact(response: Core.IncomingResponseMessage): NameAddrHeader | undefined {
    const own = this.ua.contact.uri.toString()
    const line = response.getHeaders('contact').find((value) => value.includes(own))
    return line === undefined ? undefined : Grammar.nameAddrHeaderParse(line)
  }
}

/** The time that the registrar granted to our own Contact, else what we asked for. */
function granted(
  contact: NameAddrHeader | undefined,
  response: Core.IncomingResponseMessage,
  asked: number,
): number {
  const seconds = Number(contact?.getParam('expires') ?? response.getHeader('expires') ?? asked)
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 86_400) : asked
}

/**
 * The address that leads to this console whatever connection it is on (RFC 5627), where the registrar gives one. Calls
 * name it as their Contact: the Contact of a WebSocket leads nowhere once the socket is gone.
 */
function gruuOf(contact: NameAddrHeader | undefined): URI | undefined {
  const uri = Grammar.URIParse(String(contact?.getParam('pub-gruu') ?? '').replaceAll('"', ''))
  return uri?.user && uri.hasParam('gr') ? uri : undefined
}

const phrase = (response: Core.IncomingResponseMessage) =>
  `${response.statusCode} ${response.reasonPhrase ?? ''}`.trim()

const refused = (status: number, code: LineFailure['code'], detail: string): RegistrationRefusal => ({
  ok: false,
  status,
  failure: { code, detail },
})

/** A challenge that says nothing of the password: it is too old again, or of a kind that cannot be answered. */
function challengedForOther(response: Core.IncomingResponseMessage): boolean {
  const challenge = response.getHeader('www-authenticate') ?? response.getHeader('proxy-authenticate') ?? ''
  const algorithm = /\balgorithm\s*=\s*([\w-]+)/i.exec(challenge)?.[1]
  return (
    /\bstale\s*=\s*"?true\b/i.test(challenge) || (algorithm !== undefined && !answerableDigest(algorithm))
  )
}

function explainRefusal(response: Core.IncomingResponseMessage): RegistrationRefusal {
  const status = response.statusCode ?? 500
  const detail = phrase(response)
  // sip.js answers itself with 408 and 503 when nothing was received; such a message has no text.
  if (!response.data)
    return refused(
      status,
      status === 408 ? 'LINE_TIMEOUT' : 'LINE_UNREACHABLE',
      'the registrar did not answer',
    )
  if (status === 401 || status === 407)
    return refused(status, challengedForOther(response) ? 'LINE_REFUSED' : 'LINE_WRONG_PASSWORD', detail)
  if (status === 404 || status === 604 || /unknown user/i.test(detail))
    return refused(status, 'LINE_UNKNOWN_USER', detail)
  if (status === 403) return refused(status, 'LINE_FORBIDDEN', detail)
  if (status === 408) return refused(status, 'LINE_TIMEOUT', detail)
  const wait = Number.parseInt(response.getHeader('retry-after') ?? '', 10)
  const outcome = refused(status, 'LINE_REFUSED', detail)
  return wait > 0 ? { ...outcome, retryAfterSeconds: Math.min(wait, 600) } : outcome
}
