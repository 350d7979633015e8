import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { fail, ok } from '../../shared/lib/result.ts'
import { createOutbox } from '../hub/outbox.ts'
import { type OutboxFile, outboxFile } from '../hub/outbox-file.ts'
import { createVault } from '../local/vault.ts'
import { silentLogger } from '../log/logger.ts'
import { createDrafts, type Drafts } from './drafts.ts'
import { hold, settle, undo } from './held.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'held-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const key = Buffer.alloc(32, 3).toString('base64url')
const vaultOf = (secret: string | undefined = key) =>
  createVault({ localKey: () => secret, keepLocalKey: () => undefined })

/** The far side: takes each letter once by its id, may be away, and may lose its answer. */
function farSide() {
  const far = {
    away: false,
    loseAnswer: false,
    /** Each letter once, as it arrived. */
    taken: new Map<string, string>(),
  }
  return far
}

/** One run of the program on a folder; it can be killed before any write of its. */
function start(far: ReturnType<typeof farSide>, clock: { now: number }, profile = folder) {
  const run = { dead: false, killIn: Number.POSITIVE_INFINITY }
  const guarded = <T extends object>(real: T, writes: readonly string[]): T =>
    new Proxy(real, {
      get(target, name) {
        const value = Reflect.get(target, name) as (...args: unknown[]) => unknown
        if (typeof value !== 'function' || !writes.includes(String(name))) return value
        return (...args: unknown[]) => {
          if (run.dead || run.killIn-- <= 0) {
            run.dead = true
            return undefined
          }
          return value.apply(target, args)
        }
      },
    })
  const vault = vaultOf()
  const file = guarded<OutboxFile>(outboxFile(join(profile, 'outbox.jsonl'), vault), [
    'add',
    'tried',
    'back',
    'done',
  ])
  const drafts = guarded<Drafts>(createDrafts(join(profile, 'drafts.jsonl'), vault, silentLogger), [
    'save',
    'clear',
    'giveBack',
  ])
  const outbox = createOutbox({
    file,
    hub: {
      async request(_name: string, input: { id: string; text?: string }) {
        await Promise.resolve()
        if (run.dead) return new Promise<never>(() => undefined)
        if (far.away) return fail('HUB_OFFLINE')
        far.taken.set(input.id, input.text ?? '')
        if (!far.loseAnswer) return ok({ position: 1, at: 1 })
        far.loseAnswer = false
        return fail('HUB_TIMEOUT')
      },
    } as never,
    owner: () => 'demo anna',
    online: () => !far.away,
    onRefused: () => undefined,
    log: silentLogger,
    retryMs: 1_000_000,
    now: () => clock.now,
  })
  const places = { outbox, drafts }
  settle(places, () => undefined)
  return { run, outbox, drafts, places }
}

const breathe = async () => {
  for (let i = 0; i < 30; i++) await Promise.resolve()
}

type Step =
  | { do: 'send'; draft: number; ms: number }
  | { do: 'undo' | 'release'; of: number }
  | { do: 'wait'; ms: number }
  | { do: 'away' | 'back' | 'lose' | 'restart' | 'kill' }
  | { do: 'kill-in'; writes: number }

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('send' as const),
      draft: fc.nat(2),
      ms: fc.constantFrom(0, 5000),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constantFrom('undo' as const, 'release' as const), of: fc.nat(12) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(10, 6000) }) },
  {
    weight: 3,
    arbitrary: fc
      .constantFrom('away', 'back', 'lose', 'restart', 'kill')
      .map((what) => ({ do: what }) as Step),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('kill-in' as const), writes: fc.nat(3) }) },
)

