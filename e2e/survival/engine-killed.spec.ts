import { expect, test } from '@playwright/test'
import { lastCall, wrapUp } from '../support/desk.ts'
import { hears } from '../support/ears.ts'
import { crash, customerTone, operatorTone, type Stage, setStage, talking } from '../support/survival.ts'

// The media window dies in a call: every sound is gone with it. Within three seconds both hear each other again.

/** From the crash to the sound, for a machine that has nothing else to do. */
const SOUND_BACK_MS = 3000

let stage: Stage
test.describe.configure({ mode: 'serial' })
test.beforeAll(async () => {
  stage = await setStage()
})
test.afterAll(() => stage?.close())

test('the sound is back within three seconds, the call is the same, and the customer can end it', async () => {
  const { desk, phone } = stage
  await stage.talk()
  const before = await talking(desk)
  await crash(desk, 'engine.html')
  const died = Date.now()
  await hears(phone.page, operatorTone, customerTone)
  const silentMs = Date.now() - died
  console.log(`the customer heard nothing for ${silentMs} ms`)
  expect(silentMs).toBeLessThan(SOUND_BACK_MS)
  expect(await talking(desk)).toMatchObject({ callId: before?.callId, answeredAt: before?.answeredAt })
  await phone.hangUp()
  await expect.poll(() => talking(desk)).toBeUndefined()
  await wrapUp(desk.page)
  await expect.poll(() => lastCall(desk.page, stage.personId)).toMatchObject({ outcome: 'answered' })
})
