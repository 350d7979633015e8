import { type ChildProcess, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { connectConsole, connectVisitor, type TestVisitor } from '../../hub/testing.ts'
import type { EventWire } from '../../shared/domain/event.ts'
import { newId } from '../../shared/lib/ids.ts'
import type { Result } from '../../shared/lib/result.ts'
import type { Held } from './faults-console.ts'
import { type FlakyLink, openFlakyLink } from './flaky-link.ts'
import { randomOf } from './random.ts'
import type { Soak } from './soak.ts'

const root = join(import.meta.dirname, '../..')
const customers = 6
const settleMs = 120_000

/** One thing that somebody did, by an id of their own that must be in the hub's log exactly once if it was acknowledged. */
type Deed = { key: string; by: string; lane: string; acknowledged: boolean }

/**
 * Two consoles and one hub, all real processes, with customers who write: for a time the lines are cut or go silent and
 * any of the three is killed with -9, in an order that a seed makes, while operators write, note, promise and tag. Then
 * everything comes back. What was acknowledged is in the hub's log once; what both consoles hold of every card is what the
 * hub holds, in its order; and what one person did one after another in one place is in that order there.
 */
export const faultsSoak: Soak = async ({ seconds, seed }) => {
  const folder = await mkdtemp(join(tmpdir(), 'kommutator-faults-'))
  const random = randomOf(seed)
  const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T
  const counts = { hubKills: 0, consoleKills: 0, cuts: 0, silences: 0 }
  const deeds: Deed[] = []
  const faults: string[] = []
  const hub = hubProcess(join(folder, 'hub'), await freePort())
  const desks: Desk[] = []
  const stops: (() => unknown)[] = []
  try {
    await hub.start()
    for (const name of ['anna', 'boris']) {
      const link = await openFlakyLink(() => hub.port)
      const desk = deskProcess(name, join(folder, name), link)
      desks.push(desk)
      await desk.start()
    }
    const [anna, boris] = desks as [Desk, Desk]
    const password = 'correct horse battery staple'
    await until('the first sign-in', async () => {
      const made = await anna.ask('session', 'create', {
        ...{ companyName: 'Soak', name: 'Anna', login: 'anna', password },
      })
      return made.ok
    })
    must(
      await anna.ask('admin', 'addOperator', {
        name: 'Boris',
        login: 'boris',
        password,
        roles: ['operator'],
      }),
    )
    await until(
      'the second sign-in',
      async () => (await boris.ask('session', 'login', { login: 'boris', password })).ok,
    )

    const visitors = await Promise.all(
      Array.from({ length: customers }, (_, i) => customerOf(`customer ${i}`, () => hub.url, deeds)),
    )
    stops.push(...visitors.map((one) => () => one.stop()))
    for (const visitor of visitors) await visitor.say()
    const truth = await connectConsole(hub.url)
    const { token } = await truth.ask('session.login', { login: 'anna', password })
    truth.close()
    const rows = await until('all customers in the inbox', async () => {
      const listed = must(await anna.ask('inbox', 'list', {})) as { rows: Row[] }
      return listed.rows.length >= customers && listed.rows
    })
    const threads = rows.map(({ conversationId, contactId }, i) => ({
      conversationId,
      contactId,
      owner: desks[i % 2] as Desk,
    }))
    const contactIds = threads.map(({ contactId }) => contactId)
    for (const { conversationId, owner } of threads)
      must(await owner.ask('conversation', 'accept', { conversationId }))
    for (const desk of desks)
      for (const contactId of contactIds) must(await desk.ask('card', 'open', { contactId }))

    const ends = Date.now() + seconds * 1000
    const work = desks.map(async (desk, n) => {
      const dice = randomOf(seed * 100 + n)
      while (Date.now() < ends) {
        await delay(20 + dice() * 300)
        const mine = threads.filter(({ owner }) => owner === desk)
        const thread = (dice() < 0.6 ? mine : threads)[Math.floor(dice() * (dice() < 0.6 ? 1 : mine.length))]
        if (thread) void act(desk, thread, dice, deeds)
      }
    })
    const talk = visitors.map(async (visitor, n) => {
      const dice = randomOf(seed * 1000 + n)
      while (Date.now() < ends) {
        await delay(300 + dice() * 2500)
        await visitor.say()
      }
    })
    const harm = (async () => {
      while (Date.now() < ends) {
        await delay(400 + random() * 2500)
        const what = random()
        const desk = pick(desks)
        if (what < 0.25) {
          counts.hubKills++
          hub.kill()
          await delay(random() * 3000)
          await hub.start()
        } else if (what < 0.55) {
          counts.consoleKills++
          desk.kill()
          await delay(random() * 1500)
          await desk.start()
        } else if (what < 0.8) {
          counts.cuts++
          desk.link.cut()
          await delay(200 + random() * 4000)
          desk.link.mend()
        } else {
          counts.silences++
          desk.link.silence()
          await delay(500 + random() * 6000)
          desk.link.mend()
        }
      }
    })()
    await Promise.all([...work, ...talk, harm])
    for (const visitor of visitors) await visitor.settle()

    const teller = await connectConsole(hub.url, token)
    stops.push(() => teller.close())
    const stands = await until(
      'both consoles at the end of the log',
      async () => {
        const { position } = await teller.ask('inbox.list', {})
        const held = await Promise.all(
          desks.map(async (desk) => {
            await desk.ask('hub', 'retry', {})
            return must(await desk.ask('soak', 'held', contactIds)) as Held
          }),
        )
        return held.every((one) => one.online && one.waiting === 0 && one.cursor === position) && held
      },
      settleMs,
    )
    const inHub = new Map<string, EventWire[]>()
    for (const contactId of contactIds) inHub.set(contactId, await wholeOf(teller, contactId))

    let differing = 0
    for (const [contactId, facts] of inHub) {
      const ids = facts.map((fact) => fact.eventId)
      if (new Set(ids).size !== ids.length) faults.push(`${contactId}: the hub has a fact twice`)
      for (const [i, { ids: held }] of stands.entries())
        if (held[contactId]?.join() !== ids.join()) {
          differing++
          faults.push(
            `${contactId}: ${desks[i]?.name} holds ${held[contactId]?.length} of ${ids.length} facts`,
          )
        }
    }
    const log = [...inHub.values()].flat().sort((a, b) => a.position - b.position)
    const places = new Map<string, number[]>()
    for (const fact of log) {
      const key = keyOf(fact)
      if (key) places.set(key, [...(places.get(key) ?? []), fact.position])
    }
    const lost = deeds.filter((deed) => deed.acknowledged && !places.has(deed.key))
    const doubled = deeds.filter((deed) => (places.get(deed.key)?.length ?? 0) > 1)
    for (const deed of lost.slice(0, 10)) faults.push(`lost: ${deed.by} ${deed.key}`)
    for (const deed of doubled.slice(0, 10)) faults.push(`twice: ${deed.by} ${deed.key}`)
    let astray = 0
    for (const lane of Map.groupBy(deeds, (deed) => `${deed.by} ${deed.lane}`).values()) {
      const order = lane
        .filter((deed) => deed.acknowledged)
        .flatMap((deed) => places.get(deed.key)?.[0] ?? [])
      astray += order.filter((position, i) => position < (order[i - 1] ?? 0)).length
    }
    if (astray) faults.push(`${astray} deeds are not in the order in which they were done`)
    const returned = stands.reduce((sum, one) => sum + one.returned, 0)
    if (returned) faults.push(`${returned} things came back although the hub had no reason to refuse them`)
    return {
      ...counts,
      deeds: deeds.length,
      acknowledged: deeds.filter((deed) => deed.acknowledged).length,
      facts: log.length,
      lost: lost.length,
      doubled: doubled.length,
      astray,
      differing,
      faults,
    }
  } finally {
    for (const stop of stops) stop()
    for (const desk of desks) desk.end()
    hub.kill()
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }
}

type Row = { conversationId: string; contactId: string }
type Thread = Row & { owner: Desk }

/** What an operator does next; in a conversation that somebody else has, they only write on the card. */
async function act(desk: Desk, thread: Thread, dice: () => number, deeds: Deed[]): Promise<void> {
  const { conversationId, contactId, owner } = thread
  const id = newId<string>()
  const what = owner === desk ? dice() : 0.5 + dice() / 2
  const lane = what < 0.5 ? conversationId : contactId
  const deed: Deed = { key: id, by: desk.name, lane, acknowledged: false }
  deeds.push(deed)
  const text = `words of ${desk.name} ${id}`
  const answer = await (what < 0.5
    ? desk.ask('writing', 'send', {
        ...{ messageId: id, conversationId, key: `reply:${conversationId}`, text, files: [] },
      })
    : what < 0.75
      ? desk.ask('writing', 'addNote', {
          ...{ noteId: id, contactId, key: `note:${contactId}`, text, mentions: [], files: [] },
        })
      : what < 0.85
        ? desk.ask('card', 'makePromise', { promiseId: id, contactId, text, dueAt: Date.now() + 3_600_000 })
        : what < 0.93
          ? desk.ask('card', 'addTag', { contactId, tag: id })
          : desk.ask('card', 'setField', { contactId, field: 'soak', value: id }))
  deed.acknowledged = answer.ok
}

const keyOf = (fact: EventWire): string | undefined => {
  const { type, messageId, noteId, promiseId, tag, value } = fact as Record<string, unknown>
  if (type === 'message.sent' || type === 'message.received') return String(messageId)
  if (type === 'note.added') return String(noteId)
  if (type === 'promise.made') return String(promiseId)
  if (type === 'tag.added') return String(tag)
  return type === 'field.set' ? String(value) : undefined
}

async function wholeOf(
  teller: Awaited<ReturnType<typeof connectConsole>>,
  contactId: string,
): Promise<EventWire[]> {
  const card = await teller.ask('card.open', { contactId: contactId as never })
  let { events } = card
  for (let { older } = card; older; ) {
    const page = await teller.ask('card.older', { contactId: contactId as never, older, limit: 1000 })
    events = [...page.events, ...events]
    older = page.older
  }
  return events
}

function hubProcess(dataDir: string, port: number) {
  let child: ChildProcess | undefined
  const url = `http://127.0.0.1:${port}`
  return {
    port,
    url,
    async start() {
      child = spawn(process.execPath, ['hub/bin.ts', '--data', dataDir, '--port', String(port)], {
        cwd: root,
        stdio: ['ignore', 'ignore', 'inherit'],
        env: { ...process.env, NODE_NO_WARNINGS: '1' },
      })
      const mine = child
      await until('the hub', async () => {
        if (mine.exitCode !== null) throw new Error(`the hub ended with ${mine.exitCode}`)
        return (await fetch(`${url}/health`).catch(() => undefined))?.ok === true
      })
    },
    kill: () => void child?.kill('SIGKILL'),
  }
}

type Desk = ReturnType<typeof deskProcess>

function deskProcess(name: string, userData: string, link: FlakyLink) {
  let child: ChildProcess | undefined
  let last = 0
  const waiting = new Map<number, (answer: Result<unknown>) => void>()
  const dead: Result<unknown> = { ok: false, code: 'UNKNOWN', detail: 'the console is dead' }
  return {
    name,
    link,
    async start() {
      const mine = fork(
        join(root, 'tools/soak/faults-console.ts'),
        [userData, `http://127.0.0.1:${link.port}`],
        { cwd: root, env: { ...process.env, NODE_NO_WARNINGS: '1' } },
      )
      const ready = once(mine, 'message')
      const ended = once(mine, 'exit').then(([code]) =>
        Promise.reject(new Error(`${name} ended with ${code}`)),
      )
      await Promise.race([ready, ended])
      ended.catch(() => undefined)
      child = mine
      mine.on('message', ({ id, answer }: { id: number; answer: Result<unknown> }) => {
        waiting.get(id)?.(answer)
        waiting.delete(id)
      })
      mine.on('exit', () => {
        for (const answer of waiting.values()) answer(dead)
        waiting.clear()
      })
    },
    /** Asks what the operator's window may ask of main. A console that is killed meanwhile has acknowledged nothing. */
    ask(area: string, method: string, input: unknown): Promise<Result<unknown>> {
      if (!child?.connected) return Promise.resolve(dead)
      last++
      const id = last
      return new Promise((resolve) => {
        waiting.set(id, resolve)
        child?.send({ id, area, method, input }, (error) => error && resolve(dead))
      })
    },
    kill: () => void child?.kill('SIGKILL'),
    end() {
      child?.kill('SIGKILL')
      link.close()
    },
  }
}

/** A customer on the site, who sends each message until it is taken. */
async function customerOf(name: string, url: () => string, deeds: Deed[]) {
  let link: TestVisitor | undefined
  let known: { visitorId: string; secret: string } | undefined
  let stopped = false
  const send = async (deed: Deed) => {
    for (; !stopped; await delay(300)) {
      try {
        if (!link?.socket.connected) {
          link = await connectVisitor(url())
          const { visitorId, secret } = await link.hello(known as never)
          known = { visitorId, secret }
        }
        await link.socket
          .timeout(5000)
          .emitWithAck('message', { messageId: deed.key, text: `${name}: ${deed.key}` })
        deed.acknowledged = true
        return
      } catch {
        link?.close()
      }
    }
  }
  let queue: Promise<void> = Promise.resolve()
  return {
    say() {
      const deed: Deed = { key: newId<string>(), by: name, lane: 'site', acknowledged: false }
      deeds.push(deed)
      queue = queue.then(() => send(deed))
      return queue
    },
    settle: () => queue,
    stop() {
      stopped = true
      link?.close()
    },
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address ? address.port : 0
}

function must(answer: Result<unknown>): unknown {
  if (!answer.ok) throw new Error(`${answer.code} ${answer.detail ?? ''}`)
  return answer.value
}

async function until<T>(what: string, holds: () => Promise<T | false>, patience = 60_000): Promise<T> {
  for (const end = Date.now() + patience; Date.now() < end; await delay(200)) {
    const found = await holds()
    if (found) return found
  }
  throw new Error(`waited in vain for ${what}`)
}
