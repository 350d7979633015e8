import { type ChildProcess, fork } from 'node:child_process'
import { constants } from 'node:os'
import type { Readable } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type Electron from 'electron'
import { host } from '../host.ts'
import { createEvent, StrictEmitter, strict } from '../strict.ts'
import type { UtilityMessage } from '../utility-child.ts'
import { app } from './app.ts'
import { type MessagePortMain, PortTunnel } from './message-port.ts'

const register = fileURLToPath(new URL('../register.cjs', import.meta.url))
const running = new Set<UtilityProcess>()

/** A Node process of its own with `process.parentPort`; it ends with the host, however the host ends. */
export class UtilityProcess
  extends StrictEmitter
  implements Pick<Electron.UtilityProcess, 'kill' | 'pid' | 'stdout' | 'stderr'>
{
  pid: number | undefined
  readonly stdout: Readable | null
  readonly stderr: Readable | null
  private readonly child: ChildProcess
  private readonly ports: PortTunnel

  constructor(modulePath: string, args: string[], options: Electron.ForkOptions) {
    super()
    const { env = process.env, execArgv = [], cwd } = options
    this.child = fork(modulePath, args, {
      execArgv: ['--require', register, ...execArgv],
      env: { ...(env as NodeJS.ProcessEnv), KOMMUTATOR_HOST_UTILITY: '1' },
      ...(cwd === undefined ? {} : { cwd }),
      serialization: 'advanced',
      stdio: stdioOf(options.stdio),
    })
    this.stdout = this.child.stdout
    this.stderr = this.child.stderr
    this.ports = new PortTunnel('host', {
      data: (id, data) => this.tell({ kind: 'port', id, data }),
      closed: (id) => this.tell({ kind: 'port-closed', id }),
    })
    this.follow(options.serviceName ?? 'Node Utility Process')
  }

  postMessage(message: unknown, transfer: MessagePortMain[] = []): void {
    this.tell({ kind: 'message', data: message, ports: transfer.map((port) => this.ports.give(port)) })
  }

  kill(): boolean {
    return this.child.kill('SIGTERM')
  }

  /** Ends the process: asks, and kills after a second and a half. */
  async end(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return
    const gone = new Promise((resolve) => this.child.once('exit', resolve))
    this.child.kill('SIGTERM')
    await Promise.race([gone, delay(1500, undefined, { ref: false })])
    this.child.kill('SIGKILL')
  }

  private tell(message: UtilityMessage): void {
    if (this.child.connected) this.child.send(message, () => undefined)
  }

  private follow(serviceName: string): void {
    running.add(this)
    this.child.on('spawn', () => {
      this.pid = this.child.pid
      this.emit('spawn')
    })
    this.child.on('message', (message: UtilityMessage) => {
      if (message.kind === 'message') this.emit('message', message.data)
      else if (message.kind === 'port') this.ports.receive(message.id, message.data)
      else this.ports.receiveClosed(message.id)
    })
    this.child.on('error', (error) => console.error(`${serviceName}: ${error.message}`))
    this.child.on('exit', (code, signal) => {
      running.delete(this)
      this.pid = undefined
      this.ports.dispose()
      const exitCode = code ?? constants.signals[signal!]
      this.emit('exit', exitCode)
      const reason = code === 0 ? 'clean-exit' : signal ? 'killed' : 'abnormal-exit'
      if (!host.exiting)
        app.emit('child-process-gone', createEvent(), {
          type: 'Utility',
          reason,
          exitCode,
          serviceName: 'node.mojom.NodeService',
          name: serviceName,
        })
    })
  }
}

host.onShutdown.push(async () => {
  await Promise.all([...running].map((child) => child.end()))
})

export const utilityProcess = strict('utilityProcess', {
  /** Starts `modulePath` (an absolute path) in a process of its own. */
  fork(modulePath: string, args: string[] = [], options: Electron.ForkOptions = {}): UtilityProcess {
    if (!app.isReady()) throw new Error('utilityProcess cannot be created before app is ready.')
    return new UtilityProcess(modulePath, args, options)
  },
})

type Pipe = 'pipe' | 'ignore' | 'inherit'

function stdioOf(stdio: Electron.ForkOptions['stdio'] = 'inherit'): (Pipe | 'ipc')[] {
  // Electron gives a utility process no standard input.
  if (Array.isArray(stdio)) return ['ignore', stdio[1] ?? 'inherit', stdio[2] ?? 'inherit', 'ipc']
  return ['ignore', stdio as Pipe, stdio as Pipe, 'ipc']
}
