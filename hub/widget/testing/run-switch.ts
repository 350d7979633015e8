import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const bin = fileURLToPath(new URL('../../demo-switch/bin.ts', import.meta.url))

export type RunningSwitch = { url: string; port: number; kill(): Promise<void> }

/** Starts the demo switch as the process that it is in life; `kill` is kill -9. */
export async function runSwitch(config: Record<string, unknown>, port = 0): Promise<RunningSwitch> {
  const child: ChildProcess = spawn(process.execPath, [bin, '--port', String(port)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  child.stdin?.end(`${JSON.stringify(config)}\n`)
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', (data: Buffer) => {
      const ready = /ready (\S+)/.exec(String(data))
      if (ready?.[1]) resolve(ready[1])
    })
    child.once('exit', (code) => reject(new Error(`The switch ended with ${code}`)))
  })
  return {
    url,
    port: Number(new URL(url).port),
    kill: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve())
        child.kill('SIGKILL')
      }),
  }
}
