import { randomBytes } from 'node:crypto'
import type { Connection } from './connection.ts'
import {
  copyRequest,
  cseqMethod,
  getAll,
  getHeader,
  type Header,
  header,
  hostOf,
  pick,
  replaceTop,
  type SipRequest,
  type SipResponse,
  topBranch,
  toTag,
} from './sip-message.ts'
import {
  type Branch,
  bestBranch,
  type Context,
  LINGER_MS,
  mayEndOthers,
  type Target,
  TIMEOUT_MS,
  transactionKey,
} from './transaction.ts'

export const SERVER_NAME = 'Kommutator demo switch'
/**
 * The name in our Via and Record-Route. It is the same in every run, so that the route set of a dialog that was made
 * before a restart still leads here.
 */
const OWN_HOST = 'demo-switch.invalid'
const ELSEWHERE = 'SIP;cause=200;text="Call completed elsewhere"'
const RANG_OUT = 'SIP;cause=408;text="Request Timeout"'
const DIALOG_MAKING = ['INVITE', 'SUBSCRIBE', 'REFER']

/** The outcome of an initial INVITE, told once, at its final response. */
export type Finished = { context: Context; status: number }

/** A transaction-stateful forking proxy (RFC 3261 chapter 16) over WebSocket flows (RFC 7118). Signalling only. */
export class ForkingProxy {
  private readonly contexts = new Map<string, Context>()
  private readonly branches = new Map<string, Branch>()
  /** Where late 2xx responses of decided forks go (RFC 6026, 7.3): the caller ends such calls by itself. */
  private readonly late = new Map<string, Connection>()
  private readonly timers = new Set<NodeJS.Timeout>()
  private readonly ringMs: number
  private readonly onFinished: (finished: Finished) => void

  constructor(options: { ringMs: number; onFinished: (finished: Finished) => void }) {
    this.ringMs = options.ringMs
    this.onFinished = options.onFinished
  }

  /** The transaction for a new request, or undefined when this is a repeat, which is answered as before. */
  begin(request: SipRequest, connection: Connection): Context | undefined {
    const key = transactionKey(request)
    const known = this.contexts.get(key)
    if (known) {
      if (known.lastAnswer) connection.send(known.lastAnswer)
      return undefined
    }
    const context: Context = {
      key,
      request,
      connection,
      tag: random(),
      group: false,
      branches: [],
      cancelled: false,
    }
    this.contexts.set(key, context)
    if (request.method === 'INVITE') this.answer(context, 100, 'Trying')
    return context
  }

  /** Answers a request by ourselves; a final answer ends its transaction. */
  answer(context: Context, status: number, reason: string, extra: Header[] = []): void {
    const response = ownResponse(context.request, status, reason, context.tag, extra)
    this.pass(context, response)
    if (status >= 200) this.finish(context, status)
  }

  /** Sends a request on to all targets at once. */
  fork(context: Context, targets: Target[], group: boolean): void {
    context.group = group
    for (const target of targets) {
      const request = this.outgoing(context.request, target)
      const branch: Branch = {
        id: topBranch(request) ?? '',
        context,
        connection: target.connection,
        request,
        provisional: false,
        cancelSent: false,
      }
      context.branches.push(branch)
      this.branches.set(branch.id, branch)
      const limit = request.method === 'INVITE' ? this.ringMs : TIMEOUT_MS
      branch.timer = this.after(limit, () => this.expire(branch))
    }
    for (const branch of [...context.branches])
      if (!branch.connection.send(branch.request)) this.lose(branch, 503)
  }

  /** An ACK: to a 2xx it goes end to end (RFC 3261 13.2.2.4), to a refusal it ends here. */
  ack(request: SipRequest, target: Connection | undefined): void {
    const context = this.contexts.get(transactionKey(request))
    if (context || !target) return
    target.send(this.outgoing(request, { uri: request.uri, connection: target }))
  }

