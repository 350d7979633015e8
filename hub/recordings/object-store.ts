import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'

export type Range = { start: number; end: number }
export type StoredObject = { size: number; stream(range?: Range): Readable }

/** Files by key, on disk: whole or not there at all. Never served from an origin that runs the product's pages. */
export class ObjectStore {
  private readonly root: string

  constructor(root: string) {
    this.root = root
  }

  /** Durable when it resolves; a second object under a key takes the first one's place. */
  async put(key: string, bytes: Uint8Array): Promise<void> {
    const path = this.path(key)
    await mkdir(dirname(path), { recursive: true })
    const draft = `${path}.${process.pid}.new`
    try {
      const handle = await open(draft, 'w', 0o600)
      try {
        await handle.writeFile(bytes)
        await handle.sync()
      } finally {
        await handle.close()
      }
      await rename(draft, path)
    } catch (error) {
      await rm(draft, { force: true })
      throw error
    }
  }

  /** Takes a file of the same disk over as the object; it is gone from where it was. */
  async take(key: string, file: string): Promise<void> {
    const path = this.path(key)
    await mkdir(dirname(path), { recursive: true })
    const handle = await open(file, 'r+')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(file, path)
  }

  async get(key: string): Promise<StoredObject | undefined> {
    const path = this.path(key)
    const found = await stat(path).catch(() => undefined)
    if (!found?.isFile()) return undefined
    return { size: found.size, stream: (range) => createReadStream(path, range) }
  }

  async delete(key: string): Promise<void> {
    await rm(this.path(key), { force: true })
  }

  /** A key may hold anything: its hash names the file, so that it can never climb out of the folder. */
  private path(key: string): string {
    const name = createHash('sha256').update(key).digest('hex')
    return join(this.root, name.slice(0, 2), name)
  }
}

/**
 * The part of a file that a `Range` header asks for (RFC 9110, 14.2; one range only). Undefined: all of it;
 * `unsatisfiable`: it begins beyond the end.
 */
export function parseRange(header: string | undefined, size: number): Range | undefined | 'unsatisfiable' {
  const found = /^bytes=(\d*)-(\d*)$/.exec(header ?? '')
  if (!found || (!found[1] && !found[2])) return undefined
  const start = found[1] ? Number(found[1]) : Math.max(0, size - Number(found[2]))
  const end = found[1] && found[2] ? Math.min(Number(found[2]), size - 1) : size - 1
  return start >= size || end < start ? 'unsatisfiable' : { start, end }
}
