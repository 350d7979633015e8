import type { ErrorCode } from '../../shared/lib/errors.ts'
import { CallId, OperatorId } from '../../shared/lib/ids.ts'
import { CodedError, type Done, fail, ok } from '../../shared/lib/result.ts'
import { unreachable } from '../../shared/lib/unreachable.ts'
import { type Call, type CallEvent, isSilent, wantsHold } from '../../shared/softphone/call.ts'
import {
  beginTransfer,
  canPullBack,
  consultOf,
  isOver,
  reduceTransfer,
  type Transfer,
  type TransferEffect,
  type TransferEvent,
} from '../../shared/softphone/transfer.ts'
import type { CallBook } from './call-book.ts'
import { optional } from './optional.ts'
import type { Parties } from './party.ts'
import type { SipStack, StackEvent } from './sip-stack-types.ts'

export type TransfersOptions = {
  book: CallBook
  parties: Parties
  stackOf(call: Call): SipStack | undefined
  wayOf(call: Call): Transfer['way']
  /** Places the call to the target, about this customer; its failure is the leg's end. */
  dialLeg(transfer: Transfer & { legId: CallId }): Promise<unknown>
  /** Lets go of whoever is in front, before the customer is heard again. */
  holdOthers(callId: string): void
  onTrouble(trouble: { code: ErrorCode; callId?: string }): void
  /** How long the target may ring before the customer is taken back, milliseconds. */
  ringMs?: number
}

export type TransferAsk = Pick<Transfer, 'mode' | 'target'> & Partial<Pick<Transfer, 'name' | 'toOperatorId'>>

/** Customers on their way to somebody else; the decisions are `reduceTransfer`'s. */
export type Transfers = {
  begin(callId: string, ask: TransferAsk): Done
  complete(callId: string): Done
  pullBack(callId: string): Done
  /** The customer and the target are in a conference with the operator now. */
  merged(callId: string): void
  /** False while a transfer that cannot be taken back any more has this call. */
  isFree(callId: string): boolean
  onStackEvent(event: StackEvent): void
}

const RING_MS = 45_000

