/**
 * The hub as a process of its own.
 *
 * Under Electron (utilityProcess) its options come by message, see "Messages between main and the hub's process" in
 * docs/architecture.md. Under plain Node they come from the command line:
 *
 *   npm run hub -- --data DIR [--port N] [--host H] [--tls-port N] [--demo] [--fresh-demo] [--switch] [--switch-port N]
 *
 * Exit codes: 2 command line, 3 port taken, 4 data of a newer version, 1 anything else.
 */
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type ErrorCode, sentence } from '../shared/lib/errors.ts'
import { pickLanguage } from '../shared/lib/language.ts'
import { CodedError } from '../shared/lib/result.ts'
import { hubPaths } from '../shared/protocol/hub-protocol.ts'
import { buildHub, type Hub } from './app.ts'
import type { CallRequest } from './demo/live/player.ts'
import { isLoopback } from './http/guard.ts'
import { productRoot } from './lib/product.ts'
import { defaultHubPort, type HubOptions } from './options.ts'
import { startSwitch } from './switch-process.ts'

type ParentPort = {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: { data: unknown }) => void): void
}
type FromMain =
  | { type: 'start'; options: HubOptions; switch?: { url?: string } }
  | { type: 'switch'; url?: string; code?: string }
  | { type: 'stop' }

const exitCodes: Readonly<Record<string, number>> = { HUB_PORT_TAKEN: 3, HUB_DATA_NEWER: 4 }
/** Long enough for a message to leave the process before it ends. */
const lastWordsMs = 100

const failureOf = (error: unknown): { code: ErrorCode; detail: string; exit: number } => {
  const isFull = error instanceof Error && 'code' in error && error.code === 'ENOSPC'
  const code = error instanceof CodedError ? error.code : isFull ? 'HUB_DISK_FULL' : 'HUB_START_FAILED'
  return { code, detail: error instanceof Error ? error.message : String(error), exit: exitCodes[code] ?? 1 }
}

