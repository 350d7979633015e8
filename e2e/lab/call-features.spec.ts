import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { createSipStack } from '../../main/softphone/sip-stack.ts'
import { fakeMedia } from '../../main/softphone/testing/fake-media.ts'
import { loudness, measure } from '../../tools/media/tones.ts'
import { type Lab, labAvailable, startLab } from '../../tools/telephony-lab/lab.ts'
import { type Console, openConsole } from '../support/console.ts'
import { calls, deskReady } from '../support/desk.ts'
import { caller, callFrom, hands, hearsCall, mergeCalls, putOnLab } from '../support/lab-line.ts'
import { CLEAR, GONE, lastSecond, RATE, streamsOf } from '../support/lab-sound.ts'

// Features of a call on a real SIP network, each proven by the sound on the caller's leg: what the media relay took from
// the console is what the caller was sent.

const missing = labAvailable()
if (missing && process.env.CI === 'true') throw new Error(missing)

/** Hertz, beside every note that music on hold may have. */
const OPERATOR = 517

let folder: string
let lab: Lab
let desk: Console

test.describe.configure({ mode: 'serial' })
test.skip(missing !== undefined, missing)
test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kommutator-lab-'))
  ;[lab, desk] = await Promise.all([
    startLab(folder, { record: true, group: ['1001', '1002'] }),
    openConsole({ tone: OPERATOR }),
  ])
  await deskReady(desk.page)
  await putOnLab(desk.page, lab)
})
test.afterAll(async () => {
  await Promise.all([desk?.close(), lab?.stop()])
  if (folder) await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
})

/** A caller of this slot, answered and heard. */
async function talk(page: Page, slot: number) {
  const who = caller(slot)
  const over = lab.call('1001', 100, 'survivor-listens', who)
  await expect.poll(async () => (await callFrom(page, who.number))?.phase).toBe('offered')
  const callId = (await callFrom(page, who.number))?.callId ?? ''
  await hands(page, callId).answer()
  await hearsCall(page, callId)
  return { ...who, callId, over }
}

async function end(page: Page, call: Awaited<ReturnType<typeof talk>>): Promise<void> {
  await hands(page, call.callId).hangUp()
  expect(await call.over).toBe(true)
  await expect
    .poll(async () => (await calls(page)).find((c) => c.callId === call.callId)?.phase)
    .toBe('ended')
  await hands(page, call.callId).dispose()
}

const now = (call: { callId: string; hz: number }) => lastSecond(lab, call)

test('mute and hold: the caller is sent silence, and the voice again afterwards', async () => {
  const { page } = desk
  const call = await talk(page, 0)
  await expect.poll(() => measure(now(call), RATE, OPERATOR)).toBeGreaterThan(CLEAR)
  await hands(page, call.callId).mute(true)
  await expect.poll(() => loudness(now(call))).toBeLessThan(GONE)
  await hands(page, call.callId).mute(false)
  await expect.poll(() => measure(now(call), RATE, OPERATOR)).toBeGreaterThan(CLEAR)
  await hands(page, call.callId).hold(true)
  await expect.poll(() => measure(now(call), RATE, OPERATOR)).toBeLessThan(GONE)
  await hands(page, call.callId).hold(false)
  await expect.poll(() => measure(now(call), RATE, OPERATOR)).toBeGreaterThan(CLEAR)
  await end(page, call)
})

test('keys arrive on the caller’s leg as they were pressed', async () => {
  const { page } = desk
  const call = await talk(page, 1)
  await hands(page, call.callId).dtmf('1907*#')
  await expect.poll(() => streamsOf(lab, call.callId).map(({ dtmf }) => dtmf)).toContain('1907*#')
  await end(page, call)
})

test('in a conference each caller hears the operator and the other caller, and not themselves', async () => {
  const { page } = desk
  const [one, two] = [await talk(page, 2), await talk(page, 3)]
  await mergeCalls(page, [one.callId, two.callId])
  const hears = (call: typeof one, hz: number) => measure(now(call), RATE, hz)
  for (const [call, other] of [
    [one, two],
    [two, one],
  ] as const) {
    await expect.poll(() => hears(call, other.hz)).toBeGreaterThan(CLEAR)
    await expect.poll(() => hears(call, OPERATOR)).toBeGreaterThan(CLEAR)
    expect(hears(call, call.hz)).toBeLessThan(GONE)
  }
  await end(page, one)
  await end(page, two)
})

test('a call to the group that a colleague answers is theirs, and no missed call here', async () => {
  const { page } = desk
  const colleague = createSipStack({
    account: { server: lab.ws, user: '1002', password: lab.users['1002'] ?? '', domain: lab.domain },
    media: fakeMedia(),
  })
  try {
    const registered = new Promise<void>((resolve) => {
      colleague.onEvent((event) => {
        if (event.type === 'line' && event.line.state === 'registered') resolve()
      })
    })
    await colleague.start()
    await registered
    const rings = new Promise<string>((resolve) => {
      colleague.onEvent((event) => {
        if (event.type === 'incoming') resolve(event.callId)
      })
    })
    const who = caller(4)
    const over = lab.call('600', 2, 'caller', who)
    await expect.poll(async () => (await callFrom(page, who.number))?.phase).toBe('offered')
    const here = (await callFrom(page, who.number))?.callId
    await colleague.answer(await rings)
    await expect
      .poll(async () => {
        const call = (await calls(page)).find(({ callId }) => callId === here)
        return call ? `${call.phase} ${call.after}` : 'gone'
      })
      .toMatch(/^(ended elsewhere|gone)$/)
    expect(await over).toBe(true)
  } finally {
    await colleague.stop()
  }
})
