import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { request } from 'node:https'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Lab } from './lab.ts'

const SCRIPT = join(import.meta.dirname, '../../resources/telephony/gateway/gateway.sh')
const START_LIMIT_MS = 20_000
const END_LIMIT_MS = 8_000

/** The gateway as it ships (`resources/telephony/gateway`), before the lab's proxy, which plays the PBX. */
export type Gateway = {
  wss: string
  ngPort: number
  /** Where rtpengine keeps what `ng` told it to record. */
  recordings: string
  log(): string
  stop(): Promise<void>
}

/** Starts it under `dir` with the settings of `more` over those that fit this lab. The caller stops it. */
export async function startGateway(
  dir: string,
  lab: Lab,
  transport: 'udp' | 'tcp' | 'tls',
  more: Record<string, string> = {},
): Promise<Gateway> {
  const { ports, media } = lab.spare
  const [host = '', port = ''] = (transport === 'tls' ? lab.sips : lab.sip).split(':')
  const recordings = join(dir, 'rec')
  for (const folder of ['run', 'rec/pcaps', 'rec/metadata', 'rec/tmp'])
    mkdirSync(join(dir, folder), { recursive: true })
  const settings = {
    GW_PBX_HOST: host,
    GW_PBX_PORT: port,
    GW_PBX_TRANSPORT: transport,
    GW_PBX_SOURCES: '127.0.0.1',
    GW_PBX_CA: join(lab.dir, 'tls/cert.pem'),
    GW_DOMAINS: `^${lab.domain.replaceAll('.', '\\.')}$`,
    GW_LISTEN_IP: '127.0.0.1',
    GW_SIP_PORT: String(ports),
    GW_SIP_TLS_PORT: String(ports + 1),
    GW_WSS_PORT: String(ports + 2),
    GW_NG_ADDRESS: `127.0.0.1:${ports + 3}`,
    GW_CERTIFICATE: join(lab.dir, 'tls/cert.pem'),
    GW_PRIVATE_KEY: join(lab.dir, 'tls/key.pem'),
    GW_RTP_MIN: String(media),
    GW_RTP_MAX: String(media + 59),
    GW_RUN: join(dir, 'run'),
    ...more,
  }
  const file = join(dir, 'gateway.env')
  writeFileSync(
    file,
    Object.entries(settings)
      .map(([name, value]) => `${name}=${value}\n`)
      .join(''),
  )
  const log = join(dir, 'gateway.log')
  const start = (part: string, ...args: string[]) => {
    const out = openSync(log, 'a')
    const child = spawn('bash', [SCRIPT, part, file, ...args], {
      cwd: dir,
      stdio: ['ignore', out, out],
      detached: true,
    })
    closeSync(out)
    return child
  }
  const parts = [
    start('media', '--recording-method=pcap', '--recording-format=eth', `--recording-dir=${recordings}`),
    start('sip'),
  ]
  const stop = async () => {
    await Promise.all(parts.map(end))
  }
  const said = () => (existsSync(log) ? readFileSync(log, 'utf8') : '')
  const wss = `wss://127.0.0.1:${settings.GW_WSS_PORT}`
  for (const until = Date.now() + START_LIMIT_MS; !(await healthy(wss, lab.ca)); await delay(100))
    if (Date.now() > until || parts.some((part) => part.exitCode !== null)) {
      await stop()
      throw new Error(`the gateway did not start:\n${said().slice(-2000)}`)
    }
  return { wss, ngPort: ports + 3, recordings: join(recordings, 'pcaps'), log: said, stop }
}

/** Ends a part with all its processes. */
async function end(part: ChildProcess): Promise<void> {
  if (part.exitCode !== null || part.signalCode !== null || part.pid === undefined) return
  const gone = once(part, 'exit')
  process.kill(-part.pid, 'SIGTERM')
  const late = setTimeout(() => process.kill(-(part.pid ?? 0), 'SIGKILL'), END_LIMIT_MS)
  await gone
  clearTimeout(late)
}

function healthy(wss: string, ca: string): Promise<boolean> {
  return new Promise((resolve) => {
    const asked = request(`${wss.replace('wss', 'https')}/health`, { ca }, (answer) => {
      answer.resume()
      resolve(answer.statusCode === 200)
    })
    asked.on('error', () => resolve(false))
    asked.end()
  })
}
