import type { InteractionId, OperatorId, QueueId } from '../lib/ids.ts'
import type { ChannelKind } from './channel.ts'
import type { DomainEvent } from './event.ts'
import { type RoutingSettings, scheduleOf, slaOf } from './routing-settings.ts'
import { workingMs } from './working-hours.ts'

/**
 * One thing that was measured, for every report and every screen alike:
 * - `first-response`, `next-response`: from the customer's first unanswered word to the answer of a person, in working
 *   time; what bots say counts for nothing
 * - `wait`: how long a conversation lay in the queue until somebody took it, in working time
 * - `answered`: how long a caller waited for the answer
 * - `abandoned`, `short-abandon`: how long a caller waited who then gave up, or was given up
 * - `handled`: talk, hold and after-call work of one call
 */
export type Measure = {
  kind: 'first-response' | 'next-response' | 'wait' | 'answered' | 'abandoned' | 'short-abandon' | 'handled'
  interactionId: InteractionId | undefined
  queueId: QueueId | undefined
  channel: ChannelKind
  operatorId: OperatorId | undefined
  /** When it was complete. */
  at: number
  ms: number
  /** Of `handled`: the part that came after the call. */
  afterCallMs?: number
}

/** What of one thread is still being measured. */
export type Measuring = {
  channel: ChannelKind | undefined
  queueId: QueueId | undefined
  interactionId: InteractionId | undefined
  answered: boolean
  waitingSince: number | undefined
  queuedAt: number | undefined
  call: { offeredAt: number; answeredAt: number | undefined } | undefined
  /** A call that has ended and is not wrapped up. */
  ended: { at: number; talkMs: number; operatorId: OperatorId | undefined } | undefined
}

export const nothingMeasured: Measuring = {
  channel: undefined,
  queueId: undefined,
  interactionId: undefined,
  answered: false,
  waitingSince: undefined,
  queuedAt: undefined,
  call: undefined,
  ended: undefined,
}

/** One more fact of a thread, in the order of the log, and what is complete by it. Legs of a call are left out. */
export function measure(
  m: Measuring,
  event: DomainEvent,
  routing: RoutingSettings,
): { state: Measuring; done: Measure[] } {
  const at = event.occurredAt
  const only = (state: Measuring) => ({ state, done: [] })
  const schedule = scheduleOf(routing, m.queueId)
  const of = (kind: Measure['kind'], ms: number, operatorId: OperatorId | undefined): Measure => ({
    kind,
    interactionId: m.interactionId,
    queueId: m.queueId,
    channel: m.channel ?? 'site',
    operatorId,
    at,
    ms,
  })
  switch (event.type) {
    case 'interaction.offered': {
      if (event.parentCallId) return only(m)
      const voice = event.channel === 'voice'
      const inwards = event.direction === 'in'
      return only({
        ...nothingMeasured,
        channel: event.channel,
        queueId: event.queueId ?? m.queueId,
        interactionId: event.interactionId,
        waitingSince: inwards && !voice ? (m.waitingSince ?? at) : m.waitingSince,
        queuedAt: inwards && !voice ? at : undefined,
        call: voice && inwards ? { offeredAt: at, answeredAt: undefined } : undefined,
      })
    }
    case 'message.received':
      return only({ ...m, channel: event.channel, waitingSince: m.waitingSince ?? at })
    case 'message.sent': {
      if (event.author !== 'operator') return only(m)
      const state = { ...m, channel: event.channel, answered: true, waitingSince: undefined }
      if (m.waitingSince === undefined) return only(state)
      const ms = workingMs(schedule, m.waitingSince, at)
      return { state, done: [of(m.answered ? 'next-response' : 'first-response', ms, event.operatorId)] }
    }
    case 'interaction.accepted': {
      const state = { ...m, queuedAt: undefined }
      if (m.queuedAt === undefined) return only(state)
      return { state, done: [of('wait', workingMs(schedule, m.queuedAt, at), event.operatorId)] }
    }
    case 'interaction.requeued':
      return only({ ...m, queueId: event.queueId ?? m.queueId, queuedAt: at })
    case 'call.answered': {
      if (!m.call || m.call.answeredAt !== undefined) return only(m)
      const state = { ...m, call: { ...m.call, answeredAt: at } }
      return { state, done: [of('answered', at - m.call.offeredAt, event.operatorId)] }
    }
    case 'call.ended': {
      const state = { ...m, call: undefined }
      const talked = event.cause === 'caller-hangup' || event.cause === 'operator-hangup'
      if (talked)
        return only({
          ...state,
          ended: {
            at,
            talkMs: ((event.talkSeconds ?? 0) + (event.holdSeconds ?? 0)) * 1000,
            operatorId: event.operatorId,
          },
        })
      if (!m.call) return only(state)
      const ms = at - m.call.offeredAt
      const short = ms <= routing.shortAbandonSeconds * 1000
      return { state, done: [of(short ? 'short-abandon' : 'abandoned', ms, undefined)] }
    }
    case 'interaction.disposed': {
      const state = { ...nothingMeasured, channel: m.channel, queueId: m.queueId }
      if (!m.ended) return only(state)
      const afterCallMs = Math.max(0, at - m.ended.at)
      const handled = of('handled', m.ended.talkMs + afterCallMs, m.ended.operatorId)
      return { state, done: [{ ...handled, afterCallMs }] }
    }
    default:
      return only(m)
  }
}

