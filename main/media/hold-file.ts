import { readFile, stat } from 'node:fs/promises'

/** Ten minutes of a good MP3; more would only make the media window slow to load it. */
const MAX_BYTES = 20_000_000

/** The company's own sound for customers on hold. An empty one when it cannot be had: that is told as broken. */
export async function readHoldFile(path: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const { size } = await stat(path)
    return size > MAX_BYTES ? new Uint8Array() : new Uint8Array(await readFile(path))
  } catch {
    return new Uint8Array()
  }
}
