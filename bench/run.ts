import { spawnSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { findRuntime } from '../tools/electron-host/runtime.mjs'
import type { Bench, HubBench } from './bench.ts'

// npm run bench -- NAME: builds, seeds a fresh profile, opens the console on it and runs one bench. Benches of the hub
// alone need none of it.

const benches: Record<string, () => Promise<Bench>> = {
  'screen-pop': async () => (await import('./screen-pop.ts')).screenPop,
  call: async () => (await import('./call.ts')).call,
  timeline: async () => (await import('./timeline.ts')).timeline,
  inbox: async () => (await import('./inbox.ts')).inbox,
  message: async () => (await import('./message.ts')).message,
}

const hubBenches: Record<string, () => Promise<HubBench>> = {
  search: async () => (await import('./search.ts')).search,
  'fan-out': async () => (await import('./fan-out.ts')).fanOut,
  storm: async () => (await import('./storm.ts')).storm,
}

const root = join(import.meta.dirname, '..')
const loadHubBench = hubBenches[process.argv[2] ?? '']
if (loadHubBench) {
  const folder = await mkdtemp(join(tmpdir(), 'kommutator-bench-'))
  try {
    const result = await (await loadHubBench()).run(folder)
    tellLoad()
    console.log(JSON.stringify(result))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  process.exit(0)
}
const load = benches[process.argv[2] ?? '']
if (!load) {
  console.error(`usage: npm run bench -- ${Object.keys({ ...benches, ...hubBenches }).join(' | ')}`)
  process.exit(2)
}
const built = spawnSync(process.execPath, ['tools/build/build.ts'], { cwd: root, stdio: 'inherit' })
if (built.status !== 0) process.exit(1)

const found = findRuntime(root)
Object.assign(process.env, found.env)
const runtime = found.kind === 'electron' ? 'Electron' : 'host, not Electron'
console.log(`${runtime}: ${found.reason}`)

const folder = await mkdtemp(join(tmpdir(), 'kommutator-bench-'))
const profile = join(folder, 'console')
try {
  const bench = await load()
  const { seed } = await import('./seed.ts')
  const { openConsole } = await import('../e2e/support/console.ts')
  const began = performance.now()
  const seeded = await seed(profile, bench.visitors, bench.size, bench.facts)
  console.log(`seeded in ${((performance.now() - began) / 1000).toFixed(1)} s`)
  const args = (await bench.args?.(folder)) ?? []
  const desk = await openConsole({ profile, args })
  try {
    const result = await bench.run({ ...seeded, desk, folder, runtime })
    tellLoad()
    console.log(JSON.stringify(result))
  } finally {
    await desk.close()
  }
} finally {
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
}

function tellLoad(): void {
  console.log(
    `load average ${loadavg()
      .map((n) => n.toFixed(1))
      .join(' ')}`,
  )
}
