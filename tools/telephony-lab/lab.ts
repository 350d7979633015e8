import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'

export type LabOptions = {
  users?: Record<string, string>
  /** Numbers that a user may ask to be shown, by user. */
  callerIds?: Record<string, string[]>
  /** Members of the hunt group 600. */
  group?: string[]
  /** rtpengine records every call from the start. */
  record?: boolean
  nonceExpireSeconds?: number
  /** Whether the registrar gives GRUUs (RFC 5627); it does unless told otherwise. */
  gruu?: boolean
}

/** Callers at the same time have slots of their own, 0 to 14. `hz` is a tone that they sing instead of speaking. */
export type Caller = { number?: string; hz?: number; slot?: number }

/** `survivor-…` are callers whose calls outlive the proxy: they answer re-INVITEs. */
export type Scenario = 'caller' | 'survivor-listens' | 'survivor-hangs-up'

export type Lab = {
  dir: string
  ws: string
  wss: string
  /** PEM of the authority that signed the certificate of `wss`. */
  ca: string
  domain: string
  users: Record<string, string>
  ngPort: number
  /** `host:port` of SIP over UDP and TCP, and of SIP over TLS. */
  sip: string
  sips: string
  /** The first of ten ports that are left for what stands beside this lab, and of sixty for its media. */
  spare: { ports: number; media: number }
  /** A caller from the telephone network who speaks to a user; resolves when the call is over: whether it went as planned. */
  call(user: string, seconds: number, scenario?: Scenario, who?: Caller): Promise<boolean>
  /**
   * The far end of the trunk for this long, or for so many calls: answers 7xxx and + numbers, and echoes the sound or,
   * with `hz`, sings that tone.
   */
  trunk(seconds: number, calls?: number, hz?: number): Promise<void>
  /** `reject 503`, `drop all`, `wsrefuse on`, `record on`, `group 1001,1003`; `0` or `off` ends it. */
  fault(name: 'reject' | 'drop' | 'wsrefuse' | 'record' | 'group', value: string): Promise<void>
  /** Kills the proxy with -9, with all its processes; the media relay goes on. */
  crash(): Promise<void>
  revive(): Promise<void>
  /** A half-open link: the proxy stands still with its sockets open, until `thaw`. */
  freeze(): Promise<void>
  thaw(): Promise<void>
  /** baresip as this user: answers by itself and follows a REFER. Undefined where it is not installed. */
  phone(user: string): Promise<{ stop(): Promise<void> } | undefined>
  /** What the proxy has written to its log. */
  log(): string
  /** Files that rtpengine has recorded, oldest first; see `pcap.ts`. */
  recordings(): string[]
  stop(): Promise<void>
}

const SCRIPT = join(import.meta.dirname, 'lab.sh')
const PROGRAMS = ['kamailio', 'rtpengine', 'sipp', 'openssl', 'curl', 'ss', 'sox', 'espeak-ng']
const START_LIMIT_MS = 30_000
const INSTALL_LIMIT_MS = 900_000
const run = promisify(execFile)

const mayInstall = () => process.env.CI === 'true' && process.getuid?.() === 0

/** Why the lab cannot run here, as a sentence; undefined when it can. In CI, as root, it installs what it needs. */
export function labAvailable(): string | undefined {
  if (process.platform !== 'linux') return 'The telephony lab needs Linux.'
  const folders = [...(process.env.PATH ?? '').split(':'), '/usr/sbin', '/sbin']
  const missing = PROGRAMS.filter((name) => !folders.some((folder) => existsSync(join(folder, name))))
  if (missing.length === 0 || mayInstall()) return undefined
  return `The telephony lab misses ${missing.join(', ')}. As root: tools/telephony-lab/lab.sh install`
}

