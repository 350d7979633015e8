import { readFileSync } from 'node:fs'
import * as z from 'zod/mini'

/** Why the switch could not start; `code` is stable, `message` is a sentence for whoever started it. */
export class SwitchError extends Error {
  readonly code: 'SWITCH_NOT_LOOPBACK' | 'SWITCH_PORT_TAKEN' | 'SWITCH_START_FAILED'
  constructor(code: SwitchError['code'], sentence: string) {
    super(sentence)
    this.name = 'SwitchError'
    this.code = code
  }
}

const Seconds = z.number().check(z.gt(0), z.lte(3600))

export const SwitchConfig = z.object({
  /** Right-hand side of every address that this switch serves, also the digest realm. */
  domain: z.string().check(z.regex(/^[a-z0-9.-]{1,253}$/i)),
  host: z._default(z.string(), '127.0.0.1'),
  /** 0 lets the system choose. */
  port: z._default(z.number().check(z.int(), z.gte(0), z.lte(65535)), 0),
  users: z._default(z.array(z.object({ user: z.string().check(z.minLength(1)), password: z.string() })), []),
  /** A group's name is dialled like a user; all its registered members ring at once. */
  groups: z._default(z.record(z.string(), z.array(z.string())), {}),
  /** Public half of the hub's Ed25519 key; without it only `users` get in. */
  tokenPublicKey: z.optional(z.record(z.string(), z.unknown())),
  allowNonLoopback: z._default(z.boolean(), false),
  /** How long a call may ring (RFC 3261 timer C). Repeated 180s do not prolong it: a demo must not ring for ever. */
  ringSeconds: z._default(Seconds, 180),
  /** Where the outcome of every call is reported. */
  cdr: z.optional(z.object({ url: z.string(), secret: z.string() })),
})
export type SwitchConfig = z.infer<typeof SwitchConfig>
/** A configuration as somebody writes it: everything with a default may be left out. */
export type SwitchConfigInput = z.input<typeof SwitchConfig>

/** Checks a configuration; throws SWITCH_START_FAILED or SWITCH_NOT_LOOPBACK. */
export function readConfig(raw: unknown): SwitchConfig {
  const read = SwitchConfig.safeParse(raw)
  if (!read.success) {
    const where = read.error.issues.map((issue) => issue.path.join('.') || 'the whole').join(', ')
    throw new SwitchError('SWITCH_START_FAILED', `The demo switch's configuration is not valid: ${where}.`)
  }
  const config = read.data
  if (!config.allowNonLoopback && !isLoopback(config.host))
    throw new SwitchError(
      'SWITCH_NOT_LOOPBACK',
      `The demo switch answers on this computer only and will not listen on ${config.host}.`,
    )
  return config
}

export const isLoopback = (host: string): boolean =>
  /^(127(\.\d{1,3}){3}|localhost|::1|\[::1\])$/i.test(host.trim())

export function readConfigFile(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new SwitchError(
      'SWITCH_START_FAILED',
      `The configuration file ${path} cannot be read: ${String(error)}`,
    )
  }
}
