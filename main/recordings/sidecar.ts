import { join } from 'node:path'
import { AccountId, CallId, RecordingId } from '../../shared/lib/ids.ts'
import { z } from '../../shared/lib/schema.ts'

/** What is known of a recording that has not reached the hub yet; lies beside its sealed file as JSON. */
export const Recording = z.object({
  recordingId: RecordingId,
  callId: CallId,
  /** ISO 8601, UTC. */
  startedAt: z.string(),
  accountId: z.optional(AccountId),
  /** `recording` after a start of the program means that a crash cut it short. */
  state: z.enum(['recording', 'finished']),
  cutShort: z.boolean(),
  /** Where an upload of it was begun: a path on the hub, since the hub's address may change. */
  uploadPath: z.optional(z.string()),
})
export type Recording = z.infer<typeof Recording>

/** The calls of `node:fs/promises` that recordings need, so that tests can fill the disk. */
export type RecordingFs = Pick<
  typeof import('node:fs/promises'),
  'mkdir' | 'open' | 'readFile' | 'readdir' | 'rename' | 'rm' | 'truncate'
>

export const sealedExtension = '.kmrec'
export const sidecarExtension = '.json'

// Ids may hold a colon, which Windows does not allow in a file's name.
const base = (folder: string, recordingId: string): string => join(folder, encodeURIComponent(recordingId))
export const sealedPath = (folder: string, id: string): string => base(folder, id) + sealedExtension
export const sidecarPath = (folder: string, id: string): string => base(folder, id) + sidecarExtension

/** Writes it whole or not at all: a crash leaves the one before. */
export async function writeSidecar(fs: RecordingFs, folder: string, recording: Recording): Promise<void> {
  const path = sidecarPath(folder, recording.recordingId)
  const draft = `${path}.tmp`
  try {
    const handle = await fs.open(draft, 'w', 0o600)
    try {
      await handle.writeFile(JSON.stringify(recording))
      await handle.sync()
    } finally {
      await handle.close()
    }
    await fs.rename(draft, path)
  } catch (error) {
    await fs.rm(draft, { force: true })
    throw error
  }
}

/** Rejects when it is not there or cannot be read. */
export const readSidecar = async (fs: RecordingFs, path: string): Promise<Recording> =>
  Recording.parse(JSON.parse(await fs.readFile(path, 'utf8')))

/** Every recording in the folder, oldest first. What cannot be read is left lying and told by its file's name. */
export async function readSidecars(
  fs: RecordingFs,
  folder: string,
  onBroken: (file: string) => void,
): Promise<Recording[]> {
  const recordings: Recording[] = []
  for (const file of await fs.readdir(folder)) {
    if (!file.endsWith(sidecarExtension)) continue
    try {
      recordings.push(await readSidecar(fs, join(folder, file)))
    } catch {
      onBroken(file)
    }
  }
  return recordings.sort((a, b) => a.startedAt.localeCompare(b.startedAt))
}
