import type { EndCause } from '../domain/event.ts'
import { Direction, EndCause as EndCauseSchema } from '../domain/event.ts'
import { CallId, ContactId, type DispositionId } from '../lib/ids.ts'
import { z } from '../lib/schema.ts'
import { unreachable } from '../lib/unreachable.ts'
import { Transfer } from './transfer.ts'

/**
 * One call, as the operator's console sees it.
 *
 *   incoming: offered ──answer──> answering ──media──> connected ──bye──> ended ──disposed──> (gone)
 *                └─ decline, given up, rang out, answered elsewhere ──────────> ended
 *   outgoing: dialing ──180──> alerting ──200──> connected ──bye──> ended
 *
 * The reducer decides, `main/softphone` acts; an effect that fails comes back as another event.
 */
export const CallPhase = z.enum(['offered', 'answering', 'dialing', 'alerting', 'connected', 'ended'])
export type CallPhase = z.infer<typeof CallPhase>

export const Call = z.object({
  callId: CallId,
  direction: Direction,
  phase: CallPhase,
  /** The other side's address as dialled or shown: a number in E.164, or a visitor. */
  remote: z.string(),
  remoteName: z.optional(z.string()),
  /** The line (queue or number) that was called, in the words of the company. */
  line: z.optional(z.string()),
  queueId: z.optional(z.string()),
  contactId: z.optional(ContactId),
  /** How the person was recognised before the answer. */
  identifiedBy: z.optional(z.enum(['token', 'number', 'dialled', 'new', 'chosen', 'transfer'])),
  /** The line of this console that it came in on, or is placed from. */
  lineId: z.optional(z.string()),
  /** It answers itself at this moment (UTC milliseconds, this computer's clock) unless a hand is quicker. */
  answersAt: z.optional(z.number()),
  /** The call whose customer this one is about: it was placed to transfer them, or brings them here. */
  parentId: z.optional(CallId),
  /** The last transfer of this call's customer. */
  transfer: z.optional(Transfer),
  /** Calls of one group hear each other; `relay`: without the operator, through this console. */
  joined: z.optional(z.object({ group: z.string(), relay: z.boolean() })),
  offeredAt: z.number(),
  answeredAt: z.optional(z.number()),
  endedAt: z.optional(z.number()),
  held: z.boolean(),
  /** What is wanted is not what is: a hold or resume that the other side has not confirmed yet. See `wantsHold`. */
  holdPending: z.boolean(),
  heldAt: z.optional(z.number()),
  heldSeconds: z.number(),
  muted: z.boolean(),
  recording: z.enum(['off', 'on', 'paused', 'failed']),
  /** Why it is paused, since when, and when it goes on by itself; only while it is paused. */
  recordingPause: z.optional(
    z.object({ reason: z.enum(['operator', 'payment']), since: z.number(), until: z.number() }),
  ),
  /** The company's rules say that this call is not recorded. */
  unrecorded: z.optional(z.boolean()),
  /** The customer was told that the call is recorded. */
  announced: z.optional(z.boolean()),
  /** False while the signalling link is down; the sound goes on and the operator is told so. */
  linked: z.boolean(),
  cause: z.optional(EndCauseSchema),
  /** The code of the sentence that says what went wrong. */
  failure: z.optional(z.string()),
  /** Answered calls wait for an outcome; `elsewhere` was another operator's. */
  after: z.enum(['none', 'wrap-up', 'elsewhere', 'done']),
})
export type Call = z.infer<typeof Call>

export type CallEvent =
  | { type: 'answer-requested' }
  | { type: 'decline-requested'; status: 480 | 486 | 603 }
  | { type: 'hangup-requested' }
  | { type: 'hold-requested'; on: boolean }
  | { type: 'mute-requested'; on: boolean }
  | { type: 'dtmf-requested'; tones: string }
  /** It will answer itself at `at`, or not any more. */
  | { type: 'auto-answer'; at: number | undefined }
  | { type: 'transfer'; transfer: Transfer }
  | { type: 'joined'; joined: Call['joined'] }
  /** Another call goes on in its place, with the same people; it needs no outcome. */
  | { type: 'replaced' }
  | { type: 'identified'; contactId: ContactId; by: NonNullable<Call['identifiedBy']>; name?: string }
  | { type: 'alerting' }
  | { type: 'media-connected' }
  | { type: 'answer-failed'; code: string }
  | { type: 'held'; on: boolean }
  | { type: 'hold-failed'; code: string }
  | { type: 'recording-started' }
  | { type: 'recording-failed' }
  | { type: 'recording-unwanted' }
  | { type: 'pause-recording-requested'; reason: PauseReason; limitSeconds: number }
  | { type: 'resume-recording-requested'; why: PauseReason | 'limit' }
  | { type: 'recording-paused'; reason: PauseReason; limitSeconds: number }
  /** `why`: the operator, a payment field that was left, or the longest that a pause may last. */
  | { type: 'recording-resumed'; why: PauseReason | 'limit' }
  | { type: 'announced'; announcement: 'tone' | 'sound'; soundId?: string }
  | { type: 'link'; up: boolean }
  | { type: 'cancelled'; elsewhere: boolean; rangOut?: boolean }
  | { type: 'remote-ended' }
  | { type: 'network-ended' }
  /** `code`: it failed on this side, before or instead of an answer of the other. */
  | { type: 'rejected'; status: number; code?: string }
  | { type: 'disposed'; dispositionId?: DispositionId; note?: string }

