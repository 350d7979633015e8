import { CallId } from '../lib/ids.ts'
import { z } from '../lib/schema.ts'
import { unreachable } from '../lib/unreachable.ts'

/**
 * A customer on their way to somebody else. The console calls the target itself (the leg) while the customer waits, so
 * that they can be taken back until the very moment the two are joined.
 *
 *   holding ──held──> dialing ──180──> ringing ──200──> talking ──complete──> joining ──done──> done
 *      │                 │                │               │ (blind: at once)     └─refused─> relaying ─> relayed ─> done
 *      └── hold failed ──┴─ busy, no answer, declined, pull back ──> back (the customer is with the operator again)
 *
 * `refer`, where the line's server is to do it all: holding ──held──> referring ──done──> done, or back.
 */
export const TransferState = z.enum([
  'holding',
  'dialing',
  'ringing',
  'talking',
  'joining',
  'relaying',
  'relayed',
  'referring',
  'done',
  'back',
])
export type TransferState = z.infer<typeof TransferState>

export const Transfer = z.object({
  /** `consult`: the operator speaks with the target first. */
  mode: z.enum(['consult', 'blind']),
  way: z.enum(['pull-back', 'refer']),
  state: TransferState,
  customerId: CallId,
  /** The call to the target; of a `refer` there is none. */
  legId: z.optional(CallId),
  target: z.string(),
  name: z.optional(z.string()),
  toOperatorId: z.optional(z.string()),
  /** Why the customer is back: a code of the error catalogue. */
  failure: z.optional(z.string()),
  /** `false` once the leg is over: there is nothing to hang up. */
  legLive: z.boolean(),
})
export type Transfer = z.infer<typeof Transfer>

export type TransferEvent =
  | { type: 'customer-held' }
  | { type: 'customer-hold-failed'; code: string }
  | { type: 'customer-ended' }
  | { type: 'leg-ringing' }
  | { type: 'leg-answered' }
  | { type: 'leg-ended'; code?: string }
  | { type: 'refer-done' }
  | { type: 'refer-failed' }
  /** The two are joined in the media window; with that neither is to be on hold any more. */
  | { type: 'relayed' }
  | { type: 'relay-failed'; code: string }
  | { type: 'complete-requested' }
  /** Pull back, back to the customer: whatever it is called at the moment. */
  | { type: 'back-requested' }
  /** The three talk together now: nobody is on their way any more. */
  | { type: 'merged' }

export type TransferEffect =
  | { do: 'hold-customer' }
  | { do: 'dial-leg' }
  /** REFER with Replaces: the customer's side calls the target in the leg's place (RFC 3891, RFC 5589). */
  | { do: 'join' }
  | { do: 'refer' }
  | { do: 'relay' }
  | { do: 'hangup-leg' }
  | { do: 'hangup-customer' }
  | { do: 'resume-customer' }
  /** The customer is somebody else's now: a fact. */
  | { do: 'report' }

export const isOver = ({ state }: Pick<Transfer, 'state'>): boolean => state === 'done' || state === 'back'

/** Until then the customer can be taken back by one key. */
export const canPullBack = ({ state }: Pick<Transfer, 'state'>): boolean =>
  state === 'holding' || state === 'dialing' || state === 'ringing' || state === 'talking'

/** Begins a transfer; the customer may be on hold already. */
export function beginTransfer(
  o: Pick<Transfer, 'mode' | 'way' | 'customerId' | 'target'> &
    Pick<Partial<Transfer>, 'legId' | 'name' | 'toOperatorId'>,
  customerHeld: boolean,
): [Transfer, TransferEffect[]] {
  const transfer: Transfer = { ...o, state: 'holding', legLive: false }
  return customerHeld
    ? reduceTransfer(transfer, { type: 'customer-held' })
    : [transfer, [{ do: 'hold-customer' }]]
}

/** Two calls that the operator has already, made into a transfer of the one to the other that is being talked to. */
export const consultOf = (
  o: Pick<Transfer, 'customerId' | 'target'> & { legId: CallId } & Pick<
      Partial<Transfer>,
      'name' | 'toOperatorId'
    >,
): Transfer => ({ ...o, mode: 'consult', way: 'pull-back', state: 'talking', legLive: true })

/** Decides what becomes of the transfer. Whatever happens, the customer is with somebody or has hung up. */
export function reduceTransfer(transfer: Transfer, event: TransferEvent): [Transfer, TransferEffect[]] {
  const still: [Transfer, TransferEffect[]] = [transfer, []]
  const { state } = transfer
  if (isOver(transfer)) return still
  const to = (next: TransferState, ...effects: TransferEffect[]): [Transfer, TransferEffect[]] => [
    { ...transfer, state: next },
    effects,
  ]
  const dropLeg: TransferEffect[] = transfer.legLive ? [{ do: 'hangup-leg' }] : []
  const back = (failure?: string): [Transfer, TransferEffect[]] => [
    { ...transfer, state: 'back', legLive: false, ...(failure ? { failure } : {}) },
    [...dropLeg, { do: 'resume-customer' }],
  ]
  switch (event.type) {
    case 'customer-held':
      if (state !== 'holding') return still
      if (transfer.way === 'refer') return to('referring', { do: 'refer' })
      return [{ ...transfer, state: 'dialing', legLive: true }, [{ do: 'dial-leg' }]]
    case 'customer-hold-failed':
      return state === 'holding' ? [{ ...transfer, state: 'back', failure: event.code }, []] : still
    case 'leg-ringing':
      return state === 'dialing' ? to('ringing') : still
    case 'leg-answered':
      if (state !== 'dialing' && state !== 'ringing') return still
      return transfer.mode === 'blind' ? to('joining', { do: 'join' }) : to('talking')
    case 'complete-requested':
      return state === 'talking' ? to('joining', { do: 'join' }) : still
    case 'back-requested':
      return canPullBack(transfer) ? back() : still
    case 'merged':
      return state === 'talking' ? to('done') : still
    case 'refer-done':
      if (state === 'referring') return to('done', { do: 'report' }, { do: 'hangup-customer' })
      if (state !== 'joining') return still
      return [
        { ...transfer, state: 'done', legLive: false },
        [{ do: 'report' }, ...dropLeg, { do: 'hangup-customer' }],
      ]
    case 'refer-failed':
      if (state === 'referring') return back('CALL_TRANSFER_FAILED')
      // The server joins nobody; both are on the line here, so this console joins them itself.
      return state === 'joining' ? to('relaying', { do: 'relay' }) : still
    case 'relayed':
      return state === 'relaying' ? to('relayed', { do: 'report' }) : still
    case 'relay-failed':
      return state === 'relaying' ? back(event.code) : still
    case 'leg-ended':
      return legEnded({ ...transfer, legLive: false }, event.code)
    case 'customer-ended':
      return [{ ...transfer, state: 'done', legLive: false }, dropLeg]
    default:
      return unreachable(event)
  }
}

function legEnded(transfer: Transfer, code: string | undefined): [Transfer, TransferEffect[]] {
  switch (transfer.state) {
    // The server took the leg's place before it said so.
    case 'joining':
      return [{ ...transfer, state: 'done' }, [{ do: 'report' }, { do: 'hangup-customer' }]]
    case 'relayed':
      return [{ ...transfer, state: 'done' }, [{ do: 'hangup-customer' }]]
    case 'dialing':
    case 'ringing':
    case 'talking':
    case 'relaying':
      return [{ ...transfer, state: 'back', ...(code ? { failure: code } : {}) }, [{ do: 'resume-customer' }]]
    default:
      return [transfer, []]
  }
}
