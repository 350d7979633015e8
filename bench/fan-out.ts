import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { io } from 'socket.io-client'
import type { HubBench } from './bench.ts'
import { CrowdConsole, linkOptions } from './crowd/console.ts'
import { startServer } from './crowd/server.ts'
import { beginTalk } from './crowd/talk.ts'
import { ratio } from './lib/statistics.ts'
import { until } from './lib/until.ts'

const operators = Number(process.env.KOMMUTATOR_BENCH_CONSOLES ?? 300)
const messages = 120
const warmUp = 10
/** As much as three hundred people write in a busy hour. */
const everyMs = 50
const text = 'The delivery is tomorrow between ten and two, the courier will call you an hour before.'

/**
 * What it costs the hub, in processor time of its whole process, that one fact reaches one console, from the request to
 * the disk to three hundred sockets; beside it, bare socket.io that hands on as many bytes.
 */
export const fanOut: HubBench = {
  async run(folder) {
    const hub = await startServer(join(import.meta.dirname, 'crowd/hub.ts'), [folder, String(operators)])
    const consoles = hub.tokens.map((token) => new CrowdConsole(hub.url, token))
    await Promise.all(consoles.map((c) => c.inStep))
    const say = await beginTalk(hub.url, consoles[0] as CrowdConsole)
    const talk = async (count: number) => {
      for (let i = 0; i < count; i++) await Promise.all([say(text), delay(everyMs)])
      const last = Math.max(...consoles.map((c) => c.cursor.position))
      await until('every console', async () => consoles.every((c) => c.cursor.position >= last) || undefined)
    }
    await talk(warmUp)
    const heard = () => consoles.reduce((sum, c) => sum + c.seen.length, 0)
    const [before, had] = [await hub.cpu(), heard()]
    await talk(messages)
    const [spent, deliveries] = [(await hub.cpu()) - before, heard() - had]
    const bytes = JSON.stringify([
      await consoles[0]?.ask('stream.since', { position: (consoles[0]?.cursor.position ?? 1) - 1 }),
    ]).length
    for (const c of consoles) c.close()
    await hub.stop()

    const bare = await onBareSockets('x'.repeat(bytes))
    return {
      bench: 'fan-out',
      operators,
      messages,
      deliveries,
      lost: operators * messages - deliveries,
      cpu_us_per_delivery: perDelivery(spent, deliveries),
      cpu_us_per_delivery_floor: perDelivery(bare, operators * messages),
      ratio: ratio(spent / deliveries, bare / (operators * messages)),
    }
  },
}

async function onBareSockets(payload: string): Promise<number> {
  const server = await startServer(join(import.meta.dirname, 'floors/crowd.mjs'), [])
  let heard = 0
  const sockets = Array.from({ length: operators }, () => io(server.url, linkOptions))
  await Promise.all(sockets.map((s) => new Promise<void>((resolve) => s.on('connect', resolve))))
  for (const s of sockets) s.on('said', () => heard++)
  const talk = async (count: number) => {
    const wanted = heard + count * operators
    for (let i = 0; i < count; i++)
      await Promise.all([sockets[0]?.emitWithAck('say', payload), delay(everyMs)])
    await until('every socket', async () => heard >= wanted || undefined)
  }
  await talk(warmUp)
  const before = await server.cpu()
  await talk(messages)
  const spent = (await server.cpu()) - before
  for (const s of sockets) s.disconnect()
  await server.stop()
  return spent
}

const perDelivery = (us: number, deliveries: number): number => Math.round((us / deliveries) * 10) / 10
