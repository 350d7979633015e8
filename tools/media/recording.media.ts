import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeRecordingKeys, openRecording } from '../../hub/recordings/open-recording.ts'
import { createRecordingStore } from '../../main/recordings/recording-store.ts'
import { CallId, RecordingId } from '../../shared/lib/ids.ts'
import { connect, type EngineLab, type LabEngine, launchChromium, startEngineLab } from './engine-lab.ts'
import { decodeChannels, dominance, measure, probe, stretch } from './tones.ts'

const OPERATOR = 440
const CUSTOMER = 1000

let lab: EngineLab
let operator: LabEngine
let customer: LabEngine
let keys: Awaited<ReturnType<typeof makeRecordingKeys>>

beforeAll(async () => {
  lab = await startEngineLab()
  keys = await makeRecordingKeys()
  operator = await lab.open(OPERATOR)
  customer = await lab.open(CUSTOMER)
  for (const side of [operator, customer]) await side.engine.prepare({ ringVolume: 0 })
})
afterAll(() => lab?.close())

/** A call whose chunks go to a store, as in main. */
async function recordedCall(name: string) {
  const callId = CallId.parse(name)
  const recordingId = RecordingId.parse(`rec-${name}`)
  const folder = join(lab.folder, `recordings-${name}`)
  const newStore = () => createRecordingStore({ folder, hubPublicKey: () => keys.publicKey })
  const store = newStore()
  await store.recover()
  operator.engine.on('chunk', ({ callId: of, ...chunk }) => void store.append(of, chunk))
  await connect(operator.engine, customer.engine, { mediaId: name, callId })
  await store.begin({ callId, recordingId, startedAt: new Date().toISOString() })
  await operator.engine.startRecording(callId)
  return { callId, store, newStore }
}

describe('a recording from microphone to player', () => {
  test('says its length, has a voice in each channel, and can be sought in', async () => {
    const { callId, store } = await recordedCall('whole')
    await sleep(6500)
    const { ms, chunks } = await operator.engine.finishRecording(callId)
    const recording = await store.finish(callId)
    expect(recording?.cutShort).toBe(false)
    const opened = await openRecording(store.path(RecordingId.parse('rec-whole')), keys.privateKey)
    expect(opened.chunks).toBe(chunks)
    expect(opened.torn).toBe(false)
    expect(Math.abs(opened.seconds - ms / 1000)).toBeLessThan(0.5)
    expect(Math.max(...opened.peaks.operator)).toBeGreaterThan(20)
    expect(Math.max(...opened.peaks.customer)).toBeGreaterThan(20)

    const file = join(lab.folder, 'whole.webm')
    await writeFile(file, opened.audio)
    const told = await probe(file)
    expect(told).toMatchObject({ codec: 'opus', channels: 2, rate: 48_000 })
    expect(told.seconds).toBeCloseTo(opened.seconds, 0)
    const { left, right, rate } = await decodeChannels(file)
    expect(measure(stretch(left, rate, 1, -0.5), rate, OPERATOR)).toBeGreaterThan(-40)
    expect(dominance(stretch(left, rate, 1, -0.5), rate, OPERATOR, CUSTOMER)).toBeGreaterThan(20)
    expect(dominance(stretch(right, rate, 1, -0.5), rate, CUSTOMER, OPERATOR)).toBeGreaterThan(20)

    const played = await seekInChromium('whole.webm', 4)
    expect(played.duration).toBeCloseTo(opened.seconds, 0)
    expect(played.at).toBeCloseTo(4, 1)
    expect(played.after).toBeGreaterThan(4.3)
  })

  test('of a program that died in the call loses at most two seconds', async () => {
    const { callId, store, newStore } = await recordedCall('crash')
    await sleep(5300)
    // Nothing is finished, neither here nor in the window: what counts is what lies on the disk.
    const heardMs = 5300
    const [recovered] = await newStore().recover()
    expect(recovered).toMatchObject({ callId, state: 'finished', cutShort: true })
    const opened = await openRecording(store.path(RecordingId.parse('rec-crash')), keys.privateKey)
    expect(opened.seconds * 1000).toBeGreaterThan(heardMs - 2000)
    expect(opened.seconds * 1000).toBeLessThan(heardMs + 500)
    await operator.engine.close('crash')
  })
})

/** Plays a file of the lab's folder in a browser: its duration, and where it is after a jump and half a second more. */
async function seekInChromium(
  file: string,
  to: number,
): Promise<{ duration: number; at: number; after: number }> {
  const browser = await launchChromium()
  try {
    const page = await browser.newPage()
    await page.goto(`${lab.url}/engine.html`)
    return await page.evaluate(
      async ([src, seconds]) => {
        const audio = new Audio(src)
        await new Promise((resolve, reject) => {
          audio.onloadedmetadata = resolve
          audio.onerror = () => reject(new Error(audio.error?.message))
        })
        audio.currentTime = seconds
        await new Promise((resolve) => {
          audio.onseeked = resolve
        })
        const at = audio.currentTime
        await audio.play()
        await new Promise((resolve) => setTimeout(resolve, 600))
        return { duration: audio.duration, at, after: audio.currentTime }
      },
      [`${lab.url}/${file}`, to] as const,
    )
  } finally {
    await browser.close()
  }
}
