import { CallId } from '../../shared/lib/ids.ts'
import { CodedError, type Done, fail, ok } from '../../shared/lib/result.ts'
import type { Call } from '../../shared/softphone/call.ts'
import type { CallBook } from './call-book.ts'
import type { Parties } from './party.ts'

/** How long the other sides may take to come off hold, milliseconds. */
const OPEN_MS = 6000

/**
 * Makes a conference of the operator and these calls: whoever waits is brought back first. CALL_MERGE_FAILED when one of
 * them cannot be; they go on apart then.
 */
export async function mergeCalls(
  callIds: readonly string[],
  { book, parties }: { book: CallBook; parties: Parties },
): Promise<Done> {
  const calls = callIds.map((id) => book.get(id))
  if (calls.some((call) => call?.phase !== 'connected')) return fail('CALL_NOT_FOUND')
  try {
    await Promise.all(callIds.map((id) => opened(id, book)))
    await parties.join(callIds, false)
  } catch (error) {
    return fail(error instanceof CodedError ? error.code : 'CALL_MERGE_FAILED')
  }
  const all = parties.of(callIds[0] ?? '')
  for (const call of all)
    if (call.parentId === undefined) void book.tell(call, 'joined', { withCalls: others(all, call) })
  return ok({})
}

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
      else if (after.phase === 'ended' || (!after.holdPending && after.failure === 'CALL_HOLD_FAILED'))
        finish(false)
    })
    book.dispatch(callId, { type: 'hold-requested', on: false })
  })
}
