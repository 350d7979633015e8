import { type Contract, contract } from '../../shared/ipc/contract.ts'
import {
  type EventRun,
  eventName,
  eventsChannel,
  type Handlers,
  type Publish,
  requestChannel,
} from '../../shared/ipc/derive.ts'
import { CodedError, fail, ok, type Result } from '../../shared/lib/result.ts'
import type { z } from '../../shared/lib/schema.ts'
import type { Logger } from '../log/logger.ts'
import { createLimiter } from './limits.ts'

/** Who sent a message, as Electron tells it. */
export type SenderEvent = {
  senderFrame: { url: string; parent: unknown } | null
  sender: { id: number }
}

export type IpcHandleable = {
  handle(channel: string, listener: (event: SenderEvent, input: unknown) => Promise<unknown>): void
  removeHandler(channel: string): void
}

export type ServeOptions<C> = {
  ipc: IpcHandleable
  contract: C
  handlers: Handlers<C>
  /** Whether this sender is the page that the contract is made with; see shell/trust.ts. */
  isTrusted(event: SenderEvent): boolean
  log: Logger
  now?: () => number
}

type Spec = { kind: 'request'; bulk?: true; input: z.ZodMiniType; output: z.ZodMiniType } | { kind: 'event' }

/** The one door from the window into main: every sender is checked, every value parsed, in both directions. */
export function serve<C extends object>(options: ServeOptions<C>): () => void {
  const { ipc, contract, handlers, isTrusted, log, now = Date.now } = options
  const limiter = createLimiter(now)
  const channels: string[] = []
  for (const [area, members] of Object.entries(contract)) {
    for (const [method, spec] of Object.entries(members as object) as [string, Spec][]) {
      if (spec.kind !== 'request') continue
      const channel = requestChannel(area, method)
      const handler = (
        handlers as Record<string, Record<string, (input: unknown) => Promise<Result<unknown>>>>
      )[area]?.[method]
      if (!handler) throw new Error(`the contract's ${area}.${method} has no handler`)
      channels.push(channel)
      ipc.handle(channel, async (event, raw) => {
        if (!isTrusted(event)) {
          log.warn('ipc refused', { code: 'IPC_UNTRUSTED_SENDER', channel })
          return fail('IPC_UNTRUSTED_SENDER', channel)
        }
        const refusal = limiter.admit(event.sender.id, raw, spec.bulk)
        if (refusal) {
          log.warn('ipc refused', { code: refusal, channel })
          return fail(refusal, channel)
        }
        const input = spec.input.safeParse(raw)
        if (!input.success) return fail('IPC_INVALID_INPUT', fault(channel, input.error))
        const result = await attempt(() => handler(input.data), log, channel)
        if (!result.ok) return fail(result.code)
        const output = spec.output.safeParse(result.value)
        if (output.success) return ok(output.data)
        log.error('ipc answer is malformed', { detail: fault(channel, output.error) })
        return fail('IPC_INVALID_OUTPUT', channel)
      })
    }
  }
  return () => {
    for (const channel of channels) ipc.removeHandler(channel)
  }
}

async function attempt(
  run: () => Promise<Result<unknown>>,
  log: Logger,
  channel: string,
): Promise<Result<unknown>> {
  try {
    const result = await run()
    if (!result.ok) log.info('ipc request failed', { code: result.code, channel, detail: result.detail })
    return result
  } catch (error) {
    log.error('ipc handler threw', { channel, error })
    return fail(error instanceof CodedError ? error.code : 'UNKNOWN')
  }
}

const fault = (channel: string, error: { issues: readonly { path: readonly PropertyKey[] }[] }) =>
  `${channel}: ${error.issues[0]?.path.map(String).join('.') || 'input'}`

/** Something that a page can be spoken to through; `webContents` is one. */
export type Listener = { send(channel: string, payload: unknown): void }

/**
 * Tells every window of the operator, in one message what belongs to one turn of the event loop. Payloads are cut to
 * the contract, so that nothing slips out beside it.
 */
export function createPublish<C = Contract>(
  listeners: () => Iterable<Listener>,
  log: Logger,
  said: C = contract as C,
): Publish<C> {
  let run: { event: string; payload: unknown }[] = []
  const tell = () => {
    const told: EventRun = run
    run = []
    for (const listener of listeners()) listener.send(eventsChannel, told)
  }
  return (area, name, payload) => {
    const spec = (said as Record<string, Record<string, { payload?: z.ZodMiniType }>>)[area as string]?.[
      name as string
    ]
    const parsed = spec?.payload?.safeParse(payload)
    if (!parsed?.success) {
      log.error('event is malformed', { channel: `${String(area)}.${String(name)}` })
      return
    }
    if (!run.length) setImmediate(tell)
    run.push({ event: eventName(area as string, name as string), payload: parsed.data })
  }
}
