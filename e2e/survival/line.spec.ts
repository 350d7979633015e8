import { expect, test } from '@playwright/test'
import { calls, lineState } from '../support/desk.ts'
import { hears } from '../support/ears.ts'
import { pidsOf } from '../support/processes.ts'
import { customerEnds, customerTone, operatorTone, type Stage, setStage, whole } from '../support/survival.ts'

// The way to the switch breaks in a call: half open, after sleep, with the network. The sound goes on, the operator is
// told, the registration comes back by itself, and the other side's BYE is still seen.

/** A link that answers no ping is given up after fifteen seconds. */
const NOTICED_MS = 30_000
const SOUND_BACK_MS = 3000

let stage: Stage
test.describe.configure({ mode: 'serial' })
test.beforeAll(async () => {
  stage = await setStage()
})
test.afterAll(() => stage?.close())

const told = () => stage.desk.page.getByRole('article').getByText('Signalling lost')

test('the switch is stopped, not closed: noticed by its silence, and whole when it goes on', async () => {
  const { desk, phone } = stage
  await stage.talk()
  const pid = (await pidsOf(desk, 'demo switch')).at(-1) as number
  process.kill(pid, 'SIGSTOP')
  try {
    await expect(told()).toBeVisible({ timeout: NOTICED_MS })
    await hears(phone.page, operatorTone, customerTone)
  } finally {
    process.kill(pid, 'SIGCONT')
  }
  await whole(stage)
  await expect(told()).toBeHidden()
  await customerEnds(stage)
})

test('the computer wakes up: the line is made anew at once, the call and its sound go on', async () => {
  const { desk, phone } = stage
  await stage.talk()
  const lines = watchLine()
  await desk.app.evaluate(({ powerMonitor }) => void powerMonitor.emit('resume'))
  await expect.poll(lines).toContain('offline')
  await whole(stage)
  await hears(phone.page, operatorTone, customerTone, SOUND_BACK_MS)
  await customerEnds(stage)
})

test('the network changes: media paths are found anew and the call goes on', async () => {
  const { desk, phone } = stage
  await stage.talk()
  const lines = watchLine()
  await desk.app.evaluate(() => {
    const os = process.getBuiltinModule('os')
    const interfaces = os.networkInterfaces()
    const [other] = Object.values(interfaces).flatMap((list) => list ?? [])
    if (!other) throw new Error('this computer has no network at all')
    os.networkInterfaces = () => ({
      ...interfaces,
      other0: [{ ...other, address: '192.0.2.7', internal: false }],
    })
    process.getBuiltinModule('module').syncBuiltinESMExports()
  })
  await expect.poll(lines, { timeout: 15_000 }).toContain('offline')
  await whole(stage)
  await hears(phone.page, operatorTone, customerTone, SOUND_BACK_MS)
  expect((await calls(desk.page)).filter((call) => call.phase === 'connected')).toHaveLength(1)
  await customerEnds(stage)
  expect(await lineState(desk.page)).toBe('registered')
})

/** What the line was since now; states pass too quickly to be asked for. */
function watchLine(): () => Promise<string[]> {
  const { page } = stage.desk
  const began = page.evaluate(() => {
    type Lines = { lines: { state: string }[] }
    const { operator } = window as unknown as {
      operator: { softphone: { onLinesChanged(listener: (told: Lines) => void): void } }
    }
    const seen: string[] = []
    Object.assign(window, { seenLines: seen })
    operator.softphone.onLinesChanged(({ lines }) => {
      for (const { state } of lines) seen.push(state)
    })
  })
  return async () => {
    await began
    return page.evaluate(() => (window as unknown as { seenLines: string[] }).seenLines)
  }
}
