import type { ErrorCode } from './errors.ts'
import { z } from './schema.ts'

/** A failure that was expected: a code from the catalogue, and a short technical detail for the log (never shown alone). */
export type Failure = { ok: false; code: ErrorCode; detail?: string }
export type Success<T> = { ok: true; value: T }
export type Result<T> = Success<T> | Failure
/** The outcome of something that has nothing to tell but that it was done. */
export type Done = Result<Record<string, never>>

export const ok = <T>(value: T): Success<T> => ({ ok: true, value })
export const fail = (code: ErrorCode, detail?: string): Failure =>
  detail === undefined ? { ok: false, code } : { ok: false, code, detail }

/** An expected failure on its way up a call stack that cannot return a Result. */
export class CodedError extends Error {
  readonly code: ErrorCode
  constructor(code: ErrorCode, detail?: string) {
    super(detail ? `${code}: ${detail}` : code)
    this.name = 'CodedError'
    this.code = code
  }
}

/** The value of a Result, or a CodedError. */
export function unwrap<T>(result: Result<T>): T {
  if (result.ok) return result.value
  throw new CodedError(result.code, result.detail)
}

/** A Failure as it crosses a process boundary. */
export const FailureSchema = z.object({
  ok: z.literal(false),
  code: z.string(),
  detail: z.optional(z.string()),
})
