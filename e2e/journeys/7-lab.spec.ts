import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { loudness, measure, stretch } from '../../tools/media/tones.ts'
import { type Lab, labAvailable, type Scenario, startLab } from '../../tools/telephony-lab/lab.ts'
import { type Console, openConsole } from '../support/console.ts'
import { beingRecorded, calls, deskReady, lastCall, lineReady, lineState, wrapUp } from '../support/desk.ts'
import { fetchRecording, secondsOf } from '../support/recording.ts'

// Journey 7: the console on a line of a real SIP network (Kamailio and rtpengine, on loopback). A caller from the
// telephone network speaks to it; and the proxy is killed with -9 in a call that goes on.

const missing = labAvailable()
if (missing && process.env.CI === 'true') throw new Error(missing)

const caller = '0501234567'
const operatorTone = 440
/** dBFS: speech over a telephone line is far above, an empty line far below. */
const speech = -45

let folder: string
let lab: Lab
let desk: Console

test.describe.configure({ mode: 'serial' })
test.skip(missing !== undefined, missing)
test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kommutator-lab-'))
  ;[lab, desk] = await Promise.all([startLab(folder), openConsole({ tone: operatorTone })])
  await deskReady(desk.page)
})
test.afterAll(async () => {
  await Promise.all([desk?.close(), lab?.stop()])
  if (folder) await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
})

const talking = async () => (await calls(desk.page)).find((call) => call.phase === 'connected')

/** A caller speaks; answers `over` with whether the call went as it was planned on their side. */
async function answer(seconds: number, scenario: Scenario) {
  const over = lab.call('1001', seconds, scenario)
  await expect(desk.page.getByRole('region', { name: 'Incoming call' })).toContainText(caller)
  await desk.page.keyboard.press('F12')
  await beingRecorded(desk.page)
  await expect.poll(async () => (await talking())?.contactId).toBeDefined()
  return { over, contactId: (await talking())?.contactId ?? '' }
}

/** What is kept of the call that has just ended: as long as the talk, both sides all through. */
async function whole(contactId: string, endedBy: 'operator' | 'customer'): Promise<void> {
  await expect.poll(talking).toBeUndefined()
  await wrapUp(desk.page)
  const kept = { outcome: 'answered', endedBy, recording: { kept: true, cutShort: false } }
  await expect.poll(() => lastCall(desk.page, contactId), { timeout: 30_000 }).toMatchObject(kept)
  const call = await lastCall(desk.page, contactId)
  const sound = await fetchRecording(desk.page, call?.recording?.recordingId ?? '')
  const { left, right, rate } = sound
  expect(secondsOf(sound)).toBeGreaterThan(5)
  expect(Math.abs(secondsOf(sound) - (call?.talkSeconds ?? 0))).toBeLessThan(2)
  for (let at = 1; at + 4 <= secondsOf(sound); at += 3) {
    expect(loudness(stretch(right, rate, at, at + 3)), `the caller at ${at} s`).toBeGreaterThan(speech)
    expect(measure(stretch(left, rate, at, at + 3), rate, operatorTone)).toBeGreaterThan(speech)
  }
}

/** Kills the proxy in a call and starts it again; the call goes on meanwhile. */
async function crashAndRevive(): Promise<void> {
  await lab.crash()
  await expect.poll(async () => (await talking())?.linked).toBe(false)
  await expect(desk.page.getByRole('article', { name: /^Call: / })).toContainText('Signalling lost')
  await expect.poll(() => lineState(desk.page)).not.toBe('registered')
  await lab.revive()
  await lineReady(desk.page)
  const last = async () => (await calls(desk.page)).at(-1)
  await expect.poll(last, { timeout: 30_000 }).toMatchObject({ phase: 'connected', linked: true })
}

test('the line is set up and found to work', async () => {
  const { page } = desk
  await page.keyboard.press('Control+Comma')
  await page.getByText('Your own PBX', { exact: true }).click()
  await page.getByLabel('PBX address').fill(lab.ws)
  await page.getByLabel('Extension', { exact: true }).fill('1001')
  await page.getByLabel('Domain (realm)').fill(lab.domain)
  await page.getByLabel('Line password').fill(lab.users['1001'] ?? '')
  await page.getByRole('button', { name: 'Test this line' }).click()
  const result = page.getByRole('status').filter({ has: page.locator('ol') })
  await expect(result).toContainText('The line works')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('line 1001 is up')).toBeVisible()
  await page.keyboard.press('Control+Comma')
})

test('a caller from the telephone network is answered, heard and recorded', async () => {
  const { over, contactId } = await answer(6, 'caller')
  expect(await over).toBe(true)
  await whole(contactId, 'customer')
})

test('Kamailio is killed in a call: the call goes on, and the operator ends it', async () => {
  const { over, contactId } = await answer(60, 'survivor-listens')
  await crashAndRevive()
  await expect
    .poll(async () => Date.now() - ((await talking())?.answeredAt ?? Date.now()))
    .toBeGreaterThan(8000)
  await desk.page.keyboard.press('F10')
  expect(await over).toBe(true)
  await whole(contactId, 'operator')
})

test('Kamailio is killed in a call: the call goes on, and the caller ends it', async () => {
  const { over, contactId } = await answer(6, 'survivor-hangs-up')
  await crashAndRevive()
  expect(await over).toBe(true)
  await whole(contactId, 'customer')
})
