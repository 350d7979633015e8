import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: { include: ['tools/build/**/*.pack.ts'], testTimeout: 300_000, hookTimeout: 300_000, maxWorkers: 1 },
})
