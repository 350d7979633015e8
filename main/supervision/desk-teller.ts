import type { Result } from '../../shared/lib/result.ts'
import type { Call } from '../../shared/softphone/call.ts'
import { type DeskCall, type DeskState, stretches, stretchSeconds } from '../../shared/supervision/board.ts'
import { optional } from '../softphone/optional.ts'

type Talk = {
  callId: string
  now: 'operator' | 'customer' | 'both' | 'nobody'
  silenceSeconds: number
  talkOverSeconds: number
}
type Note = {
  mos?: number
  speaker: Talk['now']
  silentAt: number | undefined
  talkOverAt: number | undefined
  /** Who spoke in which stretch of time, by the number of the stretch since 1970. */
  spoke: Map<number, number>
}

export type DeskTeller = {
  calls(calls: readonly Call[]): void
  quality(quality: { callId: string; mos?: number | undefined }): void
  talk(talk: Talk): void
  /** The hub knows nothing of this desk yet. */
  afresh(): void
  stop(): void
}

const TELL_MS = 1000
/** Shorter ones are turns of a talk, and no news. */
const SILENCE_SECONDS = 3
const bits = { operator: 1, customer: 2, both: 3, nobody: 0 } as const

/** Tells the hub what this console's calls are like: at most once a second, and only when something has changed. */
export function createDeskTeller(options: {
  tell(state: DeskState): Promise<Result<unknown>>
  /** The hub's clock. */
  hubTime(): number
  clockOffset(): number
}): DeskTeller {
  const { tell, hubTime, clockOffset } = options
  const notes = new Map<string, Note>()
  let calls: readonly Call[] = []
  let told: string | undefined
  let timer: NodeJS.Timeout | undefined
  let lastAt = 0

  const noteOf = (callId: string): Note => {
    const note = notes.get(callId) ?? {
      speaker: 'nobody' as const,
      silentAt: undefined,
      talkOverAt: undefined,
      spoke: new Map(),
    }
    notes.set(callId, note)
    return note
  }
  const shown = () => calls.filter((c) => c.phase !== 'ended' || c.after === 'wrap-up')
  const stretchNow = () => Math.floor(hubTime() / (stretchSeconds * 1000))

  const look = () => {
    timer = undefined
    const list = shown()
    for (const call of list) {
      const note = noteOf(call.callId)
      if (call.phase !== 'connected' || call.held) note.speaker = 'nobody'
      hears(note)
    }
    const state = { calls: list.slice(0, 12).map((call) => deskCall(call, noteOf(call.callId))) }
    const text = JSON.stringify(state)
    if (text !== told) {
      told = text
      lastAt = Date.now()
      void tell(state).then((answer) => {
        // Not heard: the next look tells it again.
        if (!answer.ok && told === text) told = undefined
      })
    }
    if (list.length > 0) timer = setTimeout(look, TELL_MS).unref()
  }
  const soon = () => {
    const wait = Math.max(0, lastAt + TELL_MS - Date.now())
    clearTimeout(timer)
    timer = setTimeout(look, wait).unref()
  }

  const hears = (note: Note) => {
    const bit = bits[note.speaker]
    const stretch = stretchNow()
    if (bit) note.spoke.set(stretch, (note.spoke.get(stretch) ?? 0) | bit)
    for (const old of note.spoke.keys()) if (old <= stretch - stretches) note.spoke.delete(old)
  }

  const deskCall = (call: Call, note: Note): DeskCall => {
    const since = call.endedAt ?? call.answeredAt ?? call.offeredAt
    const talked = call.phase === 'connected' && call.answeredAt !== undefined
    const last = stretchNow()
    const first = Math.floor(((call.answeredAt ?? 0) + clockOffset()) / (stretchSeconds * 1000))
    const from = Math.max(last - stretches + 1, first)
    const talk = talked
      ? Array.from({ length: last - from + 1 }, (_, i) => note.spoke.get(from + i) ?? 0)
      : []
    return {
      callId: call.callId,
      direction: call.direction,
      phase: call.phase,
      remote: call.remote.slice(0, 320),
      since: since + clockOffset(),
      muted: call.muted,
      recording: call.recording,
      talk,
      ...optional('name', call.remoteName?.slice(0, 200)),
      ...optional('contactId', call.contactId),
      ...optional('queueId', call.queueId as DeskCall['queueId']),
      ...optional('line', call.line?.slice(0, 200)),
      ...optional('heldAt', call.heldAt === undefined ? undefined : call.heldAt + clockOffset()),
      ...optional('mos', talked ? note.mos : undefined),
      ...optional('silentAt', talked ? note.silentAt : undefined),
      ...optional('talkOverAt', talked ? note.talkOverAt : undefined),
    }
  }

  return {
    calls(next) {
      calls = next
      for (const callId of notes.keys()) if (!calls.some((c) => c.callId === callId)) notes.delete(callId)
      soon()
    },
    quality({ callId, mos }) {
      if (mos !== undefined && calls.some((c) => c.callId === callId))
        noteOf(callId).mos = Math.round(mos * 10) / 10
    },
    talk({ callId, now, silenceSeconds, talkOverSeconds }) {
      if (!calls.some((c) => c.callId === callId)) return
      const note = noteOf(callId)
      note.speaker = now
      hears(note)
      note.silentAt = lasting(note.silentAt, silenceSeconds, SILENCE_SECONDS, hubTime())
      note.talkOverAt = lasting(note.talkOverAt, talkOverSeconds, 1, hubTime())
    },
    afresh() {
      told = undefined
      soon()
    },
    stop: () => clearTimeout(timer),
  }
}

/** Since when it lasts: the moment stays the same for as long as it does. */
function lasting(
  before: number | undefined,
  seconds: number,
  least: number,
  now: number,
): number | undefined {
  if (seconds < least) return undefined
  return before ?? now - seconds * 1000
}
