import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import type { Logger } from 'pino'
import { CodedError } from '../../shared/lib/result.ts'
import { statusOf } from './guard.ts'

/** fastify as every route of the hub wants it: headers, limits, coded errors. */
export async function makeServer(log: Logger): Promise<FastifyInstance> {
  const fastify = Fastify({
    loggerInstance: log as unknown as FastifyBaseLogger,
    // Addresses of recordings carry signatures: requests are not written down.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 64 * 1024,
    exposeHeadRoutes: false,
    routerOptions: { maxParamLength: 256 },
    forceCloseConnections: true,
  }) as unknown as FastifyInstance
  await fastify.register(helmet, {
    contentSecurityPolicy: {
      directives: { defaultSrc: ["'none'"], styleSrc: ["'unsafe-inline'"], frameAncestors: ["'none'"] },
    },
    // Listens on plain HTTP inside the computer and with its own certificate outside: neither may be pinned by a browser.
    strictTransportSecurity: false,
    crossOriginResourcePolicy: { policy: 'same-origin' },
  })
  await fastify.register(rateLimit, { max: 1200, timeWindow: 60_000, allowList: isOwnTraffic })
  fastify.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
    if (error instanceof CodedError)
      return reply.code(statusOf(error.code)).send({ ok: false, code: error.code })
    const status = error.statusCode ?? 500
    if (status >= 500) log.error({ err: error, route: request.routeOptions.url }, 'route failed')
    const code = { 413: 'TOO_LARGE', 429: 'RATE_LIMITED', 404: 'NOT_FOUND' }[status] ?? 'INVALID_INPUT'
    return reply.code(status).send({ ok: false, code: status >= 500 ? 'UNKNOWN' : code })
  })
  fastify.setNotFoundHandler((_, reply) => reply.code(404).send({ ok: false, code: 'NOT_FOUND' }))
  return fastify
}

/** The switch reports every call, and a player asks for a recording in many small ranges. */
const isOwnTraffic = (request: { url: string }): boolean =>
  request.url.startsWith('/api/switch/') || request.url.startsWith('/api/recordings/')
