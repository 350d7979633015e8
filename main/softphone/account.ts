import type { ErrorCode } from '../../shared/lib/errors.ts'
import { fail, ok, type Result } from '../../shared/lib/result.ts'
import type { HubLine } from '../../shared/protocol/hub-protocol.ts'
import type { LineProfile } from '../../shared/softphone/line.ts'
import { numberKey } from '../../shared/softphone/number.ts'
import { type Reading, readNumber } from './numbers.ts'
import type { SipAccount } from './sip-stack-types.ts'

export type LineChoice = {
  mode: 'demo' | 'own' | 'off'
  /** The operator's own line, as set up on this computer. */
  own: {
    server: string
    user: string
    authUser: string
    domain: string
    password: string | undefined
    ca: string | undefined
  }
  /** The line that the hub handed out at sign-in. */
  hubLine: HubLine | undefined
  /** The demo switch that runs inside this program. */
  switchUrl: string | undefined
  /** Why there is no demo switch, when it could not start. */
  switchCode?: ErrorCode | undefined
  /** Whether the demo company is loaded. */
  demo: boolean
  displayName: string | undefined
}

export type ChosenLine = { account: SipAccount; demo: boolean }
/** A line's name and behaviour, and the account that it registers with or the reason why it has none. */
export type LineSetup = { profile: LineProfile; chosen: Result<ChosenLine> }

/**
 * The account that the telephone registers with. LINE_OFF, or what the demo switch failed with, when there is none;
 * CALL_DEMO_ONLY when the demo company is loaded and the line leaves this computer: its customers' numbers lie in real
 * number plans and must reach nobody.
 */
export function chooseLine({
  mode,
  own,
  hubLine,
  switchUrl,
  switchCode,
  demo,
  displayName,
}: LineChoice): Result<ChosenLine> {
  if (mode === 'off') return fail('LINE_OFF')
  const named = displayName ? { displayName } : {}
  if (mode === 'demo') {
    if (!hubLine) return fail(switchUrl === undefined && switchCode ? switchCode : 'LINE_OFF')
    const { user, password, domain } = hubLine
    const server = hubLine.demo ? (switchUrl ?? hubLine.server) : hubLine.server
    if (!server) return fail('LINE_OFF')
    if ((demo || hubLine.demo) && !isLoopbackServer(server)) return fail('CALL_DEMO_ONLY')
    // The demo switch is a plain proxy: it finds people by their address, not by their browser's Contact.
    const referTo = hubLine.demo ? ({ referTo: 'aor' } as const) : {}
    return ok({ account: { server, user, password, domain, ...referTo, ...named }, demo: hubLine.demo })
  }
  if (!own.server || !own.user) return fail('LINE_OFF')
  const server = URL.parse(own.server)
  if (!server || !['ws:', 'wss:'].includes(server.protocol))
    return fail('LINE_HANDSHAKE_REFUSED', 'not ws or wss')
  // A password must not cross a network in the clear.
  if (server.protocol === 'ws:' && !isLoopbackServer(own.server)) return fail('LINE_TLS_UNTRUSTED', 'ws')
  if (demo && !isLoopbackServer(own.server)) return fail('CALL_DEMO_ONLY')
  return ok({
    account: {
      server: own.server,
      user: own.user,
      password: own.password ?? '',
      domain: own.domain || server.hostname,
      ...(own.authUser ? { authUser: own.authUser } : {}),
      ...(own.ca ? { ca: own.ca } : {}),
      ...named,
    },
    demo: false,
  })
}

/**
 * What is sent to the line for what the operator dialled. While the demo is loaded nothing leaves the line's own
 * domain; the line itself is on this computer then, see `chooseLine`.
 */
export function dialTarget(
  written: string,
  line: ChosenLine,
  profile: LineProfile,
  demo: boolean,
): Result<Reading> {
  // The demo switch knows its numbers in full, whatever a real line would want to be dialled.
  const rules = line.demo ? { ...profile, outside: '', numberForm: 'plus' as const } : profile
  const reading = inDemo(readNumber(written, rules), line.demo)
  if (!reading.ok || reading.value.kind !== 'address') return reading
  const [user = '', host = ''] = reading.value.dials.split('@')
  if (host === line.account.domain.toLowerCase())
    return ok({ ...reading.value, dials: user, text: user, kind: 'internal' })
  return demo || line.demo ? fail('CALL_DEMO_ONLY') : reading
}

/** The demo's customers are called by numbers of their own countries, whatever country the console is set to. */
function inDemo(reading: Result<Reading>, demo: boolean): Result<Reading> {
  if (!demo || !reading.ok || reading.value.kind !== 'number' || reading.value.dials.startsWith('+'))
    return reading
  const dials = numberKey(reading.value.dials) ?? reading.value.dials
  return ok({ ...reading.value, dials, text: dials })
}

export function isLoopbackServer(server: string): boolean {
  const host = URL.parse(server)?.hostname ?? ''
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/i.test(host)
}
