import { CallId } from '../../shared/lib/ids.ts'
import { CodedError, type Done, fail, ok } from '../../shared/lib/result.ts'
import { type Call, wantsHold } from '../../shared/softphone/call.ts'
import type { CallBook } from './call-book.ts'
import type { Parties } from './party.ts'

/** How long the other sides may take to come off hold, milliseconds. */
const OPEN_MS = 6000

export type MergeOptions = {
  book: CallBook
  parties: Parties
  /** Whoever is in front and not to be in it waits. */
  holdOthers(...callIds: readonly string[]): void
  /** False while a transfer that cannot be taken back any more has this call. */
  isFree(callId: string): boolean
}

/**
 * Makes a conference of the operator and these calls: whoever waits is brought back first. CALL_MERGE_FAILED when one of
 * them cannot be, or is wanted on hold meanwhile; they go on apart then, and who waited before waits again.
 */
export async function mergeCalls(
  asked: readonly string[],
  { book, parties, holdOthers, isFree }: MergeOptions,
): Promise<Done> {
  // A conference that waits comes back as one.
  const callIds = [...new Set(asked.flatMap((id) => [id, ...parties.of(id).map((call) => call.callId)]))]
  const calls = callIds.map((id) => book.get(id))
  if (calls.some((call) => call?.phase !== 'connected')) return fail('CALL_NOT_FOUND')
  if (!callIds.every(isFree)) return fail('CALL_MERGE_FAILED')
  const waited = callIds.filter((id) => wantsHold(book.get(id) ?? gone))
  holdOthers(...callIds)
  try {
    await Promise.all(callIds.map((id) => opened(id, book)))
    const wanted = (id: string) => isFree(id) && !wantsHold(book.get(id) ?? gone)
    await parties.join(callIds, false, () => callIds.every(wanted))
  } catch (error) {
    // Neither is meant to hear what is said to the other; who is left alone stays with the operator.
    const talked = callIds.filter((id) => {
      const call = book.get(id)
      return call?.phase === 'connected' && !wantsHold(call)
    })
    for (const id of talked.length > 1 ? waited : []) book.dispatch(id, { type: 'hold-requested', on: true })
    return fail(error instanceof CodedError ? error.code : 'CALL_MERGE_FAILED')
  }
  const all = parties.of(callIds[0] ?? '')
  for (const call of all)
    if (call.parentId === undefined) void book.tell(call, 'joined', { withCalls: others(all, call) })
  return ok({})
}

const gone = { held: false, holdPending: false }

const others = (all: readonly Call[], one: Call) =>
  all
    .filter((call) => call.callId !== one.callId)
    .map(({ callId, remote, remoteName }) => ({ callId: CallId.parse(callId), remote: remoteName ?? remote }))

function opened(callId: string, book: CallBook): Promise<void> {
  const isOpen = (call: Call | undefined) => call?.phase === 'connected' && !call.held && !call.holdPending
  if (isOpen(book.get(callId))) return Promise.resolve()
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => finish(false), OPEN_MS)
    const finish = (good: boolean) => {
      clearTimeout(timer)
      stop()
      if (good) resolve()
      else reject(new CodedError('CALL_MERGE_FAILED'))
    }
    const stop = book.watch((_before, after) => {
      if (after.callId !== callId) return
      if (isOpen(after)) finish(true)
      else if (after.phase === 'ended' || wantsHold(after)) finish(false)
    })
    book.dispatch(callId, { type: 'hold-requested', on: false })
  })
}
