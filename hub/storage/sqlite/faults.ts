import { statfsSync } from 'node:fs'
import { CodedError } from '../../../shared/lib/result.ts'

const SQLITE_FULL = 13
const SQLITE_IOERR = 10
const SQLITE_CONSTRAINT = 19
/** Less than this free, and a failed write to disk is told as a full disk. */
const NEARLY_FULL_BYTES = 256 * 1024

const primaryCode = (error: unknown): number | undefined =>
  error instanceof Error && 'errcode' in error && typeof error.errcode === 'number'
    ? error.errcode & 0xff
    : undefined

export const isConstraint = (error: unknown): boolean => primaryCode(error) === SQLITE_CONSTRAINT

/** SQLite's own words for a fault as a code of the catalogue; SQLite says IOERR for some writes on a full disk. */
export function storageFault(error: unknown, folder: string): CodedError {
  if (error instanceof CodedError) return error
  const code = primaryCode(error)
  const detail = error instanceof Error ? error.message : String(error)
  if (code === SQLITE_FULL) return new CodedError('HUB_DISK_FULL', detail)
  if (code === SQLITE_IOERR && freeBytes(folder) < NEARLY_FULL_BYTES)
    return new CodedError('HUB_DISK_FULL', detail)
  return new CodedError('HUB_STORAGE', detail)
}

function freeBytes(folder: string): number {
  try {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize
  } catch {
    return Number.POSITIVE_INFINITY
  }
}
