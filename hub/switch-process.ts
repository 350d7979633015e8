import { spawn } from 'node:child_process'
import { extname } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { isErrorCode } from '../shared/lib/errors.ts'
import { CodedError } from '../shared/lib/result.ts'
import type { Hub } from './app.ts'

/** Runs the demo switch beside a hub that stands alone; each change of operators or lines reaches it. */
export function startSwitch(port: number, hub: Hub): { ready: Promise<string>; stop(): void } {
  const entry = fileURLToPath(new URL(`./demo-switch/bin${extname(import.meta.url)}`, import.meta.url))
  const child = spawn(process.execPath, [entry, '--port', String(port)], { stdio: ['pipe', 'pipe', 'pipe'] })
  const configure = (config: unknown) => child.stdin.write(`${JSON.stringify(config)}\n`)
  configure(hub.switchConfig())
  hub.onSwitchConfig(configure)
  let complaint = ''
  child.stderr.on('data', (chunk: Buffer) => {
    complaint = `${complaint}${chunk}`.slice(-2000)
  })
  const ready = new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const url = /^ready (\S+)$/.exec(line)?.[1]
      if (!url) return
      hub.setSwitch({ url })
      resolve(url)
    })
    child.on('error', reject)
    child.on('exit', () => {
      hub.setSwitch(undefined)
      const code = complaint.split(':')[0] ?? ''
      reject(new CodedError(isErrorCode(code) ? code : 'SWITCH_START_FAILED', complaint.trim()))
    })
  })
  return { ready, stop: () => void child.kill('SIGTERM') }
}
