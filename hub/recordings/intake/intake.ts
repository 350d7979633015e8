import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type MatchCall, matchRecording, matchWindowMs } from '../../../shared/domain/recording-match.ts'
import type { CallId, OperatorId, RecordingId } from '../../../shared/lib/ids.ts'
import { CodedError } from '../../../shared/lib/result.ts'
import type { IntakeFacts, IntakeItem } from '../../../shared/protocol/recordings-protocol.ts'
import { fact } from '../../lib/fact.ts'
import type { Parts } from '../../parts.ts'
import type { CallState, StoredIntake } from '../../storage/ports.ts'
import { recordingKey } from '../recording-handlers.ts'
import type { Probed } from './probe.ts'

/** A full hour of two channels of 16 bits at 16 kHz is 230 MB; what is larger is no recording of one call. */
export const largestBytes = 256 * 1024 * 1024
const mostCalls = 500
/** After a call's end the doubts are looked at again, this much later: its last facts come together. */
const againMs = 1500
/** A doubt is looked at by itself this long; then only by a person. */
const againWithinMs = 7 * 86_400_000

export type Incoming = {
  source: IntakeItem['source']
  name: string
  bytes: Uint8Array<ArrayBuffer>
  facts: IntakeFacts
  /** When its last second was, where nothing says when its first was; UTC milliseconds. */
  finishedAt?: number | undefined
}

/** Takes recordings of the PBX in and puts each on its call, or on the list of doubts. The same bytes twice are one. */
export class Intake {
  private readonly parts: Parts
  private again: NodeJS.Timeout | undefined

  constructor(parts: Parts) {
    this.parts = parts
    parts.views.onCommitted(({ events }) => {
      if (events.some((event) => event.type === 'call.ended')) this.lookAgain()
    })
  }

  dispose(): void {
    clearTimeout(this.again)
  }

  /** @throws CodedError HUB_DISK_FULL, HUB_STORAGE, TOO_LARGE; what is no sound is set aside, and the item says so */
  async take({ source, name, bytes, facts, finishedAt }: Incoming): Promise<IntakeItem> {
    if (bytes.length > largestBytes) throw new CodedError('TOO_LARGE')
    const key = createHash('sha256').update(bytes).digest('hex')
    return this.parts.locks.run(`intake:${key}`, async () => {
      const known = await this.parts.stores.intake.byKey(key)
      if (known) return known.item
      const item: IntakeItem = {
        intakeId: key.slice(0, 40),
        recordingId: `pbx-${key.slice(0, 40)}` as RecordingId,
        state: 'doubt',
        source,
        name: name.slice(0, 200),
        at: this.parts.now(),
        facts,
        kilobytes: Math.ceil(bytes.length / 1024),
        candidates: [],
      }
      const { probe } = await import('./probe.ts')
      const probed = await probe(bytes).catch(() => undefined)
      if (!probed) return this.setAside({ key, item }, bytes)
      await this.parts.objects.put(recordingKey(item.recordingId), bytes)
      const { seconds, channels } = probed
      const startedAt = facts.startedAt ?? (finishedAt && Math.round(finishedAt - seconds * 1000))
      const dated = startedAt === undefined ? facts : { ...facts, startedAt }
      return this.settle({ key, item: { ...item, facts: dated, seconds, channels } }, probed)
    })
  }

  /** By hand, where nothing could be told for certain. @throws CodedError NOT_FOUND, RECORDING_NOT_ON_CALL */
  async place(intakeId: string, callId: CallId, operatorId: OperatorId): Promise<void> {
    const intake = await this.doubt(intakeId)
    const call = await this.parts.stores.people.call(callId)
    if (!call) throw new CodedError('RECORDING_NOT_ON_CALL')
    await this.note(operatorId, 'recording.placed', intake.item, { callId, contactId: call.contactId })
    await this.put(intake, call, 'hand', await this.peaks(intake.item))
  }

  /** It is of no call: its sound goes. @throws CodedError NOT_FOUND */
  async discard(intakeId: string, why: string, operatorId: OperatorId): Promise<void> {
    const stored = await this.parts.stores.intake.get(intakeId)
    if (!stored || (stored.item.state !== 'doubt' && stored.item.state !== 'broken'))
      throw new CodedError('NOT_FOUND')
    await this.note(operatorId, 'recording.discarded', stored.item, { why })
    await this.parts.objects.delete(recordingKey(stored.item.recordingId))
    await this.parts.stores.intake.put({
      ...stored,
      item: { ...stored.item, state: 'discarded', candidates: [] },
    })
  }

  private async doubt(intakeId: string): Promise<StoredIntake> {
    const stored = await this.parts.stores.intake.get(intakeId)
    if (stored?.item.state !== 'doubt') throw new CodedError('NOT_FOUND')
    return stored
  }

