import { timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ErrorCode } from '../../shared/lib/errors.ts'
import { type Actor, can, nobody, operatorActor, ruleOf } from '../operators/access.ts'
import type { Parts } from '../parts.ts'

declare module 'fastify' {
  interface FastifyRequest {
    actor: Actor
  }
}

/** The HTTP status that goes with a code. */
export const statusOf = (code: ErrorCode): number =>
  ({
    AUTH_REQUIRED: 401,
    AUTH_EXPIRED: 401,
    FORBIDDEN: 403,
    NOT_FOUND: 404,
    RECORDING_NOT_FOUND: 404,
    INVALID_INPUT: 400,
    TOO_LARGE: 413,
    RATE_LIMITED: 429,
    HUB_DISK_FULL: 507,
    RECORDING_BROKEN: 422,
    RECORDING_REMOVED: 410,
  })[code as string] ?? 500

/**
 * Finds out who asks and checks it against the one table of rules, before any route runs. A route that the table does
 * not name throws when it is added: the hub does not start with a door that nobody guards.
 */
export function guard(
  fastify: FastifyInstance,
  { sessions, book, keys }: Pick<Parts, 'sessions' | 'book' | 'keys'>,
): void {
  fastify.decorateRequest('actor')
  fastify.addHook('onRoute', ({ method, url }) => {
    for (const one of [method].flat())
      if (!ruleOf(`${one} ${url}`)) throw new Error(`no access rule for ${one} ${url}`)
  })
  fastify.addHook('onRequest', async (request, reply) => {
    request.actor = await actorOf(request)
    const route = request.routeOptions.url
    // No route: fastify answers 404 to everybody alike.
    if (route === undefined) return
    const action = `${request.method} ${route}`
    const rule = ruleOf(action)
    if (typeof rule === 'object' && 'linkOr' in rule && 's' in (request.query as object)) return
    const allowed = can(request.actor, action)
    if (!allowed.ok) return reply.code(statusOf(allowed.code)).send({ ok: false, code: allowed.code })
  })

  async function actorOf(request: FastifyRequest): Promise<Actor> {
    const token = /^Bearer ([\w-]{20,200})$/.exec(request.headers.authorization ?? '')?.[1]
    if (!token) return nobody
    if (isSame(token, keys.switchSecret)) return { kind: 'switch' }
    const session = await sessions.find(token)
    const operator = session && book.operator(session.operatorId)
    return operator ? operatorActor(operator) : nobody
  }
}

function isSame(a: string, b: string): boolean {
  const [x, y] = [Buffer.from(a), Buffer.from(b)]
  return x.length === y.length && timingSafeEqual(x, y)
}

/** Whether a request comes from this computer. */
export const isLoopback = (address: string): boolean => /^(127\.|::1$|::ffff:127\.)/.test(address)
