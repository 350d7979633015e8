import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import type { Page } from '@playwright/test'
import { io } from 'socket.io-client'
import {
  commandId,
  connectConsole,
  connectVisitor,
  type TestConsole,
  type TestVisitor,
} from '../hub/testing.ts'
import { type ConversationId, type MessageId, newId } from '../shared/lib/ids.ts'
import { unwrap } from '../shared/lib/result.ts'
import type { Bench, Setting } from './bench.ts'
import { openFloor } from './lib/floor.ts'
import { clock, watch } from './lib/painted.ts'
import { percentile, ratio } from './lib/statistics.ts'
import { siteAccount } from './seed.ts'

/** The first customer's samples are the warm-up. */
const customers = 13
/** One more opens the conversation; together they are as many as a visitor may send at once. */
const messagesEach = 9
const restMs = 120

type Samples = Record<'painted' | 'paintedFloor' | 'durable' | 'durableFloor', number[]>

/** Widget to painted, and reply to durable, customer after customer, each beside its floor. */
export const message: Bench = {
  visitors: customers,
  async run({ desk, sessions, visitors, folder, runtime }) {
    const hub = await desk.hub()
    const operator = await connectConsole(hub, sessions.desk)
    const server = await startServer(join(folder, 'floor.db'))
    const floor = await openFloor('message', join(folder, 'floor'), { FLOOR_URL: server.url })
    const bare = io(server.url, { transports: ['websocket'] })
    try {
      await floor.page.waitForFunction(() => document.title === 'connected')
      const samples: Samples = { painted: [], paintedFloor: [], durable: [], durableFloor: [] }
      for (const [index, who] of visitors.entries()) {
        const visitor = await connectVisitor(hub)
        await visitor.hello({ accountId: siteAccount, visitorId: who.visitorId, secret: who.secret })
        const conversationId = await openConversation(desk.page, operator, visitor, who)
        const into = index === 0 ? undefined : samples
        for (let k = 0; k < messagesEach; k++) {
          const text = `${who.contactId} ${k}`
          const write = () => visitor.request('message', { messageId: newId<MessageId>(), text })
          const shown = await toPaint(desk.page, '[data-testid=message]', text, write)
          const shownBare = await toPaint(floor.page, '#last', text, () => bare.emitWithAck('message', text))
          const kept = await toAck(() => reply(operator, conversationId, text))
          const keptBare = await toAck(() => bare.emitWithAck('keep', text))
          into?.painted.push(shown)
          into?.paintedFloor.push(shownBare)
          into?.durable.push(kept)
          into?.durableFloor.push(keptBare)
        }
        visitor.close()
      }
      return result(samples, runtime)
    } finally {
      operator.close()
      bare.close()
      await floor.app.close()
      server.stop()
    }
  },
}

/** The customer writes first, the operator takes it and has it open in the window. */
async function openConversation(
  page: Page,
  operator: TestConsole,
  visitor: TestVisitor,
  who: Setting['visitors'][number],
): Promise<ConversationId> {
  const conversationId = `cv-${who.contactId}-${siteAccount}` as ConversationId
  await visitor.ask('message', { messageId: newId<MessageId>(), text: 'Здравствуйте!' })
  await operator.ask('conversation.accept', { id: commandId(), conversationId })
  await page.locator(`[id="conversation-${conversationId}"]`).click()
  await page.locator('[data-testid=card-name]', { hasText: who.name }).waitFor()
  await delay(restMs * 5)
  return conversationId
}

async function toPaint(
  page: Page,
  selector: string,
  text: string,
  send: () => Promise<unknown>,
): Promise<number> {
  const painted = await watch(page, selector, text)
  const sentAt = clock()
  const sent = send()
  const took = (await painted()) - sentAt
  await sent
  await delay(restMs)
  return took
}

async function toAck(send: () => Promise<unknown>): Promise<number> {
  const sentAt = clock()
  await send()
  const took = clock() - sentAt
  await delay(restMs)
  return took
}

async function reply(operator: TestConsole, conversationId: ConversationId, text: string): Promise<void> {
  const messageId = newId<MessageId>()
  unwrap(await operator.request('message.send', { id: commandId(), messageId, conversationId, text }))
}

function result({ painted, paintedFloor, durable, durableFloor }: Samples, runtime: string) {
  const lines = { painted, 'painted, floor': paintedFloor, durable, 'durable, floor': durableFloor }
  for (const [name, sample] of Object.entries(lines))
    console.log(
      `${name}: ${sample.length} samples, p50 ${percentile(sample, 0.5)} ms, p95 ${percentile(sample, 0.95)} ms`,
    )
  const [shown, shownBare] = [percentile(painted, 0.95), percentile(paintedFloor, 0.95)]
  const [kept, keptBare] = [percentile(durable, 0.95), percentile(durableFloor, 0.95)]
  return {
    bench: 'message',
    runtime,
    painted_p95: shown,
    painted_floor_p95: shownBare,
    durable_p95: kept,
    durable_floor_p95: keptBare,
    ratio: Math.max(ratio(shown, shownBare), ratio(kept, keptBare)),
  }
}

async function startServer(file: string): Promise<{ url: string; stop(): void }> {
  const script = join(import.meta.dirname, 'floors/message/server.mjs')
  const child = spawn(process.execPath, [script, file], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(child, 'exit').then(([code]) =>
    Promise.reject(new Error(`the floor ended with ${code}`)),
  )
  const [line] = (await Promise.race([once(createInterface(child.stdout), 'line'), ended])) as [string]
  ended.catch(() => undefined)
  return { url: line.replace(/^ready /, ''), stop: () => child.kill() }
}