  cancel(request: SipRequest, connection: Connection): void {
    const context = this.contexts.get(transactionKey(request))
    if (context?.request.method !== 'INVITE') {
      connection.send(ownResponse(request, 481, 'Call/Transaction Does Not Exist', random()))
      return
    }
    connection.send(ownResponse(request, 200, 'OK', context.tag))
    this.cancelContext(context, getAll(request, 'reason'))
  }

  /** A response from downstream (RFC 3261 16.7). */
  response(response: SipResponse): void {
    const branch = this.branches.get(topBranch(response) ?? '')
    const method = cseqMethod(response)
    if (!branch) return this.lateResponse(response, method)
    if (method !== branch.request.method) return
    const { context } = branch
    const invite = method === 'INVITE'
    if (response.status >= 300 && invite) branch.connection.send(ackTo(branch.request, response))
    if (branch.final !== undefined) return
    replaceTop(response, 'via', undefined)
    if (response.status < 200) {
      branch.provisional = true
      if (branch.cancelReasons) this.sendCancel(branch)
      if (response.status > 100 && context.final === undefined) this.pass(context, response)
      return
    }
    this.settle(branch, response.status)
    if (response.status < 300) {
      const first = context.final === undefined
      if (invite) this.rememberLate(branch)
      if (first || invite) this.pass(context, response)
      if (first) {
        this.finish(context, response.status)
        if (invite) this.cancelBranches(context, [ELSEWHERE])
      }
      return
    }
    branch.response = response
    if (mayEndOthers(context, response.status)) this.cancelBranches(context, [])
    this.conclude(context)
  }

  /** A flow is gone: whoever was rung there cannot answer, whoever called from there is no longer waiting. */
  gone(connection: Connection): void {
    for (const branch of [...this.branches.values()])
      if (branch.connection === connection) this.lose(branch, 503)
    for (const context of [...this.contexts.values()])
      if (context.connection === connection && context.request.method === 'INVITE')
        this.cancelContext(context, [])
  }

  close(): void {
    for (const timer of this.timers) clearTimeout(timer)
    this.timers.clear()
  }

  private cancelContext(context: Context, reasons: string[]): void {
    if (context.final !== undefined) return
    context.cancelled = true
    this.cancelBranches(context, reasons)
  }

  private cancelBranches(context: Context, reasons: string[]): void {
    for (const branch of context.branches) {
      if (branch.final !== undefined || branch.cancelReasons) continue
      branch.cancelReasons = reasons
      if (branch.provisional) this.sendCancel(branch)
    }
  }

  private sendCancel(branch: Branch): void {
    if (branch.cancelSent) return
    branch.cancelSent = true
    branch.connection.send(cancelOf(branch.request, branch.cancelReasons ?? []))
    this.clear(branch.timer)
    branch.timer = this.after(TIMEOUT_MS, () => this.lose(branch, branch.context.cancelled ? 487 : 408))
  }

  /** Timer C or F: nobody answered in time. */
  private expire(branch: Branch): void {
    if (branch.provisional && branch.request.method === 'INVITE') {
      branch.cancelReasons ??= [RANG_OUT]
      branch.connection.send(cancelOf(branch.request, branch.cancelReasons))
      branch.cancelSent = true
    }
    this.lose(branch, 408)
  }

  /** A branch that will give no response of its own. */
  private lose(branch: Branch, status: number): void {
    if (branch.final !== undefined) return
    this.settle(branch, status)
    this.conclude(branch.context)
  }

  private settle(branch: Branch, status: number): void {
    branch.final = status
    this.clear(branch.timer)
    this.after(LINGER_MS, () => this.branches.delete(branch.id))
  }

  /** When the last branch has failed, the caller gets the best of the failures. */
  private conclude(context: Context): void {
    if (context.final !== undefined || context.branches.some((b) => b.final === undefined)) return
    const best = bestBranch(context)
    if (!best) return
    // RFC 3261 16.7: a 503 of one phone does not mean that this server is out of service.
    if (best.response && best.final !== 503) {
      this.pass(context, best.response)
      this.finish(context, best.response.status)
    } else if (best.final === 408 && !context.cancelled) this.answer(context, 408, 'Request Timeout')
    else if (best.final === 487 || context.cancelled) this.answer(context, 487, 'Request Terminated')
    else this.answer(context, 480, 'Temporarily Unavailable')
  }

