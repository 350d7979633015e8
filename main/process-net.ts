import type { Logger } from './log/logger.ts'

/** A fault in a corner of the program must not end a call: it is written down, and the rest goes on. */
export function catchWhatSlips(log: Pick<Logger, 'error'>): void {
  process.on('uncaughtException', (error) => log.error('uncaught', { error }))
  process.on('unhandledRejection', (error) => log.error('unhandled', { error }))
}
