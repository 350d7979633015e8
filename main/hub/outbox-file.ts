import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { Draft } from '../../shared/ipc/writing-contract.ts'
import { z } from '../../shared/lib/schema.ts'
import type { Vault } from '../local/vault.ts'

/** One write on its way to the hub. `owner`: the hub and the operator that it belongs to. */
export const Letter = z.object({
  id: z.string(),
  owner: z.string(),
  /** Letters of one lane arrive in their order; lanes do not wait for each other. */
  lane: z.string(),
  name: z.enum(['call.report', 'message.send', 'note.add']),
  input: z.record(z.string(), z.unknown()),
  at: z.number(),
  /** Not to leave before this moment of this computer's clock: until then it can be taken back. */
  notBefore: z.optional(z.number()),
  /** The draft that it was, for when it comes back. */
  draft: z.optional(Draft),
})
export type Letter = z.infer<typeof Letter>

/** How a letter lies on the disk: in the clear only where nobody's key is known yet. */
const Sealed = z.object({ id: z.string(), owner: z.string(), lane: z.string(), sealed: z.string() })
const Done = z.object({ done: z.string() })
/** It was tried: from now on nobody knows whether the hub has it, and it can no longer be taken back. */
const Tried = z.object({ tried: z.string() })
/** Taken back, and on its way into its draft. */
const Back = z.object({ back: z.string() })

/** What of a letter's life has been written down. */
export type Found = { letter: Letter; tried: boolean; back: boolean }

export type Sealer = Pick<Vault, 'open' | 'sealText' | 'unsealText'>

export type OutboxFile = {
  /** What has not been delivered yet, oldest first. What is sealed with a key that is not known yet stays as it lies. */
  load(): Found[]
  /** The same again, once a key has become known: those that could not be read before. */
  reread(known: ReadonlySet<string>): Found[]
  add(letter: Letter): void
  tried(id: string): void
  back(id: string): void
  /** `last`: nothing else waits, so that nothing of what was written stays on the disk. */
  done(id: string, last: boolean): void
  close(): void
}

/**
 * Letters as JSON lines, appended: one line when a letter is written, one when it has arrived. A torn last line (the
 * program died while writing) is skipped. The file is not flushed to the platter at each line: a crash of the program
 * loses nothing, and the hub, which answers, flushes.
 */
export function outboxFile(path: string, vault?: Sealer): OutboxFile {
  let handle: number | undefined
  /** Whether letters lie here that cannot be read yet. */
  let closed = false
  const append = (line: unknown) => {
    handle ??= openSync(path, 'a', 0o600)
    writeSync(handle, `${JSON.stringify(line)}\n`)
  }
  return {
    load() {
      mkdirSync(dirname(path), { recursive: true })
      const read = undelivered(existsSync(path) ? readFileSync(path, 'utf8') : '', vault)
      const { lines, found } = read
      writeFileSync(`${path}.new`, lines.map((line) => `${line}\n`).join(''), { mode: 0o600 })
      renameSync(`${path}.new`, path)
      closed = read.closed
      return found
    },
    reread(known) {
      if (!closed || !vault?.open) return []
      const { found, closed: still } = undelivered(readFileSync(path, 'utf8'), vault)
      closed = still
      return found.filter(({ letter }) => !known.has(letter.id))
    },
    add(letter) {
      const { id, owner, lane } = letter
      append(vault?.open ? { id, owner, lane, sealed: vault.sealText(JSON.stringify(letter)) } : letter)
    },
    tried: (id) => append({ tried: id }),
    back: (id) => append({ back: id }),
    done(id, last) {
      if (last && !closed) truncateSync(path)
      else append({ done: id })
    },
    close() {
      if (handle !== undefined) closeSync(handle)
      handle = undefined
    },
  }
}

/** The lines that still count, as they lay, and what can be read of them. */
function undelivered(
  text: string,
  vault: Sealer | undefined,
): { lines: string[]; found: Found[]; closed: boolean } {
  const kept = new Map<
    string,
    { line: string; letter: Letter | undefined; notes: string[]; tried: boolean; back: boolean }
  >()
  for (const line of text.split('\n')) {
    const value = parsed(line)
    if (value === undefined) continue
    const done = Done.safeParse(value)
    if (done.success) kept.delete(done.data.done)
    const tried = Tried.safeParse(value)
    const back = Back.safeParse(value)
    const noted = kept.get(tried.success ? tried.data.tried : back.success ? back.data.back : '')
    if (noted) {
      noted.notes.push(line)
      if (tried.success) noted.tried = true
      else noted.back = true
    }
    const sealed = Sealed.safeParse(value)
    const opened = sealed.success && vault ? parsed(vault.unsealText(sealed.data.sealed) ?? '') : value
    const letter = Letter.safeParse(opened)
    if (!letter.success && !sealed.success) continue
    const id = letter.success ? letter.data.id : sealed.success ? sealed.data.id : ''
    kept.set(id, {
      line,
      letter: letter.success ? letter.data : undefined,
      notes: [],
      tried: false,
      back: false,
    })
  }
  const all = [...kept.values()]
  return {
    lines: all.flatMap(({ line, notes }) => [line, ...notes]),
    found: all.flatMap(({ letter, tried, back }) => (letter ? [{ letter, tried, back }] : [])),
    closed: all.some(({ letter }) => letter === undefined),
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
