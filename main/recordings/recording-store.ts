import * as nodeFs from 'node:fs/promises'
import type { ErrorCode } from '../../shared/lib/errors.ts'
import type { AccountId, CallId, RecordingId } from '../../shared/lib/ids.ts'
import { fail, ok, type Result } from '../../shared/lib/result.ts'
import { readFrames, recordingMagic } from '../../shared/protocol/recording.ts'
import { createSealer, type RecordingChunk, type Sealer } from './seal.ts'
import {
  type Recording,
  type RecordingFs,
  readSidecar,
  readSidecars,
  sealedPath,
  sidecarPath,
  writeSidecar,
} from './sidecar.ts'

export type RecordingStore = {
  /** RECORDING_FAILED when nobody is known whom to seal to, RECORDING_DISK_FULL when there is no room. */
  begin(call: {
    callId: CallId
    recordingId: RecordingId
    /** ISO 8601, UTC. */
    startedAt: string
    accountId?: AccountId
  }): Promise<Result<void>>
  /**
   * Seals and writes a chunk; it is on the disk when this resolves. After the first failure the recording is closed with
   * what it has, `onTrouble` hears of it once, and the call goes on.
   */
  append(callId: string, chunk: RecordingChunk): Promise<Result<void>>
  /** Closes it; undefined when the call has no recording that holds anything. */
  finish(callId: string, options?: { cutShort?: boolean }): Promise<Recording | undefined>
  /** Finishes what a crash left behind; to be called once, before the first call. Answers with those. */
  recover(): Promise<Recording[]>
  /** Finished recordings that wait for the hub, oldest first. */
  finished(): Promise<Recording[]>
  /** The sealed file of a recording. */
  path(recordingId: RecordingId): string
  /** Notes where its upload was begun, so that it can go on there. */
  setUploadPath(recordingId: RecordingId, uploadPath: string): Promise<void>
  /** Forgets it: the hub has it. */
  remove(recordingId: RecordingId): Promise<void>
  onFinished(listener: (recording: Recording) => void): () => void
  onTrouble(listener: (trouble: { code: ErrorCode; callId?: string; detail: string }) => void): () => void
}

type Open = {
  recording: Recording
  seal: Sealer
  handle: Awaited<ReturnType<RecordingFs['open']>>
  /** Length of the file up to its last whole frame. */
  whole: number
  chunks: number
  broken?: ErrorCode
  /** Chunks are written one after another, in the order of arrival. */
  last: Promise<unknown>
}

/**
 * The console's recorder: appends the sealed chunks of each call to a file in `folder` (made when missing), flushed to
 * the disk chunk by chunk, so that a crash costs no more than the chunk under way.
 */
