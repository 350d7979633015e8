import type { ErrorCode } from '../../shared/lib/errors.ts'

/** What can be wrong with a telephone line. `detail` beside a code is technical ("HTTP 404"), for the log and the curious. */
export const lineCodes = [
  'LINE_UNREACHABLE',
  'LINE_TLS_UNTRUSTED',
  'LINE_HANDSHAKE_REFUSED',
  'LINE_WRONG_PASSWORD',
  'LINE_UNKNOWN_USER',
  'LINE_FORBIDDEN',
  'LINE_TIMEOUT',
  'LINE_REFUSED',
] as const satisfies readonly ErrorCode[]
export type LineCode = (typeof lineCodes)[number]

export type LineFailure = { code: LineCode; detail: string }
