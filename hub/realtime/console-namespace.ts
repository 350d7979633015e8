import type { Logger } from 'pino'
import type { Namespace, Server, Socket } from 'socket.io'
import type { Operator } from '../../shared/domain/company.ts'
import type { OperatorId } from '../../shared/lib/ids.ts'
import { fail } from '../../shared/lib/result.ts'
import {
  type HubRequestName,
  hubProtocol,
  OLDEST_PROTOCOL_VERSION,
  PROTOCOL_VERSION,
} from '../../shared/protocol/hub-protocol.ts'
import { type Actor, can, nobody, operatorActor, ruleOf } from '../operators/access.ts'
import type { CompanyBook } from '../operators/company.ts'
import type { PresenceBoard } from '../operators/presence.ts'
import { type Sessions, tokenHash } from '../operators/sessions.ts'
import type { Consoles, Target } from '../parts.ts'
import { answer } from './answer.ts'
import type { Caller, Handlers } from './caller.ts'

const reading = 'consoles'
/** More than this unsent, and a console is too slow to follow: it is let go and comes back by its cursor. */
const mostUnsentBytes = 16 * 1024 * 1024

type Data = { operatorId?: Operator['operatorId']; sessionHash?: string; rooms?: Set<string> }
type ConsoleSocket = Socket & { data: Data }

/** How the namespace says that a console has left. */
export type Leaving = { left(console: string, operatorId: OperatorId): void }

const attended = (room: string): string => `room:${room}`
const roomOf = (to: Target): string =>
  'console' in to
    ? to.console
    : 'operator' in to
      ? `operator:${to.operator}`
      : 'reader' in to
        ? `reader:${to.reader}`
        : attended(to.room)

/** Pushes to consoles; made before the handlers, which need it. */
export function makeConsoles(io: Server, book: Pick<CompanyBook, 'operator'>): Consoles & Leaving {
  const namespace = io.of('/')
  const listeners: ((console: string, operatorId: OperatorId) => void)[] = []
  let before: (operatorId: OperatorId) => void = () => undefined
  return {
    push: (name, payload) => void namespace.to(reading).emit(name, payload),
    tell(to, name, payload) {
      if ('operator' in to) before(to.operator)
      namespace.to(roomOf(to)).emit(name, payload)
    },
    tellAll: (to, name, payload) => void namespace.to(to.map(roomOf)).emit(name, payload),
    beforeTelling(first) {
      before = first
    },
    onLeft: (listener) => void listeners.push(listener),
    left(console, operatorId) {
      for (const listener of listeners) listener(console, operatorId)
    },
    end(room, code) {
      const name = 'session' in room ? `session:${room.session}` : `operator:${room.operator}`
      for (const socket of socketsIn(namespace, name)) {
        socket.emit('session-ended', { code })
        socket.disconnect(true)
      }
    },
    reseat(operatorId) {
      const operator = book.operator(operatorId)
      const reads = operator !== undefined && can(operatorActor(operator), 'inbox.list').ok
      for (const socket of socketsIn(namespace, `operator:${operatorId}`))
        void (reads ? socket.join(reading) : socket.leave(reading))
    },
    count: () => socketsIn(namespace, reading).length,
  }
}

type Wiring = {
  io: Server
  handlers: Handlers
  book: CompanyBook
  sessions: Sessions
  presence: PresenceBoard
  consoles: Leaving
  log: Logger
}

