import { createWriteStream } from 'node:fs'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

const mostTries = 100

/** Writes a stream into the file that somebody has chosen, in place of what was there; whole, or not at all. */
export async function saveTo(file: string, from: Readable): Promise<string> {
  const part = `${file}.part`
  try {
    await pipeline(from, createWriteStream(part, { mode: 0o600 }))
    await rename(part, file)
    return file
  } catch (error) {
    await rm(part, { force: true })
    throw error
  }
}

/** Writes a stream into a folder under a name that nothing there has yet; whole, or not at all. Gives the path. */
export async function saveAs(folder: string, name: string, from: Readable): Promise<string> {
  await mkdir(folder, { recursive: true })
  const safe = basename(name).replace(/[^\p{L}\p{N}_. ()-]/gu, '_') || 'recording'
  const ending = extname(safe)
  for (let i = 1; i <= mostTries; i++) {
    const file = join(
      folder,
      i === 1 ? safe : `${safe.slice(0, safe.length - ending.length)} (${i})${ending}`,
    )
    const handle = await open(file, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return undefined
      throw error
    })
    if (!handle) continue
    try {
      await pipeline(from, createWriteStream(file, { fd: handle.fd, autoClose: false }))
      await handle.close()
      return file
    } catch (error) {
      await handle.close().catch(() => undefined)
      await rm(file, { force: true })
      throw error
    }
  }
  throw new Error('no free name')
}
