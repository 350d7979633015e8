import type { FastifyInstance } from 'fastify'
import { hubPaths } from '../../shared/protocol/hub-protocol.ts'
import type { Parts } from '../parts.ts'

export type Health = {
  name: string
  version: string
  ok: boolean
  position: number
  uptimeSeconds: number
  consoles: number
  visitors: number
  /** Address of the demo switch, while one is known. */
  switch: string | null
  demo: boolean
  /** This process, told to programs on the same computer alone. */
  pid?: number
}

const loopback = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])

/** The health page: JSON for programs, a short page for whoever opens the link in a browser. */
export function healthRoutes(
  fastify: FastifyInstance,
  parts: Pick<Parts, 'views' | 'consoles' | 'lines' | 'book'>,
  more: { version: string; visitors: () => number },
): void {
  const began = performance.now()
  const health = (): Health => ({
    name: 'kommutator-hub',
    version: more.version,
    ok: true,
    position: parts.views.position,
    uptimeSeconds: Math.round((performance.now() - began) / 1000),
    consoles: parts.consoles.count(),
    visitors: more.visitors(),
    switch: parts.lines.address?.url ?? null,
    demo: parts.book.find()?.demo ?? false,
  })
  fastify.get(hubPaths.health, async (request, reply) => {
    reply.header('cache-control', 'no-store')
    if (!request.headers.accept?.includes('text/html'))
      return loopback.has(request.socket.remoteAddress ?? '') ? { ...health(), pid: process.pid } : health()
    return reply.type('text/html; charset=utf-8').send(page(health()))
  })
  fastify.get('/', async (_, reply) => reply.redirect(hubPaths.health))
}

const page = (h: Health): string => `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Kommutator hub</title>
<style>
body{font:16px/1.5 system-ui,sans-serif;margin:3rem auto;max-width:34rem;padding:0 1rem;color:#1b2230;background:#f7f8fa}
dl{display:grid;grid-template-columns:auto 1fr;gap:.25rem 1.5rem;font-variant-numeric:tabular-nums}
dt{color:#5a6476}dd{margin:0}h1{font-size:1.25rem}
@media (prefers-color-scheme:dark){body{color:#e6e9ef;background:#14171c}dt{color:#97a1b3}}
</style>
<h1>Kommutator hub is up</h1>
<dl>
<dt>Version</dt><dd>${h.version}</dd>
<dt>Up for</dt><dd>${h.uptimeSeconds} s</dd>
<dt>Facts in the log</dt><dd>${h.position}</dd>
<dt>Consoles</dt><dd>${h.consoles}</dd>
<dt>Visitors online</dt><dd>${h.visitors}</dd>
<dt>Demo switch</dt><dd>${h.switch ?? 'not running'}</dd>
<dt>Company</dt><dd>${h.demo ? 'demo' : 'own'}</dd>
</dl>
</html>`
