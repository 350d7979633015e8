import path from 'node:path'
import { defineConfig } from '@playwright/test'
import { findRuntime } from '../runtime.mjs'

Object.assign(process.env, findRuntime(path.resolve(import.meta.dirname, '../../..')).env)

export default defineConfig({
  testDir: '.',
  timeout: 60_000,
  workers: 1,
  reporter: 'list',
  globalSetup: './announce.ts',
  outputDir: '../../../test-results/electron-contract',
})
