import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { buildHub } from '../hub/app.ts'
import { newCompany } from '../hub/operators/setup.ts'
import { openEngine } from '../hub/storage/sqlite/engine.ts'
import { connectConsole } from '../hub/testing.ts'
import type { NewEvent } from '../shared/domain/event.ts'
import { newId, type OperatorId } from '../shared/lib/ids.ts'
import { termsOf } from '../shared/search/words.ts'
import type { HubBench } from './bench.ts'
import { percentile } from './lib/statistics.ts'
import { Corpus, seeded } from './search/corpus.ts'
import { contactQueries, foldedWords, messageQueries, type Query, queryKinds } from './search/queries.ts'

const contacts = Number(process.env.KOMMUTATOR_BENCH_CONTACTS ?? 1_000_000)
const messages = Number(process.env.KOMMUTATOR_BENCH_MESSAGES ?? 3_000_000)
/** A folder that is filled once and kept, for whoever works on the search. */
const kept = process.env.KOMMUTATOR_BENCH_DATA
const messagesEach = 15
const burst = 5
const days = 3 * 365
const dayMs = 86_400_000
const chunk = 5000
const queriesEach = 60
/** With a tenth of the messages rare words are not there at all. */
const leastFound = messages < 1_000_000 ? 0.7 : 0.95

/**
 * A console asks a hub that has a million people and three million messages, over its socket, one question after
 * another; beside it, the bare index is asked for the same words on a connection of its own.
 */
export const search: HubBench = {
  async run(given) {
    const corpus = new Corpus()
    const folder = kept ?? given
    await mkdir(folder, { recursive: true })
    if (!existsSync(join(folder, 'filled'))) {
      fill(join(folder, 'hub.db'), corpus)
      await writeFile(join(folder, 'filled'), '')
    }
    const hub = await buildHub({
      dataDir: folder,
      host: '127.0.0.1',
      port: 0,
      data: 'own',
      assetsDir: join(folder, 'pages'),
      liveLoop: false,
      logLevel: 'silent',
    })
    if (!hub.parts.book.exists) await hub.parts.book.set(newCompany('Bench'))
    const operatorId = newId<OperatorId>()
    await hub.parts.book.add({
      operatorId,
      name: 'Bench',
      login: `bench.${operatorId}`,
      roles: ['operator'],
      queueIds: [],
      languages: ['ru'],
      greetings: {},
      disabled: false,
    })
    const { url } = await hub.listen()
    const console_ = await connectConsole(url, await hub.parts.sessions.begin(operatorId))
    const bare = new DatabaseSync(join(folder, 'hub.db'), { readOnly: true })
    try {
      const random = seeded(2026)
      const forMessages = shuffled(messageQueries(corpus, queriesEach, random), random)
      const forContacts = shuffled(contactQueries(corpus, contacts, queriesEach, random), random)
      const inMessages = await measure('messages', forMessages, async ({ text }) => {
        const answer = await console_.ask('search.said', { text })
        return answer.hits.length
      })
      const inContacts = await measure('contacts', forContacts, async ({ text }) => {
        const answer = await console_.ask('card.find', { text, limit: 50 })
        return answer.people.length
      })
      const messageFloor = floor(bare, 'said_terms', 50, forMessages)
      const contactFloor = floor(bare, 'contact_terms', 50, forContacts)
      return {
        bench: 'search',
        contacts,
        messages,
        contact_p95: percentile(inContacts, 0.95),
        contact_floor_p95: percentile(contactFloor, 0.95),
        message_p95: percentile(inMessages, 0.95),
        message_floor_p95: percentile(messageFloor, 0.95),
      }
    } finally {
      bare.close()
      console_.close()
      await hub.close()
    }
  },
}

/** Through the engine itself, so that everything is indexed as a hub indexes it. */
function fill(file: string, corpus: Corpus): void {
  const began = performance.now()
  const engine = openEngine(file)
  let waiting: NewEvent[] = []
  let done = 0
  const write = (events: NewEvent[], all = false) => {
    waiting.push(...events)
    while (waiting.length >= chunk || (all && waiting.length)) {
      const [answer] = engine.runBatch([{ name: 'appendChunk', args: [waiting.slice(0, chunk)] }]).answers
      if (!answer?.ok) throw new Error(answer?.detail)
      waiting = waiting.slice(chunk)
      done += chunk
      if (done % 500_000 === 0)
        console.log(`${done} facts in ${((performance.now() - began) / 1000).toFixed(0)} s`)
    }
  }
  const talkers = Math.ceil(messages / messagesEach)
  const begin = Date.now() - days * dayMs
  const step = (days * dayMs) / (contacts + messages / burst)
  let steps = 0
  const next = (): number => Math.round(begin + step * steps++)
  for (let n = 0; n < contacts; n++) write([corpus.born(n, next())])
  for (let from = 0; from < messagesEach; from += burst)
    for (let n = 0; n < talkers; n++) write(corpus.talk(n, from, burst, next()))
  write([], true)
  engine.close()
  console.log(`seeded in ${((performance.now() - began) / 1000).toFixed(0)} s`)
}

/** Each question's time in milliseconds, after a first round that is not counted. */
async function measure(
  name: string,
  queries: readonly Query[],
  ask: (query: Query) => Promise<number>,
): Promise<number[]> {
  for (const query of queries.slice(0, 30)) await ask(query)
  const times = new Map<string, number[]>(queryKinds.map((kind) => [kind, []]))
  let hits = 0
  for (const query of queries) {
    const from = performance.now()
    const count = await ask(query)
    times.get(query.kind)?.push(performance.now() - from)
    if (count > 0) hits++
  }
  for (const [kind, sample] of times)
    console.log(
      `${name}, ${kind}: ${sample.length} samples, p50 ${percentile(sample, 0.5)} ms, p95 ${percentile(sample, 0.95)} ms`,
    )
  console.log(`${name}: ${hits} of ${queries.length} found something`)
  if (hits < queries.length * leastFound) throw new Error(`only ${hits} of ${queries.length} found anything`)
  return [...times.values()].flat()
}

/** The least that any search on this index must do: the words themselves, newest first, nothing read or joined. */
function floor(db: DatabaseSync, table: string, limit: number, queries: readonly Query[]): number[] {
  const statement = db.prepare(
    `SELECT rowid FROM ${table} WHERE ${table} MATCH ? ORDER BY rowid DESC LIMIT ${limit}`,
  )
  return queries.map((query) => {
    const match = foldedWords(query)
      .map((word) => `"${termsOf(word)[0] ?? word}"`)
      .join(' AND ')
    const from = performance.now()
    statement.all(match)
    return performance.now() - from
  })
}

function shuffled<T>(list: readonly T[], random: () => number): T[] {
  return list
    .map((item) => ({ item, by: random() }))
    .sort((a, b) => a.by - b.by)
    .map(({ item }) => item)
}
