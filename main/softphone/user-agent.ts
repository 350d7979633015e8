import { type Invitation, type SessionDescriptionHandler, SIPExtension, UserAgent } from 'sip.js'
import { CodedError } from '../../shared/lib/result.ts'
import { answerChallenges } from './cures/digest.ts'
import type { ParserEar } from './cures/parser-ear.ts'
import type { Link } from './link.ts'
import type { SipAccount } from './sip-stack-types.ts'

/** A day: when a call has rung long enough is for the queue to say, not for sip.js. */
const NO_ANSWER_SECONDS = 86_400

/** sip.js's user agent for one account on a link that exists already. Throws INVALID_INPUT for an impossible account. */
export function makeUserAgent(options: {
  account: SipAccount
  link: Link
  ear: ParserEar
  media: (callId: string) => SessionDescriptionHandler
  onInvite: (invitation: Invitation) => void
}): UserAgent {
  const { account, link, ear, media, onInvite } = options
  const uri = UserAgent.makeURI(`sip:${encodeURIComponent(account.user)}@${account.domain}`)
  if (!uri) throw new CodedError('INVALID_INPUT', 'The line has no valid user or domain.')
  const ua = new UserAgent({
    uri,
    displayName: account.displayName ?? '',
    userAgentString: 'Kommutator',
    contactParams: { transport: 'ws' },
    noAnswerTimeout: NO_ANSWER_SECONDS,
    gracefulShutdown: false,
    sendInitialProvisionalResponse: false,
    // Its log would hold numbers and digests.
    logBuiltinEnabled: false,
    logConfiguration: false,
    logConnector: ear.connector,
    sipExtension100rel: SIPExtension.Unsupported,
    sipExtensionReplaces: SIPExtension.Unsupported,
    // Replaces is taken over by the stack itself: sip.js throws where it does not know the call, and answers nothing.
    sipExtensionExtraSupported: ['replaces'],
    // sip.js wants to construct its transport.
    transportConstructor: function construct() {
      return link
    } as unknown as new () => Link,
    sessionDescriptionHandlerFactory: (session) =>
      media((session as unknown as { request: { callId: string } }).request.callId),
    delegate: {
      onInvite,
      onMessage: (message) => void message.reject({ statusCode: 405 }).catch(() => {}),
    },
  })
  answerChallenges(ua, account.authUser ?? account.user, account.password)
  return ua
}
