import { report, step, tests } from './steps.ts'

/** `npm run check`: format, lint, types, dead code and the pure tests; under two minutes, before every commit. */
await step('format and lint', ['node_modules/@biomejs/biome/bin/biome', 'ci', '--colors=off', '.'])
await step('types', ['tools/run/typecheck.ts'])
await step('dead code', ['node_modules/knip/bin/knip.js', '--no-progress'])
await tests('pure, room and contract tests', 'vitest.config.ts')
report()
