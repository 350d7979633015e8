import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { defaultSound } from '../../shared/ipc/contract.ts'
import { connect, type EngineLab, type LabEngine, negotiate, startEngineLab } from './engine-lab.ts'
import { type Channels, decodeChannels, loudness, measure, stretch, toneWav } from './tones.ts'

/** What each of them says. None of these is a note of the hold music. */
const OPERATOR = 720
const ANNA = 1080
const BORIS = 1530
const voices = { operator: OPERATOR, anna: ANNA, boris: BORIS }
type Voice = keyof typeof voices

/** Nothing of the browser's own weighs one voice against another: what is measured is who hears whom. */
const raw = { ...defaultSound, echoCancellation: false, noiseSuppression: false, autoGain: false }

let lab: EngineLab
let operator: LabEngine
let anna: LabEngine
let boris: LabEngine

beforeAll(async () => {
  lab = await startEngineLab()
  operator = await lab.open(OPERATOR)
  anna = await lab.open(ANNA)
  boris = await lab.open(BORIS)
  for (const side of [operator, anna, boris]) await side.engine.prepare({ ringVolume: 0.5, sound: raw })
})
afterAll(() => lab?.close())

/** Loud enough to be understood, or too faint to be made out even in silence; dBFS. */
const HEARD = -40
const UNHEARD = -60
/** Who is to be heard in these samples; everybody else must not be. */
function expectVoices(samples: Float32Array, rate: number, where: string, ...expected: Voice[]): void {
  for (const [name, hz] of Object.entries(voices)) {
    const level = measure(samples, rate, hz)
    if (expected.includes(name as Voice)) expect(level, `${where}: ${name} is heard`).toBeGreaterThan(HEARD)
    else expect(level, `${where}: ${name} is not heard`).toBeLessThan(UNHEARD)
  }
}

/** Stretches of time by name, on the clock of recordings that began with it. */
function makeStages() {
  const began = Date.now()
  const stages = new Map<string, [number, number]>()
  return {
    async stage(name: string): Promise<void> {
      const from = (Date.now() - began) / 1000 + 0.9
      await sleep(2900)
      stages.set(name, [from, (Date.now() - began) / 1000 - 0.3])
    },
    of: (name: string, samples: Float32Array, rate: number) =>
      stretch(samples, rate, ...(stages.get(name) ?? ([0, 0] as [number, number]))),
    at: (): number => (Date.now() - began) / 1000,
  }
}

describe('a conference', () => {
  test('lets everybody hear everybody but themselves, through mute, hold and the end of a leg', async () => {
    await connect(operator.engine, anna.engine, { mediaId: 'ma', callId: 'a' })
    await connect(operator.engine, boris.engine, { mediaId: 'mb', callId: 'b' })
    for (const [side, callId] of [
      [anna, 'a'],
      [boris, 'b'],
      [operator, 'a'],
      [operator, 'b'],
    ] as const)
      await side.engine.startRecording(callId)
    const { stage, of } = makeStages()
    const rate = 48_000
    const ear: Record<string, Float32Array> = {}
    const withEar = async (name: string) => {
      const [samples] = await Promise.all([operator.sound.heard('headset', 2.5), stage(name)])
      ear[name] = samples.slice(48_000 * 0.9)
    }
    const both = { callIds: ['a', 'b'], on: true, withOperator: true }

    await stage('apart')
    await operator.engine.bridge(both)
    await withEar('together')
    await operator.engine.mute('a', true)
    await operator.engine.mute('b', true)
    await stage('muted')
    await operator.engine.mute('a', false)
    await operator.engine.mute('b', false)
    await negotiate(operator.engine, anna.engine, 'ma', { hold: true })
    await withEar('anna held')
    await negotiate(operator.engine, anna.engine, 'ma')
    await stage('again')
    await operator.engine.bridge({ ...both, withOperator: false })
    await withEar('among themselves')
    await operator.engine.bridge({ ...both, on: false })
    await stage('apart again')
    await operator.engine.bridge(both)
    for (const side of [operator, boris]) await side.engine.close('mb')
    await stage('left alone')

    for (const [side, callId] of [
      [anna, 'a'],
      [boris, 'b'],
      [operator, 'a'],
      [operator, 'b'],
    ] as const)
      await side.engine.finishRecording(callId)
    for (const side of [operator, anna]) await side.engine.close('ma')

    const atAnna = await decodeChannels(anna.webm('a'))
    const atBoris = await decodeChannels(boris.webm('b'))
    const anna_ = (name: string, ...who: Voice[]) =>
      expectVoices(of(name, atAnna.right, rate), rate, `Anna, ${name}`, ...who)
    const boris_ = (name: string, ...who: Voice[]) =>
      expectVoices(of(name, atBoris.right, rate), rate, `Boris, ${name}`, ...who)
    anna_('apart', 'operator')
    boris_('apart', 'operator')
    anna_('together', 'operator', 'boris')
    boris_('together', 'operator', 'anna')
    expectVoices(ear.together as Float32Array, rate, 'the operator', 'anna', 'boris')
    anna_('muted', 'boris')
    boris_('muted', 'anna')
    anna_('anna held')
    boris_('anna held', 'operator')
    expectVoices(ear['anna held'] as Float32Array, rate, 'the operator while Anna is held', 'boris')
    anna_('again', 'operator', 'boris')
    boris_('again', 'operator', 'anna')
    anna_('among themselves', 'boris')
    boris_('among themselves', 'anna')
    expectVoices(ear['among themselves'] as Float32Array, rate, 'the operator who has left them')
    anna_('apart again', 'operator')
    boris_('apart again', 'operator')
    anna_('left alone', 'operator')

    // The recordings: left what was said to that customer, right what they said.
    const leftOf = (recording: Channels, name: string, ...who: Voice[]) =>
      expectVoices(of(name, recording.left, rate), rate, `left, ${name}`, ...who)
    const ofAnna = await decodeChannels(operator.webm('a'))
    leftOf(ofAnna, 'apart', 'operator')
    leftOf(ofAnna, 'together', 'operator', 'boris')
    leftOf(ofAnna, 'anna held')
    leftOf(ofAnna, 'among themselves', 'boris')
    expectVoices(of('together', ofAnna.right, rate), rate, 'right', 'anna')
    const peaks = operator.chunks('a').flatMap((chunk) => chunk.operator)
    expect(Math.max(...peaks)).toBeGreaterThan(20)
  })

  test('is refused with a call that is not there; without the operator nobody hears the room until told', async () => {
    await connect(operator.engine, anna.engine, { mediaId: 'mc', callId: 'c' })
    await expect(
      operator.engine.bridge({ callIds: ['c', 'nobody'], on: true, withOperator: false }),
    ).rejects.toMatchObject({ code: 'CALL_NOT_FOUND' })
    await sleep(300)
    await anna.engine.startRecording('c')
    await sleep(2500)
    await operator.engine.bridge({ callIds: ['c'], on: false, withOperator: true })
    await expect(
      operator.engine.bridge({ callIds: ['c', 'nobody'], on: true, withOperator: true }),
    ).rejects.toMatchObject({ code: 'CALL_NOT_FOUND' })
    const told = 2.5 + 4.5
    await sleep(2500)
    await anna.engine.finishRecording('c')
    for (const side of [operator, anna]) await side.engine.close('mc')
    const { right, rate } = await decodeChannels(anna.webm('c'))
    expectVoices(right.subarray(0, 2 * rate), rate, 'Anna, who is to be among others')
    expectVoices(stretch(right, rate, told + 0.8), rate, 'Anna', 'operator')
  })
})

