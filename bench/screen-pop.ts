import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import react from '@vitejs/plugin-react'
import { build } from 'vite'
import { lineState } from '../e2e/support/desk.ts'
import type { Bench } from './bench.ts'
import { makeCaller } from './lib/caller.ts'
import { openFloor } from './lib/floor.ts'
import { watch } from './lib/painted.ts'
import { percentile, ratio } from './lib/statistics.ts'
import { lineOf, ticketFor } from './lib/tickets.ts'
import { until } from './lib/until.ts'
import { person } from './seed.ts'

const warmUps = 5
const calls = 50
const queue = 'q-sales'
/** After each call everything that it set in motion comes to rest. */
const restMs = 400

/** From the INVITE on the caller's socket to the caller's card painted, against a page that paints the number. */
export const screenPop: Bench = {
  visitors: 0,
  async run({ desk, sessions, folder, runtime }) {
    const pages = await buildPage(join(folder, 'floor-page'))
    await until('the line', async () => ((await lineState(desk.page)) === 'registered' ? true : undefined))
    const hub = await desk.hub()
    const line = await lineOf(hub, sessions.floor)
    const floor = await openFloor('screen-pop', join(folder, 'floor'), {
      FLOOR_LINE: JSON.stringify([line.server, line.domain, line.user, line.password]),
      FLOOR_PAGES: pages,
    })
    try {
      await floor.page.waitForSelector('[data-ready=true]', { state: 'attached' })
      const product: number[] = []
      const least: number[] = []
      for (let n = 0; n < warmUps + calls; n++) {
        // Spread over all customers, each called once.
        const who = person((n * 173) % 10_000)
        const ticket = await ticketFor(hub, who.number)
        const caller = await makeCaller({ ...ticket, token: ticket.token })
        const one = async (page: typeof desk.page, selector: string, text: string, target: string) => {
          const painted = await watch(page, selector, text)
          const call = await caller.call(target)
          const took = (await painted()) - call.sentAt
          await call.end()
          await delay(restMs)
          return took
        }
        const popped = await one(desk.page, '[data-testid=card-name]', who.name, queue)
        const bare = await one(floor.page, 'p', ticket.user, line.user)
        await caller.stop()
        if (n < warmUps) continue
        product.push(popped)
        least.push(bare)
      }
      const [p50, p95] = [percentile(product, 0.5), percentile(product, 0.95)]
      const [floor50, floor95] = [percentile(least, 0.5), percentile(least, 0.95)]
      console.log(`product: ${product.map(Math.round).join(' ')} ms`)
      console.log(`floor: ${least.map(Math.round).join(' ')} ms`)
      return {
        bench: 'screen-pop',
        runtime,
        p50,
        p95,
        floor_p50: floor50,
        floor_p95: floor95,
        ratio: ratio(p95, floor95),
      }
    } finally {
      await floor.app.close()
    }
  },
}

async function buildPage(outDir: string): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'warn',
    root: join(import.meta.dirname, 'floors/screen-pop'),
    base: './',
    plugins: [react()],
    build: { outDir, emptyOutDir: true },
  })
  return outDir
}
