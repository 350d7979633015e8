import { spawnSync } from 'node:child_process'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { findRuntime } from '../electron-host/runtime.mjs'
import { labAvailable } from '../telephony-lab/lab.ts'
import type { Soak } from './soak.ts'

// npm run soak -- NAME [--seconds N] [--parallel N] [--seed N] [--built]: a long stretch of work in real processes, and
// what is left of it afterwards. Ends in one line of JSON; a fault makes the exit code 1.

const soaks: Record<string, () => Promise<Soak>> = {
  calls: async () => (await import('./calls.ts')).callsSoak,
  faults: async () => (await import('./faults.ts')).faultsSoak,
}
/** These need neither windows nor a telephone network: nothing is built for them. */
const plain = new Set(['faults'])

const root = join(import.meta.dirname, '../..')
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string', default: '600' },
    parallel: { type: 'string', default: '10' },
    seed: { type: 'string', default: '1' },
    built: { type: 'boolean', default: false },
  },
})
const name = positionals[0] ?? ''
const load = soaks[name]
if (!load) {
  console.error(
    `usage: npm run soak -- ${Object.keys(soaks).join(' | ')} [--seconds N] [--parallel N] [--seed N]`,
  )
  process.exit(2)
}
const missing = plain.has(name) ? undefined : labAvailable()
if (missing) {
  console.log(`soak ${name}: skipped. ${missing}`)
  process.exit(process.env.CI === 'true' ? 1 : 0)
}
if (!values.built && !plain.has(name)) {
  const built = spawnSync(process.execPath, ['tools/build/build.ts'], { cwd: root, stdio: 'inherit' })
  if (built.status !== 0) process.exit(1)
}
const found = plain.has(name) ? undefined : findRuntime(root)
Object.assign(process.env, found?.env)
const runtime = found ? (found.kind === 'electron' ? 'Electron' : 'host, not Electron') : process.version
console.log(`${runtime}: ${found?.reason ?? 'the hub and the consoles without their windows'}`)

const options = {
  seconds: Number(values.seconds),
  parallel: Number(values.parallel),
  seed: Number(values.seed),
}
const soak = await load()
const result = await soak(options)
console.log(
  `load average ${loadavg()
    .map((n) => n.toFixed(1))
    .join(' ')}`,
)
for (const fault of result.faults) console.error(`fault: ${fault}`)
console.log(JSON.stringify({ soak: name, runtime, ...options, ...result }))
process.exit(result.faults.length === 0 ? 0 : 1)