export function createRecordingStore({
  folder,
  hubPublicKey,
  fs = nodeFs,
}: {
  folder: string
  /** DHKEM(P-256), base64url; undefined before the first sign-in. */
  hubPublicKey: () => string | undefined
  fs?: RecordingFs
}): RecordingStore {
  const open = new Map<string, Open>()
  const beginning = new Set<string>()
  const finishedListeners = new Set<(recording: Recording) => void>()
  const troubleListeners = new Set<(trouble: { code: ErrorCode; callId?: string; detail: string }) => void>()

  const trouble = (code: ErrorCode, detail: string, callId?: string): void => {
    for (const listener of troubleListeners) listener({ code, detail, ...(callId ? { callId } : {}) })
  }
  const sidecars = (): Promise<Recording[]> =>
    readSidecars(fs, folder, (file) => trouble('RECORDING_BROKEN', file))

  const remove = async (recordingId: RecordingId): Promise<void> => {
    // The sidecar last: without it nobody would ever look for the file again.
    await fs.rm(sealedPath(folder, recordingId), { force: true })
    await fs.rm(sidecarPath(folder, recordingId), { force: true })
  }

  const settle = async (recording: Recording, chunks: number): Promise<Recording | undefined> => {
    if (chunks === 0) {
      await remove(recording.recordingId)
      return undefined
    }
    await writeSidecar(fs, folder, recording)
    for (const listener of finishedListeners) listener(recording)
    return recording
  }

  const write = async (one: Open, chunk: RecordingChunk): Promise<Result<void>> => {
    if (one.broken) return fail(one.broken)
    try {
      const frame = await one.seal(chunk)
      await one.handle.appendFile(frame)
      await one.handle.datasync()
      one.whole += frame.length
      one.chunks++
      return ok(undefined)
    } catch (error) {
      one.broken = codeOf(error)
      one.recording.cutShort = true
      // Half a frame would only make the reader call the end torn; should this fail too, it does just that.
      await one.handle.truncate(one.whole).catch(() => undefined)
      trouble(one.broken, messageOf(error), one.recording.callId)
      return fail(one.broken, messageOf(error))
    }
  }

  return {
    async begin({ callId, recordingId, startedAt, accountId }) {
      const key = hubPublicKey()
      if (!key) return fail('RECORDING_FAILED', 'no key of a hub')
      if (open.has(callId) || beginning.has(callId)) return fail('RECORDING_FAILED', 'already recorded')
      beginning.add(callId)
      const recording: Recording = {
        recordingId,
        callId,
        startedAt,
        ...(accountId ? { accountId } : {}),
        state: 'recording',
        cutShort: false,
      }
      try {
        const seal = await createSealer(key)
        await fs.mkdir(folder, { recursive: true, mode: 0o700 })
        await writeSidecar(fs, folder, recording)
        const handle = await fs.open(sealedPath(folder, recordingId), 'wx', 0o600)
        const one: Open = { recording, seal, handle, whole: 0, chunks: 0, last: Promise.resolve() }
        try {
          await handle.appendFile(recordingMagic())
        } catch (error) {
          await handle.close()
          throw error
        }
        one.whole = recordingMagic().length
        open.set(callId, one)
        return ok(undefined)
      } catch (error) {
        await remove(recordingId).catch(() => undefined)
        return fail(codeOf(error), messageOf(error))
      } finally {
        beginning.delete(callId)
      }
    },

    append(callId, chunk) {
      const one = open.get(callId)
      if (!one) return Promise.resolve(fail('RECORDING_FAILED', 'not begun'))
      const written = one.last.then(() => write(one, chunk))
      one.last = written
      return written
    },

    async finish(callId, { cutShort = false } = {}) {
      const one = open.get(callId)
      if (!one) return undefined
      open.delete(callId)
      await one.last
      await one.handle.close()
      const recording: Recording = {
        ...one.recording,
        state: 'finished',
        cutShort: cutShort || one.recording.cutShort,
      }
      try {
        return await settle(recording, one.chunks)
      } catch (error) {
        // The file is whole; `recover` finds it at the next start.
        trouble(codeOf(error), messageOf(error), callId)
        return undefined
      }
    },

    async recover() {
      await fs.mkdir(folder, { recursive: true, mode: 0o700 })
      const recovered: Recording[] = []
      const inUse = new Set([...open.values()].map((one) => one.recording.recordingId))
      for (const recording of await sidecars()) {
        if (recording.state !== 'recording' || inUse.has(recording.recordingId)) continue
        try {
          const path = sealedPath(folder, recording.recordingId)
          const { frames, whole, state } = readFrames(await readIfThere(fs, path))
          if (state === 'broken' && frames.length === 0) {
            // Not the end that a crash tears off, but damage from the first byte: it stays for whoever can repair it.
            trouble('RECORDING_BROKEN', recording.recordingId, recording.callId)
            continue
          }
          if (state !== 'whole' && frames.length > 0) await fs.truncate(path, whole)
          const done = await settle({ ...recording, state: 'finished', cutShort: true }, frames.length)
          if (done) recovered.push(done)
        } catch (error) {
          trouble(codeOf(error), messageOf(error), recording.callId)
        }
      }
      return recovered
    },

    async finished() {
      return (await sidecars()).filter((recording) => recording.state === 'finished')
    },
    path: (recordingId) => sealedPath(folder, recordingId),
    async setUploadPath(recordingId, uploadPath) {
      const recording = await readSidecar(fs, sidecarPath(folder, recordingId))
      await writeSidecar(fs, folder, { ...recording, uploadPath })
    },
    remove,
    onFinished(listener) {
      finishedListeners.add(listener)
      return () => finishedListeners.delete(listener)
    },
    onTrouble(listener) {
      troubleListeners.add(listener)
      return () => troubleListeners.delete(listener)
    },
  }
}

async function readIfThere(fs: RecordingFs, path: string): Promise<Uint8Array> {
  try {
    return await fs.readFile(path)
  } catch (error) {
    if (errno(error) === 'ENOENT') return new Uint8Array()
    throw error
  }
}

const errno = (error: unknown): string | undefined => (error as NodeJS.ErrnoException | undefined)?.code
const messageOf = (error: unknown): string => errno(error) ?? String(error)
const codeOf = (error: unknown): ErrorCode =>
  errno(error) === 'ENOSPC' || errno(error) === 'EDQUOT' ? 'RECORDING_DISK_FULL' : 'RECORDING_FAILED'
