import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Worker } from 'node:worker_threads'
import { nodeCodec } from './node-codec.ts'

export type SecondInstance = { argv: string[]; workingDirectory: string; data: unknown }

/**
 * Electron's single-instance lock: a file in the profile that only one process can create, and a local socket on which
 * the holder hears of later starts. A lock whose holder does not answer is taken over.
 */
export class SingleInstanceLock {
  private readonly file: string
  private readonly address: string
  private readonly onSecond: (second: SecondInstance) => void
  private server: Server | undefined

  constructor(userData: string, onSecond: (second: SecondInstance) => void) {
    mkdirSync(userData, { recursive: true })
    this.file = path.join(userData, 'HostLock')
    this.onSecond = onSecond
    // Not in the profile: the path of a Unix socket may have about a hundred characters only.
    const name = `kommutator-host-${createHash('sha256').update(path.resolve(userData)).digest('hex').slice(0, 24)}`
    this.address = process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : path.join(tmpdir(), `${name}.sock`)
  }

  get held(): boolean {
    return this.server !== undefined
  }

  /** Takes the lock; false means that another process has it and was told of `second`. */
  acquire(second: SecondInstance): boolean {
    if (this.held) return true
    for (let attempt = 0; attempt < 3; attempt++) {
      try {
        writeFileSync(this.file, String(process.pid), { flag: 'wx' })
        this.listen()
        return true
      } catch {
        if (this.isHolderAlive() && tellHolder(this.address, nodeCodec.encode(second))) return false
        rmSync(this.file, { force: true })
      }
    }
    return false
  }

  release(): void {
    if (!this.server) return
    this.server.close()
    this.server = undefined
    rmSync(this.file, { force: true })
    if (process.platform !== 'win32') rmSync(this.address, { force: true })
  }

  private isHolderAlive(): boolean {
    try {
      process.kill(Number(readFileSync(this.file, 'utf8')), 0)
      return true
    } catch {
      return false
    }
  }

  private listen(): void {
    if (process.platform !== 'win32') rmSync(this.address, { force: true })
    this.server = createServer({ allowHalfOpen: true }, (socket) => {
      const parts: Buffer[] = []
      socket.on('error', () => undefined)
      socket.on('data', (part) => parts.push(part))
      socket.on('end', () => {
        socket.end('ok')
        this.onSecond(nodeCodec.decode(Buffer.concat(parts).toString('utf8')) as SecondInstance)
      })
    }).listen(this.address)
    this.server.on('error', () => undefined)
    this.server.unref()
    process.on('exit', () => this.release())
  }
}

const messenger = `
const { workerData } = require('node:worker_threads')
const flag = new Int32Array(workerData.flag)
const done = (value) => { Atomics.store(flag, 0, value); Atomics.notify(flag, 0) }
const socket = require('node:net').connect(workerData.address, () => socket.end(workerData.text))
socket.on('data', () => done(1))
socket.on('error', () => done(2))
socket.on('close', () => done(Atomics.load(flag, 0) || 2))
`

/** The answer is needed before `requestSingleInstanceLock` returns, so a thread talks while this one waits. */
function tellHolder(address: string, text: string): boolean {
  const flag = new SharedArrayBuffer(4)
  const worker = new Worker(messenger, { eval: true, execArgv: [], workerData: { flag, address, text } })
  worker.unref()
  Atomics.wait(new Int32Array(flag), 0, 0, 5000)
  return Atomics.load(new Int32Array(flag), 0) === 1
}
