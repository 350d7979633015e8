import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

/** Tests that need the telephony lab's packages: run by `run.ts`, never by the default suite. */
export default defineConfig({
  root: join(import.meta.dirname, '../..'),
  test: {
    include: ['{main,hub,tools,e2e}/**/*.lab.ts'],
    exclude: ['**/node_modules/**', 'out/**'],
    testTimeout: 120_000,
    hookTimeout: 900_000,
    expect: { poll: { timeout: 30_000 } },
    pool: 'forks',
    fileParallelism: false,
  },
})
