import {
  closeSync,
  existsSync,
  fdatasyncSync,
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
  name: z.enum([
    'call.report',
    'message.send',
    'note.add',
    'promise.make',
    'promise.keep',
    'card.set-field',
    'card.add-tag',
    'card.remove-tag',
    'conversation.close',
    'conversation.snooze',
    'conversation.wake',
  ]),
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
/** The hub will not have it; it stays until somebody has decided what becomes of it. */
const Refused = z.object({ refused: z.string(), code: z.string() })
/** Taken back, and on its way into its draft. */
const Back = z.object({ back: z.string() })

/** What of a letter's life has been written down. */
export type Found = { letter: Letter; tried: boolean; back: boolean; refused?: string }

export type Sealer = Pick<Vault, 'open' | 'sealText' | 'unsealText'>

export type OutboxFile = {
  /** What has not been delivered yet, oldest first. What is sealed with a key that is not known yet stays as it lies. */
  load(): Found[]
  /** The same again, once a key has become known: those that could not be read before. */
  reread(known: ReadonlySet<string>): Found[]
  add(letter: Letter): void
  tried(id: string): void
  back(id: string): void
  refused(id: string, code: string): void
  /** `last`: nothing else waits, so that nothing of what was written stays on the disk. */
  done(id: string, last: boolean): void
  close(): void
}

/**
 * Letters as JSON lines, appended: one line when a letter is written, one when it has arrived. A torn last line (the
 * program died while writing) is skipped. Whatever the operator is told to be kept is on the platter before that; only
 * that something has arrived is not waited for, since a repeat is harmless.
 */
export function outboxFile(path: string, vault?: Sealer): OutboxFile {
  let handle: number | undefined
  /** Whether letters lie here that cannot be read yet. */
  let closed = false
  const append = (line: unknown, lasting = true) => {
    handle ??= openSync(path, 'a', 0o600)
    writeSync(handle, `${JSON.stringify(line)}\n`)
    if (lasting) fdatasyncSync(handle)
  }
  return {
    load() {
      mkdirSync(dirname(path), { recursive: true })
      const read = undelivered(existsSync(path) ? readFileSync(path, 'utf8') : '', vault)
      const { lines, found } = read
      writeFileSync(`${path}.new`, lines.map((line) => `${line}\n`).join(''), { mode: 0o600, flush: true })
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
    refused: (id, code) => append({ refused: id, code }),
    done(id, last) {
      if (last && !closed) truncateSync(path)
      else append({ done: id }, false)
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
    {
      line: string
      letter: Letter | undefined
      notes: string[]
      tried: boolean
      back: boolean
      refused: string | undefined
    }
  >()
  for (const line of text.split('\n')) {
    const value = parsed(line)
    if (value === undefined) continue
    const done = Done.safeParse(value)
    if (done.success) kept.delete(done.data.done)
    const tried = Tried.safeParse(value)
    const back = Back.safeParse(value)
    const refused = Refused.safeParse(value)
    const of = tried.data?.tried ?? back.data?.back ?? refused.data?.refused
    const noted = kept.get(of ?? '')
    if (noted) {
      noted.notes.push(line)
      if (back.success) noted.back = true
      if (tried.success) {
        noted.tried = true
        // Tried again after it was refused.
        noted.refused = undefined
      }
      if (refused.success) noted.refused = refused.data.code
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
      refused: undefined,
    })
  }
  const all = [...kept.values()]
  return {
    lines: all.flatMap(({ line, notes }) => [line, ...notes]),
    found: all.flatMap(({ letter, tried, back, refused }) =>
      letter ? [{ letter, tried, back, ...(refused === undefined ? {} : { refused }) }] : [],
    ),
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
