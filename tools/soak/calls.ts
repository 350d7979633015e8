import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Page } from '@playwright/test'
import { openConsole } from '../../e2e/support/console.ts'
import { calls, deskReady, lineState } from '../../e2e/support/desk.ts'
import { caller, callFrom, hands, hearsCall, putOnLab } from '../../e2e/support/lab-line.ts'
import { type Lab, startLab } from '../telephony-lab/lab.ts'
import { openFootprint } from './footprint.ts'
import { leaks } from './leaks.ts'
import { randomOf } from './random.ts'
import type { Soak } from './soak.ts'

/** How long a change of one call may take on a machine that carries ten, milliseconds. */
const PATIENCE_MS = 20_000
/** Ended calls leave timers that run out by themselves (SIP transactions take 32 seconds); so long it may take. */
const TIMERS_MS = 60_000

type Placed = { slot: number; callId: string; over: Promise<boolean> }

/**
 * `parallel` calls in one console on a real SIP network, for a time: they are held and resumed, keys are pressed, the
 * microphone is muted, calls end and new ones take their place, in the order that a seed makes. All calls that began
 * must end as planned on the caller's side; a resumed call must be heard; the line must stay registered; and when all
 * is over, what the console holds is what it held after one round of calls before.
 */
export const callsSoak: Soak = async ({ seconds, parallel, seed }) => {
  const folder = await mkdtemp(join(tmpdir(), 'kommutator-soak-'))
  const lab = await startLab(folder)
  const desk = await openConsole({ tone: 440 })
  const { page } = desk
  const random = randomOf(seed)
  const counts = { calls: 0, failed: 0, resumes: 0, digits: 0, mutes: 0, unregistered: 0 }
  const talks = new Map<number, Placed>()
  try {
    await deskReady(page)
    await putOnLab(page, lab)
    const measure = await openFootprint(desk.app)

    const place = async (slot: number) => {
      talks.set(slot, await begin(page, lab, slot, seconds + 300))
      counts.calls++
    }
    const finish = async ({ slot, callId, over }: Placed) => {
      await hands(page, callId).hangUp()
      if (!(await over)) counts.failed++
      await until('the end of a call', async () => (await phaseOf(page, callId)) !== 'connected')
      await hands(page, callId).dispose()
      talks.delete(slot)
    }
    const fill = async () => {
      for (let slot = 0; slot < parallel; slot++) if (!talks.has(slot)) await place(slot)
    }
    const empty = async () => {
      for (const placed of [...talks.values()]) await finish(placed)
    }
    const resume = async ({ callId }: Placed) => {
      await hands(page, callId).hold(false)
      await until('a resumed call', async () => (await free(page)).join() === callId)
      await hearsCall(page, callId, PATIENCE_MS)
      counts.resumes++
    }

    await fill()
    for (const placed of talks.values()) await resume(placed)
    await empty()
    await settled(page)
    const before = await measure()

    await fill()
    const ends = Date.now() + seconds * 1000
    while (Date.now() < ends) {
      const placed = [...talks.values()][Math.floor(random() * talks.size)]
      if (!placed) throw new Error('no call is left')
      const dice = random()
      if (dice < 0.45) await resume(placed)
      else if (dice < 0.65) {
        await press(page, '5#')
        counts.digits++
      } else if (dice < 0.75) {
        await hands(page, placed.callId).mute(random() < 0.5)
        counts.mutes++
      } else {
        await finish(placed)
        await place(placed.slot)
      }
      if ((await lineState(page)) !== 'registered') counts.unregistered++
    }
    await empty()
    await settled(page)
    let after = await measure()
    for (const late = Date.now() + TIMERS_MS; leaks(before, after).length && Date.now() < late; ) {
      await delay(5000)
      after = await measure()
    }

    const errors = await errorsIn(join(desk.profile, 'logs', 'main.log'))
    const faults = [
      ...leaks(before, after),
      ...(counts.failed ? [`${counts.failed} calls failed`] : []),
      ...(counts.unregistered ? [`the line was gone ${counts.unregistered} times`] : []),
      ...errors.map((event) => `log: ${event}`),
    ]
    return { ...counts, before, after, faults }
  } finally {
    await desk.close()
    await lab.stop()
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }
}

async function begin(page: Page, lab: Lab, slot: number, seconds: number): Promise<Placed> {
  const who = caller(slot)
  const over = lab.call('1001', seconds, 'survivor-listens', who)
  await until('a ringing call', async () => (await callFrom(page, who.number))?.phase === 'offered')
  const callId = (await callFrom(page, who.number))?.callId ?? ''
  await hands(page, callId).answer()
  await until('an answered call', async () => (await free(page)).join() === callId)
  return { slot, callId, over }
}

const free = async (page: Page) =>
  (await calls(page)).filter((call) => call.phase === 'connected' && !call.held).map((call) => call.callId)

const phaseOf = async (page: Page, callId: string) =>
  (await calls(page)).find((call) => call.callId === callId)?.phase

/** Keys go to the call that is talking. */
async function press(page: Page, tones: string): Promise<void> {
  const [callId] = await free(page)
  if (callId) await hands(page, callId).dtmf(tones)
}

/** All calls are over, and their recordings are with the hub. */
async function settled(page: Page): Promise<void> {
  await until('rest', async () => (await calls(page)).every((call) => call.phase === 'ended'))
  // What follows a call (upload, statistics, the timeline) has no end that could be asked for.
  await delay(5000)
}

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await delay(100)) if (await holds()) return
  throw new Error(`waited in vain for ${what}`)
}

/** Errors in the log, each once. */
async function errorsIn(file: string): Promise<string[]> {
  const lines = (await readFile(file, 'utf8').catch(() => '')).split('\n').filter((line) => line !== '')
  const errors = lines
    .map((line) => JSON.parse(line) as { level: string; event: string })
    .filter(({ level }) => level === 'error')
  return [...new Set(errors.map(({ event }) => event))]
}
