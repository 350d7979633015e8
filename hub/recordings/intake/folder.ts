import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { Logger } from 'pino'
import { CodedError } from '../../../shared/lib/result.ts'
import { nameFacts, sidecarFacts } from './file-facts.ts'
import { type Intake, largestBytes } from './intake.ts'

const lookMs = 5000
/** Looks in a row that must find a file the same before it is taken to be finished. */
const sameLooks = 2
const mostOfLook = 50
const sounds: ReadonlySet<string> = new Set([
  '.wav',
  '.mp3',
  '.ogg',
  '.opus',
  '.oga',
  '.webm',
  '.m4a',
  '.mp4',
  '.flac',
  '.aac',
])
/** Where a file goes once it was taken in, or could not be: the PBX's own copy is never deleted. */
const takenFolder = 'taken'
const asideFolder = 'set-aside'

type Seen = { size: number; changedAt: number; looks: number }

/**
 * Takes in what a PBX writes into a folder. It is looked at again and again rather than watched: change notices do not
 * come over network shares. A file is taken when its size and time have stood still, with what its name and a JSON
 * file of the same name say.
 */
export class WatchedFolder {
  private readonly intake: Pick<Intake, 'take'>
  private readonly log: Logger
  private readonly seen = new Map<string, Seen>()
  private timer: NodeJS.Timeout | undefined
  private looking: Promise<void> | undefined
  private folder = ''
  private stopped = false

  constructor(intake: Pick<Intake, 'take'>, log: Logger) {
    this.intake = intake
    this.log = log
  }

  /** Another folder from now on; an empty one is none. */
  watch(folder: string): void {
    this.folder = folder
    this.seen.clear()
    clearInterval(this.timer)
    if (!folder) return
    this.timer = setInterval(() => void this.look(), lookMs)
    this.timer.unref()
    void this.look()
  }

  async dispose(): Promise<void> {
    this.stopped = true
    clearInterval(this.timer)
    await this.looking
  }

  /** One look; a second caller gets the one that goes on. */
  look(): Promise<void> {
    this.looking ??= this.walk()
      .catch((error) => this.log.warn({ err: error }, 'the folder of recordings cannot be read'))
      .finally(() => {
        this.looking = undefined
      })
    return this.looking
  }

  private async walk(): Promise<void> {
    const { folder } = this
    const names = (await readdir(folder)).filter((name) => sounds.has(extname(name).toLowerCase())).sort()
    for (const name of this.seen.keys()) if (!names.includes(name)) this.seen.delete(name)
    let taken = 0
    for (const name of names) {
      if (this.stopped || folder !== this.folder || taken >= mostOfLook) return
      if (!(await this.isFinished(name))) continue
      taken++
      await this.take(folder, name)
    }
  }

  private async isFinished(name: string): Promise<boolean> {
    const found = await stat(join(this.folder, name)).catch(() => undefined)
    if (!found?.isFile() || found.size === 0) return false
    const before = this.seen.get(name)
    const same = before?.size === found.size && before.changedAt === found.mtimeMs
    const looks = same ? before.looks + 1 : 1
    this.seen.set(name, { size: found.size, changedAt: found.mtimeMs, looks })
    return looks >= sameLooks
  }

  private async take(folder: string, name: string): Promise<void> {
    const path = join(folder, name)
    const sidecar = `${path.slice(0, -extname(path).length)}.json`
    try {
      const { size, mtimeMs } = await stat(path)
      if (size > largestBytes) return await this.move(folder, name, asideFolder)
      const bytes = new Uint8Array(await readFile(path))
      const said = await readFile(sidecar, 'utf8').then(sidecarFacts, () => ({}))
      const facts = { ...nameFacts(name), ...said }
      const item = await this.intake.take({ source: 'folder', name, bytes, facts, finishedAt: mtimeMs })
      await this.move(folder, name, item.state === 'broken' ? asideFolder : takenFolder)
      await rm(sidecar, { force: true })
    } catch (error) {
      // A full disk passes: the file stays where it is and is tried again.
      const code = error instanceof CodedError ? error.code : 'UNKNOWN'
      this.log.warn({ err: error, code }, 'a recording of the PBX was not taken in')
    }
  }

  private async move(folder: string, name: string, to: string): Promise<void> {
    await mkdir(join(folder, to), { recursive: true })
    await rename(join(folder, name), join(folder, to, name))
    this.seen.delete(name)
  }
}
