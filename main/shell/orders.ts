import { z } from '../../shared/lib/schema.ts'
import { argument } from '../environment.ts'

/** What the command line asks of the copy that is running: `kommutator --answer`, `--dial NUMBER`. */
export const Order = z.union([
  z.object({ what: z.enum(['answer', 'hangup', 'mute']) }),
  z.object({ what: z.literal('dial'), target: z.string().check(z.minLength(2), z.maxLength(200)) }),
])
export type Order = z.infer<typeof Order>

/**
 * The first order among the arguments; undefined when there is none. Whether a number is one is for the window to say,
 * which asks before it dials.
 */
export function orderOf(argv: readonly string[]): Order | undefined {
  for (const what of ['answer', 'hangup', 'mute'] as const) if (argv.includes(`--${what}`)) return { what }
  const dial = Order.safeParse({ what: 'dial', target: argument(argv, '--dial') })
  return dial.success ? dial.data : undefined
}

/**
 * The order of a later start. It comes beside the arguments, since Chromium puts those in an order of its own; a copy
 * of another version may send anything, so it is parsed here.
 */
export function orderFrom(data: unknown): Order | undefined {
  const order = z.object({ order: Order }).safeParse(data)
  return order.success ? order.data.order : undefined
}
