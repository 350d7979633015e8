import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { CDPSession, Page } from '@playwright/test'
import { build } from 'vite'
import { openCustomer } from '../e2e/support/customer.ts'
import { calls, lineState } from '../e2e/support/desk.ts'
import type { Client } from '../shared/ipc/derive.ts'
import type { Bench } from './bench.ts'
import { makeCaller } from './lib/caller.ts'
import { openEar } from './lib/ear.ts'
import { openFloor } from './lib/floor.ts'
import { watch } from './lib/painted.ts'
import { percentile, ratio } from './lib/statistics.ts'
import { lineOf, ticketFor } from './lib/tickets.ts'
import { until } from './lib/until.ts'
import { voiceWav } from './lib/voice.ts'
import { person } from './seed.ts'

// How it is measured. The caller is a browser of its own with one bare peer connection; its signalling is bare sip.js.
// Accept begins in the answering page, before it tells anybody (the product's window asks main; the floor's page is
// sip.js itself). First audio is the first block of 128 samples (2.7 ms) at the caller, after decoder and jitter buffer,
// with anything above 0.003 of full scale; the microphone speaks without a pause. So the whole way is in it: accept,
// SDP, 200 OK through the switch, ICE, DTLS, the first packets. Both clocks are this machine's. The first calls are
// the warm-up. CPU is the time of the process with the media window (its decoders, encoders, audio graph and recorder) in
// one call, less the same process at rest; what the browser's own audio process does is the same for both.

const warmUps = 5
const samples = 30
/** Customers with a history, who are the ones that call. */
const histories = 1000
const queue = 'q-sales'
/** After each call everything that it set in motion comes to rest. */
const restMs = 300
const cpuMs = 5000

export const call: Bench = {
  visitors: 0,
  size: { contacts: 100_000, histories },
  async args(folder) {
    const voice = join(folder, 'voice.wav')
    await voiceWav(voice, 12)
    return [`--use-file-for-fake-audio-capture=${voice}`]
  },
  async run({ desk, sessions, folder, runtime }) {
    const { page } = desk
    await until('the line', async () => ((await lineState(page)) === 'registered' ? true : undefined))
    const hub = await desk.hub()
    const line = await lineOf(hub, sessions.floor)
    const floor = await openFloor(
      'call',
      join(folder, 'floor'),
      {
        FLOOR_LINE: JSON.stringify([line.server, line.domain, line.user, line.password]),
        FLOOR_PAGES: await buildPage(join(folder, 'floor-page')),
      },
      [
        '--use-fake-device-for-media-stream',
        `--use-file-for-fake-audio-capture=${join(folder, 'voice.wav')}`,
        '--allow-loopback-in-peer-connection',
        '--autoplay-policy=no-user-gesture-required',
      ],
    )
    const customer = await openCustomer()
    try {
      await floor.page.waitForSelector('[data-ready=true]', { state: 'attached' })
      const ear = await openEar(customer.page)
      const engine = desk.app.windows().find((window) => window.url().includes('engine.html'))
      if (!engine) throw new Error('the console has no media window')
      const cpu = { product: await cpuOf(engine), floor: await cpuOf(floor.page) }
      const spent = { product: 0, floor: 0 }
      const accepts: number[] = []
      const least: number[] = []
      const pops: number[] = []
      for (let n = 0; n < warmUps + samples; n++) {
        const last = n === warmUps + samples - 1
        // Spread over them, each calls once.
        const who = person((n * 173) % histories)
        const caller = await makeCaller({ ...(await ticketFor(hub, who.number)), media: ear.media })

        const idle = last ? await cpu.product(cpuMs) : 0
        const painted = await watch(page, '[data-testid=card-name]', who.name)
        const placed = await caller.call(queue)
        const popped = (await painted()) - placed.sentAt
        await delay(restMs)
        const accepted = await ear.firstSoundAfter(() => accept(page))
        if (last) spent.product = tenth((await cpu.product(cpuMs)) - idle)
        await placed.end()
        await ear.close()
        await dispose(page)
        await delay(restMs)

        const idleFloor = last ? await cpu.floor(cpuMs) : 0
        const bare = await caller.call(line.user)
        await floor.page.waitForSelector('[data-call=ringing]', { state: 'attached' })
        await delay(restMs)
        const answered = await ear.firstSoundAfter(() =>
          floor.page.evaluate(() => (window as unknown as { accept(): number }).accept()),
        )
        if (last) spent.floor = tenth((await cpu.floor(cpuMs)) - idleFloor)
        await bare.end()
        await ear.close()
        await caller.stop()
        await delay(restMs)

        if (n < warmUps) continue
        pops.push(popped)
        accepts.push(accepted)
        least.push(answered)
      }
      console.log(`accept to first audio: ${accepts.map(Math.round).join(' ')} ms`)
      console.log(`the same, floor: ${least.map(Math.round).join(' ')} ms`)
      console.log(`INVITE to card: ${pops.map(Math.round).join(' ')} ms`)
      console.log(`CPU of one call: ${spent.product} %, floor ${spent.floor} %`)
      const [p95, floor95] = [percentile(accepts, 0.95), percentile(least, 0.95)]
      return {
        bench: 'call',
        runtime,
        p50: percentile(accepts, 0.5),
        p95,
        pop_p95: percentile(pops, 0.95),
        cpu_percent_per_call: spent.product,
        floor_p95: floor95,
        ratio: ratio(p95, floor95),
      }
    } finally {
      await customer.close()
      await floor.app.close()
    }
  },
}

const tenth = (value: number): number => Math.round(value * 10) / 10

type Desk = { operator: Client }

/** Answers what rings, as the operator's key does; gives the moment before. */
async function accept(page: Page): Promise<number> {
  const callId = await until(
    'a ringing call',
    async () => (await calls(page)).find((one) => one.phase === 'offered')?.callId,
  )
  return page.evaluate((id) => {
    const at = Date.now()
    void (window as unknown as Desk).operator.softphone.answer({ callId: id })
    return at
  }, callId)
}

/** The calls that are over want no outcome. */
async function dispose(page: Page): Promise<void> {
  await until('the end of the call', async () =>
    (await calls(page)).every((one) => one.phase === 'ended') ? true : undefined,
  )
  for (const { callId, after } of await calls(page))
    if (after === 'wrap-up')
      await page.evaluate(
        (id) => (window as unknown as Desk).operator.softphone.dispose({ callId: id }),
        callId,
      )
}

/** How much of one core the process of a page takes over this time, percent. */
async function cpuOf(page: Page): Promise<(ms: number) => Promise<number>> {
  const session: CDPSession = await page.context().newCDPSession(page)
  await session.send('Performance.enable')
  const seconds = async () => {
    const { metrics } = await session.send('Performance.getMetrics')
    return metrics.find(({ name }) => name === 'ProcessTime')?.value ?? Number.NaN
  }
  return async (ms) => {
    const [began, from] = [await seconds(), performance.now()]
    await delay(ms)
    const [ended, to] = [await seconds(), performance.now()]
    return tenth(((ended - began) * 100_000) / (to - from))
  }
}

async function buildPage(outDir: string): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'warn',
    root: join(import.meta.dirname, 'floors/call'),
    base: './',
    build: { outDir, emptyOutDir: true, target: 'chrome140', modulePreload: { polyfill: false } },
  })
  return outDir
}
