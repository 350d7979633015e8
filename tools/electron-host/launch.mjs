// `npm run electron -- .`: the same command on both runtimes. Says in one line which runtime runs and why.
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { findRuntime } from './runtime.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const runtime = findRuntime(root)
console.log(
  `runtime: ${runtime.kind === 'electron' ? 'Electron' : 'Chromium host, not Electron'}: ${runtime.reason}`,
)

const child = spawn(runtime.executable, process.argv.slice(2), {
  stdio: 'inherit',
  env: { ...process.env, ...runtime.env },
  shell: runtime.executable.endsWith('.cmd'),
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.on('error', (error) => {
  console.error(`${runtime.executable} could not be started: ${error.message}`)
  process.exitCode = 1
})
child.on('exit', (code) => {
  process.exitCode = code ?? 1
})
