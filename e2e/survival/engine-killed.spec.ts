import { availableParallelism, loadavg } from 'node:os'
import { expect, test } from '@playwright/test'
import { lastCall } from '../support/desk.ts'
import { hears, hearsNothing } from '../support/ears.ts'
import { fetchRecording, secondsOf, weakestTones } from '../support/recording.ts'
import {
  crash,
  customerEnds,
  customerTone,
  operatorTone,
  recordingsOf,
  type Stage,
  setStage,
  talking,
} from '../support/survival.ts'

// The media window dies in a call, and all sound with it. Within three seconds both hear each other again.

/** From the crash to the sound, a moment of listening included; longer where others have the processor meanwhile. */
const SOUND_BACK_MS = 3000
const slowness = () => Math.max(1, (loadavg()[0] ?? 1) / availableParallelism())

let stage: Stage
test.describe.configure({ mode: 'serial' })
test.beforeAll(async () => {
  stage = await setStage()
})
test.afterAll(() => stage?.close())

test('the sound is back within three seconds; all but the gap is recorded, and the customer can end the call', async () => {
  const { desk, phone } = stage
  await stage.talk()
  const before = await talking(desk)
  await desk.page.waitForTimeout(3000)
  await crash(desk, 'engine.html')
  const died = Date.now()
  await expect(desk.page.getByTestId('quality-words')).toContainText('No sound')
  await hears(phone.page, operatorTone, customerTone)
  const silentMs = Date.now() - died
  console.log(
    `the sound was away for ${silentMs} ms at most; the computer was ${slowness().toFixed(1)} times too busy`,
  )
  expect(silentMs).toBeLessThan(SOUND_BACK_MS * slowness())
  await expect(desk.page.getByTestId('quality-words')).toBeHidden()
  expect(await talking(desk)).toMatchObject({
    callId: before?.callId,
    answeredAt: before?.answeredAt,
    recording: 'on',
  })
  await desk.page.waitForTimeout(4000)
  await customerEnds(stage)
  await expect.poll(async () => (await recordingsOf(stage)).length, { timeout: 30_000 }).toBe(2)
  const parts = await recordingsOf(stage)
  expect(parts.map((part) => part.cutShort ?? false)).toEqual([true, false])
  for (const { recordingId } of parts) {
    const sound = await fetchRecording(desk.page, recordingId)
    expect(secondsOf(sound)).toBeGreaterThan(2)
    const weakest = weakestTones(sound, operatorTone, customerTone)
    expect(weakest.operator).toBeGreaterThan(20)
    expect(weakest.customer).toBeGreaterThan(20)
  }
  const call = await lastCall(desk.page, stage.personId)
  expect(call).toMatchObject({ outcome: 'answered', endedBy: 'customer' })
  expect(call?.mos).toBeGreaterThan(1)
  expect(call?.talk?.operatorSeconds).toBeGreaterThan(3)
})

test('a muted call stays muted: what is said while the sound comes back is not for the customer', async () => {
  const { desk, phone } = stage
  await stage.talk()
  await desk.page.keyboard.press('F8')
  await hearsNothing(phone.page)
  const died = Date.now()
  await crash(desk, 'engine.html')
  // Measured again: the new media window has the call.
  await expect(desk.page.getByTestId('quality-words')).toBeHidden({ timeout: 10_000 })
  await expect
    .poll(async () => (await talking(desk))?.muted === true && Date.now() - died > 4000, { timeout: 10_000 })
    .toBe(true)
  await hearsNothing(phone.page)
  await desk.page.keyboard.press('F8')
  await hears(phone.page, operatorTone, customerTone)
  await customerEnds(stage)
})
