import { setTimeout as delay } from 'node:timers/promises'
import type { Company, Presence } from '../../shared/domain/company.ts'
import { CallId } from '../../shared/lib/ids.ts'
import { type Language, localise } from '../../shared/lib/language.ts'
import { z } from '../../shared/lib/schema.ts'
import { type Call, incomingCall, isLive, isRelayed, isTalking } from '../../shared/softphone/call.ts'
import type { CallBook } from './call-book.ts'
import { type CallerToken, type Identify, type Known, tokenPerson } from './identify.ts'
import { optional } from './optional.ts'
import type { PhoneLine } from './phone-line.ts'
import type { StackEvent } from './sip-stack-types.ts'

/** Names the call whose customer this one is about, between consoles of one company. */
export const PARENT_HEADER = 'X-Kommutator-Parent'
const parentHeader = PARENT_HEADER.toLowerCase()

/** Calls that may ring at once; a flood of them must not bury the one that can be answered. */
const MAX_RINGING = 3
/** Calls that one console can have; more could not be looked after. */
export const MAX_CALLS = 10
/** The first report waits no longer than this for the hub to say who calls. */
const REPORT_WAIT_MS = 500

type IncomingEvent = Extract<StackEvent, { type: 'incoming' }>

export type IncomingOptions = {
  book: CallBook
  identify: Identify
  presence(): Presence
  company(): Company | undefined
  language(): Language
  now(): number
  onRinging(callId: string, line: PhoneLine, event: IncomingEvent): void
}

/** Takes calls in: whether they may ring, on which line, and who it is. */
export function createIncoming(options: IncomingOptions) {
  const { book, identify, presence, company } = options

  /** Why it may not ring, as the caller's side hears it (RFC 3261 21.4.18, 21.4.24). */
  const refusal = (line: PhoneLine): 480 | 486 | undefined => {
    const state = presence()
    if (state === 'away' || state === 'offline') return 480
    if (state === 'busy' && !line.profile.ringsInDnd) return 486
    const calls = book.list().filter(isLive)
    if (calls.length >= MAX_CALLS) return 486
    if (calls.filter((c) => c.phase === 'offered').length >= MAX_RINGING) return 486
    const talks = calls.some((c) => (isTalking(c) && !isRelayed(c)) || c.phase === 'alerting')
    return talks && !line.profile.callWaiting ? 486 : undefined
  }

  const take = async (line: PhoneLine, event: IncomingEvent): Promise<void> => {
    const { callId, from, toUser, headers } = event
    const replaced = event.replaces === undefined ? undefined : book.get(event.replaces)
    if (replaced) return goOn(line, event, replaced)
    const status = refusal(line)
    if (status) return line.stack?.reject(callId, status)
    const queue = company()?.queues.find((q) => q.queueId === toUser)
    const account = company()?.accounts.find(
      (a) => a.kind === 'voice' && a.address.replace(/[^\d+]/g, '') === toUser,
    )
    const name = queue ? localise(queue.name, options.language()) : account?.name
    const parent = z.safeParse(CallId, headers[parentHeader])
    book.note(callId, { dialled: toUser })
    book.addUnnamed(
      incomingCall({
        callId: CallId.parse(callId),
        remote: event.callerIdAsserted?.user ?? from.user,
        offeredAt: options.now(),
        lineId: line.profile.lineId,
        ...optional('remoteName', event.callerIdAsserted?.displayName ?? from.displayName),
        ...optional('line', name ?? (line.profile.name || undefined)),
        ...optional('queueId', queue?.queueId ?? account?.queueId),
        ...optional('parentId', parent.success ? parent.data : undefined),
      }),
    )
    options.onRinging(callId, line, event)
    const check = introduce(callId, headers, event.callerIdAsserted?.user ?? from.user)
    book.note(callId, { check })
    await check
    book.show(callId)
  }

  /** It takes the place of a call that is on: the same customer, the same talk, no ringing. */
  const goOn = (line: PhoneLine, { callId, from }: IncomingEvent, old: Call) => {
    const { contactId, queueId, line: name } = old
    book.add({
      ...incomingCall({
        callId: CallId.parse(callId),
        remote: from.user,
        offeredAt: options.now(),
        lineId: line.profile.lineId,
        parentId: old.parentId ?? old.callId,
        identifiedBy: 'transfer',
        ...optional('remoteName', old.remoteName ?? from.displayName),
        ...optional('line', name),
        ...optional('queueId', queueId),
        ...optional('contactId', contactId),
      }),
      phase: 'answering',
    })
    const call = book.get(callId)
    if (call) void book.tell(call, 'offered')
  }

  /**
   * By the token of the INVITE, else by the number, which is asked for beside the token's check. The hub hears of the
   * call once it has said whose number it is: what comes of the report must not stand before the caller's card.
   */
  const introduce = async (callId: string, headers: Record<string, string>, user: string) => {
    // A colleague's number is nobody's card; the hub knows whose call it is that they bring.
    const transferred = book.get(callId)?.parentId !== undefined
    const asked = transferred ? Promise.resolve(undefined) : identify.number(user)
    const caller = await identify.token(headers, user)
    if (caller) takeToken(callId, caller)
    const known = caller && tokenPerson(caller)
    if (known) recognised(callId, known)
    const call = book.get(callId)
    if (!call) return
    if (!known && !transferred) {
      const lookup = (call.remote === user ? asked : identify.number(call.remote)).then((found) => {
        if (found && !book.get(callId)?.contactId) recognised(callId, found)
      })
      book.note(callId, { lookup })
      await Promise.race([lookup, delay(REPORT_WAIT_MS, undefined, { ref: false })])
    }
    void book.tell(call, 'offered')
  }

  /** A phone page calls from a number; a visitor has at most a name. */
  const takeToken = (callId: string, { token, claims }: CallerToken) => {
    book.note(callId, { token })
    const call = book.get(callId)
    if (!call) return
    book.amend(callId, {
      remote: claims.number ?? call.remote,
      ...optional('remoteName', claims.name ?? call.remoteName),
    })
  }

  const recognised = (callId: string, { contactId, by, name }: Known) =>
    book.dispatch(callId, { type: 'identified', contactId, by, ...optional('name', name) })

  return {
    take,
    /** Somebody is about to call: look them up ahead, if they will be let ring. */
    knock(line: PhoneLine, user: string) {
      if (refusal(line) === undefined) identify.expect(user)
    },
  }
}
