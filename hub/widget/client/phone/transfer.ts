import { Inviter, type Referral, type Session, SessionState, type URI, type UserAgent } from 'sip.js'

/** Where a transfer leads: whom to call, and which of their calls that one takes the place of (RFC 3891). */
export type TransferTarget = { uri: URI; replaces?: string }

/**
 * What a REFER asks for; undefined when it is not to be followed. Only people of the switch's own domain are called: a
 * customer's browser must not become anybody's way to call elsewhere.
 */
export function targetOf(
  referral: Pick<Referral, 'referTo' | 'replaces'>,
  domain: string,
): TransferTarget | undefined {
  try {
    const { uri } = referral.referTo
    if (uri.scheme !== 'sip' || !uri.user || uri.host.toLowerCase() !== domain.toLowerCase()) return undefined
    const plain = uri.clone()
    plain.clearHeaders()
    if (referral.replaces === undefined) return { uri: plain }
    const replaces = decodeURIComponent(referral.replaces)
    return /[\r\n]/.test(replaces) ? undefined : { uri: plain, replaces }
  } catch {
    return undefined
  }
}

export type TransferSteps = {
  /** The new call is about to be made; false when there is no call any more to be transferred. */
  begin(next: Inviter): boolean
  /** The other one has answered: from now on this is the call. */
  arrived(next: Inviter): void
  /** The other one cannot be had; `status` is their answer. */
  failed(next: Inviter, status: number): void
}

/** Follows a transfer: calls whom the REFER names while the old call stays, and tells the one who asked how it goes. */
export async function followReferral(
  session: Session,
  referral: Referral,
  line: { agent: UserAgent; domain: string; tokenHeader(): Promise<string> },
  steps: TransferSteps,
): Promise<void> {
  const target = targetOf(referral, line.domain)
  if (!target) return void referral.reject({ statusCode: 603 }).catch(() => {})
  await referral.accept().catch(() => {})
  const header = await line.tokenHeader()
  const replaces = target.replaces === undefined ? [] : [`Replaces: ${target.replaces}`]
  const next = new Inviter(line.agent, target.uri, { extraHeaders: [header, ...replaces] })
  if (!steps.begin(next)) return tell(session, 487, 'Request Terminated')
  tell(session, 100, 'Trying')
  let failure = { status: 503, phrase: 'Service Unavailable' }
  next.stateChange.addListener((state) => {
    if (state === SessionState.Established) {
      tell(session, 200, 'OK')
      steps.arrived(next)
    }
    // The rejection's own callback comes after this one; a call that was answered once is told to nobody here.
    if (state === SessionState.Terminated && !next.dialog)
      queueMicrotask(() => {
        tell(session, failure.status, failure.phrase)
        steps.failed(next, failure.status)
      })
  })
  await next
    .invite({
      requestDelegate: {
        onProgress: ({ message }) => {
          const { statusCode = 180, reasonPhrase = 'Ringing' } = message
          if (statusCode > 100) tell(session, statusCode, reasonPhrase)
        },
        onReject: ({ message }) => {
          failure = { status: message.statusCode ?? 503, phrase: message.reasonPhrase ?? 'Refused' }
        },
      },
    })
    .catch(() => steps.failed(next, 503))
}

/** Tells how it goes (RFC 3515, RFC 3420); nothing when the one who asked is gone already. */
function tell(session: Session, status: number, phrase: string): void {
  try {
    session.dialog?.notify(undefined, {
      extraHeaders: [
        'Event: refer',
        `Subscription-State: ${status < 200 ? 'active;expires=180' : 'terminated;reason=noresource'}`,
      ],
      body: {
        contentDisposition: 'render',
        contentType: 'message/sipfrag;version=2.0',
        content: `SIP/2.0 ${status} ${phrase}\r\n`,
      },
    })
  } catch {
    // The old call has ended meanwhile, and with it the need to know.
  }
}
