import { afterAll, beforeAll, expect, test } from 'vitest'
import { createPreflight } from '../../main/media/preflight.ts'
import { defaultSound } from '../../shared/ipc/contract.ts'
import type { Preflight } from '../../shared/softphone/preflight.ts'
import { type EngineLab, type LabEngine, startEngineLab } from './engine-lab.ts'
import { loudness } from './tones.ts'

let lab: EngineLab
beforeAll(async () => {
  lab = await startEngineLab()
})
afterAll(() => lab?.close())

/** The whole check of a desk whose microphone hears what the window is opened with; the network is well. */
async function check(desk: LabEngine): Promise<{ found: Record<string, string>; told: Preflight[] }> {
  const told: Preflight[] = []
  const preflight = createPreflight({
    engine: desk.engine,
    inCall: () => false,
    lineState: () => 'registered',
    pingStation: async () => 20,
    pingHub: async () => 10,
    clockOffset: () => 0,
    freeBytes: async () => 50e9,
    echoCall: () => undefined,
    publish: (state) => void told.push(state),
    timing: { quietMs: 1200, speakMs: 4000, betweenPingsMs: 50 },
  })
  preflight.start()
  await expect.poll(() => told.at(-1)?.phase, { timeout: 30_000 }).toBe('done')
  const found = Object.fromEntries((told.at(-1)?.results ?? []).map((r) => [r.check, `${r.finding}`]))
  return { found, told }
}

test('a headset that hears its operator and not itself is green', async () => {
  const desk = await lab.open(620, { tone: { amplitude: 0.3, silentFor: 1.7 } })
  await desk.engine.prepare({ ringVolume: 0.5 })
  const { found } = await check(desk)
  expect(found).toMatchObject({ microphone: 'mic-good', noise: 'noise-low', echo: 'echo-none' })
  await desk.close()
})

test('a microphone that is switched off is told as dead, one that hums as a noisy room', async () => {
  const off = await lab.open(620, { tone: { amplitude: 0 } })
  await off.engine.prepare({ ringVolume: 0.5 })
  expect((await check(off)).found).toMatchObject({ microphone: 'mic-dead', echo: 'not-tried' })
  await off.close()
  const hum = await lab.open(100, { tone: { amplitude: 0.1, steady: true } })
  await hum.engine.prepare({ ringVolume: 0.5 })
  expect((await check(hum)).found).toMatchObject({ microphone: 'mic-no-speech', noise: 'noise-high' })
  await hum.close()
})

test('a microphone that hears the loudspeaker is told, by how loud and how late', async () => {
  const desk = await lab.open(620, { tone: { amplitude: 0.3, silentFor: 1.7 } })
  await desk.engine.prepare({ ringVolume: 0.5 })
  await desk.sound.loop(0.3, 80)
  const { found, told } = await check(desk)
  expect(found).toMatchObject({ microphone: 'mic-good', echo: 'echo-strong' })
  const echo = told.at(-1)?.results.find((r) => r.check === 'echo')?.values
  expect(echo?.db).toBeGreaterThan(-15)
  expect(echo?.db).toBeLessThan(-6)
  expect(echo?.ms).toBeGreaterThan(75)
  expect(echo?.ms).toBeLessThan(250)
  await desk.close()
})

test.each([
  ['denied', 'mic-denied'],
  ['none', 'mic-missing'],
] as const)('a microphone that is %s is told as that', async (microphone, finding) => {
  const desk = await lab.open(620, { microphone })
  await desk.engine.prepare({ ringVolume: 0.5 })
  expect((await check(desk)).found).toMatchObject({
    microphone: finding,
    noise: 'not-tried',
    echo: 'not-tried',
  })
  await desk.close()
})

test('stopped in the middle it leaves neither sound nor an open microphone behind', async () => {
  const desk = await lab.open(620)
  await desk.engine.prepare({ ringVolume: 0.5, sound: { ...defaultSound, hold: 'silence' } })
  const during = desk.sound.heard('headset', 1.2)
  const echo = desk.engine.request('probeEcho', {}, 10_000)
  expect(loudness(await during), 'the glide is heard').toBeGreaterThan(-40)
  await desk.engine.request('stopProbe', {})
  await echo
  expect(loudness(await desk.sound.heard('headset', 1)), 'nothing after it').toBeLessThan(-90)
  const levels: number[] = []
  const stop = desk.engine.on('microphone', ({ level }) => levels.push(level))
  const listening = desk.engine.request('probeMicrophone', { ms: 8000 }, 12_000)
  await expect.poll(() => levels.length, { timeout: 10_000 }).toBeGreaterThan(3)
  await desk.engine.request('stopProbe', {})
  expect((await listening).peaks.length).toBeLessThan(100)
  const count = levels.length
  await new Promise((resolve) => setTimeout(resolve, 400))
  stop()
  expect(levels.length).toBe(count)
  await desk.close()
})
