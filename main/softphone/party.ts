import { setTimeout as delay } from 'node:timers/promises'
import type { ErrorCode } from '../../shared/lib/errors.ts'
import { CodedError } from '../../shared/lib/result.ts'
import { type Call, isRelayed } from '../../shared/softphone/call.ts'
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
   * Joins these calls; for a conference those that are joined to them already too, while two who are passed on leave
   * whom they were with. Rejects, with CALL_MERGE_FAILED where it is not the media window that refuses; nothing has
   * changed then. One that is on hold says and hears nothing until it is resumed. One at a time: `still` is asked when
   * its turn comes.
   */
  join(callIds: readonly string[], relay: boolean, still?: () => boolean): Promise<void>
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

  /** One change of who hears whom at a time: what is asked last is what stays. */
  let turn: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(change: () => Promise<T>): Promise<T> => {
    const mine = turn.then(change)
    turn = mine.catch(() => undefined)
    return mine
  }
  /** This group as it is when its turn comes, if anybody is left to be joined then. */
  const bridgeGroup = (group: string): Promise<void> => {
    const now = async () => {
      const calls = members(group)
      if (calls.length >= 2) await bridge(calls, calls.some(isRelayed))
    }
    // Two who talk among themselves change no more, and must not hear the room while others are waited for.
    return members(group).some(isRelayed) ? now() : inTurn(now)
  }

  /** Their sound is made anew one by one; until all of them have some they cannot be joined. */
  const rejoin = async (group: string): Promise<void> => {
    for (let attempt = 0; attempt < REJOIN_TRIES; attempt++) {
      try {
        await bridgeGroup(group)
        return
      } catch {
        await delay(REJOIN_EVERY_MS, undefined, { ref: false })
      }
    }
    onTrouble({ code: 'ENGINE_GONE', callId: group })
  }

  /** In a plain call with the operator again. */
  const alone = (call: Call) => {
    void sound.bridge([call.callId], false, true).catch(() => undefined)
    book.dispatch(call.callId, { type: 'joined', joined: undefined })
  }
  const settle = (left: readonly Call[]) => {
    const group = left[0]?.joined?.group
    if (left.length >= 2 && group !== undefined) void bridgeGroup(group).catch(() => undefined)
    else for (const call of left) alone(call)
  }

  // One left, or was dropped: whoever is alone now is an ordinary call again. Of two who were passed on to each other
  // the second ends with the first, and does not hear the operator's room until then.
  book.watch(({ joined }, after) => {
    if (joined && !joined.relay && after.phase !== 'connected') settle(members(joined.group))
  })

  /** The two are out of any conference now; who was in it with them goes on in it without them. */
  const relayed = (calls: readonly Call[], before: readonly Call[]) => {
    const [first] = calls
    for (const call of calls)
      book.dispatch(call.callId, {
        type: 'joined',
        joined: { group: first?.callId ?? call.callId, relay: true },
      })
    const rest = before.filter((call) => !calls.some(({ callId }) => callId === call.callId))
    const [head] = rest
    if (head && rest.length >= 2)
      for (const call of rest)
        book.dispatch(call.callId, { type: 'joined', joined: { group: head.callId, relay: false } })
    settle(rest)
  }

  const joinNow = async (callIds: readonly string[], relay: boolean, still: () => boolean): Promise<void> => {
    const connected = (call: Call) => book.get(call.callId)?.phase === 'connected'
    const unique = (calls: readonly Call[]) => [...new Map(calls.map((c) => [c.callId, c])).values()]
    const asked = unique(callIds.flatMap((id) => book.get(id) ?? []))
    const before = unique(callIds.flatMap(of))
    const calls = relay ? asked : unique([...before, ...asked])
    if (asked.length < callIds.length || calls.length < 2 || !calls.every(connected) || !still())
      throw new CodedError('CALL_MERGE_FAILED', 'a call is not connected')
    try {
      await bridge(calls, relay)
      // Whoever hung up meanwhile has left somebody behind with nobody.
      if (!calls.every(connected)) throw new CodedError('CALL_MERGE_FAILED', 'a call ended meanwhile')
    } catch (error) {
      const groups = new Set(calls.flatMap((call) => book.get(call.callId)?.joined?.group ?? []))
      for (const group of groups) settle(members(group))
      for (const call of calls) if (connected(call) && !book.get(call.callId)?.joined) alone(call)
      throw error
    }
    if (relay) return relayed(calls, before)
    const [first] = calls
    const group = first?.joined?.group ?? first?.callId ?? ''
    for (const call of calls) book.dispatch(call.callId, { type: 'joined', joined: { group, relay } })
  }

  return {
    of,
    join: (callIds, relay, still = () => true) => inTurn(() => joinNow(callIds, relay, still)),
    again() {
      for (const group of new Set(book.list().flatMap((c) => c.joined?.group ?? []))) void rejoin(group)
    },
  }
}
