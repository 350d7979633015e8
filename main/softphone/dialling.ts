import type { Company } from '../../shared/domain/company.ts'
import { type CallId, type ContactId, newId } from '../../shared/lib/ids.ts'
import { CodedError, fail, ok, type Result } from '../../shared/lib/result.ts'
import { isLive, outgoingCall } from '../../shared/softphone/call.ts'
import type { Transfer } from '../../shared/softphone/transfer.ts'
import type { Logger } from '../log/logger.ts'
import { dialTarget } from './account.ts'
import type { CallBook } from './call-book.ts'
import type { Identify } from './identify.ts'
import { MAX_CALLS, PARENT_HEADER } from './incoming.ts'
import type { Reading } from './numbers.ts'
import { optional } from './optional.ts'
import type { PhoneLine } from './phone-line.ts'
import type { PhoneLines } from './phone-lines.ts'
import type { TransferAsk } from './transfers.ts'

export type DialAsk = { target: string; contactId?: ContactId; lineId?: string; callerId?: string }

export type DiallingOptions = {
  book: CallBook
  lines: PhoneLines
  identify: Identify
  holdOthers(callId: string): void
  demo(): boolean
  /** The queue that this person is looked after by. */
  queueOf(contactId: ContactId): string | undefined
  log: Logger
  now(): number
}

/** Places calls: to customers, and to whom a customer is passed on. */
export function createDialling(options: DiallingOptions) {
  const { book, lines, identify, holdOthers, demo, queueOf, log, now } = options
  let last: DialAsk | undefined

  const mayPlace = (line: PhoneLine | undefined): Result<PhoneLine> => {
    const code = line?.state.code
    if (!line?.chosen || !line.stack) return fail(code === 'CALL_DEMO_ONLY' ? 'CALL_DEMO_ONLY' : 'LINE_OFF')
    if (line.state.state !== 'registered') return fail('LINE_UNREACHABLE', code)
    if (book.list().filter(isLive).length >= MAX_CALLS) return fail('CALL_TOO_MANY')
    return ok(line)
  }

  const place = async (
    line: PhoneLine,
    callId: CallId,
    dials: string,
    options: { callerId?: string; headers?: Record<string, string> },
  ): Promise<Result<{ callId: CallId }>> => {
    try {
      if (!line.stack) throw new CodedError('LINE_OFF')
      await line.stack.dial(dials, { callId, ...options })
      return ok({ callId })
    } catch (error) {
      const code = error instanceof CodedError ? error.code : 'CALL_FAILED'
      log.warn('call was not placed', { callId, code })
      book.dispatch(callId, { type: 'rejected', status: 0, code })
      return fail(code)
    }
  }

  // An extension behind the number is dialled as tones, once there is somebody to hear them.
  book.watch((before, after) => {
    const { extension } = book.notes(after.callId)
    if (extension && before.phase !== 'connected' && after.phase === 'connected')
      book.dispatch(after.callId, { type: 'dtmf-requested', tones: `,${extension}` })
  })

  const remoteOf = ({ kind, dials, text }: Reading): string =>
    kind === 'number' && text.startsWith('+') ? text.replace(/[^\d+]/g, '') : dials

  const dial = async (ask: DialAsk): Promise<Result<{ callId: CallId }>> => {
    const line = mayPlace(lines.toDial(ask.lineId, ask.contactId && queueOf(ask.contactId)))
    if (!line.ok) return line
    const { profile, chosen } = line.value
    if (!chosen) return fail('LINE_OFF')
    const reading = dialTarget(ask.target, chosen, profile, demo())
    if (!reading.ok) return reading
    if (ask.callerId && !profile.callerIds.includes(ask.callerId)) return fail('CALLER_ID_UNKNOWN')
    const rings = book.list().some((c) => c.phase === 'dialing' || c.phase === 'alerting')
    if (rings) return fail('CALL_ONE_AT_A_TIME')
    const callId = newId<CallId>()
    const remote = remoteOf(reading.value)
    const { contactId } = ask
    holdOthers(callId)
    book.note(callId, optional('extension', reading.value.extension))
    book.add(
      outgoingCall({
        callId,
        remote,
        offeredAt: now(),
        lineId: profile.lineId,
        ...optional('line', profile.name || undefined),
        ...(contactId ? { contactId, identifiedBy: 'dialled' } : {}),
      }),
    )
    const call = book.get(callId)
    if (call) void book.tell(call, 'offered')
    last = ask
    lines.used(profile.lineId)
    // Whose number it is, in words: the operator may have dialled digits, or a card's second number.
    void identify.number(remote).then((found) => {
      if (!found) return
      const known = contactId
        ? { contactId, by: 'dialled' as const }
        : { contactId: found.contactId, by: found.by }
      book.dispatch(callId, { type: 'identified', ...known, ...optional('name', found.name) })
    })
    const callerId = ask.callerId ?? profile.callerIds[0]
    return place(line.value, callId, reading.value.dials, optional('callerId', callerId))
  }

  return {
    dial,
    redial: () => (last ? dial(last) : Promise.resolve(fail('DIAL_NOTHING_YET'))),

    /** Calls the target of a transfer, in the name of the customer whom it is about. */
    async leg({ customerId, legId, target, name }: Transfer & { legId: CallId }): Promise<void> {
      const customer = book.get(customerId)
      const line = mayPlace(lines.get(customer?.lineId))
      book.add(
        outgoingCall({
          callId: legId,
          remote: target,
          offeredAt: now(),
          parentId: customerId,
          ...optional('lineId', customer?.lineId),
          ...optional('remoteName', name),
          ...optional('queueId', customer?.queueId),
          ...optional('contactId', customer?.contactId),
        }),
      )
      const leg = book.get(legId)
      if (leg) void book.tell(leg, 'offered')
      if (!line.ok) return book.dispatch(legId, { type: 'rejected', status: 0, code: line.code })
      const { chosen, profile } = line.value
      // Only our own consoles need to know; a foreign server is told nothing about our calls.
      const headers = chosen?.demo ? { [PARENT_HEADER]: customerId } : undefined
      const callerId = profile.callerIds[0]
      await place(line.value, legId, target, {
        ...optional('headers', headers),
        ...optional('callerId', callerId),
      })
    },

    /** Where a transfer goes: a colleague's extension, a queue, or a number as the line dials it. */
    transferTarget(
      { target, toOperatorId }: TransferAsk,
      line: PhoneLine,
      company: Company | undefined,
    ): Result<string> {
      const operator = company?.operators.find((o) => o.operatorId === toOperatorId)
      if (operator) return ok(operator.extension ?? operator.operatorId)
      const queue = company?.queues.find((q) => q.queueId === target)
      if (queue && line.chosen?.demo) return ok(queue.queueId)
      const number =
        queue && company?.accounts.find((a) => a.kind === 'voice' && a.queueId === queue.queueId)?.address
      if (!line.chosen) return fail('LINE_OFF')
      const reading = dialTarget(number ?? target, line.chosen, line.profile, demo())
      return reading.ok ? ok(reading.value.dials) : reading
    },
  }
}