/** Starts Kamailio and rtpengine under `dir`, on free ports of 127.0.0.1. The caller stops it. */
export async function startLab(dir: string, options: LabOptions = {}): Promise<Lab> {
  const users = options.users ?? { '1001': 'pw1001', '1002': 'pw1002', '1003': 'pw1003' }
  const base = await freePortBase()
  // Each lab has its own range of RTP ports, so that two can run side by side.
  const rtp = 30_000 + ((base - 15_000) / 40) * 230
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    LAB_PORT_BASE: String(base),
    LAB_RTP_MIN: String(rtp),
    LAB_RTP_MAX: String(rtp + 99),
    LAB_CALLER_RTP: String(rtp + 110),
    LAB_TRUNK_RTP: String(rtp + 100),
    LAB_USERS: Object.entries(users)
      .map(([user, password]) => `${user}:${password}`)
      .join(' '),
    LAB_IDS: Object.entries(options.callerIds ?? {})
      .map(([user, numbers]) => `${user}:${numbers.join(',')}`)
      .join(' '),
    LAB_GROUP: (options.group ?? Object.keys(users)).join(','),
    LAB_RECORD: options.record ? 'on' : 'off',
    LAB_GRUU: options.gruu === false ? '0' : '1',
    LAB_NONCE_EXPIRE: String(options.nonceExpireSeconds ?? 300),
    LAB_INSTALL: mayInstall() ? 'yes' : 'no',
  }
  const lab = async (...args: string[]) => {
    const limit = args[0] === 'start' && mayInstall() ? INSTALL_LIMIT_MS : START_LIMIT_MS
    // To files, not pipes: what the script leaves running would keep a pipe open for ever.
    const child = spawn('bash', [SCRIPT, ...args], {
      env,
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: limit,
    })
    let said = ''
    child.stderr.on('data', (chunk) => {
      said += chunk
    })
    const [code] = await once(child, 'exit')
    if (code !== 0) throw new Error(`lab.sh ${args[0]} failed: ${said.trim() || `exit ${code}`}`)
  }
  await lab('start', dir)
  const written = new Map(
    readFileSync(join(dir, 'run/env'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  )
  const of = (name: string) => written.get(name) ?? ''
  return {
    dir,
    ws: of('LAB_WS'),
    wss: of('LAB_WSS'),
    ca: readFileSync(of('LAB_CA'), 'utf8'),
    domain: of('LAB_DOMAIN'),
    users,
    ngPort: base + 4,
    sip: of('LAB_SIP'),
    sips: of('LAB_SIPS'),
    spare: { ports: base + 10, media: rtp + 170 },
    async call(user, seconds, scenario = 'caller', { number = '0501234567', hz = 0, slot = 0 } = {}) {
      const who = [number, String(hz), String(slot)]
      return run('bash', [SCRIPT, 'call', dir, user, String(seconds), scenario, ...who], { env }).then(
        () => true,
        () => false,
      )
    },
    async trunk(seconds, calls = 0, hz = 0) {
      const how = [seconds, calls, hz].map(String)
      await run('bash', [SCRIPT, 'trunk', dir, ...how], { env }).catch(() => {})
    },
    fault: (name, value) => lab('fault', dir, name, value),
    crash: () => lab('crash', dir),
    revive: () => lab('revive', dir),
    freeze: () => lab('freeze', dir),
    thaw: () => lab('thaw', dir),
    async phone(user) {
      if (!existsSync('/usr/bin/baresip')) return undefined
      const child = spawn('bash', [SCRIPT, 'phone', dir, user], { env, stdio: 'ignore' })
      const gone = once(child, 'exit')
      return {
        async stop() {
          child.kill('SIGKILL')
          await gone
        },
      }
    },
    log: () => readFileSync(join(dir, 'log/kamailio.log'), 'utf8'),
    recordings: () => globSync(join(dir, 'rec/pcaps/*.pcap')).sort(),
    stop: () => lab('stop', dir),
  }
}

/** The first of forty ports of which those that the lab listens on are free. */
async function freePortBase(): Promise<number> {
  for (let tries = 0; tries < 50; tries++) {
    const base = 15_000 + 40 * Math.floor(Math.random() * 150)
    const free = await Promise.all([0, 1, 2, 3].map((n) => isFree(base + n)))
    if (free.every(Boolean)) return base
  }
  throw new Error('The telephony lab finds no free ports.')
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}