export type PauseReason = 'operator' | 'payment'

export type CallReport =
  | 'offered'
  | 'answered'
  | 'held'
  | 'resumed'
  | 'ended'
  | 'declined'
  | 'disposed'
  | 'recording-announced'
  | 'recording-paused'
  | 'recording-resumed'

export type CallEffect = { callId: CallId } & (
  | { do: 'accept-invite' }
  | { do: 'reject-invite'; status: 480 | 486 | 603 }
  | { do: 'cancel-invite' }
  | { do: 'send-bye' }
  | { do: 'hold'; on: boolean }
  | { do: 'mute'; on: boolean }
  | { do: 'dtmf'; tones: string }
  | { do: 'start-ringing' }
  | { do: 'stop-ringing' }
  | { do: 'start-recording' }
  | { do: 'pause-recording'; reason: PauseReason; limitSeconds: number }
  | { do: 'resume-recording'; why: PauseReason | 'limit' }
  | { do: 'finish-recording' }
  /** `holdSeconds`: how long the hold lasted that is over now. */
  | {
      do: 'report'
      what: CallReport
      holdSeconds?: number
      dispositionId?: DispositionId
      note?: string
      /** Why a recording was paused or went on, and how long the pause was that is over now. */
      why?: PauseReason | 'limit'
      pausedSeconds?: number
      announcement?: 'tone' | 'sound'
      soundId?: string
    }
)

