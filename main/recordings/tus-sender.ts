import { createReadStream } from 'node:fs'
import { DefaultHttpStack, DetailedError, Upload, type UploadOptions } from 'tus-js-client'
import type { RecordingId } from '../../shared/lib/ids.ts'
import { hubPaths, type RecordingUpload } from '../../shared/protocol/hub-protocol.ts'
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

/**
 * What came of sending one recording. `away`: nothing can be sent now, whichever it is. `broken`: this one broke off, or
 * the hub could not take it now; another may pass. `refused`: this hub will never take it. `gone`: its file is not there.
 */
export type Sending =
  | { outcome: 'kept' | 'gone' }
  | { outcome: 'away' | 'broken' | 'refused'; detail: string }

export type Sender = {
  send(recording: Recording, target: UploadTarget): Promise<Sending>
  /** Breaks off what is under way; it goes on from there next time. */
  stop(): void
}

/** Statuses that say "not now" of this one rather than "never": conflict, locked, gone and to be begun anew. */
const passing = new Set([404, 408, 409, 410, 423, 425])
/** Statuses that say "not now" of everything: signed out, too many requests, the hub is starting or full. */
const closed = new Set([401, 403, 429, 502, 503, 504, 507])

export type TusOptions = {
  /** The sealed file of a recording. */
  path(recordingId: RecordingId): string
  /** Its upload was begun there: a path on the hub. */
  note(recordingId: RecordingId, uploadPath: string): Promise<void>
  /** An upload that moves no byte for so long is broken off, milliseconds. */
  stallMs: number
}

/** Sends one recording at a time by tus 1.0 (resumable uploads). */
export function createTusSender({ path, note, stallMs }: TusOptions): Sender {
  let stop = (): void => undefined

  /**
   * False when the hub only said that it has every byte: then the answer to the last of them was lost, and with it
   * whether the hub could keep the recording. It is sent anew; the hub knows it by its id.
   */
  const attempt = (
    recording: Recording,
    { url, token, ca, checkServerIdentity }: UploadTarget,
    onAnswer: () => void,
  ): Promise<boolean> =>
    new Promise((resolve, reject) => {
      const { recordingId } = recording
      const metadata = {
        recordingId,
        callId: recording.callId,
        startedAt: recording.startedAt,
        cutShort: String(recording.cutShort),
        ...(recording.accountId ? { accountId: recording.accountId } : {}),
      } satisfies RecordingUpload
      const file = createReadStream(path(recordingId))
      file.on('error', (error) => settle(error))
      let noted = recording.uploadPath
      let noting: Promise<void> = Promise.resolve()
      let answered = false
      let stall: ReturnType<typeof setTimeout> | undefined
      const settle = (error?: Error): void => {
        clearTimeout(stall)
        stop = () => undefined
        file.destroy()
        // A note that is still being written must not come to lie beside a recording that is gone by then.
        noting.then(() => (error ? reject(error) : resolve(answered)))
      }
      const breakOff = (why: string): void => {
        tus.abort().catch(() => undefined)
        settle(new Error(why))
      }
      const moved = (): void => {
        clearTimeout(stall)
        stall = setTimeout(() => breakOff('stalled'), stallMs)
      }
      const options: UploadOptions = {
        endpoint: new URL(hubPaths.upload, url).href,
        headers: { authorization: `Bearer ${token}` },
        metadata,
        // Retries are made by the uploader, with what the hub and the session are by then.
        retryDelays: null,
        storeFingerprintForResuming: false,
        httpStack: new DefaultHttpStack({
          ...(ca ? { ca } : {}),
          ...(checkServerIdentity ? { checkServerIdentity } : {}),
        }),
        onProgress: moved,
        onAfterResponse: (request, response) => {
          onAnswer()
          if (request.getMethod() === 'PATCH' && response.getStatus() < 300) answered = true
        },
        onUploadUrlAvailable: () => {
          moved()
          const uploadPath = tus.url ? new URL(tus.url, url).pathname : undefined
          if (!uploadPath || uploadPath === noted) return
          noted = uploadPath
          // Without the note the upload would only begin anew.
          noting = note(recordingId, uploadPath).catch(() => undefined)
        },
        onSuccess: () => settle(),
        onError: (error) => settle(error),
        ...(recording.uploadPath ? { uploadUrl: new URL(recording.uploadPath, url).href } : {}),
      }
      const tus = new Upload(file as unknown as Buffer, options)
      stop = () => breakOff('stopped')
      moved()
      tus.start()
    })

  return {
    async send(recording, target) {
      let met = false
      const onAnswer = () => {
        met = true
      }
      try {
        if (!(await attempt(recording, target, onAnswer))) {
          const { uploadPath: _distrusted, ...anew } = recording
          await attempt(anew, target, onAnswer)
        }
        return { outcome: 'kept' }
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { outcome: 'gone' }
        const status = error instanceof DetailedError ? (error.originalResponse?.getStatus() ?? 0) : 0
        const detail = status ? `HTTP ${status}` : error instanceof Error ? error.name : 'failed'
        const never = status >= 400 && status < 500 && !passing.has(status)
        if (closed.has(status) || !met) return { outcome: 'away', detail }
        return { outcome: never ? 'refused' : 'broken', detail }
      }
    },
    stop: () => stop(),
  }
}
