import type { Connection } from './connection.ts'
import { type SipRequest, type SipResponse, sentBy, topBranch } from './sip-message.ts'

/** RFC 3261 17.1.1.1. */
export const T1_MS = 500
/** Timers B, F and H, and the limit for the answer to a CANCEL. */
export const TIMEOUT_MS = 64 * T1_MS
/** How long a finished transaction stays known, to absorb late ACKs and repeats. */
export const LINGER_MS = 5_000

/** Someone that a request is sent on to. */
export type Target = { uri: string; connection: Connection }

/** The response context of RFC 3261 16.2: one received request and everything that it was forked into. */
export type Context = {
  key: string
  request: SipRequest
  connection: Connection
  /** Tag of the answers that the switch gives by itself. */
  tag: string
  /** A hunt group: see `mayEndOthers`. */
  group: boolean
  branches: Branch[]
  cancelled: boolean
  final?: number
  /** The last answer, repeated when the request is. */
  lastAnswer?: SipResponse
}

export type Branch = {
  id: string
  context: Context
  connection: Connection
  request: SipRequest
  provisional: boolean
  final?: number
  response?: SipResponse
  /** Reason header values for a CANCEL that waits for the first provisional response (RFC 3261 9.1). */
  cancelReasons?: string[]
  cancelSent: boolean
  timer?: NodeJS.Timeout
}

/** RFC 3261 17.2.3; an ACK and a CANCEL belong to their INVITE. */
export function transactionKey(request: SipRequest): string {
  const method = request.method === 'ACK' || request.method === 'CANCEL' ? 'INVITE' : request.method
  return `${topBranch(request)}|${sentBy(request)}|${method}`
}

/**
 * Whether a branch's refusal ends the ringing of the others. RFC 3261 16.7 (5) says that any 6xx does, since one
 * person's phones speak for one person. The members of a hunt group are different people: that one operator declines
 * (603) says nothing about the next, so in a group nobody's refusal is final.
 */
export const mayEndOthers = (context: Context, status: number): boolean => status >= 600 && !context.group

/** The response to give when every branch has failed (RFC 3261 16.7, step 6). */
export function bestBranch(context: Context): Branch | undefined {
  const rank = (branch: Branch): number => {
    const status = branch.final ?? 408
    if (context.cancelled) return status === 487 ? 0 : status
    if (status >= 600) return context.group ? 900 : 0
    if ([401, 407, 415, 420, 484].includes(status)) return 400
    return status === 503 ? 599 : status
  }
  return [...context.branches].sort((a, b) => rank(a) - rank(b))[0]
}