/** Decides what a call becomes and what is to be done. `now` in UTC milliseconds; no timers, no SIP, no sound here. */
export function reduceCall(call: Call, event: CallEvent, now: number): [Call, CallEffect[]] {
  const { callId } = call
  const still: [Call, CallEffect[]] = [call, []]
  if (call.phase === 'ended') {
    // A late packet cannot raise the dead; only the outcome is still to come.
    if (event.type !== 'disposed' || call.after !== 'wrap-up') return still
    const { dispositionId, note } = event
    const report: CallEffect = {
      callId,
      do: 'report',
      what: 'disposed',
      ...(dispositionId ? { dispositionId } : {}),
      ...(note ? { note } : {}),
    }
    return [{ ...call, after: 'done' }, [report]]
  }
  switch (event.type) {
    case 'answer-requested':
      if (call.phase !== 'offered') return still
      return [
        without({ ...call, phase: 'answering' }, 'answersAt'),
        [
          { callId, do: 'stop-ringing' },
          { callId, do: 'accept-invite' },
        ],
      ]
    case 'decline-requested':
      if (call.phase !== 'offered') return still
      return [
        finished(call, 'declined', now),
        [
          { callId, do: 'stop-ringing' },
          { callId, do: 'reject-invite', status: event.status },
          { callId, do: 'report', what: 'declined' },
        ],
      ]
    case 'hangup-requested':
      if (call.phase === 'offered') return reduceCall(call, { type: 'decline-requested', status: 603 }, now)
      if (call.phase === 'dialing' || call.phase === 'alerting')
        return over(call, 'abandoned', now, [{ callId, do: 'cancel-invite' }])
      return over(call, 'operator-hangup', now, [{ callId, do: 'send-bye' }])
    case 'hold-requested':
      if (call.phase === 'offered' || wantsHold(call) === event.on) return still
      // They talk without the operator, who has nobody to put on hold there.
      if (event.on && isRelayed(call)) return still
      return wishHold(call, event.on)
    case 'held':
      return call.phase === 'connected' ? confirmedHold(call, event.on, now) : still
    case 'hold-failed':
      return [{ ...call, holdPending: false, failure: event.code }, []]
    case 'mute-requested':
      if (call.phase !== 'connected' && call.phase !== 'answering') return still
      if (call.muted === event.on) return still
      return [{ ...call, muted: event.on }, [{ callId, do: 'mute', on: event.on }]]
    case 'dtmf-requested':
      return call.phase === 'connected' ? [call, [{ callId, do: 'dtmf', tones: event.tones }]] : still
    case 'auto-answer': {
      if (call.phase !== 'offered') return still
      return [event.at === undefined ? without(call, 'answersAt') : { ...call, answersAt: event.at }, []]
    }
    case 'transfer':
      return [{ ...call, transfer: event.transfer }, []]
    case 'joined': {
      if (call.phase !== 'connected') return still
      const { joined } = event
      if (!joined) return call.joined ? [without(call, 'joined'), []] : still
      // Joined while they wait, and opened then: whoever is resumed before would hear the operator's room.
      return joined.relay && wantsHold(call)
        ? wishHold({ ...call, joined }, false)
        : [{ ...call, joined }, []]
    }
    case 'replaced': {
      if (call.phase !== 'connected') return still
      const [ended, effects] = over(call, 'caller-hangup', now, [])
      return [{ ...ended, after: 'done' }, effects]
    }
    case 'identified':
      return [
        {
          ...call,
          contactId: event.contactId,
          identifiedBy: event.by,
          ...(event.name ? { remoteName: event.name } : {}),
        },
        [],
      ]
    case 'alerting':
      return call.phase === 'dialing' ? [{ ...call, phase: 'alerting' }, []] : still
    case 'media-connected':
      if (call.phase !== 'answering' && call.phase !== 'dialing' && call.phase !== 'alerting') return still
      return [
        { ...call, phase: 'connected', answeredAt: now },
        [
          // Somebody else was turned to while it rang.
          ...(call.holdPending ? [{ callId, do: 'hold' as const, on: true }] : []),
          { callId, do: 'start-recording' },
          { callId, do: 'report', what: 'answered' },
        ],
      ]
    case 'answer-failed':
      return call.phase === 'answering'
        ? over({ ...call, failure: event.code }, 'failed', now, [{ callId, do: 'stop-ringing' }])
        : still
    case 'recording-started':
      // A recorder that was made anew under a pause begins paused: see `soundIsBack`.
      return call.recording === 'paused' ? still : [{ ...call, recording: 'on' }, []]
    case 'recording-failed': {
      const { recordingPause: _, ...rest } = call
      return [{ ...rest, recording: 'failed' }, []]
    }
    case 'recording-unwanted':
      return [{ ...call, unrecorded: true }, []]
    case 'pause-recording-requested': {
      const { reason, limitSeconds } = event
      if (call.recording !== 'on') return still
      return [call, [{ callId, do: 'pause-recording', reason, limitSeconds }]]
    }
    case 'resume-recording-requested':
      return call.recording === 'paused'
        ? [call, [{ callId, do: 'resume-recording', why: event.why }]]
        : still
    case 'recording-paused': {
      if (call.recording !== 'on') return still
      const { reason, limitSeconds } = event
      const recordingPause = { reason, since: now, until: now + limitSeconds * 1000 }
      return [
        { ...call, recording: 'paused', recordingPause },
        [{ callId, do: 'report', what: 'recording-paused', why: reason }],
      ]
    }
    case 'recording-resumed': {
      if (call.recording !== 'paused') return still
      const { recordingPause, ...rest } = call
      const pausedSeconds = since(recordingPause?.since, now)
      return [
        { ...rest, recording: 'on' },
        [{ callId, do: 'report', what: 'recording-resumed', why: event.why, pausedSeconds }],
      ]
    }
    case 'announced': {
      const { type: _, ...what } = event
      return [{ ...call, announced: true }, [{ callId, do: 'report', what: 'recording-announced', ...what }]]
    }
    case 'link':
      return call.linked === event.up ? still : [{ ...call, linked: event.up }, []]
    case 'cancelled':
      if (call.phase !== 'offered' && call.phase !== 'answering') return still
      if (event.elsewhere)
        return [{ ...finished(call, 'abandoned', now), after: 'elsewhere' }, [{ callId, do: 'stop-ringing' }]]
      return over(call, event.rangOut ? 'no-answer' : 'abandoned', now, [{ callId, do: 'stop-ringing' }])
    case 'remote-ended':
      if (call.phase === 'offered' || call.phase === 'answering')
        return over(call, 'abandoned', now, [{ callId, do: 'stop-ringing' }])
      return over(call, 'caller-hangup', now, [])
    case 'network-ended':
      return over(call, call.answeredAt === undefined ? 'failed' : 'caller-hangup', now, [
        { callId, do: 'stop-ringing' },
      ])
    case 'rejected':
      return over(
        { ...call, failure: event.code ?? rejection(event.status).code },
        event.code ? 'failed' : rejection(event.status).cause,
        now,
        [{ callId, do: 'stop-ringing' }],
      )
    case 'disposed':
      return still
    default:
      return unreachable(event)
  }
}

/**
 * What is wanted of this call, whoever wanted it last: the operator's key, a transfer, another call that was turned to.
 * The one place for it; a wish is never dropped because an earlier one is still on its way to the other side.
 */
export const wantsHold = (call: Pick<Call, 'held' | 'holdPending'>): boolean => call.held !== call.holdPending

