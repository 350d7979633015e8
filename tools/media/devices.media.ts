import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type AudioDevices, defaultSound } from '../../shared/ipc/contract.ts'
import type { EnginePayload } from '../../shared/ipc/engine-contract.ts'
import { connect, type EngineLab, type LabEngine, startEngineLab } from './engine-lab.ts'
import { decodeChannels, loudness, measure, stretch } from './tones.ts'

const OPERATOR = 620
const CUSTOMER = 1010
const patient = { timeout: 15_000 }

let lab: EngineLab
let operator: LabEngine
let customer: LabEngine

beforeAll(async () => {
  lab = await startEngineLab()
  operator = await lab.open(OPERATOR)
  customer = await lab.open(CUSTOMER)
  for (const side of [operator, customer]) await side.engine.prepare({ ringVolume: 0.5 })
})
afterAll(() => lab?.close())

test('a device that is unplugged in a call gives way to the next, and takes its place again; it is told each time', async () => {
  const { inputs, outputs } = await operator.engine.devices()
  const [second, first] = inputs.slice(-2)
  const [ear2, ear1] = outputs.slice(-2)
  if (!first || !second || !ear1 || !ear2) throw new Error('two of each are needed')
  const switched: EnginePayload<'switched'>[] = []
  operator.engine.on('switched', (one) => switched.push(one))
  let now: AudioDevices = await operator.engine.prepare({
    ringVolume: 0.5,
    sound: {
      ...defaultSound,
      devices: {
        // Its id is of an earlier day: it is known again by its name.
        microphone: [{ id: 'an-older-id', label: first.label }, second],
        speaker: [ear1, ear2],
        ringer: [ear1],
      },
    },
  })
  operator.engine.on('devices', (devices) => {
    now = devices
  })
  expect(now.using).toEqual({ microphone: first, speaker: ear1, ringer: ear1 })
  expect(switched, 'an order that was just made is no news').toEqual([])

  await connect(operator.engine, customer.engine, { mediaId: 'm1', callId: 'c1' })
  await customer.engine.startRecording('c1')
  await sleep(2000)
  await operator.sound.unplug(first.label, ear1.label)
  await expect.poll(() => now.using.microphone?.id, patient).toBe(second.id)
  expect(now.using).toEqual({ microphone: second, speaker: ear2 })
  await expect.poll(() => switched.length, patient).toBe(3)
  expect(switched).toContainEqual({ role: 'microphone', why: 'lost', from: first.label, to: second.label })
  expect(switched).toContainEqual({ role: 'speaker', why: 'lost', from: ear1.label, to: ear2.label })
  await sleep(2000)
  await operator.sound.plug(first.label, ear1.label)
  await expect.poll(() => now.using.microphone?.id, patient).toBe(first.id)
  await expect.poll(() => switched.length, patient).toBe(6)
  expect(switched).toContainEqual({ role: 'microphone', why: 'back', from: second.label, to: first.label })
  expect(now.using).toEqual({ microphone: first, speaker: ear1, ringer: ear1 })
  await sleep(2000)
  const heard = await operator.sound.heard('headset', 1.5)
  await customer.engine.finishRecording('c1')
  for (const side of [operator, customer]) await side.engine.close('m1')

  expect(measure(heard, 48_000, CUSTOMER), 'the customer is heard').toBeGreaterThan(-40)
  const { right, rate } = await decodeChannels(customer.webm('c1'))
  // The voice goes on through both changes: nowhere is it gone for longer than a second.
  for (let at = 0.6; at + 1 < right.length / rate; at += 0.5)
    expect(measure(stretch(right, rate, at, at + 1), rate, OPERATOR), `at ${at} s`).toBeGreaterThan(-40)
})

test('without any microphone left the call goes on in silence, and has its voice back with the next one', async () => {
  const { inputs } = await operator.engine.devices()
  const labels = ['Fake', 'Default']
  const told: string[] = []
  operator.engine.on('trouble', ({ code }) => told.push(code))
  await connect(operator.engine, customer.engine, { mediaId: 'm2', callId: 'c2' })
  await customer.engine.startRecording('c2')
  await sleep(1500)
  await operator.sound.unplug(...labels)
  await expect.poll(() => told, patient).toContain('MIC_MISSING')
  const packets: number[] = []
  const stop = customer.engine.on('quality', ({ inNow }) => packets.push(inNow))
  await expect.poll(() => packets.length, patient).toBeGreaterThan(3)
  stop()
  expect(Math.min(...packets.slice(2)), 'packets go on').toBeGreaterThan(35)
  await operator.sound.plug(...labels)
  await expect.poll(async () => (await operator.engine.devices()).microphone, patient).toBe('ready')
  await sleep(2500)
  await customer.engine.finishRecording('c2')
  for (const side of [operator, customer]) await side.engine.close('m2')
  const { right, rate } = await decodeChannels(customer.webm('c2'))
  expect(measure(stretch(right, rate, 0.5, 1.5), rate, OPERATOR)).toBeGreaterThan(-40)
  expect(loudness(stretch(right, rate, 3.2, 4.2))).toBeLessThan(-60)
  expect(measure(stretch(right, rate, -2), rate, OPERATOR)).toBeGreaterThan(-40)
  expect(inputs.length).toBeGreaterThan(1)
})
