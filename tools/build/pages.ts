import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { type InlineConfig, type Plugin, build as viteBuild } from 'vite'

export type PagesOptions = {
  minify?: boolean
  /** Where the built pages go; `out/pages` when absent. */
  outDir?: string
}

const root = fileURLToPath(new URL('../..', import.meta.url))
const client = join(root, 'hub/widget/client')
const pages = join(root, 'hub/demo/pages')

/** What a customer's page loads at first must stay small: gzip, bytes. */
export const WIDGET_LIMIT = 30_000

/**
 * Builds everything that the hub serves to ordinary browsers: the widget, its telephone, and the demo's pages.
 * No inline scripts or styles and no `data:` assets, so that the pages live under a strict CSP.
 */
export async function buildPages({ minify = true, outDir = 'out/pages' }: PagesOptions = {}): Promise<void> {
  const out = resolve(root, outDir)
  await build(script('main.ts', 'widget.js', join(out, 'widget'), minify))
  await build(script('phone/index.ts', 'widget-phone.js', join(out, 'widget'), minify))
  await build(page('shop', join(out, 'shop'), minify, ['index.html', 'pl/index.html', 'en/index.html']))
  for (const name of ['phone', 'caller']) await build(page(name, join(out, name), minify, ['index.html']))
}

/** The widget's first script alone, in `outDir`; gives its size as a browser receives it (gzip, bytes). */
export async function buildWidget(outDir: string): Promise<number> {
  await build(script('main.ts', 'widget.js', outDir, true))
  return gzipSync(readFileSync(join(outDir, 'widget.js')), { level: 9 }).length
}

/** Vite takes the caller's NODE_ENV for its own; what a browser gets must not depend on who built it. */
async function build(config: InlineConfig): Promise<void> {
  const before = process.env.NODE_ENV
  process.env.NODE_ENV = 'production'
  try {
    await viteBuild({ ...config, mode: 'production' })
  } finally {
    if (before === undefined) delete process.env.NODE_ENV
    else process.env.NODE_ENV = before
  }
}

