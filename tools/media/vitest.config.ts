import { defineConfig } from 'vitest/config'

/** Experiments with real sound: slow, and one at a time, since they measure what a busy machine would spoil. */
export default defineConfig({
  root: `${import.meta.dirname}/../..`,
  test: {
    include: ['tools/**/*.media.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    pool: 'forks',
    fileParallelism: false,
  },
})
