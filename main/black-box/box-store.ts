import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fail, ok, type Result } from '../../shared/lib/result.ts'
import { BlackBox, type BoxHead } from '../../shared/softphone/black-box.ts'

export type BoxStore = {
  /** @returns BLACK_BOX_NOT_KEPT when it cannot be written */
  keep(box: BlackBox): Promise<Result<BoxHead>>
  /** Newest first. A file that is no black box is passed over. */
  list(): Promise<BoxHead[]>
  read(boxId: string): Promise<Result<BlackBox>>
  path(boxId: string): string
}

/** Older ones go: a black box is for the fault of today. */
const MOST_KEPT = 20
const NAME = /^black-box-([\w-]{1,64})\.json$/

/** Black boxes as files in a folder, one JSON each. */
export function createBoxStore(folder: string): BoxStore {
  const path = (boxId: string) => join(folder, `black-box-${boxId}.json`)
  const head = ({ boxId, keptAt, verdict, entries }: BlackBox): BoxHead => ({
    boxId,
    keptAt,
    ...(verdict.fault ? { fault: verdict.fault } : {}),
    calls: new Set(entries.flatMap((e) => (e.kind === 'call' ? [e.callId] : []))).size,
  })
  const read = async (boxId: string): Promise<Result<BlackBox>> => {
    try {
      const parsed = BlackBox.safeParse(JSON.parse(await readFile(path(boxId), 'utf8')))
      return parsed.success ? ok(parsed.data) : fail('BLACK_BOX_NOT_FOUND', 'format')
    } catch {
      return fail('BLACK_BOX_NOT_FOUND')
    }
  }
  /** Ids begin with their time, so that names sort by age. */
  const ids = async (): Promise<string[]> =>
    (await readdir(folder).catch(() => []))
      .flatMap((name) => NAME.exec(name)?.[1] ?? [])
      .sort()
      .reverse()

  return {
    path,
    read,
    async keep(box) {
      try {
        await mkdir(folder, { recursive: true })
        const draft = `${path(box.boxId)}.part`
        await writeFile(draft, `${JSON.stringify(box, undefined, 1)}\n`, { mode: 0o600 })
        await rename(draft, path(box.boxId))
        for (const old of (await ids()).slice(MOST_KEPT)) await rm(path(old), { force: true })
        return ok(head(box))
      } catch (error) {
        return fail('BLACK_BOX_NOT_KEPT', error instanceof Error ? error.message : String(error))
      }
    },
    async list() {
      const boxes = await Promise.all((await ids()).slice(0, MOST_KEPT).map(read))
      return boxes.flatMap((box) => (box.ok ? [head(box.value)] : []))
    },
  }
}
