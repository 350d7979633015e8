import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { io } from 'socket.io-client'
import type { HubBench } from './bench.ts'
import { CrowdConsole, linkOptions } from './crowd/console.ts'
import { startServer } from './crowd/server.ts'
import { beginTalk } from './crowd/talk.ts'
import { ratio } from './lib/statistics.ts'
import { until } from './lib/until.ts'

const consolesCount = Number(process.env.KOMMUTATOR_BENCH_CONSOLES ?? 500)
/** Written while nobody is connected, and while they come back. */
const during = 200
const everyMs = 20

/**
 * Five hundred consoles lose their connections at once while customers go on writing. How long until all of them are
 * signed in and have every fact, and whether any lacks one or has one twice; beside it, bare socket.io coming back.
 */
export const storm: HubBench = {
  async run(folder) {
    const hub = await startServer(join(import.meta.dirname, 'crowd/hub.ts'), [
      folder,
      String(consolesCount + 1),
    ])
    const [own = '', ...tokens] = hub.tokens
    const consoles = tokens.map((token) => new CrowdConsole(hub.url, token))
    await Promise.all(consoles.map((c) => c.inStep))
    const writer = new CrowdConsole(hub.url, own)
    await writer.inStep
    const say = await beginTalk(hub.url, writer)
    await delay(1000)

    const droppedAt = performance.now()
    hub.drop()
    await until('the drop', async () => consoles.every((c) => !c.connected) || undefined, 5000).catch(
      () => undefined,
    )
    let inStepAt = 0
    const back = Promise.all(consoles.map((c) => c.inStep)).then(() => {
      inStepAt = performance.now()
    })
    await writer.inStep
    for (let i = 0; i < during; i++) await Promise.all([say(`${i}`), delay(everyMs)])
    await back
    const last = Math.max(writer.cursor.position, ...consoles.map((c) => c.cursor.position))
    await until('every console', async () => consoles.every((c) => c.cursor.position >= last) || undefined)

    const all = new Set(writer.seen)
    let [lost, doubled] = [0, 0]
    for (const c of consoles) {
      const mine = new Set(c.seen)
      doubled += c.seen.length - mine.size
      for (const id of all) if (!mine.has(id)) lost++
    }
    for (const c of [...consoles, writer]) c.close()
    await hub.stop()
    const bare = await bareStorm()
    const seconds = (inStepAt - droppedAt) / 1000
    return {
      bench: 'storm',
      consoles: consolesCount,
      facts: all.size,
      all_in_step_s: Math.round(seconds * 100) / 100,
      all_back_floor_s: Math.round(bare * 100) / 100,
      ratio: ratio(seconds, bare),
      lost,
      doubled,
    }
  },
}

async function bareStorm(): Promise<number> {
  const server = await startServer(join(import.meta.dirname, 'floors/crowd.mjs'), [])
  const sockets = Array.from({ length: consolesCount }, () => io(server.url, linkOptions))
  const hello = () =>
    Promise.all(
      sockets.map(
        (s) =>
          new Promise<void>((resolve) =>
            s.once('connect', () => void s.emitWithAck('hello').then(() => resolve())),
          ),
      ),
    )
  await hello()
  const from = performance.now()
  const back = hello()
  server.drop()
  await back
  const took = (performance.now() - from) / 1000
  for (const s of sockets) s.disconnect()
  await server.stop()
  return took
}
