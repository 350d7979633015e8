import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { DomainEvent } from '../../shared/domain/event.ts'
import type { CallId } from '../../shared/lib/ids.ts'
import { CodedError } from '../../shared/lib/result.ts'
import type { RecordingUpload } from '../../shared/protocol/hub-protocol.ts'
import { fact } from '../lib/fact.ts'
import type { Parts } from '../parts.ts'
import type { PendingRecording } from '../storage/ports.ts'
import { recordingKey } from './recording-handlers.ts'

/** Loads a media library: not before the first call comes. */
const opener = () => import('./open-recording.ts')

type Needs = Pick<Parts, 'book' | 'stores' | 'objects' | 'keys' | 'views' | 'now' | 'log' | 'options'>
type Fields = Omit<
  DomainEvent<'recording.available'>,
  'type' | 'eventId' | 'contactId' | 'occurredAt' | 'position' | 'seq'
>

/**
 * Opens sealed recordings, stores their sound, and puts them on their calls. A recording that comes before its call is
 * kept until the call is known; the same recording twice is one fact.
 */
export class Recordings {
  private readonly parts: Needs

  constructor(parts: Needs) {
    this.parts = parts
    parts.views.onCommitted(({ events }) => {
      for (const event of events)
        if (event.type === 'interaction.offered' && event.callId) {
          void this.attachPending(event.callId)
          // The operator waits for the recording as soon as the call is over, and nobody while it rings.
          if (parts.book.find()?.settings.recording) void opener()
        }
    })
  }

  /** A call may have become known in the moment before the hub stopped. */
  async load(): Promise<void> {
    for (const { callId } of await this.parts.stores.recordings.all()) await this.attachPending(callId)
  }

  /**
   * Takes a sealed file (`shared/protocol/recording.ts`) in; it is gone when this resolves.
   * @throws CodedError RECORDING_BROKEN; the file is set aside in `broken/`
   */
  async take(file: string, upload: RecordingUpload): Promise<void> {
    const { stores, objects, keys } = this.parts
    const { recordingId, callId } = upload
    const { openRecording } = await opener()
    const { audio, seconds, peaks, talk, torn } = await openRecording(file, keys.recordingPrivate).catch(
      async (error: unknown) => {
        await this.setAside(file, recordingId)
        throw error instanceof CodedError ? error : new CodedError('RECORDING_BROKEN', String(error))
      },
    )
    await objects.put(recordingKey(recordingId), audio)
    const cutShort = torn || upload.cutShort === 'true' || upload.cutShort === '1'
    const fields: Fields = {
      callId,
      recordingId,
      seconds,
      channels: 2,
      peaks,
      ...beganAt(upload.startedAt),
      ...(talk ? { talk } : {}),
      ...(cutShort ? { cutShort } : {}),
    }
    await stores.recordings.put({ callId, recordingId, fact: fields })
    await this.attachPending(callId)
    await rm(file, { force: true })
  }

  private async attachPending(callId: CallId): Promise<void> {
    const { stores, log } = this.parts
    try {
      const call = await stores.people.call(callId)
      if (!call) return
      for (const pending of await stores.recordings.ofCall(callId)) await this.attach(call, pending)
    } catch (error) {
      log.error({ err: error, callId }, 'a recording was not attached')
    }
  }

  private async attach(
    { contactId, interactionId }: Pick<DomainEvent<'recording.available'>, 'contactId' | 'interactionId'>,
    { recordingId, fact: fields }: PendingRecording,
  ): Promise<void> {
    const { stores, now } = this.parts
    const available = fact('recording.available', contactId, now(), {
      ...(fields as unknown as Fields),
      interactionId,
    })
    await stores.events.append({ actor: 'recordings', commandId: recordingId, events: [available] })
    await stores.recordings.drop(recordingId)
  }

  private async setAside(file: string, recordingId: string): Promise<void> {
    const folder = join(this.parts.options.dataDir, 'broken')
    await mkdir(folder, { recursive: true })
    await rename(file, join(folder, `${recordingId}.kmrec`)).catch((error: unknown) =>
      this.parts.log.warn({ err: error, recordingId }, 'a broken recording could not be set aside'),
    )
  }
}

/** The console dates recordings by the hub's clock. Anything but a whole date is left out: the answer stands for it. */
function beganAt(iso: string): { startedAt?: number } {
  const startedAt = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(iso) ? Date.parse(iso) : Number.NaN
  return Number.isFinite(startedAt) ? { startedAt } : {}
}
