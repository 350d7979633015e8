import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { HubClient } from '../hub/hub-client.ts'

/** Sounds that ship with the product: the notice in words, by language. */
const builtIn: ReadonlySet<string> = new Set(['notice-ru', 'notice-pl', 'notice-en'])

export type AnnouncementSounds = {
  /** Its bytes, from this computer where it has been before; undefined while it is nowhere to be had. */
  get(soundId: string): Promise<Uint8Array | undefined>
  /** Fetches those that will be wanted, so that calls need no hub. */
  expect(soundIds: readonly string[]): void
}

/** Sounds to be announced: the product's own, and the company's, kept in `folder` once they were fetched. */
export function createAnnouncementSounds(options: {
  hub: Pick<HubClient, 'request'>
  folder: string
  builtInFolder: string
}): AnnouncementSounds {
  const { hub, folder, builtInFolder } = options
  const coming = new Map<string, Promise<Uint8Array | undefined>>()
  // The id may be any text of the hub's: only what looks like one of its names becomes a file's.
  const isName = (soundId: string) => /^[\w-]{1,80}$/.test(soundId)

  async function find(soundId: string): Promise<Uint8Array | undefined> {
    if (builtIn.has(soundId)) return readFile(join(builtInFolder, `${soundId}.webm`)).catch(() => undefined)
    if (!isName(soundId)) return undefined
    const path = join(folder, soundId)
    const kept = await readFile(path).catch(() => undefined)
    if (kept) return kept
    const answer = await hub.request('recording.sound', { soundId })
    if (!answer.ok) return undefined
    const bytes = Buffer.from(answer.value.data, 'base64')
    // Not kept (a full disk): it is fetched again next time.
    await keep(path, bytes).catch(() => undefined)
    return bytes
  }

  async function keep(path: string, bytes: Uint8Array): Promise<void> {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await writeFile(`${path}.new`, bytes, { mode: 0o600 })
    await rename(`${path}.new`, path)
  }

  const get = (soundId: string): Promise<Uint8Array | undefined> => {
    const known = coming.get(soundId)
    if (known) return known
    const found = find(soundId).finally(() => coming.delete(soundId))
    coming.set(soundId, found)
    return found
  }
  return {
    get,
    expect(soundIds) {
      for (const soundId of soundIds) void get(soundId)
    },
  }
}
