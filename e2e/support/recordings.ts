import type { Page } from '@playwright/test'
import type { CallItem } from '../../shared/domain/timeline.ts'
import type { Client } from '../../shared/ipc/derive.ts'
import { readPerson } from './desk.ts'

/** The recording of a person's last call, as the desk's own page gets at it. */
export async function lastRecording(page: Page, contactId: string): Promise<CallItem | undefined> {
  const { timeline } = await readPerson(page, contactId)
  return timeline.filter((item) => item.kind === 'call').at(-1)
}

/** Where the player of this page takes a recording from. */
export const sourceOf = (page: Page, recordingId: string): Promise<string> =>
  page.evaluate(async (id) => {
    const { operator } = window as unknown as { operator: Client }
    const opened = await operator.recordings.open({ recordingId: id as never })
    if (!opened.ok) throw new Error(opened.code)
    return opened.value.src
  }, recordingId)

/** The whole recording as the page downloads it. */
export async function download(page: Page, src: string): Promise<Uint8Array> {
  const text = await page.evaluate(async (address) => {
    const bytes = new Uint8Array(await (await fetch(address)).arrayBuffer())
    let out = ''
    for (let i = 0; i < bytes.length; i += 32_768)
      out += String.fromCharCode(...bytes.subarray(i, i + 32_768))
    return btoa(out)
  }, src)
  return Buffer.from(text, 'base64')
}

/** What the browser's own player makes of it: how long it is, and where it stands after a jump to `to`, seconds. */
export const jump = (page: Page, src: string, to: number): Promise<{ duration: number; at: number }> =>
  page.evaluate(
    async ([address, seconds]) => {
      const audio = new Audio()
      const happens = (name: string) =>
        new Promise((resolve, reject) => {
          audio.addEventListener(name, resolve, { once: true })
          audio.addEventListener('error', () => reject(new Error(audio.error?.message)), { once: true })
        })
      const known = happens('loadedmetadata')
      audio.src = address
      await known
      const moved = happens('seeked')
      audio.currentTime = seconds
      await moved
      return { duration: audio.duration, at: audio.currentTime }
    },
    [src, to] as const,
  )