/** Serves the console's protocol on the default namespace. Throws when a request of the protocol has no rule. */
export function serveConsoles({ io, handlers, book, sessions, presence, consoles, log }: Wiring): void {
  const names = Object.keys(hubProtocol.requests) as HubRequestName[]
  for (const name of names) if (!ruleOf(name)) throw new Error(`no access rule for ${name}`)

  const namespace = io.of('/')
  namespace.use((socket, next) => {
    const { protocol } = socket.handshake.auth as { protocol?: unknown }
    if (typeof protocol !== 'number' || protocol < OLDEST_PROTOCOL_VERSION || protocol > PROTOCOL_VERSION)
      return next(refusal('HUB_PROTOCOL'))
    // Consoles are programs; a web page has no business here, whatever it knows.
    if (socket.handshake.headers.origin !== undefined) return next(refusal('FORBIDDEN'))
    next()
  })

  namespace.on('connection', (socket: ConsoleSocket) => {
    const caller = callerOf(socket)
    const begun = resume(socket, caller)
    for (const name of names)
      socket.on(name, async (raw: unknown, acknowledge: unknown) => {
        if (typeof acknowledge !== 'function') return
        await begun
        const allowed = can(caller.actor, name)
        if (!allowed.ok) return acknowledge(fail(allowed.code))
        acknowledge(
          await answer(log, name, hubProtocol.requests[name], raw, (input) =>
            handlers[name](input as never, caller),
          ),
        )
      })
    socket.on('disconnect', () => leave(socket))
  })

  async function resume(socket: ConsoleSocket, caller: Caller): Promise<void> {
    const { token } = socket.handshake.auth as { token?: unknown }
    if (typeof token !== 'string') return
    const session = await sessions.find(token).catch(() => undefined)
    const operator = session && book.operator(session.operatorId)
    if (operator && !operator.disabled) caller.signIn(operator, tokenHash(token))
    else socket.emit('session-ended', { code: 'AUTH_EXPIRED' })
  }

  function callerOf(socket: ConsoleSocket): Caller {
    return {
      get operator() {
        return socket.data.operatorId && book.operator(socket.data.operatorId)
      },
      get actor(): Actor {
        const operator = socket.data.operatorId && book.operator(socket.data.operatorId)
        return operator ? operatorActor(operator) : nobody
      },
      get sessionHash() {
        return socket.data.sessionHash
      },
      address: socket.handshake.address,
      console: socket.id,
      attend(room, on) {
        const rooms = socket.data.rooms ?? new Set()
        socket.data.rooms = rooms
        rooms[on ? 'add' : 'delete'](room)
        void (on ? socket.join(attended(room)) : socket.leave(attended(room)))
      },
      signIn(operator, sessionHash) {
        if (socket.data.sessionHash === sessionHash) return
        // Arrive before leaving: whoever signs in again was never offline.
        presence.arrived(operator.operatorId)
        leave(socket)
        socket.data.operatorId = operator.operatorId
        socket.data.sessionHash = sessionHash
        void socket.join([`session:${sessionHash}`, `operator:${operator.operatorId}`])
        if (can(operatorActor(operator), 'inbox.list').ok)
          void socket.join([reading, `reader:${operator.operatorId}`])
        socket.emit('presences', { lines: presence.all() })
        if (!socket.connected) leave(socket)
      },
      signOut: () => leave(socket),
    }
  }

  function leave(socket: ConsoleSocket): void {
    const { operatorId, sessionHash, rooms } = socket.data
    if (!operatorId) return
    for (const room of rooms ?? []) void socket.leave(attended(room))
    delete socket.data.rooms
    delete socket.data.operatorId
    delete socket.data.sessionHash
    void socket.leave(reading)
    void socket.leave(`reader:${operatorId}`)
    void socket.leave(`operator:${operatorId}`)
    void socket.leave(`session:${sessionHash}`)
    presence.left(operatorId)
    consoles.left(socket.id, operatorId)
  }
}

const socketsIn = (namespace: Namespace, room: string): Socket[] =>
  [...(namespace.adapter.rooms.get(room) ?? [])].flatMap((id) => namespace.sockets.get(id) ?? [])

/** How a connection is turned away: `connect_error` with the code as its message and in its data. */
export function refusal(code: string): Error {
  return Object.assign(new Error(code), { data: { code } })
}

/** Lets go of consoles that do not keep up, before what is meant for them fills the memory. */
export function dropSlow(namespace: Namespace, log: Logger): void {
  for (const socket of namespace.sockets.values()) {
    const transport = socket.conn.transport as { socket?: { bufferedAmount?: number } } | undefined
    if ((transport?.socket?.bufferedAmount ?? 0) < mostUnsentBytes) continue
    log.warn({ socket: socket.id }, 'a console does not keep up and is let go')
    socket.disconnect(true)
  }
}
