import { defineConfig } from 'vitest/config'

/** The widget in a real Firefox. The pages must be built first (`npm run build`). */
export default defineConfig({
  test: {
    include: ['hub/widget/*.e2e.ts'],
    testTimeout: 60_000,
    hookTimeout: 90_000,
    fileParallelism: false,
  },
})
