import type { ContactId, ConversationId, InteractionId, RecordingId } from '../../../shared/lib/ids.ts'
import { type CallId, newId, type QueueId } from '../../../shared/lib/ids.ts'
import { fail, ok, type Result } from '../../../shared/lib/result.ts'
import {
  type Call,
  type CallEffect,
  type CallEvent,
  callSeconds,
  incomingCall,
  isSilent,
  outgoingCall,
  reduceCall,
} from '../../../shared/softphone/call.ts'
import {
  beginTransfer,
  isOver,
  reduceTransfer,
  type Transfer,
  type TransferEffect,
  type TransferEvent,
} from '../../../shared/softphone/transfer.ts'
import type { FakeWorld } from './world.ts'

/** The softphone of the fake: the real reducer, with a line that always works and a caller whom a test can play. */
export class FakePhone {
  readonly #world: FakeWorld
  readonly #tell: (calls: Call[]) => void
  #calls: Call[] = []
  #last:
    | { remote: string; contactId: ContactId | undefined; name: string | undefined; lineId: string }
    | undefined
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
    lineId?: string
    queueId?: QueueId
    /** It answers itself after so many seconds. */
    answersIn?: number
  }): CallId {
    const callId = newId<CallId>()
    const call = incomingCall({
      callId,
      remote: o.remote,
      offeredAt: Date.now(),
      ...(o.line ? { line: o.line } : {}),
      lineId: o.lineId ?? 'main',
      ...(o.answersIn === undefined ? {} : { answersAt: Date.now() + o.answersIn * 1000 }),
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
    lineId: string,
  ): Result<{ callId: CallId }> {
    const callId = newId<CallId>()
    this.#last = { remote, contactId, name, lineId }
    const call = outgoingCall({
      callId,
      remote,
      offeredAt: Date.now(),
      lineId,
      ...(contactId ? { contactId, identifiedBy: 'dialled' as const } : {}),
      ...(name ? { remoteName: name } : {}),
    })
    this.#offered(call, 'out')
    queueMicrotask(() => this.send(callId, { type: 'alerting' }))
    return ok({ callId })
  }

  redial(): Result<{ callId: CallId }> {
    const last = this.#last
    return last ? this.dial(last.remote, last.contactId, last.name, last.lineId) : fail('DIAL_NOTHING_YET')
  }

  /** The target of a transfer is called at once; a test answers or refuses it by `send`. */
  transfer(
    callId: string,
    ask: {
      target: string
      mode: Transfer['mode']
      name?: string | undefined
      toOperatorId?: string | undefined
    },
  ): Result<Record<string, never>> {
    const customer = this.#calls.find((c) => c.callId === callId)
    if (!customer) return fail('CALL_NOT_FOUND')
    const { target, mode, name, toOperatorId } = ask
    this.#follow(
      ...beginTransfer(
        {
          ...{ mode, way: 'pull-back', target, customerId: customer.callId, legId: newId<CallId>() },
          ...(name ? { name } : {}),
          ...(toOperatorId ? { toOperatorId } : {}),
        },
        isSilent(customer),
      ),
    )
    return ok({})
  }

  completeTransfer(callId: string): Result<Record<string, never>> {
    const transfer = this.#transferOf(callId)
    if (transfer) this.#step(transfer, { type: 'complete-requested' })
    return ok({})
  }

  pullBack(callId: string): Result<Record<string, never>> {
    const transfer = this.#transferOf(callId)
    if (!transfer) return fail('CALL_NOT_FOUND')
    this.#step(transfer, { type: 'back-requested' })
    return ok({})
  }

  merge(callIds: readonly string[]): Result<Record<string, never>> {
    for (const callId of callIds) {
      this.send(callId, { type: 'hold-requested', on: false })
      this.send(callId, { type: 'held', on: false })
      const transfer = this.#transferOf(callId)
      if (transfer) this.#step(transfer, { type: 'merged' })
    }
    const group = callIds[0] ?? ''
    for (const callId of callIds) this.send(callId, { type: 'joined', joined: { group, relay: false } })
    return ok({})
  }

  #transferOf(callId: string): Transfer | undefined {
    return this.#calls
      .flatMap((c) => (c.transfer && !isOver(c.transfer) ? [c.transfer] : []))
      .find((t) => t.customerId === callId || t.legId === callId)
  }

  #step(transfer: Transfer, event: TransferEvent): void {
    this.#follow(...reduceTransfer(transfer, event))
  }

  #follow(transfer: Transfer, effects: readonly TransferEffect[]): void {
    const { customerId, legId } = transfer
    this.send(customerId, { type: 'transfer', transfer })
    for (const { do: what } of effects) {
      if (what === 'hold-customer') this.send(customerId, { type: 'hold-requested', on: true })
      if (what === 'resume-customer') this.send(customerId, { type: 'hold-requested', on: false })
      if (what === 'hangup-leg' && legId) this.send(legId, { type: 'hangup-requested' })
      if (what === 'hangup-customer') this.send(customerId, { type: 'hangup-requested' })
      if (what === 'join') this.#join(transfer)
      if (what === 'relay') this.#relay(transfer)
      if (what === 'dial-leg' && legId) this.#dialLeg(transfer, legId)
    }
  }

  /** Whether the server of the fake joins two calls by itself. */
  joins = true

  #join(transfer: Transfer): void {
    queueMicrotask(() => this.#step(transfer, { type: this.joins ? 'refer-done' : 'refer-failed' }))
  }

  #relay(transfer: Transfer): void {
    const { customerId, legId } = transfer
    queueMicrotask(() => {
      for (const callId of [customerId, legId])
        if (callId) this.send(callId, { type: 'joined', joined: { group: customerId, relay: true } })
      this.#step(transfer, { type: 'relayed' })
    })
  }

  #dialLeg(transfer: Transfer, legId: CallId): void {
    const customer = this.#calls.find((c) => c.callId === transfer.customerId)
    this.#calls = [
      ...this.#calls,
      outgoingCall({
        callId: legId,
        remote: transfer.target,
        offeredAt: Date.now(),
        parentId: transfer.customerId,
        ...(transfer.name ? { remoteName: transfer.name } : {}),
        ...(customer?.lineId ? { lineId: customer.lineId } : {}),
      }),
    ]
    this.#tell(this.#calls)
    queueMicrotask(() => this.send(legId, { type: 'alerting' }))
  }

  /** What a change of a call means to the transfer that it belongs to. */
  #tellTransfer(before: Call, after: Call): void {
    const transfer = this.#transferOf(after.callId)
    if (!transfer) return
    const isCustomer = transfer.customerId === after.callId
    if (isCustomer && isSilent(after) && !isSilent(before)) this.#step(transfer, { type: 'customer-held' })
    if (before.phase === after.phase) return
    if (isCustomer) return void (after.phase === 'ended' && this.#step(transfer, { type: 'customer-ended' }))
    if (after.phase === 'alerting') this.#step(transfer, { type: 'leg-ringing' })
    if (after.phase === 'connected') this.#step(transfer, { type: 'leg-answered' })
    if (after.phase === 'ended')
      this.#step(transfer, { type: 'leg-ended', ...(after.failure ? { code: after.failure } : {}) })
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
    this.#tellTransfer(before, after)
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
