import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Steps of a check: each runs under this Node, streams its words, and is counted. */
const root = join(import.meta.dirname, '../..')
const scratch = mkdtempSync(join(tmpdir(), 'kommutator-steps-'))
const tally = { passed: 0, failed: 0, skipped: 0 }
const failures: string[] = []

type Options = { env?: Record<string, string>; through?: string[]; minutes?: number }

/** Runs one program; resolves to its exit code. It and its children end after `minutes`. */
function run(args: readonly string[], { env = {}, through = [], minutes = 15 }: Options): Promise<number> {
  const [command = process.execPath, ...rest] = [...through, process.execPath, ...args]
  return new Promise((resolve) => {
    const child = spawn(command, rest, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env },
      detached: process.platform !== 'win32',
    })
    const late = setTimeout(() => {
      console.error(`stopped after ${minutes} minutes`)
      killGroup(child.pid)
    }, minutes * 60_000)
    child.on('exit', (code) => {
      clearTimeout(late)
      killGroup(child.pid)
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
  console.log(`\n── ${name}`)
  const t = performance.now()
  return () => `${((performance.now() - t) / 1000).toFixed(0)} s`
}

function count(name: string, passed: number, failed: number, skipped: number, took: string): void {
  tally.passed += passed
  tally.failed += failed
  tally.skipped += skipped
  if (failed) failures.push(name)
  console.log(
    `   ${name}: ${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''} (${took})`,
  )
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
  count(name, passed, failed, seen?.skipped ?? 0, took())
  if (seen?.flaky) console.log(`   of these, ${seen.flaky} passed on the second try`)
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
