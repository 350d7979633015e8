import { AsyncLocalStorage } from 'node:async_hooks'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

/** Steps of a check: each runs under this Node, streams its words, and is counted. */
const root = join(import.meta.dirname, '../..')
const scratch = mkdtempSync(join(tmpdir(), 'kommutator-steps-'))
const tally = { passed: 0, failed: 0, skipped: 0 }
const failures: string[] = []

/** What a step of a lane said so far: shown whole when the step is over, so that two lanes never mix their lines. */
const lane = new AsyncLocalStorage<{ said: string }>()

function say(words: string): void {
  const own = lane.getStore()
  if (own) own.said += `${words}\n`
  else console.log(words)
}

type Options = { env?: Record<string, string>; through?: string[]; minutes?: number }

/** Runs one program; resolves to its exit code. It and its children end after `minutes`. */
function run(args: readonly string[], { env = {}, through = [], minutes = 15 }: Options): Promise<number> {
  const [command = process.execPath, ...rest] = [...through, process.execPath, ...args]
  const own = lane.getStore()
  return new Promise((resolve) => {
    const child = spawn(command, rest, {
      cwd: root,
      stdio: own ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env },
      detached: process.platform !== 'win32',
    })
    const hear = (chunk: string) => {
      if (own) own.said += chunk
    }
    child.stdout?.setEncoding('utf8').on('data', hear)
    child.stderr?.setEncoding('utf8').on('data', hear)
    const late = setTimeout(() => {
      say(`stopped after ${minutes} minutes`)
      killGroup(child.pid)
    }, minutes * 60_000)
    child.on('exit', async (code) => {
      clearTimeout(late)
      killGroup(child.pid)
      // Its last words may still be on their way; a stray that holds the pipe open is not waited for.
      if (own) await Promise.race([once(child, 'close'), delay(2000, undefined, { ref: false })])
      resolve(code ?? 1)
    })
    child.on('error', () => resolve(1))
  })
}

/** Nothing that a step started may outlive it. */
function killGroup(pid: number | undefined): void {
  if (pid === undefined || process.platform === 'win32') return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // The group is gone already, which is what we want.
  }
}

const began = (name: string) => {
  say(`\n── ${name}`)
  const t = performance.now()
  return () => `${((performance.now() - t) / 1000).toFixed(0)} s`
}

function count(name: string, passed: number, failed: number, skipped: number, took: string): void {
  tally.passed += passed
  tally.failed += failed
  tally.skipped += skipped
  if (failed) failures.push(name)
  say(`   ${name}: ${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''} (${took})`)
  const own = lane.getStore()
  if (!own) return
  process.stdout.write(own.said)
  own.said = ''
}

/**
 * Lanes of steps that run beside each other: for what waits more than it works, such as sound that is listened to in
 * real time. A step of a lane is shown when it is over.
 */
export async function beside(...lanes: readonly (() => Promise<unknown>)[]): Promise<void> {
  await Promise.all(lanes.map((steps) => lane.run({ said: '' }, steps)))
}

/** A step that passes or fails as a whole. */
export async function step(name: string, args: readonly string[], options: Options = {}): Promise<boolean> {
  const took = began(name)
  const ok = (await run(args, options)) === 0
  count(name, ok ? 1 : 0, ok ? 0 : 1, 0, took())
  return ok
}

/** Vitest with one of its configurations. With CI=true a skipped test is a failed one. */
export async function tests(name: string, config: string, options: Options = {}): Promise<void> {
  const took = began(name)
  const file = join(scratch, `${config.replaceAll('/', '_')}.json`)
  // As with the journeys: one second try on a build machine that may stall.
  const again = process.env.CI === 'true' ? ['--retry=1'] : []
  const args = [
    'node_modules/vitest/vitest.mjs',
    'run',
    ...again,
    '--config',
    config,
    '--reporter=default',
    '--reporter=json',
  ]
  const code = await run([...args, `--outputFile.json=${file}`], options)
  const seen = read<{
    numPassedTests: number
    numFailedTests: number
    numPendingTests: number
    numFailedTestSuites: number
  }>(file)
  const failed = (seen?.numFailedTests ?? 0) || (code === 0 && seen?.numPassedTests ? 0 : 1)
  count(name, seen?.numPassedTests ?? 0, failed, seen?.numPendingTests ?? 0, took())
}

/** Playwright with one of its configurations. */
export async function journeys(name: string, config: string, options: Options = {}): Promise<void> {
  const took = began(name)
  const file = join(scratch, `${config.replaceAll('/', '_')}.json`)
  const code = await run(
    ['node_modules/@playwright/test/cli.js', 'test', '--config', config, '--reporter=list,json'],
    {
      ...options,
      env: { ...options.env, PLAYWRIGHT_JSON_OUTPUT_NAME: file },
    },
  )
  const seen = read<{ stats: { expected: number; unexpected: number; flaky: number; skipped: number } }>(
    file,
  )?.stats
  const passed = (seen?.expected ?? 0) + (seen?.flaky ?? 0)
  const failed = (seen?.unexpected ?? 0) || (code === 0 && passed ? 0 : 1)
  if (seen?.flaky) say(`   ${seen.flaky} passed on the second try`)
  count(name, passed, failed, seen?.skipped ?? 0, took())
}

function read<T>(file: string): T | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as T
  } catch {
    return undefined
  }
}

/** The closing line, and the exit code: no test at all is a failure, and so is a skipped one where CI says so. */
export function report(): void {
  rmSync(scratch, { recursive: true, force: true })
  if (process.env.CI === 'true' && tally.skipped) {
    failures.push(`${tally.skipped} skipped`)
    tally.failed += tally.skipped
  }
  if (failures.length) console.log(`\nfailed: ${failures.join(', ')}`)
  console.log(`\n${tally.passed} passed, ${tally.failed} failed`)
  process.exitCode = tally.failed || tally.passed === 0 ? 1 : 0
}