/** On hold, and meant to be: nothing of the operator's room gets there. */
export const isSilent = (call: Pick<Call, 'held' | 'holdPending'>): boolean => call.held && !call.holdPending

/** A wish is asked for at once, whatever is under way: the sound goes by it already. Before the answer it waits. */
function wishHold(call: Call, on: boolean): [Call, CallEffect[]] {
  const { callId } = call
  const effects: CallEffect[] = call.phase === 'connected' ? [{ callId, do: 'hold', on }] : []
  return [{ ...call, holdPending: call.held !== on }, effects]
}

/** The other side has agreed to hold or resume; when something else is wanted by now, it is asked for again. */
function confirmedHold(call: Call, on: boolean, now: number): [Call, CallEffect[]] {
  const { callId } = call
  const wanted = wantsHold(call)
  const holdPending = wanted !== on
  const again: CallEffect[] = holdPending ? [{ callId, do: 'hold', on: wanted }] : []
  if (call.held === on) return [{ ...call, holdPending }, again]
  const { heldAt, ...rest } = call
  if (on)
    return [
      { ...rest, held: true, holdPending, heldAt: now },
      [{ callId, do: 'report', what: 'held' }, ...again],
    ]
  const holdSeconds = since(heldAt, now)
  return [
    { ...rest, held: false, holdPending, heldSeconds: call.heldSeconds + holdSeconds },
    [{ callId, do: 'report', what: 'resumed', holdSeconds }, ...again],
  ]
}

function without<K extends keyof Call>(call: Call, key: K): Call {
  const { [key]: _, ...rest } = call
  return rest as Call
}

const since = (at: number | undefined, now: number) => (at === undefined ? 0 : Math.max(0, (now - at) / 1000))

function finished(call: Call, cause: EndCause, now: number): Call {
  const talked = call.answeredAt !== undefined
  const heldSeconds = call.heldSeconds + (call.held ? since(call.heldAt, now) : 0)
  const { heldAt: _, answersAt: _at, joined: _joined, recordingPause: _pause, ...rest } = call
  // A call to a colleague about a customer has no outcome of its own: the customer's call has.
  const leg = call.parentId !== undefined && call.direction === 'out'
  return {
    ...rest,
    phase: 'ended',
    held: false,
    holdPending: false,
    heldSeconds,
    endedAt: now,
    cause,
    after: talked && !leg ? 'wrap-up' : 'none',
  }
}

function over(call: Call, cause: EndCause, now: number, first: CallEffect[]): [Call, CallEffect[]] {
  const { callId } = call
  const effects: CallEffect[] = [...first]
  if (call.answeredAt !== undefined) effects.push({ callId, do: 'finish-recording' })
  effects.push({ callId, do: 'report', what: 'ended' })
  return [finished(call, cause, now), effects]
}

/** The final response of the other side, in our words (RFC 3261, 21). */
function rejection(status: number): { cause: EndCause; code: string } {
  if (status === 486 || status === 600) return { cause: 'busy', code: 'CALL_BUSY' }
  if (status === 603) return { cause: 'declined', code: 'CALL_DECLINED' }
  if (status === 480) return { cause: 'nobody-available', code: 'CALL_UNAVAILABLE' }
  if (status === 408 || status === 487) return { cause: 'no-answer', code: 'CALL_NO_ANSWER' }
  if (status === 404 || status === 484) return { cause: 'failed', code: 'CALL_WRONG_NUMBER' }
  if (status === 401 || status === 403 || status === 407) return { cause: 'failed', code: 'CALL_FORBIDDEN' }
  return { cause: 'failed', code: 'CALL_FAILED' }
}

/** A call that rings here. */
export const incomingCall = (o: Pick<Call, 'callId' | 'remote' | 'offeredAt'> & Partial<Call>): Call => ({
  direction: 'in',
  phase: 'offered',
  held: false,
  holdPending: false,
  heldSeconds: 0,
  muted: false,
  recording: 'off',
  linked: true,
  after: 'none',
  ...o,
})

/** A call that we place. */
export const outgoingCall = (o: Pick<Call, 'callId' | 'remote' | 'offeredAt'> & Partial<Call>): Call => ({
  ...incomingCall(o),
  direction: 'out',
  phase: 'dialing',
  ...o,
})

export const isLive = (call: Call): boolean => call.phase !== 'ended'
export const isTalking = (call: Call): boolean => call.phase === 'connected' || call.phase === 'answering'
/** The operator neither hears it nor is heard: two others talk through this console. */
export const isRelayed = (call: Call): boolean => call.joined?.relay ?? false
/** Seconds of talk, holds included, up to `now` or the end. */
export const callSeconds = (call: Call, now: number): number => since(call.answeredAt, call.endedAt ?? now)
