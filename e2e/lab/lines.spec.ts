import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import type { Client } from '../../shared/ipc/derive.ts'
import { type Lab, labAvailable, startLab } from '../../tools/telephony-lab/lab.ts'
import { type Console, openConsole } from '../support/console.ts'
import { calls, deskReady } from '../support/desk.ts'
import { caller, callFrom, hands, hearsCall, putOnLab } from '../support/lab-line.ts'
import { CLEAR, GONE, hearsNow } from '../support/lab-sound.ts'

// Two lines of one console, registered on a real server at once: each rings and is called from by itself, shows numbers
// of its own, and one of them answers without a hand.

const missing = labAvailable()
if (missing && process.env.CI === 'true') throw new Error(missing)

const OPERATOR = 517
const SHOP = ['+79000005500', '+79000005501']
const SERVICE = ['+79000006600']
const target = '79001234567'

let folder: string
let lab: Lab
let desk: Console

test.describe.configure({ mode: 'serial' })
test.skip(missing !== undefined, missing)
test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kommutator-lab-'))
  ;[lab, desk] = await Promise.all([
    startLab(folder, { record: true, callerIds: { '1001': SHOP, '1003': SERVICE } }),
    openConsole({ tone: OPERATOR }),
  ])
  await deskReady(desk.page)
  await putOnLab(desk.page, lab, '1001', { name: 'Shop', callerIds: SHOP })
  await putOnLab(desk.page, lab, '1003', {
    ...{ lineId: 'service', name: 'Service', colour: 'teal', callerIds: SERVICE },
    autoAnswer: { when: 'always', seconds: 1, tone: true },
  })
})
test.afterAll(async () => {
  await Promise.all([desk?.close(), lab?.stop()])
  if (folder) await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
})

const live = async () => (await calls(desk.page)).filter(({ phase }) => phase !== 'ended')

async function end(callId: string): Promise<void> {
  await hands(desk.page, callId).hangUp()
  await expect.poll(async () => (await live()).some((call) => call.callId === callId)).toBe(false)
  await hands(desk.page, callId).dispose()
}

/** Sounds that the media window begins to play, by their length in seconds, from now on. */
async function watchTones(media: Page): Promise<() => Promise<number[]>> {
  await media.evaluate(() => {
    const played: number[] = []
    const { start } = AudioBufferSourceNode.prototype
    AudioBufferSourceNode.prototype.start = function (...when) {
      played.push(Math.round((this.buffer?.duration ?? 0) * 100) / 100)
      start.apply(this, when)
    }
    Object.assign(window, { played })
  })
  return () => media.evaluate(() => (window as unknown as { played: number[] }).played)
}

test('one line answers by itself, with a tone first; the other rings on, and both callers are talked to in turn', async () => {
  const { page, app } = desk
  const media = app.windows().find((window) => window.url().includes('engine.html'))
  if (!media) throw new Error('there is no media window')
  const tones = await watchTones(media)
  const [one, two] = [caller(1), caller(2)]
  const overTwo = lab.call('1003', 60, 'survivor-listens', two)
  await expect.poll(async () => (await callFrom(page, two.number))?.phase).toBe('connected')
  const service = await callFrom(page, two.number)
  expect(service).toMatchObject({ line: 'Service', lineId: 'service' })
  expect(await tones()).toContain(0.3)
  const atService = { ...two, callId: service?.callId ?? '' }
  await hearsCall(page, atService.callId)
  await expect.poll(() => hearsNow(lab, atService, OPERATOR)).toBeGreaterThan(CLEAR)

  const overOne = lab.call('1001', 60, 'survivor-listens', one)
  await expect.poll(async () => (await callFrom(page, one.number))?.phase).toBe('offered')
  const shop = await callFrom(page, one.number)
  expect(shop).toMatchObject({ line: 'Shop' })
  expect(shop).not.toHaveProperty('answersAt')
  const atShop = { ...one, callId: shop?.callId ?? '' }
  await page.waitForTimeout(1500)
  expect((await callFrom(page, one.number))?.phase).toBe('offered')
  await hands(page, atShop.callId).answer()
  await hearsCall(page, atShop.callId)
  await expect.poll(() => hearsNow(lab, atShop, OPERATOR)).toBeGreaterThan(CLEAR)
  await expect.poll(() => hearsNow(lab, atService, OPERATOR)).toBeLessThan(GONE)
  await hands(page, atService.callId).hold(false)
  await expect.poll(() => hearsNow(lab, atService, OPERATOR)).toBeGreaterThan(CLEAR)
  await expect.poll(() => hearsNow(lab, atShop, OPERATOR)).toBeLessThan(GONE)
  for (const { callId } of [atService, atShop]) await end(callId)
  expect(await Promise.all([overOne, overTwo])).toEqual([true, true])
})

test('each line calls as itself and shows a number of its own, the chosen one or its first; others are refused here', async () => {
  const { page } = desk
  const dial = (input: { target: string; lineId: string; callerId?: string }) =>
    page.evaluate(async (asked) => {
      const answer = await (window as unknown as { operator: Client }).operator.softphone.dial(asked)
      return answer.ok ? answer.value.callId : answer.code
    }, input)
  expect(await dial({ target, lineId: 'service', callerId: SHOP[0] ?? '' })).toBe('CALLER_ID_UNKNOWN')
  const hz = 1710
  const trunk = lab.trunk(40, 3, hz)
  for (const [lineId, callerId, user, shown] of [
    ['main', undefined, '1001', SHOP[0]],
    ['main', SHOP[1], '1001', SHOP[1]],
    ['service', undefined, '1003', SERVICE[0]],
  ] as const) {
    const callId = await dial({ target, lineId, ...(callerId ? { callerId } : {}) })
    await expect.poll(async () => (await live()).find((c) => c.callId === callId)?.phase).toBe('connected')
    await hearsCall(page, callId)
    await expect.poll(() => hearsNow(lab, { callId, hz }, OPERATOR)).toBeGreaterThan(CLEAR)
    expect(lab.log()).toContain(`LAB SHOWS ${callId} ${user} ${shown}`)
    await end(callId)
  }
  await trunk
})