  private finish(context: Context, status: number): void {
    if (context.final !== undefined) return
    context.final = status
    this.after(LINGER_MS, () => this.contexts.delete(context.key))
    if (context.request.method === 'INVITE' && !toTag(context.request)) this.onFinished({ context, status })
  }

  private pass(context: Context, response: SipResponse): void {
    context.lastAnswer = response
    context.connection.send(response)
  }

  private rememberLate(branch: Branch): void {
    this.late.set(branch.id, branch.context.connection)
    this.after(TIMEOUT_MS, () => this.late.delete(branch.id))
  }

  private lateResponse(response: SipResponse, method: string): void {
    const caller = this.late.get(topBranch(response) ?? '')
    if (!caller || method !== 'INVITE' || response.status < 200 || response.status >= 300) return
    replaceTop(response, 'via', undefined)
    caller.send(response)
  }

  /** The copy of a request that goes to one target (RFC 3261 16.6). */
  private outgoing(request: SipRequest, target: Target): SipRequest {
    const copy = copyRequest(request)
    copy.uri = target.uri
    const hops = copy.headers.find((h) => h.key === 'max-forwards')
    if (hops) hops.value = String(Number(hops.value) - 1)
    else copy.headers.push(header('max-forwards', '70'))
    copy.headers = copy.headers.filter(
      (h) =>
        h.key !== 'proxy-authorization' &&
        !(h.key === 'route' && hostOf(/<([^>]*)>/.exec(h.value)?.[1] ?? '') === OWN_HOST),
    )
    if (DIALOG_MAKING.includes(copy.method) && !toTag(copy))
      copy.headers.unshift(header('record-route', `<sip:${OWN_HOST};transport=ws;lr>`))
    copy.headers.unshift(header('via', `SIP/2.0/WS ${OWN_HOST};branch=z9hG4bK${random()}`))
    return copy
  }

  private clear(timer: NodeJS.Timeout | undefined): void {
    if (!timer) return
    clearTimeout(timer)
    this.timers.delete(timer)
  }

  private after(ms: number, run: () => void): NodeJS.Timeout {
    const timer = setTimeout(() => {
      this.timers.delete(timer)
      run()
    }, ms)
    this.timers.add(timer)
    return timer
  }
}

const random = () => randomBytes(8).toString('hex')

/** A response of our own (RFC 3261 8.2.6). */
export function ownResponse(
  request: SipRequest,
  status: number,
  reason: string,
  tag: string,
  extra: Header[] = [],
): SipResponse {
  const headers = pick(request, 'via', 'from', 'to', 'call-id', 'cseq')
  const to = headers.find((h) => h.key === 'to')
  if (to && status > 100 && !toTag(request)) to.value += `;tag=${tag}`
  return {
    kind: 'response',
    status,
    reason,
    headers: [...headers, ...extra, header('server', SERVER_NAME)],
    body: '',
  }
}

/** The hop-by-hop ACK to a refusal (RFC 3261 17.1.1.3). */
function ackTo(request: SipRequest, response: SipResponse): SipRequest {
  return derived('ACK', request, [header('to', getHeader(response, 'to') ?? '')])
}

function cancelOf(request: SipRequest, reasons: string[]): SipRequest {
  return derived('CANCEL', request, [
    ...pick(request, 'to'),
    ...reasons.map((reason) => header('reason', reason)),
  ])
}

function derived(method: 'ACK' | 'CANCEL', request: SipRequest, extra: Header[]): SipRequest {
  const number = (getHeader(request, 'cseq') ?? '').split(/\s+/)[0] ?? '1'
  const headers = [
    ...pick(request, 'via').slice(0, 1),
    ...pick(request, 'route', 'from'),
    ...extra,
    ...pick(request, 'call-id'),
    header('cseq', `${number} ${method}`),
    header('max-forwards', '70'),
  ]
  return { kind: 'request', method, uri: request.uri, headers, body: '' }
}
