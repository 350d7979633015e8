import { randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile, realpath, stat } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'
import { Readable } from 'node:stream'
import { RecordingId } from '../../shared/lib/ids.ts'
import { FileId } from '../../shared/protocol/messages-protocol.ts'
import { CONSOLE_ORIGIN, ENGINE_ORIGIN, isOn, MINI_ORIGIN } from './trust.ts'

export const SCHEME = 'app'
export const RECORDINGS_PATH = '/media/recordings/'
export const FILES_PATH = '/media/files/'

export type PageServerOptions = {
  /** Folder of the built pages. */
  folder: string
  /** Answers a recording's bytes; sees the request for its Range. */
  recording(recordingId: RecordingId, request: Request): Promise<Response>
  /** Answers a file of a message. */
  file(fileId: string, request: Request): Promise<Response>
}

/** Pages and what they are made of. A path that is not of this shape is not looked for at all. */
const ASSET = /^\/(?:assets|fonts|sounds)\/[\w@-][\w.@-]*$/
const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.wav': 'audio/wav',
  '.mp3': 'audio/mpeg',
  '.webm': 'audio/webm',
}

/**
 * Serves `app://console/` (the operator's page and recordings), `app://engine/` (the media window's page) and
 * `app://mini/` (the small call window's).
 */
export function createPageServer({
  folder,
  recording,
  file,
}: PageServerOptions): (request: Request) => Promise<Response> {
  return async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return refusal(405)
    const { pathname } = new URL(request.url)
    const onConsole = isOn(CONSOLE_ORIGIN, request.url)
    const onMini = isOn(MINI_ORIGIN, request.url)
    if (!onConsole && !onMini && !isOn(ENGINE_ORIGIN, request.url)) return refusal(404)
    if (onConsole && pathname.startsWith(RECORDINGS_PATH)) {
      const id = RecordingId.safeParse(decodeURIComponentSafe(pathname.slice(RECORDINGS_PATH.length)))
      return id.success ? recording(id.data, request) : refusal(404)
    }
    if (onConsole && pathname.startsWith(FILES_PATH)) {
      const id = FileId.safeParse(decodeURIComponentSafe(pathname.slice(FILES_PATH.length)))
      return id.success ? file(id.data, request) : refusal(404)
    }
    if (onConsole && (pathname === '/' || pathname === '/index.html'))
      return page(join(folder, 'index.html'), 'console')
    if (onMini && pathname === '/mini.html') return page(join(folder, 'mini.html'), 'mini')
    if (!onConsole && !onMini && pathname === '/engine.html')
      return page(join(folder, 'engine.html'), 'engine')
    return ASSET.test(pathname) ? asset(folder, pathname) : refusal(404)
  }
}

type PageKind = 'console' | 'engine' | 'mini'

/**
 * The console's policy. Style elements that the user interface library makes carry the nonce, which is new at every
 * load; there is no other exception. Data travels through preload, so the page itself connects to nothing but us.
 */
export const contentSecurityPolicy = (nonce: string, kind: PageKind): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    ...(kind === 'console'
      ? [
          `style-src 'self' 'nonce-${nonce}'`,
          "img-src 'self' data: blob:",
          "font-src 'self'",
          "media-src 'self' blob:",
          "connect-src 'self'",
        ]
      : kind === 'mini'
        ? [`style-src 'self' 'nonce-${nonce}'`, "font-src 'self'", "connect-src 'none'"]
        : ["worker-src 'self'", "media-src 'self' blob:", "connect-src 'none'"]),
    "object-src 'none'",
    "base-uri 'none'",
    "frame-src 'none'",
    "frame-ancestors 'none'",
    "form-action 'none'",
  ].join('; ')

/** A page's own headers; the nonce stands in its CSP and in a meta element, never in both of two loads. */
async function page(file: string, kind: PageKind): Promise<Response> {
  const html = await readFile(file, 'utf8').catch(() => undefined)
  if (html === undefined) return refusal(404)
  const nonce = randomBytes(18).toString('base64')
  return new Response(withNonce(html, nonce), {
    headers: {
      ...plainHeaders,
      'content-type': types['.html'] as string,
      'cache-control': 'no-store',
      'content-security-policy': contentSecurityPolicy(nonce, kind),
    },
  })
}

export function withNonce(html: string, nonce: string): string {
  const meta = `<meta name="csp-nonce" content="${nonce}" />`
  const given = /<meta\s+name="csp-nonce"[^>]*>/i
  return given.test(html) ? html.replace(given, meta) : html.replace(/<head>/i, `<head>\n    ${meta}`)
}

async function asset(folder: string, pathname: string): Promise<Response> {
  const type = types[extname(pathname).toLowerCase()]
  if (!type) return refusal(404)
  try {
    const root = await realpath(folder)
    const file = await realpath(join(root, pathname))
    if (!file.startsWith(root + sep)) return refusal(404)
    const { size } = await stat(file)
    return new Response(Readable.toWeb(createReadStream(file)) as ReadableStream, {
      headers: {
        ...plainHeaders,
        'content-type': type,
        'content-length': String(size),
        'cache-control': 'public, max-age=31536000, immutable',
      },
    })
  } catch {
    return refusal(404)
  }
}

const plainHeaders = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
}

export const refusal = (status: number, code = ''): Response =>
  new Response(code, { status, headers: { ...plainHeaders, 'content-type': 'text/plain; charset=utf-8' } })

function decodeURIComponentSafe(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}
