import { createReadStream } from 'node:fs'
import { DefaultHttpStack, DetailedError, Upload, type UploadOptions } from 'tus-js-client'
import type { ErrorCode } from '../../shared/lib/errors.ts'
import type { CallId, RecordingId } from '../../shared/lib/ids.ts'
import { hubPaths, type RecordingUpload } from '../../shared/protocol/hub-protocol.ts'
import type { RecordingStore } from './recording-store.ts'
import type { Recording } from './sidecar.ts'

/** Where recordings go now, and as whom. */
export type UploadTarget = {
  url: string
  /** Session token. */
  token: string
  /** PEM of the hub's own certificate authority. */
  ca?: string
  /** How `tls` decides whether the certificate is the hub's; for a hub that is known by its fingerprint. */
  checkServerIdentity?: (host: string, certificate: unknown) => Error | undefined
}

export type Uploader = {
  /** Looks for work at once: after sign-in, when the hub is back, when a recording is finished. */
  kick(): void
  /** Ends; an upload under way goes on from there next time. */
  dispose(): Promise<void>
}

export type UploaderOptions = {
  store: RecordingStore
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
}

type Outcome = 'done' | 'again' | 'refused'

const growing = (failures: number): number => {
  const full = Math.min(60_000, 1000 * 2 ** (failures - 1))
  return full / 2 + (Math.random() * full) / 2
}

/** Statuses that say "not now" rather than "never": signed out, conflict, locked, too many. */
const passing = new Set([401, 403, 404, 408, 409, 410, 423, 425, 429])

/**
 * Brings finished recordings to the hub by tus 1.0 (resumable uploads), one at a time, oldest first. A broken upload goes
 * on where it stopped, also after a restart; a file stays here until the hub has answered for the whole of it.
 */
export function createUploader(options: UploaderOptions): Uploader {
  const { store, hub, onUploaded, onTrouble, backoff = growing, stallMs = 30_000 } = options
  /** Not asked again before the program starts anew. */
  const refused = new Set<string>()
  let running: Promise<void> | undefined
  let more = false
  let failures = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let current: { stop(): void } | undefined
  let disposed = false

  const round = async (): Promise<boolean> => {
    for (const recording of await store.finished()) {
      if (refused.has(recording.recordingId)) continue
      const target = hub()
      if (disposed || !target) return true
      const outcome = await upload(recording, target)
      if (outcome === 'again') return false
      if (outcome === 'refused') refused.add(recording.recordingId)
      else failures = 0
    }
    return true
  }

  const run = async (): Promise<void> => {
    clearTimeout(timer)
    do {
      more = false
      const complete = await round().catch(() => false)
      if (disposed) return
      if (!complete) {
        timer = setTimeout(kick, backoff(++failures))
        timer.unref()
        return
      }
    } while (more)
  }

  const kick = (): void => {
    if (disposed) return
    more = true
    running ??= run().finally(() => {
      running = undefined
    })
  }

  const upload = async (recording: Recording, target: UploadTarget): Promise<Outcome> => {
    const { recordingId, callId } = recording
    try {
      if (!(await send(recording, target))) {
        const { uploadPath: _distrusted, ...anew } = recording
        await send(anew, target)
      }
    } catch (error) {
      if (disposed) return 'again'
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
        await store.remove(recordingId)
        onTrouble?.({ code: 'RECORDING_NOT_FOUND', recordingId, detail: 'the file is gone' })
        return 'done'
      }
      const status = error instanceof DetailedError ? (error.originalResponse?.getStatus() ?? 0) : 0
      const never = status >= 400 && status < 500 && !passing.has(status)
      onTrouble?.({
        code: never ? 'RECORDING_BROKEN' : 'UPLOAD_INTERRUPTED',
        recordingId,
        detail: status ? `HTTP ${status}` : error instanceof Error ? error.name : 'failed',
      })
      return never ? 'refused' : 'again'
    }
    await store.remove(recordingId)
    onUploaded?.({ recordingId, callId })
    return 'done'
  }

  /**
   * False when the hub only said that it has every byte: then the answer to the last of them was lost, and with it
   * whether the hub could keep the recording. It is sent anew; the hub knows it by its id.
   */
  const send = (
    recording: Recording,
    { url, token, ca, checkServerIdentity }: UploadTarget,
  ): Promise<boolean> =>
    new Promise((resolve, reject) => {
      const metadata = {
        recordingId: recording.recordingId,
        callId: recording.callId,
        startedAt: recording.startedAt,
        cutShort: String(recording.cutShort),
        ...(recording.accountId ? { accountId: recording.accountId } : {}),
      } satisfies RecordingUpload
      const file = createReadStream(store.path(recording.recordingId))
      file.on('error', (error) => settle(error))
      let noted = recording.uploadPath
      let noting: Promise<void> = Promise.resolve()
      let answered = false
      let stall: ReturnType<typeof setTimeout> | undefined
      const settle = (error?: Error): void => {
        clearTimeout(stall)
        current = undefined
        file.destroy()
        // A note that is still being written must not come to lie beside a recording that is gone by then.
        noting.then(() => (error ? reject(error) : resolve(answered)))
      }
      const stop = (why: string): void => {
        tus.abort().catch(() => undefined)
        settle(new Error(why))
      }
      const moved = (): void => {
        clearTimeout(stall)
        stall = setTimeout(() => stop('stalled'), stallMs)
      }
      const tusOptions: UploadOptions = {
        endpoint: new URL(hubPaths.upload, url).href,
        headers: { authorization: `Bearer ${token}` },
        metadata,
        // Retries are made here, with what the hub and the session are by then.
        retryDelays: null,
        storeFingerprintForResuming: false,
        httpStack: new DefaultHttpStack({
          ...(ca ? { ca } : {}),
          ...(checkServerIdentity ? { checkServerIdentity } : {}),
        }),
        onProgress: moved,
        onAfterResponse: (request, response) => {
          if (request.getMethod() === 'PATCH' && response.getStatus() < 300) answered = true
        },
        onUploadUrlAvailable: () => {
          moved()
          const path = tus.url ? new URL(tus.url, url).pathname : undefined
          if (!path || path === noted) return
          noted = path
          // Without the note the upload would only begin anew.
          noting = store.setUploadPath(recording.recordingId, path).catch(() => undefined)
        },
        onSuccess: () => settle(),
        onError: (error) => settle(error),
        ...(recording.uploadPath ? { uploadUrl: new URL(recording.uploadPath, url).href } : {}),
      }
      const tus = new Upload(file as unknown as Buffer, tusOptions)
      current = { stop: () => stop('stopped') }
      moved()
      tus.start()
    })

  const forget = store.onFinished(kick)
  kick()

  return {
    kick,
    async dispose() {
      disposed = true
      clearTimeout(timer)
      forget()
      current?.stop()
      await running
    },
  }
}
