import { join } from 'node:path'
import { defineConfig } from '@playwright/test'
import { findRuntime } from '../tools/electron-host/runtime.mjs'

// The only place that knows of a runtime: where Electron's binary is missing, its stand-in takes its place.
const runtime = findRuntime(join(import.meta.dirname, '..'))
Object.assign(process.env, runtime.env)
console.log(
  `journeys on ${runtime.kind === 'electron' ? 'Electron' : 'the Chromium host, not Electron'}: ${runtime.reason}`,
)

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  workers: 1,
  // One second try on a build machine that may stall; what needed it is listed as flaky, never silently.
  retries: process.env.CI === 'true' ? 1 : 0,
  timeout: 120_000,
  expect: { timeout: 10_000 },
  outputDir: '../test-results',
  reporter: 'list',
})
