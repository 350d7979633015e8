import { beside, journeys, report, step, tests } from './steps.ts'

/**
 * Every check and test, cheapest first. What needs a browser or a SIP network says which runtime it ran on. The
 * journeys run in real windows under a virtual display where there is one, else headless.
 */
const windowed = process.platform === 'linux' && !process.env.DISPLAY
const display = windowed ? ['tools/run/with-display.sh'] : []

await step('format and lint', ['node_modules/@biomejs/biome/bin/biome', 'ci', '--colors=off', '.'])
await step('types', ['tools/run/typecheck.ts'])
await step('dead code', ['node_modules/knip/bin/knip.js', '--no-progress'])
await tests('pure, room and contract tests', 'vitest.config.ts')
await tests('killed processes and fuzzing', 'vitest.slow.config.ts')
const built = await step('build', ['tools/build/build.ts'])
const runtime = (name: string, config: string) =>
  built && journeys(name, config, { through: display, minutes: 35 })
// Each of these is mostly waiting: tones of seconds, calls that ring, processes that come back.
await beside(
  () => tests('sound in the media window', 'tools/media/vitest.config.ts'),
  async () => {
    await tests('telephony lab', 'tools/telephony-lab/vitest.config.ts')
    await runtime('runtime contract', 'tools/electron-host/contract/playwright.config.ts')
    if (built) await tests('widget in Firefox', 'tools/firefox/vitest.config.ts')
    if (built) await tests('package', 'tools/build/vitest.pack.config.ts')
  },
)
await runtime('journeys', 'e2e/playwright.config.ts')
if (built) {
  await step('soak: ten calls for a minute', ['tools/soak/run.ts', 'calls', '--seconds', '60', '--built'], {
    through: display,
  })
}
report()
