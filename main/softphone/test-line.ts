import { randomUUID } from 'node:crypto'
import { UserAgent } from 'sip.js'
import type { LineCode } from './codes.ts'
import { answerChallenges } from './cures/digest.ts'
import { guardLink } from './cures/inbound-guard.ts'
import { ParserEar } from './cures/parser-ear.ts'
import { Link } from './link.ts'
import { LinkError } from './link-failure.ts'
import { Registration, type RegistrationOutcome } from './registration.ts'
import { defaultTiming, type SipAccount } from './sip-stack-types.ts'

export type LineTestStep = {
  step: 'reach' | 'handshake' | 'register'
  ok: boolean
  ms?: number
  code?: LineCode
  detail?: string
}
export type LineTest = { ok: boolean; steps: LineTestStep[] }

/**
 * Tries a line as it would be used: reaches the server, opens the WebSocket, registers, and takes the registration back.
 * It stops at the first step that fails and says in a code what is wrong. Never rejects.
 */
export async function testLine(account: SipAccount, { timeoutMs = 8_000 } = {}): Promise<LineTest> {
  const steps: LineTestStep[] = []
  const started = Date.now()
  const link = new Link({
    server: account.server,
    ...defaultTiming,
    connectMs: timeoutMs,
    ...(account.ca === undefined ? {} : { ca: account.ca }),
  })
  const uri = UserAgent.makeURI(`sip:${encodeURIComponent(account.user)}@${account.domain}`)
  if (!uri) return failed(steps, 'register', { code: 'LINE_UNKNOWN_USER', detail: 'no valid user or domain' })
  const ear = new ParserEar()
  const ua = new UserAgent({
    uri,
    userAgentString: 'Kommutator',
    gracefulShutdown: false,
    logBuiltinEnabled: false,
    logConfiguration: false,
    logConnector: ear.connector,
    transportConstructor: function construct() {
      return link
    } as unknown as new () => Link,
  })
  answerChallenges(ua, account.authUser ?? account.user, account.password)
  guardLink(link, ear, { domain: account.domain, log: () => {} })
  try {
    await ua.start()
  } catch (error) {
    await ua.stop().catch(() => {})
    const failure =
      error instanceof LinkError ? error : new LinkError({ code: 'LINE_UNREACHABLE', detail: String(error) })
    const reached = failure.code === 'LINE_HANDSHAKE_REFUSED'
    if (reached) steps.push({ step: 'reach', ok: true })
    return failed(steps, reached ? 'handshake' : 'reach', failure)
  }
  const ms = Date.now() - started
  steps.push({ step: 'reach', ok: true, ms }, { step: 'handshake', ok: true, ms })
  const outcome = await register(ua, account, timeoutMs)
  await ua.stop().catch(() => {})
  if (!outcome.ok) return failed(steps, 'register', outcome.failure)
  steps.push({ step: 'register', ok: true, ms: Date.now() - started - ms })
  return { ok: true, steps }
}

function register(ua: UserAgent, account: SipAccount, limitMs: number): Promise<RegistrationOutcome> {
  return new Promise((resolve) => {
    const registration = new Registration({
      ua,
      identity: { callId: randomUUID(), fromTag: randomUUID().slice(0, 8), cseq: 0 },
      expiresSeconds: account.expiresSeconds ?? 60,
      limitMs,
      onOutcome: async (outcome) => {
        if (outcome.ok) await registration.unregister()
        registration.dispose()
        resolve(outcome)
      },
    })
    registration.register()
  })
}

function failed(
  steps: LineTestStep[],
  step: LineTestStep['step'],
  { code, detail }: { code: LineCode; detail: string },
) {
  return { ok: false, steps: [...steps, { step, ok: false, code, detail }] }
}
