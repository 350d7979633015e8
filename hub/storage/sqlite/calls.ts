import type { DomainEvent } from '../../../shared/domain/event.ts'
import type { CallId, InteractionId } from '../../../shared/lib/ids.ts'
import type { CallState } from '../ports.ts'

/** The kinds of fact that a call's state is made of, beside its offer. */
export const callTypes: ReadonlySet<string> = new Set<DomainEvent['type']>([
  'call.answered',
  'call.held',
  'call.resumed',
  'call.ended',
  'interaction.disposed',
])

export const callOf = (
  event: DomainEvent<'interaction.offered'>,
  callId: CallId,
  interactionId: InteractionId,
): CallState => ({
  callId,
  contactId: event.contactId,
  interactionId,
  conversationId: event.conversationId,
  direction: event.direction,
  queueId: event.queueId,
  accountId: event.accountId,
  remote: event.remote,
  operatorId: event.operatorId,
  offeredAt: event.occurredAt,
  answeredAt: undefined,
  held: false,
  ended: undefined,
  disposed: false,
  ...(event.parentCallId ? { parentCallId: event.parentCallId } : {}),
})

export function amendedCall(call: CallState, event: DomainEvent): CallState {
  switch (event.type) {
    case 'call.answered':
      return { ...call, operatorId: event.operatorId, answeredAt: event.occurredAt }
    case 'call.held':
      return { ...call, held: true }
    case 'call.resumed':
      return { ...call, held: false }
    case 'call.ended': {
      const { cause, talkSeconds = 0 } = event
      return { ...call, held: false, ended: { at: event.occurredAt, cause, talkSeconds } }
    }
    case 'interaction.disposed':
      return { ...call, disposed: true }
    default:
      return call
  }
}
