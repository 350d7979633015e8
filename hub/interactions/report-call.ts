import { setTimeout as delay } from 'node:timers/promises'
import type { NewEvent } from '../../shared/domain/event.ts'
import type { OperatorId } from '../../shared/lib/ids.ts'
import { CodedError } from '../../shared/lib/result.ts'
import type { CallReport } from '../../shared/protocol/hub-protocol.ts'
import { clean } from '../lib/clean.ts'
import { fact } from '../lib/fact.ts'
import type { Parts } from '../parts.ts'
import { type Handlers, operatorOf } from '../realtime/caller.ts'
import type { CallState } from '../storage/ports.ts'
import { type Calls, endOf } from './calls.ts'

/** How long another console's "answered" may be on its way when one console says that a shared call ended unanswered. */
const elsewhereMs = 1000

/**
 * What a softphone saw of a call. Idempotent by call: consoles that ring together make one interaction, reports may
 * come twice, late or out of order, and none of them raises an ended call.
 */
export function callHandlers(parts: Parts, calls: Calls): Handlers<'call.report'> {
  const { now, book, views } = parts

  return {
    'call.report': async (report, caller) => {
      const { operatorId } = operatorOf(caller)
      const { callId, what, dispositionId } = report
      if (dispositionId && !book.get().dispositions.some((d) => d.dispositionId === dispositionId))
        throw new CodedError('INVALID_INPUT', 'no such outcome')
      // A console's clock may run ahead; the log's must not.
      const at = Math.max(0, Math.min(Math.round(report.at), now()))
      if (what === 'offered') calls.rung(callId, operatorId)
      if (what === 'ended' && calls.rangSeveral(callId) && isUnanswered(report)) await delay(elsewhereMs)
      const parent = await calls.parentOf(report.parentId, at)
      return calls.locked(callId, async () => {
        const everybodyDeclined = what === 'declined' && calls.declined(callId, operatorId)
        const offer = { ...report, at, operatorId, parent }
        const call = await calls.write(offer, { actor: operatorId, id: report.id }, (known) =>
          told(known, { ...report, at }, operatorId, everybodyDeclined),
        )
        if (call.ended) calls.over(callId)
        const { contactId, interactionId } = call
        const { name, named } = views.nameOf(contactId)
        return { contactId, interactionId, ...(named ? { name } : {}) }
      })
    },
  }
}

const isUnanswered = ({ cause, talkSeconds = 0 }: CallReport): boolean =>
  talkSeconds === 0 && cause !== 'caller-hangup' && cause !== 'operator-hangup'

/** The facts that a report adds to what is known. */
function told(
  call: CallState,
  report: CallReport,
  operatorId: OperatorId,
  everybodyDeclined: boolean,
): NewEvent[] {
  const { at, what } = report
  const { callId, contactId, interactionId, queueId } = call
  const ofCall = { interactionId, callId, queueId, channel: 'voice' as const }
  const mine = call.operatorId === operatorId
  switch (what) {
    case 'offered':
      return []
    case 'answered': {
      // A leg is placed by one console and taken by another: the one who takes it is who talks on it.
      const takes = call.parentCallId !== undefined && report.direction === 'in' && !mine
      if (call.ended || (call.answeredAt !== undefined && !takes)) return []
      const waitSeconds = report.waitSeconds ?? Math.max(0, Math.round((at - call.offeredAt) / 1000))
      return [fact('call.answered', contactId, at, { ...ofCall, operatorId, waitSeconds })]
    }
    case 'held':
      if (!isOn(call) || !mine || call.held) return []
      return [fact('call.held', contactId, at, { ...ofCall, operatorId })]
    case 'resumed': {
      if (!isOn(call) || !mine || !call.held) return []
      const { holdSeconds } = report
      return [fact('call.resumed', contactId, at, { ...ofCall, operatorId, holdSeconds })]
    }
    case 'declined':
      return call.answeredAt === undefined && everybodyDeclined
        ? endOf(call, { at, cause: 'declined', operatorId })
        : []
    case 'ended': {
      // Of an answered call only the one who talks knows the end.
      if (call.answeredAt !== undefined && !mine) return []
      const { waitSeconds, talkSeconds, holdSeconds, mos, mosWorst, talk } = report
      const cause = report.cause ?? (call.answeredAt === undefined ? 'abandoned' : 'caller-hangup')
      const figures = { waitSeconds, talkSeconds, holdSeconds, mos, mosWorst, talk }
      return endOf(call, { at, cause, operatorId, ...figures })
    }
    case 'recording-announced': {
      const { announcement, soundId } = report
      return mine
        ? [
            fact('recording.announced', contactId, at, {
              interactionId,
              callId,
              operatorId,
              announcement,
              soundId,
            }),
          ]
        : []
    }
    case 'recording-paused':
      return mine
        ? [fact('recording.paused', contactId, at, { interactionId, callId, operatorId, reason: report.why })]
        : []
    case 'recording-resumed': {
      const { why: reason, pausedSeconds } = report
      return mine
        ? [
            fact('recording.resumed', contactId, at, {
              interactionId,
              callId,
              operatorId,
              reason,
              pausedSeconds,
            }),
          ]
        : []
    }
    case 'disposed': {
      if (call.disposed) return []
      const { conversationId } = call
      const { dispositionId } = report
      const note = report.note && clean(report.note)
      return [
        fact('interaction.disposed', contactId, at, {
          interactionId,
          conversationId,
          callId,
          queueId,
          operatorId,
          dispositionId,
          note,
        }),
      ]
    }
    case 'transferred': {
      if (!isOn(call) || !mine) return []
      const { mode, target, toOperatorId } = report
      return [
        fact('call.transferred', contactId, at, {
          ...ofCall,
          fromOperatorId: operatorId,
          toOperatorId,
          target: target && clean(target),
          mode,
        }),
      ]
    }
    case 'joined': {
      if (!isOn(call) || !mine || !report.withCalls) return []
      return [fact('call.joined', contactId, at, { ...ofCall, operatorId, withCalls: report.withCalls })]
    }
  }
}

const isOn = (call: CallState): boolean => call.answeredAt !== undefined && !call.ended
