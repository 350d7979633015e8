import type { EndCause, NewEvent } from '../../shared/domain/event.ts'
import type { CallId, OperatorId } from '../../shared/lib/ids.ts'
import type { TalkSummary } from '../../shared/softphone/talk.ts'
import { fact } from '../lib/fact.ts'
import type { Parts } from '../parts.ts'
import type { CallState } from '../storage/ports.ts'
import { type CallOffer, numberOf, openInteraction } from './open-interaction.ts'

export type End = {
  at: number
  cause: EndCause
  operatorId?: OperatorId | undefined
  waitSeconds?: number | undefined
  talkSeconds?: number | undefined
  holdSeconds?: number | undefined
  mos?: number | undefined
  mosWorst?: number | undefined
  talk?: TalkSummary | undefined
}

/** A leg that begins later than this after its call has ended is a call of its own. */
const longestLegMs = 60_000

/** One call's facts, decided under its lock. */
export class Calls {
  private readonly parts: Parts
  /** Who was rung and who said no, for calls that ring now; after a restart the switch's own record decides. */
  private readonly ringing = new Map<CallId, { rung: Set<OperatorId>; declined: Set<OperatorId> }>()

  constructor(parts: Parts) {
    this.parts = parts
  }

  /** Work on one call waits for other work on it. */
  locked<T>(callId: CallId, work: () => Promise<T>): Promise<T> {
    return this.parts.locks.run(`call:${callId}`, work)
  }

  get(callId: CallId): Promise<CallState | undefined> {
    return this.parts.stores.people.call(callId)
  }

  /** The call that a leg belongs to, if it is one of ours that was talked on lately; a leg of a leg is one of its parent. */
  async parentOf(parentId: CallId | undefined, at: number): Promise<CallState | undefined> {
    const parent = parentId && (await this.get(parentId))
    if (!parent || parent.answeredAt === undefined) return undefined
    if (parent.ended && at - parent.ended.at > longestLegMs) return undefined
    return parent.parentCallId ? ((await this.get(parent.parentCallId)) ?? parent) : parent
  }

  /**
   * Writes the facts of a report in one step. When it is the first word of a call, whatever that word is, the call
   * begins with it.
   */
  async write(
    offer: CallOffer,
    command: { actor: string; id: string },
    then: (call: CallState) => NewEvent[],
  ): Promise<CallState> {
    const { stores, locks } = this.parts
    const append = async (call: CallState, births: NewEvent[]) => {
      const events = [...births, ...then(call)]
      await stores.events.append({ actor: command.actor, commandId: command.id, events })
      return (await this.get(offer.callId)) ?? call
    }
    const known = await this.get(offer.callId)
    if (known) return append(known, [])
    // Two first calls from one number must make one card.
    return locks.run(`address:phone:${numberOf(offer.remote) ?? offer.callId}`, async () => {
      const { contactId, interactionId, events } = await openInteraction(this.parts, offer)
      const offered = events.at(-1) as NewEvent<'interaction.offered'>
      return append(begun(offer, { ...offered, contactId }, interactionId), events)
    })
  }

  rung(callId: CallId, operatorId: OperatorId): void {
    const known = this.ringing.get(callId)
    if (known) known.rung.add(operatorId)
    else this.ringing.set(callId, { rung: new Set([operatorId]), declined: new Set() })
  }

  /** Notes a refusal; true when everybody who was rung has said no. */
  declined(callId: CallId, operatorId: OperatorId): boolean {
    this.rung(callId, operatorId)
    const known = this.ringing.get(callId)
    known?.declined.add(operatorId)
    return known !== undefined && [...known.rung].every((id) => known.declined.has(id))
  }

  rangSeveral(callId: CallId): boolean {
    return (this.ringing.get(callId)?.rung.size ?? 0) > 1
  }

  over(callId: CallId): void {
    this.ringing.delete(callId)
  }
}

/** The end of a call as a fact; nothing when it has ended. An unanswered one has no talk, whatever was reported. */
export function endOf(call: CallState, end: End): NewEvent[] {
  if (call.ended) return []
  const { callId, contactId, interactionId, queueId, direction } = call
  const talked = call.answeredAt !== undefined
  const wait = Math.max(0, ((call.answeredAt ?? end.at) - call.offeredAt) / 1000)
  return [
    fact('call.ended', contactId, end.at, {
      interactionId,
      callId,
      queueId,
      channel: 'voice',
      direction,
      cause: talked ? end.cause : unanswered(end.cause, direction),
      waitSeconds: end.waitSeconds ?? Math.round(wait),
      talkSeconds: talked
        ? (end.talkSeconds ?? Math.round((end.at - (call.answeredAt ?? end.at)) / 1000))
        : 0,
      holdSeconds: end.holdSeconds,
      operatorId: call.operatorId ?? end.operatorId,
      mos: talked ? end.mos : undefined,
      mosWorst: talked ? end.mosWorst : undefined,
      talk: talked ? end.talk : undefined,
    }),
  ]
}

/** Nobody can hang up a call that was never answered: who ended it gave up, or was not wanted. */
function unanswered(cause: EndCause, direction: 'in' | 'out'): EndCause {
  if (cause === 'caller-hangup') return direction === 'in' ? 'abandoned' : 'declined'
  if (cause === 'operator-hangup') return direction === 'in' ? 'declined' : 'abandoned'
  return cause
}

const begun = (
  offer: CallOffer,
  event: Pick<NewEvent<'interaction.offered'>, 'contactId' | 'conversationId' | 'queueId' | 'accountId'>,
  interactionId: CallState['interactionId'],
): CallState => ({
  callId: offer.callId,
  contactId: event.contactId,
  interactionId,
  conversationId: event.conversationId,
  direction: offer.direction,
  queueId: event.queueId,
  accountId: event.accountId,
  remote: offer.remote,
  operatorId: offer.direction === 'out' ? offer.operatorId : undefined,
  offeredAt: offer.at,
  answeredAt: undefined,
  held: false,
  ended: undefined,
  disposed: false,
  parentCallId: offer.parent?.callId,
})
