import { CallId, OperatorId } from '../lib/ids.ts'
import { z } from '../lib/schema.ts'
import { SuperviseMode } from './board.ts'

/**
 * Joining a call, from media window to media window; only its set-up passes over the hub.
 *
 *   supervisor's console        hub                          operator's console
 *     start ──────────────────> right? audit, grant ───────> grant: signature, call, console
 *                               burnt? right still? <─────── accept
 *     answer <───────────────── (relayed) <───────────────── offer, of its own media window
 *     answer, candidates ─────> (relayed) ─────────────────> sound flows
 *     mode ───────────────────> right? audit, grant ───────> (as above)
 *   Either side's end, the call's end, a lost right or a lost console ends it on both sides.
 */
export const SessionId = z.string().check(z.minLength(1), z.maxLength(64), z.regex(/^[\w-]+$/))

export const IceServer = z.object({
  urls: z.array(z.string().check(z.maxLength(300))),
  username: z.optional(z.string().check(z.maxLength(300))),
  credential: z.optional(z.string().check(z.maxLength(300))),
})
export type IceServer = z.infer<typeof IceServer>

/** How the two media windows may find each other. `relayOnly`: through TURN alone. */
export const IceSetup = z.object({ servers: z.array(IceServer), relayOnly: z.boolean() })
export type IceSetup = z.infer<typeof IceSetup>

export const SuperviseSignal = z.union([
  z.object({ kind: z.literal('offer'), sdp: z.string().check(z.maxLength(20_000)), mode: SuperviseMode }),
  z.object({ kind: z.literal('answer'), sdp: z.string().check(z.maxLength(20_000)) }),
  z.object({ kind: z.literal('candidate'), candidate: z.string().check(z.maxLength(1000)) }),
  /** The operator's side has put the mode into effect. */
  z.object({ kind: z.literal('mode'), mode: SuperviseMode }),
  /** The supervisor wants the call that they took over on their own line, for good; back with a `code` when that failed. */
  z.object({ kind: z.literal('handover'), code: z.optional(z.string().check(z.maxLength(64))) }),
])
export type SuperviseSignal = z.infer<typeof SuperviseSignal>

/**
 * What the hub signs (EdDSA, RFC 8037) for the operator's console: this supervisor may do this to this call, once.
 * `opc` is the connection that it is for, `spc` the supervisor's.
 */
export const SuperviseGrant = z.object({
  sub: OperatorId,
  jti: z.string(),
  sid: SessionId,
  op: OperatorId,
  opc: z.string(),
  spc: z.string(),
  call: CallId,
  mode: SuperviseMode,
})
export type SuperviseGrant = z.infer<typeof SuperviseGrant>
export const SUPERVISE_AUDIENCE = 'kommutator/supervise'
/** A grant is for now: milliseconds that it holds. */
export const GRANT_MS = 15_000