  private async settle(intake: StoredIntake, probed?: Probed): Promise<IntakeItem> {
    const { facts, seconds } = intake.item
    const match = matchRecording({ ...facts, seconds }, await this.callsNear(facts))
    const item: IntakeItem = { ...intake.item, candidates: match.candidates }
    const next = { ...intake, item }
    const call = match.verdict === 'match' && (await this.parts.stores.people.call(match.callId))
    // On the list first: a stop in between loses nothing, and the next look places it.
    await this.parts.stores.intake.put(next)
    if (match.verdict !== 'match' || !call) return item
    return this.put(next, call, match.by, probed?.peaks ?? (await this.peaks(item)))
  }

  private async callsNear(facts: IntakeFacts): Promise<MatchCall[]> {
    const { people, recordings } = this.parts.stores
    const { startedAt, callId } = facts
    // Offered well before it was answered: a long wait in the queue must not hide it.
    const found: CallState[] =
      startedAt === undefined
        ? []
        : await people.callsBetween(
            startedAt - 30 * 60_000 - matchWindowMs,
            startedAt + matchWindowMs,
            mostCalls,
          )
    const named = callId !== undefined && (await people.call(callId as CallId))
    if (named && !found.some((call) => call.callId === named.callId)) found.push(named)
    const accounts = this.parts.book.find()?.accounts ?? []
    return Promise.all(
      found.map(async (call) => ({
        callId: call.callId,
        direction: call.direction,
        remote: call.remote,
        line: accounts.find((account) => account.accountId === call.accountId)?.address,
        offeredAt: call.offeredAt,
        answeredAt: call.answeredAt,
        endedAt: call.ended?.at,
        recorded: (await recordings.onCall(call.callId)).some((one) => one.recordingId.startsWith('pbx-')),
      })),
    )
  }

  private async put(
    { key, item }: StoredIntake,
    call: CallState,
    matchedBy: 'id' | 'numbers' | 'hand',
    peaks: Probed['peaks'],
  ): Promise<IntakeItem> {
    const { stores, now } = this.parts
    const { recordingId, seconds = 0, channels } = item
    const { callId, contactId, interactionId } = call
    const available = fact('recording.available', contactId, now(), {
      interactionId,
      callId,
      recordingId,
      seconds,
      channels,
      peaks,
      source: 'pbx',
      matchedBy,
      startedAt: item.facts.startedAt,
    })
    await stores.events.append({ actor: 'intake', commandId: `placed:${item.intakeId}`, events: [available] })
    const placed: IntakeItem = { ...item, state: 'placed', callId, candidates: [] }
    await stores.intake.put({ key, item: placed })
    return placed
  }

  /** Of what was taken in before: its bytes are read once more. */
  private async peaks({ recordingId }: IntakeItem): Promise<Probed['peaks']> {
    const object = await this.parts.objects.get(recordingKey(recordingId))
    if (!object) throw new CodedError('RECORDING_NOT_FOUND')
    const chunks: Buffer[] = []
    for await (const chunk of object.stream()) chunks.push(chunk as Buffer)
    const { probe } = await import('./probe.ts')
    return (await probe(new Uint8Array(Buffer.concat(chunks)))).peaks
  }

  private async setAside({ key, item }: StoredIntake, bytes: Uint8Array): Promise<IntakeItem> {
    const folder = join(this.parts.options.dataDir, 'broken')
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, item.recordingId), bytes, { mode: 0o600 })
    const broken: IntakeItem = { ...item, state: 'broken', code: 'RECORDING_BROKEN' }
    await this.parts.stores.intake.put({ key, item: broken })
    return broken
  }

  private lookAgain(): void {
    clearTimeout(this.again)
    this.again = setTimeout(() => {
      void this.resettle().catch((error) =>
        this.parts.log.error({ err: error }, 'doubts were not looked at again'),
      )
    }, againMs)
    this.again.unref()
  }

  private async resettle(): Promise<void> {
    const { stores, locks, now } = this.parts
    for (const { key, item } of await stores.intake.list(['doubt'], 200)) {
      if (now() - item.at > againWithinMs) continue
      await locks.run(`intake:${key}`, async () => {
        const current = await stores.intake.byKey(key)
        if (current?.item.state === 'doubt') await this.settle(current)
      })
    }
  }

  private note(
    actor: string,
    action: string,
    item: IntakeItem,
    detail: Record<string, unknown>,
  ): Promise<void> {
    const { stores, now } = this.parts
    return stores.audit.append({
      at: now(),
      actor,
      action,
      subject: item.recordingId,
      detail: { name: item.name, ...detail },
    })
  }
}
