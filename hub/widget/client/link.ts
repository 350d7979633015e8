import { Manager } from 'socket.io-client'
import type { ErrorCode } from '../../../shared/lib/errors.ts'
import type { Result } from '../../../shared/lib/result.ts'
import type { z } from '../../../shared/lib/schema.ts'
import type {
  WIDGET_PROTOCOL_VERSION,
  WidgetInput,
  WidgetOutput,
  WidgetPayload,
  WidgetPushName,
  WidgetRequestName,
} from '../../../shared/protocol/widget-protocol.ts'

const PROTOCOL: typeof WIDGET_PROTOCOL_VERSION = 1
const ANSWER_MS = 10_000
const CONNECT_MS = 8_000
const FIRST_RETRY_MS = 500
const LAST_RETRY_MS = 8_000

export type PushHandlers = { [K in WidgetPushName]: (payload: WidgetPayload<K>) => void }

export type Link = {
  request<K extends WidgetRequestName>(
    name: K,
    input: Plain<WidgetInput<K>>,
  ): Promise<Result<WidgetOutput<K>>>
  readonly connected: boolean
  close(): void
}

/** Ids are branded on the hub, which parses them; here they are strings that the hub has given or will check. */
export type Plain<T> = T extends string & z.core.$brand<never>
  ? string
  : T extends string | number | boolean | undefined
    ? T
    : T extends readonly (infer I)[]
      ? Plain<I>[]
      : { [K in keyof T]: Plain<T[K]> }

/** The socket to the hub: websocket only, reconnects by itself; every request is answered by a Result, also offline. */
export function openLink(
  origin: string,
  handlers: PushHandlers,
  on: { connected(): void; lost(): void },
): Link {
  const manager = new Manager(origin, {
    transports: ['websocket'],
    reconnectionDelay: FIRST_RETRY_MS,
    reconnectionDelayMax: LAST_RETRY_MS,
    timeout: CONNECT_MS,
  })
  const socket = manager.socket('/widget', { auth: { protocol: PROTOCOL } })
  socket.on('connect', on.connected)
  socket.on('disconnect', (reason) => {
    on.lost()
    // The hub closed this socket itself: socket.io stays away then, a visitor's widget comes back.
    if (reason === 'io server disconnect') setTimeout(() => socket.connect(), LAST_RETRY_MS / 2)
  })
  socket.on('connect_error', () => {
    on.lost()
    if (!socket.active) setTimeout(() => socket.connect(), LAST_RETRY_MS)
  })
  for (const name of Object.keys(handlers) as WidgetPushName[])
    socket.on(name, (payload: unknown, arrived?: () => void) => {
      ;(handlers[name] as (payload: unknown) => void)(payload)
      // The hub marks a message as delivered when it hears this.
      arrived?.()
    })

  return {
    get connected() {
      return socket.connected
    },
    async request(name, input) {
      if (!socket.connected) return refuse('HUB_OFFLINE')
      try {
        const answer: unknown = await socket.timeout(ANSWER_MS).emitWithAck(name, input)
        return isResult(answer) ? (answer as Result<WidgetOutput<typeof name>>) : refuse('UNKNOWN')
      } catch {
        return refuse(socket.connected ? 'HUB_TIMEOUT' : 'HUB_OFFLINE')
      }
    },
    close() {
      socket.disconnect()
    },
  }
}

const refuse = (code: ErrorCode) => ({ ok: false, code }) as const

const isResult = (answer: unknown): boolean =>
  typeof answer === 'object' &&
  answer !== null &&
  ((answer as Result<unknown>).ok === true || typeof (answer as { code?: unknown }).code === 'string')
