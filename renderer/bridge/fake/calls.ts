import type { ContactId, ConversationId, InteractionId, RecordingId } from '../../../shared/lib/ids.ts'
import { type CallId, newId, type QueueId } from '../../../shared/lib/ids.ts'
import { fail, ok, type Result } from '../../../shared/lib/result.ts'
import {
  type Call,
  type CallEffect,
  type CallEvent,
  callSeconds,
  incomingCall,
  outgoingCall,
  reduceCall,
} from '../../../shared/softphone/call.ts'
import type { FakeWorld } from './world.ts'

/** The softphone of the fake: the real reducer, with a line that always works and a caller whom a test can play. */
export class FakePhone {
  readonly #world: FakeWorld
  readonly #tell: (calls: Call[]) => void
  #calls: Call[] = []
  readonly #threads = new Map<CallId, { interactionId: InteractionId; conversationId: ConversationId }>()

  constructor(world: FakeWorld, tell: (calls: Call[]) => void) {
    this.#world = world
    this.#tell = tell
  }

  get calls(): Call[] {
    return this.#calls
  }

  /** Somebody calls. */
  ring(o: {
    remote: string
    contactId?: ContactId
    name?: string
    line?: string
    queueId?: QueueId
  }): CallId {
    const callId = newId<CallId>()
    const call = incomingCall({
      callId,
      remote: o.remote,
      offeredAt: Date.now(),
      ...(o.line ? { line: o.line } : {}),
      ...(o.queueId ? { queueId: o.queueId } : {}),
      ...(o.contactId ? { contactId: o.contactId, identifiedBy: 'number' as const } : {}),
      ...(o.name ? { remoteName: o.name } : {}),
    })
    this.#offered(call, 'in')
    return callId
  }

  dial(
    remote: string,
    contactId: ContactId | undefined,
    name: string | undefined,
  ): Result<{ callId: CallId }> {
    const callId = newId<CallId>()
    const call = outgoingCall({
      callId,
      remote,
      offeredAt: Date.now(),
      ...(contactId ? { contactId, identifiedBy: 'dialled' as const } : {}),
      ...(name ? { remoteName: name } : {}),
    })
    this.#offered(call, 'out')
    queueMicrotask(() => this.send(callId, { type: 'alerting' }))
    return ok({ callId })
  }

  #offered(call: Call, direction: 'in' | 'out'): void {
    this.#calls = [...this.#calls, call]
    if (call.contactId) {
      const thread = {
        interactionId: newId<InteractionId>(),
        conversationId: `cv-${call.contactId}-voice` as ConversationId,
      }
      this.#threads.set(call.callId, thread)
      this.#world.append({
        type: 'interaction.offered',
        contactId: call.contactId,
        ...thread,
        channel: 'voice',
        direction,
        callId: call.callId,
        remote: call.remote,
        ...(call.queueId ? { queueId: call.queueId as QueueId } : {}),
        ...(direction === 'out' ? { operatorId: this.#world.me.operatorId } : {}),
      })
    }
    this.#tell(this.#calls)
  }

  /** An event of one call; a test plays the other side with `remote-ended`, `media-connected`, `cancelled` … */
  send(callId: string, event: CallEvent): Result<Record<string, never>> {
    const before = this.#calls.find((c) => c.callId === callId)
    if (!before) return fail('CALL_NOT_FOUND')
    const [after, effects] = reduceCall(before, event, Date.now())
    const gone = after.phase === 'ended' && (after.after === 'done' || after.after === 'elsewhere')
    this.#calls = gone
      ? this.#calls.filter((c) => c.callId !== callId)
      : this.#calls.map((c) => (c.callId === callId ? after : c))
    this.#tell(this.#calls)
    for (const effect of effects) this.#act(after, effect)
    return ok({})
  }

  #act(call: Call, effect: CallEffect): void {
    const { callId } = call
    if (effect.do === 'accept-invite') queueMicrotask(() => this.send(callId, { type: 'media-connected' }))
    if (effect.do === 'hold') queueMicrotask(() => this.send(callId, { type: 'held', on: effect.on }))
    if (effect.do === 'start-recording')
      queueMicrotask(() => this.send(callId, { type: 'recording-started' }))
    if (effect.do === 'pause-recording') {
      const { reason, limitSeconds } = effect
      queueMicrotask(() => this.send(callId, { type: 'recording-paused', reason, limitSeconds }))
    }
    if (effect.do === 'resume-recording')
      queueMicrotask(() => this.send(callId, { type: 'recording-resumed', why: effect.why }))
    if (effect.do === 'report') this.#report(call, effect)
  }

  #report(call: Call, effect: Extract<CallEffect, { do: 'report' }>): void {
    const { callId, contactId } = call
    const thread = this.#threads.get(callId)
    if (!contactId || !thread) return
    const { interactionId } = thread
    const { operatorId } = this.#world.me
    const base = { contactId, interactionId }
    const now = Date.now()
    if (effect.what === 'answered')
      this.#world.append({
        ...base,
        type: 'call.answered',
        callId,
        operatorId,
        waitSeconds: (now - call.offeredAt) / 1000,
      })
    if (effect.what === 'held') this.#world.append({ ...base, type: 'call.held', callId, operatorId })
    if (effect.what === 'resumed')
      this.#world.append({ ...base, type: 'call.resumed', callId, operatorId, holdSeconds: call.heldSeconds })
    if (effect.what === 'recording-paused')
      this.#world.append({ ...base, type: 'recording.paused', callId, operatorId })
    if (effect.what === 'recording-resumed')
      this.#world.append({
        ...base,
        type: 'recording.resumed',
        callId,
        operatorId,
        ...(effect.pausedSeconds === undefined ? {} : { pausedSeconds: effect.pausedSeconds }),
      })
    if (effect.what === 'ended' || effect.what === 'declined') {
      const talkSeconds = Math.max(0, callSeconds(call, now) - call.heldSeconds)
      this.#world.append({
        ...base,
        type: 'call.ended',
        callId,
        cause: call.cause ?? 'failed',
        direction: call.direction,
        waitSeconds: ((call.answeredAt ?? now) - call.offeredAt) / 1000,
        talkSeconds,
        holdSeconds: call.heldSeconds,
      })
      if (call.answeredAt !== undefined)
        this.#world.append({
          ...base,
          type: 'recording.available',
          callId,
          recordingId: newId<RecordingId>(),
          seconds: callSeconds(call, now),
        })
    }
    if (effect.what === 'disposed')
      this.#world.append({
        ...base,
        type: 'interaction.disposed',
        callId,
        operatorId,
        ...(effect.dispositionId ? { dispositionId: effect.dispositionId } : {}),
        ...(effect.note ? { note: effect.note } : {}),
      })
  }
}