/** The greatest step from one sample to the next: a click is a step that no voice makes. */
const step = (samples: Float32Array): number => {
  let greatest = 0
  for (let i = 1; i < samples.length; i++)
    greatest = Math.max(greatest, Math.abs((samples[i] ?? 0) - (samples[i - 1] ?? 0)))
  return greatest
}

describe('a customer on hold', () => {
  test.each([
    ['music', undefined],
    ['file', 1730],
  ] as const)(
    'hears %s and never the room; packets flow on, and the voice is back without a click',
    async (hold, hz) => {
      const wav = join(lab.folder, 'company.wav')
      if (hz) await toneWav(wav, hz, 3, { steady: true, amplitude: 0.2 })
      const holdFile = hz ? new Uint8Array(await readFile(wav)) : undefined
      await operator.engine.prepare({
        ringVolume: 0.5,
        sound: { ...raw, hold },
        ...(holdFile ? { holdFile } : {}),
      })
      const callId = `hold-${hold}`
      const ids = { mediaId: callId, callId }
      await connect(operator.engine, anna.engine, ids)
      await operator.engine.startRecording(callId)
      await anna.engine.startRecording(callId)
      const { stage, of, at } = makeStages()
      await stage('talk')
      await negotiate(operator.engine, anna.engine, callId, { hold: true })
      const packets = new Promise<number>((resolve) => {
        const seen: number[] = []
        anna.engine.on('quality', (quality) => {
          if (quality.callId === callId && seen.push(quality.inNow) === 3) resolve(Math.min(...seen.slice(1)))
        })
      })
      await stage('held')
      expect(await packets, 'packets a second on hold').toBeGreaterThan(35)
      const resumeAt = at()
      await negotiate(operator.engine, anna.engine, callId)
      await stage('resumed')
      for (const side of [operator, anna]) await side.engine.finishRecording(callId)
      for (const side of [operator, anna]) await side.engine.close(callId)

      const { right, rate } = await decodeChannels(anna.webm(callId))
      const held = of('held', right, rate)
      expect(loudness(held), 'something is heard').toBeGreaterThan(-45)
      if (hz) expect(measure(held, rate, hz)).toBeGreaterThan(-30)
      expectVoices(held, rate, 'on hold')
      expectVoices(of('resumed', right, rate), rate, 'resumed', 'operator')
      const usual = Math.max(...['talk', 'held', 'resumed'].map((name) => step(of(name, right, rate))))
      expect(step(stretch(right, rate, resumeAt - 0.3, resumeAt + 3)), 'no click').toBeLessThan(1.5 * usual)

      const recorded = await decodeChannels(operator.webm(callId))
      expect(
        loudness(of('held', recorded.left, rate)),
        'the recording has neither room nor music',
      ).toBeLessThan(-60)
      expect(loudness(of('held', recorded.right, rate))).toBeLessThan(-60)
    },
  )

  test('a file that is no sound is told, and the music is played', async () => {
    const told: string[] = []
    const stop = operator.engine.on('trouble', ({ code }) => told.push(code))
    await operator.engine.prepare({
      ringVolume: 0.5,
      sound: { ...raw, hold: 'file' },
      holdFile: new Uint8Array([1, 2, 3]),
    })
    stop()
    expect(told).toEqual(['HOLD_FILE_BROKEN'])
    await connect(operator.engine, anna.engine, { mediaId: 'broken', callId: 'broken' })
    await anna.engine.startRecording('broken')
    await negotiate(operator.engine, anna.engine, 'broken', { hold: true })
    await sleep(2500)
    await anna.engine.finishRecording('broken')
    for (const side of [operator, anna]) await side.engine.close('broken')
    const { right, rate } = await decodeChannels(anna.webm('broken'))
    expect(loudness(stretch(right, rate, 1))).toBeGreaterThan(-45)
  })
})