/** Closes in order, once, and leaves; a hub that hangs is left all the same. */
function leaver(hub: () => Hub | undefined, also: () => void = () => {}): () => void {
  let leaving = false
  return () => {
    if (leaving) return
    leaving = true
    also()
    setTimeout(() => process.exit(1), 5000).unref()
    void Promise.resolve(hub()?.close()).then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
}

/** Without its storage a hub can only mislead: it ends, and whoever started it starts it again. */
function endWhenLost(hub: Hub): void {
  hub.stores.onLost((error) => {
    hub.parts.log.fatal({ err: error }, 'the storage died')
    setTimeout(() => process.exit(1), lastWordsMs)
  })
}

/** The demo company comes to life, where that is wanted; its customers can only call where there is a page to call from. */
async function startLive(
  hub: Hub,
  options: HubOptions,
  url: string,
  call?: (request: CallRequest) => void,
): Promise<void> {
  const { data, liveLoop, demoDir } = options
  if (data !== 'demo' || !liveLoop || !demoDir) return
  const { playLive } = await import('./demo/live/player.ts')
  playLive({ hub, url, demoDir, ...(call ? { call } : {}) })
}

function underElectron(port: ParentPort): void {
  let hub: Hub | undefined
  let switchUrl: string | undefined
  const leave = leaver(() => hub)
  /** Known before anybody can connect: who signs in again at once is given their line. */
  const tellSwitch = () => hub?.setSwitch(switchUrl ? { url: switchUrl } : undefined)
  const start = async (options: HubOptions) => {
    try {
      hub = await buildHub(options)
      endWhenLost(hub)
      tellSwitch()
      const { url, port: at, tls } = await hub.listen()
      hub.onSwitchConfig((switchConfig) => port.postMessage({ type: 'switch-config', switchConfig }))
      const demoToken = options.demoLogin ? await hub.demoToken() : undefined
      const switchConfig = hub.switchConfig()
      port.postMessage({
        type: 'ready',
        url,
        port: at,
        ...(tls ? { tls } : {}),
        switchConfig,
        ...(demoToken ? { demoToken } : {}),
      })
      await startLive(hub, options, url, (request) => port.postMessage({ type: 'demo-call', ...request }))
    } catch (error) {
      const { code, detail, exit } = failureOf(error)
      port.postMessage({ type: 'failed', code, detail })
      setTimeout(() => process.exit(exit), lastWordsMs)
    }
  }
  port.on('message', ({ data }) => {
    const message = data as FromMain
    if (message.type === 'start' && !hub) {
      switchUrl = message.switch?.url
      void start(message.options)
    } else if (message.type === 'switch') {
      switchUrl = message.url
      tellSwitch()
    } else if (message.type === 'stop') leave()
  })
  process.on('SIGTERM', leave)
}

function readCommandLine(): HubOptions & { switchPort: number | undefined } {
  const { values } = parseArgs({
    options: {
      data: { type: 'string' },
      port: { type: 'string' },
      host: { type: 'string' },
      'tls-port': { type: 'string' },
      demo: { type: 'boolean' },
      'fresh-demo': { type: 'boolean' },
      switch: { type: 'boolean' },
      'switch-port': { type: 'string' },
    },
  })
  if (!values.data) throw new TypeError('--data DIR says where the hub keeps its data')
  const { env } = process
  const root = productRoot()
  const host = values.host ?? '127.0.0.1'
  const port = Number(values.port ?? env.KOMMUTATOR_HUB_PORT ?? defaultHubPort)
  // Plain HTTP stays inside the computer; other computers come in through TLS.
  const outside = !isLoopback(host) && host !== 'localhost'
  const tlsPort = Number(values['tls-port'] ?? (port === 0 ? 0 : port + 1))
  const switchPort = Number(values['switch-port'] ?? env.KOMMUTATOR_SWITCH_PORT ?? 7341)
  return {
    dataDir: values.data,
    host: outside ? '127.0.0.1' : host,
    port,
    tls: outside ? { host, port: tlsPort } : undefined,
    data: values.demo || env.KOMMUTATOR_DATA === 'demo' ? 'demo' : 'own',
    demoDir: join(root, 'resources/demo'),
    assetsDir: join(root, 'out/pages'),
    liveLoop: env.KOMMUTATOR_LIVE !== 'off',
    freshDemo: values['fresh-demo'],
    demoOperatorId: env.KOMMUTATOR_AS,
    switchPort: values.switch ? switchPort : undefined,
  }
}

async function underNode(): Promise<void> {
  const { LC_ALL, LC_MESSAGES, LANG, KOMMUTATOR_LANGUAGE } = process.env
  const language = pickLanguage([KOMMUTATOR_LANGUAGE, LC_ALL, LC_MESSAGES, LANG].flatMap((l) => l || []))
  let hub: Hub | undefined
  let stopSwitch = () => {}
  const leave = leaver(
    () => hub,
    () => stopSwitch(),
  )
  try {
    const { switchPort, ...options } = readCommandLine()
    hub = await buildHub({ ...options, logLevel: process.env.KOMMUTATOR_LOG ?? 'warn' })
    endWhenLost(hub)
    process.on('SIGTERM', leave)
    process.on('SIGINT', leave)
    const { url, tls } = await hub.listen()
    await startLive(hub, options, url)
    const say = (line: string) => process.stdout.write(`${line}\n`)
    say(`ready ${url}`)
    say(`health ${url}${hubPaths.health}`)
    if (tls) say(`consoles ${tls.url} fingerprint ${tls.fingerprint}`)
    if (options.data === 'demo') say(`shop ${url}${hubPaths.shop}\nphone ${url}${hubPaths.phone}`)
    if (switchPort !== undefined) {
      const beside = startSwitch(switchPort, hub)
      stopSwitch = beside.stop
      say(`switch ${await beside.ready}`)
    }
  } catch (error) {
    const { code, detail, exit } = failureOf(error)
    if (error instanceof TypeError) process.stderr.write(`${detail}\n`)
    else process.stderr.write(`${code}: ${sentence(code, language)} (${detail})\n`)
    await hub?.close().catch(() => {})
    process.exit(error instanceof TypeError ? 2 : exit)
  }
}

const parent = (process as NodeJS.Process & { parentPort?: ParentPort }).parentPort
if (parent) underElectron(parent)
else void underNode()