const common = (outDir: string, minify: boolean): InlineConfig => ({
  configFile: false,
  logLevel: 'warn',
  define: { 'process.env.NODE_ENV': '"production"' },
  build: {
    outDir,
    minify: minify ? 'oxc' : false,
    target: ['chrome109', 'firefox115', 'safari16'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
})

/** A classic script: it must run from any origin's `<script src>` with no CORS. */
function script(entry: string, fileName: string, outDir: string, minify: boolean): InlineConfig {
  const config = common(outDir, minify)
  return {
    ...config,
    root: client,
    plugins: [jsonOverWebsocket(), withoutUnusedMethods()],
    build: {
      ...config.build,
      emptyOutDir: false,
      lib: {
        entry: join(client, entry),
        formats: ['iife'],
        name: 'kommutatorWidget',
        fileName: () => fileName,
      },
    },
  }
}

function page(name: string, outDir: string, minify: boolean, files: string[]): InlineConfig {
  const config = common(outDir, minify)
  return {
    ...config,
    root: join(pages, name),
    base: `/demo/${name}/`,
    plugins: [leaveWidgetScript()],
    build: {
      ...config.build,
      emptyOutDir: true,
      rolldownOptions: { input: files.map((file) => join(pages, name, file)) },
    },
  }
}

/**
 * The widget speaks JSON over a websocket to one hub: what socket.io carries for polling, for binary
 * attachments, for old browsers and for finding an old manager again would be a tenth of the embed.
 */
function jsonOverWebsocket(): Plugin {
  const esm = (path: string) => JSON.stringify(join(root, 'node_modules', path))
  const mark = '\0json-over-websocket:'
  const commons = esm('engine.io-parser/build/esm/commons.js')
  // Nothing is measured for polling, no time is put into the address, and a browser's socket takes no options of Node's.
  const util = `export const installTimerFunctions = (it) => {
  it.setTimeoutFn = setTimeout.bind(globalThis)
  it.clearTimeoutFn = clearTimeout.bind(globalThis)
}
export const byteLength = () => 0
export const pick = () => ({})
export const randomString = () => ''`
  const sources: Record<string, string> = {
    './util.js': util,
    '../util.js': util,
    'socket.io-client': `export { Manager } from ${esm('socket.io-client/build/esm/manager.js')}`,
    'engine.io-client': `export { Socket } from ${esm('engine.io-client/build/esm/socket.js')}
export { installTimerFunctions } from './util.js'
export { nextTick } from ${esm('engine.io-client/build/esm/globals.js')}`,
    './transports/index.js': `import { WS } from ${esm('engine.io-client/build/esm/transports/websocket.js')}
class PlainWebSocket extends WS {
  doOpen() {
    try {
      this.ws = new WebSocket(this.uri())
    } catch (error) {
      return this.emitReserved('error', error)
    }
    this.addEventListeners()
  }
}
export const transports = { websocket: PlainWebSocket }`,
    // What the browser has itself. An IPv6 address is told without its brackets, as there.
    './contrib/parseuri.js': `export const parse = (uri) => {
  const { protocol, hostname, port, search } = new URL(uri)
  return { protocol: protocol.slice(0, -1), host: hostname.replace(/[[\\]]/g, ''), port, query: search.slice(1) }
}`,
    './contrib/parseqs.js': `export const encode = (values) => String(new URLSearchParams(values))
export const decode = (query) => Object.fromEntries(new URLSearchParams(query))`,
    // Socket.IO protocol 5 without attachments: type, namespace, id, JSON. What does not fit closes the link, as there.
    'socket.io-parser': `import { Emitter } from ${esm('@socket.io/component-emitter/lib/esm/index.js')}
export const PacketType = { CONNECT: 0, DISCONNECT: 1, EVENT: 2, ACK: 3, CONNECT_ERROR: 4, BINARY_EVENT: 5, BINARY_ACK: 6 }
export class Encoder {
  encode({ type, nsp, id, data }) {
    return [type + (nsp && nsp !== '/' ? nsp + ',' : '') + (id ?? '') + (data == null ? '' : JSON.stringify(data))]
  }
}
export class Decoder extends Emitter {
  add(text) {
    const [, type, nsp = '/', id, data] = /^([0-4])(?:(\\/[^,]*),)?(\\d*)(.*)$/s.exec(text)
    this.emitReserved('decoded', { type: +type, nsp, id: id ? +id : undefined, data: data ? JSON.parse(data) : undefined })
  }
  destroy() {}
}`,
    './encodePacket.js': `import { PACKET_TYPES } from ${commons}
export const encodePacket = ({ type, data = '' }, _binary, done) => done(PACKET_TYPES[type] + data)
export const encodePacketToBinary = () => {}`,
    './decodePacket.js': `import { ERROR_PACKET, PACKET_TYPES_REVERSE } from ${commons}
export const decodePacket = (frame) => {
  const type = typeof frame === 'string' && PACKET_TYPES_REVERSE[frame.charAt(0)]
  return !type ? ERROR_PACKET : frame.length > 1 ? { type, data: frame.substring(1) } : { type }
}`,
  }
  return {
    name: 'json-over-websocket',
    enforce: 'pre',
    resolveId: (source) => (Object.hasOwn(sources, source) ? mark + source : null),
    load: (id) =>
      id.startsWith(mark) ? { code: sources[id.slice(mark.length)] ?? '', moduleSideEffects: false } : null,
  }
}

/** Methods of socket.io's classes that the widget has no use for: nothing finds them unused but who knows both sides. */
const unused: Record<string, readonly string[]> = {
  'engine.io-client/build/esm/socket.js': ['_probe', 'send'],
  'engine.io-client/build/esm/transports/websocket.js': ['createSocket', 'doOpen'],
  'socket.io-client/build/esm/manager.js': ['connect', 'disconnect'],
  'socket.io-client/build/esm/socket.js': [
    '_addToQueue',
    'close',
    'compress',
    'disconnected',
    'listenersAny',
    'listenersAnyOutgoing',
    'offAny',
    'offAnyOutgoing',
    'onAny',
    'onAnyOutgoing',
    'prependAny',
    'prependAnyOutgoing',
    'send',
    'volatile',
  ],
}

/** Leaves out `unused`; a method that is no longer there by its name ends the build. */
function withoutUnusedMethods(): Plugin {
  return {
    name: 'without-unused-methods',
    transform(code, id) {
      const names = Object.entries(unused).find(([file]) => id.endsWith(`/node_modules/${file}`))?.[1]
      if (!names) return null
      const found = this.parse(code)
        .body.flatMap((node) => (node.type === 'ExportNamedDeclaration' && node.declaration) || node)
        .flatMap((node) => (node.type === 'ClassDeclaration' ? node.body.body : []))
        .filter(
          (node) =>
            node.type === 'MethodDefinition' &&
            node.key.type === 'Identifier' &&
            names.includes(node.key.name),
        )
      if (found.length !== names.length) this.error(`${id}: its methods are others than before`)
      let left = code
      for (const node of found.reverse()) left = left.slice(0, node.start) + left.slice(node.end)
      return { code: left, map: null }
    },
  }
}

/** `/widget/widget.js` in the shop's HTML is the hub's own file, exactly as on a customer's site. */
function leaveWidgetScript(): Plugin {
  return {
    name: 'leave-widget-script',
    enforce: 'pre',
    transformIndexHtml: {
      order: 'pre',
      handler: (html) => html.replaceAll('<script src="/widget/', '<script vite-ignore src="/widget/'),
    },
  }
}
