/**
 * Runs the tests that need a real SIP network (`*.lab.ts`): `node tools/telephony-lab/run.ts [vitest arguments]`.
 * Without the packages it says so and succeeds; in CI a skip is a failure.
 */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { labAvailable } from './lab.ts'

const root = join(import.meta.dirname, '../..')
const reason = labAvailable()
if (reason) {
  process.stdout.write(`telephony lab: skipped. ${reason}\n`)
  process.exit(process.env.CI === 'true' ? 1 : 0)
}
const vitest = join(root, 'node_modules/vitest/vitest.mjs')
const config = join(import.meta.dirname, 'vitest.config.ts')
const { status } = spawnSync(
  process.execPath,
  [vitest, 'run', '--config', config, ...process.argv.slice(2)],
  {
    cwd: root,
    stdio: 'inherit',
  },
)
process.exit(status ?? 1)
