import { execFileSync } from 'node:child_process'
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

export type SmallDisk = {
  /** Leaves not a byte free. */
  fill(): void
  free(): void
  remove(): void
}

/** Puts a disk of its own, `megabytes` large, under `folder`; only root may. */
export function smallDisk(folder: string, megabytes: number): SmallDisk {
  mkdirSync(folder, { recursive: true })
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder])
  const filler = join(folder, 'filler')
  return {
    fill() {
      // What SQLite has set aside for its journal would still take some writes.
      const database = new DatabaseSync(join(folder, 'hub.db'), { timeout: 5000 })
      database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
      database.close()
      const file = openSync(filler, 'w')
      for (const size of [1 << 20, 4096]) {
        const block = Buffer.alloc(size, 1)
        try {
          while (writeSync(file, block) === size);
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
        }
      }
      closeSync(file)
    },
    free: () => rmSync(filler, { force: true }),
    remove: () => void execFileSync('umount', ['-l', folder]),
  }
}

export const isRoot = process.getuid?.() === 0
