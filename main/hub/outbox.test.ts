import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { newId } from '../../shared/lib/ids.ts'
import { fail, ok } from '../../shared/lib/result.ts'
import type { HubInput } from '../../shared/protocol/hub-protocol.ts'
import { silentLogger } from '../log/logger.ts'
import { until } from '../testing/fake-hub.ts'
import { createOutbox, type Outbox } from './outbox.ts'
import { outboxFile } from './outbox-file.ts'

let folder: string
const open: Outbox[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'outbox-'))
})
afterEach(() => {
  for (const outbox of open.splice(0)) outbox.close()
  rmSync(folder, { recursive: true, force: true })
})

/** A hub that can be away, be slow or refuse, and remembers what it took. */
function fakeHub() {
  const hub = {
    away: false,
    refuse: undefined as ReturnType<typeof fail> | undefined,
    /** Takes the next letter in but its answer is lost. */
    loseNextAnswer: false,
    taken: new Map<string, unknown>(),
    asked: [] as string[],
    async request(_name: string, input: { id: string; text?: string }) {
      await Promise.resolve()
      if (hub.away) return fail('HUB_OFFLINE')
      hub.asked.push(input.id)
      if (hub.refuse) return hub.refuse
      hub.taken.set(input.id, input.text)
      if (hub.loseNextAnswer) {
        hub.loseNextAnswer = false
        return fail('HUB_TIMEOUT')
      }
      return ok({ position: hub.taken.size, at: 1 })
    },
  }
  return hub
}

function outboxAt(hub: ReturnType<typeof fakeHub>, owner: () => string | undefined = () => 'demo anna') {
  const refused: string[] = []
  const outbox = createOutbox({
    file: outboxFile(join(folder, 'outbox.jsonl')),
    hub: hub as never,
    owner,
    onRefused: (letter, code) => refused.push(`${letter.id} ${code}`),
    log: silentLogger,
    retryMs: 5,
  })
  open.push(outbox)
  return { outbox, refused }
}

const message = (text: string) =>
  ({ id: newId(), messageId: newId(), conversationId: 'conv-1', text }) as HubInput<'message.send'> & {
    id: string
  }
const send = (outbox: Outbox, letter: ReturnType<typeof message>) =>
  outbox.send('message.send', letter.conversationId, letter)
const settled = () => new Promise((resolve) => setTimeout(resolve, 60))

test('a letter that the hub takes is answered and nothing waits', async () => {
  const { outbox } = outboxAt(fakeHub())
  expect(await send(outbox, message('hello'))).toEqual(ok({ position: 1, at: 1 }))
  expect(outbox.waiting).toBe(0)
})

test('what is written while the hub is away is kept, and arrives in its order once it is back', async () => {
  const hub = fakeHub()
  const { outbox } = outboxAt(hub)
  hub.away = true
  const answers = await Promise.all(['one', 'two', 'three'].map((text) => send(outbox, message(text))))
  expect(answers.map((a) => !a.ok && a.code)).toEqual(['HUB_OFFLINE', 'HUB_OFFLINE', 'HUB_OFFLINE'])
  hub.away = false
  outbox.flush()
  await until(() => outbox.waiting === 0)
  expect([...hub.taken.values()]).toEqual(['one', 'two', 'three'])
})

test('letters outlive the program, and a torn last line costs only itself', async () => {
  const hub = fakeHub()
  hub.away = true
  const first = outboxAt(hub).outbox
  await send(first, message('before the crash'))
  first.close()
  appendFileSync(join(folder, 'outbox.jsonl'), '{"id":"torn')
  hub.away = false
  const { outbox } = outboxAt(hub)
  outbox.flush()
  await until(() => outbox.waiting === 0)
  expect([...hub.taken.values()]).toEqual(['before the crash'])
  outbox.close()
  expect(outboxAt(hub).outbox.waiting).toBe(0)
})

test('an answer that was lost leads to a repeat with the same id', async () => {
  const hub = fakeHub()
  hub.loseNextAnswer = true
  const { outbox } = outboxAt(hub)
  const letter = message('once')
  expect(await send(outbox, letter)).toMatchObject({ code: 'HUB_TIMEOUT' })
  await until(() => outbox.waiting === 0)
  expect(hub.asked).toEqual([letter.id, letter.id])
  expect(hub.taken.size).toBe(1)
})

test('a letter that is refused for good goes out of the way and its writer is told', async () => {
  const hub = fakeHub()
  const { outbox, refused } = outboxAt(hub)
  hub.refuse = fail('CONVERSATION_CLOSED')
  expect(await send(outbox, message('too late'))).toEqual(fail('CONVERSATION_CLOSED'))
  hub.away = true
  const kept = message('kept, then too late')
  await send(outbox, kept)
  hub.away = false
  outbox.flush()
  await until(() => outbox.waiting === 0)
  expect(refused).toEqual([`${kept.id} CONVERSATION_CLOSED`])
})

test('letters wait for the operator who wrote them', async () => {
  const hub = fakeHub()
  let owner: string | undefined = 'demo anna'
  const { outbox } = outboxAt(hub, () => owner)
  hub.away = true
  await send(outbox, message('from anna'))
  hub.away = false
  owner = 'demo boris'
  outbox.flush()
  await settled()
  expect(hub.taken.size).toBe(0)
  owner = 'demo anna'
  outbox.flush()
  await until(() => outbox.waiting === 0)
  expect([...hub.taken.values()]).toEqual(['from anna'])
})

test('a disk that is full does not stop a letter', async () => {
  const hub = fakeHub()
  const outbox = createOutbox({
    file: {
      load: () => [],
      add: () => {
        throw Object.assign(new Error('no space'), { code: 'ENOSPC' })
      },
      reread: () => [],
      tried: () => {},
      back: () => {},
      refused: () => {},
      done: () => {},
      close: () => {},
    },
    hub: hub as never,
    owner: () => 'demo anna',
    onRefused: () => {},
    log: silentLogger,
  })
  open.push(outbox)
  expect((await send(outbox, message('still'))).ok).toBe(true)
})

test('nothing that has arrived is left on the disk', async () => {
  const hub = fakeHub()
  const { outbox } = outboxAt(hub)
  for (let i = 0; i < 20; i++) await send(outbox, message(`m${i}`))
  expect(readFileSync(join(folder, 'outbox.jsonl'), 'utf8')).toBe('')
})
