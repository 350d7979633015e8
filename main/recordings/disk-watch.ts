import { statfs } from 'node:fs/promises'
import type { ErrorCode } from '../../shared/lib/errors.ts'
import { diskFull, diskLow } from '../../shared/softphone/preflight.ts'

export type DiskWatch = {
  /** Looks now: when a recording has come to lie on the disk. */
  check(): Promise<void>
  stop(): void
}

const every = 5 * 60_000

/**
 * Says in time that the disk of the recordings runs low: once when little is left, once more when nearly nothing is, and
 * anew after there was room again. It frees nothing: what the hub does not have lies here alone.
 */
export function createDiskWatch(options: {
  folder: string
  onLow(code: Extract<ErrorCode, 'RECORDING_DISK_LOW'>): void
  /** Bytes that a program of this user may still write. */
  free?: (folder: string) => Promise<number>
}): DiskWatch {
  const { folder, onLow, free = freeBytes } = options
  let told = 0
  const check = async (): Promise<void> => {
    const bytes = await free(folder).catch(() => undefined)
    // A disk that does not say is no reason to warn of it.
    if (bytes === undefined) return
    const level = bytes < diskFull ? 2 : bytes < diskLow ? 1 : 0
    if (level > told) onLow('RECORDING_DISK_LOW')
    // A little more than the limit, so that a file that comes and goes does not warn again and again.
    if (level > told || bytes > diskLow * 1.1) told = level
  }
  const timer = setInterval(() => void check(), every)
  timer.unref()
  return { check, stop: () => clearInterval(timer) }
}

async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}
