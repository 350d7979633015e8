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
import { z } from '../../shared/lib/schema.ts'

/** One write on its way to the hub. `owner`: the hub and the operator that it belongs to. */
export const Letter = z.object({
  id: z.string(),
  owner: z.string(),
  /** Letters of one lane arrive in their order; lanes do not wait for each other. */
  lane: z.string(),
  name: z.enum(['call.report', 'message.send']),
  input: z.record(z.string(), z.unknown()),
  at: z.number(),
})
export type Letter = z.infer<typeof Letter>

const Done = z.object({ done: z.string() })

export type OutboxFile = {
  /** What has not been delivered yet, oldest first. */
  load(): Letter[]
  add(letter: Letter): void
  done(id: string): void
  /** Everything has been delivered: nothing of what was written stays on the disk. */
  clear(): void
  close(): void
}

/**
 * Letters as JSON lines, appended: one line when a letter is written, one when it has arrived. A torn last line (the
 * program died while writing) is skipped. The file is not flushed to the platter at each line: a crash of the program
 * loses nothing, and the hub, which answers, flushes.
 */
export function outboxFile(path: string): OutboxFile {
  let handle: number | undefined
  const append = (line: unknown) => {
    handle ??= openSync(path, 'a', 0o600)
    writeSync(handle, `${JSON.stringify(line)}\n`)
  }
  return {
    load() {
      mkdirSync(dirname(path), { recursive: true })
      const letters = existsSync(path) ? undelivered(readFileSync(path, 'utf8')) : []
      writeFileSync(`${path}.new`, letters.map((l) => `${JSON.stringify(l)}\n`).join(''), { mode: 0o600 })
      renameSync(`${path}.new`, path)
      return letters
    },
    add: append,
    done: (id) => append({ done: id }),
    clear: () => truncateSync(path),
    close() {
      if (handle !== undefined) closeSync(handle)
      handle = undefined
    },
  }
}

function undelivered(text: string): Letter[] {
  const letters = new Map<string, Letter>()
  for (const line of text.split('\n')) {
    const value = parsed(line)
    const done = Done.safeParse(value)
    if (done.success) letters.delete(done.data.done)
    const letter = Letter.safeParse(value)
    if (letter.success) letters.set(letter.data.id, letter.data)
  }
  return [...letters.values()]
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
