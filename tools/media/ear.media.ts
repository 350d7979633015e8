import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { defaultSound } from '../../shared/ipc/contract.ts'
import type { EnginePayload } from '../../shared/ipc/engine-contract.ts'
import { connect, type EngineLab, type LabEngine, startEngineLab } from './engine-lab.ts'
import { decodeChannels, loudness, measure, stretch } from './tones.ts'

const OPERATOR = 620
const CUSTOMER = 1010
const RATE = 48_000
/** Nothing of the browser's own comes between the tone and the other side. */
const raw = {
  ...defaultSound,
  echoCancellation: false,
  noiseSuppression: false,
  autoGain: false,
  hold: 'silence' as const,
}

let lab: EngineLab
let operator: LabEngine
let customer: LabEngine

beforeAll(async () => {
  lab = await startEngineLab()
  operator = await lab.open(OPERATOR)
  customer = await lab.open(CUSTOMER, { tone: { amplitude: 1, steady: true } })
  await operator.engine.prepare({ ringVolume: 1 })
  await customer.engine.prepare({ ringVolume: 1, sound: raw })
})
afterAll(() => lab?.close())

const peak = (samples: Float32Array) => samples.reduce((top, x) => Math.max(top, Math.abs(x)), 0)

describe('the ear', () => {
  test('gets no more than half of full scale of a full-scale tone, and gets it softly on answer', async () => {
    const remote: number[] = []
    const doses: EnginePayload<'ear'>[] = []
    const stops = [
      operator.engine.on('level', (level) => remote.push(level.remote)),
      operator.engine.on('ear', (dose) => doses.push(dose)),
    ]
    const [heard] = await Promise.all([
      operator.sound.heard('headset', 6),
      sleep(300).then(() => connect(operator.engine, customer.engine, { mediaId: 'm1', callId: 'c1' })),
    ])
    for (const stop of stops) stop()
    for (const side of [operator, customer]) await side.engine.close('m1')

    expect(Math.max(...remote), 'it arrives at full scale').toBeGreaterThan(0.8)
    expect(peak(heard)).toBeLessThanOrEqual(0.5)
    expect(loudness(heard.slice(-RATE)), 'a raised voice, not a fax').toBeLessThan(-11)
    expect(measure(heard.slice(-RATE), RATE, CUSTOMER)).toBeGreaterThan(-25)
    const first = heard.findIndex((x) => Math.abs(x) > 0.002)
    expect(first).toBeGreaterThan(0)
    const early = loudness(heard.slice(first, first + RATE * 0.04))
    const later = loudness(heard.slice(first + RATE * 0.25, first + RATE * 0.35))
    expect(later - early, 'it comes up over about 200 ms').toBeGreaterThan(6)
    // What the ear got is told, for the loudness of the day.
    expect(doses.length).toBeGreaterThan(1)
    expect(Math.max(...doses.map((dose) => dose.peak))).toBeLessThanOrEqual(0.5)
    expect(Math.max(...doses.map((dose) => dose.meanSquare))).toBeGreaterThan(1e-4)
  })

  test('hears a second call 18 dB below the ring, by the volume of the ring, and not on the loudspeaker', async () => {
    const levelOf = async (kind: 'call' | 'waiting', where: 'headset' | 'ringer') => {
      await operator.engine.ring(kind, true)
      const heard = await operator.sound.heard(where, 2)
      await operator.engine.ring(kind, false)
      await sleep(100)
      return peak(heard)
    }
    const ring = await levelOf('call', 'ringer')
    expect(ring).toBeGreaterThan(0.3)
    expect(await levelOf('call', 'headset'), 'a ring is not in the ear').toBeLessThan(0.001)
    const knock = await levelOf('waiting', 'headset')
    expect(20 * Math.log10(ring / knock)).toBeGreaterThan(17)
    expect(20 * Math.log10(ring / knock)).toBeLessThan(19)
    expect(await levelOf('waiting', 'ringer'), 'a knock is not in the room').toBeLessThan(0.001)
    await operator.engine.prepare({ ringVolume: 0.25 })
    expect(await levelOf('waiting', 'headset')).toBeLessThan(knock / 3)
    await operator.engine.prepare({ ringVolume: 1 })
  })
})

describe('the microphone', () => {
  test('is louder or softer in a running call, as the operator sets it', async () => {
    await operator.engine.prepare({ ringVolume: 1, sound: raw })
    await connect(operator.engine, customer.engine, { mediaId: 'm2', callId: 'c2' })
    await customer.engine.startRecording('c2')
    await sleep(2500)
    await operator.engine.prepare({ ringVolume: 1, sound: { ...raw, gainDb: -12 } })
    await sleep(2500)
    await operator.engine.prepare({ ringVolume: 1, sound: raw })
    await sleep(2500)
    await customer.engine.finishRecording('c2')
    for (const side of [operator, customer]) await side.engine.close('m2')
    const { right, rate } = await decodeChannels(customer.webm('c2'))
    const at = (from: number, to: number) => measure(stretch(right, rate, from, to), rate, OPERATOR)
    expect(at(0.8, 2.2) - at(3.3, 4.7)).toBeGreaterThan(9)
    expect(at(0.8, 2.2) - at(3.3, 4.7)).toBeLessThan(15)
    expect(Math.abs(at(0.8, 2.2) - at(5.8, 7.2))).toBeLessThan(3)
  })

  test('shows its level without a call, until it is told to stop', async () => {
    const levels: number[] = []
    const stop = operator.engine.on('microphone', ({ level }) => levels.push(level))
    await operator.engine.request('meter', { on: true })
    await expect.poll(() => levels.length, { timeout: 10_000 }).toBeGreaterThan(8)
    await operator.engine.request('meter', { on: false })
    expect(Math.max(...levels)).toBeGreaterThan(0.2)
    await sleep(300)
    const before = levels.length
    await sleep(600)
    stop()
    expect(levels.length).toBe(before)
  })

  test('can be heard by the operator: what was said for three seconds comes back in the ear', async () => {
    const phases: string[] = []
    const stop = operator.engine.on('voiceTest', ({ phase }) => phases.push(phase))
    await operator.engine.request('testVoice', {})
    const during = await operator.sound.heard('headset', 2.5)
    await expect.poll(() => phases, { timeout: 10_000 }).toContain('listen')
    const after = await operator.sound.heard('headset', 2)
    await expect.poll(() => phases, { timeout: 10_000 }).toEqual(['speak', 'listen', 'done'])
    stop()
    expect(loudness(during), 'not while it listens').toBeLessThan(-60)
    expect(measure(after, RATE, OPERATOR)).toBeGreaterThan(-30)
  })
})
