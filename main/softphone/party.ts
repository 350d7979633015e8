import { setTimeout as delay } from 'node:timers/promises'
import type { ErrorCode } from '../../shared/lib/errors.ts'
import { CodedError } from '../../shared/lib/result.ts'
import type { Call } from '../../shared/softphone/call.ts'
import type { CallBook } from './call-book.ts'
import type { SoundPort } from './ports.ts'

export type PartyOptions = {
  book: CallBook
  sound: Pick<SoundPort, 'bridge'>
  onTrouble(trouble: { code: ErrorCode; callId?: string }): void
}

/** Calls that hear each other in the media window: a conference with the operator, or two that are passed on. */
export type Parties = {
  /**
   * Joins these calls, and those that are joined to them already. Rejects with CALL_MERGE_FAILED; nothing has changed
   * then. One that is on hold says and hears nothing until it is resumed.
   */
  join(callIds: readonly string[], relay: boolean): Promise<void>
  /** Everybody who is in with this call, itself among them. */
  of(callId: string): Call[]
  /** The media window is new: what was joined there is joined again. */
  again(): void
}

const REJOIN_TRIES = 12
const REJOIN_EVERY_MS = 250

export function createParties({ book, sound, onTrouble }: PartyOptions): Parties {
  const members = (group: string) =>
    book.list().filter((call) => call.phase === 'connected' && call.joined?.group === group)
  const of = (callId: string) => {
    const group = book.get(callId)?.joined?.group
    return group === undefined ? [] : members(group)
  }

  const bridge = async (calls: readonly Call[], relay: boolean): Promise<void> => {
    const ids = calls.map((call) => call.callId)
    try {
      await sound.bridge(ids, true, !relay)
    } catch (error) {
      throw error instanceof CodedError ? error : new CodedError('CALL_MERGE_FAILED')
    }
  }

  /** Their sound is made anew one by one; until all of them have some they cannot be joined. */
  const rejoin = async (group: string, relay: boolean): Promise<void> => {
    for (let attempt = 0; attempt < REJOIN_TRIES; attempt++) {
      const calls = members(group)
      if (calls.length < 2) return
      try {
        return await bridge(calls, relay)
      } catch {
        await delay(REJOIN_EVERY_MS, undefined, { ref: false })
      }
    }
    onTrouble({ code: 'ENGINE_GONE', callId: group })
  }

  // One left, or was dropped: whoever is alone now is an ordinary call again.
  book.watch((before, after) => {
    const { joined } = before
    if (!joined || after.phase === 'connected') return
    const left = members(joined.group)
    if (left.length >= 2) return void bridge(left, joined.relay).catch(() => undefined)
    for (const call of left) {
      void sound.bridge([call.callId], false, true).catch(() => undefined)
      book.dispatch(call.callId, { type: 'joined', joined: undefined })
    }
  })

  return {
    of,
    async join(callIds, relay) {
      const all = new Map(
        callIds
          .flatMap((id) => [...of(id), ...[book.get(id) ?? []].flat()])
          .map((call) => [call.callId, call]),
      )
      const calls = [...all.values()]
      if (calls.length < 2 || calls.some((call) => call.phase !== 'connected'))
        throw new CodedError('CALL_MERGE_FAILED', 'a call is not connected')
      await bridge(calls, relay)
      const [first] = calls
      const group = first?.joined?.group ?? first?.callId ?? ''
      for (const call of calls) book.dispatch(call.callId, { type: 'joined', joined: { group, relay } })
    },
    again() {
      const groups = new Map(book.list().flatMap((c) => (c.joined ? [[c.joined.group, c.joined.relay]] : [])))
      for (const [group, relay] of groups) void rejoin(group, relay)
    },
  }
}