describe('a message that is held', () => {
  test('is in one place alone, whatever happens: never lost, never both sent and given back, never sent twice', async () => {
    let runs = 0
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const profile = join(folder, String(runs++))
        const clock = { now: 1_000_000 }
        const far = farSide()
        let program = start(far, clock, profile)
        const words: string[] = []
        let letters = 0
        const again = () => {
          program.run.dead = true
          program = start(far, clock, profile)
        }
        for (const one of steps) {
          if (program.run.dead) again()
          switch (one.do) {
            case 'send': {
              const key = `reply:cv-${one.draft}`
              const id = `m${letters++}`
              // What lies in the draft, from an undo or a crash, is sent with it.
              const left = program.drafts.list().find((d) => d.key === key)?.text ?? ''
              const draft = { key, text: `${left}<${id}>`, files: [], at: clock.now }
              program.drafts.save(draft)
              // What was killed before it was written down at all was never there.
              if (program.run.dead) break
              words.push(id)
              const input = { id, messageId: id, conversationId: key, text: draft.text }
              const more = one.ms ? { notBefore: clock.now + one.ms } : {}
              hold(program.places, { id, name: 'message.send', lane: key, input, draft, ...more })
              break
            }
            case 'undo':
              undo(program.places, `m${one.of}`)
              break
            case 'release':
              program.outbox.release(`m${one.of}`)
              break
            case 'wait':
              clock.now += one.ms
              program.outbox.flush()
              break
            case 'away':
              far.away = true
              break
            case 'back':
              far.away = false
              program.outbox.flush()
              break
            case 'lose':
              far.loseAnswer = true
              break
            case 'restart':
              program.outbox.close()
              again()
              break
            case 'kill':
              again()
              break
            case 'kill-in':
              program.run.killIn = one.writes
              break
          }
          clock.now += 1
          await breathe()
        }
        again()
        far.away = false
        far.loseAnswer = false
        clock.now += 100_000
        program.outbox.flush()
        await breathe()
        const drafts = program.drafts.list().map((d) => d.text)
        const everywhere = [...far.taken.values(), ...drafts].join('\n')
        for (const id of words) expect([id, everywhere.split(`<${id}>`).length - 1]).toEqual([id, 1])
        expect(program.outbox.waiting).toBe(0)
        program.outbox.close()
      }),
      { numRuns: 150 },
    )
  })

  test('does not leave before its time, and can be taken back until then', async () => {
    const clock = { now: 1000 }
    const far = farSide()
    const { places, outbox, drafts } = start(far, clock)
    const draft = { key: 'reply:cv-1', text: 'hello', files: [], at: 1000 }
    hold(places, {
      id: 'm1',
      name: 'message.send',
      lane: 'cv-1',
      input: { id: 'm1' },
      draft,
      notBefore: 7000,
    })
    hold(places, {
      id: 'm1',
      name: 'message.send',
      lane: 'cv-1',
      input: { id: 'm1' },
      draft,
      notBefore: 7000,
    })
    expect(outbox.list().map((p) => p.state)).toEqual(['held'])
    await breathe()
    expect(far.taken.size).toBe(0)
    expect(undo(places, 'm1')).toMatchObject({ ok: true, value: { text: 'hello' } })
    expect(undo(places, 'm1')).toMatchObject({ ok: false, code: 'MESSAGE_GONE' })
    drafts.save({ ...draft, text: 'later words' })
    clock.now = 9000
    outbox.flush()
    await breathe()
    expect(far.taken.size).toBe(0)
  })

  test('comes back before what was written since', async () => {
    const { places, drafts } = start(farSide(), { now: 1 })
    const draft = { key: 'reply:cv-1', text: 'first', files: [], at: 1 }
    hold(places, {
      id: 'm1',
      name: 'message.send',
      lane: 'cv-1',
      input: { id: 'm1' },
      draft,
      notBefore: 7000,
    })
    drafts.save({ ...draft, text: 'second', at: 2 })
    expect(undo(places, 'm1')).toMatchObject({ value: { text: 'first\nsecond' } })
  })

  test('is not to be read in the files it lies in', () => {
    const { places, drafts } = start(farSide(), { now: 1 })
    const draft = { key: 'reply:cv-1', text: 'my secret words', files: [], at: 1 }
    drafts.save(draft)
    hold(places, {
      id: 'm1',
      name: 'message.send',
      lane: 'cv-1',
      input: { id: 'm1', text: draft.text },
      draft,
      notBefore: 7000,
    })
    for (const name of ['outbox.jsonl', 'drafts.jsonl'])
      expect(readFileSync(join(folder, name), 'utf8')).not.toContain('secret')
  })
})

describe('drafts', () => {
  test('outlive a kill, and a torn last line costs only itself; another operator sees none of them', () => {
    const path = join(folder, 'drafts.jsonl')
    const mine = createDrafts(path, vaultOf(), silentLogger)
    const draft = { key: 'note:c-1', text: 'call again', files: [], at: 5, caret: [2, 4] as [number, number] }
    mine.save({ ...draft, text: 'call' })
    mine.save(draft)
    mine.save({ key: 'reply:cv-2', text: 'gone', files: [], at: 1 })
    mine.clear('reply:cv-2')
    appendFileSync(path, 'torn')
    expect(createDrafts(path, vaultOf(), silentLogger).list()).toEqual([draft])
    const other = createDrafts(path, vaultOf(Buffer.alloc(32, 9).toString('base64url')), silentLogger)
    expect(other.list()).toEqual([])
    other.save({ ...draft, text: 'theirs' })
    expect(createDrafts(path, vaultOf(), silentLogger).list()).toEqual([draft])
    const locked = createDrafts(path, vaultOf(''), silentLogger)
    expect(locked.list()).toEqual([])
  })
})
