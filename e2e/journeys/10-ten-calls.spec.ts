import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { dominance, loudness, measure, stretch } from '../../tools/media/tones.ts'
import { type Lab, labAvailable, startLab } from '../../tools/telephony-lab/lab.ts'
import { readStreams } from '../../tools/telephony-lab/pcap.ts'
import { type Console, openConsole } from '../support/console.ts'
import { calls, deskReady, lastCall } from '../support/desk.ts'
import { caller, callFrom, hands, hearsCall, putOnLab } from '../support/lab-line.ts'
import { fetchRecording, secondsOf } from '../support/recording.ts'

// Journey 10: ten calls of the telephone network in one console, nine on hold; each is resumed, heard and ended. Every
// caller sings a tone of their own: what the operator heard is measured on the recordings, what the callers heard on
// the sound that reached the proxy's media relay.

const missing = labAvailable()
if (missing && process.env.CI === 'true') throw new Error(missing)

/** Hertz, beside every note that music on hold may have. */
const OPERATOR = 517
/** dBFS: a tone that is there, and what may be left of one that is not. */
const CLEAR = -40
const GONE = -50
/**
 * dB between the tone that is heard and any other. Measured over the ninety pairs on a loaded computer: 45 to 87, and 30
 * where the stretch caught the pause between two syllables, in which the tone itself is at -21 dBFS and not at -6.
 */
const APART = 25
const callers = Array.from({ length: 10 }, (_, slot) => caller(slot))

let folder: string
let lab: Lab
let desk: Console

test.skip(missing !== undefined, missing)
test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kommutator-lab-'))
  ;[lab, desk] = await Promise.all([startLab(folder, { record: true }), openConsole({ tone: OPERATOR })])
  await deskReady(desk.page)
  await putOnLab(desk.page, lab)
})
test.afterAll(async () => {
  await Promise.all([desk?.close(), lab?.stop()])
  if (folder) await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
})

test('ten calls at once: nine wait in silence, and each is heard when it is resumed', async () => {
  test.setTimeout(240_000)
  const { page } = desk
  const connected = async () => (await calls(page)).filter((call) => call.phase === 'connected')
  const placed = []
  for (const who of callers) {
    const over = lab.call('1001', 200, 'survivor-listens', who)
    await expect.poll(async () => (await callFrom(page, who.number))?.phase).toBe('offered')
    const callId = (await callFrom(page, who.number))?.callId ?? ''
    await page.keyboard.press('F12')
    await expect.poll(async () => (await callFrom(page, who.number))?.recording).toBe('on')
    await expect.poll(async () => (await callFrom(page, who.number))?.contactId).toBeDefined()
    const contactId = (await callFrom(page, who.number))?.contactId ?? ''
    placed.push({ ...who, over, callId, contactId })
  }
  const free = async () => (await connected()).filter((call) => !call.held).map((call) => call.callId)
  await expect.poll(async () => (await connected()).length).toBe(callers.length)
  await expect.poll(free).toEqual([placed.at(-1)?.callId])

  for (const { callId, over } of placed) {
    await hands(page, callId).hold(false)
    await expect.poll(free).toEqual([callId])
    await hearsCall(page, callId)
    // Enough to be measured, on both sides.
    await page.waitForTimeout(1500)
    await hands(page, callId).hangUp()
    expect(await over).toBe(true)
    await hands(page, callId).dispose()
  }
  await expect.poll(async () => (await calls(page)).filter((call) => call.phase !== 'ended')).toEqual([])

  for (const { callId, contactId, hz } of placed) {
    const kept = { outcome: 'answered', recording: { kept: true } }
    await expect.poll(() => lastCall(page, contactId), { timeout: 30_000 }).toMatchObject(kept)
    const recordingId = (await lastCall(page, contactId))?.recording?.recordingId ?? ''
    const { right, rate, left } = await fetchRecording(page, recordingId)
    const end = stretch(right, rate, -1.2, -0.3)
    expect(measure(end, rate, hz), `the operator hears ${hz} Hz`).toBeGreaterThan(CLEAR)
    for (const other of callers)
      if (other.hz !== hz)
        expect(dominance(end, rate, hz, other.hz), `${hz} Hz, not ${other.hz}`).toBeGreaterThan(APART)
    const half = secondsOf({ left, right, rate }) / 2
    expect(loudness(stretch(right, rate, half - 0.5, half + 0.5)), `${hz} Hz is on hold`).toBeLessThan(GONE)

    // The console's own sound, in one piece or in two where it changed its way to the relay.
    const heard = lab
      .recordings()
      .filter((file) => file.includes(encodeURIComponent(callId)))
      .flatMap(readStreams)
      .map((stream) => Float32Array.from(stream.samples, (v) => v / 32_768))
      .filter((samples) => samples.length > 8000 && measure(stretch(samples, 8000, -1), 8000, hz) < CLEAR)
      .sort((a, b) => b.length - a.length)
    const ends = heard.map((samples) => measure(stretch(samples, 8000, -1.2, -0.2), 8000, OPERATOR))
    expect(Math.max(...ends), `what the caller of ${hz} Hz was sent`).toBeGreaterThan(CLEAR)
    const [longest = new Float32Array()] = heard
    const middle = longest.length / 16_000
    const waiting = stretch(longest, 8000, middle - 0.5, middle + 0.5)
    expect(measure(waiting, 8000, OPERATOR), 'the room on hold').toBeLessThan(GONE)
  }
})
