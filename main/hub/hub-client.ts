import { io, type Socket } from 'socket.io-client'
import { type ErrorCode, isErrorCode } from '../../shared/lib/errors.ts'
import { fail, ok, type Result } from '../../shared/lib/result.ts'
import { z } from '../../shared/lib/schema.ts'
import {
  type HubInput,
  type HubOutput,
  type HubPayload,
  type HubPushName,
  type HubRequestName,
  hubProtocol,
  PROTOCOL_VERSION,
} from '../../shared/protocol/hub-protocol.ts'
import type { Logger } from '../log/logger.ts'
import { type HubAddress, pinned } from './tls-trust.ts'

/** How long the hub may take over one request, milliseconds. */
export const REQUEST_TIMEOUT_MS = 10_000

/** The socket's own state; whether somebody is signed in is the session's business. */
export type LinkState = { state: 'idle' | 'connecting' | 'online' | 'offline'; code?: ErrorCode }

export type HubClient = {
  readonly link: LinkState
  readonly address: HubAddress | undefined
  /** The connection's own id, the same on both of its ends. */
  readonly console: string | undefined
  /** Leaves whatever it was connected to; connects again by itself, with growing and jittered pauses. */
  connect(address: HubAddress): void
  /** Tries at once instead of waiting for the next attempt. */
  retry(): void
  disconnect(): void
  /** Asks the hub. HUB_OFFLINE at once without a link, HUB_TIMEOUT when it is silent; what it answers is parsed. */
  request<K extends HubRequestName>(name: K, input: HubInput<K>): Promise<Result<HubOutput<K>>>
  on<K extends HubPushName>(name: K, listener: (payload: HubPayload<K>) => void): () => void
  onLink(listener: (link: LinkState) => void): () => void
}

type Heard = (payload: never) => void

const Answer = z.union([
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), code: z.string(), detail: z.optional(z.string()) }),
])

/** The console's end of the hub protocol (`shared/protocol/hub-protocol.ts`) over socket.io. */
export function createHubClient(log: Logger, timeoutMs = REQUEST_TIMEOUT_MS): HubClient {
  let socket: Socket | undefined
  let address: HubAddress | undefined
  let link: LinkState = { state: 'idle' }
  const listeners = new Map<HubPushName, Set<Heard>>()
  const linkListeners = new Set<(link: LinkState) => void>()

  const become = (next: LinkState) => {
    if (next.state === link.state && next.code === link.code) return
    link = next
    log.info('hub link', next)
    for (const listener of linkListeners) listener(next)
  }

  const close = () => {
    socket?.removeAllListeners()
    socket?.disconnect()
    socket = undefined
  }

  const open = (to: HubAddress) => {
    const mine = io(to.url, {
      transports: ['websocket'],
      auth: { protocol: PROTOCOL_VERSION },
      forceNew: true,
      reconnectionDelay: 500,
      reconnectionDelayMax: 10_000,
      randomizationFactor: 0.5,
      timeout: 8000,
      ...pinned(to),
    })
    socket = mine
    mine.on('connect', () => become({ state: 'online' }))
    mine.on('disconnect', (reason) => {
      log.info('hub link lost', { reason })
      become({ state: 'offline', code: 'HUB_OFFLINE' })
      // The hub ended it on purpose: socket.io does not come back by itself then.
      if (reason === 'io server disconnect') setTimeout(() => socket === mine && mine.connect(), 1000)
    })
    mine.on('connect_error', (error) => {
      const code = refusalCode(error)
      become({ state: 'offline', code })
      // Refused by the hub itself rather than unreachable: socket.io gives up then, a slow retry is ours.
      if (!mine.active) setTimeout(() => socket === mine && mine.connect(), 5000)
    })
    for (const name of Object.keys(hubProtocol.pushes) as HubPushName[])
      mine.on(name, (raw: unknown) => receive(name, raw))
  }

  const receive = (name: HubPushName, raw: unknown) => {
    const payload = hubProtocol.pushes[name].payload.safeParse(raw)
    if (!payload.success) {
      log.warn('hub push is malformed', { push: name, path: payload.error.issues[0]?.path.join('.') })
      return
    }
    for (const listener of listeners.get(name) ?? []) listener(payload.data as never)
  }

  return {
    get link() {
      return link
    },
    get address() {
      return address
    },
    get console() {
      return socket?.id
    },
    connect(to) {
      close()
      address = to
      become({ state: 'connecting' })
      open(to)
    },
    retry() {
      if (!address || link.state === 'online') return
      close()
      become({ state: 'connecting' })
      open(address)
    },
    disconnect() {
      close()
      address = undefined
      become({ state: 'idle' })
    },
    async request(name, input) {
      const mine = socket
      if (!mine?.connected) return fail('HUB_OFFLINE', name)
      let raw: unknown
      try {
        raw = await mine.timeout(timeoutMs).emitWithAck(name, input)
      } catch {
        return fail(mine.connected ? 'HUB_TIMEOUT' : 'HUB_OFFLINE', name)
      }
      const answer = Answer.safeParse(raw)
      if (!answer.success) return fail('HUB_PROTOCOL', `${name}: not an answer`)
      if (!answer.data.ok)
        return fail(isErrorCode(answer.data.code) ? answer.data.code : 'UNKNOWN', answer.data.detail ?? name)
      const output = hubProtocol.requests[name].output.safeParse(answer.data.value)
      if (output.success) return ok(output.data as HubOutput<typeof name>)
      return fail('HUB_PROTOCOL', `${name}: ${output.error.issues[0]?.path.join('.') ?? 'answer'}`)
    },
    on(name, listener) {
      const set = listeners.get(name) ?? new Set()
      listeners.set(name, set.add(listener))
      return () => void set.delete(listener)
    },
    onLink(listener) {
      linkListeners.add(listener)
      return () => void linkListeners.delete(listener)
    },
  }
}

/** Why a connection was not made: the hub's own code, a certificate that is not ours, or simply nobody there. */
function refusalCode(error: Error & { data?: unknown; description?: unknown }): ErrorCode {
  const data = error.data as { code?: unknown } | undefined
  if (typeof data?.code === 'string' && isErrorCode(data.code)) return data.code
  if (isErrorCode(error.message)) return error.message
  const text = `${error.message} ${described(error.description)}`
  return /certificate|self.signed|ERR_TLS|HUB_TLS_UNTRUSTED/i.test(text) ? 'HUB_TLS_UNTRUSTED' : 'HUB_OFFLINE'
}

function described(description: unknown): string {
  if (typeof description !== 'object' || description === null) return ''
  const { message, error } = description as {
    message?: unknown
    error?: { code?: unknown; message?: unknown }
  }
  return [message, error?.code, error?.message].filter((part) => typeof part === 'string').join(' ')
}
