import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { hubPaths } from '../../shared/protocol/hub-protocol.ts'

const demoPages: ReadonlySet<string> = new Set(['shop', 'phone', 'caller'])
const notBuilt = 'This page has not been built yet. Run "npm run build" and load it again.'

/** The demo's own pages: their scripts come from here, sound and calls go to the hub and the demo switch. */
const pagePolicy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob: data:",
  "connect-src 'self' ws: wss:",
  "worker-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'self'",
].join('; ')

/** The widget's embed script for any site, the demo shop, and the customer's phone page. */
export async function pageRoutes(fastify: FastifyInstance, assetsDir: string): Promise<void> {
  if (existsSync(assetsDir)) await fastify.register(fastifyStatic, { root: assetsDir, serve: false })

  fastify.get(`${hubPaths.widget}/*`, async (request, reply) => {
    // Loaded by foreign sites: the script itself is public.
    reply.header('access-control-allow-origin', '*').header('cross-origin-resource-policy', 'cross-origin')
    return send(reply, assetsDir, join('widget', wildcard(request.params)))
  })

  fastify.get('/demo/*', async (request, reply) => {
    const [page = '', ...rest] = wildcard(request.params).split('/')
    if (!demoPages.has(page)) return reply.callNotFound()
    const file = rest.join('/')
    // Relative links of a page need its folder's slash.
    if (file === '' && !request.url.split('?')[0]?.endsWith('/')) {
      const query = request.url.includes('?') ? `?${request.url.split('?')[1]}` : ''
      return reply.redirect(`/demo/${page}/${query}`)
    }
    reply.header('content-security-policy', pagePolicy)
    return send(reply, assetsDir, join(page, file || 'index.html'))
  })

  fastify.get('/assets/*', (request, reply) =>
    send(reply, assetsDir, join('assets', wildcard(request.params))),
  )
}

const wildcard = (params: unknown): string => (params as { '*'?: string })['*'] ?? ''

function send(reply: FastifyReply, root: string, file: string): FastifyReply {
  const isBuilt = typeof reply.sendFile === 'function'
  const isPage = !/\.[a-z0-9]+$/i.test(file) || file.endsWith('.html')
  // sendFile keeps to its folder, whatever the path says, and answers 404 for what is not there.
  if (isBuilt && (!isPage || existsSync(join(root, file)))) return reply.sendFile(file)
  return reply.code(503).type('text/plain; charset=utf-8').send(notBuilt)
}