export type Summary = {
  answered: number
  abandoned: number
  shortAbandons: number
  /** Mean wait of answered calls, milliseconds. */
  asaMs: number | undefined
  /** Share of calls answered in time: of all that were answered or abandoned, short abandons in and left out. */
  inTime: number | undefined
  inTimeWithShort: number | undefined
  /** Share abandoned, short abandons left out. */
  abandonRate: number | undefined
  firstResponse: Responses
  nextResponse: Responses
  waitMs: number | undefined
  ahtMs: number | undefined
  acwMs: number | undefined
}
export type Responses = { count: number; meanMs: number | undefined; inTime: number | undefined }

/** The figures of a report over whatever was measured, each against the promise of its queue and channel. */
export function summarise(measures: readonly Measure[], routing: RoutingSettings): Summary {
  const of = (kind: Measure['kind']) => measures.filter((m) => m.kind === kind)
  const target = (m: Measure) => slaOf(routing, m.queueId, m.channel)
  const [answered, abandoned, short, handled] = [
    of('answered'),
    of('abandoned'),
    of('short-abandon'),
    of('handled'),
  ]
  const inTime = answered.filter((m) => m.ms <= target(m).first * 1000).length
  const responses = (kind: 'first-response' | 'next-response'): Responses => {
    const all = of(kind)
    const promised = (m: Measure) => target(m)[kind === 'first-response' ? 'first' : 'next'] * 1000
    return {
      count: all.length,
      meanMs: mean(all.map((m) => m.ms)),
      inTime: share(all.filter((m) => m.ms <= promised(m)).length, all.length),
    }
  }
  return {
    answered: answered.length,
    abandoned: abandoned.length,
    shortAbandons: short.length,
    asaMs: mean(answered.map((m) => m.ms)),
    inTime: share(inTime, answered.length + abandoned.length),
    inTimeWithShort: share(inTime, answered.length + abandoned.length + short.length),
    abandonRate: share(abandoned.length, answered.length + abandoned.length),
    firstResponse: responses('first-response'),
    nextResponse: responses('next-response'),
    waitMs: mean(of('wait').map((m) => m.ms)),
    ahtMs: mean(handled.map((m) => m.ms)),
    acwMs: mean(handled.flatMap((m) => m.afterCallMs ?? [])),
  }
}

const share = (part: number, whole: number): number | undefined => (whole === 0 ? undefined : part / whole)
const mean = (values: readonly number[]): number | undefined =>
  values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length
