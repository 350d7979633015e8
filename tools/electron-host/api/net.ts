import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { notImplemented, strict } from '../strict.ts'
import { defaultSession } from './session.ts'

const types: Record<string, string> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.mjs': 'text/javascript',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.txt': 'text/plain',
  '.wasm': 'application/wasm',
  '.wav': 'audio/wav',
  '.webm': 'video/webm',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
}

/** `net`: the web through Node's fetch, files from the disk, the application's schemes through their handlers. */
export const net = strict('net', {
  async fetch(input: string | Request, init?: RequestInit): Promise<Response> {
    const request = typeof input === 'string' ? new Request(input, init) : new Request(input, init)
    const scheme = request.url.slice(0, request.url.indexOf(':'))
    if (scheme === 'file') return fetchFile(request)
    const handler = defaultSession.protocol.handlerOf(scheme)
    return handler ? handler(request) : fetch(request)
  },
  isOnline: (): boolean => true,
  online: true,
})

async function fetchFile(request: Request): Promise<Response> {
  // What Electron does with a range of a file has changed between versions; an application slices by itself.
  if (request.headers.has('range')) throw notImplemented('net.fetch of a file with a Range header')
  const file = fileURLToPath(request.url)
  try {
    const type = types[path.extname(file).toLowerCase()] ?? 'application/octet-stream'
    return new Response(new Uint8Array(await readFile(file)), { headers: { 'content-type': type } })
  } catch {
    throw new Error('net::ERR_FILE_NOT_FOUND')
  }
}
