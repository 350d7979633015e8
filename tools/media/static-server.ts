import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.webm': 'audio/webm',
}

/** The media window's own policy (`main/shell/protocol.ts`): what works here works there. */
const csp =
  "default-src 'none'; script-src 'self'; worker-src 'self'; media-src 'self' blob:; connect-src 'none'; " +
  "object-src 'none'; base-uri 'none'; frame-src 'none'; frame-ancestors 'none'; form-action 'none'"

/** Serves the files of `folder` on loopback, with single byte ranges, as a media element asks for them. */
export async function serveFolder(folder: string): Promise<{ url: string; close(): Promise<void> }> {
  const server: Server = createServer(async (request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://localhost').pathname)
    try {
      const body = await readFile(join(folder, path))
      const headers = {
        'content-type': types[extname(path)] ?? 'application/octet-stream',
        'content-security-policy': csp,
        'accept-ranges': 'bytes',
      }
      const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '')
      if (!range) return void response.writeHead(200, headers).end(body)
      const from = Number(range[1])
      const to = range[2] ? Math.min(Number(range[2]), body.length - 1) : body.length - 1
      response
        .writeHead(206, { ...headers, 'content-range': `bytes ${from}-${to}/${body.length}` })
        .end(body.subarray(from, to + 1))
    } catch {
      response.writeHead(404).end()
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
