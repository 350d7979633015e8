import type { ErrorCode } from '../../shared/lib/errors.ts'
import type { CallId, RecordingId } from '../../shared/lib/ids.ts'
import type { RecordingStore } from './recording-store.ts'
import type { Recording } from './sidecar.ts'
import { createTusSender, type Sender, type UploadTarget } from './tus-sender.ts'

export type Uploader = {
  /** Recordings that wait for the hub here. */
  readonly waiting: number
  /** Looks for work at once: after sign-in, when the hub is back, when a recording is finished. */
  kick(): void
  /** Ends; an upload under way goes on from there next time. */
  dispose(): Promise<void>
}

export type UploaderOptions = {
  store: Pick<RecordingStore, 'finished' | 'path' | 'setUploadPath' | 'remove' | 'onFinished'>
  /** Undefined while nobody is signed in. */
  hub: () => UploadTarget | undefined
  /** The hub has it, and the file here is gone. */
  onUploaded?: (recording: { recordingId: RecordingId; callId: CallId }) => void
  /** UPLOAD_INTERRUPTED: will be tried again by itself. RECORDING_BROKEN: the hub does not want this one; it is kept. */
  onTrouble?: (trouble: { code: ErrorCode; recordingId: RecordingId; detail: string }) => void
  /** Milliseconds before try `failures` (1, 2, …) is followed by the next; 1 s doubling to a minute unless told. */
  backoff?: (failures: number) => number
  /** An upload that moves no byte for so long is broken off, milliseconds. */
  stallMs?: number
  sender?: Sender
}

const growing = (failures: number): number => {
  const full = Math.min(60_000, 1000 * 2 ** (failures - 1))
  return full / 2 + (Math.random() * full) / 2
}

/** So many in a row that broke off, each another, are the hub's trouble and not theirs. */
const manyInARow = 3

type Waiting = {
  recording: Recording
  /** Of a call of this run of the program, not of a backlog. */
  fresh: boolean
  failures: number
  /** Not tried again before, milliseconds. */
  notBefore: number
  /** The hub that will never take it; another may. */
  refusedBy?: string
}

/**
 * Brings finished recordings to the hub, one at a time. Of a backlog the oldest goes first; a call that has just been
 * recorded goes between two of the backlog, so that after days offline nobody waits hours to hear it. What breaks off
 * stands back for a while and holds up no other. A file stays here until the hub has answered for the whole of it.
 */
export function createUploader(options: UploaderOptions): Uploader {
  const { store, hub, onUploaded, onTrouble, backoff = growing, stallMs = 30_000 } = options
  const waiting = new Map<string, Waiting>()
  const {
    sender = createTusSender({
      path: store.path,
      note: async (recordingId, uploadPath) => {
        const one = waiting.get(recordingId)
        if (one) one.recording = { ...one.recording, uploadPath }
        await store.setUploadPath(recordingId, uploadPath)
      },
      stallMs,
    }),
  } = options
  let loaded = false
  let inARow = 0
  let freshIsNext = true
  let running: Promise<void> | undefined
  let again = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let disposed = false

  const expect = (recording: Recording, fresh: boolean): void => {
    if (!waiting.has(recording.recordingId))
      waiting.set(recording.recordingId, { recording, fresh, failures: 0, notBefore: 0 })
  }

  const load = async (): Promise<void> => {
    if (loaded) return
    for (const recording of await store.finished()) expect(recording, false)
    loaded = true
  }

  const next = (url: string): Waiting | undefined => {
    const ready = [...waiting.values()].filter((one) => one.refusedBy !== url && one.notBefore <= Date.now())
    const oldest = (fresh: boolean) =>
      ready
        .filter((one) => one.fresh === fresh)
        .reduce<Waiting | undefined>(
          (a, b) => (a && a.recording.startedAt <= b.recording.startedAt ? a : b),
          undefined,
        )
    return oldest(freshIsNext) ?? oldest(!freshIsNext)
  }

  const wake = (ms: number): void => {
    clearTimeout(timer)
    timer = setTimeout(kick, ms)
    timer.unref()
  }

  /** How long nothing can be sent, milliseconds; undefined: the next may go. */
  const settle = async (one: Waiting, url: string): Promise<number | undefined> => {
    const { recordingId, callId } = one.recording
    const target = hub()
    if (!target) return undefined
    const sent = await sender.send(one.recording, target)
    if (disposed) return undefined
    freshIsNext = !one.fresh
    switch (sent.outcome) {
      case 'gone':
      case 'kept':
        await store.remove(recordingId)
        waiting.delete(recordingId)
        inARow = 0
        if (sent.outcome === 'kept') onUploaded?.({ recordingId, callId })
        else onTrouble?.({ code: 'RECORDING_NOT_FOUND', recordingId, detail: 'the file is gone' })
        return undefined
      case 'refused':
        one.refusedBy = url
        inARow = 0
        onTrouble?.({ code: 'RECORDING_BROKEN', recordingId, detail: sent.detail })
        return undefined
      case 'broken':
        one.notBefore = Date.now() + backoff(++one.failures)
        onTrouble?.({ code: 'UPLOAD_INTERRUPTED', recordingId, detail: sent.detail })
        return ++inARow >= manyInARow ? backoff(inARow) : undefined
      case 'away':
        // The one whose turn it was keeps it: that nobody answered says nothing of it.
        freshIsNext = one.fresh
        onTrouble?.({ code: 'UPLOAD_INTERRUPTED', recordingId, detail: sent.detail })
        return backoff(++inARow)
    }
  }

  const round = async (): Promise<void> => {
    await load()
    while (!disposed) {
      const target = hub()
      if (!target) return
      const one = next(target.url)
      if (!one) {
        const later = [...waiting.values()].filter((w) => w.refusedBy !== target.url).map((w) => w.notBefore)
        if (later.length) wake(Math.min(...later) - Date.now())
        return
      }
      const pause = await settle(one, target.url)
      if (pause !== undefined) return wake(pause)
    }
  }

  const run = async (): Promise<void> => {
    do {
      again = false
      clearTimeout(timer)
      // A disk that cannot be read now is asked again.
      await round().catch(() => disposed || wake(backoff(++inARow)))
    } while (again && !disposed)
    // In the same breath as the last look at `again`: a kick in between would be lost.
    running = undefined
  }

  const kick = (): void => {
    if (disposed) return
    again = true
    running ??= run()
  }

  const forget = store.onFinished((recording) => {
    expect(recording, loaded)
    kick()
  })
  kick()

  return {
    get waiting() {
      return waiting.size
    },
    kick,
    async dispose() {
      disposed = true
      clearTimeout(timer)
      forget()
      sender.stop()
      await running
    },
  }
}
