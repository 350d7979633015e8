import { appendFileSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { redact } from './redact.ts'

export type Level = 'debug' | 'info' | 'warn' | 'error'
/** Writes one line: what happened in a few fixed words, and ids beside it. */
export type Logger = Record<Level, (event: string, details?: Record<string, unknown>) => void>

const MAX_BYTES = 5 * 1024 * 1024
const KEPT = 3

/** A log of JSON lines in `file`, redacted; it starts anew at 5 MiB and keeps three old ones. */
export function createLogger(file: string, echo?: (line: string) => void): Logger {
  const append = rotating(file)
  const write = (level: Level, event: string, details?: Record<string, unknown>) => {
    const line = JSON.stringify({
      ...(details ? (redact(details) as object) : {}),
      at: new Date().toISOString(),
      level,
      event,
    })
    append(`${line}\n`)
    if (level === 'warn' || level === 'error') echo?.(line)
  }
  return {
    debug: (event, details) => write('debug', event, details),
    info: (event, details) => write('info', event, details),
    warn: (event, details) => write('warn', event, details),
    error: (event, details) => write('error', event, details),
  }
}

/** Appends to a file that never grows beyond its limit. A log that cannot be written must never stop the program. */
export function rotating(file: string, maxBytes = MAX_BYTES): (text: string) => void {
  let size: number | undefined
  return (text) => {
    try {
      if (size === undefined) {
        mkdirSync(dirname(file), { recursive: true })
        size = statSync(file, { throwIfNoEntry: false })?.size ?? 0
      }
      if (size > maxBytes) {
        rmSync(`${file}.${KEPT}`, { force: true })
        for (let n = KEPT - 1; n >= 1; n--) move(`${file}.${n}`, `${file}.${n + 1}`)
        move(file, `${file}.1`)
        size = 0
      }
      appendFileSync(file, text)
      size += Buffer.byteLength(text)
    } catch {
      size = undefined
    }
  }
}

function move(from: string, to: string): void {
  if (statSync(from, { throwIfNoEntry: false })) renameSync(from, to)
}

/** For tests and parts that nobody listens to. */
export const silentLogger: Logger = { debug() {}, info() {}, warn() {}, error() {} }
