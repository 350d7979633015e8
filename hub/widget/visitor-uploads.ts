import { createHash } from 'node:crypto'
import { mkdir, open, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CodedError } from '../../shared/lib/result.ts'
import type { Files } from '../files/files.ts'
import { KeyedLocks } from '../lib/locks.ts'

/** What was begun and not ended in a day is thrown away. */
const keptMs = 24 * 60 * 60_000

type Begun = { fileId: string; name: string; bytes: number }

/** Files on their way from a widget, part by part; a page that was reloaded goes on where it stopped. */
export class VisitorUploads {
  private readonly folder: string
  private readonly files: Files
  private readonly locks = new KeyedLocks()
  private swept: Promise<void> | undefined

  constructor(dataDir: string, files: Files) {
    this.folder = join(dataDir, 'file-uploads', 'visitors')
    this.files = files
  }

  /** How much of it is there. */
  begin(visitorId: string, begun: Begun): Promise<number> {
    const path = this.path(visitorId, begun.fileId)
    return this.locks.run(path, async () => {
      this.swept ??= this.sweep().catch(() => {})
      await mkdir(this.folder, { recursive: true })
      if (await this.isWhole(visitorId, begun.fileId)) return begun.bytes
      await writeFile(`${path}.json`, JSON.stringify(begun), { mode: 0o600 })
      return sizeOf(path)
    })
  }

  /** Where the next part belongs. @throws CodedError FILE_NOT_FOUND, TOO_LARGE */
  put(visitorId: string, fileId: string, offset: number, data: Uint8Array): Promise<number> {
    const path = this.path(visitorId, fileId)
    return this.locks.run(path, async () => {
      const begun = await readFile(`${path}.json`, 'utf8').catch(() => undefined)
      if (begun === undefined) throw new CodedError('FILE_NOT_FOUND')
      const { bytes, name } = JSON.parse(begun) as Begun
      const there = await sizeOf(path)
      // A part that comes twice, or after one that was lost: the answer says where we are.
      if (offset !== there) return there
      if (there + data.byteLength > bytes) throw new CodedError('TOO_LARGE')
      const handle = await open(path, 'a', 0o600)
      try {
        await handle.writeFile(data)
      } catch (error) {
        await truncate(path, there).catch(() => {})
        throw error
      } finally {
        await handle.close()
      }
      const next = there + data.byteLength
      if (next < bytes) return next
      await this.files.take(path, { fileId, fileName: name }, `visitor:${visitorId}`)
      await rm(`${path}.json`, { force: true })
      return next
    })
  }

  private async isWhole(visitorId: string, fileId: string): Promise<boolean> {
    const found = await this.files
      .attachments([fileId], (by) => by === `visitor:${visitorId}`)
      .catch(() => undefined)
    return found !== undefined
  }

  private path(visitorId: string, fileId: string): string {
    return join(this.folder, createHash('sha256').update(`${visitorId} ${fileId}`).digest('hex'))
  }

  private async sweep(): Promise<void> {
    for (const name of await readdir(this.folder)) {
      const path = join(this.folder, name)
      const { mtimeMs } = await stat(path)
      if (Date.now() - mtimeMs > keptMs) await rm(path, { force: true })
    }
  }
}

const sizeOf = async (path: string): Promise<number> => (await stat(path).catch(() => undefined))?.size ?? 0