export function createTransfers(options: TransfersOptions): Transfers {
  const { book, parties, stackOf, onTrouble, ringMs = RING_MS } = options
  const going = new Map<CallId, Transfer>()

  const send = (customerId: CallId, event: TransferEvent): void => {
    const before = going.get(customerId)
    if (!before) return
    const [after, effects] = reduceTransfer(before, event)
    if (after !== before || effects.length) adopt(after, effects)
  }

  const adopt = (transfer: Transfer, effects: readonly TransferEffect[]): void => {
    const { customerId, legId } = transfer
    if (isOver(transfer)) going.delete(customerId)
    else going.set(customerId, transfer)
    book.dispatch(customerId, { type: 'transfer', transfer })
    if (transfer.failure) onTrouble({ code: transfer.failure as ErrorCode, callId: customerId })
    for (const effect of effects) run(effect, transfer, legId)
  }

  const run = ({ do: what }: TransferEffect, transfer: Transfer, legId: CallId | undefined): void => {
    const { customerId } = transfer
    const customer = book.get(customerId)
    const stack = customer && stackOf(customer)
    const refused = (error: unknown) => {
      // What cannot be asked for at all is refused at once.
      const code = error instanceof CodedError ? error.code : undefined
      if (code !== 'CALL_NOT_FOUND' || book.get(customerId)?.phase === 'connected')
        send(customerId, { type: 'refer-failed' })
    }
    const hold = (callId: CallId, on: boolean) => book.dispatch(callId, { type: 'hold-requested', on })
    switch (what) {
      case 'hold-customer':
        return hold(customerId, true)
      case 'resume-customer':
        options.holdOthers(customerId)
        return hold(customerId, false)
      case 'dial-leg':
        if (!legId) return
        // The operator is to talk to the target: not with somebody else in front. Of a blind one they hear nothing.
        if (transfer.mode === 'consult') options.holdOthers(legId)
        watchRinging(customerId, legId)
        return void options.dialLeg({ ...transfer, legId })
      case 'join':
        // Nobody has asked the target yet whether they want to hear the operator's room.
        if (legId && transfer.mode === 'blind') book.dispatch(legId, { type: 'mute-requested', on: true })
        return void (legId && stack ? stack.transferTo(customerId, legId) : noStack()).catch(refused)
      case 'refer':
        return void (stack ? stack.transfer(customerId, transfer.target) : noStack()).catch(refused)
      case 'relay':
        return void parties
          .join([customerId, ...(legId ? [legId] : [])], true)
          .catch(() => send(customerId, { type: 'relay-failed', code: 'CALL_TRANSFER_FAILED' }))
      case 'hangup-leg':
        return legId && book.dispatch(legId, { type: 'hangup-requested' })
      case 'hangup-customer':
        return book.dispatch(customerId, { type: 'hangup-requested' })
      case 'report':
        return void (customer && tellTransferred(customer, transfer))
      default:
        return unreachable(what)
    }
  }

  const tellTransferred = (customer: Call, { mode, target, name, toOperatorId }: Transfer) =>
    book.tell(customer, 'transferred', {
      mode,
      target: name ?? target,
      ...(toOperatorId ? { toOperatorId: OperatorId.parse(toOperatorId) } : {}),
    })

  const watchRinging = (customerId: CallId, legId: CallId) => {
    setTimeout(() => {
      const transfer = going.get(customerId)
      if (transfer?.legId !== legId || (transfer.state !== 'dialing' && transfer.state !== 'ringing')) return
      book.dispatch(legId, { type: 'hangup-requested' })
      send(customerId, { type: 'leg-ended', code: 'CALL_NO_ANSWER' })
    }, ringMs).unref()
  }

  book.watch((before, after, event) => {
    for (const transfer of [...going.values()]) {
      const { customerId, legId } = transfer
      if (after.callId === customerId) customerChanged(transfer, before, after, event)
      if (after.callId === legId) legChanged(customerId, before, after)
    }
  })

  const customerChanged = ({ customerId, state }: Transfer, before: Call, after: Call, event: CallEvent) => {
    if (after.phase === 'ended' && before.phase !== 'ended')
      return send(customerId, { type: 'customer-ended' })
    // In the same moment as that: whatever befalls one of the two from here on befalls a pair that is joined.
    if (event.type === 'joined' && after.joined?.relay) return send(customerId, { type: 'relayed' })
    if (isSilent(after) && !isSilent(before)) return send(customerId, { type: 'customer-held' })
    if (state !== 'holding' || wantsHold(after)) return
    if (event.type === 'hold-failed')
      return send(customerId, { type: 'customer-hold-failed', code: event.code })
    // Wanted back before they were away.
    if (wantsHold(before)) send(customerId, { type: 'back-requested' })
  }

  const legChanged = (customerId: CallId, before: Call, after: Call) => {
    if (before.phase === after.phase) return
    if (after.phase === 'alerting') send(customerId, { type: 'leg-ringing' })
    if (after.phase === 'connected') send(customerId, { type: 'leg-answered' })
    if (after.phase === 'ended') send(customerId, { type: 'leg-ended', ...optional('code', after.failure) })
  }

  /** Of two calls that the operator has: the customer, and the one who is to take them over. */
  const pairOf = (callId: string): [Call, Call] | undefined => {
    const [one, two, ...more] = parties.of(callId)
    if (!one || !two || more.length) return undefined
    return two.parentId === undefined && one.parentId !== undefined ? [two, one] : [one, two]
  }

  return {
    begin(callId, { mode, target, name, toOperatorId }) {
      const call = book.get(callId)
      if (call?.phase !== 'connected' || call.joined) return fail('CALL_NOT_FOUND')
      if (going.has(call.callId)) return fail('CALL_ONE_AT_A_TIME')
      const way = mode === 'consult' ? 'pull-back' : options.wayOf(call)
      const legId = way === 'pull-back' ? CallId.parse(crypto.randomUUID()) : undefined
      const whom = { ...optional('name', name), ...optional('toOperatorId', toOperatorId) }
      adopt(
        ...beginTransfer(
          { mode, way, target, customerId: call.callId, ...whom, ...optional('legId', legId) },
          isSilent(call),
        ),
      )
      return ok({})
    },

    complete(callId) {
      const known = [...going.values()].find((t) => t.customerId === callId || t.legId === callId)
      if (known) {
        send(known.customerId, { type: 'complete-requested' })
        return ok({})
      }
      const pair = pairOf(callId)
      if (!pair) return fail('CALL_NOT_FOUND')
      const [customer, other] = pair
      const target = { target: other.remote, ...optional('name', other.remoteName) }
      const toOperatorId =
        customer.transfer?.legId === other.callId ? customer.transfer.toOperatorId : undefined
      adopt(
        consultOf({
          customerId: customer.callId,
          legId: other.callId,
          ...target,
          ...optional('toOperatorId', toOperatorId),
        }),
        [],
      )
      send(customer.callId, { type: 'complete-requested' })
      return ok({})
    },

    pullBack(callId) {
      const known = [...going.values()].find((t) => t.customerId === callId || t.legId === callId)
      if (!known) return fail('CALL_NOT_FOUND')
      send(known.customerId, { type: 'back-requested' })
      return ok({})
    },

    merged(callId) {
      for (const { customerId, legId } of [...going.values()])
        if (customerId === callId || legId === callId) send(customerId, { type: 'merged' })
    },

    isFree: (callId) =>
      [...going.values()].every((t) => (t.customerId !== callId && t.legId !== callId) || canPullBack(t)),

    onStackEvent(event) {
      if (event.type !== 'transfer') return
      const known = [...going.values()].find((t) => t.customerId === event.callId || t.legId === event.callId)
      if (!known) return
      if (event.state === 'done') send(known.customerId, { type: 'refer-done' })
      if (event.state === 'failed') send(known.customerId, { type: 'refer-failed' })
    },
  }
}

const noStack = (): Promise<void> => Promise.reject(new CodedError('CALL_TRANSFER_FAILED'))
