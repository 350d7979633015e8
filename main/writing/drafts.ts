import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { Draft } from '../../shared/ipc/writing-contract.ts'
import type { Letter, Sealer } from '../hub/outbox-file.ts'
import type { Logger } from '../log/logger.ts'

export type Drafts = {
  /** Everything that the operator has written and not sent; empty while their key is not known. */
  list(): Draft[]
  /** Written down when it returns. */
  save(draft: Draft): void
  clear(key: string): void
  /** Words come back: before whatever was written since. The same letter again changes nothing. */
  giveBack(letter: Letter): Draft | undefined
  /** Another operator works here now: their drafts are read when they are asked for. */
  forget(): void
  close(): void
}

type Line = { draft: Draft; returned?: string[] }

/** The file is written anew once so many lines of it are old. */
const mostLines = 2000

/**
 * Drafts as sealed lines, appended at once: the last line of a draft counts, also after the program was killed. Lines
 * that cannot be opened (another operator's) stay.
 */
export function createDrafts(path: string, vault: Sealer, log: Logger): Drafts {
  let drafts: Map<string, Draft> | undefined
  const returned = new Set<string>()
  let foreign: string[] = []
  let handle: number | undefined
  let lines = 0

  const known = (): Map<string, Draft> => {
    if (drafts || !vault.open) return drafts ?? new Map()
    drafts = new Map()
    for (const line of existsSync(path) ? readFileSync(path, 'utf8').split('\n') : []) {
      if (!line) continue
      const read = readLine(line, vault)
      if (!read) {
        foreign.push(line)
        continue
      }
      drafts.set(read.draft.key, read.draft)
      for (const id of read.returned ?? []) returned.add(id)
    }
    for (const [key, draft] of drafts) if (isEmpty(draft)) drafts.delete(key)
    compact()
    return drafts
  }
  const sealed = (line: Line) => vault.sealText(JSON.stringify(line))
  const compact = () => {
    if (handle !== undefined) closeSync(handle)
    handle = undefined
    mkdirSync(dirname(path), { recursive: true })
    const mine = [...(drafts?.values() ?? [])].map((draft) => sealed({ draft }))
    const ids = [...returned].slice(-100)
    // Letters that came back must not come back again after the next start.
    if (ids.length)
      mine.push(sealed({ draft: { key: 'note:returned', text: '', files: [], at: 0 }, returned: ids }))
    const all = [...foreign, ...mine]
    writeFileSync(`${path}.new`, all.map((line) => `${line}\n`).join(''), { mode: 0o600 })
    renameSync(`${path}.new`, path)
    lines = all.length
  }
  const append = (line: Line) => {
    try {
      handle ??= openSync(path, 'a', 0o600)
      writeSync(handle, `${sealed(line)}\n`)
      if (++lines > mostLines + (drafts?.size ?? 0)) compact()
    } catch (error) {
      log.error('a draft was not written', { error })
    }
  }
  const put = (draft: Draft, more: Pick<Line, 'returned'> = {}) => {
    const all = known()
    if (isEmpty(draft)) all.delete(draft.key)
    else all.set(draft.key, draft)
    append({ draft, ...more })
  }

  return {
    list: () => [...known().values()],
    save(draft) {
      if (!vault.open) throw new Error('the vault is closed')
      put(draft)
    },
    clear(key) {
      const was = known().get(key)
      if (was) put({ key, text: '', files: [], at: Date.now() })
    },
    giveBack(letter) {
      const { draft } = letter
      const all = known()
      if (!draft || returned.has(letter.id)) return draft && all.get(draft.key)
      const since = all.get(draft.key)
      const text = since?.text ? `${draft.text}\n${since.text}` : draft.text
      const files = [
        ...draft.files,
        ...(since?.files ?? []).filter((f) => !draft.files.some((d) => d.fileId === f.fileId)),
      ]
      const next: Draft = { ...since, ...draft, text, files, at: Date.now() }
      returned.add(letter.id)
      put(next, { returned: [letter.id] })
      return next
    },
    forget() {
      if (handle !== undefined) closeSync(handle)
      handle = undefined
      drafts = undefined
      foreign = []
      returned.clear()
    },
    close() {
      if (handle !== undefined) closeSync(handle)
      handle = undefined
    },
  }
}

const isEmpty = ({ text, files, replyTo }: Draft): boolean => !text && files.length === 0 && !replyTo

function readLine(line: string, vault: Sealer): Line | undefined {
  const text = vault.unsealText(line)
  if (text === undefined) return undefined
  try {
    const { draft, returned } = JSON.parse(text) as Line
    const parsed = Draft.safeParse(draft)
    return parsed.success
      ? { draft: parsed.data, ...(Array.isArray(returned) ? { returned } : {}) }
      : undefined
  } catch {
    return undefined
  }
}
