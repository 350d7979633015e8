import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { createSipStack } from '../../main/softphone/sip-stack.ts'
import { fakeMedia } from '../../main/softphone/testing/fake-media.ts'
import { follower } from '../../main/softphone/testing/follower.ts'
import { type EngineLab, type LabEngine, startEngineLab } from '../../tools/media/engine-lab.ts'
import { measure } from '../../tools/media/tones.ts'
import { type Lab, labAvailable, startLab } from '../../tools/telephony-lab/lab.ts'
import { type Console, openConsole } from '../support/console.ts'
import { calls, deskReady } from '../support/desk.ts'
import { caller, callFrom, hands, hearsCall, putOnLab } from '../support/lab-line.ts'
import { CLEAR, GONE, hearsNow } from '../support/lab-sound.ts'

// A customer of the telephone network is passed on over a real SIP network: to a colleague, and to somebody out on the
// trunk. What each far end was sent is measured where it leaves the media relay, or after the far end's own decoder.

const missing = labAvailable()
if (missing && process.env.CI === 'true') throw new Error(missing)

/** Hertz, beside every note that music on hold may have, and each other's neighbours in a telephone's band. */
const OPERATOR = 517
const TARGET = 1710
const CUSTOMER = 990
const target = '79001234567'

let folder: string
let lab: Lab
let desk: Console
let engines: EngineLab
let customer: LabEngine
const trunks: Promise<void>[] = []

test.describe.configure({ mode: 'serial' })
test.skip(missing !== undefined, missing)
test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kommutator-lab-'))
  ;[lab, desk, engines] = await Promise.all([
    startLab(folder, { record: true }),
    openConsole({ tone: OPERATOR }),
    startEngineLab(),
  ])
  ;[customer] = await Promise.all([engines.open(CUSTOMER), deskReady(desk.page)])
  await customer.engine.prepare({ ringVolume: 0 })
  // A plain proxy finds people by their address.
  await putOnLab(desk.page, lab, '1001', { referTo: 'aor' })
})
test.afterAll(async () => {
  await Promise.all([desk?.close(), engines?.close(), lab?.stop()])
  await Promise.all(trunks)
  if (folder) await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
})

const live = async () => (await calls(desk.page)).filter(({ phase }) => phase !== 'ended')
/** The call to the target, once it is on. */
const legTo = async (callId: string) =>
  (await live()).find((call) => call.parentId === callId && call.phase === 'connected')?.callId
/** Somebody out on the trunk, for so many calls. */
const trunk = (calls: number) => void trunks.push(lab.trunk(60, calls, TARGET))

test('passed on at once: pulled back while the colleague rings, then joined with somebody on the trunk', async () => {
  const { page } = desk
  const who = caller(1)
  const over = lab.call('1001', 100, 'survivor-listens', who)
  await expect.poll(async () => (await callFrom(page, who.number))?.phase).toBe('offered')
  const callId = (await callFrom(page, who.number))?.callId ?? ''
  const at = { ...who, callId }
  await hands(page, callId).answer()
  await hearsCall(page, callId)
  await expect.poll(() => hearsNow(lab, at, OPERATOR)).toBeGreaterThan(CLEAR)

  const colleague = createSipStack({
    account: { server: lab.ws, user: '1002', password: lab.users['1002'] ?? '', domain: lab.domain },
    media: fakeMedia(),
  })
  const story: string[] = []
  colleague.onEvent((event) => story.push(event.type === 'line' ? event.line.state : event.type))
  try {
    await colleague.start()
    await expect.poll(() => story).toContain('registered')
    await hands(page, callId).transfer('blind', '1002')
    await expect.poll(() => story).toContain('incoming')
    await expect.poll(() => hearsNow(lab, at, OPERATOR)).toBeLessThan(GONE)
    await hands(page, callId).pullBack()
    await expect.poll(() => story).toContain('cancelled')
    await expect.poll(() => hearsNow(lab, at, OPERATOR)).toBeGreaterThan(CLEAR)
  } finally {
    await colleague.stop()
  }

  // Whoever calls from the telephone network is sent nowhere by REFER: the console joins the two itself.
  trunk(1)
  await hands(page, callId).transfer('blind', target)
  await expect.poll(() => legTo(callId)).toBeDefined()
  const leg = { callId: (await legTo(callId)) ?? '', hz: TARGET }
  await expect.poll(() => hearsNow(lab, at, TARGET)).toBeGreaterThan(CLEAR)
  await expect.poll(() => hearsNow(lab, leg, who.hz)).toBeGreaterThan(CLEAR)
  for (const end of [at, leg]) expect(hearsNow(lab, end, OPERATOR)).toBeLessThan(GONE)
  await hands(page, callId).hangUp()
  expect(await over).toBe(true)
  await expect.poll(live).toEqual([])
  await hands(page, callId).dispose()
  await Promise.all(trunks)
})

test('asked first, then joined by REFER with Replaces: the operator is out of it, the two hear each other', async () => {
  const { page } = desk
  const phone = await follower(
    { server: lab.ws, user: '1003', password: lab.users['1003'] ?? '', domain: lab.domain },
    customer.engine,
  )
  try {
    await phone.call('1001')
    await expect.poll(async () => (await callFrom(page, '1003'))?.phase).toBe('offered')
    const callId = (await callFrom(page, '1003'))?.callId ?? ''
    await hands(page, callId).answer()
    await hearsCall(page, callId)
    // The call that asks, and the customer's that takes its place.
    trunk(2)
    await hands(page, callId).transfer('consult', target)
    await expect.poll(() => legTo(callId)).toBeDefined()
    const leg = { callId: (await legTo(callId)) ?? '', hz: TARGET }
    await expect.poll(() => hearsNow(lab, leg, OPERATOR)).toBeGreaterThan(CLEAR)
    expect(hearsNow(lab, leg, CUSTOMER)).toBeLessThan(GONE)
    const before = new Set(lab.recordings())

    await hands(page, callId).completeTransfer()
    await expect.poll(live).toEqual([])
    await expect
      .poll(async () => measure(await customer.sound.heard('headset', 1), 48_000, TARGET), { intervals: [0] })
      .toBeGreaterThan(CLEAR)
    const joined = lab.recordings().find((file) => !before.has(file)) ?? ''
    const joinedId = decodeURIComponent(/([^/]+)-[0-9a-f]+\.pcap$/.exec(joined)?.[1] ?? '')
    await expect.poll(() => hearsNow(lab, { callId: joinedId, hz: TARGET }, CUSTOMER)).toBeGreaterThan(CLEAR)
    expect(hearsNow(lab, { callId: joinedId, hz: TARGET }, OPERATOR)).toBeLessThan(GONE)
    await hands(page, callId).dispose()
  } finally {
    await phone.stop()
  }
})
