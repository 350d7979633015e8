import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { defaultSound } from '../../shared/ipc/contract.ts'
import { connect, type EngineLab, type LabEngine, negotiate, startEngineLab } from './engine-lab.ts'
import { decodeChannels, dominance, loudness, measure, stretch } from './tones.ts'

/** What each side says; the names are those of the console. */
const OPERATOR = 440
const CUSTOMER = 1000

let lab: EngineLab
let operator: LabEngine
let customer: LabEngine

beforeAll(async () => {
  lab = await startEngineLab()
  operator = await lab.open(OPERATOR)
  customer = await lab.open(CUSTOMER)
  for (const side of [operator, customer]) {
    const devices = await side.engine.prepare({ ringVolume: 0.5 })
    expect(devices.microphone).toBe('ready')
    expect(devices.inputs.length).toBeGreaterThan(0)
  }
})
afterAll(() => lab?.close())

describe('a call between two media windows', () => {
  test('carries each voice to the other side, and silence on mute and hold', async () => {
    const ids = { mediaId: 'm1', callId: 'c1' }
    await connect(operator.engine, customer.engine, ids)
    // Both record: the right channel is what came out of the decoder of the far side.
    await customer.engine.startRecording('c1')
    const began = Date.now()
    await operator.engine.startRecording('c1')
    const marks: Record<string, [number, number]> = {}
    const during = async (what: string): Promise<void> => {
      const from = (Date.now() - began) / 1000 + 0.8
      await sleep(3200)
      marks[what] = [from, (Date.now() - began) / 1000 - 0.4]
    }

    await during('talk')
    await operator.engine.mute('c1', true)
    await during('muted')
    await operator.engine.mute('c1', false)
    await during('unmuted')
    const held = await negotiate(operator.engine, customer.engine, 'm1', { hold: true })
    expect(held.offer).toContain('a=sendonly')
    expect(held.answer).toContain('a=recvonly')
    await during('held')
    const resumed = await negotiate(operator.engine, customer.engine, 'm1')
    expect(resumed.offer).toContain('a=sendrecv')
    await during('resumed')

    const end = await operator.engine.finishRecording('c1')
    await customer.engine.finishRecording('c1')
    expect(end.chunks).toBe(operator.chunks('c1').length)
    expect(end.ms).toBeGreaterThan(15_000)
    for (const side of [operator, customer]) await side.engine.close('m1')

    const here = await decodeChannels(operator.webm('c1'))
    const there = await decodeChannels(customer.webm('c1'))
    const rate = here.rate
    const at = (samples: Float32Array, what: string) => stretch(samples, rate, ...(marks[what] ?? [0, 0]))

    for (const what of ['talk', 'unmuted', 'resumed']) {
      const heard = at(there.right, what)
      expect(measure(heard, rate, OPERATOR), `${what}: operator heard`).toBeGreaterThan(-40)
      expect(dominance(heard, rate, OPERATOR, CUSTOMER), `${what}: at the customer`).toBeGreaterThan(20)
      const back = at(here.right, what)
      expect(measure(back, rate, CUSTOMER), `${what}: customer heard`).toBeGreaterThan(-40)
      expect(dominance(back, rate, CUSTOMER, OPERATOR), `${what}: at the operator`).toBeGreaterThan(20)
      expect(dominance(at(here.left, what), rate, OPERATOR, CUSTOMER), `${what}: left`).toBeGreaterThan(20)
    }
    for (const what of ['muted', 'held']) {
      expect(loudness(at(there.right, what)), `${what}: the customer hears nothing`).toBeLessThan(-60)
      expect(loudness(at(here.left, what)), `${what}: nor does the recording`).toBeLessThan(-60)
    }
    expect(dominance(at(here.right, 'muted'), rate, CUSTOMER, OPERATOR)).toBeGreaterThan(20)
    expect(loudness(at(here.right, 'held')), 'the held customer is not heard').toBeLessThan(-60)

    const peaks = operator.chunks('c1').flatMap((chunk) => chunk.operator)
    expect(Math.abs(peaks.length * 50 - end.ms)).toBeLessThan(500)
    expect(Math.max(...peaks)).toBeGreaterThan(20)
  })

  test('survives a change of network: ICE restarts on both sides', async () => {
    await connect(operator.engine, customer.engine, { mediaId: 'm2', callId: 'c2' })
    const user = (sdp: string) => /a=ice-ufrag:(\S+)/.exec(sdp)?.[1]
    const before = await negotiate(operator.engine, customer.engine, 'm2')
    const after = await negotiate(operator.engine, customer.engine, 'm2', { iceRestart: true })
    expect(user(after.offer)).not.toBe(user(before.offer))
    await sleep(1500)
    const quality = await operator.engine.quality('c2')
    await expect
      .poll(async () => (await operator.engine.quality('c2')).packetsIn, { timeout: 10_000 })
      .toBeGreaterThan(quality.packetsIn + 30)
    expect((await operator.engine.quality('c2')).mos).toBeGreaterThan(3.5)
    for (const side of [operator, customer]) await side.engine.close('m2')
  })

  test('a hold that the other side refuses is taken back, and the voice returns', async () => {
    await connect(operator.engine, customer.engine, { mediaId: 'm3', callId: 'c3' })
    await operator.engine.getDescription('m3', { hold: true, iceRestart: false })
    await operator.engine.rollback('m3')
    await customer.engine.startRecording('c3')
    await sleep(2500)
    // The far side closes before it is asked for the recording: nothing of it is lost.
    for (const side of [operator, customer]) await side.engine.close('m3')
    const end = await customer.engine.finishRecording('c3')
    expect(end.ms).toBeGreaterThan(2000)
    expect(await customer.engine.quality('c3')).toMatchObject({ callId: 'c3' })
    const { right, rate } = await decodeChannels(customer.webm('c3'))
    expect(dominance(stretch(right, rate, 0.8), rate, OPERATOR, CUSTOMER)).toBeGreaterThan(20)
  })

  test('a hold that is wanted is silence at once, whatever is on its way, and no more than that', async () => {
    await connect(operator.engine, customer.engine, { mediaId: 'm4', callId: 'c4' })
    const { engine } = operator
    await customer.engine.startRecording('c4')
    // Behind an offer that nobody answers, of a resume that was wanted before.
    await engine.getDescription('m4', { hold: false, iceRestart: false })
    await engine.hush('m4', true)
    await sleep(2000)
    await engine.rollback('m4')
    await sleep(1000)
    await engine.hush('m4', false)
    await sleep(2500)
    await customer.engine.finishRecording('c4')
    for (const side of [operator, customer]) await side.engine.close('m4')
    const { right, rate } = await decodeChannels(customer.webm('c4'))
    expect(measure(stretch(right, rate, 0.8, 2.6), rate, OPERATOR)).toBeLessThan(-60)
    expect(dominance(stretch(right, rate, 3.8), rate, OPERATOR, CUSTOMER)).toBeGreaterThan(20)
  })

  test('an offer of ours that is refused costs the caller no word, and theirs finds a fresh way past a pending one', {
    retry: 2,
  }, async ({ task }) => {
    // On a busy machine the fresh connection is missing after ten seconds about one time in six, for a cause not found
    // yet. Each try has a call and a recording of its own.
    const ids = {
      mediaId: `m9-${task.result?.retryCount ?? 0}`,
      callId: `c9-${task.result?.retryCount ?? 0}`,
    }
    const { mediaId, callId } = ids
    await connect(customer.engine, operator.engine, ids)
    await operator.engine.startRecording(callId)
    await sleep(1200)
    for (const iceRestart of [false, true]) {
      await operator.engine.getDescription(mediaId, { hold: false, iceRestart })
      await operator.engine.rollback(mediaId)
      await sleep(1500)
    }
    const refused = (await operator.engine.quality(callId)).packetsIn
    await negotiate(customer.engine, operator.engine, mediaId)
    // The fresh connection counts from nothing.
    await expect
      .poll(
        async () => {
          const { path, packetsIn } = await operator.engine.quality(callId)
          return path === 'connected' && packetsIn > 25 && packetsIn < refused
        },
        { timeout: 10_000 },
      )
      .toBe(true)
    await sleep(2000)
    for (const side of [operator, customer]) await side.engine.close(mediaId)
    const { ms } = await operator.engine.finishRecording(callId)
    const { right, rate } = await decodeChannels(operator.webm(callId))
    expect(refused).toBeGreaterThan(100)
    for (let at = 0.8; at < 3.8; at += 0.5)
      expect(
        dominance(stretch(right, rate, at, at + 0.5), rate, CUSTOMER, OPERATOR),
        `${at} s`,
      ).toBeGreaterThan(20)
    const end = ms / 1000
    expect(dominance(stretch(right, rate, end - 1.5, end - 0.3), rate, CUSTOMER, OPERATOR)).toBeGreaterThan(
      20,
    )
  })

  test('two calls are muted apart, and levels come eight times a second', async () => {
    await connect(operator.engine, customer.engine, { mediaId: 'm4', callId: 'c4' })
    await connect(operator.engine, customer.engine, { mediaId: 'm5', callId: 'c5' })
    await operator.engine.mute('c4', true)
    await sleep(500)
    const levels: Record<string, number[]> = { c4: [], c5: [] }
    const there: Record<string, number[]> = { c4: [], c5: [] }
    const stops = [
      operator.engine.on('level', ({ callId, microphone }) => levels[callId]?.push(microphone)),
      customer.engine.on('level', ({ callId, remote }) => there[callId]?.push(remote)),
    ]
    await sleep(2000)
    for (const stop of stops) stop()
    expect(levels.c4?.length).toBeGreaterThan(12)
    expect(levels.c4?.length).toBeLessThan(20)
    // The meter shows a muted microphone too: that is how it is noticed that somebody speaks into it.
    for (const callId of ['c4', 'c5']) expect(Math.max(...(levels[callId] ?? [0]))).toBeGreaterThan(0.05)
    expect(Math.max(...(there.c4 ?? [1]))).toBeLessThan(0.001)
    expect(Math.max(...(there.c5 ?? [0]))).toBeGreaterThan(0.05)
    await operator.engine.dtmf('m5', '159#')
    for (const side of [operator, customer]) {
      await side.engine.close('m4')
      await side.engine.close('m5')
    }
  })

  test('another microphone and headset are taken in the middle of a call', async () => {
    await connect(operator.engine, customer.engine, { mediaId: 'm6', callId: 'c6' })
    const { inputs, outputs } = await operator.engine.devices()
    const devices = { microphone: inputs.slice(-1), speaker: outputs.slice(-1), ringer: outputs.slice(-1) }
    expect(inputs.length).toBeGreaterThan(1)
    expect(outputs.length).toBeGreaterThan(1)
    await operator.engine.mute('c6', true)
    await operator.engine.prepare({ ringVolume: 0.5, sound: { ...defaultSound, hold: 'silence', devices } })
    await customer.engine.startRecording('c6')
    await sleep(2000)
    await operator.engine.mute('c6', false)
    await sleep(2500)
    await customer.engine.finishRecording('c6')
    for (const side of [operator, customer]) await side.engine.close('m6')
    const { right, rate } = await decodeChannels(customer.webm('c6'))
    expect(loudness(stretch(right, rate, 0.5, 1.6)), 'still muted').toBeLessThan(-60)
    expect(dominance(stretch(right, rate, 2.8), rate, OPERATOR, CUSTOMER)).toBeGreaterThan(20)
    await operator.engine.prepare({ ringVolume: 0.5 })
  })

  test('rings on every kind and stops; unknown calls are told by their code', async () => {
    for (const kind of ['call', 'waiting', 'glass', 'back'] as const) {
      await operator.engine.ring(kind, true)
      await operator.engine.ring(kind, false)
    }
    // In the ear, wherever the ringer is.
    const [inEar, aloud] = [operator.sound.heard('headset', 0.8), operator.sound.heard('ringer', 0.8)]
    await operator.engine.ring('taken', true)
    expect(Math.max(...(await inEar))).toBeGreaterThan(0.1)
    expect(Math.max(0, ...(await aloud))).toBeLessThan(0.01)
    await expect(operator.engine.finishRecording('nobody')).rejects.toMatchObject({ code: 'CALL_NOT_FOUND' })
    await expect(
      operator.engine.getDescription('none', { hold: false, iceRestart: false }),
    ).rejects.toMatchObject({ code: 'CALL_NOT_FOUND' })
  })
})

describe('a microphone that cannot be had', () => {
  test.each([
    ['denied', 'MIC_DENIED'],
    ['none', 'MIC_MISSING'],
  ] as const)('%s is told as %s', async (microphone, code) => {
    const window = await lab.open(OPERATOR, { microphone })
    const told: string[] = []
    window.engine.on('trouble', (trouble) => told.push(trouble.code))
    const devices = await window.engine.prepare({ ringVolume: 0.5 })
    expect(devices.microphone).toBe(microphone === 'none' ? 'missing' : 'denied')
    expect(told).toEqual([code])
    await expect(window.engine.create('m', { callId: 'c' })).rejects.toMatchObject({ code })
    await window.close()
  })
})
