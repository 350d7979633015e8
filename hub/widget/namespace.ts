import type { Namespace, Server, Socket } from 'socket.io'
import { CodedError, fail } from '../../shared/lib/result.ts'
import {
  WIDGET_PROTOCOL_VERSION,
  type WidgetRequestName,
  widgetProtocol,
} from '../../shared/protocol/widget-protocol.ts'
import type { SiteDoor } from '../channels/site/adapter.ts'
import type { Files } from '../files/files.ts'
import { can, nobody } from '../operators/access.ts'
import type { Parts } from '../parts.ts'
import { answer } from '../realtime/answer.ts'
import { refusal } from '../realtime/console-namespace.ts'
import type { Guest } from './visitors.ts'
import { type WidgetCaller, widgetHandlers } from './widget-handlers.ts'

const deliveryMs = 5000
/** So many refusals in one connection, and it is closed: whoever floods must pay for a handshake. */
const mostRefusals = 60

type WidgetSocket = Socket & { data: { guest?: Guest; refusals?: number } }

export const roomOf = (contactId: string): string => `contact:${contactId}`

/** The visitors' namespace as the site channel sees it. */
export function makeSiteDoor(io: Server): SiteDoor {
  const namespace = io.of('/widget')
  return {
    async message(contactId, message) {
      const room = roomOf(contactId)
      if (!namespace.adapter.rooms.get(room)?.size) return false
      try {
        await namespace.to(room).timeout(deliveryMs).emitWithAck('message', message)
        return true
      } catch (error) {
        // Some tab was silent; those that answered have it.
        return ((error as { responses?: unknown[] }).responses?.length ?? 0) > 0
      }
    },
    change: (contactId, change) => void namespace.to(roomOf(contactId)).emit('change', change),
    typing: (contactId, typing) => void namespace.to(roomOf(contactId)).emit('typing', typing),
  }
}

/** Serves the widget's protocol to visitors of the company's sites. */
export function serveWidget(
  io: Server,
  parts: Parts,
  files: Files,
  told: Parameters<typeof widgetHandlers>[2],
): Namespace {
  const { book, log } = parts
  const handlers = widgetHandlers(parts, files, told)
  const names = Object.keys(widgetProtocol.requests) as WidgetRequestName[]
  const namespace = io.of('/widget')

  namespace.use((socket, next) => {
    const { protocol } = socket.handshake.auth as { protocol?: unknown }
    if (protocol !== WIDGET_PROTOCOL_VERSION) return next(refusal('HUB_PROTOCOL'))
    if (!book.find()) return next(refusal('SETUP_NEEDED'))
    if (!isOurSite(parts, socket.handshake.headers)) return next(refusal('FORBIDDEN'))
    next()
  })

  namespace.on('connection', (socket: WidgetSocket) => {
    const caller = callerOf(socket)
    for (const name of names)
      socket.on(name, async (raw: unknown, acknowledge: unknown) => {
        const reply = typeof acknowledge === 'function' ? acknowledge : () => {}
        const actor = name === 'hello' || socket.data.guest ? ({ kind: 'visitor' } as const) : nobody
        const allowed = can(actor, `widget:${name}`)
        if (!allowed.ok) return reply(fail(allowed.code))
        const result = isTooLong(name, raw)
          ? fail('TOO_LARGE')
          : await answer(log, `widget:${name}`, widgetProtocol.requests[name], raw, (input) =>
              handlers[name](input as never, caller),
            )
        reply(result)
        if (!result.ok) countRefusal(socket, result.code)
      })
  })
  return namespace

  function callerOf(socket: WidgetSocket): WidgetCaller {
    return {
      address: socket.handshake.address,
      guest() {
        if (!socket.data.guest) throw new CodedError('AUTH_REQUIRED')
        return socket.data.guest
      },
      welcome(guest) {
        const before = socket.data.guest?.visitor.contactId
        if (before) void socket.leave(roomOf(before))
        socket.data.guest = guest
        void socket.join(roomOf(guest.visitor.contactId))
      },
      others(event, payload) {
        const { guest } = socket.data
        if (guest) socket.to(roomOf(guest.visitor.contactId)).emit(event, payload)
      },
    }
  }

  function countRefusal(socket: WidgetSocket, code: string): void {
    socket.data.refusals = (socket.data.refusals ?? 0) + 1
    if (socket.data.refusals < mostRefusals) return
    log.warn({ address: socket.handshake.address, code }, 'a widget is disconnected')
    socket.emit('refused', { code })
    socket.disconnect(true)
  }
}

/** A text over the limit is told as such, before the schema calls it malformed. */
const isTooLong = (name: WidgetRequestName, raw: unknown): boolean =>
  name === 'message' &&
  typeof raw === 'object' &&
  raw !== null &&
  'text' in raw &&
  typeof raw.text === 'string' &&
  raw.text.length > 4000

/**
 * Whether a widget may speak from this page: any of the company's sites, the hub's own pages, and everywhere in the
 * demo. Programs send no Origin and are nobody's page.
 */
function isOurSite(
  { book }: Pick<Parts, 'book'>,
  headers: { origin?: string | undefined; host?: string | undefined },
): boolean {
  const company = book.get()
  if (company.demo || headers.origin === undefined) return true
  const host = hostOf(headers.origin)
  if (host === undefined) return false
  if (headers.host !== undefined && new URL(headers.origin).host === headers.host) return true
  const sites = company.accounts.filter((a) => a.kind === 'site' && a.address)
  if (sites.length === 0) return true
  return sites.some(({ address }) => {
    const site = hostOf(address.includes('://') ? address : `https://${address}`)
    return site !== undefined && (host === site || host.endsWith(`.${site}`))
  })
}

function hostOf(url: string): string | undefined {
  try {
    return new URL(url).hostname
  } catch {
    return undefined
  }
}
