import { defineConfig } from 'vitest/config'

/** Tests that are slow by nature: real processes that are killed and started again, and fuzzing. */
export default defineConfig({
  test: {
    include: ['{main,hub}/**/*.slow.test.ts'],
    exclude: ['**/node_modules/**', 'out/**'],
    testTimeout: 180_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 90_000 } },
    pool: 'forks',
    maxWorkers: 2,
  },
})
