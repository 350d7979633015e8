import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

/** The tests of `npm run check`. The limits are for a busy machine: a test that waits, waits for a condition. */
export default defineConfig({
  plugins: [react()],
  test: {
    include: ['{shared,main,preload,renderer,hub,tools,bench}/**/*.test.{ts,tsx}'],
    exclude: ['**/node_modules/**', 'out/**', '**/*.slow.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 30_000 } },
    pool: 'forks',
    // Much of what a test does is to wait: a third one fills the pauses of the two.
    maxWorkers: 3,
  },
})
