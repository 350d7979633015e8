import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { defaultSound } from '../../shared/ipc/contract.ts'
import { living } from '../soak/living.ts'
import { connect, type EngineLab, type LabEngine, negotiate, startEngineLab } from './engine-lab.ts'
import { decodeChannels, dominance, loudness, stretch } from './tones.ts'

// A shift has many calls, and the media window is never loaded anew: what a call needed must be gone after it.

const OPERATOR = 440
const CUSTOMER = 1000

let lab: EngineLab
let operator: LabEngine
let customer: LabEngine

beforeAll(async () => {
  lab = await startEngineLab()
  ;[operator, customer] = [await lab.open(OPERATOR), await lab.open(CUSTOMER)]
  for (const { engine } of [operator, customer])
    await engine.prepare({ ringVolume: 0.5, sound: { ...defaultSound, hold: 'music' } })
})
afterAll(() => lab?.close())

const ids = (n: number) => ({ mediaId: `m${n}`, callId: `c${n}` })

async function begin(n: number): Promise<void> {
  await connect(operator.engine, customer.engine, ids(n))
  await operator.engine.startRecording(`c${n}`)
}

async function end(n: number): Promise<void> {
  for (const { engine } of [operator, customer]) await engine.close(`m${n}`)
  await operator.engine.finishRecording(`c${n}`)
}

async function talkAndHold(n: number): Promise<void> {
  await begin(n)
  await negotiate(operator.engine, customer.engine, `m${n}`, { hold: true })
  await sleep(300)
  await negotiate(operator.engine, customer.engine, `m${n}`)
  await sleep(700)
  await end(n)
}

async function held() {
  const session = await operator.page.context().newCDPSession(operator.page)
  // What is to be used again lies idle for a moment; one collection finds what the one before has set free.
  await sleep(1200)
  for (let n = 0; n < 3; n++) await session.send('HeapProfiler.collectGarbage')
  const [nodes, sources, outlets, tracks, peers] = [
    await living(session, 'AudioNode'),
    await living(session, 'MediaStreamAudioSourceNode'),
    await living(session, 'MediaStreamAudioDestinationNode'),
    await living(session, 'MediaStreamTrack'),
    await living(session, 'RTCPeerConnection'),
  ]
  await session.detach()
  return { nodes, sources, outlets, tracks, peers }
}

test('calls that come and go while another goes on leave no more than their far ends, and no outlet of their own', async () => {
  await begin(0)
  for (let n = 1; n < 3; n++) await talkAndHold(n)
  const before = await held()
  for (let n = 3; n < 7; n++) await talkAndHold(n)
  const after = await held()
  // A recording and a mix for the call that goes on and for two more: what was needed is free a little later.
  expect(after.outlets).toBeLessThanOrEqual(5)
  const added = after.outlets - before.outlets
  expect(after.sources - before.sources).toBeLessThanOrEqual(4)
  expect(after.nodes - before.nodes).toBeLessThanOrEqual(4 + added)
  expect(after.tracks - before.tracks).toBeLessThanOrEqual(4 + added)
  await end(0)
})

test('after the last call nothing of all of them is left, and the next one is heard as the first was', async () => {
  await sleep(3500)
  const rest = await held()
  expect(rest).toMatchObject({ sources: 1, peers: 0 })
  // The microphone's, and the last clone of it, which is still known to whoever unplugs devices in a test.
  expect(rest.tracks).toBeLessThanOrEqual(rest.outlets + 2)

  await begin(9)
  await customer.engine.startRecording('c9')
  await sleep(2500)
  await end(9)
  await customer.engine.finishRecording('c9')
  for (const [side, mine, other] of [
    [operator, OPERATOR, CUSTOMER],
    [customer, CUSTOMER, OPERATOR],
  ] as const) {
    const { left, right, rate } = await decodeChannels(side.webm('c9'))
    const [here, there] = [stretch(left, rate, 0.8, 2), stretch(right, rate, 0.8, 2)]
    for (const voice of [here, there]) expect(loudness(voice)).toBeGreaterThan(-40)
    expect(dominance(here, rate, mine, other)).toBeGreaterThan(20)
    expect(dominance(there, rate, other, mine)).toBeGreaterThan(20)
  }
})
